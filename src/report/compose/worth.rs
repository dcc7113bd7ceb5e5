//! What a figure is worth to a sentence. Where a form lists what is zero, blank parts of nothing are listed as zero, too.

use crate::{
    at,
    document::{Document, Kind, Path},
    figures::{
        CellKey, Column, ColumnKey, INCOME_LINES, Line, MeasureKey, RowKey, SPENDING_COLUMNS, Source, T01, T03, T10,
        T12, Value,
    },
    money::Money,
    percent::{Growth, Ratio},
};

use super::Composer;

impl Composer<'_> {
    /// The value of a figure. Blank is not zero, but there is nothing of a kind when its list was entered and no line of
    /// it is of this kind, and no part when the whole was entered as zero.
    pub(super) fn worth(&self, source: &Source) -> Value {
        let value = Value::printed(self.figures, source);
        let profile = &self.figures.profile;
        if value != Value::Missing || !(profile.lists_zeros() || profile.lists_zero_details()) {
            return value;
        }
        match source {
            Source::Cell(key) if self.is_nil(*key) => Value::Money(Money::ZERO),
            Source::Measure(key) => self.nil_measure(*key).unwrap_or(value),
            Source::Entered(path) if self.is_part_of_nothing(*path) => nothing_at(*path),
            _ => value,
        }
    }

    /// A blank sum of a list whose total is known.
    fn is_nil(&self, key: CellKey) -> bool {
        let whole = match (key.table, key.row) {
            (T01, RowKey::Line(line)) if INCOME_LINES.contains(&line) => {
                CellKey::line(T01, Line::IncomeOfYear, Column::Amount)
            }
            (T03 | T10 | T12, RowKey::Total) => CellKey::total(T03, Column::Total),
            _ => return false,
        };
        // What stands beside the spending of a fund is typed.
        let is_sum = key.table == T01 || matches!(key.column, ColumnKey::Named(column) if is_spending(column));
        is_sum && self.figures.tables.printed(key).is_none() && self.figures.tables.printed(whole).is_some()
    }

    /// The share or the growth of nothing.
    fn nil_measure(&self, key: MeasureKey) -> Option<Value> {
        let inputs = &self.figures.measures.get(key)?.inputs;
        let [Source::Cell(part), other] = &inputs[..] else { return None };
        if !self.is_nil(*part) {
            return None;
        }
        let other = Some(Value::of(self.figures, other).money()?);
        Some(match key {
            MeasureKey::Growth(_) => Value::Growth(Growth::between(Some(Money::ZERO), other)),
            _ => Value::Ratio(Ratio::share(Some(Money::ZERO), other)),
        })
    }

    fn is_part_of_nothing(&self, path: Path) -> bool {
        wholes().into_iter().any(|(parts, whole)| {
            parts.iter().any(|part| path.starts_with(part))
                && path != whole
                && Value::of(self.figures, &whole.into()).is_zero()
        })
    }
}

fn is_spending(column: Column) -> bool {
    column == Column::Total || column == Column::Spending || SPENDING_COLUMNS.contains(&column)
}

fn nothing_at(path: Path) -> Value {
    match Document::kind_at(path) {
        Some(Kind::Money) => Value::Money(Money::ZERO),
        _ => Value::Count(0),
    }
}

/// Counts and amounts that are parts of one whole.
fn wholes() -> [(Vec<Path>, Path); 8] {
    let assets = at!(other.assets);
    let uses = ["provincial", "leader", "confidential", "emergency", "enforcement", "technical", "retired", "other"];
    [
        (
            vec![at!(unit.subunits.administrative), at!(unit.subunits.civil_service), at!(unit.subunits.institution)],
            at!(unit.subunits.declared),
        ),
        (vec![at!(three_public.abroad_groups), at!(three_public.abroad_persons)], at!(three_public.actual.abroad)),
        (vec![at!(three_public.vehicles_bought)], at!(three_public.vehicles_bought.total)),
        (vec![at!(three_public.vehicles_held)], at!(three_public.vehicles_held.total)),
        (
            vec![at!(three_public.domestic_batches), at!(three_public.domestic_persons)],
            at!(three_public.actual.reception_domestic),
        ),
        (
            vec![at!(three_public.foreign_batches), at!(three_public.foreign_persons)],
            at!(three_public.actual.reception_foreign),
        ),
        (uses.map(|field| assets.field(field)).to_vec(), at!(other.assets.vehicles)),
        (vec![at!(other.procurement)], at!(other.procurement.total)),
    ]
}

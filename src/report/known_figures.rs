//! Every figure that a number in a text may stand for, with its value as printed.
//!
//! The cells of `T05` and `T07` are left out: there are tens of thousands, and texts speak of sums.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    address::{
        CellKey, Column, ColumnKey, MeasureKey, RowKey, T01, T02, T03, T04, T06, T08, T09, T10, T11, T12, T13, TableId,
    },
    at,
    document::{Document, Entry, Kind, Path, record},
    figures::{Figures, Measure, MeasureValue, Source},
    money::Money,
    percent::{Percent, Ratio},
};

/// What a percentage says of its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentKind {
    /// 占
    Share,
    /// 完成
    Completion,
    /// 增长、下降
    Growth,
    /// 满意度
    Satisfaction,
}

/// The value of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum KnownValue {
    Amount(Money),
    /// A percentage; of a growth rate the sign, too.
    Percent(Decimal, PercentKind),
}

/// A figure that can be quoted.
pub(super) struct Known {
    pub value: KnownValue,
    /// Whether it is one of the few that texts mostly speak of, not one of many rows.
    pub is_main: bool,
    pub place: KnownPlace,
}

/// Where it stands; a [`Source`] is made of few only.
pub(super) enum KnownPlace {
    Cell(CellKey),
    Measure(MeasureKey),
    Entered(Path),
}

impl KnownPlace {
    pub fn source(&self) -> Source {
        match self {
            Self::Cell(key) => Source::Cell(*key),
            Self::Measure(key) => Source::Measure(*key),
            Self::Entered(path) => Source::Entered(*path),
        }
    }
}

/// Visits every figure that can be quoted, in a fixed order.
pub(super) fn for_each_known(figures: &Figures, visit: &mut dyn FnMut(Known)) {
    for table in [T01, T02, T03, T04, T06, T08, T09, T10, T11, T12, T13] {
        let tables = &figures.tables;
        for row in std::iter::once(&RowKey::Total).chain(tables.rows(table)) {
            for (column, figure) in tables.row(table, *row) {
                if let Some(amount) = figure.printed().filter(|_| is_quoted(table, *row, *column)) {
                    let place = KnownPlace::Cell(CellKey { table, row: *row, column: *column });
                    visit(Known { value: KnownValue::Amount(amount), is_main: is_main_row(*row), place });
                }
            }
        }
    }
    for (key, measure) in figures.measures.iter() {
        if let Some(value) = measure_value(*key, measure) {
            let is_main =
                !matches!(key, MeasureKey::ItemBudget(_) | MeasureKey::ItemCompletion(_) | MeasureKey::ProjectPart(..));
            visit(Known { value, is_main, place: KnownPlace::Measure(*key) });
        }
    }
    entered(&figures.document, visit);
}

/// Of the many rows of items only the main columns are quoted.
fn is_quoted(table: TableId, row: RowKey, column: ColumnKey) -> bool {
    let is_sum = matches!(column, ColumnKey::Named(Column::Total | Column::Amount | Column::Spending));
    !matches!(row, RowKey::Code(_)) || is_sum || table == T06
}

fn is_main_row(row: RowKey) -> bool {
    match row {
        RowKey::Code(code) => code.digits() == 3,
        _ => true,
    }
}

fn measure_value(key: MeasureKey, measure: &Measure) -> Option<KnownValue> {
    let percent = |ratio: Ratio, kind| Some(KnownValue::Percent(ratio.percent().map(Percent::value)?, kind));
    match measure.value {
        MeasureValue::Money(amount) => amount.map(KnownValue::Amount),
        MeasureValue::Growth(growth) => percent(growth.rate, PercentKind::Growth),
        MeasureValue::Ratio(ratio) if key.is_completion() => percent(ratio, PercentKind::Completion),
        MeasureValue::Ratio(ratio) => percent(ratio, PercentKind::Share),
        MeasureValue::Number(_) => None,
    }
}

/// Entered numbers that stand in no table: details, last year, projects; but not those that repeat other figures.
fn entered(document: &Document, visit: &mut dyn FnMut(Known)) {
    let is_number = |kind| matches!(kind, Kind::Money | Kind::Number);
    let repeated = at!(performance.stated_projects);
    let mut see = |path: Path, field: &record::Field, entry: Entry| {
        let value = match entry {
            // A standard is a price, and prices are not figures of the accounts.
            Entry::Money(amount) if field.name != "standard" && !path.starts_with(&repeated) => {
                KnownValue::Amount(amount)
            }
            Entry::Number(number) if field.name == "result" => KnownValue::Percent(
                number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero),
                PercentKind::Satisfaction,
            ),
            _ => return,
        };
        visit(Known { value, is_main: true, place: KnownPlace::Entered(path) });
    };
    record::walk_kinds(&document.three_public, at!(three_public), is_number, &mut see);
    record::walk_kinds(&document.other, at!(other), is_number, &mut see);
    record::walk_kinds(&document.performance, at!(performance), is_number, &mut see);
    for (path, amount) in [
        (at!(income.prior_total), document.income.prior_total),
        (at!(income.prior_fiscal_total), document.income.prior_fiscal_total),
    ] {
        if let Some(amount) = amount {
            visit(Known { value: KnownValue::Amount(amount), is_main: true, place: KnownPlace::Entered(path) });
        }
    }
}

//! How sure a table is: whether its own sums hold, and whether tables agree about their unit.

use rustc_hash::FxHashMap;

use crate::{
    address::{
        CellKey, Column, ColumnKey, Line, RowKey, T01, T02, T03, T04, T05, T06, T08, T10, T11, T12, T13, TableId,
    },
    codes::Code,
    figures::{INCOME_COLUMNS, INCOME_LINES, Source},
    money::{AmountUnit, Money},
};

use super::fact::{Certainty, Fact, ReadTable};

/// Of the sums of a table, so many in a hundred have to hold.
const ENOUGH: usize = 90;

/// Weighs every table.
pub(super) fn weigh(tables: &mut [ReadTable]) {
    for table in tables.iter_mut() {
        table.sums = relations(&table.facts);
        table.take_apart();
    }
    let contradicted = contradicted_units(tables);
    for (table, is_contradicted) in tables.iter_mut().zip(contradicted) {
        let (holding, all) = table.sums;
        let mut doubts = Vec::new();
        if table.is_plan && !table.is_budget {
            doubts.push("表名是预算，不是决算".to_owned());
        }
        if table.is_ambiguous {
            doubts.push("有两栏的表头意思相同".to_owned());
        }
        let strange = &table.strange_columns;
        if let Some(first) = strange.first() {
            doubts.push(format!("{}栏的表头不认识：{first}", strange.len()));
        }
        if let Some(other) = is_contradicted {
            doubts.push(format!("按{}读，与{other}相差一万倍", table.unit.name()));
        }
        if let Some(doubled) = doubled(&table.facts) {
            doubts.push(format!("同一格读到两个不同的数：{doubled}"));
        }
        table.is_doubted = !doubts.is_empty();
        if all > 0 && holding * 100 < ENOUGH * all {
            doubts.push(format!("表内{all}个合计关系中只有{holding}个相符"));
        }
        let mut reasons = Vec::new();
        if !doubts.is_empty() {
            table.certainty = Certainty::Unsure;
            table.reasons = doubts;
            continue;
        }
        let mut is_proven = true;
        if table.is_titled {
            reasons.push(format!("按表名“{}”认出", table.title));
        } else {
            is_proven = false;
            reasons.push("没有表名，按各栏的表头认出".to_owned());
        }
        if table.is_unit_stated {
            reasons.push(format!("注明单位是{}", table.unit.name()));
        } else {
            is_proven = false;
            reasons.push(format!("没有注明单位，按{}读", table.unit.name()));
        }
        if all > 0 {
            reasons.push(format!("表内{all}个合计关系有{holding}个相符"));
        }
        table.certainty = if is_proven { Certainty::Proven } else { Certainty::Likely };
        table.reasons = reasons;
    }
}

/// For each table, one that it contradicts by the factor of the unit.
fn contradicted_units(tables: &[ReadTable]) -> Vec<Option<String>> {
    let total = |table: &ReadTable| -> Vec<(u8, Money)> {
        let cell =
            |key: CellKey| table.facts.iter().find(|fact| fact.address == Source::Cell(key)).map(|fact| fact.value);
        // The same number stands in several tables.
        let same = [
            (0, CellKey::total(T03, Column::Total)),
            (0, CellKey::line(T01, Line::SpendingOfYear, Column::Amount)),
            (1, CellKey::total(T02, Column::Total)),
            (1, CellKey::line(T01, Line::IncomeOfYear, Column::Amount)),
            (2, CellKey::total(T06, Column::Basic)),
            (2, CellKey::total(T08, Column::Amount)),
            (3, CellKey::total(T06, Column::Total)),
            (3, CellKey::line(T04, Line::SpendingOfYear, Column::GeneralBudget)),
        ];
        same.into_iter().filter_map(|(kind, key)| Some((kind, cell(key).filter(|value| !value.is_zero())?))).collect()
    };
    let totals: Vec<Vec<(u8, Money)>> = tables.iter().map(total).collect();
    let contradicts = |a: &[(u8, Money)], b: &[(u8, Money)]| {
        let near = |a: Money, b: Money| {
            let (a, b) = (a.abs().yuan(), b.abs().yuan());
            let large = a.max(b);
            let small = a.min(b);
            // Within a thousandth of the factor.
            let factor = rust_decimal::Decimal::from(10_000);
            small
                .checked_mul(factor)
                .is_some_and(|scaled| (scaled - large).abs() * rust_decimal::Decimal::ONE_THOUSAND <= large)
        };
        a.iter().any(|(kind, a)| b.iter().any(|(other, b)| kind == other && near(*a, *b)))
    };
    totals
        .iter()
        .enumerate()
        .map(|(index, own)| {
            let other = totals.iter().enumerate().find(|(other, theirs)| *other != index && contradicts(own, theirs));
            other.and_then(|(other, _)| tables.get(other)).map(|other| format!("“{}”", other.table.title()))
        })
        .collect()
}

/// A cell that was read twice with different values.
fn doubled(facts: &[Fact]) -> Option<String> {
    let mut seen: FxHashMap<&Source, Money> = FxHashMap::default();
    facts.iter().find_map(|fact| {
        let before = seen.insert(&fact.address, fact.value)?;
        (before != fact.value)
            .then(|| format!("{} {}和{}", fact.address, before.exact(fact.unit), fact.value.exact(fact.unit)))
    })
}

struct Values<'a> {
    cells: FxHashMap<(TableId, RowKey, ColumnKey), &'a Fact>,
    holding: usize,
    all: usize,
}

impl Values<'_> {
    fn get(&self, table: TableId, row: RowKey, column: ColumnKey) -> Option<&Fact> {
        self.cells.get(&(table, row, column)).copied()
    }

    /// Whether a sum holds, within the rounding of what is printed; blanks are left out.
    fn check<'b>(&mut self, sum: Option<(Money, u8, AmountUnit)>, parts: impl Iterator<Item = Option<&'b Fact>>) {
        let Some((sum, decimals, unit)) = sum else { return };
        let mut total = Some(Money::ZERO);
        let mut count = 0;
        for part in parts.flatten() {
            total = total.and_then(|total| Money::sum_of([Some(total), Some(part.value)]));
            count += 1;
        }
        let (Some(total), true) = (total, count > 0) else { return };
        self.all += 1;
        let difference = (sum.yuan() - total.yuan()).abs();
        self.holding += usize::from(difference <= envelope(decimals, unit, count + 1));
    }
}

/// Along each row of a table whose columns are economic codes: classes are the sums of their sections, the first column
/// that of the classes.
fn economic_sums(values: &mut Values<'_>) {
    let mut rows: FxHashMap<(TableId, RowKey), Vec<Code>> = FxHashMap::default();
    for (table, row, column) in values.cells.keys() {
        if let ColumnKey::Code(code) = column {
            rows.entry((*table, *row)).or_default().push(*code);
        }
    }
    for ((table, row), codes) in rows {
        let mut parts: FxHashMap<Option<Code>, Vec<Fact>> = FxHashMap::default();
        for code in &codes {
            let sum = code.parent().filter(|class| codes.contains(class));
            parts.entry(sum).or_default().extend(values.get(table, row, ColumnKey::Code(*code)).cloned());
        }
        for (sum, parts) in parts {
            let sum = sum.map_or(ColumnKey::Named(Column::Total), ColumnKey::Code);
            let sum = values.get(table, row, sum).map(|fact| (fact.value, fact.decimals, fact.unit));
            values.check(sum, parts.iter().map(Some));
        }
    }
}

/// Half of the last printed place for each number.
fn envelope(decimals: u8, unit: AmountUnit, count: u32) -> rust_decimal::Decimal {
    let places = match unit {
        AmountUnit::Wan => i32::from(decimals) - 4,
        AmountUnit::Yuan => i32::from(decimals),
    };
    let ten = rust_decimal::Decimal::TEN;
    let mut half = rust_decimal::Decimal::new(5, 1);
    for _ in 0..places.unsigned_abs().min(8) {
        half = if places > 0 { half / ten } else { half * ten };
    }
    half * rust_decimal::Decimal::from(count)
}

/// The sums along the rows of a table.
pub(super) fn row_sums(table: TableId) -> &'static [(Column, &'static [Column])] {
    use Column::*;
    match table {
        T02 => &[(Total, INCOME_COLUMNS)],
        T03 => &[(Total, &[Basic, Project, ToSuperior, Operating, Subsidy])],
        T04 => &[(Total, &[GeneralBudget, GovernmentFund, StateCapital])],
        T05 => &[
            (Total, &[GeneralBudget, GovernmentFund, StateCapital]),
            (GeneralBudget, &[GeneralBudgetBasic, GeneralBudgetProject]),
            (GovernmentFund, &[GovernmentFundBasic, GovernmentFundProject]),
            (StateCapital, &[StateCapitalBasic, StateCapitalProject]),
        ],
        T06 | T12 => &[(Total, &[Basic, Project])],
        T10 | T11 => &[(Spending, &[SpendingBasic, SpendingProject])],
        T13 => &[(ActualTotal, &[ActualAbroad, ActualVehicles, ActualReception])],
        _ => &[],
    }
}

/// How many sums hold, and how many there are.
fn relations(facts: &[Fact]) -> (usize, usize) {
    let mut cells = FxHashMap::default();
    for fact in facts {
        if let Source::Cell(key) = fact.address {
            cells.insert((key.table, key.row, key.column), fact);
        }
    }
    let mut columns: FxHashMap<(TableId, ColumnKey), Vec<Code>> = FxHashMap::default();
    let mut rows: Vec<(TableId, RowKey)> = Vec::new();
    for (table, row, column) in cells.keys() {
        rows.push((*table, *row));
        if let RowKey::Code(code) = row {
            columns.entry((*table, *column)).or_default().push(*code);
        }
    }
    rows.sort_unstable();
    rows.dedup();
    let mut values = Values { cells, holding: 0, all: 0 };
    let as_sum = |fact: &Fact| (fact.value, fact.decimals, fact.unit);
    for ((table, column), mut codes) in columns {
        codes.sort_unstable();
        let mut children: FxHashMap<Option<Code>, Vec<Code>> = FxHashMap::default();
        for code in &codes {
            let mut parent = code.parent();
            while parent.is_some_and(|parent| codes.binary_search(&parent).is_err()) {
                parent = parent.and_then(|parent| parent.parent());
            }
            children.entry(parent).or_default().push(*code);
        }
        for (parent, children) in children {
            let sum_row = match parent {
                Some(parent) => RowKey::Code(parent),
                None if table == T01 || table == T04 => RowKey::Line(Line::SpendingOfYear),
                None => RowKey::Total,
            };
            let sum = values.get(table, sum_row, column).map(as_sum);
            let parts: Vec<Fact> =
                children.iter().filter_map(|code| values.get(table, RowKey::Code(*code), column)).cloned().collect();
            values.check(sum, parts.iter().map(Some));
        }
    }
    for (table, row) in rows {
        for (sum, parts) in row_sums(table) {
            let sum = values.get(table, row, ColumnKey::Named(*sum)).map(as_sum);
            let parts: Vec<Fact> =
                parts.iter().filter_map(|part| values.get(table, row, ColumnKey::Named(*part))).cloned().collect();
            values.check(sum, parts.iter().map(Some));
        }
    }
    economic_sums(&mut values);
    let amount = ColumnKey::Named(Column::Amount);
    let mut lines = |table: TableId, sum: Line, parts: &[Line]| {
        let sum = values.get(table, RowKey::Line(sum), amount).map(as_sum);
        let parts: Vec<Fact> =
            parts.iter().filter_map(|part| values.get(table, RowKey::Line(*part), amount)).cloned().collect();
        values.check(sum, parts.iter().map(Some));
    };
    lines(T01, Line::IncomeOfYear, &INCOME_LINES);
    lines(T01, Line::IncomeTotal, &[Line::IncomeOfYear, Line::NonFiscalSurplus, Line::Opening]);
    lines(T01, Line::SpendingTotal, &[Line::SpendingOfYear, Line::Allocation, Line::Closing]);
    lines(T04, Line::IncomeOfYear, &[Line::GeneralBudgetGrant, Line::GovernmentFundGrant, Line::StateCapitalGrant]);
    lines(T04, Line::IncomeTotal, &[Line::IncomeOfYear, Line::Opening]);
    (values.holding, values.all)
}

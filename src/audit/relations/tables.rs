//! Sums and repetitions within tables, and between them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::{
    address::{
        CellKey, Column, ColumnKey, Line, RowKey, T01, T02, T03, T04, T05, T06, T07, T08, T10, T12, T13, TableId,
    },
    codes::{BasicGroup, Code},
    figures::{INCOME_COLUMNS, INCOME_LINES, SPENDING_COLUMNS, Source},
};

use super::super::values::Stand;
use super::Finder;

impl Finder<'_, '_> {
    /// The cells of tables by table and column, and by table and row.
    fn cells(&self) -> BTreeMap<CellKeyOrder, usize> {
        let mut cells = BTreeMap::new();
        for (index, number) in self.numbers.all.iter().enumerate() {
            if let (Stand::Table(_), Some(Source::Cell(key))) = (number.stand, number.addresses.first()) {
                cells.entry((key.table, key.row, key.column)).or_insert(index);
            }
        }
        cells
    }

    /// Each code is the sum of those below it, a total that of the topmost.
    pub fn trees(&mut self) {
        let cells = self.cells();
        let mut columns: BTreeMap<(TableId, ColumnKey), BTreeMap<Code, usize>> = BTreeMap::new();
        for ((table, row, column), index) in &cells {
            if let RowKey::Code(code) = row {
                columns.entry((*table, *column)).or_default().insert(*code, *index);
            }
        }
        for ((table, column), codes) in columns {
            let mut below: BTreeMap<Option<Code>, Vec<usize>> = BTreeMap::new();
            for (code, index) in &codes {
                let above = std::iter::successors(code.parent(), Code::parent).find(|above| codes.contains_key(above));
                below.entry(above).or_default().push(*index);
            }
            for (above, parts) in below {
                let total = match above {
                    Some(code) => codes.get(&code).copied(),
                    None if table == T01 || table == T04 => {
                        cells.get(&(table, RowKey::Line(Line::SpendingOfYear), column)).copied()
                    }
                    None => cells.get(&(table, RowKey::Total, column)).copied(),
                };
                self.sum(total, &parts, true);
            }
        }
    }

    /// The columns of a row add up.
    pub fn rows(&mut self) {
        let cells = self.cells();
        let rows: BTreeSet<(TableId, RowKey)> = cells.keys().map(|(table, row, _)| (*table, *row)).collect();
        for (table, row) in rows {
            let sums: &[(Column, &[Column])] = match table {
                T02 => &[(Column::Total, INCOME_COLUMNS)],
                T03 => &[(Column::Total, &SPENDING_COLUMNS)],
                T06 | T12 => &[(Column::Total, &[Column::Basic, Column::Project])],
                T10 => &[(Column::Spending, &[Column::SpendingBasic, Column::SpendingProject])],
                T04 => &[(Column::Total, &[Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital])],
                T13 => &[
                    (Column::ActualTotal, &[Column::ActualAbroad, Column::ActualVehicles, Column::ActualReception]),
                    (Column::BudgetTotal, &[Column::BudgetAbroad, Column::BudgetVehicles, Column::BudgetReception]),
                    (Column::ActualVehicles, &[Column::ActualVehiclePurchase, Column::ActualVehicleRunning]),
                    (Column::BudgetVehicles, &[Column::BudgetVehiclePurchase, Column::BudgetVehicleRunning]),
                ],
                _ => continue,
            };
            for (total, parts) in sums {
                let cell = |column: &Column| cells.get(&(table, row, ColumnKey::Named(*column))).copied();
                let parts: Vec<usize> = parts.iter().filter_map(cell).collect();
                self.sum(cell(total), &parts, true);
            }
            if table == T07 {
                let total = cells.get(&(table, row, ColumnKey::Named(Column::Total))).copied();
                let codes: Vec<Code> = cells
                    .keys()
                    .filter(|(own, own_row, _)| (*own, *own_row) == (table, row))
                    .filter_map(|(.., column)| match column {
                        ColumnKey::Code(code) => Some(*code),
                        ColumnKey::Named(_) => None,
                    })
                    .collect();
                let is_top = |code: &&Code| {
                    !std::iter::successors(code.parent(), Code::parent).any(|above| codes.contains(&above))
                };
                let tops: Vec<usize> = codes
                    .iter()
                    .filter(is_top)
                    .filter_map(|code| cells.get(&(table, row, ColumnKey::Code(*code))).copied())
                    .collect();
                self.sum(total, &tops, true);
            }
        }
    }

    fn line(&self, table: TableId, line: Line, column: Column) -> Option<usize> {
        self.numbers.cell(CellKey::line(table, line, column))
    }

    fn total(&self, table: TableId, column: Column) -> Option<usize> {
        self.numbers.cell(CellKey::total(table, column))
    }

    /// The lines of the summaries.
    pub fn lines(&mut self) {
        let sums: [(TableId, Line, &[Line]); 6] = [
            (T01, Line::IncomeOfYear, &INCOME_LINES),
            (T01, Line::IncomeTotal, &[Line::IncomeOfYear, Line::NonFiscalSurplus, Line::Opening]),
            (T01, Line::SpendingTotal, &[Line::SpendingOfYear, Line::Allocation, Line::Closing]),
            (T04, Line::IncomeOfYear, &[Line::GeneralBudgetGrant, Line::GovernmentFundGrant, Line::StateCapitalGrant]),
            (T04, Line::IncomeTotal, &[Line::IncomeOfYear, Line::Opening]),
            (T04, Line::Opening, &[Line::GeneralBudgetOpening, Line::GovernmentFundOpening, Line::StateCapitalOpening]),
        ];
        for (table, total, parts) in sums {
            let parts: Vec<usize> = parts.iter().filter_map(|part| self.line(table, *part, Column::Amount)).collect();
            self.sum(self.line(table, total, Column::Amount), &parts, true);
        }
        for column in [Column::Total, Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital] {
            let parts = [Line::SpendingOfYear, Line::Closing];
            let parts: Vec<usize> = parts.iter().filter_map(|part| self.line(T04, *part, column)).collect();
            self.sum(self.line(T04, Line::SpendingTotal, column), &parts, true);
        }
        let groups = [Line::Personnel, Line::Public];
        let parts: Vec<usize> = groups.iter().filter_map(|part| self.line(T08, *part, Column::Amount)).collect();
        if parts.len() == groups.len() {
            self.sum(self.total(T08, Column::Amount), &parts, true);
        }
        for (line, group) in [(Line::Personnel, BasicGroup::Personnel), (Line::Public, BasicGroup::Public)] {
            let of_group = |key: &CellKeyOrder| match key.1 {
                RowKey::Code(code) => {
                    let own = self.numbers.book.economic(code.class()).and_then(|entry| entry.group);
                    key.0 == T08 && code.digits() == 3 && own == Some(group)
                }
                _ => false,
            };
            let parts: Vec<usize> =
                self.cells().into_iter().filter(|(key, _)| of_group(key)).map(|(_, index)| index).collect();
            self.sum(self.line(T08, line, Column::Amount), &parts, true);
        }
    }

    /// The same number in two tables.
    pub fn across(&mut self) {
        let amount = |line| CellKey::line(T01, line, Column::Amount);
        let fiscal = |line| CellKey::line(T04, line, Column::Amount);
        let spending = |line, column| CellKey::line(T04, line, column);
        let total = CellKey::total;
        let mut pairs = vec![
            (amount(Line::IncomeTotal), amount(Line::SpendingTotal)),
            (fiscal(Line::IncomeTotal), spending(Line::SpendingTotal, Column::Total)),
            (total(T02, Column::Total), amount(Line::IncomeOfYear)),
            (total(T02, Column::Superior), amount(Line::SuperiorIncome)),
            (total(T02, Column::Business), amount(Line::BusinessIncome)),
            (total(T02, Column::Operating), amount(Line::OperatingIncome)),
            (total(T02, Column::Affiliate), amount(Line::AffiliateIncome)),
            (total(T02, Column::Other), amount(Line::OtherIncome)),
            (total(T03, Column::Total), amount(Line::SpendingOfYear)),
            (fiscal(Line::GeneralBudgetGrant), amount(Line::GeneralBudgetIncome)),
            (fiscal(Line::GovernmentFundGrant), amount(Line::GovernmentFundIncome)),
            (fiscal(Line::StateCapitalGrant), amount(Line::StateCapitalIncome)),
            (spending(Line::SpendingOfYear, Column::GeneralBudget), total(T06, Column::Total)),
            (spending(Line::SpendingOfYear, Column::GovernmentFund), total(T10, Column::Spending)),
            (spending(Line::SpendingOfYear, Column::StateCapital), total(T12, Column::Total)),
            (total(T06, Column::Basic), total(T08, Column::Amount)),
            (total(T06, Column::Total), total(T07, Column::Total)),
            (total(T05, Column::GeneralBudgetBasic), total(T08, Column::Amount)),
            (fiscal(Line::GovernmentFundOpening), total(T10, Column::Opening)),
        ];
        let cells = self.cells();
        for (table, row, column) in cells.keys() {
            let RowKey::Code(code) = row else { continue };
            let own = CellKey { table: *table, row: *row, column: *column };
            match (*table, *column) {
                (T01, ColumnKey::Named(Column::Amount)) if code.digits() == 3 => {
                    pairs.push((own, CellKey::code(T03, *code, Column::Total)));
                }
                (T04, ColumnKey::Named(Column::GeneralBudget)) => {
                    pairs.push((own, CellKey::code(T06, *code, Column::Total)));
                }
                (T04, ColumnKey::Named(Column::GovernmentFund)) => {
                    pairs.push((own, CellKey::code(T10, *code, Column::Spending)));
                }
                (T07, ColumnKey::Named(Column::Total)) => pairs.push((own, CellKey::code(T06, *code, Column::Total))),
                (T05, ColumnKey::Named(Column::GeneralBudgetBasic)) => {
                    pairs.push((own, CellKey::code(T08, *code, Column::Amount)));
                }
                _ => {}
            }
        }
        for (a, b) in pairs {
            self.same(self.numbers.cell(a), self.numbers.cell(b), true);
        }
        let fiscal_income: Vec<usize> =
            [Line::GeneralBudgetIncome, Line::GovernmentFundIncome, Line::StateCapitalIncome]
                .into_iter()
                .filter_map(|line| self.line(T01, line, Column::Amount))
                .collect();
        self.sum(self.total(T02, Column::Fiscal), &fiscal_income, true);
    }

    /// Where no other money was spent, an item of all spending is the sum of what the funds spent on it.
    pub fn items_across(&mut self) {
        let Some(all) = self.total(T03, Column::Total) else { return };
        let funds = [
            (T06, Column::Total, [Column::Basic, Column::Project]),
            (T10, Column::Spending, [Column::SpendingBasic, Column::SpendingProject]),
            (T12, Column::Total, [Column::Basic, Column::Project]),
        ];
        if self.total(T06, Column::Total).is_none() {
            return;
        }
        let (mut spent, mut envelope) = (Decimal::ZERO, self.number(all).half);
        for (table, column, _) in funds {
            if let Some(total) = self.total(table, column) {
                spent += self.number(total).value;
                envelope += self.number(total).half;
            }
        }
        if (self.number(all).value - spent).abs() > envelope {
            return;
        }
        let keys: Vec<CellKeyOrder> = self.cells().into_keys().filter(|(table, ..)| *table == T03).collect();
        for (_, row, column) in keys {
            if !matches!(row, RowKey::Code(_)) {
                continue;
            }
            let part = |index: usize, (table, total, parts): &(TableId, Column, [Column; 2])| {
                self.numbers.cell(CellKey::new(*table, row, if index == 0 { *total } else { parts[index - 1] }))
            };
            let index = match column {
                ColumnKey::Named(Column::Total) => 0,
                ColumnKey::Named(Column::Basic) => 1,
                ColumnKey::Named(Column::Project) => 2,
                _ => continue,
            };
            let parts: Vec<usize> = funds.iter().filter_map(|fund| part(index, fund)).collect();
            self.sum(self.numbers.cell(CellKey { table: T03, row, column }), &parts, true);
        }
    }
}

type CellKeyOrder = (TableId, RowKey, ColumnKey);

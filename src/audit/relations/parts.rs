//! Amounts of the text alone, where their parts are all told or their shares say so.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    address::{CellKey, Column, ColumnKey, Line, MeasureKey, RowKey, T01, T02, T03, T06, T08, T10, T13},
    codes::Code,
    document::Axis,
    figures::{INCOME_LINES, SPENDING_COLUMNS, Source},
    reading::prose::share_of,
};

use super::super::values::{Facet, Stand};
use super::Finder;

impl Finder<'_, '_> {
    fn is_in_text(&self, number: usize) -> bool {
        matches!(self.number(number).stand, Stand::Prose(_))
    }

    /// What is made of parts that are all told, where not all of it stands in tables.
    pub fn parts_of_text(&mut self) {
        let t01 = |line| Source::from(CellKey::line(T01, line, Column::Amount));
        let t08 = |line| Source::from(CellKey::line(T08, line, Column::Amount));
        let total = |table, column| Source::from(CellKey::total(table, column));
        let t13 = |column| total(T13, column);
        // There are no parts but these.
        let grants = [Line::GeneralBudgetIncome, Line::GovernmentFundIncome, Line::StateCapitalIncome];
        let whole = [
            (total(T02, Column::Fiscal), grants.map(t01).to_vec()),
            (total(T08, Column::Amount), vec![t08(Line::Personnel), t08(Line::Public)]),
            (
                t13(Column::ActualTotal),
                vec![t13(Column::ActualAbroad), t13(Column::ActualVehicles), t13(Column::ActualReception)],
            ),
            (
                t13(Column::BudgetTotal),
                vec![t13(Column::BudgetAbroad), t13(Column::BudgetVehicles), t13(Column::BudgetReception)],
            ),
            (t13(Column::ActualVehicles), vec![t13(Column::ActualVehiclePurchase), t13(Column::ActualVehicleRunning)]),
            (t13(Column::BudgetVehicles), vec![t13(Column::BudgetVehiclePurchase), t13(Column::BudgetVehicleRunning)]),
        ];
        for (whole, parts) in whole {
            let told: Vec<usize> = parts.iter().filter_map(|part| self.alone(part)).collect();
            let whole = self.alone(&whole);
            let is_of_text = told.iter().chain(&whole).any(|number| self.is_in_text(*number));
            if told.len() == parts.len() && is_of_text {
                self.sum(whole, &told, true);
            }
        }
        // These are all of the parts if their shares say so.
        let fiscal = total(T02, Column::Fiscal);
        let is_one = self.alone(&fiscal).is_some();
        let is_grant = |line: &Line| {
            matches!(line, Line::GeneralBudgetIncome | Line::GovernmentFundIncome | Line::StateCapitalIncome)
        };
        let lines = INCOME_LINES.iter().filter(|line| !is_one || !is_grant(line)).map(|line| t01(*line));
        let classes = self.numbers.book.list(Axis::Functional).keys().filter(|code| code.digits() == 3);
        let lists: [(Source, Vec<Source>); 3] = [
            (t01(Line::IncomeOfYear), lines.chain([fiscal]).collect()),
            (total(T03, Column::Total), SPENDING_COLUMNS.iter().map(|column| total(T03, *column)).collect()),
            (total(T06, Column::Total), classes.map(|code| CellKey::code(T06, *code, Column::Total).into()).collect()),
        ];
        for (whole, parts) in lists {
            let told: Vec<usize> = parts.iter().filter_map(|part| self.alone(part)).collect();
            let Some(whole) = self.alone(&whole).filter(|_| told.len() >= 2) else { continue };
            if self.is_in_text(whole) && told.iter().all(|part| self.is_in_text(*part)) && self.share_all(&told) {
                self.sum(Some(whole), &told, true);
            }
        }
        let pairs = [
            (t01(Line::IncomeTotal), t01(Line::SpendingTotal)),
            (total(T10, Column::Income), t01(Line::GovernmentFundIncome)),
        ];
        for (first, second) in pairs {
            let (first, second) = (self.alone(&first), self.alone(&second));
            if first.iter().chain(&second).any(|number| self.is_in_text(*number)) {
                self.same(first, second, true);
            }
        }
    }

    /// Whether the shares that are told of some numbers add up to 100 %.
    fn share_all(&self, parts: &[usize]) -> bool {
        let mut sum = Decimal::ZERO;
        let mut envelope = Decimal::ZERO;
        for part in parts {
            let Some(address) = self.number(*part).addresses.first() else { return false };
            let Some(share) = share_of(address).map(Source::from) else { return false };
            let Some(share) = self.numbers.of_address(&share, Facet::Value).first() else { return false };
            sum += self.number(*share).value;
            envelope += self.number(*share).half;
        }
        (sum - Decimal::ONE_HUNDRED).abs() <= envelope
    }

    /// The items of each class, where the text lists them: whether it lists all of them, the other classes tell.
    pub fn items_of_text(&mut self) {
        let whole = CellKey::total(T06, Column::Total);
        if self.numbers.cell(whole).is_some() {
            return;
        }
        let mut classes: BTreeMap<Code, usize> = BTreeMap::new();
        let mut items: BTreeMap<Code, BTreeMap<Code, usize>> = BTreeMap::new();
        for (index, number) in self.numbers.all.iter().enumerate() {
            let ([Source::Cell(CellKey { table: T06, row: RowKey::Code(code), column })], Facet::Value) =
                (number.addresses.as_slice(), number.facet)
            else {
                continue;
            };
            match code.digits() {
                _ if *column != ColumnKey::Named(Column::Total) => {}
                3 => {
                    classes.entry(*code).or_insert(index);
                }
                7 => {
                    items.entry(code.class()).or_default().entry(*code).or_insert(index);
                }
                _ => {}
            }
        }
        let before = self.relations.len();
        for (class, items) in &items {
            let parts: Vec<usize> = items.values().copied().collect();
            self.sum(classes.get(class).copied(), &parts, false);
        }
        let broken = self.relations[before..].iter().filter(|relation| relation.is_broken).count();
        if self.relations.len() - before < 2 * broken + 1 {
            self.relations.truncate(before);
        }
        let all: Vec<usize> = items.values().flat_map(BTreeMap::values).copied().collect();
        let total = self.alone(&whole.into());
        let before = self.relations.len();
        self.sum(total, &all, false);
        let is_whole = self.relations.get(before).is_some_and(|relation| !relation.is_broken);
        self.relations.truncate(before);
        let codes: Vec<Code> = items.values().flat_map(BTreeMap::keys).copied().collect();
        let budgets: Vec<usize> =
            codes.iter().filter_map(|code| self.alone(&MeasureKey::ItemBudget(*code).into())).collect();
        if is_whole && budgets.len() == codes.len() && codes.len() >= 2 {
            self.sum(self.alone(&MeasureKey::GeneralBudgetPlanned.into()), &budgets, false);
        }
    }
}

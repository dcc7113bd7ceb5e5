//! Amounts of the text alone, where their parts are all told or their shares say so.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    address::{CellKey, Column, ColumnKey, Line, MeasureKey, RowKey, T01, T02, T03, T04, T06, T08, T10, T13},
    codes::Code,
    document::Axis,
    figures::{INCOME_LINES, SPENDING_COLUMNS, Source},
    reading::prose::share_of,
};

use super::super::values::{Facet, Stand};
use super::{Bond, Finder, Relation};

impl Finder<'_, '_> {
    fn is_in_text(&self, number: usize) -> bool {
        matches!(self.number(number).stand, Stand::Prose(_))
    }

    /// What is made of parts that are all told, where not all of it stands in tables.
    pub fn parts_of_text(&mut self) {
        let t01 = |line| Source::from(CellKey::line(T01, line, Column::Amount));
        let t04 = |line, column| Source::from(CellKey::line(T04, line, column));
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
            (
                CellKey::line(T04, Line::IncomeTotal, Column::Amount).into(),
                vec![t04(Line::IncomeOfYear, Column::Amount), t04(Line::Opening, Column::Amount)],
            ),
            (
                t04(Line::SpendingTotal, Column::Total),
                vec![t04(Line::SpendingOfYear, Column::Total), t04(Line::Closing, Column::Total)],
            ),
            (total(T06, Column::Total), vec![total(T06, Column::Basic), total(T06, Column::Project)]),
            (
                total(T10, Column::Spending),
                vec![total(T10, Column::SpendingBasic), total(T10, Column::SpendingProject)],
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
        self.balances();
        self.classes_of_basic();
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

    /// Basic spending by its classes, of which some may not be told.
    fn classes_of_basic(&mut self) {
        let classes = self.numbers.book.list(Axis::Economic).keys().filter(|code| code.digits() == 3);
        let classes = classes.map(|code| Source::from(CellKey::code(T08, *code, Column::Amount)));
        let told: Vec<usize> = classes.filter_map(|class| self.alone(&class)).collect();
        let whole = self.alone(&CellKey::total(T08, Column::Amount).into());
        if told.len() >= 3 && told.iter().all(|class| self.is_in_text(*class)) {
            self.sum_if_slip(whole, &told, false);
        }
    }

    /// What there was at the beginning and what came in is what was spent and what is left.
    fn balances(&mut self) {
        let t01 = |line| Source::from(CellKey::line(T01, line, Column::Amount));
        let t04 = |line, column| Source::from(CellKey::line(T04, line, column));
        let t10 = |column| Source::from(CellKey::total(T10, column));
        let balances = [
            // Opening, income, spending, closing, and what else may come in or go out.
            (
                [
                    t01(Line::Opening),
                    t01(Line::IncomeOfYear),
                    CellKey::total(T03, Column::Total).into(),
                    t01(Line::Closing),
                ],
                Some([t01(Line::NonFiscalSurplus), t01(Line::Allocation)]),
            ),
            (
                [
                    t04(Line::Opening, Column::Amount),
                    t04(Line::IncomeOfYear, Column::Amount),
                    t04(Line::SpendingOfYear, Column::Total),
                    t04(Line::Closing, Column::Total),
                ],
                None,
            ),
            ([t10(Column::Opening), t10(Column::Income), t10(Column::Spending), t10(Column::Closing)], None),
        ];
        for (parts, others) in balances {
            let told: Vec<usize> = parts.iter().filter_map(|part| self.alone(part)).collect();
            let [opening, income, spending, closing] = told[..] else { continue };
            if !told.iter().any(|number| self.is_in_text(*number)) {
                continue;
            }
            let value = |number: usize| self.number(number).value;
            let other = |at: usize| others.as_ref().and_then(|others| self.alone(&others[at]));
            let (more, less) = (other(0), other(1));
            let is_whole = others.is_none() || more.is_some() && less.is_some();
            let computed = value(opening) + value(income) - value(spending) + more.map_or(Decimal::ZERO, value)
                - less.map_or(Decimal::ZERO, value);
            let numbers: Vec<usize> =
                [closing, opening, income, spending].into_iter().chain(more).chain(less).collect();
            let envelope: Decimal = numbers.iter().map(|number| self.number(*number).half).sum();
            let difference = value(closing) - computed;
            let is_broken = difference.abs() > envelope;
            if is_broken && !is_whole && !is_one_digit(difference, envelope) {
                continue;
            }
            let bond = Bond::Balance;
            self.relations.push(Relation {
                bond,
                numbers,
                is_broken,
                is_slight: false,
                is_certain: is_whole,
                computed,
            });
        }
        // The same of the department where nothing else is told.
        for (whole, parts, other) in [
            (t01(Line::IncomeTotal), [t01(Line::IncomeOfYear), t01(Line::Opening)], t01(Line::NonFiscalSurplus)),
            (
                t01(Line::SpendingTotal),
                [CellKey::total(T03, Column::Total).into(), t01(Line::Closing)],
                t01(Line::Allocation),
            ),
        ] {
            let whole = self.alone(&whole);
            let other = self.alone(&other);
            let told: Vec<usize> = parts.iter().filter_map(|part| self.alone(part)).chain(other).collect();
            if whole.iter().chain(&told).any(|number| self.is_in_text(*number)) && told.len() >= parts.len() {
                self.sum_if_slip(whole, &told, other.is_some() && told.len() > parts.len());
            }
        }
    }

    /// A sum of which it is not known that these are all of its parts: that it does not hold proves something only where
    /// a single digit would mend it.
    pub fn sum_if_slip(&mut self, total: Option<usize>, parts: &[usize], is_whole: bool) {
        let before = self.relations.len();
        self.sum(total, parts, is_whole);
        let Some(relation) = self.relations.get(before) else { return };
        if relation.is_broken && !is_whole && !self.is_slip_of_sum(relation) {
            self.relations.truncate(before);
        }
    }

    pub fn is_slip_of_sum(&self, relation: &Relation) -> bool {
        let envelope: Decimal = relation.numbers.iter().map(|number| self.number(*number).half).sum();
        let total = relation.numbers.first().map_or(Decimal::ZERO, |total| self.number(*total).value);
        is_one_digit(total - relation.computed, envelope)
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

/// Whether one digit of a number is all that parts it from what it should be, as far as rounding lets see.
pub(super) fn is_one_digit(difference: Decimal, envelope: Decimal) -> bool {
    const LEAST: Decimal = Decimal::TEN;
    let difference = difference.abs();
    if difference < envelope * LEAST {
        return false;
    }
    // The first digit, with nothing behind it.
    let mut step = Decimal::new(1, 2);
    while difference >= step * Decimal::TEN && step < Decimal::from(10_000_000_000_000_i64) {
        step *= Decimal::TEN;
    }
    let digit = (difference / step).round();
    digit >= Decimal::ONE && (difference - digit * step).abs() <= envelope
}

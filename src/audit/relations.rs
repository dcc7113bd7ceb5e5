//! What has to hold between the numbers of a report: sums, repetitions, percentages, words of comparison.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::{
    address::{
        CellKey, Column, ColumnKey, Line, MeasureKey, RowKey, T01, T02, T03, T04, T05, T06, T07, T08, T10, T12, T13,
        TableId,
    },
    at,
    codes::{BasicGroup, Code},
    document::Axis,
    figures::{INCOME_COLUMNS, INCOME_LINES, SPENDING_COLUMNS, Source},
    reading::prose::{Formula, ProseRole, ProseUnit, UnreadNumber, Way, formula, share_of},
};

use super::values::{Facet, Number, Numbers, Stand};

/// What is compared.
#[derive(Clone, Debug)]
pub(super) enum Bond {
    /// The first is the sum of the others.
    Sum,
    /// Both are the same number.
    Same,
    /// The first is the percentage of the second in the third.
    Ratio,
    /// The first is the rate that the second, a change, is of last year's number behind the third.
    Growth,
    /// The first is the rate by which the second differs from the third, last year's number.
    GrowthOfPrior,
    /// The second differs from the third, last year's number, by the first.
    Change,
}

pub(super) struct Relation {
    pub bond: Bond,
    pub numbers: Vec<usize>,
    pub is_broken: bool,
    /// Whether the difference is in the last printed place alone.
    pub is_slight: bool,
    /// Whether it must hold in every report.
    pub is_certain: bool,
    /// What the first number would have to be.
    pub computed: Decimal,
}

pub(super) fn all(numbers: &Numbers<'_>) -> Vec<Relation> {
    let mut found = Finder { numbers, relations: Vec::new() };
    found.trees();
    found.rows();
    found.lines();
    found.across();
    found.items_across();
    found.counts();
    found.parts_of_text();
    found.items_of_text();
    found.repetitions();
    found.percentages();
    found.changes();
    found.relations
}

struct Finder<'a, 'b> {
    numbers: &'a Numbers<'b>,
    relations: Vec<Relation>,
}

impl Finder<'_, '_> {
    fn number(&self, index: usize) -> &Number {
        &self.numbers.all[index]
    }

    fn sum(&mut self, total: Option<usize>, parts: &[usize], is_certain: bool) {
        let Some(total) = total.filter(|_| !parts.is_empty()) else { return };
        let mut computed = Decimal::ZERO;
        let mut envelope = self.number(total).half;
        for part in parts {
            let part = self.number(*part);
            let Some(sum) = computed.checked_add(part.value) else { return };
            computed = sum;
            envelope += part.half;
        }
        let is_broken = (self.number(total).value - computed).abs() > envelope;
        let numbers = std::iter::once(total).chain(parts.iter().copied()).collect();
        self.relations.push(Relation { bond: Bond::Sum, numbers, is_broken, is_slight: false, is_certain, computed });
    }

    fn same(&mut self, a: Option<usize>, b: Option<usize>, is_certain: bool) {
        let (Some(a), Some(b)) = (a, b) else { return };
        if a == b {
            return;
        }
        let (first, second) = (self.number(a), self.number(b));
        let is_broken = (first.value - second.value).abs() > first.half + second.half;
        let computed = second.value;
        let relation =
            Relation { bond: Bond::Same, numbers: vec![a, b], is_broken, is_slight: false, is_certain, computed };
        self.relations.push(relation);
    }

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
    fn trees(&mut self) {
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
    fn rows(&mut self) {
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
    fn lines(&mut self) {
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
    fn across(&mut self) {
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
    fn items_across(&mut self) {
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

    /// Counts and amounts of sentences that add up.
    fn counts(&mut self) {
        let sums: Vec<(Source, Vec<Source>)> = vec![
            (
                at!(unit.subunits.declared).into(),
                vec![
                    at!(unit.subunits.administrative).into(),
                    at!(unit.subunits.civil_service).into(),
                    at!(unit.subunits.institution).into(),
                ],
            ),
            (
                at!(unit.attachment_subunits.declared).into(),
                ["administrative", "civil_service", "institution"]
                    .into_iter()
                    .map(|field| at!(unit.attachment_subunits).field(field).into())
                    .collect(),
            ),
            (
                at!(other.assets.vehicles).into(),
                ["provincial", "leader", "confidential", "emergency", "enforcement", "technical", "retired", "other"]
                    .into_iter()
                    .map(|field| at!(other.assets).field(field).into())
                    .collect(),
            ),
            (
                at!(three_public.vehicles_held.total).into(),
                ["sedan", "offroad", "coach"]
                    .into_iter()
                    .map(|field| at!(three_public.vehicles_held).field(field).into())
                    .collect(),
            ),
            (
                MeasureKey::ProcurementTotal.into(),
                ["goods", "works", "services"]
                    .into_iter()
                    .map(|field| at!(other.procurement).field(field).into())
                    .collect(),
            ),
            (
                at!(unit.staff.actual.total).into(),
                ["civil_servant", "worker", "institution"]
                    .into_iter()
                    .map(|field| at!(unit.staff.actual).field(field).into())
                    .collect(),
            ),
            (
                at!(unit.staff.establishment.total).into(),
                ["civil_servant", "worker", "institution"]
                    .into_iter()
                    .map(|field| at!(unit.staff.establishment).field(field).into())
                    .collect(),
            ),
            (
                CellKey::total(T13, Column::ActualReception).into(),
                vec![
                    at!(three_public.actual.reception_domestic).into(),
                    at!(three_public.actual.reception_foreign).into(),
                ],
            ),
        ];
        let listed = |of: &dyn Fn(u32) -> Source| (0..MOST_LISTED).map(of).collect::<Vec<Source>>();
        let receptions = at!(three_public.receptions);
        let lists: [(Source, Vec<Source>); 4] = [
            (MeasureKey::ProjectsExecuted.into(), listed(&|row| MeasureKey::ProjectExecuted(row).into())),
            (
                at!(three_public.actual.reception_domestic).into(),
                listed(&|row| receptions.row(row as usize).field("amount").into()),
            ),
            (MeasureKey::DomesticBatches.into(), listed(&|row| receptions.row(row as usize).field("batches").into())),
            (MeasureKey::DomesticPersons.into(), listed(&|row| receptions.row(row as usize).field("persons").into())),
        ];
        for (total, parts) in lists {
            // A sentence may list some of them only.
            let parts: Vec<usize> = parts.iter().filter_map(|part| self.alone(part)).collect();
            let is_of_projects = total == MeasureKey::ProjectsExecuted.into();
            let count = self.alone(&MeasureKey::ProjectCount.into()).map(|index| self.number(index).value);
            // Projects are known by name where a table names them.
            let is_whole = !is_of_projects || count == Some(Decimal::from(parts.len()));
            if parts.len() >= 2 && is_whole {
                self.sum(self.alone(&total), &parts, false);
            }
        }
        for (total, parts) in sums {
            let alone = |source: &Source| self.alone(source);
            // The parts are listed where the total is; one that is not there is none.
            let total = alone(&total).filter(|total| !self.has_unread_beside(*total));
            let parts: Vec<usize> = parts.iter().filter_map(alone).collect();
            if parts.len() >= 2 {
                self.sum(total, &parts, true);
            }
        }
    }

    /// Whether a paragraph holds another number of the same unit that was not understood: it may be a part, too.
    fn has_unread_beside(&self, number: usize) -> bool {
        let Some(fact) = self.numbers.prose_fact(number) else { return false };
        let beside = |other: &UnreadNumber| other.place.block == fact.place.block && Some(other.unit) == fact.unit;
        self.numbers.prose.unread.iter().any(beside)
    }

    fn is_in_text(&self, number: usize) -> bool {
        matches!(self.number(number).stand, Stand::Prose(_))
    }

    /// What is made of parts that are all told, where not all of it stands in tables.
    fn parts_of_text(&mut self) {
        let t01 = |line| Source::from(CellKey::line(T01, line, Column::Amount));
        let t08 = |line| Source::from(CellKey::line(T08, line, Column::Amount));
        let total = |table, column| Source::from(CellKey::total(table, column));
        let t13 = |column| total(T13, column);
        // There are no parts but these.
        let whole = [
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
        let (income, spending) = (t01(Line::IncomeTotal), t01(Line::SpendingTotal));
        let (income, spending) = (self.alone(&income), self.alone(&spending));
        if income.iter().chain(&spending).any(|number| self.is_in_text(*number)) {
            self.same(income, spending, true);
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
    fn items_of_text(&mut self) {
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

    /// The number of an address that cannot mean another one.
    fn alone(&self, source: &Source) -> Option<usize> {
        self.numbers.best(source).filter(|index| self.number(*index).addresses.iter().all(|own| own == source))
    }

    /// What is said twice of the same address.
    fn repetitions(&mut self) {
        // The first sentence that says a number is compared with the later ones where no table has it.
        let mut first: FxHashMap<(Source, Facet, Option<char>), usize> = FxHashMap::default();
        for index in 0..self.numbers.all.len() {
            let number = self.number(index);
            let Stand::Prose(fact) = number.stand else { continue };
            let role = self.numbers.prose.facts[fact].role;
            let is_budget = matches!(role, ProseRole::Budget);
            let mut others: Vec<usize> = Vec::new();
            for address in &number.addresses {
                if number.facet == Facet::Value
                    && let Some(table) = self.numbers.in_table(address)
                {
                    others.push(table);
                }
            }
            // A name that may mean several numbers may mean another one there.
            let is_single = number.is_single();
            if others.is_empty() && (is_single || number.facet != Facet::Value) {
                for address in number.addresses.clone() {
                    let key = (address, number.facet, number.basis);
                    match first.get(&key) {
                        Some(before) => others.push(*before),
                        None => {
                            first.insert(key, index);
                        }
                    }
                }
            }
            others.dedup();
            let agrees = |other: &usize| {
                let other = self.number(*other);
                (other.value - number.value).abs() <= other.half + number.half
            };
            if let Some(other) = others.iter().find(|other| agrees(other)).or(others.first()).copied() {
                self.same(Some(index), Some(other), !is_budget);
            }
        }
    }

    /// Shares, rates of completion and of growth.
    fn percentages(&mut self) {
        for index in 0..self.numbers.all.len() {
            let number = self.number(index);
            let Stand::Prose(fact) = number.stand else { continue };
            let told = &self.numbers.prose.facts[fact];
            if told.unit != Some(ProseUnit::Percent) {
                continue;
            }
            if let Some((parts, wholes)) = &told.share_of {
                let near = |sources: &[Source]| sources.iter().find_map(|source| self.near(fact, source, None));
                let (part, whole) = (near(parts), near(wholes));
                self.ratio(index, part, whole);
                continue;
            }
            let Some(Source::Measure(key)) = number.addresses.first() else { continue };
            match formula(*key) {
                // 比年初预算增加…，增长…
                Some(Formula::Ratio { part, .. }) if number.facet == Facet::Rate => {
                    let change = self.change_before(fact, &number.addresses);
                    if let (Some(change), Some(current)) = (change, self.near(fact, &part, None)) {
                        self.growth(index, change, current);
                    }
                }
                Some(Formula::Ratio { part, whole }) if number.facet == Facet::Value => {
                    let basis = number.basis;
                    let part = self.near(fact, &part, None);
                    let whole = self.near(fact, &whole, basis);
                    self.ratio(index, part, whole);
                }
                Some(Formula::Growth { current, prior }) if number.facet == Facet::Rate => {
                    let change = self.change_before(fact, &number.addresses);
                    let current = self.near(fact, &current, None);
                    let prior = self.near(fact, &prior, None);
                    match (change, current, prior) {
                        (Some(change), Some(current), _) => self.growth(index, change, current),
                        (None, Some(current), Some(prior)) => self.growth_of_prior(index, current, prior),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// The number of an address: that of the same sentence before that of a table.
    fn near(&self, fact: usize, address: &Source, basis: Option<char>) -> Option<usize> {
        let told = &self.numbers.prose.facts[fact];
        let places = self.numbers.of_address(address, Facet::Value);
        let suits = |index: &&usize| basis.is_none() || self.number(**index).basis.is_none_or(|own| Some(own) == basis);
        let same_sentence = places.iter().filter(suits).find(|index| {
            self.numbers
                .prose_fact(**index)
                .is_some_and(|other| other.sentence == told.sentence && other.place.block == told.place.block)
        });
        same_sentence.copied().or_else(|| self.numbers.in_table(address)).or_else(|| places.iter().find(suits).copied())
    }

    /// The change that a sentence tells just before its rate.
    fn change_before(&self, fact: usize, addresses: &[Source]) -> Option<usize> {
        let told = &self.numbers.prose.facts[fact];
        let before = self.numbers.prose.facts[..fact].iter().enumerate().rev().take(2);
        let found = before.into_iter().find(|(_, other)| {
            matches!(other.role, ProseRole::Change(_))
                && other.sentence == told.sentence
                && other.addresses.iter().any(|address| addresses.contains(address))
        });
        self.numbers.of_prose(found?.0)
    }

    fn percent_relation(&mut self, bond: Bond, numbers: Vec<usize>, low: Decimal, high: Decimal, computed: Decimal) {
        let first = self.number(numbers[0]);
        let (value, half) = (first.value, first.half);
        let distance = if value + half < low {
            low - value - half
        } else if value - half > high {
            value - half - high
        } else {
            Decimal::ZERO
        };
        let is_broken = distance > Decimal::ZERO;
        // Cut off instead of rounded, or rounded so that all add up to 100.
        let is_slight = is_broken && distance <= half + half;
        self.relations.push(Relation { bond, numbers, is_broken, is_slight, is_certain: true, computed });
    }

    fn ratio(&mut self, percent: usize, part: Option<usize>, whole: Option<usize>) {
        let (Some(part), Some(whole)) = (part, whole) else { return };
        let (a, b) = (self.number(part), self.number(whole));
        if b.value <= b.half {
            // Nothing of nothing is no rate; some write 0 %, some 100 %.
            let rate = self.number(percent).value;
            if a.value.is_zero() && b.value.is_zero() && rate != Decimal::ONE_HUNDRED {
                let is_broken = !rate.is_zero();
                let (numbers, computed) = (vec![percent, part, whole], Decimal::ZERO);
                self.relations.push(Relation {
                    bond: Bond::Ratio,
                    numbers,
                    is_broken,
                    is_slight: false,
                    is_certain: false,
                    computed,
                });
            }
            return;
        }
        let hundred = Decimal::ONE_HUNDRED;
        let of = |a: Decimal, b: Decimal| a.checked_mul(hundred)?.checked_div(b);
        let (Some(computed), Some(low), Some(high)) =
            (of(a.value, b.value), of(a.value - a.half, b.value + b.half), of(a.value + a.half, b.value - b.half))
        else {
            return;
        };
        self.percent_relation(Bond::Ratio, vec![percent, part, whole], low, high, computed);
    }

    /// 100·change/(current − change)
    fn growth(&mut self, rate: usize, change: usize, current: usize) {
        let (c, v) = (self.number(change), self.number(current));
        let of = |c: Decimal, v: Decimal| {
            let prior = v.checked_sub(c)?;
            if prior <= Decimal::ZERO { None } else { c.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(prior) }
        };
        let Some(computed) = of(c.value, v.value) else { return };
        let corners: Vec<Decimal> = [(c.half, v.half), (c.half, -v.half), (-c.half, v.half), (-c.half, -v.half)]
            .into_iter()
            .filter_map(|(dc, dv)| of(c.value + dc, v.value + dv))
            .collect();
        let low = corners.iter().copied().min().unwrap_or(computed);
        let high = corners.iter().copied().max().unwrap_or(computed);
        self.percent_relation(Bond::Growth, vec![rate, change, current], low, high, computed);
    }

    fn growth_of_prior(&mut self, rate: usize, current: usize, prior: usize) {
        let (v, p) = (self.number(current), self.number(prior));
        if p.value <= p.half {
            return;
        }
        let of = |v: Decimal, p: Decimal| v.checked_sub(p)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(p);
        let (Some(computed), Some(low), Some(high)) =
            (of(v.value, p.value), of(v.value - v.half, p.value + p.half), of(v.value + v.half, p.value - p.half))
        else {
            return;
        };
        self.percent_relation(Bond::GrowthOfPrior, vec![rate, current, prior], low, high, computed);
    }

    /// A change together with both numbers that it lies between.
    fn changes(&mut self) {
        for index in 0..self.numbers.all.len() {
            let number = self.number(index);
            let (Stand::Prose(fact), Facet::Change) = (number.stand, number.facet) else { continue };
            let Some(Source::Measure(key)) = number.addresses.first() else { continue };
            let (current, prior) = match formula(*key) {
                Some(Formula::Growth { current, prior }) => (current, prior),
                // 比年初预算增加…
                Some(Formula::Ratio { part, whole }) => (part, whole),
                None => continue,
            };
            let (Some(current), Some(prior)) = (self.near(fact, &current, None), self.near(fact, &prior, None)) else {
                continue;
            };
            let (v, p) = (self.number(current), self.number(prior));
            let Some(computed) = v.value.checked_sub(p.value) else { continue };
            let is_broken = (computed - number.value).abs() > number.half + v.half + p.half;
            let numbers = vec![index, current, prior];
            self.relations.push(Relation {
                bond: Bond::Change,
                numbers,
                is_broken,
                is_slight: false,
                is_certain: true,
                computed,
            });
        }
    }
}

/// Further rows of a list are not added up.
const MOST_LISTED: u32 = 200;

type CellKeyOrder = (TableId, RowKey, ColumnKey);

/// Two items whose amounts stand in each other's row: what pasting by position does.
pub(super) struct SwappedRows {
    pub numbers: [usize; 2],
    pub others: [usize; 2],
}

/// Rows of a table that are right in another one the other way round.
pub(super) fn swapped(numbers: &Numbers<'_>) -> Vec<SwappedRows> {
    let mut found: Vec<SwappedRows> = Vec::new();
    let items = |table: TableId| -> BTreeMap<Code, usize> {
        let places = numbers.all.iter().enumerate().filter_map(|(index, number)| match number.addresses.first() {
            Some(Source::Cell(CellKey {
                table: own,
                row: RowKey::Code(code),
                column: ColumnKey::Named(Column::Total),
            })) if *own == table && code.digits() == 7 && matches!(number.stand, Stand::Table(_)) => {
                Some((*code, index))
            }
            _ => None,
        });
        places.collect()
    };
    let tables = [(T02, items(T02)), (T03, items(T03)), (T06, items(T06))];
    for (first, second) in [(0, 1), (2, 1), (0, 2)] {
        let (own, other) = (&tables[first].1, &tables[second].1);
        let value = |of: &BTreeMap<Code, usize>, code: &Code| of.get(code).map(|index| numbers.all[*index].value);
        let differing: Vec<Code> = own
            .keys()
            .filter(|code| value(other, code).is_some_and(|there| value(own, code) != Some(there)))
            .copied()
            .collect();
        for (index, a) in differing.iter().enumerate() {
            for b in &differing[index + 1..] {
                let is_swapped = value(own, a) == value(other, b)
                    && value(own, b) == value(other, a)
                    && value(own, a) != value(own, b);
                let (Some(x), Some(y), Some(p), Some(q)) = (own.get(a), own.get(b), other.get(a), other.get(b)) else {
                    continue;
                };
                if is_swapped && !found.iter().any(|before| before.numbers == [*x, *y] || before.others == [*p, *q]) {
                    found.push(SwappedRows { numbers: [*x, *y], others: [*p, *q] });
                }
            }
        }
    }
    found
}

/// A word that does not agree with its numbers.
pub(super) struct WrongWord {
    pub fact: usize,
    pub words: String,
    pub computed: String,
    pub is_firm: bool,
}

/// Words of comparison: 大于预算数, 增加…下降….
pub(super) fn words(numbers: &Numbers<'_>) -> Vec<WrongWord> {
    let mut wrong = Vec::new();
    for (index, fact) in numbers.prose.facts.iter().enumerate() {
        match fact.role {
            ProseRole::Compare(way) => wrong.extend(compare(numbers, index, way)),
            ProseRole::Growth(way) if !fact.value.is_some_and(|value| value.is_zero()) => {
                let before = numbers.prose.facts[..index].last();
                if let Some(before) =
                    before.filter(|before| before.sentence == fact.sentence && before.addresses == fact.addresses)
                    && let ProseRole::Change(other) = before.role
                    && other != way
                    && !before.value.is_some_and(|value| value.is_zero())
                {
                    let words = |way| if way == Way::Down { "减少" } else { "增加" };
                    wrong.push(WrongWord {
                        fact: index,
                        words: format!(
                            "前面写{}{}，后面写{}{}",
                            words(other),
                            before.printed,
                            words_of_rate(way),
                            fact.printed
                        ),
                        computed: "增减的方向前后应当一致".to_owned(),
                        is_firm: fact.is_clear,
                    });
                }
            }
            _ => {}
        }
    }
    wrong
}

fn words_of_rate(way: Way) -> &'static str {
    if way == Way::Down { "下降" } else { "增长" }
}

/// The rate of completion tells what the amounts would.
fn compare_with_rate(numbers: &Numbers<'_>, index: usize, way: Way) -> Option<WrongWord> {
    let fact = &numbers.prose.facts[index];
    let told = numbers.prose.facts[..index].iter().rev().take(2);
    let rate = told
        .into_iter()
        .find(|other| other.role == ProseRole::Completion && other.addresses.first() == fact.addresses.first())?;
    let value = rate.value?;
    let is_wrong = match way {
        Way::Up => value < Decimal::ONE_HUNDRED,
        Way::Down => value > Decimal::ONE_HUNDRED,
        Way::Level => (value - Decimal::ONE_HUNDRED).abs() > Decimal::from(5),
    };
    let word = if value > Decimal::ONE_HUNDRED { "大于" } else { "小于" };
    is_wrong.then(|| WrongWord {
        fact: index,
        words: format!("完成预算{}，写的是“{}”", rate.printed, fact.printed),
        computed: format!("决算数{word}预算数"),
        is_firm: fact.is_clear && rate.is_clear,
    })
}

fn compare(numbers: &Numbers<'_>, index: usize, way: Way) -> Option<WrongWord> {
    let fact = &numbers.prose.facts[index];
    let Some(Source::Measure(key)) = fact.addresses.first() else { return None };
    let Formula::Ratio { part, whole } = formula(*key)? else { return None };
    // Both amounts have to be told by the sentences just before, or by the table.
    let near = |address: &Source| {
        let places = numbers.of_address(address, Facet::Value);
        let told = places.iter().copied().filter(|place| match numbers.all[*place].stand {
            Stand::Prose(other) => other < index && index - other <= 4,
            Stand::Table(_) => false,
        });
        told.max().or_else(|| numbers.in_table(address))
    };
    let (Some(actual), Some(budget)) = (near(&part), near(&whole)) else {
        return compare_with_rate(numbers, index, way);
    };
    let (a, b) = (&numbers.all[actual], &numbers.all[budget]);
    let difference = a.value - b.value;
    let is_near = fact.printed.contains("基本");
    let close = b.value.abs().checked_mul(Decimal::new(5, 2)).unwrap_or_default();
    let is_wrong = match way {
        Way::Up => difference <= Decimal::ZERO,
        Way::Down => difference >= Decimal::ZERO,
        Way::Level if is_near => difference.abs() > close,
        Way::Level => difference.abs() > a.half + b.half,
    };
    if !is_wrong {
        return None;
    }
    let word = match difference.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Less => "小于",
        std::cmp::Ordering::Equal => "等于",
        std::cmp::Ordering::Greater => "大于",
    };
    Some(WrongWord {
        fact: index,
        words: format!(
            "决算数{}，预算数{}，写的是“{}”",
            numbers.shown(actual, a.value),
            numbers.shown(budget, b.value),
            fact.printed
        ),
        computed: format!("决算数{word}预算数"),
        // Equal print may hide a difference.
        is_firm: fact.is_clear && a.is_firm && b.is_firm && (way == Way::Level || !difference.is_zero()),
    })
}

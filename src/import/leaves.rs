//! Which values the document is to have, by the facts.

use std::collections::BTreeSet;

use crate::{
    address::{
        CellKey, Column, ColumnKey, Line, RowKey, T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11, T12, T13,
        TableId,
    },
    at,
    codes::Code,
    document::{Document, Entry, Fund, Path, SpendingKind},
    money::Money,
    reading::TablePart,
};

use super::{
    ImportOrigin, ImportRest,
    facts::{FactOf, Facts},
    group::ImportGroup,
};

/// A row of a list, by what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RowOf {
    Income(Code),
    Spending(Code, FundOrder),
    Economic(Code),
    Detail(Code, Code, bool, FundOrder),
    CarryOver(Code, FundOrder),
    /// By its number in addresses.
    Project(u32),
}

/// Funds in the order in which rows are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum FundOrder {
    General,
    Government,
    StateCapital,
    Other,
}

impl FundOrder {
    pub fn fund(self) -> Fund {
        match self {
            Self::General => Fund::Gpb,
            Self::Government => Fund::Government,
            Self::StateCapital => Fund::StateCapital,
            Self::Other => Fund::Other,
        }
    }
}

pub(super) enum Target {
    Field(Path),
    Row(RowOf, &'static str),
}

/// The table of a fund, and the columns of its basic and project spending with the fields that they fill.
type FundTable = (TableId, FundOrder, [(Column, &'static str); 2]);

/// A value that the document is to have.
pub(super) struct WantedValue {
    pub group: ImportGroup,
    pub target: Target,
    pub value: Entry,
    pub origin: ImportOrigin,
    pub reason: Option<String>,
    pub is_assumed: bool,
    /// How far the true value may be from it.
    pub rounding: Money,
}

struct Collector<'a, 'b> {
    facts: &'a Facts<'b>,
    document: &'a Document,
    assumes: bool,
    wanted: Vec<WantedValue>,
    rest: &'a mut Vec<ImportRest>,
}

pub(super) fn of(
    facts: &Facts<'_>,
    document: &Document,
    year: Option<u32>,
    assumes: bool,
    rest: &mut Vec<ImportRest>,
) -> Vec<WantedValue> {
    let mut collector = Collector { facts, document, assumes, wanted: Vec::new(), rest };
    collector.unit(year);
    collector.income();
    collector.spending();
    collector.economic();
    let known = collector.detail_of_parts();
    collector.detail(&known);
    collector.detail_of_funds(&known);
    collector.balances();
    collector.three_public();
    collector.projects();
    collector.operations();
    collector.wanted
}

const FISCAL: [(Column, &str); 3] =
    [(Column::GeneralBudget, "gpb"), (Column::GovernmentFund, "fund"), (Column::StateCapital, "soc")];

impl Collector<'_, '_> {
    fn want(&mut self, group: ImportGroup, target: Target, fact: FactOf<'_>) {
        self.add(group, target, (fact.fact.value, fact.rounding()), fact, None, false);
    }

    /// What follows from several numbers, each rounded by itself.
    fn want_computed(
        &mut self,
        group: ImportGroup,
        target: Target,
        value: (Money, Money),
        fact: FactOf<'_>,
        reason: &str,
    ) {
        self.add(group, target, value, fact, Some(reason), false);
    }

    fn assume(&mut self, group: ImportGroup, target: Target, fact: FactOf<'_>, reason: &str) {
        self.add(group, target, (fact.fact.value, fact.rounding()), fact, Some(reason), true);
    }

    fn add(
        &mut self,
        group: ImportGroup,
        target: Target,
        (value, rounding): (Money, Money),
        fact: FactOf<'_>,
        reason: Option<&str>,
        is_assumed: bool,
    ) {
        let (value, origin, reason) = (Entry::Money(value), fact.origin(), reason.map(str::to_owned));
        self.wanted.push(WantedValue { group, target, value, origin, reason, is_assumed, rounding });
    }

    fn leave(&mut self, fact: FactOf<'_>, why: &str) {
        let text = fact.fact.value.exact_grouped(fact.fact.unit);
        self.rest.push(ImportRest { origin: fact.origin(), text, why: why.to_owned() });
    }

    /// What is blank of department, year, unit and precision.
    fn unit(&mut self, year: Option<u32>) {
        if self.facts.is_empty() {
            return;
        }
        let origin =
            self.facts.all.first().map(|(_, fact)| ImportOrigin::of_file(&fact.source.file)).unwrap_or_default();
        let mut fill = |path: Path, value: Entry| {
            if self.document.entry(path).is_some_and(|entry| entry.is_blank()) {
                let (group, target) = (ImportGroup::Unit, Target::Field(path));
                self.wanted.push(WantedValue {
                    group,
                    target,
                    value,
                    origin: origin.clone(),
                    reason: None,
                    is_assumed: false,
                    rounding: Money::ZERO,
                });
            }
        };
        if let Some(name) = self.facts.department() {
            fill(at!(unit.department), Entry::Text(name.to_owned()));
        }
        if let Some(year) = year {
            fill(at!(unit.year), Entry::Count(year));
        }
        let is_blank = self.document.income.lines.is_empty() && self.document.expenditure.lines.is_empty();
        if is_blank && self.facts.is_as_published() {
            fill(at!(unit.precision), Entry::Choice("wan2"));
        }
    }

    /// What all income or spending of a fund is by the summaries; a line that a summary leaves blank is nothing.
    fn of_fund(&self, first: Line, fiscal: Line) -> Option<Money> {
        let stated = self.facts.line(T01, first, Column::Amount).or(self.facts.line(T04, fiscal, Column::Amount));
        let is_read = self.facts.is_read(T01) || self.facts.is_read(T04);
        stated.map(|fact| fact.fact.value).or(is_read.then_some(Money::ZERO))
    }

    fn income(&mut self) {
        const OTHERS: [(Column, &str); 5] = [
            (Column::Superior, "superior"),
            (Column::Business, "business"),
            (Column::Operating, "operating"),
            (Column::Affiliate, "affiliate"),
            (Column::Other, "other"),
        ];
        let none = |total: Option<Money>| total.is_some_and(Money::is_zero);
        let has_no_fund = none(self.of_fund(Line::GovernmentFundIncome, Line::GovernmentFundGrant));
        let has_no_capital = none(self.of_fund(Line::StateCapitalIncome, Line::StateCapitalGrant));
        for code in self.facts.leaves(T02) {
            let row = |field| Target::Row(RowOf::Income(code), field);
            for (column, field) in FISCAL.into_iter().chain(OTHERS) {
                if let Some(fact) = self.facts.cell(T02, code, column) {
                    self.want(ImportGroup::Income, row(field), fact);
                }
            }
            let is_split = FISCAL.iter().any(|(column, _)| self.facts.cell(T02, code, *column).is_some());
            let Some(fiscal) = self.facts.cell(T02, code, Column::Fiscal).filter(|_| !is_split) else { continue };
            if fiscal.fact.value.is_zero() || has_no_fund && has_no_capital {
                self.want(ImportGroup::Income, row("gpb"), fiscal);
                continue;
            }
            let part = |table, is_none: bool| match self.facts.cell(table, code, Column::Income) {
                Some(fact) => Some(fact.fact.value),
                None => (is_none || self.facts.is_read(table)).then_some(Money::ZERO),
            };
            let (Some(fund), Some(capital)) = (part(T10, has_no_fund), part(T11, has_no_capital)) else {
                if self.assumes && self.is_general_income(code) {
                    self.assume(ImportGroup::Income, row("gpb"), fiscal, "财政拨款收入都按一般公共预算填");
                    continue;
                }
                self.leave(fiscal, "财政拨款收入没有分出资金性质；请与收入支出决算总表、政府性基金的表一起导入");
                continue;
            };
            let general = fiscal.fact.value - fund - capital;
            let parts = [("gpb", general), ("fund", fund), ("soc", capital)];
            for (field, value) in parts.into_iter().filter(|(_, value)| !value.is_zero()) {
                let reason = "财政拨款收入按资金性质分开";
                let rounding = fiscal.rounding() + fiscal.rounding();
                self.want_computed(ImportGroup::Income, row(field), (value, rounding), fiscal, reason);
            }
        }
    }

    fn spending(&mut self) {
        let columns = [(Column::Basic, "basic"), (Column::Project, "project")];
        let of_balances = [(Column::SpendingBasic, "basic"), (Column::SpendingProject, "project")];
        let capital = if self.facts.is_read(T12) { (T12, columns) } else { (T11, of_balances) };
        let funds = [
            (T06, FundOrder::General, columns),
            (T10, FundOrder::Government, of_balances),
            (capital.0, FundOrder::StateCapital, capital.1),
        ];
        for (table, fund, columns) in funds {
            for code in self.facts.leaves(table) {
                for (column, field) in columns {
                    if let Some(fact) = self.facts.cell(table, code, column) {
                        self.want(ImportGroup::Items, Target::Row(RowOf::Spending(code, fund), field), fact);
                    }
                }
            }
        }
        self.other_spending(&funds);
        let budgets = [(T06, FundOrder::General), (T10, FundOrder::Government), (T12, FundOrder::StateCapital)];
        for (table, fund) in budgets {
            for (code, fact) in self.facts.budgets(table) {
                let target = Target::Row(RowOf::Spending(code, fund), "initial_budget");
                self.want(ImportGroup::Items, target, fact);
            }
        }
    }

    /// What `T03` has beyond the tables of the funds is from other money.
    fn other_spending(&mut self, funds: &[FundTable; 3]) {
        let unsplit =
            [(Column::ToSuperior, "to_superior"), (Column::Operating, "operating"), (Column::Subsidy, "subsidy")];
        for code in self.facts.leaves(T03) {
            let row = Target::Row;
            for (index, (column, field)) in
                [(Column::Basic, "basic"), (Column::Project, "project")].into_iter().enumerate()
            {
                let Some(all) = self.facts.cell(T03, code, column).filter(|all| !all.fact.value.is_zero()) else {
                    continue;
                };
                if !self.facts.is_read(T06) {
                    if self.assumes && self.is_general_only(code) {
                        let target = row(RowOf::Spending(code, FundOrder::General), field);
                        self.assume(ImportGroup::Items, target, all, "支出都按一般公共预算填");
                        continue;
                    }
                    self.leave(all, "没有分出资金性质；请与一般公共预算财政拨款支出决算表一起导入");
                    continue;
                }
                let mut left = all.fact.value;
                let mut rounding = all.rounding();
                for (table, _, columns) in funds {
                    if let Some(fact) = self.facts.cell(*table, code, columns[index].0) {
                        left = left - fact.fact.value;
                        rounding += fact.rounding();
                    }
                }
                if left.abs() > rounding {
                    let reason = "支出决算表减去各项财政拨款支出";
                    let target = row(RowOf::Spending(code, FundOrder::Other), field);
                    self.want_computed(ImportGroup::Items, target, (left, rounding), all, reason);
                }
            }
            for (column, field) in unsplit {
                if let Some(fact) = self.facts.cell(T03, code, column).filter(|fact| !fact.fact.value.is_zero()) {
                    self.want(ImportGroup::Items, row(RowOf::Spending(code, FundOrder::Other), field), fact);
                }
            }
        }
    }

    /// Whether the document has no other fiscal income of an item.
    fn is_general_income(&self, code: Code) -> bool {
        let mut lines = self.document.income.lines.iter().filter(|line| *line.item == *code.as_str());
        lines.all(|line| [line.fund, line.soc].into_iter().flatten().all(Money::is_zero))
    }

    /// Whether the document has nothing of an item from other money.
    fn is_general_only(&self, code: Code) -> bool {
        let mut lines = self.document.expenditure.lines.iter().filter(|line| *line.item == *code.as_str());
        lines.all(|line| line.fund_or_default() == Fund::Gpb)
    }

    fn economic(&mut self) {
        // 公开05表 of Sichuan has basic expenditure by economic code, too.
        if !self.facts.is_read(T08) {
            for code in self.facts.leaves(T05) {
                if let Some(fact) = self.facts.cell(T05, code, Column::GeneralBudgetBasic) {
                    self.want(ImportGroup::Economic, Target::Row(RowOf::Economic(code), "amount"), fact);
                }
            }
        }
        for code in self.facts.leaves(T08) {
            if let Some(fact) = self.facts.cell(T08, code, Column::Amount) {
                self.want(ImportGroup::Economic, Target::Row(RowOf::Economic(code), "amount"), fact);
            }
        }
    }

    /// Tables of basic or of project spending, of one fund or of all money; the items and funds that they tell of.
    fn detail_of_parts(&mut self) -> BTreeSet<(Code, FundOrder)> {
        let mut known = BTreeSet::new();
        let mut told: BTreeSet<(Code, Code, bool, FundOrder)> = BTreeSet::new();
        let mut parts: Vec<TablePart> = self.facts.parts().collect();
        // The most telling first.
        parts.sort_by_key(|part| (part.fund.is_none(), part.kind.is_none()));
        for part in parts {
            for (item, economic, fact) in self.facts.detail_leaves(part) {
                if fact.fact.value.is_zero() {
                    continue;
                }
                let found = self.spent_as(part, item);
                let Some((fund, is_basic)) = found else {
                    if part.fund.is_some() || !self.is_told(&known, item) {
                        self.leave(
                            fact,
                            "明细表没有分资金性质或基本支出和项目支出；请与一般公共预算财政拨款的明细表一起导入",
                        );
                    }
                    continue;
                };
                known.insert((item, fund));
                if told.insert((item, economic, is_basic, fund)) {
                    let row = RowOf::Detail(item, economic, is_basic, fund);
                    self.want(ImportGroup::Detail, Target::Row(row, "amount"), fact);
                }
            }
        }
        known
    }

    fn is_told(&self, known: &BTreeSet<(Code, FundOrder)>, item: Code) -> bool {
        known.range((item, FundOrder::General)..=(item, FundOrder::Other)).next().is_some()
    }

    /// Of which fund, and whether basic, the numbers of an item are in a table of a part. Where the table does not say
    /// it, all that was spent of the item is of one kind, or it can't be told.
    fn spent_as(&self, part: TablePart, item: Code) -> Option<(FundOrder, bool)> {
        let value = |table, column| self.facts.cell(table, item, column).map(|fact| (fact.fact.value, fact.rounding()));
        let capital = if self.facts.is_read(T12) { T12 } else { T11 };
        let spent = |fund: Fund, is_basic: bool| {
            let columns = match fund {
                Fund::Government => [Column::SpendingBasic, Column::SpendingProject],
                Fund::StateCapital if capital == T11 => [Column::SpendingBasic, Column::SpendingProject],
                _ => [Column::Basic, Column::Project],
            };
            let table = match fund {
                Fund::Gpb => T06,
                Fund::Government => T10,
                Fund::StateCapital => capital,
                Fund::Other => T03,
            };
            value(table, columns[usize::from(!is_basic)]).filter(|(value, _)| !value.is_zero())
        };
        let is_basic = match (part.kind, part.fund) {
            (Some(kind), _) => kind == SpendingKind::Basic,
            (None, Some(fund)) => match (spent(fund, true), spent(fund, false)) {
                (Some(_), None) => true,
                (None, Some(_)) => false,
                _ => return None,
            },
            (None, None) => return None,
        };
        let orders = [FundOrder::General, FundOrder::Government, FundOrder::StateCapital];
        if let Some(fund) = part.fund {
            return orders.into_iter().find(|order| order.fund() == fund).map(|order| (order, is_basic));
        }
        let (all, rounding) = spent(Fund::Other, is_basic)?;
        let is_all = |order: &FundOrder| {
            spent(order.fund(), is_basic).is_some_and(|(own, more)| (own - all).abs() <= rounding + more)
        };
        orders.into_iter().find(is_all).map(|order| (order, is_basic))
    }

    /// `T07` does not tell basic from project expenditure: `T06` does, where an item has only one of them.
    fn detail(&mut self, known: &BTreeSet<(Code, FundOrder)>) {
        let columns = self.facts.leaf_columns(T07);
        for item in self.facts.leaves(T07) {
            if known.contains(&(item, FundOrder::General)) {
                continue;
            }
            let spent = |column| self.facts.cell(T06, item, column).map_or(Money::ZERO, |fact| fact.fact.value);
            let is_basic = match (spent(Column::Basic).is_zero(), spent(Column::Project).is_zero()) {
                (false, true) => Some(true),
                (true, false) => Some(false),
                _ => None,
            };
            for economic in &columns {
                let key = CellKey { table: T07, row: RowKey::Code(item), column: ColumnKey::Code(*economic) };
                let Some(fact) = self.facts.get(key).filter(|fact| !fact.fact.value.is_zero()) else { continue };
                match is_basic {
                    Some(is_basic) => {
                        let row = RowOf::Detail(item, *economic, is_basic, FundOrder::General);
                        self.want(ImportGroup::Detail, Target::Row(row, "amount"), fact);
                    }
                    None => self.leave(fact, "这个科目既有基本支出又有项目支出，明细表没有分开"),
                }
            }
        }
    }

    /// `T05` tells no items: where a fund has only one, all of it is that one's.
    fn detail_of_funds(&mut self, known: &BTreeSet<(Code, FundOrder)>) {
        let kinds = [
            (FundOrder::Government, T10, Column::SpendingBasic, Column::GovernmentFundBasic, true),
            (FundOrder::Government, T10, Column::SpendingProject, Column::GovernmentFundProject, false),
            (FundOrder::StateCapital, T12, Column::Basic, Column::StateCapitalBasic, true),
            (FundOrder::StateCapital, T12, Column::Project, Column::StateCapitalProject, false),
        ];
        for (fund, table, spent, column, is_basic) in kinds {
            let has_spent =
                |item: &Code| self.facts.cell(table, *item, spent).is_some_and(|fact| !fact.fact.value.is_zero());
            let items: Vec<Code> = self.facts.leaves(table).into_iter().filter(has_spent).collect();
            let [item] = items.as_slice() else { continue };
            if known.contains(&(*item, fund)) {
                continue;
            }
            for economic in self.facts.leaves(T05) {
                let fact = self.facts.cell(T05, economic, column).filter(|fact| !fact.fact.value.is_zero());
                if let Some(fact) = fact {
                    let row = RowOf::Detail(*item, economic, is_basic, fund);
                    self.want(ImportGroup::Detail, Target::Row(row, "amount"), fact);
                }
            }
        }
    }

    fn balances(&mut self) {
        let surplus = self.facts.line(T01, Line::NonFiscalSurplus, Column::Amount);
        let allocation = self.facts.line(T01, Line::Allocation, Column::Amount);
        for (path, fact) in [(at!(income.non_fiscal_surplus), surplus), (at!(expenditure.allocation), allocation)] {
            if let Some(fact) = fact {
                self.want(ImportGroup::Balances, Target::Field(path), fact);
            }
        }
        let opening = [
            ("gpb", Line::GeneralBudgetOpening, None),
            ("fund", Line::GovernmentFundOpening, Some((T10, Column::Opening))),
            ("soc", Line::StateCapitalOpening, Some((T11, Column::Opening))),
        ];
        for (field, line, table) in opening {
            let total = table.and_then(|(table, column)| self.facts.total(table, column));
            if let Some(fact) = self.facts.line(T04, line, Column::Amount).or(total) {
                self.want(ImportGroup::Balances, Target::Field(at!(income.opening).field(field)), fact);
            }
        }
        let closing = [
            ("gpb", Column::GeneralBudget, None),
            ("fund", Column::GovernmentFund, Some(T10)),
            ("soc", Column::StateCapital, Some(T11)),
        ];
        for (field, column, table) in closing {
            let total = table.and_then(|table| self.facts.total(table, Column::Closing));
            if let Some(fact) = self.facts.line(T04, Line::Closing, column).or(total) {
                self.want(ImportGroup::Balances, Target::Field(at!(expenditure.closing).field(field)), fact);
            }
        }
        let others = [
            (at!(income.opening.other), Line::Opening, Column::Amount),
            (at!(expenditure.closing.other), Line::Closing, Column::Total),
        ];
        for (path, line, column) in others {
            let all = self.facts.line(T01, line, Column::Amount);
            let fiscal = self.facts.line(T04, line, column);
            let Some(all) = all.filter(|_| self.facts.is_read(T04)) else { continue };
            let rest = all.fact.value - fiscal.map_or(Money::ZERO, |fact| fact.fact.value);
            let rounding = all.rounding() + fiscal.map_or(Money::ZERO, |fact| fact.rounding());
            if rest.abs() > rounding {
                let reason = "收入支出决算总表减去财政拨款的结转和结余";
                self.want_computed(ImportGroup::Balances, Target::Field(path), (rest, rounding), all, reason);
            }
        }
        for (table, fund) in [(T10, FundOrder::Government), (T11, FundOrder::StateCapital)] {
            for code in self.facts.leaves(table) {
                for (column, field) in [(Column::Opening, "opening"), (Column::Closing, "closing")] {
                    if let Some(fact) = self.facts.cell(table, code, column) {
                        self.want(ImportGroup::Balances, Target::Row(RowOf::CarryOver(code, fund), field), fact);
                    }
                }
            }
        }
    }

    fn three_public(&mut self) {
        let parts = [
            (
                at!(three_public.budget),
                [
                    Column::BudgetAbroad,
                    Column::BudgetVehiclePurchase,
                    Column::BudgetVehicleRunning,
                    Column::BudgetReception,
                ],
                self.document.three_public.budget.reception_foreign,
            ),
            (
                at!(three_public.actual),
                [
                    Column::ActualAbroad,
                    Column::ActualVehiclePurchase,
                    Column::ActualVehicleRunning,
                    Column::ActualReception,
                ],
                self.document.three_public.actual.reception_foreign,
            ),
        ];
        for (path, [abroad, purchase, running, reception], foreign) in parts {
            for (column, field) in [(abroad, "abroad"), (purchase, "vehicle_purchase"), (running, "vehicle_running")] {
                if let Some(fact) = self.facts.total(T13, column) {
                    self.want(ImportGroup::ThreePublic, Target::Field(path.field(field)), fact);
                }
            }
            let Some(fact) = self.facts.total(T13, reception) else { continue };
            self.receptions(path, fact, foreign);
        }
    }

    /// `foreign` is what the document has. 国内接待费 of the accounts (机构运行信息表) holds what was spent on guests from
    /// abroad, who are told apart below it.
    fn receptions(&mut self, path: Path, all: FactOf<'_>, foreign: Option<Money>) {
        let [domestic, abroad] = ["reception_domestic", "reception_foreign"].map(|field| path.field(field));
        let group = ImportGroup::ThreePublic;
        if all.fact.value.is_zero() {
            self.want(group, Target::Field(domestic), all);
            self.want(group, Target::Field(abroad), all);
            return;
        }
        let within = self.facts.entered_at(domestic).map(|fact| fact.fact.value);
        let of_guests = self.facts.entered_at(abroad).map(|fact| fact.fact.value);
        let stated = within.map(|within| all.fact.value - within + of_guests.unwrap_or(Money::ZERO)).or(of_guests);
        if let Some(stated) = stated {
            let reason = "机构运行信息表的外事接待费";
            self.want_computed(group, Target::Field(abroad), (stated, all.rounding()), all, reason);
        }
        match stated.or(foreign) {
            Some(foreign) => {
                let value = (all.fact.value - foreign, all.rounding());
                self.want_computed(group, Target::Field(domestic), value, all, "公务接待费减去外事接待费");
            }
            None if self.assumes => self.assume(group, Target::Field(domestic), all, "公务接待费都按国内接待填"),
            None => self.leave(all, "公务接待费没有分国内和外事；请先填外事接待费（没有就填0）再导入"),
        }
    }

    /// What stands in no table of ours: counts, procurement, operating costs.
    fn operations(&mut self) {
        let group = |path: Path| {
            if path.starts_with(&at!(three_public)) { ImportGroup::ThreePublic } else { ImportGroup::Other }
        };
        for (path, fact) in self.facts.entered() {
            // Receptions go with their total.
            if !path.starts_with(&at!(three_public)) {
                self.want(group(*path), Target::Field(*path), *fact);
            }
        }
        for (path, count, origin) in self.facts.counts() {
            self.wanted.push(WantedValue {
                group: group(*path),
                target: Target::Field(*path),
                value: Entry::Count(*count),
                origin: origin.clone(),
                reason: None,
                is_assumed: false,
                rounding: Money::ZERO,
            });
        }
    }

    fn projects(&mut self) {
        for (number, name, item) in self.facts.projects() {
            let key = CellKey::new(T09, RowKey::Project(number), Column::Amount);
            let Some(fact) = self.facts.get(key) else { continue };
            let row = RowOf::Project(number);
            let is_new = number as usize >= self.document.performance.projects.len();
            if is_new {
                let Some(item) = item else {
                    self.leave(fact, "项目不在科目下面，不知道属于哪个科目");
                    continue;
                };
                for (field, text) in [("name", name.to_owned()), ("item", item.to_string())] {
                    let (value, origin) = (Entry::Text(text), fact.origin());
                    let target = Target::Row(row, field);
                    let group = ImportGroup::Projects;
                    self.wanted.push(WantedValue {
                        group,
                        target,
                        value,
                        origin,
                        reason: None,
                        is_assumed: false,
                        rounding: Money::ZERO,
                    });
                }
            }
            self.want(ImportGroup::Projects, Target::Row(row, "fiscal"), fact);
        }
    }
}

/// The fields that say what a new row is about.
pub(super) fn names_of(row: RowOf) -> Vec<(&'static str, Entry)> {
    let code = |code: Code| Entry::Text(code.to_string());
    let fund = |order: FundOrder| Entry::Choice(order.fund().name());
    match row {
        RowOf::Income(item) => vec![("item", code(item))],
        RowOf::Spending(item, order) => vec![("item", code(item)), ("fund", fund(order))],
        RowOf::Economic(economic) => vec![("economic", code(economic))],
        RowOf::Detail(item, economic, is_basic, order) => {
            let kind = Entry::Choice(if is_basic { SpendingKind::Basic } else { SpendingKind::Project }.name());
            vec![("item", code(item)), ("economic", code(economic)), ("kind", kind), ("fund", fund(order))]
        }
        RowOf::CarryOver(item, order) => vec![("item", code(item)), ("fund", fund(order))],
        RowOf::Project(_) => Vec::new(),
    }
}

//! Which values the document is to have, by the facts.

mod economic;
mod flows;
mod others;

use crate::{
    address::{Column, TableId},
    at,
    codes::Code,
    document::{Document, Entry, Fund, Path, SpendingKind},
    money::Money,
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

//! Of which money a name speaks that several sections share: 本年收入 is that of the department, of the fiscal money or
//! of one fund, by the words before it or by its section.

use crate::{
    address::{CellKey, Column, ColumnKey, Line, RowKey, T01, T03, T04, T06, T08, T10, T11, T12},
    figures::Source,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Department,
    Fiscal,
    GeneralBudget,
    GovernmentFund,
    StateCapital,
}

/// The longest first: each ends in what another one is.
const WORDS: [(&str, Scope); 9] = [
    ("一般公共预算财政拨款", Scope::GeneralBudget),
    ("政府性基金预算财政拨款", Scope::GovernmentFund),
    ("国有资本经营预算财政拨款", Scope::StateCapital),
    ("政府性基金财政拨款", Scope::GovernmentFund),
    ("一般公共预算", Scope::GeneralBudget),
    ("政府性基金预算", Scope::GovernmentFund),
    ("国有资本经营预算", Scope::StateCapital),
    ("政府性基金", Scope::GovernmentFund),
    ("财政拨款", Scope::Fiscal),
];

/// Names that mean another number in another section.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shared {
    Income,
    Spending,
    Opening,
    Closing,
    IncomeTotal,
    SpendingTotal,
    Basic,
    Project,
    /// 人员经费 and 公用经费 of all the money stand nowhere.
    OfBasic,
}

impl Scope {
    /// Of what a section speaks; `None` where it may be anything.
    pub fn of_topic(topic: &str) -> Option<Self> {
        match topic {
            "overview" | "income" | "spending" | "money_income" | "money_spending" | "money_balance" => {
                Some(Self::Department)
            }
            "fiscal" => Some(Self::Fiscal),
            "fund" => Some(Self::GovernmentFund),
            "state_capital" => Some(Self::StateCapital),
            "basic" => Some(Self::GeneralBudget),
            _ if topic.starts_with("gpb") => Some(Self::GeneralBudget),
            _ => None,
        }
    }

    /// What the words that end before a name say of it, and how many they are.
    pub fn named_by(front: &[char]) -> Option<(Self, usize)> {
        WORDS.iter().find_map(|(words, scope)| {
            let words: Vec<char> = words.chars().collect();
            front.ends_with(&words).then_some((*scope, words.len()))
        })
    }

    fn source(self, shared: Shared, own: &Source) -> Option<Source> {
        let total = |table, column| Some(Source::from(CellKey::total(table, column)));
        let t04 = |line, column| Some(Source::from(CellKey::line(T04, line, column)));
        let column = match self {
            Self::Department | Self::Fiscal => Column::Total,
            Self::GeneralBudget => Column::GeneralBudget,
            Self::GovernmentFund => Column::GovernmentFund,
            Self::StateCapital => Column::StateCapital,
        };
        match (self, shared) {
            (Self::Department, Shared::OfBasic) => None,
            (Self::Department, _) | (Self::Fiscal | Self::GeneralBudget, Shared::OfBasic) => Some(own.clone()),
            (Self::Fiscal, Shared::Income) => t04(Line::IncomeOfYear, Column::Amount),
            (Self::Fiscal, Shared::Spending) => t04(Line::SpendingOfYear, column),
            (Self::Fiscal, Shared::Opening) => t04(Line::Opening, Column::Amount),
            (Self::Fiscal, Shared::IncomeTotal) => t04(Line::IncomeTotal, Column::Amount),
            (Self::GeneralBudget, Shared::Income) => {
                Some(CellKey::line(T01, Line::GeneralBudgetIncome, Column::Amount).into())
            }
            (Self::GeneralBudget, Shared::Spending) => total(T06, Column::Total),
            (Self::GeneralBudget, Shared::Opening) => t04(Line::GeneralBudgetOpening, Column::Amount),
            (Self::GeneralBudget, Shared::Basic) => total(T06, Column::Basic),
            (Self::GeneralBudget, Shared::Project) => total(T06, Column::Project),
            (Self::GovernmentFund, Shared::Income) => total(T10, Column::Income),
            (Self::GovernmentFund, Shared::Spending) => total(T10, Column::Spending),
            (Self::GovernmentFund, Shared::Opening) => total(T10, Column::Opening),
            (Self::GovernmentFund, Shared::Closing) => total(T10, Column::Closing),
            (Self::GovernmentFund, Shared::Basic) => total(T10, Column::SpendingBasic),
            (Self::GovernmentFund, Shared::Project) => total(T10, Column::SpendingProject),
            (Self::StateCapital, Shared::Income) => total(T11, Column::Income),
            (Self::StateCapital, Shared::Spending) => total(T12, Column::Total),
            (Self::StateCapital, Shared::Opening) => t04(Line::StateCapitalOpening, Column::Amount),
            (Self::StateCapital, Shared::Basic) => total(T12, Column::Basic),
            (Self::StateCapital, Shared::Project) => total(T12, Column::Project),
            (_, Shared::Closing) => t04(Line::Closing, column),
            (_, Shared::IncomeTotal | Shared::SpendingTotal) => t04(Line::SpendingTotal, column),
            (Self::Fiscal, Shared::Basic | Shared::Project)
            | (Self::GovernmentFund | Self::StateCapital, Shared::OfBasic) => None,
        }
    }
}

fn shared(source: &Source) -> Option<Shared> {
    let Source::Cell(key) = source else { return None };
    let line = |line| CellKey::line(T01, line, Column::Amount);
    let shared = [
        (line(Line::IncomeOfYear), Shared::Income),
        (CellKey::total(T03, Column::Total), Shared::Spending),
        (line(Line::SpendingOfYear), Shared::Spending),
        (line(Line::Opening), Shared::Opening),
        (line(Line::Closing), Shared::Closing),
        // 年初财政拨款结转和结余 is that of the fund of which a section speaks.
        (CellKey::line(T04, Line::Opening, Column::Amount), Shared::Opening),
        (CellKey::line(T04, Line::Closing, Column::Total), Shared::Closing),
        (line(Line::IncomeTotal), Shared::IncomeTotal),
        (line(Line::SpendingTotal), Shared::SpendingTotal),
        (CellKey::total(T03, Column::Basic), Shared::Basic),
        (CellKey::total(T03, Column::Project), Shared::Project),
        (CellKey::line(T08, Line::Personnel, Column::Amount), Shared::OfBasic),
        (CellKey::line(T08, Line::Public, Column::Amount), Shared::OfBasic),
    ];
    shared.into_iter().find(|(own, _)| own == key).map(|(_, shared)| shared)
}

/// Whether several sections have a number of this name.
pub(super) fn is_shared(source: &Source) -> bool {
    shared(source).is_some()
}

/// The number that is meant where such money is spoken of; `None` if it is not known which.
pub(super) fn in_scope(source: &Source, scope: Option<Scope>) -> Option<Source> {
    match shared(source) {
        Some(shared) => scope?.source(shared, source),
        None => Some(source.clone()),
    }
}

/// All spending of a kind of money, whose parts are listed behind it.
pub(super) fn is_all_spending(source: &Source) -> bool {
    matches!(source, Source::Cell(CellKey { table: T06 | T10 | T12, row: RowKey::Total, .. }))
        || *source == CellKey::line(T04, Line::SpendingOfYear, Column::Total).into()
}

/// What an item of the general budget may be where all spending is spoken of.
pub(super) fn in_all_spending(source: Source, scope: Option<Scope>) -> Vec<Source> {
    match source {
        Source::Cell(CellKey { table: T06, row: RowKey::Code(code), column: ColumnKey::Named(Column::Total) })
            if scope == Some(Scope::Department) =>
        {
            vec![CellKey::code(T03, code, Column::Total).into(), source]
        }
        _ => vec![source],
    }
}

/// A class of the general budget, where what was told before it is all fiscal spending.
pub(super) fn class_of(source: &Source, whole: &[Source]) -> Vec<Source> {
    let fiscal = Source::from(CellKey::line(T04, Line::SpendingOfYear, Column::Total));
    match source {
        Source::Cell(CellKey { table: T06, row: RowKey::Code(code), column: ColumnKey::Named(Column::Total) })
            if code.digits() == 3 && whole.contains(&fiscal) =>
        {
            let own = Source::from(CellKey::code(T04, *code, Column::Total));
            if whole.len() == 1 { vec![own] } else { vec![source.clone(), own] }
        }
        _ => vec![source.clone()],
    }
}

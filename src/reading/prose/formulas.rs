//! What the percentages of a report are made of, and which percentages speak of an amount.

use crate::{
    address::{
        Budget, CellKey, Column, Line, MeasureKey, RowKey, SmallFirms, T01, T02, T03, T04, T06, T08, T10, T12, T13,
        ThreePublicItem, YearOnYear,
    },
    at,
    figures::{INCOME_LINES, SPENDING_COLUMNS, Source},
};

/// How a percentage follows from two amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// A share, or how much of a budget was spent.
    Ratio {
        part: Source,
        whole: Source,
    },
    Growth {
        current: Source,
        prior: Source,
    },
}

/// The formula of a percentage; `None` for what is no percentage of a sentence.
pub fn formula(key: MeasureKey) -> Option<Formula> {
    let t01 = |line| Source::from(CellKey::line(T01, line, Column::Amount));
    let total = |table, column| Source::from(CellKey::total(table, column));
    let ratio = |part: Source, whole: Source| Some(Formula::Ratio { part, whole });
    let growth = |current: Source, prior: Source| Some(Formula::Growth { current, prior });
    match key {
        MeasureKey::Growth(of) => {
            let t08 = |line| CellKey::line(T08, line, Column::Amount).into();
            match of {
                YearOnYear::Total => growth(t01(Line::IncomeTotal), at!(income.prior_total).into()),
                YearOnYear::Fiscal => growth(
                    CellKey::line(T04, Line::IncomeTotal, Column::Amount).into(),
                    at!(income.prior_fiscal_total).into(),
                ),
                YearOnYear::GeneralBudget => growth(total(T06, Column::Total), at!(other.prior.gpb_total).into()),
                YearOnYear::GovernmentFund => growth(total(T10, Column::Spending), at!(other.prior.fund_total).into()),
                YearOnYear::StateCapital => growth(total(T12, Column::Total), at!(other.prior.soc_total).into()),
                YearOnYear::Basic => growth(total(T06, Column::Basic), at!(other.prior.basic).into()),
                YearOnYear::Project => growth(total(T06, Column::Project), at!(other.prior.project).into()),
                YearOnYear::Personnel => growth(t08(Line::Personnel), at!(other.prior.personnel).into()),
                YearOnYear::Public => growth(t08(Line::Public), at!(other.prior.public).into()),
                YearOnYear::Operating => growth(at!(other.operating.amount).into(), at!(other.operating.prior).into()),
            }
        }
        MeasureKey::ThreePublicGrowth(item) => {
            growth(total(T13, item.actual()), MeasureKey::ThreePublicPrior(item).into())
        }
        MeasureKey::Share(budget) => {
            let part = match budget {
                Budget::General => total(T06, Column::Total),
                Budget::GovernmentFund => total(T10, Column::Spending),
                Budget::StateCapital => total(T12, Column::Total),
            };
            ratio(part, total(T03, Column::Total))
        }
        MeasureKey::FiscalIncomeShare => ratio(total(T02, Column::Fiscal), t01(Line::IncomeOfYear)),
        MeasureKey::IncomeShare(line) => ratio(t01(line), t01(Line::IncomeOfYear)),
        MeasureKey::SpendingShare(column) => ratio(total(T03, column), total(T03, Column::Total)),
        MeasureKey::ClassShare(code) => {
            ratio(CellKey::code(T06, code, Column::Total).into(), total(T06, Column::Total))
        }
        MeasureKey::ThreePublicShare(item) => ratio(total(T13, item.actual()), total(T13, Column::ActualTotal)),
        MeasureKey::ProcurementShare(firms) => {
            let part = match firms {
                SmallFirms::SmallMedium => at!(other.procurement.small_medium),
                SmallFirms::SmallMicro => at!(other.procurement.small_micro),
            };
            ratio(part.into(), MeasureKey::ProcurementTotal.into())
        }
        MeasureKey::GeneralBudgetCompletion => {
            ratio(total(T06, Column::Total), MeasureKey::GeneralBudgetPlanned.into())
        }
        MeasureKey::ItemCompletion(code) => {
            ratio(CellKey::code(T06, code, Column::Total).into(), MeasureKey::ItemBudget(code).into())
        }
        MeasureKey::ProjectExecution(row) => ratio(
            MeasureKey::ProjectExecuted(row).into(),
            at!(performance.projects[row as usize].adjusted_budget).into(),
        ),
        MeasureKey::ThreePublicCompletion(item) => ratio(total(T13, item.actual()), total(T13, item.budget())),
        _ => None,
    }
}

/// The growth of an amount.
pub fn growth_of(amount: &Source) -> Option<MeasureKey> {
    let growths = YearOnYear::ALL.iter().map(|of| MeasureKey::Growth(*of));
    let growths = growths.chain(ThreePublicItem::ALL.iter().map(|item| MeasureKey::ThreePublicGrowth(*item)));
    let is_of = |key: &MeasureKey| matches!(formula(*key), Some(Formula::Growth { current, .. }) if current == *amount);
    growths.into_iter().find(is_of).or(match amount {
        // Both totals of a summary are the same.
        Source::Cell(key) if *key == CellKey::line(T01, Line::SpendingTotal, Column::Amount) => {
            Some(MeasureKey::Growth(YearOnYear::Total))
        }
        Source::Cell(key) if *key == CellKey::line(T04, Line::SpendingTotal, Column::Total) => {
            Some(MeasureKey::Growth(YearOnYear::Fiscal))
        }
        Source::Cell(key) if *key == CellKey::total(T08, Column::Amount) => Some(MeasureKey::Growth(YearOnYear::Basic)),
        _ => None,
    })
}

/// The share that a sentence tells of an amount.
pub fn share_of(amount: &Source) -> Option<MeasureKey> {
    let mut shares = vec![MeasureKey::FiscalIncomeShare];
    shares.extend(Budget::ALL.iter().map(|budget| MeasureKey::Share(*budget)));
    shares.extend(INCOME_LINES.iter().map(|line| MeasureKey::IncomeShare(*line)));
    shares.extend(SPENDING_COLUMNS.iter().map(|column| MeasureKey::SpendingShare(*column)));
    shares.extend(ThreePublicItem::ALL.iter().map(|item| MeasureKey::ThreePublicShare(*item)));
    shares.extend(SmallFirms::ALL.iter().map(|firms| MeasureKey::ProcurementShare(*firms)));
    if let Source::Cell(CellKey { table: T06, row: RowKey::Code(code), .. }) = amount {
        shares.push(MeasureKey::ClassShare(*code));
    }
    shares.into_iter().find(|key| matches!(formula(*key), Some(Formula::Ratio { part, .. }) if part == *amount))
}

/// How much of its budget an amount is.
pub fn completion_of(amount: &Source) -> Option<MeasureKey> {
    let mut all: Vec<MeasureKey> = vec![MeasureKey::GeneralBudgetCompletion];
    all.extend(ThreePublicItem::ALL.iter().map(|item| MeasureKey::ThreePublicCompletion(*item)));
    if let Source::Cell(CellKey { table: T06, row: RowKey::Code(code), .. }) = amount {
        all.push(MeasureKey::ItemCompletion(*code));
    }
    if let Source::Measure(
        MeasureKey::TermCount(term) | MeasureKey::TermBudget(term) | MeasureKey::TermExecuted(term),
    ) = amount
    {
        return Some(MeasureKey::TermExecution(*term));
    }
    if let Source::Measure(MeasureKey::ProjectExecuted(row)) = amount {
        return Some(MeasureKey::ProjectExecution(*row));
    }
    all.into_iter().find(|key| matches!(formula(*key), Some(Formula::Ratio { part, .. }) if part == *amount))
}

/// The budget of an amount.
pub fn budget_of(amount: &Source) -> Option<Source> {
    match formula(completion_of(amount)?)? {
        Formula::Ratio { whole, .. } => Some(whole),
        Formula::Growth { .. } => None,
    }
}

/// What an amount was last year.
pub fn prior_of(amount: &Source) -> Option<Source> {
    match formula(growth_of(amount)?)? {
        Formula::Growth { prior, .. } => Some(prior),
        Formula::Ratio { .. } => None,
    }
}

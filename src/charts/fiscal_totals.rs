//! Chart 4: fiscal income and spending of both years, from `T04` (财政拨款收入支出决算总体情况).

use crate::{
    at,
    figures::{CellKey, Column, Figures, Line, MeasureKey, T04, YearOnYear},
};

use super::{
    ChartSpec,
    two_years::{self, YearComparison},
};

pub(super) const KEY: &str = "fiscal_totals";

pub(super) fn chart(figures: &Figures) -> ChartSpec {
    let comparison = YearComparison {
        key: KEY,
        table: T04,
        aspect: "总体情况",
        cells: vec![
            ("财政拨款收入总计", CellKey::line(T04, Line::IncomeTotal, Column::Amount)),
            ("财政拨款支出总计", CellKey::line(T04, Line::SpendingTotal, Column::Total)),
        ],
        prior: (at!(income.prior_fiscal_total), figures.document.income.prior_fiscal_total),
        growth: MeasureKey::Growth(YearOnYear::Fiscal),
    };
    two_years::chart(figures, comparison)
}

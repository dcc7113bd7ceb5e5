//! Chart 1: all income and all spending of both years, from `T01` (收入支出决算总体情况).

use crate::{
    at,
    figures::{CellKey, Column, Figures, Line, MeasureKey, T01, YearOnYear},
};

use super::{
    ChartSpec,
    two_years::{self, YearComparison},
};

pub(super) const KEY: &str = "totals";

pub(super) fn chart(figures: &Figures) -> ChartSpec {
    let comparison = YearComparison {
        key: KEY,
        table: T01,
        aspect: "总体情况",
        cells: vec![
            ("收入总计", CellKey::line(T01, Line::IncomeTotal, Column::Amount)),
            ("支出总计", CellKey::line(T01, Line::SpendingTotal, Column::Amount)),
        ],
        prior: (at!(income.prior_total), figures.document.income.prior_total),
        growth: MeasureKey::Growth(YearOnYear::Total),
    };
    two_years::chart(figures, comparison)
}

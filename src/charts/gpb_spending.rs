//! Chart 5: spending of the general public budget in both years, from `T06`.

use crate::{
    at,
    figures::{CellKey, Column, Figures, MeasureKey, T06, YearOnYear},
};

use super::{
    ChartSpec,
    two_years::{self, YearComparison},
};

pub(super) const KEY: &str = "gpb_spending";

pub(super) fn chart(figures: &Figures) -> ChartSpec {
    let comparison = YearComparison {
        key: KEY,
        table: T06,
        aspect: "变动情况",
        cells: vec![("一般公共预算财政拨款支出", CellKey::total(T06, Column::Total))],
        prior: (at!(other.prior.gpb_total), figures.document.other.prior.gpb_total),
        growth: MeasureKey::Growth(YearOnYear::GeneralBudget),
    };
    two_years::chart(figures, comparison)
}

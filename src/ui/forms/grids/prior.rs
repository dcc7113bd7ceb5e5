//! What is brought forward: last year's closing balance, its adjustment, and this year's opening balance.

use crate::{
    at,
    document::{Document, Path, record::Shape},
    figures::Figures,
    ui::{
        forms::cells::{self, amount_column, text_column},
        widgets::grid::{FixedGrid, GridCell},
    },
};

pub fn opening(figures: &Figures) -> FixedGrid {
    let columns = vec![
        text_column("资金性质", 230.0).frozen(),
        amount_column("上年年末数"),
        amount_column("年初调整"),
        amount_column("本年年初数"),
    ];
    let [closing, adjustment, opening] = [at!(other.prior.closing), at!(other.prior.adjustment), at!(income.opening)];
    funds(opening).into_iter().fold(FixedGrid::new("年初结转和结余", columns), |model, (field, label)| {
        let entered = [closing, adjustment].map(|group| GridCell::Entered(group.field(field)));
        model.row(label, entered.into_iter().chain([cells::total(figures, opening.field(field))]))
    })
}

fn funds(group: Path) -> Vec<(&'static str, &'static str)> {
    match Document::field_at(group).map(|field| field.shape) {
        Some(Shape::Record(fields)) => fields().iter().map(|field| (field.name, field.label)).collect(),
        _ => Vec::new(),
    }
}

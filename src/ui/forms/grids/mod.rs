//! The columns and rows of the grids.

mod carry_over;
mod detail;
mod economic;
mod income;
mod others;
mod prior;
mod published;
mod scores;
mod spending;
mod targets;
mod three_public;
mod unit;

pub use economic::missing_codes;

use crate::{figures::Figures, forms::GridName, ui::widgets::grid::GridModel};

pub fn model(name: GridName, figures: &Figures) -> Box<dyn GridModel + '_> {
    match name {
        GridName::Members => Box::new(unit::members(figures)),
        GridName::Staff => Box::new(unit::staff(figures)),
        GridName::PublishedForms => Box::new(unit::published_forms(figures)),
        GridName::IncomeLines => Box::new(income::lines(figures)),
        GridName::SpendingLines => Box::new(spending::lines(figures)),
        GridName::Purposes => Box::new(spending::purposes(figures)),
        GridName::Economic => economic::model(figures),
        GridName::CarryOver => Box::new(carry_over::lines(figures)),
        GridName::Detail => Box::new(detail::lines(figures)),
        GridName::DetailCompared => Box::new(detail::comparison(figures)),
        GridName::ThreePublicAmounts => Box::new(three_public::amounts(figures)),
        GridName::Vehicles => Box::new(three_public::vehicles(figures)),
        GridName::Receptions => Box::new(three_public::receptions(figures)),
        GridName::ScoreItems => Box::new(scores::items(figures)),
        GridName::ScoreResult => Box::new(scores::result(figures)),
        GridName::ScoreGroups => Box::new(scores::groups(figures)),
        GridName::Tasks => Box::new(targets::tasks(figures)),
        GridName::Indicators => Box::new(targets::indicators(figures)),
        GridName::OwnCodes => Box::new(others::own_codes(figures)),
        GridName::StatedTotals => Box::new(published::totals(figures)),
        GridName::OpeningBalances => Box::new(prior::opening(figures)),
        GridName::StatedLevels => Box::new(published::levels(figures)),
    }
}

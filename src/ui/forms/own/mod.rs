//! What has a drawing of its own on a page of entry.

mod assessment_texts;
mod budgets_as_spent;
mod fill_income;
mod follow_detail;
mod load_economic_codes;
mod load_scores;
mod projects;
mod published_form;
pub mod published_totals;

use egui::Ui;

use crate::{figures::Source, forms::Own, ui::View};

use super::page::Page;

pub trait OwnDrawing {
    fn ui(&mut self, page: &mut Page, ui: &mut Ui, view: &mut View<'_>);
    /// The page is sent to a number, perhaps to one in here.
    fn go_to(&mut self, _source: &Source) {}
}

/// What only draws remembers nothing.
impl<F: FnMut(&mut Page, &mut Ui, &mut View<'_>)> OwnDrawing for F {
    fn ui(&mut self, page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
        self(page, ui, view);
    }
}

pub fn drawing(own: Own) -> Box<dyn OwnDrawing> {
    match own {
        Own::PublishedFormStanding => Box::new(published_form::standing_ui),
        Own::FillIncome => Box::new(fill_income::FillIncome::default()),
        Own::PublishedSummary => Box::new(published_totals::summary_ui),
        Own::PublishedTotals => Box::new(published_totals::totals_ui),
        Own::BudgetsAsSpent => Box::new(budgets_as_spent::of_lines_ui),
        Own::ThreePublicBudgetsAsSpent => Box::new(budgets_as_spent::of_three_public_ui),
        Own::LinesOfDetail => Box::new(follow_detail::lines_ui),
        Own::EconomicOfDetail => Box::new(follow_detail::economic_ui),
        Own::LoadEconomicCodes => Box::new(load_economic_codes::button_ui),
        Own::Projects => Box::new(projects::Projects::default()),
        Own::LoadScores => Box::new(load_scores::LoadScores::default()),
        Own::AssessmentTexts => Box::new(assessment_texts::AssessmentTexts::default()),
    }
}

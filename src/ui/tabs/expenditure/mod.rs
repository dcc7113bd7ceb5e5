//! The tab of expenditure (支出项目), in six parts.

mod balances;
mod detail;
mod economic;
mod lines;
mod published;
#[cfg(test)]
mod tests;

use egui::Ui;

use crate::{
    at,
    codes::Code,
    document::Path,
    figures::{MeasureKey, Source, YearOnYear},
    ui::{
        View,
        widgets::grid::{FixedGrid, GridCell},
    },
};

pub use published::place_of as published_place;

use super::{
    cells::{self, text_column},
    page::{Page, derived_line, figures, section},
    parts::Parts,
};

const PARTS: [&str; 6] = ["支出明细", "公开数", "经济分类", "结转结余", "功能与经济明细", "变动原因"];
const PUBLISHED: usize = 1;
const ECONOMIC: usize = 2;
const BALANCES: usize = 3;
const DETAIL: usize = 4;
const REASONS: usize = 5;

/// 支出项目
#[derive(Default)]
pub struct ExpenditureTab {
    page: Page,
    parts: Parts,
}

impl ExpenditureTab {
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let (part, opened) = self.parts.ui(ui, view, &PARTS);
        self.page.show(ui, PARTS.get(part).copied().unwrap_or_default(), opened, |page, ui| match part {
            PUBLISHED => published::ui(page, ui, view),
            ECONOMIC => economic::ui(page, ui, view),
            BALANCES => balances::ui(page, ui, view),
            DETAIL => detail::ui(page, ui, view),
            REASONS => reasons_ui(page, ui, view),
            _ => lines::ui(page, ui, view),
        });
    }

    /// Takes the keyboard the next time the tab is drawn.
    pub fn enter(&mut self) {
        self.page.enter();
    }

    /// Goes to a value the next time the tab is drawn, if it is entered here.
    pub fn go_to(&mut self, source: &Source) -> bool {
        let Source::Entered(path) = source else { return false };
        let is_here = [at!(expenditure), at!(published)].iter().any(|place| path.starts_with(place));
        if is_here {
            self.parts.show(part_of(*path));
            self.page.go_to(source.clone());
        }
        is_here
    }

    /// Number and sum of the selected cells.
    pub fn selection_summary(&self) -> Option<String> {
        self.page.selection_summary()
    }
}

/// The part in which a value is entered.
fn part_of(path: Path) -> usize {
    let parts = [
        (at!(published), PUBLISHED),
        (at!(expenditure.published_budget), PUBLISHED),
        (at!(expenditure.economic), ECONOMIC),
        (at!(expenditure.allocation), BALANCES),
        (at!(expenditure.closing), BALANCES),
        (at!(expenditure.carry_over), BALANCES),
        (at!(expenditure.detail), DETAIL),
        (at!(expenditure.gpb_reason), REASONS),
        (at!(expenditure.fund_reason), REASONS),
        (at!(expenditure.soc_reason), REASONS),
    ];
    if path.last_field() == Some("purpose") {
        return REASONS;
    }
    parts.iter().find(|(place, _)| path.starts_with(place)).map_or(0, |(_, part)| *part)
}

fn reasons_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "变动原因", "本年支出与上年相比变动的原因，变动较大时要具体到事项；上年数在其他事项页录入。");
    for (label, growth, path) in [
        ("一般公共预算支出比上年", MeasureKey::Growth(YearOnYear::GeneralBudget), at!(expenditure.gpb_reason)),
        ("政府性基金支出比上年", MeasureKey::Growth(YearOnYear::GovernmentFund), at!(expenditure.fund_reason)),
        ("国有资本经营支出比上年", MeasureKey::Growth(YearOnYear::StateCapital), at!(expenditure.soc_reason)),
    ] {
        let cell = cells::measure(figures(view), growth, false);
        derived_line(ui, view, label, cell, "");
        page.fields(ui, view, "reasons", &[path]);
    }
    section(ui, "主要用于", "各科目的钱主要用在哪里；公开样式不要求时可以不填。");
    let columns = vec![text_column("科目", 320.0).frozen(), text_column("主要用于", 460.0)];
    let lines = view.document.expenditure.lines.iter().enumerate();
    let model = lines.fold(FixedGrid::new("科目用途", columns), |model, (row, line)| {
        let name = format!(
            "{} {}",
            &*line.item,
            Code::new(&line.item).map(|code| view.codes.functional_name(code)).unwrap_or_default()
        );
        model.row(name, [GridCell::Entered(at!(expenditure.lines[row].purpose))])
    });
    page.grid(ui, view, &model);
}

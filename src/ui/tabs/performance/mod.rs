//! The tab of performance (项目绩效): projects, the score sheet (附表1), published scores, texts.

mod projects;
mod scores;
mod stated;
#[cfg(test)]
mod tests;
mod texts;

use egui::Ui;

use crate::{
    at,
    document::{Edit, Path},
    figures::Source,
    ui::{Command, View, state::current},
};

use super::{page::Page, parts::Parts};

const PARTS: [&str; 4] = ["项目", "打分表", "公开数", "自评文字"];
const PROJECTS: usize = 0;
const SCORES: usize = 1;
const STATED: usize = 2;
const TEXTS: usize = 3;

/// What this tab remembers.
#[derive(Default)]
pub struct PerformanceTab {
    parts: Parts,
    page: Page,
    /// The project whose details are shown.
    project: usize,
    /// The current number of the last frame, to notice when another project is entered.
    current: Option<Source>,
    text: usize,
    replace_scores: Option<Edit>,
}

impl PerformanceTab {
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let (part, is_new) = self.parts.ui(ui, view, &PARTS);
        let project = self.project;
        let mut commands = Vec::new();
        let mut text = None;
        self.page.show(ui, PARTS[part], is_new, |page, ui| match part {
            PROJECTS => projects::projects_ui(page, ui, view, project),
            SCORES => {
                if let Some(load) = scores::scores_ui(page, ui, view) {
                    match scores::replaces(view.document) {
                        true => self.replace_scores = Some(load),
                        false => commands.push(Command::Edit(load)),
                    }
                }
            }
            STATED => stated::stated_ui(page, ui, view),
            _ => text = texts::texts_ui(page, ui, view, self.text),
        });
        if let Some(text) = text {
            self.show_text(ui, text);
        }
        if let Some(decided) = scores::question_ui(ui, &mut self.replace_scores) {
            commands.push(Command::Edit(decided));
        }
        view.commands.append(&mut commands);
        if part == PROJECTS {
            self.follow_current(ui);
        }
    }

    fn show_text(&mut self, ui: &Ui, text: usize) {
        self.text = text;
        if let Some(place) = texts::place_of(text) {
            self.page.go_to(place);
        }
        ui.ctx().request_repaint();
    }

    /// Takes the keyboard the next time the tab is drawn.
    pub fn enter(&mut self) {
        self.page.enter();
    }

    /// Goes to a value the next time the tab is drawn; false when it is not here.
    pub fn go_to(&mut self, source: &Source) -> bool {
        let Some(part) = part_of(source) else { return false };
        self.parts.show(part);
        if let Some(project) = project_of(source) {
            self.project = project;
        }
        if let Some(text) = texts::index_of(source) {
            self.text = text;
        }
        self.page.go_to(source.clone());
        true
    }

    /// Number and sum of the selected cells.
    pub fn selection_summary(&self) -> Option<String> {
        self.page.selection_summary()
    }

    /// The details follow the project that is entered in the list. They change in the frame after: text that was being
    /// typed in the details of the other project has then been entered.
    fn follow_current(&mut self, ui: &Ui) {
        let current = current::get(ui.ctx());
        if current == self.current {
            return;
        }
        if let Some(project) = current.as_ref().and_then(project_of)
            && project != self.project
        {
            self.project = project;
            ui.ctx().request_repaint();
        }
        self.current = current;
    }
}

/// The part of the tab that shows a number.
fn part_of(source: &Source) -> Option<usize> {
    match source {
        Source::Entered(path) => {
            let is_in = |part: Path| path.starts_with(&part);
            if !is_in(at!(performance)) {
                None
            } else if is_in(at!(performance.projects)) {
                Some(PROJECTS)
            } else if is_in(at!(performance.texts)) {
                Some(TEXTS)
            } else if [at!(performance.score_groups), at!(performance.score_items), at!(performance.deduction)]
                .into_iter()
                .any(is_in)
            {
                Some(SCORES)
            } else {
                Some(STATED)
            }
        }
        Source::Measure(key) if key.is_of_scores() => Some(SCORES),
        Source::Measure(key) if key.is_of_projects() => Some(PROJECTS),
        Source::Measure(_) => None,
        Source::Cell(_) => None,
    }
}

/// The project that a number belongs to: `/performance/projects/1/…` or `project.execution.1`.
fn project_of(source: &Source) -> Option<usize> {
    match source {
        Source::Entered(path) => path.row_in(&at!(performance.projects)),
        Source::Measure(key) => key.project().map(|row| row as usize),
        Source::Cell(_) => None,
    }
}

//! The tab of the report (报告): the outline at the left; at the right the chosen section as it will read, with the texts
//! that a person writes.

mod body;
mod glossary;
mod outline;
mod overview;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{Frame, Margin, Panel, Ui};

use crate::{
    at,
    derived::Derived,
    document::{Document, Kind, Path},
    figures::Source,
    report::{GlossaryTerm, Report, Topic, glossary_terms},
    ui::{
        Screen, View,
        command::places::Place,
        forms::{Page, key_step},
        state::current,
        theme,
    },
};

use outline::Outline;
pub(super) use outline::{SectionState, mark};

const OUTLINE_WIDTH: f32 = 290.0;
const LEAST_OUTLINE: f32 = 140.0;
const MARGIN: i8 = 12;
/// The key of “名词解释”.
const GLOSSARY: &str = "glossary";

/// What this tab remembers.
#[derive(Default)]
pub struct ReportTab {
    page: Page,
    outline: Outline,
    /// The key of the chosen topic; until chosen, the first one that a person writes something for.
    chosen: String,
    /// A text to go to the next time the tab is drawn.
    target: Option<Path>,
    /// The list whose button takes the keyboard the next time the tab is drawn.
    list: Option<Path>,
    /// The keyboard was in the text, not in the outline.
    is_in_text: bool,
    terms: Option<(Arc<Derived>, Vec<GlossaryTerm>)>,
}

impl Screen for ReportTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let derived = view.derived.clone();
        let report = &derived.report;
        self.go_to_target(report);
        let chosen = self.chosen_index(report);
        let by_key = key_step(ui).and_then(|step| chosen.checked_add_signed(step));
        // In a narrow window the text gets the greater part.
        let most = (ui.available_width() * 0.38).max(LEAST_OUTLINE);
        let panel =
            Panel::left("report outline").default_size(OUTLINE_WIDTH.min(most)).size_range(LEAST_OUTLINE..=most);
        let outcome = panel.show(ui, |ui| self.outline.ui(ui, view, report, chosen)).inner;
        let mut asked = outcome.chosen.or(by_key).filter(|asked| *asked < report.topics.len() && *asked != chosen);
        if outcome.goes_to_text {
            self.page.enter();
        }
        if let Some(topic) = report.topics.get(chosen).filter(|_| self.outline.has_focus()) {
            current::set_place(ui.ctx(), Place::Section(topic.key.clone(), None));
        }
        // What is typed in the text that is left is entered while it is still drawn.
        view.flush |= asked.is_some();
        if let Some(topic) = report.topics.get(chosen) {
            let margin = Margin { left: MARGIN, ..Margin::ZERO };
            let by_overview = Frame::new().inner_margin(margin).show(ui, |ui| self.text_ui(ui, view, report, topic));
            asked = asked.or(by_overview.inner);
        }
        self.is_in_text = self.page.has_keyboard() || (self.is_in_text && !self.outline.has_focus());
        if let Some(topic) = asked.and_then(|asked| report.topics.get(asked)) {
            self.chosen.clone_from(&topic.key);
            self.outline.follow();
            // Alt and an arrow lead from text to text; a section without one is seen from the outline.
            match (outcome.chosen, texts_of(topic).next()) {
                (None, Some(_)) if self.is_in_text => self.page.enter(),
                (None, None) if self.is_in_text => self.outline.enter(),
                _ => {}
            }
            ui.ctx().request_repaint();
        }
    }

    fn enter(&mut self) {
        if self.is_in_text {
            self.page.enter();
        } else {
            self.outline.enter();
        }
    }

    fn go_to(&mut self, source: &Source) -> bool {
        if let Source::Entered(path) = source {
            self.target = Some(*path);
        }
        self.target.is_some()
    }
}

impl ReportTab {
    /// Goes to where the row of a list stood: to its section and the button that adds such rows.
    pub fn show_gone(&mut self, place: Path, before: &Document) {
        let additions = at!(report.additions);
        let row = place.row_in(&additions);
        self.list = match row.and_then(|row| before.report.additions.get(row)) {
            Some(addition) => {
                (*addition.topic).clone_into(&mut self.chosen);
                Some(additions)
            }
            None => {
                GLOSSARY.clone_into(&mut self.chosen);
                Some(at!(report.glossary))
            }
        };
        self.outline.follow();
    }

    /// Chooses a section the next time the tab is drawn; the keyboard comes to the outline.
    pub fn show_section(&mut self, topic: &str) {
        topic.clone_into(&mut self.chosen);
        self.is_in_text = false;
        self.outline.follow();
    }

    /// Answers with the topic that is asked for.
    fn text_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, report: &Report, topic: &Topic) -> Option<usize> {
        let derived = view.derived.clone();
        if self.terms.as_ref().is_none_or(|(made_from, _)| !Arc::ptr_eq(made_from, &derived)) {
            self.terms = Some((derived.clone(), glossary_terms(&derived.figures, report)));
        }
        let terms = self.terms.as_ref().map(|(_, terms)| terms.as_slice()).unwrap_or_default();
        let mut asked = None;
        let mut chosen = None;
        let list = self.list.take();
        self.page.show(ui, &format!("report {}", topic.key), false, |page, ui| {
            ui.add_space(theme::GRID / 2.0);
            asked = body::body_ui(page, ui, view, report, topic, terms, list);
            chosen = overview::overview_ui(ui, view, report, topic);
        });
        if let Some(path) = asked {
            self.target = Some(path);
            ui.ctx().request_repaint();
        }
        chosen
    }

    fn chosen_index(&self, report: &Report) -> usize {
        let chosen = report.topics.iter().position(|topic| topic.key == self.chosen);
        // The heading of a part has nothing below it: an empty page would be a poor beginning.
        let first = || report.topics.iter().position(|topic| texts_of(topic).next().is_some());
        chosen.or_else(first).unwrap_or(0)
    }

    /// Chooses the topic of the text that one was sent to.
    fn go_to_target(&mut self, report: &Report) {
        let Some(target) = self.target.take() else { return };
        let found = topic_of(report, target);
        if let Some((topic, text)) = found {
            self.chosen.clone_from(&topic.key);
            self.outline.follow();
            self.page.go_to(text);
        }
    }
}

/// The texts that are written here. Names and dates, too, are written by a person, but once for the whole report.
fn texts_of(topic: &Topic) -> impl Iterator<Item = Path> {
    let is_long = |path: &&Path| matches!(Document::kind_at(**path), Some(Kind::LongText));
    topic.texts.iter().filter(is_long).copied()
}

/// The topic in which a text is written, and its field: the place itself, or the first one in that row.
fn topic_of(report: &Report, place: Path) -> Option<(&Topic, Path)> {
    // The term of an explanation has a field beside its text.
    let is_term = place.starts_with(&at!(report)) && place.last_field() == Some("term");
    report.topics.iter().find_map(|topic| {
        let is_beside = |text: &Path| place.starts_with(&at!(report)) && text.parent() == place.parent();
        let text = texts_of(topic).find(|text| text.starts_with(&place) || is_beside(text))?;
        Some((topic, if is_term { place } else { text }))
    })
}

/// Whether a text is written in this tab, whatever tab is its home.
pub(super) fn shows(report: &Report, path: Path) -> bool {
    topic_of(report, path).is_some()
}

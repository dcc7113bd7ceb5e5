//! What belongs to the one document that is open, and the ways to its places.

use std::sync::Arc;

use egui::{Context, Rect};

use crate::{
    at,
    derived::Derived,
    document::{Document, Path, PathStep},
    figures::{CellKey, Figures, Source},
    session::{Session, StepSummary},
    ui::{
        Desk, Tab,
        command::{self, Possible, places::Place},
        dialogs::Dialog,
        forms::published_place,
        panels::find::Find,
        state::{current, finding_walk::FindingWalk},
        tabs::Tabs,
    },
};

use super::{checking::Checked, comparing::Compared, importing::Imported, read_only::ReadOnly};

/// What belongs to one open document and to no other: replaced whole when another one is opened.
#[derive(Default)]
pub(super) struct Opened {
    /// Without a document, the welcome page is shown.
    pub is_open: bool,
    /// Counts the documents that were opened: what a page remembers of one, such as how far it was scrolled, is not
    /// for the next.
    pub number: u64,
    pub tabs: Tabs,
    pub tab: Tab,
    pub find: Option<Find>,
    pub walk: FindingWalk,
    pub explained: Option<AskedNumber>,
    /// Where the number stood whose explanation lies over the page.
    pub card: Option<Rect>,
    /// Why the content can't be changed.
    pub read_only: Option<ReadOnly>,
    /// Hour and minute of the last save.
    pub saved_at: Option<String>,
    /// What is to be said instead of “已保存” when the next save has succeeded.
    pub after_next_save: Option<&'static str>,
    /// What a save has found is asked about when no other dialog is open.
    pub question_of_save: Option<Box<dyn Dialog>>,
    pub desk: Desk,
    /// The content whose signatures `desk` speaks of.
    pub standing_of: Option<Arc<Derived>>,
    pub compared: Compared,
    pub imported: Imported,
    pub checked: Checked,
}

/// A number that was asked about; shown until another cell becomes the current one.
pub(super) struct AskedNumber {
    pub source: Source,
    pub current: Option<Source>,
}

impl Opened {
    /// Another document is open: nothing of the former one's places holds any more.
    pub fn begin(&mut self, tabs: Tabs) {
        *self = Self { is_open: true, number: self.number + 1, tabs, ..Self::default() };
    }

    /// The document is closed, and no other one is open.
    pub fn close(&mut self) {
        *self = Self { number: self.number + 1, ..Self::default() };
    }

    /// Whether a page is shown, of the document or of what needs none; else the welcome page is.
    pub fn shows_page(&self) -> bool {
        self.is_open || !self.tab.needs_document()
    }

    /// What is possible now.
    pub fn possible(&self, session: &Session) -> Possible {
        let label = |change: Option<&StepSummary>| change.filter(|_| self.is_open).map(|change| change.label.clone());
        Possible {
            document: self.is_open,
            undo: label(session.next_undo()),
            redo: label(session.next_redo()),
            back: self.walk.has_origin(),
        }
    }

    /// The number that the right panel explains: the one asked about, or that of the current cell.
    pub fn explained(&mut self, context: &Context) -> Option<Source> {
        let current = current::get(context);
        if self.explained.as_ref().is_some_and(|explained| explained.current != current) {
            self.explained = None;
        }
        self.explained.as_ref().map(|explained| explained.source.clone()).or(current)
    }

    pub fn show_tab(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// Goes to a tab to work on it: the keyboard follows.
    pub fn enter_tab(&mut self, tab: Tab) {
        self.show_tab(tab);
        self.tabs.enter(tab);
    }

    /// The keyboard goes to the page.
    pub fn enter_page(&mut self) {
        self.tabs.enter(self.tab);
    }

    /// The tab `step` places further in the list, round at the ends; those that the menu “文件” leads to stand aside.
    pub fn turn_tab(&mut self, step: isize, figures: &Figures) {
        let groups = command::listed(self.tab, figures);
        let listed: Vec<Tab> = groups.flat_map(|group| group.pages).flat_map(|page| page.views).copied().collect();
        let to = match listed.iter().position(|tab| *tab == self.tab) {
            Some(at) => (at + listed.len()).saturating_add_signed(step) % listed.len(),
            None => 0,
        };
        self.enter_tab(listed[to]);
    }

    pub fn show_source(&mut self, derived: &Derived, source: &Source) {
        let tab = match source {
            Source::Entered(path) => self.tab.for_path(*path, derived),
            source => Tab::of_source(source, &derived.figures),
        };
        self.show_tab(tab);
        self.tabs.go_to(tab, source);
    }

    /// Goes to what is no number: a chart, a section of the report.
    pub fn show_place(&mut self, place: &Place) {
        if let Some(tab) = self.tabs.show_place(place) {
            self.enter_tab(tab);
        }
    }

    /// After undo and redo of a change of `before`: the place, or the row that is left near it.
    pub fn show_changed(&mut self, session: &Session, place: Option<Path>, before: &Document) {
        // A note that comes or goes is seen where it is; nobody has to go anywhere.
        let Some(mut place) = place.filter(|place| !place.starts_with(&at!(review))) else { return };
        if let Some(row) = place.row_in(&at!(published)) {
            return self.show_published(session.derived(), row, before);
        }
        if place.starts_with(&at!(report)) && gone_row(session.document(), place).is_some() {
            self.show_tab(Tab::Report);
            return self.tabs.show_gone_text(place, before);
        }
        if !place.steps().is_empty() {
            self.show_tab(self.tab.for_path(place, session.derived()));
        }
        let document = session.document();
        match gone_row(document, place) {
            // The keyboard stays in the list, even when nothing is left of it.
            Some(row) => place = row,
            None => {
                while document.entry(place).is_none() && !place.steps().is_empty() {
                    place = first_value(document, place).unwrap_or_else(|| place.parent());
                }
            }
        }
        if !place.steps().is_empty() {
            self.tabs.go_to(self.tab, &Source::Entered(place));
        }
    }
}

impl Opened {
    /// A published total is seen in “附表”, below the sums of a list, and in “报告上印的数”: it stays where one is. One that is
    /// gone has its cell in “报告上印的数” still.
    fn show_published(&mut self, derived: &Derived, row: usize, before: &Document) {
        let now = derived.document().published.get(row);
        let entry = now.or_else(|| before.published.get(row));
        let Some(cell) = entry.and_then(|entry| entry.cell.parse::<CellKey>().ok()) else { return };
        if self.tab == Tab::Tables {
            return self.tabs.go_to(self.tab, &Source::Cell(cell));
        }
        let place = at!(published[row].amount);
        let place = if now.is_some() { place } else { published_place(&derived.figures, cell).unwrap_or(place) };
        self.show_tab(self.tab.for_path(place, derived));
        self.tabs.go_to(self.tab, &Source::Entered(place));
    }
}

/// The place, if its row is no longer there; the row itself, when the list it was in is gone with a row above.
fn gone_row(document: &Document, place: Path) -> Option<Path> {
    let steps = place.steps();
    let mut rows = steps.iter().enumerate().filter_map(|(at, step)| match step {
        PathStep::Row(row) => Some((at, *row as usize)),
        PathStep::Field(_) => None,
    });
    let (at, _) = rows.clone().find(|(at, row)| {
        let list = (at + 1..steps.len()).fold(place, |path, _| path.parent()).parent();
        document.row_count(list).is_none_or(|count| *row >= count)
    })?;
    let is_innermost = rows.next_back().is_some_and(|(last, _)| last == at);
    Some(if is_innermost { place } else { (at + 1..steps.len()).fold(place, |path, _| path.parent()) })
}

/// The first value inside a record or row that exists.
fn first_value(document: &Document, place: Path) -> Option<Path> {
    let mut found = None;
    document.walk(&mut |path, _, _| {
        if found.is_none() && path.starts_with(&place) {
            found = Some(path);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_one_document_is_left_for_the_next() {
        let mut opened = Opened::default();
        opened.begin(Tabs::default());
        opened.find = Some(Find::open());
        opened.card = Some(Rect::NOTHING);
        opened.tab = Tab::Preview;
        opened.saved_at = Some("14:03".to_owned());
        opened.after_next_save = Some("已签批并保存");
        opened.desk.opening_line = Some("编制已签批".to_owned());
        let number = opened.number;
        opened.begin(Tabs::default());
        assert!(opened.is_open && opened.number > number && opened.tab == Tab::Unit);
        assert!(opened.find.is_none() && opened.card.is_none() && opened.saved_at.is_none());
        assert!(opened.after_next_save.is_none() && opened.desk.opening_line.is_none());
        opened.close();
        assert!(!opened.is_open);
    }
}

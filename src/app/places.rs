//! 到某一处：tabs, cells and findings.

use egui::{Context, Rect, Vec2, vec2};

use crate::{
    at,
    document::{Document, Path, Step},
    figures::Source,
    rules::Finding,
    ui::{
        Tab,
        command::places::Place,
        state::{current, finding_walk::place_of},
    },
};

use super::{App, Explained};

/// About as large as a number.
const CLICKED: Vec2 = vec2(90.0, 24.0);

impl App {
    pub(super) fn show_tab(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// Goes to a tab to work on it: the keyboard follows.
    pub(super) fn enter_tab(&mut self, tab: Tab) {
        self.show_tab(tab);
        self.tabs.enter(tab);
    }

    /// The tab `step` places further, round at the ends.
    pub(super) fn turn_tab(&mut self, step: isize) {
        let count = Tab::ALL.len();
        let at = Tab::ALL.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        let to = (at + count).saturating_add_signed(step) % count;
        self.enter_tab(Tab::ALL[to]);
    }

    pub(super) fn show_source(&mut self, source: &Source) {
        let derived = self.session.derived();
        let tab = match source {
            Source::Entered(path) => self.tab.for_path(*path, derived),
            source => Tab::of_source(source, &derived.figures),
        };
        self.show_tab(tab);
        self.tabs.go_to(tab, source);
    }

    /// Goes to what is no number: a chart, a section of the report.
    pub(super) fn show_place(&mut self, place: &Place) {
        if let Some(tab) = self.tabs.show_place(place) {
            self.enter_tab(tab);
        }
    }

    /// After undo and redo: the place, or the row that is left near it.
    pub(super) fn show_changed(&mut self, place: Option<Path>) {
        // A note that comes or goes is seen where it is; nobody has to go anywhere.
        let Some(mut place) = place.filter(|place| !place.starts_with(&at!(review))) else { return };
        if !place.steps().is_empty() {
            self.show_tab(self.tab.for_path(place, self.session.derived()));
        }
        let document = self.session.document();
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

    pub(super) fn walk_findings(&mut self, step: isize, context: &Context) {
        let derived = self.session.derived().clone();
        let here = (self.tab, current::get(context));
        match self.walk.go(step, &derived, here).cloned() {
            Some(finding) => self.show_finding(&finding),
            None if derived.review.findings.is_empty() => self.say("没有发现问题"),
            None => self.say("没有待处理的问题，其余已说明"),
        }
    }

    pub(super) fn show_finding_at(&mut self, index: usize, context: &Context) {
        let derived = self.session.derived().clone();
        let here = (self.tab, current::get(context));
        if let Some(finding) = self.walk.show(index, &derived, here).cloned() {
            self.show_finding(&finding);
        }
    }

    fn show_finding(&mut self, finding: &Finding) {
        let derived = self.session.derived().clone();
        match place_of(&derived, finding) {
            Some(place) => self.show_source(&place),
            None => self.show_tab(Tab::Review),
        }
    }

    pub(super) fn back_from_finding(&mut self) {
        let Some((tab, source)) = self.walk.back() else { return };
        self.show_tab(tab);
        if let Some(source) = source {
            self.tabs.go_to(tab, &source);
        }
    }

    pub(super) fn explain(&mut self, source: Source, context: &Context) {
        self.explained = Some(Explained { source, current: current::get(context) });
        self.show_explanation(context);
    }

    /// In the panel where it is open; else over the page, so that what was clicked stays where it was.
    pub(super) fn show_explanation(&mut self, context: &Context) {
        if !self.is_folded(context) {
            return;
        }
        let clicked = context.input(|input| input.pointer.interact_pos().filter(|_| input.pointer.any_click()));
        let clicked = clicked.map(|at| Rect::from_center_size(at, CLICKED));
        self.card = clicked.or_else(|| focused_rect(context)).or(Some(Rect::NOTHING));
    }

    /// The number that the right panel explains: the one asked about, or that of the current cell.
    pub(super) fn explained(&mut self, context: &Context) -> Option<Source> {
        let current = current::get(context);
        if self.explained.as_ref().is_some_and(|explained| explained.current != current) {
            self.explained = None;
        }
        self.explained.as_ref().map(|explained| explained.source.clone()).or(current)
    }
}

/// Of what has the keyboard, where that is no more than some lines.
pub(super) fn focused_rect(context: &Context) -> Option<Rect> {
    let focused = context.memory(|memory| memory.focused())?;
    let rect = context.read_response(focused)?.rect;
    (rect.height() < 4.0 * CLICKED.y).then_some(rect)
}

/// The place, if its row is no longer there; the row itself, when the list it was in is gone with a row above.
fn gone_row(document: &Document, place: Path) -> Option<Path> {
    let steps = place.steps();
    let mut rows = steps.iter().enumerate().filter_map(|(at, step)| match step {
        Step::Row(row) => Some((at, *row as usize)),
        Step::Field(_) => None,
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

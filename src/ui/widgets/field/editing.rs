//! A visit to a field: what stood there, what is typed, and what of it is in the document by now.
//!
//! Prose goes into the document while it is typed, one step to undo for what is typed without a pause; any other value
//! when the field is left, and until then into the recovery copy only.

use std::{ops::Range, time::Duration};

use egui::{
    Event, Id, TextBuffer, Ui,
    text::{CCursorRange, CharIndex},
    text_edit::TextEditState,
};

use crate::{
    document::{Axis, Document, Edit, Entry, Kind, Path},
    session::TypingRun,
    storage::Pending,
    ui::{Command, View, state::pending, widgets::prose::Prose},
};

use super::form::edited_text;

/// Prose is entered so many seconds after the first key that is not, however fast one goes on.
const ENTER_AFTER: f64 = 0.5;
/// So many seconds without a key end what is undone as one.
const PAUSE: f64 = 1.5;

/// The field that has the keyboard.
pub(super) struct FieldEditing {
    pub path: Path,
    pub buffer: Prose,
    pub has_focus: bool,
    kind: Kind,
    /// What the field held when the visit began.
    original: String,
    /// The text as it was loaded or entered last.
    entered: String,
    /// How the document says it: without blanks at the end, an amount as it is read.
    in_document: String,
    run: TypingRun,
    is_entered_once: bool,
    /// When the first key came that is not entered, and when the last one did.
    changed_at: Option<f64>,
    last_key: f64,
    /// The characters that are still the input method's.
    composing: Option<Range<usize>>,
    selected: Option<CCursorRange>,
    /// The pass in which it was drawn last.
    pass: Option<u64>,
}

impl FieldEditing {
    pub fn of(path: Path, kind: Kind, text: Prose) -> Self {
        let stored = text.stored();
        Self {
            path,
            buffer: text,
            has_focus: false,
            kind,
            original: stored.clone(),
            entered: stored.clone(),
            in_document: stored,
            run: TypingRun::begin(),
            is_entered_once: false,
            changed_at: None,
            last_key: f64::NEG_INFINITY,
            composing: None,
            selected: None,
            pass: None,
        }
    }

    fn is_prose(&self) -> bool {
        matches!(self.kind, Kind::LongText)
    }

    /// Is there text that is not entered yet?
    pub fn is_changed(&self) -> bool {
        self.buffer.stored() != self.entered
    }

    /// The text without what an input method has not turned into words yet.
    fn words(&self) -> String {
        match &self.composing {
            None => self.buffer.stored(),
            Some(letters) => {
                let mut words = self.buffer.clone();
                words.delete_char_range(CharIndex(letters.start)..CharIndex(letters.end));
                words.stored()
            }
        }
    }

    /// Whether the visit still lasts: the page was drawn with the field all the time.
    pub fn goes_on(&self, ui: &Ui) -> bool {
        let pass = ui.ctx().cumulative_pass_nr();
        self.pass.is_none_or(|seen| seen + 2 >= pass)
    }

    /// The field has the keyboard again: the cursor is where it was.
    pub fn come_back(&mut self, ui: &Ui, id: Id) {
        let clicked = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
        if !std::mem::replace(&mut self.has_focus, true)
            && !clicked
            && let Some(selected) = self.selected
        {
            let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
            state.cursor.set_char_range(Some(selected));
            state.store(ui.ctx(), id);
        }
    }

    /// The cursor was put elsewhere while the field was without the keyboard.
    pub fn forget_cursor(&mut self) {
        self.selected = None;
    }

    /// Follows the document where something else than typing has changed it.
    pub fn follow(&mut self, ui: &Ui, view: &View<'_>, id: Id, kind: Kind) {
        let text = edited_text(view.document, view.derived, self.path, kind);
        let stored = text.stored();
        if stored != self.in_document {
            if self.is_changed() {
                self.in_document = stored;
                return;
            }
            if self.is_prose() {
                super::quote::put_cursor(ui, id, behind_change(self.buffer.as_str(), text.as_str()));
            }
            let before = std::mem::replace(self, Self::of(self.path, kind, text));
            (self.has_focus, self.pass) = (before.has_focus, before.pass);
        } else if !self.is_changed()
            && self.composing.is_none()
            && let Some(renewed) = self.buffer.renewed(view.derived)
        {
            self.buffer = renewed;
        }
    }

    /// Goes on with what a recovery copy has kept.
    pub fn take_up(&mut self, ui: &Ui, id: Id, kept: &Pending) {
        self.buffer = self.buffer.with_text(kept.texts.get(pending::TEXT).map_or("", String::as_str));
        self.last_key = ui.input(|input| input.time);
        let end = self.buffer.length();
        let (start, end) = kept.selected.unwrap_or((end, end));
        pending::select(ui.ctx(), id, (start, end));
    }

    /// Takes over what was typed.
    pub fn typed(&mut self, ui: &Ui, view: &mut View<'_>, text: Prose) {
        let (now, is_pasted) = ui.input(|input| {
            (input.time, input.events.iter().any(|event| matches!(event, Event::Paste(_) | Event::Cut)))
        });
        if self.is_prose() && (is_pasted || now - self.last_key > PAUSE) {
            self.enter(view);
            self.run = TypingRun::begin();
        }
        self.buffer = text;
        self.last_key = if is_pasted { f64::NEG_INFINITY } else { now };
    }

    /// After the field was drawn.
    pub fn seen(&mut self, ui: &Ui, id: Id, has_focus: bool) {
        self.pass = Some(ui.ctx().cumulative_pass_nr());
        if has_focus {
            self.composing = pending::composing(ui.ctx(), id, self.buffer.as_str());
            self.selected = TextEditState::load(ui.ctx(), id).and_then(|state| state.cursor.char_range());
        }
    }

    /// Prose goes into the document while it is typed.
    pub fn keep_up(&mut self, ui: &Ui, view: &mut View<'_>) {
        if !self.is_prose() || self.words() == self.entered {
            self.changed_at = None;
            return;
        }
        let now = ui.input(|input| input.time);
        let left = *self.changed_at.get_or_insert(now) + ENTER_AFTER - now;
        if left > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
        } else {
            self.enter(view);
        }
    }

    /// What is not entered goes into the recovery copy.
    pub fn report(&self, ui: &Ui, id: Id) {
        if self.is_changed() {
            pending::report(ui.ctx(), self.path, &self.buffer.stored(), id);
        }
    }

    /// Enters what was typed, if it changed anything; the visit may go on.
    pub fn enter(&mut self, view: &mut View<'_>) {
        let words = self.words();
        if words == self.entered {
            return;
        }
        self.changed_at = None;
        let edit = Edit::typed(self.path, &words, view.document.unit_at(self.path));
        self.entered = words;
        if is_unchanged(view.document, &edit) {
            return;
        }
        if let Ok(after) = view.document.apply(&edit) {
            self.in_document = edited_text(&after, view.derived, self.path, self.kind).stored();
        }
        self.is_entered_once = true;
        view.commands.push(Command::Typed(edit, self.run));
        let axis = match self.kind {
            Kind::Functional => Axis::Functional,
            Kind::Economic => Axis::Economic,
            _ => return,
        };
        if let Some(note) = view.derived.figures.book.code_with_name(axis, &self.entered) {
            view.commands.push(Command::Status(note.sentence));
        }
    }

    /// Takes back what was typed in this visit. Prose that is in the document by now can be had again by undoing this.
    pub fn restore(mut self, view: &mut View<'_>) {
        let edit = Edit::type_text(self.path, &self.original, view.document.unit_at(self.path));
        if !self.is_prose() {
            if self.is_entered_once {
                view.commands.push(Command::Typed(edit, self.run));
            }
            return;
        }
        self.enter(view);
        if self.entered != self.original {
            let label = format!("放弃 {} 的改写", Document::field_at(self.path).map_or("文字", |field| field.label));
            view.commands.push(Command::Edit(Edit::Many { label, edits: vec![edit] }));
            view.commands.push(Command::Status("已恢复为进入这里之前的文字；按 Ctrl+Z 可找回刚才写的".to_owned()));
        }
    }
}

fn is_unchanged(document: &Document, edit: &Edit) -> bool {
    match edit {
        Edit::Set { entry, path } => {
            let current: Option<Entry> = document.entry(*path);
            Some(entry) == current.as_ref() && document.unreadable_text(*path).is_none()
        }
        _ => false,
    }
}

/// Where the cursor is expected after a text was changed by undoing: behind what differs.
fn behind_change(before: &str, after: &str) -> usize {
    let length = after.chars().count();
    let same_start = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let same_end = before.chars().rev().zip(after.chars().rev()).take_while(|(a, b)| a == b).count();
    (length - same_end.min(length)).max(same_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stands_behind_what_was_undone() {
        assert_eq!(behind_change("总工会新增", "总工会"), 3);
        assert_eq!(behind_change("总工会", "总工会新增"), 5);
        assert_eq!(behind_change("甲XY乙", "甲乙"), 1);
        assert_eq!(behind_change("甲乙", "甲XY乙"), 3);
        assert_eq!(behind_change("aaa", "aa"), 2);
        assert_eq!(behind_change("甲", ""), 0);
    }
}

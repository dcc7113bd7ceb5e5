//! The text of the current cell: as in the document, or as it is being typed.

use std::ops::Range;

use egui::{
    Context, Id,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
};

use crate::{document::Path, session::TypingRun, ui::state::pending};

use super::sheet::{Position, Sheet};

/// How the current cell takes keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Entered: the whole text is selected, arrows go to other cells.
    #[default]
    Ready,
    /// Being typed over: arrows enter the text and go on.
    Typing,
    /// Inside the text (F2 or a click): arrows move the text cursor.
    InText,
}

#[derive(Default)]
pub(super) struct CellText {
    pub mode: Mode,
    pub buffer: String,
    /// The cell that the text belongs to and what it said before typing.
    loaded: Option<(Position, String)>,
    visit: Option<Visit>,
    /// The characters that are still an input method's.
    composing: Option<Range<usize>>,
    /// What was selected while the text had the keyboard.
    selected: Option<CCursorRange>,
}

/// A visit to a cell whose text was entered for a command and goes on being edited: one step to undo.
struct Visit {
    run: TypingRun,
    /// What the document says of the cell from then on.
    expected: String,
    /// The document does not know of it before the next frame.
    is_new: bool,
}

impl CellText {
    /// Is there text that is not entered yet?
    pub fn is_typing(&self) -> bool {
        self.loaded.as_ref().is_some_and(|(_, text)| *text != self.buffer)
    }

    /// The value that is being typed into and not entered yet.
    pub fn typed_path(&self, sheet: &Sheet<'_>) -> Option<Path> {
        let (position, _) = self.loaded.as_ref().filter(|_| self.mode != Mode::Ready && self.is_typing())?;
        sheet.path(*position)
    }

    /// The cell that is being edited, where its text may be entered as it is: an input method's letters may not.
    pub fn edited_cell(&self) -> Option<Position> {
        let is_edited = self.mode != Mode::Ready && self.composing.is_none();
        self.loaded.as_ref().filter(|_| is_edited).map(|(position, _)| *position)
    }

    /// The visit to the cell, if its text was entered before.
    pub fn run(&self) -> Option<TypingRun> {
        self.visit.as_ref().map(|visit| visit.run)
    }

    /// What the document was expected to say of the cell that is visited.
    pub fn expected(&self) -> Option<String> {
        self.visit.as_ref().map(|visit| visit.expected.clone())
    }

    /// Ends typing; the cell and its words if they changed. Letters that are no words yet are left out.
    pub fn finish(&mut self) -> Option<(Position, String)> {
        self.mode = Mode::Ready;
        self.visit = None;
        let (position, before) = self.loaded.take()?;
        let letters = self.composing.take();
        let words = letters.map_or_else(|| self.buffer.clone(), |letters| pending::without(&self.buffer, &letters));
        (words != before).then_some((position, words))
    }

    /// Goes on with a text that was entered.
    pub fn stay(&mut self, position: Position, mode: Mode, run: TypingRun, expected: String) {
        self.mode = mode;
        self.loaded = Some((position, self.buffer.clone()));
        self.visit = Some(Visit { run, expected, is_new: true });
    }

    /// Throws away what was typed.
    pub fn restore(&mut self) {
        self.mode = Mode::Ready;
        self.loaded = None;
        self.visit = None;
    }

    /// Goes on with what a recovery copy has kept.
    pub fn take_up(&mut self, text: &str, at: Position, sheet: &Sheet<'_>) {
        self.loaded = Some((at, sheet.edit_text(at)));
        text.clone_into(&mut self.buffer);
        self.mode = Mode::InText;
        self.selected = None;
    }

    /// Becomes the text of the current cell: as typed while typing, otherwise as in the document. True when it is
    /// another one than before.
    pub fn load(&mut self, at: Position, sheet: &Sheet<'_>) -> bool {
        if self.mode != Mode::Ready && self.loaded.as_ref().is_some_and(|(position, _)| *position == at) {
            let is_typing = self.is_typing();
            let is_as_entered = |visit: &mut Visit| {
                std::mem::take(&mut visit.is_new) || is_typing || visit.expected == sheet.edit_text(at)
            };
            // Undoing changes it under the text that is still there.
            if self.visit.as_mut().is_none_or(is_as_entered) {
                return false;
            }
        }
        self.visit = None;
        self.mode = Mode::Ready;
        let text = sheet.edit_text(at);
        let is_same = self.loaded.as_ref().is_some_and(|(position, before)| *position == at && *before == text);
        if is_same && self.buffer == text {
            return false;
        }
        self.buffer.clone_from(&text);
        self.loaded = Some((at, text));
        true
    }

    /// The text field of the cell: what is still an input method's, what is selected.
    pub fn look_at_field(&mut self, context: &Context, field: Id) {
        self.composing = pending::composing(context, field, &self.buffer);
        self.selected = TextEditState::load(context, field).and_then(|text| text.cursor.char_range());
    }

    /// Selects what was selected before a dialog took the keyboard.
    pub fn select_again(&self, context: &Context, field: Id) {
        if let Some(selected) = self.selected {
            let mut text = TextEditState::load(context, field).unwrap_or_default();
            text.cursor.set_char_range(Some(selected));
            text.store(context, field);
        }
    }

    /// Selects the whole text, so that typing replaces it.
    pub fn select_all(&self, context: &Context, field: Id) {
        put_cursor(context, field, CCursorRange::two(CCursor::default(), self.end()));
    }

    /// Puts the text cursor behind the text.
    pub fn go_to_end(&self, context: &Context, field: Id) {
        put_cursor(context, field, CCursorRange::one(self.end()));
    }

    fn end(&self) -> CCursor {
        CCursor::end_of_str(&self.buffer)
    }
}

/// Sets the text cursor in a new state: undo inside the text must not bring back another cell's text.
pub(super) fn put_cursor(context: &Context, field: Id, range: CCursorRange) {
    let mut text = TextEditState::default();
    text.cursor.set_char_range(Some(range));
    text.store(context, field);
}

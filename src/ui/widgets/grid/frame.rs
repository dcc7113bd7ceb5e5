//! A grid in one frame: what it shows, what it remembers, where it asks for changes; arriving at a cell and entering
//! what was typed.

use std::sync::Arc;

use egui::{Id, Ui};

use crate::{
    document::{Document, Edit},
    figures::Figures,
    session::TypingRun,
    storage::PastedHeading,
    ui::{Command, View, state::pending},
};

use super::{
    model::GridModel,
    sheet::{Block, Position, RowKind, Sheet},
    state::GridState,
};

pub(super) struct Frame<'a> {
    pub state: &'a mut GridState,
    pub sheet: Sheet<'a>,
    pub document: &'a Arc<Document>,
    pub figures: &'a Figures,
    pub commands: &'a mut Vec<Command>,
    /// What pasted columns were said to be.
    pub remembered: &'a [PastedHeading],
    pub id: Id,
    /// The text field of the current cell.
    pub cell_id: Id,
    /// The current cell had the keyboard when the frame began.
    pub had_keyboard: bool,
}

impl<'a> Frame<'a> {
    /// `None` where there is no cell.
    pub fn of(ui: &Ui, view: &'a mut View<'_>, state: &'a mut GridState, model: &'a dyn GridModel) -> Option<Self> {
        let (document, derived) = (view.document, view.derived);
        let sheet = Sheet { model, document, codes: view.codes, marks: view.marks, read_only: view.read_only };
        let id = ui.make_persistent_id(("grid", model.name()));
        let cell_id = id.with("cell");
        let is_empty = sheet.row_total() == 0 || sheet.column_total() == 0;
        if is_empty {
            return None;
        }
        let (figures, commands) = (&derived.figures, &mut *view.commands);
        let remembered = view.pasted;
        let had_keyboard = ui.memory(|memory| memory.has_focus(cell_id));
        Some(Self { state, sheet, document, figures, commands, remembered, id, cell_id, had_keyboard })
    }

    /// The current cell.
    pub fn at(&self) -> Position {
        self.state.cursor.at(&self.sheet)
    }

    /// The selected cells.
    pub fn block(&self) -> Block {
        self.state.cursor.block(&self.sheet)
    }

    /// Begins at the first cell to be filled, or goes where someone was sent by [`GridState::go_to`].
    pub fn arrive(&mut self) {
        self.state.cursor.start(&self.sheet);
        if let Some(place) = self.state.target.take().and_then(|target| self.sheet.find(&target)) {
            self.state.cursor.tab_column = None;
            self.move_to(place);
        }
    }

    /// Makes another cell the current one, after entering what was typed.
    pub fn move_to(&mut self, to: Position) {
        self.enter();
        self.state.cursor.go_to(to);
        self.state.focus();
    }

    /// Enters what was typed, if it changed anything.
    pub fn enter(&mut self) {
        let run = self.state.text.run();
        self.enter_in(run);
    }

    /// Enters what was typed if a command needs it, while the text goes on being edited.
    pub fn enter_for_command(&mut self, needs_text: bool) {
        if !needs_text {
            return;
        }
        let mode = self.state.text.mode;
        let Some(position) = self.state.text.edited_cell() else { return self.state.picker.close() };
        let run = self.state.text.run().unwrap_or_else(TypingRun::begin);
        let expected_before = self.state.text.expected();
        let before = self.commands.len();
        self.enter_in(Some(run));
        let entered = self.commands[before..].iter().find_map(Command::edit);
        let expected = match (entered, expected_before) {
            (Some(edit), _) => self.sheet.text_after(edit, position),
            (None, Some(expected)) => expected,
            (None, None) => self.sheet.edit_text(position),
        };
        self.state.text.stay(position, mode, run, expected);
    }

    /// What is entered in one run is one step to undo.
    fn enter_in(&mut self, run: Option<TypingRun>) {
        self.state.picker.close();
        let Some((position, words)) = self.state.text.finish() else { return };
        let sheet = &self.sheet;
        let Some(path) = sheet.path(position) else { return };
        let edit = Edit::typed(path, &words, sheet.unit());
        let is_unchanged = matches!(&edit, Edit::Set { entry, .. }
            if *entry == sheet.entry(path) && sheet.document.unreadable_text(path).is_none());
        if !is_unchanged {
            if let RowKind::New(row) = sheet.row_kind(position.row) {
                self.state.cursor.begin_row(row);
            }
            let edit = sheet.in_existing_row(edit, position);
            self.commands.push(match run {
                Some(run) => Command::Typed(edit, run),
                None => Command::Edit(edit),
            });
        }
        if let Some(note) = sheet.code_with_name(path, &words) {
            self.commands.push(Command::Status(note.sentence));
        }
    }

    /// Throws away what was typed.
    pub fn restore(&mut self) {
        self.state.picker.close();
        self.state.text.restore();
    }

    /// Makes ready the text of the current cell, or goes on with what a recovery copy has kept of it.
    pub fn load_text(&mut self, ui: &Ui) {
        let (at, context) = (self.at(), ui.ctx());
        if self.state.text.load(at, &self.sheet) {
            self.state.text.select_all(context, self.cell_id);
        }
        let Some(path) = self.sheet.path(at) else { return };
        if (self.had_keyboard || self.state.keyboard.is_asked_for())
            && let Some(kept) = pending::claim(context, path)
        {
            let text = kept.texts.get(pending::TEXT).map_or("", String::as_str);
            self.state.text.take_up(text, at, &self.sheet);
            self.state.scroll.aim_at_current();
            let end = text.chars().count();
            pending::select(context, self.cell_id, kept.selected.unwrap_or((end, end)));
        }
    }
}

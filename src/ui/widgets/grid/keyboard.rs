//! Who has the keyboard: when the current cell asks for it, what happens when it is lost, how Tab comes and goes.

use egui::{FocusDirection, Id, Rect, Sense, Ui, vec2};

use crate::ui::{
    command::places::Place,
    state::{current, pending},
};

use super::{frame::Frame, text::Mode};

/// A dialog that just closed refuses the keyboard to what was below it for a frame.
const TRIES: u8 = 3;

/// Who had the keyboard when the grid was drawn last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Focus {
    #[default]
    Elsewhere,
    /// The current cell.
    Here,
    /// A dialog has taken it from text that is being typed: who answers comes back to the text.
    InDialog,
}

#[derive(Default)]
pub(super) struct GridKeyboard {
    pub focus: Focus,
    /// Frames in which it is still asked for.
    tries: u8,
}

impl GridKeyboard {
    /// The current cell asks for the keyboard.
    pub fn ask(&mut self) {
        self.tries = TRIES;
    }

    pub fn is_asked_for(&self) -> bool {
        self.tries > 0
    }
}

/// Invisible stops of the Tab key before and behind the grid.
///
/// They lead to the current cell and out of the grid again, past the lines between the columns, which egui_table makes
/// stops of the Tab key too.
pub(super) struct Doors {
    before: Id,
    behind: Id,
}

impl Doors {
    pub fn of(grid: Id) -> Self {
        Self { before: grid.with("before"), behind: grid.with("behind") }
    }

    /// After Tab in the last cell (`forward`) or Shift+Tab in the first: on to the neighbour of the grid.
    pub fn leave(&self, ui: &Ui, forward: Option<bool>) {
        let Some(forward) = forward else { return };
        let (door, direction) = match forward {
            true => (self.behind, FocusDirection::Next),
            false => (self.before, FocusDirection::Previous),
        };
        ui.memory_mut(|memory| {
            memory.request_focus(door);
            memory.move_focus(direction);
        });
    }

    pub fn before_ui(&self, ui: &Ui, frame: &mut Frame<'_>) {
        door_ui(ui, self.before, frame);
    }

    pub fn behind_ui(&self, ui: &Ui, frame: &mut Frame<'_>) {
        door_ui(ui, self.behind, frame);
    }
}

/// Someone who comes through a door is led to the current cell.
fn door_ui(ui: &Ui, door: Id, frame: &mut Frame<'_>) {
    let place = Rect::from_min_size(ui.cursor().min, vec2(0.0, 0.0));
    let had_focus = ui.memory(|memory| memory.has_focus(door));
    let gained = ui.interact(place, door, Sense::FOCUSABLE).has_focus();
    if had_focus && gained {
        frame.state.focus();
        ui.ctx().request_repaint();
    }
}

impl Frame<'_> {
    /// Gives the keyboard to the live cell where that is due; enters the text of a cell that lost it.
    pub fn keep_keyboard(&mut self, ui: &Ui) {
        let pointer_busy = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
        if self.state.paste.is_some() {
            ui.memory_mut(|memory| memory.surrender_focus(self.cell_id));
        } else if self.state.keyboard.is_asked_for() {
            self.ask_for_keyboard(ui, pointer_busy);
        }
        let before = self.state.keyboard.focus;
        let is_here = ui.memory(|memory| memory.has_focus(self.cell_id));
        let in_dialog = ui.memory(|memory| memory.top_modal_layer().is_some());
        let is_left = match before {
            Focus::Here => true,
            Focus::InDialog => !self.state.keyboard.is_asked_for(),
            Focus::Elsewhere => false,
        };
        if !is_here && !in_dialog && is_left {
            self.enter();
            if ui.memory(|memory| memory.focused().is_some()) {
                self.state.cursor.leave_begun_row();
            }
            ui.ctx().request_repaint();
        }
        if is_here {
            self.state.text.look_at_field(ui.ctx(), self.cell_id);
            self.tell_current(ui);
        }
        if is_here && before != Focus::Here && !pointer_busy {
            self.state.scroll.aim_at_current();
        }
        let is_away = (before == Focus::InDialog || in_dialog) && self.state.text.mode != Mode::Ready;
        self.state.keyboard.focus = match is_away {
            _ if is_here => Focus::Here,
            true => Focus::InDialog,
            false => Focus::Elsewhere,
        };
    }

    fn ask_for_keyboard(&mut self, ui: &Ui, pointer_busy: bool) {
        let has_focus = ui.memory(|memory| memory.has_focus(self.cell_id));
        // Asked for only when needed: asking interrupts the input method.
        if !has_focus {
            ui.memory_mut(|memory| memory.request_focus(self.cell_id));
            if self.state.text.mode == Mode::Ready {
                self.state.text.select_all(ui.ctx(), self.cell_id);
            }
            ui.ctx().request_repaint();
        }
        // The release of the button would take the keyboard away again.
        if !pointer_busy {
            self.state.keyboard.tries = if has_focus { 0 } else { self.state.keyboard.tries - 1 };
        }
    }

    /// What the explanation and the notes are about.
    pub fn tell_current(&self, ui: &Ui) {
        current::set(ui.ctx(), self.sheet.cell(self.at()).source());
        if let Some(row) = self.state.cursor.whole_row(&self.sheet) {
            current::set_place(ui.ctx(), Place::Number(row.into()));
        }
    }

    /// What is being typed is told to whoever keeps the recovery copy; the selection is added up for the status line.
    pub fn report(&mut self, ui: &Ui) {
        if let Some(path) = self.state.text.typed_path(&self.sheet) {
            pending::report(ui.ctx(), path, &self.state.text.buffer, self.cell_id);
        }
        self.state.summed.update(self.block(), self.document, &self.sheet);
    }
}

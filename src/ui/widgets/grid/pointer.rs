//! What the pointer does: a press makes a cell the current one and selects as far as it is drawn; the right button
//! opens the menu.

use egui::{Pos2, Ui};

use super::{frame::Frame, sheet::Block};

/// What happened to a painted cell, or to the number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    /// Pressed, to be the current cell.
    Pressed,
    /// Pressed with Shift, or reached by the pressed pointer: the selection goes up to it.
    Widened,
    /// The right button: the menu opens.
    Menu,
}

/// Where the pointer is, as when the right button is released.
pub(super) fn position(ui: &Ui) -> Option<Pos2> {
    ui.input(|input| input.pointer.latest_pos())
}

impl Frame<'_> {
    /// Does what the pointer asks for; where it asks for the menu.
    pub fn follow_pointer(&mut self, ui: &Ui, touched: Option<(Block, Touch)>) -> Option<Pos2> {
        let mut menu_at = None;
        match touched {
            Some((block, Touch::Pressed)) => {
                self.press(&block);
                self.state.cursor.drags = true;
            }
            Some((block, Touch::Widened)) => {
                if self.state.text.is_typing() {
                    self.enter();
                }
                self.state.cursor.select_to(block.end(), &self.sheet);
                self.state.keyboard.ask();
            }
            Some((block, Touch::Menu)) => {
                let selected = self.block();
                let is_selected =
                    selected.contains(block.corner()) && (block.is_single() || selected.columns == block.columns);
                if !is_selected {
                    self.press(&block);
                }
                menu_at = position(ui);
            }
            None => {}
        }
        if !ui.input(|input| input.pointer.primary_down()) {
            self.state.cursor.drags = false;
        }
        menu_at
    }

    /// Makes a cell the current one, or the first of a row that is selected as a whole.
    fn press(&mut self, block: &Block) {
        self.move_to(block.corner());
        self.state.cursor.tab_column = None;
        if !block.is_single() {
            self.state.cursor.select_block(block);
        }
    }
}

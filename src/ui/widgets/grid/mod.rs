//! The grid: a spreadsheet over a list of the document or over a fixed table.
//!
//! The current cell is always a live text field, so that an input method works from the first key; all others are
//! painted, and only those in sight are asked for. Every change is an [`Edit`](crate::document::Edit) in the queue.
//!
//! A frame is the list of steps in [`grid`]. They are methods of `Frame`, which holds what they share: what is shown
//! (`Sheet`), what is remembered ([`GridState`]), the queue of commands. What a step tells a later one
//! is handed on as a value; what the next frame must know stands in the part of the state that owns it.

mod act;
mod cursor;
mod decimals;
mod edit;
mod frame;
mod header;
mod hint;
mod keyboard;
mod keys;
mod live;
mod menu;
mod model;
mod paint;
mod paste;
mod pointer;
mod refusal;
mod scroll;
mod sheet;
mod state;
mod sum;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod tsv;

use egui::{Rect, Ui};

use crate::ui::View;

pub use model::{Content, FixedGrid, GridCell, GridColumn, GridModel, ListGrid};
pub use paint::finding_corner;
pub use sheet::{Block, Position};
pub use state::GridState;
pub use sum::SelectionSummary;

use frame::Frame;
use keyboard::Doors;

/// How a grid is placed.
#[derive(Clone, Copy, Debug, Default)]
pub struct GridSize {
    /// The height; as many rows as there are, 16 at most, when not given.
    pub height: Option<f32>,
}

/// Draws a grid and does what keys and pointer ask of it: one frame, in this order. Answers with the place where the
/// current cell was drawn, if it is in sight.
pub fn grid(
    ui: &mut Ui,
    view: &mut View<'_>,
    state: &mut GridState,
    model: &dyn GridModel,
    size: GridSize,
) -> Option<Rect> {
    let needs_text = view.flush;
    let mut frame = Frame::of(ui, view, state, model)?;
    let doors = Doors::of(frame.id);

    frame.arrive();
    frame.enter_for_command(needs_text);
    let asked = frame.take_keys(ui);
    doors.leave(ui, asked.leaves);
    doors.before_ui(ui, &mut frame);
    frame.load_text(ui);
    let found = frame.draw(ui, size.height);
    let pointed = frame.follow_pointer(ui, found.touched);
    frame.beside_cell_ui(ui, found.current);
    doors.behind_ui(ui, &mut frame);
    frame.ask_about_paste(ui);
    frame.open_menu(ui, pointed.or(found.menu_at), asked.menu, found.current);
    frame.keep_keyboard(ui);
    frame.report(ui);
    found.current
}

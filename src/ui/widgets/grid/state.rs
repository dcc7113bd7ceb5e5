//! What a grid remembers from frame to frame.

use egui::{Event, Vec2};

use crate::{figures::Source, ui::widgets::picker::Picker};

use super::{
    cursor::Cursor,
    decimals::Decimals,
    keyboard::{Focus, GridKeyboard},
    paste::PendingPaste,
    scroll::Scroll,
    sheet::Position,
    sum::{SelectionSummary, Summed},
    text::CellText,
};

/// One for each grid of a tab.
#[derive(Default)]
pub struct GridState {
    /// Where to go in the next frame.
    pub(super) target: Option<Source>,
    pub(super) cursor: Cursor,
    pub(super) text: CellText,
    pub(super) keyboard: GridKeyboard,
    pub(super) scroll: Scroll,
    pub(super) picker: Picker,
    /// A paste about which the person is asked.
    pub(super) paste: Option<PendingPaste>,
    pub(super) copied: Option<CopiedBlock>,
    /// Keys that came in the same frame as an entry and must find it done.
    pub(super) waiting: Vec<Event>,
    /// The cell about which it was said that it can't be typed into: it is said once.
    pub(super) refused: Option<Position>,
    pub(super) decimals: Decimals,
    pub(super) drawn: Drawn,
    pub(super) summed: Summed,
}

/// What was copied here last.
pub(super) struct CopiedBlock {
    pub text: String,
    /// The names of its columns.
    pub columns: Vec<String>,
}

/// What the next frame must know of the last one.
#[derive(Default)]
pub(super) struct Drawn {
    pub size: Vec2,
    /// Of all columns together.
    pub width: Option<f32>,
    /// How many rows were in sight.
    pub rows: usize,
}

impl GridState {
    /// Goes to a value (or derived figure) and makes it the current cell. A grid that does not show it stays as it is,
    /// so all grids of a tab may be asked.
    pub fn go_to(&mut self, place: impl Into<Source>) {
        self.target = Some(place.into());
    }

    /// Takes the keyboard and brings the current cell into sight.
    pub fn focus(&mut self) {
        self.scroll.aim_at_current();
        self.keyboard.ask();
    }

    /// Does its current cell have the keyboard?
    pub fn has_focus(&self) -> bool {
        self.keyboard.focus == Focus::Here
    }

    /// Number and sum of the selected cells, as of the last frame.
    pub fn selection_summary(&self) -> SelectionSummary {
        self.summed.summary
    }
}

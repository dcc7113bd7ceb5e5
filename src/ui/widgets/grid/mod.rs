//! 表格录入：a spreadsheet over a list of the document or over a fixed table.
//!
//! The current cell is always a live text field, so that an input method works from the first key; all others are
//! painted, and only those in sight are asked for. Every change is an [`Edit`](crate::document::Edit) in the queue.

mod act;
mod edit;
mod header;
mod keys;
mod live;
mod menu;
mod model;
mod paint;
mod paste;
mod preview;
mod refusal;
mod sheet;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod tsv;

use egui::{FocusDirection, Id, Rect, Sense, Ui, UiBuilder, pos2, text_edit::TextEditState, vec2};

use crate::ui::{
    View,
    command::places::Place,
    state::{current, pending},
    theme,
};

pub use model::{Cell, Column, Content, FixedGrid, GridModel, ListGrid};
pub use paint::finding_corner;
pub use paste::{Change, ChangeKind, PastePlan, plan_paste, refuse_paste};
pub use sheet::{Block, Position};
pub use state::{GridState, SelectionSummary};

use sheet::Sheet;
use state::FOCUS_TRIES;

/// A grid without a height of its own shows at most so many rows before it scrolls.
const ROWS_BEFORE_SCROLLING: usize = 16;

/// How a grid is placed.
#[derive(Clone, Copy, Debug, Default)]
pub struct GridSize {
    /// The height; as many rows as there are, 16 at most, when not given.
    pub height: Option<f32>,
}

/// Draws a grid as high as its rows, up to a limit.
pub fn grid(ui: &mut Ui, view: &mut View<'_>, state: &mut GridState, model: &dyn GridModel) {
    grid_sized(ui, view, state, model, GridSize::default());
}

/// Draws a grid of a given size.
pub fn grid_sized(ui: &mut Ui, view: &mut View<'_>, state: &mut GridState, model: &dyn GridModel, size: GridSize) {
    let document = view.document;
    let sheet = Sheet { model, document, codes: view.codes, marks: view.marks, read_only: view.read_only };
    if sheet.row_total() == 0 || sheet.column_total() == 0 {
        return;
    }
    let id = ui.make_persistent_id(("grid", model.name()));
    let cell_id = id.with("cell");
    let focused = ui.memory(|memory| memory.has_focus(cell_id));

    state.start(&sheet);
    state.follow_target(&sheet, view.commands);
    if view.flush {
        state.enter_and_stay(&sheet, view.commands);
    }
    if focused {
        refusal::refuse_typing(ui, state, &sheet, view);
    }
    if !focused {
        state.deferred.clear();
    } else if state.pending_paste.is_none() {
        state.take_keys(ui.ctx(), &sheet, view);
    }
    let doors = Doors::new(id);
    doors.leave(ui, state);
    doors.ui(ui, doors.before, state);
    state.load(&sheet);
    if (focused || state.want_focus > 0)
        && let Some(kept) = sheet.path(state.at(&sheet)).and_then(|path| pending::claim(ui.ctx(), path))
    {
        let text = kept.texts.get(pending::TEXT).map_or("", String::as_str);
        state.take_up(text, &sheet);
        let end = text.chars().count();
        pending::select(ui.ctx(), cell_id, kept.selected.unwrap_or((end, end)));
        state.selected = None;
    }
    state.begin_drawing(&sheet);

    let height = size.height.unwrap_or_else(|| natural_height(ui, state, &sheet));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    // A panel that opens beside the grid must not hide the current cell.
    if std::mem::replace(&mut state.size, rect.size()) != rect.size() && focused {
        state.scroll = true;
    }
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("table", model.name())));
    if sheet.row_total() <= ROWS_BEFORE_SCROLLING && rect.bottom() > ui.clip_rect().bottom() + 1.0 {
        // The bar would be drawn at the edge of the page, above the last row that is seen.
        let scroll = &mut inner.spacing_mut().scroll;
        (scroll.bar_width, scroll.floating_width) = (0.0, 0.0);
    }
    table::table_ui(&mut inner, id, cell_id, state, &sheet, view.commands);
    if state.live_rect.is_none() {
        hidden_cell_ui(&mut inner, cell_id, state, &sheet);
    } else if let Some(cell) = state.live_rect
        && let Some(value) = state.picker.ui(ui, id.with("list"), cell)
    {
        state.buffer = value;
        state.mode = state::Mode::Typing;
        state.enter(&sheet, view.commands);
        state.want_focus = FOCUS_TRIES;
    }
    doors.ui(ui, doors.behind, state);
    if let Some(pending) = state.pending_paste.take() {
        preview::preview_ui(ui, id.with("paste"), pending, state, &sheet, view.commands);
    }
    menu::open_ui(ui, state, &sheet, view);
    keep_focus(ui, cell_id, state, &sheet, view);
    if let Some(path) = state.typed_path(&sheet) {
        pending::report(ui.ctx(), path, &state.buffer, cell_id);
    }
    state.sum_up(&sheet, document);
}

/// Invisible stops of the Tab key before and behind the grid.
///
/// They lead to the current cell and out of the grid again, past the lines between the columns, which egui_table makes
/// stops of the Tab key too.
struct Doors {
    before: Id,
    behind: Id,
}

impl Doors {
    fn new(id: Id) -> Self {
        Self { before: id.with("before"), behind: id.with("behind") }
    }

    /// After Tab in the last cell or Shift+Tab in the first: on to the neighbour of the grid.
    fn leave(&self, ui: &Ui, state: &mut GridState) {
        let Some(forward) = state.leaving.take() else { return };
        let (door, direction) = match forward {
            true => (self.behind, FocusDirection::Next),
            false => (self.before, FocusDirection::Previous),
        };
        ui.memory_mut(|memory| {
            memory.request_focus(door);
            memory.move_focus(direction);
        });
    }

    /// Someone who comes through a door is led to the current cell.
    fn ui(&self, ui: &Ui, door: Id, state: &mut GridState) {
        let place = Rect::from_min_size(ui.cursor().min, vec2(0.0, 0.0));
        let had_focus = ui.memory(|memory| memory.has_focus(door));
        let gained = ui.interact(place, door, Sense::FOCUSABLE).has_focus();
        if had_focus && gained {
            state.focus();
            ui.ctx().request_repaint();
        }
    }
}

/// Gives the keyboard to the live cell where that is due; enters the text of a cell that lost it.
fn keep_focus(ui: &Ui, id: Id, state: &mut GridState, sheet: &Sheet<'_>, view: &mut View<'_>) {
    let pointer_busy = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    if state.pending_paste.is_some() {
        ui.memory_mut(|memory| memory.surrender_focus(id));
    } else if state.want_focus > 0 {
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        // Asked for only when needed: asking interrupts the input method.
        if !has_focus {
            ui.memory_mut(|memory| memory.request_focus(id));
            state.select_text = state.mode == state::Mode::Ready;
            ui.ctx().request_repaint();
        }
        // The release of the button would take the keyboard away again.
        if !pointer_busy {
            state.want_focus = if has_focus { 0 } else { state.want_focus - 1 };
        }
    }
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    // Who answers a dialog comes back to the text.
    let in_dialog = ui.memory(|memory| memory.top_modal_layer().is_some());
    if !has_focus && !in_dialog && (state.has_focus || (state.is_away && state.want_focus == 0)) {
        state.enter(sheet, view.commands);
        if ui.memory(|memory| memory.focused().is_some()) {
            state.begun = None;
        }
        ui.ctx().request_repaint();
    }
    state.is_away = !has_focus && (state.is_away || in_dialog) && state.mode != state::Mode::Ready;
    if has_focus {
        state.composing = pending::composing(ui.ctx(), id, &state.buffer);
        state.selected = TextEditState::load(ui.ctx(), id).and_then(|text| text.cursor.char_range());
        tell_current(ui, state, sheet);
    }
    if has_focus && !state.has_focus && !pointer_busy {
        state.scroll = true;
    }
    state.has_focus = has_focus;
}

/// What the explanation and the notes are about.
fn tell_current(ui: &Ui, state: &GridState, sheet: &Sheet<'_>) {
    current::set(ui.ctx(), sheet.cell(state.at(sheet)).source());
    if let Some(row) = state.whole_row(sheet) {
        current::set_place(ui.ctx(), Place::Number(row.into()));
    }
}

/// The live cell while its row is scrolled out of sight: it keeps the keyboard, and typing scrolls back to it.
fn hidden_cell_ui(ui: &mut Ui, id: Id, state: &mut GridState, sheet: &Sheet<'_>) {
    let place = Rect::from_min_size(pos2(-10_000.0, -10_000.0), vec2(100.0, theme::ROW_HEIGHT));
    let mut hidden = ui.new_child(UiBuilder::new().max_rect(place).id_salt("hidden"));
    hidden.set_clip_rect(Rect::NOTHING);
    live::live_cell_ui(&mut hidden, id, place, state, sheet);
    state.live_rect = None;
}

fn natural_height(ui: &Ui, state: &GridState, sheet: &Sheet<'_>) -> f32 {
    let rows = sheet.row_total().min(ROWS_BEFORE_SCROLLING) as f32;
    let columns = sheet.model.columns();
    // Columns may have been drawn wider, and a bar at the right takes room.
    let width = state.width.unwrap_or_else(|| table::width(sheet));
    let beside = if sheet.row_total() > ROWS_BEFORE_SCROLLING { theme::scroll_bar_room(ui) } else { 0.0 };
    let scrolls = width > ui.available_width() - beside;
    let bar = if scrolls { theme::scroll_bar_room(ui) } else { 1.0 };
    header::height(ui, columns) + rows * theme::ROW_HEIGHT + bar
}

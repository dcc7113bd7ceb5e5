//! The cells on egui_table: frozen header and columns, row numbers at the left of a list.

use egui::{Align2, Id, IdMap, Rangef, Role, Sense, Ui, WidgetInfo};
use egui_table::{CellInfo, HeaderCellInfo, PrefetchInfo, Table, TableDelegate, TableState};

use crate::ui::{Command, theme};

use super::{
    header, live, menu,
    model::Content,
    paint::{self, Touch},
    sheet::{Block, Position, RowKind, Sheet},
    state::{FOCUS_TRIES, GridState},
};

/// Width of the row numbers.
const GUTTER_WIDTH: f32 = 36.0;
/// A column can be drawn as narrow and as wide as this.
const COLUMN_WIDTHS: Rangef = Rangef { min: 32.0, max: 800.0 };

/// The width of all columns together.
pub(super) fn width(sheet: &Sheet<'_>) -> f32 {
    let gutter = if sheet.model.list().is_some() { GUTTER_WIDTH } else { 0.0 };
    gutter + sheet.model.columns().iter().map(|column| column.width).sum::<f32>()
}

/// Frozen columns take at most this share of the width.
const MOST_FROZEN: f32 = 0.6;
/// Frames in which the current cell is brought into sight.
const SCROLL_TRIES: u8 = 12;

/// Columns that stay, as long as they leave room for the others to scroll.
fn frozen_count(ui: &Ui, sheet: &Sheet<'_>) -> usize {
    let most = MOST_FROZEN * ui.available_width();
    let mut width = if sheet.model.list().is_some() { GUTTER_WIDTH } else { 0.0 };
    let fits = |column: &&super::Column| {
        width += column.width;
        column.frozen && width <= most
    };
    sheet.model.columns().iter().take_while(fits).count()
}

/// Draws the table and follows the pointer.
pub(super) fn table_ui(
    ui: &mut Ui,
    id: Id,
    cell_id: Id,
    state: &mut GridState,
    sheet: &Sheet<'_>,
    commands: &mut Vec<Command>,
) {
    let gutter = usize::from(sheet.model.list().is_some());
    let frozen = frozen_count(ui, sheet);
    let mut table = Table::new()
        .id_salt(id)
        .num_rows(sheet.row_total() as u64)
        .num_sticky_cols(gutter + frozen)
        .columns(columns(ui, id, gutter, sheet))
        .headers(header::rows(ui, sheet.model.columns(), gutter));
    // While the button is down, cells must not move away from under the pointer.
    let pointer_down = ui.input(|input| input.pointer.any_down());
    if !pointer_down && std::mem::take(&mut state.scroll) {
        state.scroll_tries = SCROLL_TRIES;
    }
    if state.scroll_tries > 0 {
        let to = state.selection.map_or_else(|| state.at(sheet), |(_, head)| sheet.clamp(head));
        table = table.scroll_to_row(to.row as u64, None);
        if to.column >= frozen {
            table = table.scroll_to_column(gutter + to.column, None);
        }
    }
    let at = state.at(sheet);
    let block = state.block(sheet);
    let mut delegate = Delegate { sheet, cell_id, gutter, at, block, state, touched: None };
    table.show(ui, &mut delegate);
    let touched = delegate.touched;
    let drawn = TableState::load(ui.ctx(), TableState::id(ui, egui::IdSalt::new(id)));
    state.width = drawn.map(|drawn| drawn.col_widths.values().sum());
    scroll_on(ui, state);
    follow_pointer(ui, state, sheet, commands, touched);
}

/// The columns for egui_table. Their widths are stored beforehand: it would otherwise size them by the cells in sight.
fn columns(ui: &Ui, id: Id, gutter: usize, sheet: &Sheet<'_>) -> Vec<egui_table::Column> {
    let widths: Vec<f32> = std::iter::repeat_n(GUTTER_WIDTH, gutter)
        .chain(sheet.model.columns().iter().map(|column| column.width))
        .collect();
    let columns: Vec<egui_table::Column> =
        widths.iter().map(|width| egui_table::Column::new(*width).range(COLUMN_WIDTHS)).collect();
    let state_id = TableState::id(ui, egui::IdSalt::new(id));
    if TableState::load(ui.ctx(), state_id).is_none() {
        let mut col_widths = IdMap::default();
        for (index, column) in columns.iter().enumerate() {
            col_widths.insert(column.id_for(index), column.current);
        }
        TableState { col_widths, parent_width: None }.store(ui.ctx(), state_id);
    }
    columns
}

/// Scroll bars that appear take room: what was scrolled into sight before may lie below them.
fn scroll_on(ui: &Ui, state: &mut GridState) {
    let pass = ui.ctx().cumulative_pass_nr();
    if pass > state.drawn_pass + 1 {
        state.settling = SCROLL_TRIES;
    }
    state.drawn_pass = pass;
    state.settling = state.settling.saturating_sub(1);
    if std::mem::take(&mut state.in_sight) && state.settling == 0 {
        state.scroll_tries = 0;
    } else if state.scroll_tries > 0 {
        state.scroll_tries -= 1;
        ui.ctx().request_repaint();
    }
}

/// A press makes a cell the current one; the pressed pointer selects as far as it goes.
fn follow_pointer(
    ui: &Ui,
    state: &mut GridState,
    sheet: &Sheet<'_>,
    commands: &mut Vec<Command>,
    touched: Option<(Block, Touch)>,
) {
    match touched {
        Some((block, Touch::Pressed)) => {
            state.move_to(block.corner(), sheet, commands);
            state.tab_column = None;
            state.scroll_tries = 0;
            state.pointer_selects = true;
            if !block.is_single() {
                let end = Position { row: block.rows.end - 1, column: block.columns.end - 1 };
                state.selection = Some((block.corner(), end));
            }
        }
        Some((block, Touch::Widened)) => {
            if state.is_typing() {
                state.enter(sheet, commands);
            }
            let anchor = state.selection.map_or_else(|| state.at(sheet), |(anchor, _)| anchor);
            let head = Position { row: block.rows.end - 1, column: block.columns.end - 1 };
            state.selection = Some((anchor, head));
            state.want_focus = FOCUS_TRIES;
        }
        Some((block, Touch::Menu)) => {
            let selected = state.block(sheet);
            let is_selected =
                selected.contains(block.corner()) && (block.is_single() || selected.columns == block.columns);
            if !is_selected {
                state.move_to(block.corner(), sheet, commands);
                state.tab_column = None;
                if !block.is_single() {
                    let end = Position { row: block.rows.end - 1, column: block.columns.end - 1 };
                    state.selection = Some((block.corner(), end));
                }
            }
            state.menu_at = menu::pointer(ui);
        }
        None => {}
    }
    if !ui.input(|input| input.pointer.primary_down()) {
        state.pointer_selects = false;
    }
}

struct Delegate<'a> {
    sheet: &'a Sheet<'a>,
    cell_id: Id,
    gutter: usize,
    at: Position,
    block: Block,
    state: &'a mut GridState,
    touched: Option<(Block, Touch)>,
}

impl Delegate<'_> {
    fn gutter_ui(&mut self, ui: &mut Ui, row: usize) {
        let rect = ui.max_rect();
        let palette = theme::palette(ui);
        let chosen = self.state.has_focus && self.block.rows.contains(&row);
        ui.painter().rect_filled(rect, 0.0, if chosen { palette.selection } else { palette.panel });
        let line = egui::Stroke::new(1.0, palette.line);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
        ui.painter().vline(rect.right() - 0.5, rect.y_range(), line);
        let text = match self.sheet.row_kind(row) {
            RowKind::Entry(row) => (row + 1).to_string(),
            RowKind::New(_) => "新".to_owned(),
            RowKind::Footer(_) => String::new(),
        };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, &text, theme::table_font(false), palette.weak_text);
        let response = ui.interact(rect, ui.scope_id().with("row"), Sense::CLICK);
        let name = || format!("{} 选择行 {text}", self.sheet.model.name());
        response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, name()));
        if let (RowKind::Entry(row), Some(list)) = (self.sheet.row_kind(row), self.sheet.model.list()) {
            paint::row_mark(ui, rect, &list.row(row).into(), &response, self.sheet);
        }
        let (pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
        if response.secondary_clicked() {
            let block = Block { rows: row..row + 1, columns: 0..self.sheet.column_total() };
            self.touched = Some((block, Touch::Menu));
        } else if response.clicked() || (pressed && response.is_pointer_button_down_on()) {
            let block = Block { rows: row..row + 1, columns: 0..self.sheet.column_total() };
            self.touched = Some((block, if shift { Touch::Widened } else { Touch::Pressed }));
        }
    }
}

impl TableDelegate for Delegate<'_> {
    fn prepare(&mut self, info: &PrefetchInfo) {
        let rows = info.visible_rows.end.saturating_sub(info.visible_rows.start);
        self.state.visible_rows = usize::try_from(rows).unwrap_or(1).saturating_sub(1);
    }

    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let columns = self.sheet.model.columns();
        let is_group = cell.row_nr == 0 && !header::groups(columns).is_empty();
        let range = cell.col_range.start.checked_sub(self.gutter).map(|start| start..cell.col_range.end - self.gutter);
        header::header_ui(ui, columns, range, is_group);
    }

    fn default_row_height(&self) -> f32 {
        theme::ROW_HEIGHT
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let row = usize::try_from(cell.row_nr).unwrap_or(usize::MAX);
        let Some(column) = cell.col_nr.checked_sub(self.gutter) else { return self.gutter_ui(ui, row) };
        let position = Position { row, column };
        if position == self.at && !ui.is_sizing_pass() {
            let rect = ui.max_rect();
            self.state.in_sight = ui.clip_rect().expand(1.0).contains_rect(rect);
            live::live_cell_ui(ui, self.cell_id, rect, self.state, self.sheet);
            if self.state.pointer_selects && self.state.selection.is_some() && ui.rect_contains_pointer(rect) {
                self.touched = Some((Block::between(position, position), Touch::Widened));
            }
            return;
        }
        let selected = self.block.contains(position) && !self.block.is_single();
        if let Some(touch) = paint::cell_ui(ui, position, self.state, self.sheet, selected) {
            self.touched = Some((Block::between(position, position), touch));
        }
    }
}

/// Decimals of amounts, so that the points of a column stand under each other.
impl GridState {
    pub(super) fn begin_drawing(&mut self, sheet: &Sheet<'_>) {
        self.live_rect = None;
        let unit = sheet.unit();
        if self.decimals_unit != Some(unit) || self.decimals.len() != sheet.column_total() {
            self.decimals_unit = Some(unit);
            let shown = |column: &super::Column| if column.content == Content::Money { 2 } else { 0 };
            self.decimals = sheet.model.columns().iter().map(shown).collect();
        }
    }

    /// Decimals that a column leaves room for.
    pub(super) fn decimals(&self, column: usize) -> usize {
        self.decimals.get(column).copied().unwrap_or(0)
    }

    /// Makes room for an amount; room is never taken back, so that a column does not jump while scrolling.
    pub(super) fn note_decimals(&mut self, column: usize, decimals: usize) {
        if let Some(shown) = self.decimals.get_mut(column) {
            *shown = (*shown).max(decimals);
        }
    }
}

//! The cells on egui_table: frozen header and columns, row numbers at the left of a list.

use egui::{Align2, Id, IdMap, Pos2, Rangef, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};
use egui_table::{CellInfo, HeaderCellInfo, PrefetchInfo, Table, TableDelegate, TableState};

use crate::ui::theme;

use super::{
    frame::Frame,
    header, live, paint,
    pointer::Touch,
    sheet::{Block, Position, RowKind, Sheet},
};

/// A grid without a height of its own shows at most so many rows before it scrolls.
const ROWS_BEFORE_SCROLLING: usize = 16;

/// Width of the row numbers.
const GUTTER_WIDTH: f32 = 36.0;
/// A column can be drawn as narrow and as wide as this.
const COLUMN_WIDTHS: Rangef = Rangef { min: 32.0, max: 800.0 };

/// The width of all columns together.
fn width(sheet: &Sheet<'_>) -> f32 {
    let gutter = if sheet.model.list().is_some() { GUTTER_WIDTH } else { 0.0 };
    gutter + sheet.model.columns().iter().map(|column| column.width).sum::<f32>()
}

/// Frozen columns take at most this share of the width.
const MOST_FROZEN: f32 = 0.6;

/// Columns that stay, as long as they leave room for the others to scroll.
fn frozen_count(ui: &Ui, sheet: &Sheet<'_>) -> usize {
    let most = MOST_FROZEN * ui.available_width();
    let mut width = if sheet.model.list().is_some() { GUTTER_WIDTH } else { 0.0 };
    let fits = |column: &&super::GridColumn| {
        width += column.width;
        column.frozen && width <= most
    };
    sheet.model.columns().iter().take_while(fits).count()
}

/// What the cells found out while they were drawn.
#[derive(Default)]
pub(super) struct Found {
    /// Where the current cell is, if it was drawn.
    pub current: Option<Rect>,
    /// The whole current cell is in sight.
    in_sight: bool,
    pub touched: Option<(Block, Touch)>,
    /// The right button was released on the current cell.
    pub menu_at: Option<Pos2>,
}

impl Frame<'_> {
    /// Draws the header and the cells as high as the rows, up to a limit: this height, or so many rows that a page keeps
    /// its form.
    pub fn draw(&mut self, ui: &mut Ui, height: Option<f32>) -> Found {
        self.state.decimals.begin(&self.sheet);
        let rows = self.sheet.row_total();
        let height = match height {
            // The rules between the columns would run on below the last row.
            Some(most) => most.min(self.height_of(ui, rows)),
            None => self.height_of(ui, rows.min(ROWS_BEFORE_SCROLLING)),
        };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        // A panel that opens beside the grid must not hide the current cell.
        if std::mem::replace(&mut self.state.drawn.size, rect.size()) != rect.size() && self.had_keyboard {
            self.state.scroll.aim_at_current();
        }
        let name = self.sheet.model.name();
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("table", name)));
        if self.sheet.row_total() <= ROWS_BEFORE_SCROLLING && rect.bottom() > ui.clip_rect().bottom() + 1.0 {
            // The bar would be drawn at the edge of the page, above the last row that is seen.
            let scroll = &mut inner.spacing_mut().scroll;
            (scroll.bar_width, scroll.floating_width) = (0.0, 0.0);
        }
        let found = self.table_ui(&mut inner);
        if self.state.scroll.end(ui.ctx().cumulative_pass_nr(), found.in_sight) {
            ui.ctx().request_repaint();
        }
        found
    }

    /// The height in which so many rows are seen.
    fn height_of(&self, ui: &Ui, rows: usize) -> f32 {
        let sheet = &self.sheet;
        // Columns may have been drawn wider, and a bar at the right takes room.
        let width = self.state.drawn.width.unwrap_or_else(|| width(sheet));
        let beside = if sheet.row_total() > rows { theme::scroll_bar_room(ui) } else { 0.0 };
        let scrolls = width > ui.available_width() - beside;
        let bar = if scrolls { theme::scroll_bar_room(ui) } else { 1.0 };
        header::height(ui, sheet.model.columns()) + rows as f32 * theme::ROW_HEIGHT + bar
    }

    fn table_ui(&mut self, ui: &mut Ui) -> Found {
        let sheet = &self.sheet;
        let gutter = usize::from(sheet.model.list().is_some());
        let frozen = frozen_count(ui, sheet);
        let mut table = Table::new()
            .id_salt(self.id)
            .num_rows(sheet.row_total() as u64)
            .num_sticky_cols(gutter + frozen)
            .columns(columns(ui, self.id, gutter, sheet))
            .headers(header::rows(ui, sheet.model.columns(), gutter));
        if self.state.scroll.begin(ui.input(|input| input.pointer.any_down())) {
            let to = self.state.cursor.head(sheet);
            table = table.scroll_to_row(to.row as u64, None);
            if to.column >= frozen {
                table = table.scroll_to_column(gutter + to.column, None);
            }
        }
        let (at, block) = (self.at(), self.block());
        let mut delegate = Delegate { frame: self, gutter, at, block, found: Found::default() };
        table.show(ui, &mut delegate);
        let found = delegate.found;
        let drawn = TableState::load(ui.ctx(), TableState::id(ui, egui::IdSalt::new(self.id)));
        self.state.drawn.width = drawn.map(|drawn| drawn.col_widths.values().sum());
        found
    }
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

struct Delegate<'f, 'a> {
    frame: &'f mut Frame<'a>,
    gutter: usize,
    at: Position,
    block: Block,
    found: Found,
}

impl Delegate<'_, '_> {
    fn gutter_ui(&mut self, ui: &mut Ui, row: usize) {
        let rect = ui.max_rect();
        let palette = theme::palette(ui);
        let sheet = &self.frame.sheet;
        let chosen = self.frame.state.has_focus() && self.block.rows.contains(&row);
        ui.painter().rect_filled(rect, 0.0, if chosen { palette.selection } else { palette.panel });
        let line = egui::Stroke::new(1.0, palette.line);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
        ui.painter().vline(rect.right() - 0.5, rect.y_range(), line);
        let text = match sheet.row_kind(row) {
            RowKind::Entry(row) => (row + 1).to_string(),
            RowKind::New(_) => "新".to_owned(),
            RowKind::Footer(_) => String::new(),
        };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, &text, theme::table_font(false), palette.weak_text);
        let response = ui.interact(rect, ui.scope_id().with("row"), Sense::CLICK);
        let name = || format!("{} 选择行 {text}", sheet.model.name());
        response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, name()));
        if let (RowKind::Entry(row), Some(list)) = (sheet.row_kind(row), sheet.model.list()) {
            paint::row_mark(ui, rect, &list.row(row).into(), &response, sheet);
        }
        let (pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
        if response.secondary_clicked() {
            self.found.touched = Some((sheet.whole_row(row), Touch::Menu));
        } else if response.clicked() || (pressed && response.is_pointer_button_down_on()) {
            self.found.touched = Some((sheet.whole_row(row), if shift { Touch::Widened } else { Touch::Pressed }));
        }
    }
}

impl TableDelegate for Delegate<'_, '_> {
    fn prepare(&mut self, info: &PrefetchInfo) {
        let rows = info.visible_rows.end.saturating_sub(info.visible_rows.start);
        self.frame.state.drawn.rows = usize::try_from(rows).unwrap_or(1).saturating_sub(1);
    }

    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let columns = self.frame.sheet.model.columns();
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
            self.found.in_sight = ui.clip_rect().expand(1.0).contains_rect(rect);
            self.found.menu_at = live::live_cell_ui(ui, rect, self.frame);
            self.found.current = Some(rect);
            let cursor = &self.frame.state.cursor;
            if cursor.drags && cursor.has_selection() && ui.rect_contains_pointer(rect) {
                self.found.touched = Some((Block::between(position, position), Touch::Widened));
            }
            return;
        }
        let selected = self.block.contains(position) && !self.block.is_single();
        if let Some(touch) = paint::cell_ui(ui, position, self.frame, selected) {
            self.found.touched = Some((Block::between(position, position), touch));
        }
    }
}

//! The tab of the tables (附表): all 13 as they are published, each number with its origin.

mod copy;
mod frame;
mod geometry;
mod keys;
mod progress;
mod published;
mod sheet;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{EventFilter, Id, Panel, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo};

use crate::{
    derived::Derived,
    figures::{CellKey, Source, T01, TableId},
    money::{AmountUnit, Money},
    tables::{self, Table, TableCell},
    templates::Profile,
    ui::{
        Command, Screen, View,
        command::{MenuLine, context_menu::NOTE, places::Place},
        state::{current, pending},
        theme,
        widgets::{
            grid::{Block, Position},
            in_sight::keep_focus_in_sight,
        },
    },
};

use geometry::Geometry;
use keys::Action;
use progress::{TableProgress, progress_by_table};
use published::{Publishing, TypingOutcome};
use sheet::{Drawn, Sheet, Touch};

const LIST_WIDTH: f32 = 236.0;
/// Room below the table: notes, the current cell, keys.
const FOOT_LINES: usize = 2;

/// The table on screen, made anew only after an edit.
struct Shown {
    made_from: Arc<Derived>,
    table: Table,
    geometry: Geometry,
    progress_by_table: [TableProgress; 14],
}

/// What this tab remembers.
pub struct TablesTab {
    chosen: TableId,
    shown: Option<Shown>,
    at: Position,
    /// The other corner of the selected block.
    anchor: Option<Position>,
    scroll: bool,
    wants_focus: bool,
    selecting: bool,
    visible_rows: usize,
    target: Option<CellKey>,
    publishing: Option<Publishing>,
    /// A key asked for the menu of the cell, whose place is known once it is drawn.
    wants_menu: bool,
    summary: Option<String>,
}

impl Default for TablesTab {
    fn default() -> Self {
        Self {
            chosen: T01,
            shown: None,
            at: Position::default(),
            anchor: None,
            scroll: false,
            wants_focus: true,
            selecting: false,
            visible_rows: 1,
            target: None,
            publishing: None,
            wants_menu: false,
            summary: None,
        }
    }
}

impl Screen for TablesTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let shown = match self.shown.take() {
            Some(shown) if shown.is_of(view.derived, self.chosen) => shown,
            _ => Shown::of(view.derived, self.chosen),
        };
        self.follow_target(&shown);
        if let Some(Source::Cell(key)) = shown.source(self.at)
            && let Some(text) = pending::claim_other(ui.ctx(), pending::PUBLISHED, &key.to_string())
        {
            self.publishing = Some(Publishing::new(view.document, *key).with_text(text));
        }
        let mut asked = None;
        let list = Panel::left("tables list").exact_size(LIST_WIDTH).resizable(false).show_separator_line(false);
        list.show(ui, |ui| asked = self.list_ui(ui, &view.derived.figures.profile, &shown.progress_by_table));
        ui.horizontal_top(|ui| {
            ui.add_space(theme::GRID);
            ui.vertical(|ui| self.table_ui(ui, view, &shown));
        });
        self.shown = Some(shown);
        if let Some(asked) = asked {
            self.choose(asked);
            ui.ctx().request_repaint();
        }
    }

    fn enter(&mut self) {
        self.wants_focus = true;
    }

    fn go_to(&mut self, source: &Source) -> bool {
        let Source::Cell(cell) = source else { return false };
        let is_here = cell.table != TableId::OTHER_FUNDS;
        if is_here {
            self.choose(cell.table);
            self.target = Some(*cell);
        }
        is_here
    }

    fn selection_summary(&self) -> Option<String> {
        self.summary.clone()
    }
}

impl TablesTab {
    fn choose(&mut self, table: TableId) {
        self.wants_focus = true;
        if table != self.chosen {
            self.chosen = table;
            self.at = Position::default();
            self.anchor = None;
            self.scroll = true;
            self.publishing = None;
        }
    }

    fn follow_target(&mut self, shown: &Shown) {
        let Some(target) = self.target.take() else { return };
        if let Some(at) = shown.find(target) {
            self.at = at;
            self.anchor = None;
            self.scroll = true;
        }
    }

    fn list_ui(&self, ui: &mut Ui, profile: &Profile, progress_by_table: &[TableProgress; 14]) -> Option<TableId> {
        let mut asked = None;
        ScrollArea::vertical().id_salt("tables").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for table in TableId::PUBLISHED {
                let progress = progress_by_table.get(usize::from(table.number())).copied().unwrap_or_default();
                if frame::line_ui(ui, profile, table, progress, table == self.chosen) {
                    asked = Some(table);
                }
            }
            ui.add_space(theme::GRID);
            ui.label(RichText::new("Alt+PageUp 上一张　Alt+PageDown 下一张").color(theme::palette(ui).weak_text));
            keep_focus_in_sight(ui);
        });
        asked
    }

    fn table_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: &Shown) {
        frame::title_ui(ui, view, shown);
        let end = shown.end();
        self.at = Position { row: self.at.row.min(end.row), column: self.at.column.min(end.column) };
        let id = ui.make_persistent_id(("table", self.chosen));
        self.keep_focus(ui, id, shown);
        if ui.memory(|memory| memory.has_focus(id)) && self.publishing.is_none() {
            for action in keys::pressed(ui) {
                self.perform(action, ui, view, shown);
            }
            self.tell_current(ui, shown);
        }
        let foot = (shown.table.notes.len() + FOOT_LINES) as f32 * theme::ROW_HEIGHT;
        let height = (ui.available_height() - foot).max(4.0 * theme::ROW_HEIGHT);
        let sheet = Sheet {
            table: &shown.table,
            geometry: &shown.geometry,
            id,
            at: self.at,
            block: self.block(),
            has_focus: ui.memory(|memory| memory.has_focus(id)),
            scroll: std::mem::take(&mut self.scroll),
            selecting: self.selecting,
        };
        let drawn = sheet.ui(ui, view, height);
        self.visible_rows = drawn.visible_rows;
        self.follow_pointer(ui, view, shown, drawn.touched);
        self.menu_ui(ui, view, shown, &drawn);
        if let Some(rect) = drawn.current {
            self.publish_ui(ui, view, rect);
        }
        frame::foot_ui(ui, view, shown, self.at);
        self.sum_up(shown);
    }

    /// What commands are about that ask for the current place.
    fn tell_current(&self, ui: &Ui, shown: &Shown) {
        current::set(ui.ctx(), shown.source(self.at).cloned());
        // A name stands for its row: notes about it go to the first amount.
        if shown.source(self.at).is_none()
            && let Some(first) = shown.first_source(self.at.row)
        {
            current::set_place(ui.ctx(), Place::Number(first.clone()));
        }
    }

    /// The table takes keys as a whole; its cells do not.
    fn keep_focus(&mut self, ui: &Ui, id: Id, shown: &Shown) {
        let response = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
        let name = format!("{} 表格", shown.table.number);
        response.widget_info(|| WidgetInfo::labeled(Role::Table, true, &name));
        if std::mem::take(&mut self.wants_focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let filter = EventFilter { tab: false, escape: false, vertical_arrows: true, horizontal_arrows: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }

    fn block(&self) -> Block {
        Block::between(self.anchor.unwrap_or(self.at), self.at)
    }

    fn perform(&mut self, action: Action, ui: &Ui, view: &mut View<'_>, shown: &Shown) {
        let page = self.visible_rows.saturating_sub(2).max(1) as isize;
        match action {
            Action::Step { rows, columns, widens } => self.step(rows, columns, widens, shown),
            Action::Page { pages, widens } => self.step(pages * page, 0, widens, shown),
            Action::SelectAll => {
                self.anchor = Some(Position::default());
                self.at = shown.end();
            }
            Action::Copy => {
                let block = self.block();
                view.commands.push(Command::CopyText(copy::block(&shown.table, &block.rows, &block.columns)));
                let words = format!("已复制 {} 行 {} 列", block.rows.len(), block.columns.len());
                view.commands.push(Command::Status(words));
            }
            Action::Menu => self.wants_menu = true,
            Action::Explain => view.commands.extend(shown.source(self.at).cloned().map(Command::Explain)),
            Action::Enter => enter(view, shown.source(self.at)),
            Action::Publish => {
                if let Some(Source::Cell(key)) = shown.source(self.at) {
                    self.publishing = Some(Publishing::new(view.document, *key));
                    self.scroll = true;
                }
            }
            Action::Table(step) => {
                let at = TableId::PUBLISHED.iter().position(|table| *table == self.chosen).unwrap_or(0);
                let to = at.checked_add_signed(step).and_then(|to| TableId::PUBLISHED.get(to));
                if let Some(table) = to {
                    self.choose(*table);
                    ui.ctx().request_repaint();
                }
            }
        }
    }

    fn step(&mut self, rows: isize, columns: isize, widens: bool, shown: &Shown) {
        let end = shown.end();
        self.anchor = widens.then(|| self.anchor.unwrap_or(self.at));
        self.at = Position {
            row: self.at.row.saturating_add_signed(rows).min(end.row),
            column: self.at.column.saturating_add_signed(columns).min(end.column),
        };
        self.scroll = true;
    }

    fn follow_pointer(&mut self, ui: &Ui, view: &mut View<'_>, shown: &Shown, touched: Option<(Position, Touch)>) {
        if let Some((at, touch)) = touched {
            match touch {
                Touch::Pressed | Touch::Clicked if self.anchor.is_none_or(|_| touch == Touch::Pressed) => {
                    self.at = at;
                    self.anchor = None;
                }
                // A menu over what is selected is about all of it.
                Touch::Menu if !self.block().contains(at) => {
                    self.at = at;
                    self.anchor = None;
                }
                Touch::Widened if at != self.at => {
                    self.anchor = Some(self.anchor.unwrap_or(self.at));
                    self.at = at;
                }
                _ => {}
            }
            match touch {
                Touch::Pressed => self.selecting = true,
                Touch::Clicked => view.commands.extend(shown.source(at).cloned().map(Command::Explain)),
                Touch::Twice => enter(view, shown.source(at)),
                Touch::Widened | Touch::Menu => {}
            }
            self.wants_focus = self.publishing.is_none();
            ui.ctx().request_repaint();
        }
        if !ui.input(|input| input.pointer.primary_down()) {
            self.selecting = false;
        }
    }

    /// Opens the menu of the current cell where the pointer asked for it, or below the cell if a key did.
    fn menu_ui(&mut self, ui: &Ui, view: &mut View<'_>, shown: &Shown, drawn: &Drawn) {
        let by_pointer = matches!(drawn.touched, Some((_, Touch::Menu))).then(|| ui.ctx().pointer_latest_pos());
        let by_key = std::mem::take(&mut self.wants_menu).then(|| drawn.current.map(|cell| cell.left_bottom()));
        let Some(place) = by_pointer.or(by_key).flatten() else { return };
        self.tell_current(ui, shown);
        view.commands.push(Command::OpenMenu(place, self.menu_lines(shown)));
    }

    fn menu_lines(&self, shown: &Shown) -> Vec<MenuLine> {
        let is_empty = || "这一格没有数，没有可说明的：请移到有数的格".to_owned();
        let is_empty_row = || "这一行没有数，没有可批注的：请移到有数的行".to_owned();
        vec![
            Command::Copy.into(),
            MenuLine::new(NOTE, shown.first_source(self.at.row).is_none().then(is_empty_row)),
            MenuLine::new(Command::ExplainCurrent, shown.source(self.at).is_none().then(is_empty)),
        ]
    }

    fn publish_ui(&mut self, ui: &Ui, view: &mut View<'_>, below: egui::Rect) {
        let Some(publishing) = &mut self.publishing else { return };
        let change = match publishing.ui(ui, view, below) {
            TypingOutcome::Open => return,
            TypingOutcome::Cancelled => None,
            TypingOutcome::Entered(change) => change,
        };
        view.commands.extend(change.map(Command::Edit));
        self.publishing = None;
        self.wants_focus = true;
        ui.ctx().request_repaint();
    }

    fn sum_up(&mut self, shown: &Shown) {
        let block = self.block();
        self.summary = None;
        if block.is_single() {
            return;
        }
        let amounts: Vec<Money> = block
            .positions()
            .filter_map(|at| match shown.cell(at) {
                Some(TableCell::Amount { value, .. }) => *value,
                _ => None,
            })
            .collect();
        let count = block.rows.len() * block.columns.len();
        self.summary = Some(match amounts.is_empty() {
            true => format!("选中 {count} 格"),
            false => {
                let sum: Money = amounts.into_iter().sum();
                format!("选中 {count} 格　合计 {}", sum.exact_grouped(AmountUnit::Wan))
            }
        });
    }
}

impl Shown {
    fn of(derived: &Arc<Derived>, table: TableId) -> Self {
        let table = tables::table(&derived.figures, table);
        let geometry = Geometry::of(&table);
        Self { made_from: derived.clone(), table, geometry, progress_by_table: progress_by_table(derived) }
    }

    fn is_of(&self, derived: &Arc<Derived>, table: TableId) -> bool {
        Arc::ptr_eq(&self.made_from, derived) && self.table.id == table
    }

    fn cell(&self, at: Position) -> Option<&TableCell> {
        self.table.rows.get(at.row)?.cells.get(at.column)
    }

    fn source(&self, at: Position) -> Option<&Source> {
        self.cell(at).and_then(sheet::source)
    }

    fn first_source(&self, row: usize) -> Option<&Source> {
        self.table.rows.get(row)?.cells.iter().find_map(sheet::source)
    }

    fn end(&self) -> Position {
        Position { row: self.table.rows.len().saturating_sub(1), column: self.table.columns.len().saturating_sub(1) }
    }

    fn find(&self, key: CellKey) -> Option<Position> {
        let wanted = Source::Cell(key);
        self.table.rows.iter().enumerate().find_map(|(row, cells)| {
            let column = cells.cells.iter().position(|cell| sheet::source(cell) == Some(&wanted))?;
            Some(Position { row, column })
        })
    }
}

/// Goes to the place where a number, or the first of its parts, is entered.
fn enter(view: &mut View<'_>, source: Option<&Source>) {
    let place = source.and_then(|source| view.derived.entered_place_of(source));
    view.commands.push(match place {
        Some(place) => Command::ShowSource(Source::Entered(place)),
        None => Command::Status("这个数还没有录入的来源".to_owned()),
    });
}

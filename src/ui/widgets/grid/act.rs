//! Does what a key asks for.

use egui::{Event, Ui};

use crate::ui::{
    Command,
    state::copied_page,
    widgets::{
        keyed::{self, TakesKeys},
        picker,
    },
};

use super::{
    edit,
    frame::Frame,
    keys::{self, Action, Situation},
    model::GridColumn,
    refusal,
    sheet::{Position, RowKind, Sheet},
    state::CopiedBlock,
    text::Mode,
};

/// What keys ask for that is done later in the frame.
#[derive(Default)]
pub(super) struct DeferredAction {
    /// Tab went beyond the last cell (true) or Shift+Tab before the first.
    pub leaves: Option<bool>,
    /// The menu of the current cell.
    pub menu: bool,
}

struct Keys<'f, 'a, 'u> {
    frame: &'f mut Frame<'a>,
    ui: &'u Ui,
    asked: DeferredAction,
}

impl TakesKeys for Keys<'_, '_, '_> {
    fn wants(&self, event: &Event) -> bool {
        keys::action(event, self.frame.situation()).is_some()
    }

    fn perform(&mut self, event: &Event) -> bool {
        let Some(action) = keys::action(event, self.frame.situation()) else { return false };
        let before = self.frame.commands.len();
        match action {
            Action::EditText if self.frame.goes_to_part() => {}
            _ if self.frame.refuses(action) => {}
            Action::Menu => self.asked.menu = true,
            Action::EditText => self.frame.edit_text(self.ui),
            Action::Paste => {
                if let Event::Paste(text) = event {
                    let page = copied_page::of(self.ui.ctx(), text);
                    self.frame.paste(text, page.as_deref());
                }
            }
            action => self.asked.leaves = self.frame.perform(action).or(self.asked.leaves),
        }
        let changed = self.frame.commands[before..].iter().any(|command| command.edit().is_some());
        changed || self.frame.state.paste.is_some()
    }
}

impl Frame<'_> {
    /// Takes the keys that are the grid's before the text of the cell sees them, if the cell has the keyboard.
    pub fn take_keys(&mut self, ui: &Ui) -> DeferredAction {
        if !self.had_keyboard {
            self.state.waiting.clear();
            return DeferredAction::default();
        }
        self.refuse_typing(ui);
        if self.state.paste.is_some() {
            return DeferredAction::default();
        }
        let mut waiting = std::mem::take(&mut self.state.waiting);
        let mut keys = Keys { frame: self, ui, asked: DeferredAction::default() };
        keyed::take(&mut waiting, ui.ctx(), &mut keys);
        let asked = keys.asked;
        self.state.waiting = waiting;
        asked
    }

    fn situation(&self) -> Situation {
        let kind = self.sheet.kind(self.at());
        Situation {
            mode: self.state.text.mode,
            list_open: self.state.picker.is_open(),
            has_list: kind.is_some_and(picker::is_picked),
            block: !self.block().is_single(),
        }
    }

    /// Where a total follows from its parts, F2 goes to the first of them.
    fn goes_to_part(&mut self) -> bool {
        let part = refusal::way_to_part(&self.sheet.cell(self.at()), self.figures);
        self.commands.extend(part.map(|part| Command::ShowSource(part.into())));
        part.is_some()
    }

    /// Says why, if what a key asks for is not done here.
    fn refuses(&mut self, action: Action) -> bool {
        if ends_run_of_tab(action) {
            self.state.cursor.tab_column = None;
        }
        let refusal = self.why_not(action);
        let refuses = refusal.is_some();
        self.commands.extend(refusal.map(Command::Refuse));
        refuses
    }

    fn copy(&mut self) {
        let block = self.block();
        let text = edit::copy_text(&self.sheet, &block);
        let columns = self.sheet.model.columns()[block.columns].iter().map(GridColumn::name).collect();
        self.state.copied = Some(CopiedBlock { text: text.clone(), columns });
        self.commands.push(Command::CopyText(text));
    }

    fn edit_text(&mut self, ui: &Ui) {
        self.state.text.mode = Mode::InText;
        self.state.text.go_to_end(ui.ctx(), self.cell_id);
    }

    /// Does what a key asks for; tells whether Tab or Shift+Tab leaves the grid, and where to.
    fn perform(&mut self, action: Action) -> Option<bool> {
        match action {
            Action::Copy => self.copy(),
            Action::Cut => {
                self.copy();
                self.clear();
            }
            Action::Clear => self.clear(),
            Action::FillDown => self.fill_down(),
            Action::FillRight => self.fill_right(),
            Action::InsertRows => self.insert_rows(),
            Action::RemoveRows => self.remove_rows(),
            Action::MoveRow(by) => self.move_row(by),
            Action::Restore => {
                self.restore();
                self.state.cursor.unselect();
            }
            Action::Explain => {
                self.commands.extend(self.sheet.cell(self.at()).source().map(Command::Explain));
            }
            Action::Undo => self.commands.push(Command::Undo),
            Action::Redo => self.commands.push(Command::Redo),
            Action::OpenList => {
                if let Some(kind) = self.sheet.kind(self.at()) {
                    self.state.picker.open_all(kind, self.sheet.codes);
                }
            }
            Action::ListStep(lines) => self.state.picker.step(lines),
            Action::ListClose => self.state.picker.close(),
            Action::ListTakeNextRow | Action::ListTakeNextCell => {
                self.take_chosen();
                let next = if action == Action::ListTakeNextRow { Action::NextRow } else { Action::NextCell };
                return self.travel(next);
            }
            travel => return self.travel(travel),
        }
        None
    }

    /// The chosen line of the list becomes the text of the cell.
    fn take_chosen(&mut self) {
        if let Some(value) = self.state.picker.chosen() {
            self.state.text.buffer = value.to_owned();
            self.state.text.mode = Mode::Typing;
        }
    }

    /// Goes from cell to cell, or widens the selection.
    fn travel(&mut self, action: Action) -> Option<bool> {
        let at = self.at();
        let end = self.sheet.end();
        let page = self.state.drawn.rows.saturating_sub(1).max(1) as isize;
        let step = |from: Position, rows: isize, columns: isize, sheet: &Sheet<'_>| {
            sheet.clamp(Position {
                row: from.row.saturating_add_signed(rows),
                column: from.column.saturating_add_signed(columns),
            })
        };
        // Entering text in the blank row adds a row: the one after it is then already meant.
        let is_typing = self.state.text.is_typing();
        let below = |row: usize| if is_typing { row + 1 } else { (row + 1).min(end.row) };
        let to = match action {
            Action::Step(1, 0) => Position { row: below(at.row), ..at },
            Action::Step(rows, columns) => step(at, rows, columns, &self.sheet),
            Action::NextRow => {
                let column = self.state.cursor.tab_column.take().unwrap_or(at.column);
                Position { row: below(at.row), column }
            }
            Action::PreviousRow => step(at, -1, 0, &self.sheet),
            Action::NextCell => {
                self.state.cursor.tab_column.get_or_insert(at.column);
                match next_to_fill(at, is_typing, &self.sheet) {
                    Some(next) => next,
                    None => return self.leave(true),
                }
            }
            Action::PreviousCell => match previous_to_fill(at, &self.sheet) {
                Some(previous) => previous,
                None => return self.leave(false),
            },
            Action::Page(pages) => step(at, pages * page, 0, &self.sheet),
            Action::RowStart => Position { column: 0, ..at },
            Action::RowEnd => Position { column: end.column, ..at },
            Action::TableStart => Position::default(),
            Action::TableEnd => end,
            Action::Edge(rows, columns) => {
                step(at, rows * end.row as isize, columns * end.column as isize, &self.sheet)
            }
            Action::Widen(rows, columns) => {
                self.enter();
                let head = step(self.state.cursor.head(&self.sheet), rows, columns, &self.sheet);
                self.state.cursor.select_to(head, &self.sheet);
                self.state.scroll.aim_at_current();
                return None;
            }
            Action::SelectAll => {
                self.state.cursor.select(Position::default(), end);
                return None;
            }
            _ => return None,
        };
        self.move_to(to);
        None
    }

    /// Tab after the last cell and Shift+Tab before the first leave the grid.
    fn leave(&mut self, forward: bool) -> Option<bool> {
        self.enter();
        self.state.cursor.unselect();
        Some(forward)
    }
}

/// The next cell that can be filled, in the next row after the last one of a row; typing in the blank row adds a row.
fn next_to_fill(at: Position, is_typing: bool, sheet: &Sheet<'_>) -> Option<Position> {
    let in_row = |row: usize, from: usize| {
        (from..sheet.column_total()).map(|column| Position { row, column }).find(|to| sheet.path(*to).is_some())
    };
    let adds_row = is_typing && matches!(sheet.row_kind(at.row), RowKind::New(_));
    in_row(at.row, at.column + 1).or_else(|| match adds_row {
        true => in_row(at.row, 0).map(|first| Position { row: at.row + 1, ..first }),
        false => (at.row + 1..sheet.row_total()).find_map(|row| in_row(row, 0)),
    })
}

/// Whether a run of Tab is over, so that Enter no longer goes back to where it began: one went elsewhere on purpose.
fn ends_run_of_tab(action: Action) -> bool {
    use Action::{
        Edge, InsertRows, MoveRow, Page, PreviousRow, RemoveRows, RowEnd, RowStart, SelectAll, Step, TableEnd,
        TableStart, Widen,
    };
    matches!(
        action,
        Step(..)
            | Edge(..)
            | Widen(..)
            | Page(_)
            | PreviousRow
            | RowStart
            | RowEnd
            | TableStart
            | TableEnd
            | SelectAll
            | InsertRows
            | RemoveRows
            | MoveRow(_)
    )
}

fn previous_to_fill(at: Position, sheet: &Sheet<'_>) -> Option<Position> {
    let in_row = |row: usize, before: usize| {
        (0..before).rev().map(|column| Position { row, column }).find(|to| sheet.path(*to).is_some())
    };
    in_row(at.row, at.column).or_else(|| (0..at.row).rev().find_map(|row| in_row(row, sheet.column_total())))
}

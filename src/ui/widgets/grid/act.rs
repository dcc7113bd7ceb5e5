//! Doing what a key asks for.

use egui::{Context, Event};

use crate::ui::{
    Command, View,
    widgets::{
        keyed::{self, TakesKeys},
        picker,
    },
};

use super::{
    edit,
    keys::{self, Action, Situation},
    preview, refusal,
    sheet::{Position, RowKind, Sheet},
    state::{GridState, Mode},
};

struct Keys<'a, 'v> {
    state: &'a mut GridState,
    sheet: &'a Sheet<'a>,
    view: &'a mut View<'v>,
}

impl TakesKeys for Keys<'_, '_> {
    fn wants(&self, event: &Event) -> bool {
        keys::action(event, self.state.situation(self.sheet)).is_some()
    }

    fn perform(&mut self, event: &Event) -> bool {
        let Some(action) = keys::action(event, self.state.situation(self.sheet)) else { return false };
        let before = self.view.commands.len();
        self.state.perform(action, event, self.sheet, self.view);
        let changed = self.view.commands[before..].iter().any(|command| command.edit().is_some());
        changed || self.state.pending_paste.is_some()
    }
}

impl GridState {
    /// Takes the keys that are the grid's before the text of the cell sees them.
    pub(super) fn take_keys(&mut self, context: &Context, sheet: &Sheet<'_>, view: &mut View<'_>) {
        let mut waiting = std::mem::take(&mut self.deferred);
        keyed::take(&mut waiting, context, &mut Keys { state: self, sheet, view });
        self.deferred = waiting;
    }

    fn situation(&self, sheet: &Sheet<'_>) -> Situation {
        let kind = sheet.kind(self.at(sheet));
        Situation {
            mode: self.mode,
            list_open: self.picker.is_open(),
            has_list: kind.is_some_and(picker::is_picked),
            block: !self.block(sheet).is_single(),
        }
    }

    fn perform(&mut self, action: Action, event: &Event, sheet: &Sheet<'_>, view: &mut View<'_>) {
        if ends_run_of_tab(action) {
            self.tab_column = None;
        }
        let refusal = refusal::of_action(action, self, sheet, view);
        let commands = &mut *view.commands;
        if let Some(sentence) = refusal {
            commands.push(Command::Refuse(sentence));
            return;
        }
        match action {
            Action::Copy => commands.push(Command::CopyText(edit::copy_text(sheet, &self.block(sheet)))),
            Action::Cut => {
                commands.push(Command::CopyText(edit::copy_text(sheet, &self.block(sheet))));
                self.clear(sheet, commands);
            }
            Action::Paste => {
                if let Event::Paste(text) = event {
                    preview::paste(self, text, sheet, commands);
                }
            }
            Action::Clear => self.clear(sheet, commands),
            Action::FillDown => self.fill_down(sheet, commands),
            Action::FillRight => self.fill_right(sheet, commands),
            Action::InsertRows => self.insert_rows(sheet, commands),
            Action::RemoveRows => self.remove_rows(sheet, commands),
            Action::MoveRow(by) => self.move_row(by, sheet, commands),
            Action::EditText => {
                self.mode = Mode::InText;
                self.text_cursor_to_end = true;
            }
            Action::Restore => {
                self.restore();
                self.selection = None;
            }
            Action::Explain => commands.extend(sheet.cell(self.at(sheet)).source().map(Command::Explain)),
            Action::Menu => self.wants_menu = true,
            Action::Undo => commands.push(Command::Undo),
            Action::Redo => commands.push(Command::Redo),
            Action::OpenList => {
                if let Some(kind) = sheet.kind(self.at(sheet)) {
                    self.picker.open_all(kind, sheet.codes);
                }
            }
            Action::ListStep(lines) => self.picker.step(lines),
            Action::ListClose => self.picker.close(),
            Action::ListTakeNextRow | Action::ListTakeNextCell => {
                self.take_chosen();
                let next = if action == Action::ListTakeNextRow { Action::NextRow } else { Action::NextCell };
                self.travel(next, sheet, commands);
            }
            travel => self.travel(travel, sheet, commands),
        }
    }

    /// The chosen line of the list becomes the text of the cell.
    fn take_chosen(&mut self) {
        if let Some(value) = self.picker.chosen() {
            self.buffer = value.to_owned();
            self.mode = Mode::Typing;
        }
    }

    /// Goes from cell to cell, or widens the selection.
    fn travel(&mut self, action: Action, sheet: &Sheet<'_>, commands: &mut Vec<Command>) {
        let at = self.at(sheet);
        let end = sheet.end();
        let page = self.visible_rows.saturating_sub(1).max(1) as isize;
        let step = |from: Position, rows: isize, columns: isize| {
            sheet.clamp(Position {
                row: from.row.saturating_add_signed(rows),
                column: from.column.saturating_add_signed(columns),
            })
        };
        // Entering text in the blank row adds a row: the one after it is then already meant.
        let below = |row: usize| if self.is_typing() { row + 1 } else { (row + 1).min(end.row) };
        let to = match action {
            Action::Step(1, 0) => Position { row: below(at.row), ..at },
            Action::Step(rows, columns) => step(at, rows, columns),
            Action::NextRow => Position { row: below(at.row), column: self.tab_column.take().unwrap_or(at.column) },
            Action::PreviousRow => step(at, -1, 0),
            Action::NextCell => {
                self.tab_column.get_or_insert(at.column);
                match self.next_to_fill(at, sheet) {
                    Some(next) => next,
                    None => return self.leave(true, sheet, commands),
                }
            }
            Action::PreviousCell => match previous_to_fill(at, sheet) {
                Some(previous) => previous,
                None => return self.leave(false, sheet, commands),
            },
            Action::Page(pages) => step(at, pages * page, 0),
            Action::RowStart => Position { column: 0, ..at },
            Action::RowEnd => Position { column: end.column, ..at },
            Action::TableStart => Position::default(),
            Action::TableEnd => end,
            Action::Edge(rows, columns) => step(at, rows * end.row as isize, columns * end.column as isize),
            Action::Widen(rows, columns) => {
                self.enter(sheet, commands);
                let (anchor, head) = self.selection.unwrap_or((at, at));
                self.selection = Some((anchor, step(head, rows, columns)));
                self.scroll = true;
                return;
            }
            Action::SelectAll => {
                self.selection = Some((Position::default(), end));
                return;
            }
            _ => return,
        };
        self.move_to(to, sheet, commands);
    }

    /// The next cell that can be filled, in the next row after the last one of a row.
    fn next_to_fill(&self, at: Position, sheet: &Sheet<'_>) -> Option<Position> {
        let in_row = |row: usize, from: usize| {
            (from..sheet.column_total()).map(|column| Position { row, column }).find(|to| sheet.path(*to).is_some())
        };
        let adds_row = self.is_typing() && matches!(sheet.row_kind(at.row), RowKind::New(_));
        in_row(at.row, at.column + 1).or_else(|| match adds_row {
            true => in_row(at.row, 0).map(|first| Position { row: at.row + 1, ..first }),
            false => (at.row + 1..sheet.row_total()).find_map(|row| in_row(row, 0)),
        })
    }

    /// Tab after the last cell and Shift+Tab before the first leave the grid.
    fn leave(&mut self, forward: bool, sheet: &Sheet<'_>, commands: &mut Vec<Command>) {
        self.enter(sheet, commands);
        self.selection = None;
        self.leaving = Some(forward);
    }
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

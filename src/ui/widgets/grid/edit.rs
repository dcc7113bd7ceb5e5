//! Changes of many cells and of rows, each one step of the undo history.

use crate::{
    document::{Edit, Entry, Kind, Path},
    ui::Command,
};

use super::{
    frame::Frame,
    sheet::{Block, Position, RowKind, Sheet},
    tsv,
};

/// One edit as it is, several under one label.
fn one_step(label: String, mut edits: Vec<Edit>) -> Option<Edit> {
    match edits.len() {
        0 => None,
        1 => edits.pop(),
        _ => Some(Edit::Many { label, edits }),
    }
}

/// The text of a block for the clipboard.
pub(super) fn copy_text(sheet: &Sheet<'_>, block: &Block) -> String {
    tsv::write(block.rows.clone().map(|row| {
        block.columns.clone().map(|column| sheet.edit_text(Position { row, column }).into()).collect::<Vec<_>>()
    }))
}

/// Blanks every cell of a block that can be filled.
pub(super) fn clear(sheet: &Sheet<'_>, block: &Block) -> Option<Edit> {
    let filled = |path: &_| !sheet.entry(*path).is_blank() || sheet.document.unreadable_text(*path).is_some();
    let edits: Vec<Edit> = block
        .positions()
        .filter_map(|position| sheet.path(position))
        .filter(filled)
        .map(|path| Edit::Set { path, entry: Entry::Blank })
        .collect();
    one_step(format!("清除 {} 格", edits.len()), edits)
}

/// Copies the first row of a block into its other rows; a single row gets the row above it.
pub(super) fn fill_down(sheet: &Sheet<'_>, block: &Block) -> Option<Edit> {
    let (from, to) = match block.rows.len() {
        1 => (block.rows.start.checked_sub(1)?, block.rows.clone()),
        _ => (block.rows.start, block.rows.start + 1..block.rows.end),
    };
    let mut edits = Vec::new();
    let mut cells = 0;
    for row in to {
        let mut in_row = Vec::new();
        for column in block.columns.clone() {
            let (Some(source), Some(path)) =
                (sheet.path(Position { row: from, column }), sheet.path(Position { row, column }))
            else {
                continue;
            };
            in_row.extend(copied(sheet, source, path));
        }
        cells += in_row.len();
        if let (RowKind::New(row), Some(list), false) = (sheet.row_kind(row), sheet.model.list(), in_row.is_empty()) {
            edits.push(Edit::insert_rows(list, row, 1));
        }
        edits.append(&mut in_row);
    }
    one_step(format!("向下填充 {cells} 格"), edits)
}

/// What makes one cell like another: its value, or the text that could not be read. `None` when it is so already.
fn copied(sheet: &Sheet<'_>, source: Path, path: Path) -> Option<Edit> {
    let (text, entry) = (sheet.document.unreadable_text(source), sheet.entry(source));
    if text == sheet.document.unreadable_text(path) && entry == sheet.entry(path) {
        return None;
    }
    Some(match text {
        Some(text) => Edit::KeepText { path, text: text.to_owned() },
        None => Edit::Set { path, entry },
    })
}

/// Copies the first column of a block into its other columns; a single column gets the one left of it.
pub(super) fn fill_right(sheet: &Sheet<'_>, block: &Block) -> Option<Edit> {
    let (from, to) = match block.columns.len() {
        1 => (block.columns.start.checked_sub(1)?, block.columns.clone()),
        _ => (block.columns.start, block.columns.start + 1..block.columns.end),
    };
    let target = Block { rows: block.rows.clone(), columns: to };
    let edits: Vec<Edit> = target
        .positions()
        .filter_map(|position| {
            let left = Position { column: from, ..position };
            let (source, path) = (sheet.path(left)?, sheet.path(position)?);
            let kinds = (sheet.kind(left)?, sheet.kind(position)?);
            // A word or code of one column means nothing in another.
            let fits = matches!(kinds, (Kind::Money, Kind::Money) | (Kind::Count, Kind::Count));
            if fits { copied(sheet, source, path) } else { None }
        })
        .collect();
    one_step(format!("向右填充 {} 格", edits.len()), edits)
}

impl Frame<'_> {
    /// Puts blank rows above the selection, as many as are selected.
    pub fn insert_rows(&mut self) {
        let Some(list) = self.sheet.model.list() else { return };
        self.enter();
        let rows = self.block().rows;
        let at = rows.start.min(self.sheet.model.row_count());
        self.change_rows(Edit::insert_rows(list, at, rows.len()), at);
    }

    /// Takes the selected rows out.
    pub fn remove_rows(&mut self) {
        let Some(list) = self.sheet.model.list() else { return };
        let rows = self.block().rows;
        let end = rows.end.min(self.sheet.model.row_count());
        if rows.start < end {
            self.restore();
            self.change_rows(Edit::remove_rows(list, rows.start, end - rows.start), rows.start);
        }
    }

    /// Moves the current row up or down.
    pub fn move_row(&mut self, by: isize) {
        let Some(list) = self.sheet.model.list() else { return };
        let (from, count) = (self.at().row, self.sheet.model.row_count());
        if let Some(to) = from.checked_add_signed(by).filter(|to| from.max(*to) < count) {
            self.enter();
            self.change_rows(Edit::move_row(list, from, to), to);
        }
    }

    fn change_rows(&mut self, edit: Edit, row: usize) {
        self.commands.push(Command::Edit(edit));
        self.state.cursor.follow_row(row);
        self.state.focus();
    }

    pub fn clear(&mut self) {
        self.restore();
        self.commands.extend(clear(&self.sheet, &self.block()).map(Command::Edit));
    }

    /// Fills the selection, or the current cell from the left.
    pub fn fill_right(&mut self) {
        self.restore();
        self.commands.extend(fill_right(&self.sheet, &self.block()).map(Command::Edit));
    }

    /// Fills the selection, or the current cell from above.
    pub fn fill_down(&mut self) {
        self.restore();
        let block = self.block();
        let edit = fill_down(&self.sheet, &block).map(|edit| match edit {
            Edit::Set { .. } | Edit::KeepText { .. } => self.sheet.in_existing_row(edit, block.corner()),
            edit => edit,
        });
        self.commands.extend(edit.map(Command::Edit));
    }
}

//! Where one is in a grid: the current cell, what is selected, and what is remembered of the way there.

use crate::document::Path;

use super::sheet::{Block, Position, RowKind, Sheet};

#[derive(Default)]
pub(super) struct Cursor {
    /// `None` before the grid is drawn first. May lie beyond the last row when rows went away; see [`Cursor::at`].
    current: Option<Position>,
    /// Corners of the selected block, the one that moves last; `None`: the current cell alone.
    selection: Option<(Position, Position)>,
    /// Where a run of Tab began; Enter goes back to that column, as in Excel.
    pub tab_column: Option<usize>,
    /// The row that was begun in the blank one and not left yet.
    begun: Option<usize>,
    /// The button was pressed on a cell: the selection goes as far as the pointer.
    pub drags: bool,
}

impl Cursor {
    /// Begins at the first cell that can be filled.
    pub fn start(&mut self, sheet: &Sheet<'_>) {
        if self.current.is_none() {
            let mut first_row = (0..sheet.column_total()).map(|column| Position { row: 0, column });
            self.current = Some(first_row.find(|at| sheet.path(*at).is_some()).unwrap_or_default());
        }
    }

    /// The current cell, in the rows there are now.
    pub fn at(&self, sheet: &Sheet<'_>) -> Position {
        sheet.clamp(self.current.unwrap_or_default())
    }

    /// The corner of the selection that moves.
    pub fn head(&self, sheet: &Sheet<'_>) -> Position {
        self.selection.map_or_else(|| self.at(sheet), |(_, head)| sheet.clamp(head))
    }

    pub fn block(&self, sheet: &Sheet<'_>) -> Block {
        let anchor = self.selection.map_or_else(|| self.at(sheet), |(anchor, _)| sheet.clamp(anchor));
        Block::between(anchor, self.head(sheet))
    }

    pub fn has_selection(&self) -> bool {
        self.selection.is_some()
    }

    /// The row of the document whose cells are all selected, and no others.
    pub fn whole_row(&self, sheet: &Sheet<'_>) -> Option<Path> {
        let block = self.selection.map(|_| self.block(sheet))?;
        let RowKind::Entry(row) = sheet.row_kind(block.rows.start) else { return None };
        let is_whole = block.rows.len() == 1 && block.columns.len() == sheet.column_total() && !block.is_single();
        sheet.model.list().filter(|_| is_whole).map(|list| list.row(row))
    }

    /// Goes to another cell, which alone is selected then.
    pub fn go_to(&mut self, to: Position) {
        if self.begun.is_some_and(|row| row != to.row) {
            self.begun = None;
        }
        self.current = Some(to);
        self.selection = None;
    }

    /// After a change of rows: the row that is meant now, in the same column.
    pub fn follow_row(&mut self, row: usize) {
        self.current = Some(Position { row, ..self.current.unwrap_or_default() });
        self.selection = None;
    }

    /// The same selection with another current cell.
    pub fn stand_at(&mut self, at: Position) {
        self.current = Some(at);
    }

    pub fn select(&mut self, anchor: Position, head: Position) {
        self.selection = Some((anchor, head));
    }

    pub fn select_block(&mut self, block: &Block) {
        self.select(block.corner(), block.end());
    }

    /// Widens the selection up to a cell.
    pub fn select_to(&mut self, head: Position, sheet: &Sheet<'_>) {
        let anchor = self.selection.map_or_else(|| self.at(sheet), |(anchor, _)| anchor);
        self.selection = Some((anchor, head));
    }

    pub fn unselect(&mut self) {
        self.selection = None;
    }

    /// Something was entered in the blank row.
    pub fn begin_row(&mut self, row: usize) {
        self.begun = Some(row);
    }

    pub fn leave_begun_row(&mut self) {
        self.begun = None;
    }

    /// Whether the person has come to a cell: in a row that is just being begun, only to those that are filled.
    pub fn is_reached(&self, at: Position, sheet: &Sheet<'_>) -> bool {
        self.begun != Some(at.row) || sheet.path(at).is_some_and(|path| !sheet.entry(path).is_blank())
    }
}

//! The cells of one table, stored by row and sorted by column.
//!
//! A row is found by its key, a cell by its column within the row: sums over columns and rows then stay in memory that
//! was just read, where one map of all cells would be thirty thousand scattered places.

use rustc_hash::FxHashMap;

use crate::address::{ColumnKey, RowKey};

use super::figure::Figure;

/// The rows of one table.
#[derive(Default)]
pub(super) struct TableCells {
    /// The rows in the order of the official layout, totals not among them.
    pub order: Vec<RowKey>,
    /// The economic columns that occur, in order (公开07表).
    pub columns: Vec<ColumnKey>,
    rows: FxHashMap<RowKey, RowCells>,
}

#[derive(Default)]
struct RowCells {
    /// The rows one level below.
    children: Vec<RowKey>,
    /// Sorted by column.
    cells: Vec<(ColumnKey, Figure)>,
}

impl TableCells {
    pub fn get(&self, row: RowKey, column: ColumnKey) -> Option<&Figure> {
        let cells = &self.rows.get(&row)?.cells;
        // Few columns have names, and those come first; there may be a hundred codes.
        let index = match column {
            ColumnKey::Named(_) => cells.iter().position(|(at, _)| *at == column)?,
            ColumnKey::Code(_) => cells.binary_search_by(|(at, _)| at.cmp(&column)).ok()?,
        };
        cells.get(index).map(|(_, figure)| figure)
    }

    /// The cells of a row, sorted by column.
    pub fn row(&self, row: RowKey) -> &[(ColumnKey, Figure)] {
        self.rows.get(&row).map_or(&[], |row| row.cells.as_slice())
    }

    /// The rows one level below.
    pub fn children(&self, row: RowKey) -> &[RowKey] {
        self.rows.get(&row).map_or(&[], |row| row.children.as_slice())
    }

    /// Makes room for so many rows.
    pub fn reserve_rows(&mut self, rows: usize) {
        self.rows.reserve(rows);
    }

    /// Adds to the rows one level below.
    pub fn add_child(&mut self, parent: RowKey, child: RowKey) {
        self.rows.entry(parent).or_default().children.push(child);
    }

    /// Names the rows one level below.
    pub fn set_children(&mut self, parent: RowKey, children: Vec<RowKey>) {
        self.rows.entry(parent).or_default().children = children;
    }

    /// Makes room for so many cells of a row.
    pub fn reserve(&mut self, row: RowKey, cells: usize) {
        self.rows.entry(row).or_default().cells.reserve(cells);
    }

    /// Puts a cell in its place.
    pub fn put(&mut self, row: RowKey, column: ColumnKey, figure: Figure) {
        let cells = &mut self.rows.entry(row).or_default().cells;
        if cells.last().is_none_or(|(last, _)| *last < column) {
            cells.push((column, figure));
            return;
        }
        match cells.binary_search_by(|(at, _)| at.cmp(&column)) {
            Ok(index) => cells[index].1 = figure,
            Err(index) => cells.insert(index, (column, figure)),
        }
    }

    /// Every cell, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (RowKey, ColumnKey, &Figure)> {
        let rows = self.rows.iter();
        rows.flat_map(|(row, cells)| cells.cells.iter().map(|(column, figure)| (*row, *column, figure)))
    }
}

//! The filled rows and columns of a table, with spans laid out.

use crate::evidence::{CellBorders, FileCell, FileTable};

/// More fields than any table of accounts has.
const MOST_FIELDS: usize = 30_000_000;

pub(super) struct Grid<'a> {
    cells: &'a [FileCell],
    /// The rows and columns of the file that hold something.
    rows: Vec<u32>,
    columns: Vec<u32>,
    /// The cell of each field, counted from 1; 0 is none.
    fields: Vec<u32>,
    /// Whether spans were lost on the way, as in a text.
    pub is_flat: bool,
}

impl<'a> Grid<'a> {
    /// `None` if there is far too much.
    pub fn of(table: &'a FileTable) -> Option<Self> {
        let sorted = |places: Vec<u32>| {
            let mut places = places;
            places.sort_unstable();
            places.dedup();
            places
        };
        let rows = sorted(table.cells.iter().map(|cell| cell.row).collect());
        let columns = sorted(table.cells.iter().map(|cell| cell.column).collect());
        let size = rows.len().checked_mul(columns.len()).filter(|size| *size <= MOST_FIELDS)?;
        let mut fields = vec![0; size];
        let reach = |places: &[u32], from: u32, count: u32| {
            let start = places.partition_point(|place| *place < from);
            start..places.partition_point(|place| *place < from.saturating_add(count.max(1)))
        };
        for (number, cell) in (1..).zip(&table.cells) {
            for row in reach(&rows, cell.row, cell.rows) {
                for column in reach(&columns, cell.column, cell.columns) {
                    fields[row * columns.len() + column] = number;
                }
            }
        }
        let is_flat = table.borders == CellBorders::Separated;
        Some(Self { cells: &table.cells, rows, columns, fields, is_flat })
    }

    pub fn height(&self) -> usize {
        self.rows.len()
    }

    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The row of the file; behind the last one for what is none.
    pub fn row_of(&self, row: usize) -> u32 {
        self.rows.get(row).copied().unwrap_or(u32::MAX)
    }

    /// The column of the file.
    pub fn column_of(&self, column: usize) -> u32 {
        self.columns.get(column).copied().unwrap_or(u32::MAX)
    }

    /// The column that stands for one of the file.
    pub fn column_at(&self, of_file: u32) -> Option<usize> {
        self.columns.binary_search(&of_file).ok()
    }

    fn number(&self, row: usize, column: usize) -> Option<u32> {
        self.fields.get(row * self.columns.len() + column).copied().filter(|number| *number > 0)
    }

    /// The cell that covers a field.
    pub fn cell(&self, row: usize, column: usize) -> Option<&'a FileCell> {
        self.cells.get(self.number(row, column)? as usize - 1)
    }

    /// The cell that begins in a field.
    pub fn own(&self, row: usize, column: usize) -> Option<&'a FileCell> {
        let number = self.number(row, column)?;
        let from_left = column == 0 || self.number(row, column - 1) != Some(number);
        let from_above = row == 0 || self.number(row - 1, column) != Some(number);
        (from_left && from_above).then(|| self.cells.get(number as usize - 1)).flatten()
    }

    /// The cells that begin in a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, &'a FileCell)> + '_ {
        (0..self.width()).filter_map(move |column| Some((column, self.own(row, column)?)))
    }
}

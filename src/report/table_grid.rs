//! The grid of a printed table, for Word as for PDF: where merged cells stand, and how wide the columns are.

use super::{PrintedCell, PrintedColumn, PrintedTable};

/// A cell in the grid, or the continuation of one from above.
pub struct GridSlot<'a> {
    pub column: usize,
    /// How many columns it spans.
    pub columns: usize,
    /// `None` below a cell of several lines, and where the row has too few cells.
    pub cell: Option<&'a PrintedCell>,
    /// Part of a cell of several lines?
    pub is_tall: bool,
}

impl GridSlot<'_> {
    pub fn width(&self, widths: &[u32]) -> u32 {
        widths.iter().skip(self.column).take(self.columns).sum()
    }
}

/// The rows with the covered places filled in: each row covers every column once, whatever the cells say.
fn grid<'a>(columns: usize, rows: impl Iterator<Item = &'a Vec<PrintedCell>>) -> Vec<Vec<GridSlot<'a>>> {
    // For each column: how many lines a cell from above still reaches, and how many columns it spans.
    let mut open: Vec<(usize, usize)> = vec![(0, 1); columns];
    rows.map(|row| {
        let mut cells = row.iter();
        let mut slots = Vec::new();
        let mut column = 0;
        while let Some((lines, span)) = open.get(column).copied() {
            let slot = if lines > 0 {
                GridSlot { column, columns: span, cell: None, is_tall: true }
            } else {
                let cell = cells.next();
                let free = open.iter().skip(column).take_while(|(lines, _)| *lines == 0).count();
                let span = cell.map_or(1, |cell| cell.columns.clamp(1, free));
                GridSlot { column, columns: span, cell, is_tall: cell.is_some_and(|cell| cell.lines > 1) }
            };
            let left = slot.cell.map_or(lines.saturating_sub(1), |cell| cell.lines.saturating_sub(1));
            if let Some(place) = open.get_mut(column) {
                *place = (left, slot.columns);
            }
            // The columns that a cell covers besides its first are passed over, not free.
            column += slot.columns;
            slots.push(slot);
        }
        slots
    })
    .collect()
}

impl PrintedTable {
    /// Head and rows with the covered places filled in.
    pub fn grid(&self) -> Vec<Vec<GridSlot<'_>>> {
        grid(self.columns.len(), self.head.iter().chain(&self.rows))
    }

    /// The columns by their weight, together as wide as `total` but for rounding.
    pub fn weighed_widths(&self, total: u32) -> Vec<u32> {
        let weight = |column: &PrintedColumn| u32::from(column.width.max(1));
        let sum: u32 = self.columns.iter().map(weight).sum();
        self.columns.iter().map(|column| (weight(column) * total).checked_div(sum).unwrap_or(0)).collect()
    }

    /// The widths by weight, each widened to what must not break, `least`, at the cost of those that have room. `None`
    /// if there is no room.
    pub fn fitted_widths(&self, least: &[u32], total: u32) -> Option<Vec<u32>> {
        let mut widths = self.weighed_widths(total);
        let lacking: u32 = widths.iter().zip(least).map(|(width, least)| least.saturating_sub(*width)).sum();
        let spare: u32 = widths.iter().zip(least).map(|(width, least)| width.saturating_sub(*least)).sum();
        if lacking > spare {
            return None;
        }
        for (width, least) in widths.iter_mut().zip(least) {
            let own = width.saturating_sub(*least);
            *width = (*width).max(*least) - (own * lacking).checked_div(spare).unwrap_or(0);
        }
        // The rest from rounding goes to the widest column.
        let rest = total.saturating_sub(widths.iter().sum());
        if let Some(widest) = widths.iter_mut().max() {
            *widest += rest;
        }
        Some(widths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Align;

    fn cell(text: &str, columns: usize, lines: usize) -> PrintedCell {
        PrintedCell { columns, lines, ..PrintedCell::new(text, Align::Centre) }
    }

    fn shown(columns: usize, rows: &[Vec<PrintedCell>]) -> Vec<String> {
        grid(columns, rows.iter())
            .iter()
            .map(|row| {
                let slot = |slot: &GridSlot<'_>| {
                    let text = slot.cell.map_or(if slot.is_tall { "|" } else { "-" }, |cell| cell.text.as_str());
                    text.repeat(slot.columns)
                };
                row.iter().map(slot).collect()
            })
            .collect()
    }

    #[test]
    fn spans_cover_the_grid() {
        let rows = [
            vec![cell("a", 2, 2), cell("b", 3, 1)],
            vec![cell("c", 1, 2), cell("d", 2, 1)],
            vec![cell("e", 1, 1), cell("f", 1, 1), cell("g", 1, 1), cell("h", 1, 1)],
        ];
        assert_eq!(shown(5, &rows), ["aabbb", "||cdd", "ef|gh"]);
    }

    #[test]
    fn a_row_with_too_many_or_too_few_cells_still_covers_each_column_once() {
        let rows = [vec![cell("a", 9, 1), cell("b", 1, 1)], vec![cell("c", 1, 9)], vec![cell("d", 0, 0)]];
        assert_eq!(shown(3, &rows), ["aaa", "c--", "|d-"]);
    }
}

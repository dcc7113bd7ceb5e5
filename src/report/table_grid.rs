//! The grid of a printed table, for Word as for PDF: where merged cells stand, and how wide the columns are.

use std::ops::Range;

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

/// A stretch of rows with what stands above it on each of its pages.
#[derive(Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The lines of its head; in the head of the table or, in a form, in the rows.
    pub head: Range<usize>,
    /// Its rows, counted with the lines of the head of the table.
    pub rows: Range<usize>,
}

/// The least rows that stand on a page alone.
const LEAST_ROWS: usize = 3;

/// Where pages begin among rows of these heights, when the first page has less room and each page repeats a head. The
/// last page has not only a row or two.
pub fn page_starts(rows: &[u32], head: u32, first: u32, page: u32) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let (mut room, mut used) = (first, head);
    for (place, row) in rows.iter().enumerate() {
        let begun = starts.last().copied().unwrap_or(0);
        if used + row > room && place > begun {
            starts.push(place);
            (room, used) = (page, head);
        }
        used += row;
    }
    let before = starts.len().checked_sub(2).and_then(|place| starts.get(place)).copied().unwrap_or(0);
    if let Some(last) = starts.last_mut() {
        let lacking = LEAST_ROWS.saturating_sub(rows.len() - *last);
        if *last - before > lacking + LEAST_ROWS {
            *last -= lacking;
        }
    }
    starts
}

/// A cell of one line and column, and how wide it is when it does not break.
pub struct CellWidth {
    pub row: usize,
    pub column: usize,
    /// With what stays free at its sides.
    pub width: u32,
}

/// A table of more rows goes over several pages anyhow.
const MOST_ROWS: usize = 200;

/// The letters of a table.
#[derive(Clone, Copy)]
pub struct CellLetters {
    /// What stays free at the sides of a cell.
    pub padding: u32,
    /// A Chinese character, of which no line holds a part.
    pub width: u32,
}

impl CellLetters {
    fn lines(self, cell: &CellWidth, column: u32) -> u32 {
        let [text, room] = [cell.width, column].map(|width| width.saturating_sub(self.padding));
        if text <= room { 1 } else { text.div_ceil((room - room % self.width).max(self.width)) }
    }

    /// The column in which a cell takes so many lines.
    fn column(self, cell: &CellWidth, lines: u32) -> u32 {
        let text = cell.width.saturating_sub(self.padding);
        let line = if lines > 1 { text.div_ceil(self.width).div_ceil(lines) * self.width } else { text };
        line + self.padding
    }
}

/// The widths, each at least `least`, with the spare room given to the columns where it saves most lines.
fn with_fewer_lines(least: &[u32], cells: &[CellWidth], letters: CellLetters, total: u32) -> Vec<u32> {
    let mut widths = least.to_vec();
    let rows = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    if rows > MOST_ROWS {
        return widths;
    }
    loop {
        let spare = total.saturating_sub(widths.iter().sum());
        let now = |cell: &CellWidth| letters.lines(cell, widths.get(cell.column).copied().unwrap_or(0));
        // Of each row: the column of most lines, how many they are, and how many the others have.
        let mut rows = vec![(0, 1, 1); rows];
        for cell in cells {
            let (column, most, others) = &mut rows[cell.row];
            let lines = now(cell);
            if lines > *most {
                (*column, *most, *others) = (cell.column, lines, *most);
            } else {
                *others = lines.max(*others);
            }
        }
        let is_highest = |cell: &&CellWidth| {
            let (column, most, others) = rows[cell.row];
            column == cell.column && most > others
        };
        let saved = |column: usize, width: u32| -> u32 {
            let of_column = cells.iter().filter(|cell| cell.column == column).filter(is_highest);
            of_column.map(|cell| now(cell).saturating_sub(letters.lines(cell, width).max(rows[cell.row].2))).sum()
        };
        let better = cells.iter().filter(is_highest).filter_map(|cell| {
            let wanted = letters.column(cell, now(cell) - 1);
            let extra = wanted.checked_sub(*widths.get(cell.column)?).filter(|extra| *extra > 0 && *extra <= spare)?;
            Some((cell.column, wanted, extra, saved(cell.column, wanted)))
        });
        let best = better.filter(|(.., saved)| *saved > 0).max_by(|(.., extra, saved), (.., other, others)| {
            (u64::from(*saved) * u64::from(*other)).cmp(&(u64::from(*others) * u64::from(*extra)))
        });
        match best {
            Some((column, width, ..)) => widths[column] = width,
            None => return widths,
        }
    }
}

impl PrintedTable {
    /// The table, or the parts of a form: each below a head of its own.
    pub fn stretches(&self) -> Vec<Stretch> {
        let head = self.head.len();
        let end = head + self.rows.len();
        let begins = self.subheads.iter().map(|row| head + row);
        let ends = begins.clone().chain([end]);
        let first = ends.clone().next().unwrap_or(end);
        let own = begins.zip(ends.skip(1)).map(|(begin, end)| Stretch { head: begin..begin + 1, rows: begin + 1..end });
        std::iter::once(Stretch { head: 0..head, rows: head..first }).chain(own).collect()
    }

    /// The cells of some rows by themselves: one of several lines that goes on below ends with them, and one from above
    /// stands again.
    pub fn cut(&self, rows: Range<usize>) -> Vec<Vec<PrintedCell>> {
        let grid = self.grid();
        let mut open: Vec<Option<(&PrintedCell, usize)>> = vec![None; self.columns.len()];
        let mut cut = Vec::new();
        for (row, slots) in grid.iter().enumerate().take(rows.end) {
            let mut cells = Vec::new();
            for slot in slots {
                if let (Some(cell), Some(open)) = (slot.cell, open.get_mut(slot.column)) {
                    *open = Some((cell, row + cell.lines));
                }
                let above = || open.get(slot.column).copied().flatten().filter(|_| slot.is_tall && row == rows.start);
                let end = |cell: &PrintedCell| row + cell.lines;
                if let Some((cell, end)) = slot.cell.map(|cell| (cell, end(cell))).or_else(above) {
                    let lines = end.min(rows.end) - row;
                    cells.push(PrintedCell { lines, columns: slot.columns, ..cell.clone() });
                }
            }
            if row >= rows.start {
                cut.push(cells);
            }
        }
        cut
    }

    /// Whether a cell among the rows spans several.
    pub fn has_tall_rows(&self) -> bool {
        self.rows.iter().flatten().any(|cell| cell.lines > 1)
    }

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

    /// The widths by weight, each widened to what must not break, `least`, and to what saves lines, at the cost of those
    /// that have room. `None` if there is no room.
    pub fn fitted_widths(
        &self,
        least: &[u32],
        cells: &[CellWidth],
        letters: CellLetters,
        total: u32,
    ) -> Option<Vec<u32>> {
        let least = with_fewer_lines(least, cells, letters, total);
        let mut widths = self.weighed_widths(total);
        let lacking: u32 = widths.iter().zip(&least).map(|(width, least)| least.saturating_sub(*width)).sum();
        let spare: u32 = widths.iter().zip(&least).map(|(width, least)| width.saturating_sub(*least)).sum();
        if lacking > spare {
            return None;
        }
        for (width, least) in widths.iter_mut().zip(&least) {
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
    fn the_last_page_has_not_only_a_row_or_two() {
        assert_eq!(page_starts(&[10; 9], 10, 100, 100), [0; 0]);
        assert_eq!(page_starts(&[10; 10], 10, 100, 100), [7]);
        assert_eq!(page_starts(&[10; 11], 10, 100, 100), [8]);
        assert_eq!(page_starts(&[10; 12], 10, 100, 100), [9]);
        assert_eq!(page_starts(&[10; 20], 10, 60, 100), [5, 14]);
        assert_eq!(page_starts(&[10; 19], 10, 100, 100), [9, 16]);
        assert_eq!(page_starts(&[200, 200], 10, 100, 100), [1]);
    }

    #[test]
    fn spare_room_goes_where_it_saves_lines() {
        let cell = |row, column, width| CellWidth { row, column, width };
        let with = |least: &[u32], cells: &[CellWidth], width, total| {
            with_fewer_lines(least, cells, CellLetters { padding: 10, width }, total)
        };
        // The second column saves two lines for 30, the first one for 20.
        let cells = [cell(0, 0, 60), cell(1, 1, 70), cell(2, 1, 70)];
        assert_eq!(with(&[40, 40, 40], &cells, 1, 150), [40, 70, 40]);
        assert_eq!(with(&[40, 40, 40], &cells, 1, 170), [60, 70, 40]);
        // Nothing is saved in a row that stays as high for another's sake.
        let cells = [cell(0, 0, 60), cell(0, 1, 60), cell(1, 1, 60)];
        assert_eq!(with(&[40, 40], &cells, 1, 110), [40, 60]);
        assert_eq!(with(&[40, 40], &cells, 1, 120), [60, 60]);
        assert_eq!(with(&[30, 30], &[], 1, 90), [30, 30]);
        // Nineteen letters stand in two lines of ten.
        assert_eq!(with(&[40], &[cell(0, 0, 200)], 10, 115), [110]);
        assert_eq!(with(&[40], &[cell(0, 0, 200)], 10, 109), [80]);
    }

    #[test]
    fn a_label_that_a_page_cuts_stands_on_both() {
        let rows = vec![
            vec![cell("甲", 1, 4), cell("乙", 1, 2), cell("一", 1, 1)],
            vec![cell("二", 1, 1)],
            vec![cell("丙", 1, 2), cell("三", 1, 1)],
            vec![cell("四", 1, 1)],
        ];
        let table = PrintedTable {
            key: crate::report::TableKey::Scores,
            title: String::new(),
            number: String::new(),
            caption: Default::default(),
            columns: [1, 1, 1].map(|width| PrintedColumn { width }).to_vec(),
            head: vec![vec![cell("项目", 3, 1)]],
            rows,
            subheads: vec![2],
            notes: Vec::new(),
        };
        let words = |rows: Range<usize>| -> Vec<Vec<(String, usize)>> {
            let row = |cells: Vec<PrintedCell>| cells.into_iter().map(|cell| (cell.text, cell.lines)).collect();
            table.cut(rows).into_iter().map(row).collect()
        };
        let line = |cells: &[(&str, usize)]| -> Vec<(String, usize)> {
            cells.iter().map(|(text, lines)| ((*text).to_owned(), *lines)).collect()
        };
        assert_eq!(words(1..2), [line(&[("甲", 1), ("乙", 1), ("一", 1)])]);
        let (first, second) = (line(&[("甲", 2), ("乙", 1), ("二", 1)]), line(&[("丙", 1), ("三", 1)]));
        assert_eq!(words(2..4), [first, second]);
        let (first, second) = (line(&[("甲", 2), ("丙", 2), ("三", 1)]), line(&[("四", 1)]));
        assert_eq!(words(3..5), [first, second]);
        let stretch = |head, rows| Stretch { head, rows };
        assert_eq!(table.stretches(), [stretch(0..1, 1..3), stretch(3..4, 4..5)]);
    }

    #[test]
    fn a_row_with_too_many_or_too_few_cells_still_covers_each_column_once() {
        let rows = [vec![cell("a", 9, 1), cell("b", 1, 1)], vec![cell("c", 1, 9)], vec![cell("d", 0, 0)]];
        assert_eq!(shown(3, &rows), ["aaa", "c--", "|d-"]);
    }
}

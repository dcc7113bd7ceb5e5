//! The font size, column widths and row height at which a table is easiest to read and no amount breaks.
//!
//! Widths of texts are counted, not measured: a Chinese character is as wide as the font is high, a Latin one half of
//! that; digits of Times New Roman are exactly that wide.

use std::ops::RangeInclusive;

use crate::report::{Align, GridSlot, PrintedCell, PrintedTable, page_starts};

use super::lines;

/// Between text and border, left and right together, in twentieths of a point.
pub(super) const PADDING: u32 = 114;
/// Font sizes in half points, from “五号” (10.5 pt) down to “小五” (9 pt), to bring a table onto one page.
const ONE_PAGE: RangeInclusive<u32> = 18..=21;
/// Font sizes from “小五” down to the smallest that can be read on paper, to keep amounts from breaking.
const LONG: RangeInclusive<u32> = 12..=18;
/// The height of a line in per cent of the font size, for any font.
const LEADING: u32 = 125;
/// Above and below the text of each cell.
pub(super) const AROUND: u32 = 18;
/// What the border of a row takes.
const BORDER: u32 = 12;
/// The highest row.
const TALLEST: u32 = 400;
/// A row of tables that go over several pages.
const LONG_ROW: u32 = 320;
/// An ASCII word longer than this breaks.
const LONGEST_WORD: usize = 16;

/// How a table is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// Of the letters, in half points.
    pub size: u32,
    /// Of the columns, in twentieths of a point.
    pub widths: Vec<u32>,
    /// At least, in twentieths of a point.
    pub row_height: u32,
}

impl Fit {
    /// Into a page of this width and height. The largest size at which no amount breaks and, for tables that could
    /// stand on one page, all rows do; a longer one does not end with a page of a row or two.
    pub(super) fn of(table: &PrintedTable, width: u32, height: u32, page: u32) -> Self {
        // Bold letters are a little wider than calculated.
        let spared = |height: u32| height - height / 40;
        let rows = table.grid();
        let set = |size| Some((size, widths(table, &rows, size, width)?));
        let fits = |size: u32, widths: &[u32], row| total_height(&rows, widths, size, row) <= spared(height);
        let mut on_one_page = ONE_PAGE.rev().filter_map(set);
        let whole = on_one_page.find(|(size, widths)| fits(*size, widths, least_row(*size)));
        if let Some((size, widths)) = whole {
            let candidates = (least_row(size)..=TALLEST).rev().step_by(5).chain([least_row(size)]);
            let row_height = candidates.into_iter().find(|row| fits(size, &widths, *row)).unwrap_or(least_row(size));
            return Self { size, widths, row_height };
        }
        let (size, widths) = LONG.rev().find_map(set).unwrap_or_else(|| (*LONG.start(), table.weighed_widths(width)));
        let usual = LONG_ROW.max(least_row(size));
        let ends_well = |row: &u32| {
            let heights: Vec<u32> = heights(&rows, &widths, size, *row).collect();
            let (head, rows) = heights.split_at(table.head.len().min(heights.len()));
            let head = head.iter().sum();
            let starts = page_starts(rows, head, spared(height), page);
            // As they fall, nothing moved.
            let last = starts.last().copied().unwrap_or(0);
            rows.len() - last > 3 || starts.is_empty()
        };
        let around = (0..20).flat_map(|step| [usual + step * 4, usual.saturating_sub(step * 4)]);
        let row_height = around.filter(|row| *row >= least_row(size)).find(ends_well).unwrap_or(usual);
        Self { size, widths, row_height }
    }

    /// How high each row becomes.
    pub(super) fn heights(&self, rows: &[Vec<GridSlot<'_>>]) -> Vec<u32> {
        heights(rows, &self.widths, self.size, self.row_height).collect()
    }
}

/// The width of a text in twentieths of a point.
pub(super) fn text_width(text: &str, size: u32) -> u32 {
    let halves: u32 = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    // Half the height of a font of `size` half points is `size` / 4 points.
    halves * size * 5
}

/// From line to line within a cell.
pub(super) fn line_height(size: u32) -> u32 {
    size * 10 * LEADING / 100
}

/// The least height of a row with some room around its line.
fn least_row(size: u32) -> u32 {
    line_height(size) + 2 * AROUND
}

/// Each as high as its lines need, not less than `row`.
fn heights(rows: &[Vec<GridSlot<'_>>], widths: &[u32], size: u32, row: u32) -> impl Iterator<Item = u32> {
    rows.iter().map(move |slots| {
        let one_line = slots.iter().filter(|slot| slot.cell.is_some_and(|cell| cell.lines == 1));
        let lines = one_line.filter_map(|slot| Some(lines(slot.cell?, slot.width(widths), size))).max();
        let lines = lines.unwrap_or(1);
        (lines * line_height(size) + 2 * AROUND + BORDER).max(row)
    })
}

fn total_height(rows: &[Vec<GridSlot<'_>>], widths: &[u32], size: u32, row: u32) -> u32 {
    heights(rows, widths, size, row).sum()
}

/// How many lines a cell takes.
pub(super) fn lines(cell: &PrintedCell, width: u32, size: u32) -> u32 {
    lines::count(&cell.text, size, width.saturating_sub(PADDING + indent(cell, size)), 0)
}

/// Of the code's depth.
pub(super) fn indent(cell: &PrintedCell, size: u32) -> u32 {
    u32::from(cell.indent) * size * 10
}

/// The widths at which nothing breaks that must not. `None` if there is no room.
fn widths(table: &PrintedTable, rows: &[Vec<GridSlot<'_>>], size: u32, total: u32) -> Option<Vec<u32>> {
    let mut least = vec![0; table.columns.len()];
    for slot in rows.iter().flatten().filter(|slot| slot.columns == 1) {
        if let (Some(cell), Some(least)) = (slot.cell, least.get_mut(slot.column)) {
            *least = (*least).max(unbreakable(cell, size));
        }
    }
    table.fitted_widths(&least, total)
}

/// What a cell needs so that no amount, code or Latin word breaks, and words have at least three characters in a line, heads four.
fn unbreakable(cell: &PrintedCell, size: u32) -> u32 {
    let longest = match cell.align {
        Align::Right => cell.text.split('\n').map(|line| text_width(line, size)).max(),
        Align::Left | Align::Centre => {
            let words = cell.text.split(|c: char| !c.is_ascii_graphic()).filter(|word| word.len() <= LONGEST_WORD);
            let words = words.map(|word| text_width(word, size));
            let count = if cell.is_bold { 4 } else { 3 };
            let first: String = cell.text.chars().take_while(|c| *c != '\n').take(count).collect();
            words.chain([text_width(&first, size)]).max()
        }
    };
    longest.unwrap_or(0) + PADDING + indent(cell, size) + 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::docx::testing::table;

    #[test]
    fn amounts_never_break_and_widths_fill_the_page() {
        for (columns, amount) in [(4, "1.00"), (9, "12345.67"), (16, "98765.43"), (20, "98,765.43")] {
            let table = table(columns, 30, amount);
            let fit = Fit::of(&table, 14_230, 7_000, 7_000);
            assert_eq!(fit.widths.iter().sum::<u32>(), 14_230);
            for width in &fit.widths[2..] {
                assert!(*width >= text_width(amount, fit.size) + PADDING, "{columns} columns: {fit:?}");
            }
        }
    }

    #[test]
    fn few_rows_are_large_and_many_are_divided() {
        let size = |rows| Fit::of(&table(5, rows, "1.00"), 14_230, 7_000, 7_000).size;
        assert_eq!(size(3), 21);
        assert!((18..=20).contains(&size(22)), "{}", size(22));
        // Never below 小五.
        assert_eq!([27, 90].map(size), [18, 18]);
    }

    #[test]
    fn no_page_is_left_to_a_row_or_two() {
        for count in 20..90 {
            let table = table(5, count, "1.00");
            let fit = Fit::of(&table, 14_230, 7_000, 9_000);
            let heights = fit.heights(&table.grid());
            let (head, rows) = heights.split_at(2);
            let starts = page_starts(rows, head.iter().sum(), 7_000, 9_000);
            let last = rows.len() - starts.last().copied().unwrap_or(0);
            assert!(last > 2, "{count} rows: {last} on the last page");
        }
    }

    #[test]
    fn more_than_fits_is_set_small_and_not_lost() {
        let fit = Fit::of(&table(60, 2, "98765.43"), 14_230, 7_000, 7_000);
        assert_eq!((fit.size, fit.widths.len()), (12, 60));
    }
}

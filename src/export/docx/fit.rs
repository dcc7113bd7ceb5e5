//! The font size, column widths and row height at which a table is easiest to read and no amount breaks.
//!
//! Widths of texts are counted, not measured: a Chinese character is as wide as the font is high, a Latin one half of
//! that; digits of Times New Roman are exactly that wide.

use std::ops::RangeInclusive;

use crate::report::{Align, CellLetters, CellWidth, GridSlot, PrintedCell, PrintedTable, page_starts};

use super::lines;

/// Between text and border, left and right together, in twentieths of a point.
pub(super) const PADDING: u32 = 114;
/// Font sizes in half points, from “五号” (10.5 pt) down to “小五” (9 pt), to bring a table onto one page.
const ONE_PAGE: RangeInclusive<u32> = 18..=21;
/// Font sizes from “小五” down to the smallest that can be read on paper, to keep amounts from breaking.
const LONG: RangeInclusive<u32> = 12..=18;
/// The smallest letters are set closer where that saves a page.
const AIRS: [Air; 3] = [Air::USUAL, Air { leading: 120, around: 14 }, Air { leading: 115, around: 10 }];
/// What a text may be wider than counted.
const SPARE: u32 = 10;
/// What the border of a row takes.
const BORDER: u32 = 12;
/// The highest row.
const TALLEST: u32 = 400;
/// A row of tables that go over several pages.
const LONG_ROW: u32 = 320;
/// An ASCII word longer than this breaks.
const LONGEST_WORD: usize = 16;

/// The room around the lines of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Air {
    /// The height of a line in per cent of the font size, for any font.
    leading: u32,
    /// Above and below the text, in twentieths of a point.
    pub around: u32,
}

/// How a table is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// Of the letters, in half points.
    pub size: u32,
    /// Of the columns, in twentieths of a point.
    pub widths: Vec<u32>,
    /// At least, in twentieths of a point.
    pub row_height: u32,
    pub air: Air,
}

impl Air {
    const USUAL: Self = Self { leading: 125, around: 18 };

    /// From line to line within a cell.
    fn line_height(self, size: u32) -> u32 {
        size * 10 * self.leading / 100
    }

    /// The least height of a row with some room around its line.
    fn least_row(self, size: u32) -> u32 {
        self.line_height(size) + 2 * self.around
    }
}

impl Fit {
    /// Into a page of this width and height. The largest size at which no amount breaks and, for tables that could
    /// stand on one page, all rows do; a longer one does not end with a page of a row or two.
    pub(super) fn of(table: &PrintedTable, width: u32, height: u32, page: u32) -> Self {
        // Bold letters are a little wider than calculated.
        let spared = |height: u32| height - height / 40;
        let rows = table.grid();
        let set = |size| Some((size, widths(table, &rows, size, width)?));
        let fits = |fit: &Self| fit.heights(&rows).iter().sum::<u32>() <= spared(height);
        let airs = |size| if size == *ONE_PAGE.start() { &AIRS[..] } else { &AIRS[..1] };
        let closest = |air: Air, size, widths| Self { size, widths, row_height: air.least_row(size), air };
        let mut on_one_page = ONE_PAGE
            .rev()
            .filter_map(set)
            .flat_map(|(size, widths)| airs(size).iter().map(move |air| closest(*air, size, widths.clone())));
        if let Some(mut fit) = on_one_page.find(fits) {
            let least = fit.row_height;
            for row_height in (least..=TALLEST).rev().step_by(5).chain([least]) {
                fit.row_height = row_height;
                if fits(&fit) {
                    break;
                }
            }
            return fit;
        }
        let (size, widths) = LONG.rev().find_map(set).unwrap_or_else(|| (*LONG.start(), table.weighed_widths(width)));
        let air = Air::USUAL;
        let usual = LONG_ROW.max(air.least_row(size));
        let mut fit = Self { size, widths, row_height: usual, air };
        let ends_well = |fit: &Self| {
            let heights = fit.heights(&rows);
            let (head, rows) = heights.split_at(table.head.len().min(heights.len()));
            let head = head.iter().sum();
            let starts = page_starts(rows, head, spared(height), page);
            // As they fall, nothing moved.
            let last = starts.last().copied().unwrap_or(0);
            rows.len() - last > 3 || starts.is_empty()
        };
        let around = (0..20).flat_map(|step| [usual + step * 4, usual.saturating_sub(step * 4)]);
        for row_height in around.filter(|row| *row >= air.least_row(size)).chain([usual]) {
            fit.row_height = row_height;
            if ends_well(&fit) {
                break;
            }
        }
        fit
    }

    /// How high each row becomes.
    pub(super) fn heights(&self, rows: &[Vec<GridSlot<'_>>]) -> Vec<u32> {
        let Self { size, widths, row_height, air } = self;
        let height = |slots: &Vec<GridSlot<'_>>| {
            let one_line = slots.iter().filter(|slot| slot.cell.is_some_and(|cell| cell.lines == 1));
            let lines = one_line.filter_map(|slot| Some(lines(slot.cell?, slot.width(widths), *size))).max();
            (lines.unwrap_or(1) * air.line_height(*size) + 2 * air.around + BORDER).max(*row_height)
        };
        rows.iter().map(height).collect()
    }

    /// From line to line within a cell.
    pub(super) fn line_height(&self) -> u32 {
        self.air.line_height(self.size)
    }
}

/// The width of a text in twentieths of a point.
pub(super) fn text_width(text: &str, size: u32) -> u32 {
    let halves: u32 = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    // Half the height of a font of `size` half points is `size` / 4 points.
    halves * size * 5
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
    let slots = (0..).zip(rows).flat_map(|(row, slots)| slots.iter().map(move |slot| (row, slot)));
    let singles: Vec<CellWidth> = slots
        .filter(|(_, slot)| slot.columns == 1 && !slot.is_tall)
        .filter_map(|(row, slot)| {
            let cell = slot.cell?;
            let longest = cell.text.split('\n').map(|line| text_width(line, size)).max().unwrap_or(0);
            Some(CellWidth { row, column: slot.column, width: longest + PADDING + indent(cell, size) + SPARE })
        })
        .collect();
    table.fitted_widths(&least, &singles, CellLetters { padding: PADDING, width: size * 10 }, total)
}

/// What a cell needs so that no amount, code or Latin word breaks, and words have at least three characters in a line, heads four.
fn unbreakable(cell: &PrintedCell, size: u32) -> u32 {
    // Word parts Chinese from Latin letters by a fifth of their size, before and behind a number.
    let gaps = size * 4;
    let longest = match cell.align {
        Align::Right => cell.text.split('\n').map(|line| text_width(line, size)).max(),
        Align::Left | Align::Centre => {
            let words = cell.text.split(|c: char| !c.is_ascii_graphic()).filter(|word| word.len() <= LONGEST_WORD);
            let words = words.map(|word| text_width(word, size));
            let count = if cell.is_bold { 4 } else { 3 };
            let first: String = cell.text.chars().take_while(|c| *c != '\n').take(count).collect();
            words
                .chain([text_width(&first, size)])
                .chain(cell.label_lines().map(|line| text_width(line, size) + gaps))
                .max()
        }
    };
    longest.unwrap_or(0) + PADDING + indent(cell, size) + SPARE
}

#[cfg(test)]
mod tests {
    use super::{super::tables::room, *};
    use crate::{
        address::{T01, T04, T08},
        document::{Document, Edition, Region},
        export::docx::testing::table,
        report::{Orientation, Paper, TableKey},
        testing::{derived, sample},
    };

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

    /// How many pages the upright tables of a document take, and the size of their letters.
    fn upright(document: &Document) -> Vec<(String, usize, u32)> {
        let derived = derived(document);
        let paper = Paper::of(Orientation::Upright);
        let keys = [T01, T04, T08].map(TableKey::Published);
        let tables = keys.into_iter().flat_map(|key| PrintedTable::of(&derived.figures, key));
        let pages = |table: PrintedTable| {
            // Number, caption and note; a long name stands in a line of its own.
            let first = room(paper.text_height(), 1, 4);
            let fit = Fit::of(&table, paper.text_width(), first, paper.text_height());
            let heights = fit.heights(&table.grid());
            let (head, rows) = heights.split_at(table.head.len());
            let starts = page_starts(rows, head.iter().sum(), first, paper.text_height());
            (table.number, starts.len() + 1, fit.size)
        };
        tables.map(pages).collect()
    }

    #[test]
    fn upright_tables_stand_on_one_page() {
        for name in ["clean.json", "yanbian-2024.json", "national-2024.json"] {
            for region in Region::ALL {
                let mut document = sample(name);
                document.unit.region = Some(*region);
                document.form.edition = Some(Edition::Y2025);
                for (number, pages, size) in upright(&document) {
                    assert!(pages == 1 && size >= 18, "{name} {region:?} {number}: {pages} pages, {size}");
                }
            }
        }
    }

    /// 预算管理（28分） beside long explanations.
    #[test]
    fn a_label_over_several_rows_does_not_break() {
        let derived = derived(&sample("clean.json"));
        let paper = Paper::of(Orientation::Portrait);
        for table in PrintedTable::of(&derived.figures, TableKey::Scores) {
            let fit = Fit::of(&table, paper.text_width(), paper.text_height(), paper.text_height());
            let labels = table.rows.iter().flatten().filter(|cell| cell.lines > 1);
            let widest = labels.flat_map(|cell| cell.text.split('\n')).map(|line| text_width(line, fit.size)).max();
            assert!(widest.is_some_and(|widest| fit.widths[1] >= widest + PADDING), "{widest:?} in {:?}", fit.widths);
        }
    }

    #[test]
    fn more_than_fits_is_set_small_and_not_lost() {
        let fit = Fit::of(&table(60, 2, "98765.43"), 14_230, 7_000, 7_000);
        assert_eq!((fit.size, fit.widths.len()), (12, 60));
    }
}

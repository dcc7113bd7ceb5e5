//! A table of the report as data for the layout, in a size at which its amounts fit their columns.
//!
//! A table whose cells span rows is cut into pages here, so that its labels stand on each of them; others flow.

use std::ops::Range;

use serde_json::{Value, json};

use crate::report::{Align, CellLetters, CellWidth, GridSlot, PrintedCell, PrintedTable, page_starts};

use super::{
    manuscript::{LETTERS, Meaning, POINT, Writer, points, width_in_ems},
    places::MarkKind,
};

/// Tables are set between these sizes, in half points.
const SIZES: (u8, u8) = (13, 21);
/// What a cell leaves free at its left and right.
const PADDING: f64 = 6.0;
/// To save a page, letters are made smaller by at most this much, and never smaller than “小五”.
const LESS_TO_FIT: f64 = 2.0;
const LEAST_TO_FIT: f64 = 9.0;
/// Room above and below the text of a cell.
const AIR: [f64; 5] = [3.5, 2.75, 2.0, 1.5, 1.25];
/// So many of them are enough for the eye; only the smallest letters are set closer.
const ENOUGH: usize = 3;
/// From line to line, in sizes of the letters.
const LINE: f64 = 1.4;
/// A row with a longer text may continue on the next page; a shorter one is kept together.
const LONG_TEXT: usize = 120;
/// A word of a table that is longer than this breaks.
const LONGEST_WORD: usize = 16;
/// Words have at least so many characters in a line.
const LEAST_CHARACTERS: usize = 3;
const LEAST_OF_HEADS: usize = 4;
/// Bold letters are a little wider than reckoned, in points.
const BOLD: f64 = 0.8;

/// A table on a page of this width and height, of which `taken` is not free; `above` are the headings and labels right
/// above it.
pub(super) fn sheet(
    writer: &mut Writer<'_>,
    table: &PrintedTable,
    (width, height): (f64, f64),
    taken: f64,
    above: &[String],
) -> Value {
    let [title, number] = table.unsaid(above).map(|text| text.map(|text| writer.words(text)));
    let sheet = writer.next_sheet();
    let has_tall_rows = table.has_tall_rows();
    let mut order = 0;
    let mut lines = |writer: &mut Writer<'_>, lines: &[Vec<PrintedCell>], is_head: bool| -> Vec<Value> {
        let mut line = |cells: &Vec<PrintedCell>| -> Value {
            let mut one = |cell: &PrintedCell| {
                order += 1;
                let label = (is_head || has_tall_rows).then(|| format!("cell {sheet}-{order}"));
                self::cell(writer, cell, label.map(|label| (label, order, is_head)))
            };
            cells.iter().map(&mut one).collect()
        };
        lines.iter().map(&mut line).collect()
    };
    let room = Room { width, first: height - taken, page: height };
    let cells = placed(table);
    let SheetMeasures { size, air, widths } = measures(table, &cells, room);
    let mut tables = Vec::new();
    if has_tall_rows || !table.subheads.is_empty() {
        let heights: Vec<u32> =
            heights(&cells, &widths, size).iter().map(|text| twentieths(text + 2.0 * air)).collect();
        let mut head = (0..0, Vec::new());
        for piece in pieces(table, &heights, room) {
            // With the labels that it had, by which it is known as a repetition.
            if head.0 != piece.head {
                head = (piece.head.clone(), lines(writer, &table.cut(piece.head), true));
            }
            let head = head.1.clone();
            let rows = lines(writer, &table.cut(piece.rows), false);
            tables.push(json!({ "breaks": piece.breaks, "head": head, "rows": rows }));
        }
    } else {
        let head = lines(writer, &table.head, true);
        let rows = lines(writer, &table.rows, false);
        tables.push(json!({ "breaks": false, "head": head, "rows": rows }));
    }
    let is_long = is_long(&table.caption, width);
    let caption: Vec<String> = table.caption.iter().map(|words| writer.words(words)).collect();
    let notes: Vec<String> = table.notes.iter().map(|note| writer.words(note)).collect();
    json!({
        "title": title,
        "number": number,
        "size": size,
        "air": air,
        "columns": widths,
        "caption": caption,
        "long": is_long,
        "tables": tables,
        "notes": notes,
    })
}

/// Whether the name at the left leaves no room for the year in the middle.
fn is_long(caption: &[String; 3], width: f64) -> bool {
    const SIZE: f64 = 10.5;
    let [left, middle, _] = caption.each_ref().map(|text| width_in_ems(text) * SIZE);
    left + middle / 2.0 + SIZE > width / 2.0
}

/// The room for a table, in points: its first page, and others.
#[derive(Clone, Copy)]
struct Room {
    width: f64,
    first: f64,
    page: f64,
}

/// Rows that stand on one page.
struct Piece {
    /// Of the table or in its rows, counted with the lines of the head of the table.
    head: Range<usize>,
    rows: Range<usize>,
    /// Begins a page.
    breaks: bool,
}

/// The pages of a table, by the height of its rows.
fn pieces(table: &PrintedTable, heights: &[u32], room: Room) -> Vec<Piece> {
    // What is set must not be higher than what is reckoned.
    let page = twentieths(room.page * 0.98);
    let mut free = twentieths(room.first * 0.98);
    let mut pieces = Vec::new();
    for (place, stretch) in table.stretches().into_iter().enumerate() {
        let of = |range: &Range<usize>| heights.get(range.clone()).unwrap_or_default();
        let head: u32 = of(&stretch.head).iter().sum();
        let rows = of(&stretch.rows);
        let mut breaks = place > 0 && head + rows.iter().take(2).sum::<u32>() > free;
        let starts = page_starts(rows, head, if breaks { page } else { free }, page);
        let ends = starts.iter().copied().chain([rows.len()]);
        let begins = [0].into_iter().chain(starts.iter().copied());
        for (begin, end) in begins.zip(ends) {
            let used = head + rows.get(begin..end).unwrap_or_default().iter().sum::<u32>();
            free = if breaks { page } else { free }.saturating_sub(used);
            let (first, last) = (stretch.rows.start + begin, stretch.rows.start + end);
            pieces.push(Piece { head: stretch.head.clone(), rows: first..last, breaks });
            breaks = true;
        }
    }
    pieces
}

/// A cell; `own` is a label for this very cell, its place in reading order, and whether it stands in the head.
fn cell(writer: &mut Writer<'_>, cell: &PrintedCell, own: Option<(String, usize, bool)>) -> Value {
    let mark = cell
        .source
        .clone()
        .filter(|_| !cell.text.is_empty() && writer.is_labelled())
        .map(|source| (MarkKind::Figure, source));
    // An amount stays whole; a word that is too long does not leave its cell.
    let text = if cell.align == Align::Right { cell.text.as_str().into() } else { breakable(&cell.text, LONGEST_WORD) };
    let mut value = writer.piece(&text, mark.clone().filter(|_| own.is_none()));
    if let Some((label, order, is_head)) = own.filter(|_| writer.is_labelled()) {
        value["l"] = writer.label(label, Meaning { mark, order: Some(order), is_head });
    }
    // Only what differs from most cells is written: a long report has hundreds of thousands.
    let align = match cell.align {
        Align::Left => Some("left"),
        Align::Centre => Some("center"),
        Align::Right => None,
    };
    if cell.columns > 1 {
        value["columns"] = cell.columns.into();
    }
    if cell.lines > 1 {
        value["lines"] = cell.lines.into();
    }
    if let Some(align) = align {
        value["align"] = align.into();
    }
    if cell.is_bold {
        value["bold"] = true.into();
    }
    if cell.indent > 0 {
        value["indent"] = cell.indent.into();
    }
    if cell.lines > 1 || cell.text.chars().count() > LONG_TEXT {
        value["breakable"] = true.into();
    }
    value
}

/// How a table is set, in points, the columns in twentieths of them.
struct SheetMeasures {
    size: f64,
    air: f64,
    widths: Vec<u32>,
}

/// The largest size in which no amount and no code is wider than its column; a little smaller or closer where that
/// saves the table from a second page, or from a last one of a row or two.
fn measures(table: &PrintedTable, cells: &[Placed<'_>], room: Room) -> SheetMeasures {
    let set = |size: f64, air: f64| Some(SheetMeasures { size, air, widths: widths(table, cells, size, room.width)? });
    let sizes = || (SIZES.0..=SIZES.1).rev().map(|half_points| f64::from(half_points) / 2.0);
    let Some(largest) = sizes().find_map(|size| set(size, AIR[0])) else {
        return SheetMeasures {
            size: f64::from(SIZES.0) / 2.0,
            air: AIR[0],
            widths: table.weighed_widths(twentieths(room.width)),
        };
    };
    let least = LEAST_TO_FIT.max(largest.size - LESS_TO_FIT).min(largest.size);
    let candidates = || {
        let sizes = sizes().filter(|size| *size <= largest.size && *size >= least);
        let airs = move |size| if size <= least { &AIR[..] } else { &AIR[..ENOUGH] };
        sizes
            .flat_map(move |size| airs(size).iter().map(move |air| (size, *air)))
            .filter_map(|(size, air)| set(size, air))
    };
    let rows = |measures: &SheetMeasures| -> Vec<u32> {
        let heights = heights(cells, &measures.widths, measures.size);
        heights.iter().map(|text| twentieths(text + 2.0 * measures.air)).collect()
    };
    let fits = |measures: &SheetMeasures| points(rows(measures).iter().sum()) <= room.first;
    let ends_well = |measures: &SheetMeasures| {
        let heights = rows(measures);
        let (head, rows) = heights.split_at(table.head.len().min(heights.len()));
        let starts = page_starts(rows, head.iter().sum(), twentieths(room.first), twentieths(room.page));
        rows.len() - starts.last().copied().unwrap_or(0) > 4
    };
    candidates().find(fits).or_else(|| candidates().find(ends_well)).unwrap_or(largest)
}

/// A cell in the grid.
struct Placed<'a> {
    row: usize,
    columns: std::ops::Range<usize>,
    /// What makes its row high; empty where the cell goes over several.
    text: &'a str,
    ems: f64,
    indent: f64,
    /// What must not break: amounts, codes, the first characters of words.
    least: f64,
}

impl Placed<'_> {
    fn room(&self, widths: &[u32]) -> f64 {
        points(widths.get(self.columns.clone()).unwrap_or_default().iter().sum()) - PADDING
    }
}

/// The cells of head and rows.
fn placed<'a>(table: &'a PrintedTable) -> Vec<Placed<'a>> {
    let slots = (0..).zip(table.grid()).flat_map(|(row, slots)| slots.into_iter().map(move |slot| (row, slot)));
    let placed = |(row, slot): (usize, GridSlot<'a>)| {
        let cell = slot.cell?;
        let is_word = |word: &&str| word.len() <= LONGEST_WORD;
        let words = cell.text.split(|c: char| !c.is_ascii_graphic()).filter(is_word).map(width_in_ems);
        let first: String = cell
            .text
            .chars()
            .take_while(|c| *c != '\n')
            .take(if cell.is_bold { LEAST_OF_HEADS } else { LEAST_CHARACTERS })
            .collect();
        let ems = width_in_ems(&cell.text);
        let least = match cell.align {
            Align::Right => ems,
            Align::Left | Align::Centre => {
                words.chain(cell.label_lines().map(width_in_ems)).fold(width_in_ems(&first), f64::max)
            }
        };
        let columns = slot.column..slot.column + slot.columns;
        let indent = f64::from(cell.indent);
        // A cell over several lines makes none of them higher.
        let (text, ems) = if cell.lines > 1 { ("", 0.0) } else { (cell.text.as_str(), ems) };
        Some(Placed { row, columns, text, ems: ems + indent, indent, least: least + indent })
    };
    slots.filter_map(placed).collect()
}

/// The text with places to break within words longer than `longest`.
pub(super) fn breakable(text: &str, longest: usize) -> std::borrow::Cow<'_, str> {
    /// Characters between two places to break.
    const STEP: usize = 4;
    const PLACE: char = '\u{200B}';
    let is_long = |word: &str| word.len() > longest;
    if !text.split(|c: char| !c.is_ascii_graphic()).any(is_long) {
        return text.into();
    }
    let mut broken = String::with_capacity(text.len() * 2);
    for word in text.split_inclusive(|c: char| !c.is_ascii_graphic()) {
        let length = word.trim_end_matches(|c: char| !c.is_ascii_graphic()).len();
        for (place, c) in word.chars().enumerate() {
            if length > longest && place > 0 && place < length && place % STEP == 0 {
                broken.push(PLACE);
            }
            broken.push(c);
        }
    }
    broken.into()
}

/// Rounded up: what must not break has room.
fn twentieths(points: f64) -> u32 {
    (points * POINT).ceil() as u32
}

/// The widths at which nothing breaks that must not. `None` if there is no room.
fn widths(table: &PrintedTable, cells: &[Placed<'_>], size: f64, width: f64) -> Option<Vec<u32>> {
    let mut least = vec![0; table.columns.len()];
    for cell in cells.iter().filter(|cell| cell.columns.len() == 1 && cell.least > 0.0) {
        if let Some(least) = least.get_mut(cell.columns.start) {
            *least = (*least).max(twentieths(cell.least * size + PADDING + BOLD));
        }
    }
    let padding = twentieths(PADDING);
    let wide = |cell: &Placed<'_>| CellWidth {
        row: cell.row,
        column: cell.columns.start,
        width: twentieths(cell.ems * size + BOLD) + padding,
    };
    let singles: Vec<CellWidth> = cells.iter().filter(|cell| cell.columns.len() == 1).map(wide).collect();
    table.fitted_widths(&least, &singles, CellLetters { padding, width: twentieths(size) }, twentieths(width))
}

/// How high the text of each row is in this size.
fn heights(cells: &[Placed<'_>], widths: &[u32], size: f64) -> Vec<f64> {
    let mut heights: Vec<f64> = Vec::new();
    for cell in cells {
        let room = cell.room(widths) / size;
        let is_line = cell.ems <= room && !cell.text.contains('\n');
        let lines = if is_line {
            1.0
        } else {
            f64::from(LETTERS.lines(cell.text, ((room - cell.indent).max(1.0) * 1000.0) as u32, 0))
        };
        heights.resize(heights.len().max(cell.row + 1), 0.0);
        heights[cell.row] = heights[cell.row].max((lines * LINE - (LINE - 1.0)) * size);
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_are_too_long_break() {
        assert_eq!(breakable("金额1,234,567.89元", 16), "金额1,234,567.89元");
        assert_eq!(breakable("见aaaabbbbcc。", 8), "见aaaa\u{200B}bbbb\u{200B}cc。");
        assert_eq!(breakable("aaaabbbb aaaabbbbc", 8), "aaaabbbb aaaa\u{200B}bbbb\u{200B}c");
    }
}

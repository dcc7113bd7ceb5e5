//! A table of the report as data for the layout, in a size at which its amounts fit their columns.

use serde_json::{Value, json};

use crate::report::{Align, GridSlot, PrintedCell, PrintedTable};

use super::{
    manuscript::{Meaning, POINT, Writer, points, width_in_ems},
    places::MarkKind,
};

/// Tables are set between these sizes, in half points.
const SIZES: (u8, u8) = (13, 21);
/// What a cell leaves free at its left and right.
const PADDING: f64 = 6.0;
/// To save a page, letters are made smaller by at most this much, and never smaller than this.
const LESS_TO_FIT: f64 = 2.0;
const LEAST_TO_FIT: f64 = 8.0;
/// Room above and below the text of a cell.
const AIR: [f64; 4] = [3.5, 2.75, 2.0, 1.5];
/// The closest lines that can still be read, for an official table that is just too high for its page.
const TIGHT: [(f64, f64); 3] = [(8.0, 1.25), (8.0, 1.0), (7.5, 1.0)];
/// From line to line, in sizes of the letters.
const LINE: f64 = 1.4;
/// A row with a longer text may continue on the next page; a shorter one is kept together.
const LONG_TEXT: usize = 120;

/// A table on a page of this width and height; `above` are the headings and labels right above it.
pub(super) fn sheet(writer: &mut Writer<'_>, table: &PrintedTable, page: (f64, f64), above: &[String]) -> Value {
    let is_said = |text: &str| text.is_empty() || above.iter().any(|above| above.contains(text));
    let title = (!is_said(&table.title)).then(|| writer.words(&table.title));
    let number = (!is_said(&table.number)).then(|| writer.words(&table.number));
    let sheet = writer.next_sheet();
    let spans = table.rows.iter().flatten().any(|cell| cell.lines > 1);
    let mut order = 0;
    let mut lines = |writer: &mut Writer<'_>, lines: &[Vec<PrintedCell>], is_head: bool| -> Vec<Value> {
        let mut line = |cells: &Vec<PrintedCell>| -> Value {
            let mut one = |cell: &PrintedCell| {
                order += 1;
                let label = (is_head || spans).then(|| format!("cell {sheet}-{order}"));
                self::cell(writer, cell, label.map(|label| (label, order, is_head)))
            };
            cells.iter().map(&mut one).collect()
        };
        lines.iter().map(&mut line).collect()
    };
    let head = lines(writer, &table.head, true);
    let rows = lines(writer, &table.rows, false);
    let SheetMeasures { size, air, widths } = measures(table, page);
    let caption: Vec<String> = table.caption.iter().map(|words| writer.words(words)).collect();
    let notes: Vec<String> = table.notes.iter().map(|note| writer.words(note)).collect();
    json!({
        "title": title,
        "number": number,
        "size": size,
        "air": air,
        "columns": widths,
        "caption": caption,
        "head": head,
        "rows": rows,
        "notes": notes,
    })
}

/// A cell; `own` is a label for this very cell, its place in reading order, and whether it stands in the head.
fn cell(writer: &mut Writer<'_>, cell: &PrintedCell, own: Option<(String, usize, bool)>) -> Value {
    let mark = cell
        .source
        .clone()
        .filter(|_| !cell.text.is_empty() && writer.is_labelled())
        .map(|source| (MarkKind::Figure, source));
    let mut value = writer.piece(&cell.text, mark.clone().filter(|_| own.is_none()));
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
/// saves the table from a second page of a few rows.
fn measures(table: &PrintedTable, (width, height): (f64, f64)) -> SheetMeasures {
    let cells = placed(table);
    let set = |size: f64, air: f64| Some(SheetMeasures { size, air, widths: widths(table, &cells, size, width)? });
    let sizes = || (SIZES.0..=SIZES.1).rev().map(|half_points| f64::from(half_points) / 2.0);
    let Some(largest) = sizes().find_map(|size| set(size, AIR[0])) else {
        return SheetMeasures {
            size: f64::from(SIZES.0) / 2.0,
            air: AIR[0],
            widths: table.weighed_widths(twentieths(width)),
        };
    };
    let least = LEAST_TO_FIT.max(largest.size - LESS_TO_FIT);
    let loose = sizes().filter(|size| *size <= largest.size && *size >= least);
    let loose = loose.flat_map(|size| AIR.map(|air| (size, air)));
    let tight = TIGHT.into_iter().filter(|(size, _)| *size <= largest.size);
    let fits = |measures: &SheetMeasures| {
        let heights = heights(&cells, &measures.widths, measures.size);
        heights.iter().sum::<f64>() + 2.0 * measures.air * heights.len() as f64 <= height
    };
    let fitting = loose.chain(tight).filter_map(|(size, air)| set(size, air)).find(fits);
    fitting.unwrap_or(largest)
}

/// A cell in the grid.
struct Placed {
    row: usize,
    columns: std::ops::Range<usize>,
    ems: f64,
    /// Amounts and codes do not break.
    is_whole: bool,
}

impl Placed {
    fn room(&self, widths: &[u32]) -> f64 {
        points(widths.get(self.columns.clone()).unwrap_or_default().iter().sum()) - PADDING
    }
}

/// The cells of head and rows.
fn placed(table: &PrintedTable) -> Vec<Placed> {
    let slots = (0..).zip(table.grid()).flat_map(|(row, slots)| slots.into_iter().map(move |slot| (row, slot)));
    let placed = |(row, slot): (usize, GridSlot<'_>)| {
        let cell = slot.cell?;
        let is_whole = cell.align == Align::Right || cell.text.chars().all(|c| c.is_ascii_graphic());
        // A cell over several lines makes none of them higher.
        let ems = if cell.lines > 1 && !is_whole { 0.0 } else { width_in_ems(&cell.text) };
        let columns = slot.column..slot.column + slot.columns;
        Some(Placed { row, columns, ems: ems + f64::from(cell.indent), is_whole })
    };
    slots.filter_map(placed).collect()
}

/// Rounded up: what must not break has room.
fn twentieths(points: f64) -> u32 {
    (points * POINT).ceil() as u32
}

/// The widths at which nothing breaks that must not. `None` if there is no room.
fn widths(table: &PrintedTable, cells: &[Placed], size: f64, width: f64) -> Option<Vec<u32>> {
    let mut least = vec![0; table.columns.len()];
    for cell in cells.iter().filter(|cell| cell.is_whole && cell.columns.len() == 1 && cell.ems > 0.0) {
        if let Some(least) = least.get_mut(cell.columns.start) {
            *least = (*least).max(twentieths(cell.ems * size + PADDING));
        }
    }
    table.fitted_widths(&least, twentieths(width))
}

/// How high the text of each row is in this size.
fn heights(cells: &[Placed], widths: &[u32], size: f64) -> Vec<f64> {
    let mut heights: Vec<f64> = Vec::new();
    for cell in cells {
        let lines = (cell.ems * size / cell.room(widths).max(size)).ceil().max(1.0);
        heights.resize(heights.len().max(cell.row + 1), 0.0);
        heights[cell.row] = heights[cell.row].max((lines * LINE - (LINE - 1.0)) * size);
    }
    heights
}

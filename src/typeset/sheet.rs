//! 报告里的表：as data for the layout, in a size in which its amounts fit their columns.

use serde_json::{Value, json};

use crate::report::{Align, PrintedCell, PrintedTable};

use super::{
    manuscript::{Meaning, Writer, width_in_ems},
    places::MarkKind,
};

/// Tables are set between these sizes, in half points.
const SIZES: (u8, u8) = (13, 21);
/// What a cell leaves free at its left and right.
const PADDING: f64 = 6.0;
/// To save a page, letters are made no smaller than this.
const LEAST_TO_FIT: f64 = 7.5;
/// Room above and below the text of a cell.
const AIR: [f64; 6] = [3.5, 2.75, 2.0, 1.5, 1.0, 0.75];
/// From line to line, in sizes of the letters.
const LINE: f64 = 1.4;
/// A longer text may go on on the next page; a shorter row is kept together.
const LONG_TEXT: usize = 120;

/// A table on a page of this width and height; `above` are the headings and labels right above it.
pub(super) fn sheet(writer: &mut Writer<'_>, table: &PrintedTable, page: (f64, f64), above: &[String]) -> Value {
    let is_said = |text: &str| text.is_empty() || above.iter().any(|above| above.contains(text));
    let title = (!is_said(&table.title)).then(|| writer.words(&table.title));
    let number = (!is_said(&table.number)).then(|| writer.words(&table.number));
    let columns: Vec<u16> = table.columns.iter().map(|column| column.width.max(1)).collect();
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
    let (size, air) = measures(table, &columns, page);
    let caption: Vec<String> = table.caption.iter().map(|words| writer.words(words)).collect();
    let notes: Vec<String> = table.notes.iter().map(|note| writer.words(note)).collect();
    json!({
        "title": title,
        "number": number,
        "size": size,
        "air": air,
        "columns": columns,
        "caption": caption,
        "head": head,
        "rows": rows,
        "notes": notes,
    })
}

/// A cell; `own` is a label for this very cell, its place in reading order, and whether it stands in the head.
fn cell(writer: &mut Writer<'_>, cell: &PrintedCell, own: Option<(String, usize, bool)>) -> Value {
    let mark = cell.source.clone().filter(|_| !cell.text.is_empty()).map(|source| (MarkKind::Figure, source));
    let mut value = writer.piece(&cell.text, mark.clone().filter(|_| own.is_none()));
    if let Some((label, order, is_head)) = own {
        value["l"] = writer.label(label, Meaning { mark, order: Some(order), is_head });
    }
    let align = match cell.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    };
    value["columns"] = cell.columns.max(1).into();
    value["lines"] = cell.lines.max(1).into();
    value["align"] = align.into();
    value["bold"] = cell.is_bold.into();
    value["indent"] = cell.indent.into();
    value["breakable"] = (cell.lines > 1 || cell.text.chars().count() > LONG_TEXT).into();
    value
}

/// Size of the letters and room above and below them: the largest in which no amount is wider than its column; a
/// little smaller where that saves the table from a second page of a few rows.
fn measures(table: &PrintedTable, columns: &[u16], page: (f64, f64)) -> (f64, f64) {
    let cells = placed(table, columns, page.0);
    let mut most = f64::from(SIZES.1);
    for cell in cells.iter().filter(|cell| cell.is_amount && cell.ems > 0.0) {
        most = most.min((cell.room / cell.ems * 2.0).floor());
    }
    let most = most.max(f64::from(SIZES.0)) / 2.0;
    let smaller = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0].map(|less| most - less);
    let fitting = smaller.into_iter().filter(|size| *size >= LEAST_TO_FIT).find_map(|size| {
        let text: f64 = heights(&cells, size).iter().sum();
        let rows = heights(&cells, size).len() as f64;
        AIR.into_iter().find(|air| text + 2.0 * air * rows <= page.1).map(|air| (size, air))
    });
    fitting.unwrap_or((most, AIR[0]))
}

/// A cell of one line with the room that it has.
struct Placed {
    row: usize,
    room: f64,
    ems: f64,
    is_amount: bool,
}

/// The cells of head and rows, with the width of their columns.
fn placed(table: &PrintedTable, columns: &[u16], width: f64) -> Vec<Placed> {
    let all: f64 = columns.iter().copied().map(f64::from).sum();
    // For how many lines more a column is taken by a cell from above.
    let mut taken = vec![0; columns.len()];
    let mut cells = Vec::new();
    for (row, line) in table.head.iter().chain(&table.rows).enumerate() {
        let mut at = 0;
        for cell in line {
            while taken.get(at).is_some_and(|lines| *lines > 0) {
                at += 1;
            }
            let end = (at + cell.columns.max(1)).min(columns.len());
            let Some(own) = columns.get(at..end) else { continue };
            taken[at..end].fill(cell.lines.max(1));
            at = end;
            let room = own.iter().copied().map(f64::from).sum::<f64>() / all * width - PADDING;
            let is_amount = cell.align == Align::Right;
            // A cell over several lines makes none of them higher.
            let ems = if cell.lines > 1 && !is_amount { 0.0 } else { width_in_ems(&cell.text) };
            cells.push(Placed { row, room, ems: ems + f64::from(cell.indent), is_amount });
        }
        taken.iter_mut().for_each(|lines| *lines = lines.saturating_sub(1));
    }
    cells
}

/// How high the text of each row is in this size.
fn heights(cells: &[Placed], size: f64) -> Vec<f64> {
    let mut heights: Vec<f64> = Vec::new();
    for cell in cells {
        let lines = (cell.ems * size / cell.room.max(size)).ceil().max(1.0);
        heights.resize(heights.len().max(cell.row + 1), 0.0);
        heights[cell.row] = heights[cell.row].max((lines * LINE - (LINE - 1.0)) * size);
    }
    heights
}

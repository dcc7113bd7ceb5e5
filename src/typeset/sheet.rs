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
/// A longer text may go on on the next page; a shorter row is kept together.
const LONG_TEXT: usize = 120;

/// A table on paper of this width; `above` are the headings and labels right above it.
pub(super) fn sheet(writer: &mut Writer<'_>, table: &PrintedTable, width: f64, above: &[String]) -> Value {
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
    let caption: Vec<String> = table.caption.iter().map(|words| writer.words(words)).collect();
    let notes: Vec<String> = table.notes.iter().map(|note| writer.words(note)).collect();
    json!({
        "title": title,
        "number": number,
        "size": size(table, &columns, width),
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

/// The largest size in which no amount is wider than its column.
fn size(table: &PrintedTable, columns: &[u16], width: f64) -> f64 {
    let all: f64 = columns.iter().copied().map(f64::from).sum();
    let mut size = f64::from(SIZES.1);
    // For how many lines more a column is taken by a cell from above.
    let mut taken = vec![0; columns.len()];
    for row in &table.rows {
        let mut at = 0;
        for cell in row {
            while taken.get(at).is_some_and(|lines| *lines > 0) {
                at += 1;
            }
            let end = (at + cell.columns.max(1)).min(columns.len());
            let Some(own) = columns.get(at..end) else { continue };
            taken[at..end].fill(cell.lines.max(1));
            at = end;
            let ems = width_in_ems(&cell.text);
            if cell.align == Align::Right && ems > 0.0 {
                let room = own.iter().copied().map(f64::from).sum::<f64>() / all * width - PADDING;
                size = size.min((room / ems * 2.0).floor());
            }
        }
        taken.iter_mut().for_each(|lines| *lines = lines.saturating_sub(1));
    }
    size.max(f64::from(SIZES.0)) / 2.0
}

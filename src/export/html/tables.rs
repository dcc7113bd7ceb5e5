//! A table with heads that a screen reader can name.

use crate::report::{Align, GridSlot, PrintedCell, PrintedTable, TableKey};

use super::{line, words};
use crate::export::xml::Xml;

/// `above` are the headings and labels right above, which need not be said again.
pub(super) fn table(xml: &mut Xml, table: &PrintedTable, above: &[String]) {
    let grid = table.grid();
    let (head, rows) = grid.split_at(table.head.len());
    line(xml, "table", &[("border", &1), ("style", &"border-collapse:collapse;width:100%")], |xml| {
        caption(xml, table, above);
        if !head.is_empty() {
            line(xml, "thead", &[], |xml| head.iter().for_each(|slots| row(xml, slots, |_, _| Some("col"))));
        }
        line(xml, "tbody", &[], |xml| {
            rows.iter().for_each(|slots| row(xml, slots, |place, cell| head_of(table.key, place, cell)));
        });
    });
    for note in table.notes.iter().filter(|note| !note.is_empty()) {
        line(xml, "p", &[], |xml| xml.within("small", &[], |xml| words(xml, note)));
    }
}

/// What names the table and is not named above it, and whose accounts these are.
fn caption(xml: &mut Xml, table: &PrintedTable, above: &[String]) {
    let names = table.unsaid(above).into_iter().flatten().map(str::to_owned);
    let particulars: Vec<&str> = table.caption.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let particulars = (!particulars.is_empty()).then(|| particulars.join("　"));
    let lines: Vec<String> = names.chain(particulars).collect();
    if !lines.is_empty() {
        line(xml, "caption", &[], |xml| words(xml, &lines.join("\n")));
    }
}

/// Of what a cell among the rows is the head: of its row where it names it, of its column inside a form.
fn head_of(key: TableKey, place: usize, cell: &PrintedCell) -> Option<&'static str> {
    let is_name = cell.source.is_none() && cell.text.chars().any(char::is_alphabetic);
    match key {
        _ if !is_name => None,
        TableKey::Published(_) => Some("row"),
        TableKey::Scores | TableKey::Targets if !cell.is_bold => None,
        TableKey::Scores | TableKey::Targets => Some(if place == 0 { "row" } else { "col" }),
    }
}

fn row(xml: &mut Xml, slots: &[GridSlot<'_>], head_of: impl Fn(usize, &PrintedCell) -> Option<&'static str>) {
    line(xml, "tr", &[], |xml| {
        for (place, slot) in slots.iter().enumerate() {
            match slot.cell {
                Some(cell) => self::cell(xml, cell, slot.columns, head_of(place, cell)),
                // Where the row has too few cells; what is covered from above has none.
                None if !slot.is_tall => xml.within("td", &[], |_| {}),
                None => {}
            }
        }
    });
}

fn cell(xml: &mut Xml, cell: &PrintedCell, columns: usize, head_of: Option<&'static str>) {
    let mut style = Vec::new();
    match (cell.align, head_of.is_some()) {
        (Align::Left, true) => style.push("text-align:left".to_owned()),
        (Align::Centre, false) => style.push("text-align:center".to_owned()),
        (Align::Right, _) => style.push("text-align:right".to_owned()),
        // As cells and heads are set anyhow.
        (Align::Left, false) | (Align::Centre, true) => {}
    }
    if head_of.is_some() && !cell.is_bold {
        style.push("font-weight:normal".to_owned());
    }
    if cell.indent > 0 {
        style.push(format!("padding-left:{}em", u32::from(cell.indent) + 1));
    }
    let style = style.join(";");
    let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
    if let Some(scope) = &head_of {
        attributes.push(("scope", scope));
    }
    if columns > 1 {
        attributes.push(("colspan", &columns));
    }
    if cell.lines > 1 {
        attributes.push(("rowspan", &cell.lines));
    }
    if !style.is_empty() {
        attributes.push(("style", &style));
    }
    let name = if head_of.is_some() { "th" } else { "td" };
    xml.within(name, &attributes, |xml| match cell.is_bold && head_of.is_none() && !cell.text.is_empty() {
        true => xml.within("strong", &[], |xml| words(xml, &cell.text)),
        false => words(xml, &cell.text),
    });
}

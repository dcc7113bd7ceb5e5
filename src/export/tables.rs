//! The 13 tables, as `juesuan-cli tables` prints them.

use serde_json::{Map, Value, json};

use crate::{
    figures::Figures,
    tables::{Table, TableCell, all},
};

use super::pretty;

/// `{"T01":{"title","unit","columns","rows"},…}`; amounts are 万元 with two decimals, blank is null.
pub fn tables_json(figures: &Figures) -> String {
    let tables: Map<String, Value> =
        all(figures).iter().map(|table| (table.id.to_string(), table_value(table))).collect();
    pretty(&Value::Object(tables))
}

fn table_value(table: &Table) -> Value {
    let rows: Vec<Vec<Option<String>>> =
        table.rows.iter().map(|row| row.cells.iter().map(TableCell::printed).collect()).collect();
    json!({
        "title": table.title,
        "number": table.number,
        "department": table.department,
        "year": table.year,
        "unit": Table::UNIT,
        "columns": table.columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>(),
        "rows": rows,
        "notes": table.notes,
    })
}

/// The same for people: columns padded, amounts aligned at the right.
pub fn tables_text(figures: &Figures) -> String {
    all(figures).iter().map(|table| table_text(table) + "\n").collect()
}

fn table_text(table: &Table) -> String {
    let mut lines: Vec<Vec<String>> = vec![table.columns.iter().map(|column| column.title.clone()).collect()];
    lines
        .extend(table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.printed().unwrap_or_default()).collect()));
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0))
        .collect();
    let mut text = format!("{} {}\n", table.number, table.title);
    text.push_str(&format!("编制单位：{}　{}　金额单位：{}\n", table.department, table.year, Table::UNIT));
    for line in lines {
        let cells = line.iter().zip(&widths).zip(&table.columns).map(|((cell, column_width), column)| {
            let pad = " ".repeat(column_width - width(cell));
            if column.is_amount { format!("{pad}{cell}") } else { format!("{cell}{pad}") }
        });
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    for note in &table.notes {
        text.push_str(note);
        text.push('\n');
    }
    text
}

/// Chinese characters and full-width punctuation take two columns of a terminal.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

//! Copies a table or a part of it as lines of fields with tabs between, which every spreadsheet pastes.

use std::ops::Range;

use crate::tables::Table;

use super::geometry::HeadBox;

/// A text that stays within its field.
fn field(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

fn row(table: &Table, row: usize, columns: &Range<usize>) -> String {
    let cells = table.rows.get(row).map_or(&[][..], |row| &row.cells);
    let fields = columns.clone().map(|column| cells.get(column).and_then(|cell| cell.printed()).unwrap_or_default());
    fields.map(|text| field(&text)).collect::<Vec<_>>().join("\t")
}

/// These rows and columns, without the head.
pub(super) fn block(table: &Table, rows: &Range<usize>, columns: &Range<usize>) -> String {
    rows.clone().map(|index| row(table, index, columns)).collect::<Vec<_>>().join("\n")
}

/// The whole table with title, head and notes. A merged cell of the head stands at its first column.
pub(super) fn whole(table: &Table, head: &[HeadBox]) -> String {
    let count = table.columns.len();
    let mut lines = vec![
        table.title.clone(),
        table.number.clone(),
        format!("编制单位：{}\t{}\t金额单位：{}", field(&table.department), table.year, Table::UNIT),
    ];
    for line in 0..table.head.len() {
        let text = |column: usize| {
            let here = |cell: &&HeadBox| cell.line == line && cell.columns.start == column;
            head.iter().find(here).map_or_else(String::new, |cell| field(&cell.text))
        };
        lines.push((0..count).map(text).collect::<Vec<_>>().join("\t"));
    }
    lines.push(block(table, &(0..table.rows.len()), &(0..count)));
    lines.extend(table.notes.iter().map(|note| field(note)));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        document::Document,
        figures::{Figures, T12},
        tables,
    };

    #[test]
    fn a_text_cannot_leave_its_field() {
        let mut document = Document::default();
        document.unit.department = crate::document::Text::new("甲\t乙\n丙");
        let figures = Figures::of(&Arc::new(document));
        let table = tables::table(&figures, T12);
        let text = whole(&table, &[]);
        assert!(text.contains("编制单位：甲 乙 丙\t"), "{text}");
        let widths: Vec<usize> = block(&table, &(0..table.rows.len()), &(0..table.columns.len()))
            .lines()
            .map(|line| line.split('\t').count())
            .collect();
        assert!(widths.iter().all(|width| *width == table.columns.len()), "{widths:?}");
    }
}

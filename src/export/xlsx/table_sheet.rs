//! The sheets of the 13 published tables.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ColNum, Formula, Note, RowNum, Worksheet, XlsxError};

use crate::{
    export::DocumentStatus,
    figures::{Figures, Source},
    money::Money,
    report::Align,
    tables::{Table, TableCell, TableColumn, TableRow},
};

use super::{
    cell_text,
    formula::{AmountContent, SheetPositions},
    sheet::{SheetFrame, quieten},
    style::{FACE, SIZE, Styles, text_width},
};

/// The widest column of names; longer names take several lines.
const WIDEST: u16 = 42;
const NARROWEST: u16 = 7;
const NARROWEST_AMOUNT: u16 = 11;

/// Below a table that has formulas.
pub const SUMS: &str =
    "说明：浅灰底的数是公式，改动各项后自动重新合计；其余的数是列示数，合计数上有批注的也是，不随各项变动。";

pub fn put(
    sheet: &mut Worksheet,
    name: &str,
    styles: &Styles,
    figures: &Figures,
    table: &Table,
    status: DocumentStatus,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let frame = frame(table);
    frame.put_head(sheet, styles)?;
    let first_row = frame.first_row();
    let places = SheetPositions::of(table, first_row);
    let (mut next_row, mut height) = (first_row, 0_u16);
    let mut has_sums = false;
    for row in &table.rows {
        has_sums |= put_row(sheet, styles, figures, &places, table, row, next_row)?;
        let texts = row.cells.iter().enumerate().filter_map(|(column, cell)| match cell {
            TableCell::Text(text) => Some((column, text.as_str())),
            _ => None,
        });
        height = frame.set_height(sheet, next_row, texts)?.saturating_add(height);
        next_row += 1;
    }
    if next_row > first_row {
        for (column, of_table) in (0..).zip(&table.columns) {
            quieten(sheet, (first_row, next_row - 1), column, of_table.is_amount)?;
        }
    }
    let mut notes = table.notes.clone();
    notes.extend(has_sums.then(|| SUMS.to_owned()));
    frame.finish(sheet, styles, &notes, (next_row, height), status)
}

fn frame(table: &Table) -> SheetFrame {
    let caption = |name: &str, value: &str| format!("{name}：{value}");
    let has_codes = table.columns.first().is_some_and(|column| column.title.ends_with("科目编码"));
    // Where several lists stand side by side, each has a column of names of its own.
    let is_one_list = table.columns.iter().skip(2).all(|column| column.is_amount);
    let mut frame = SheetFrame {
        title: table.title.clone(),
        number: table.number.clone(),
        caption: [caption("编制单位", &table.department), table.year.clone(), caption("金额单位", Table::UNIT)],
        head: table.head.clone(),
        widths: (0..table.columns.len()).map(|column| width(table, column)).collect(),
        names: if has_codes && is_one_list { 2 } else { 0 },
    };
    frame.stretch();
    frame
}

/// Wide enough for the longest content; a head takes several lines rather than widen its column.
fn width(table: &Table, column: usize) -> u16 {
    let content = table.rows.iter().filter_map(|row| {
        let indent = if column == 1 { 2 * u16::from(row.level) } else { 0 };
        Some(match row.cells.get(column)? {
            TableCell::Text(text) => text_width(text) + indent,
            TableCell::Amount { value, .. } => value.map_or(0, |value| text_width(&value.wan2_grouped())),
            TableCell::Unfilled { .. } => 6,
            TableCell::Empty => 0,
        })
    });
    let content = content.max().unwrap_or(0) + 2;
    let is_amount = table.columns.get(column).is_some_and(|column| column.is_amount);
    if is_amount { content.max(NARROWEST_AMOUNT) } else { content.clamp(NARROWEST, WIDEST) }
}

/// Whether the row has formulas.
fn put_row(
    sheet: &mut Worksheet,
    styles: &Styles,
    figures: &Figures,
    places: &SheetPositions,
    table: &Table,
    row: &TableRow,
    at: RowNum,
) -> Result<bool, XlsxError> {
    let mut has_sums = false;
    for ((column, cell), of_table) in (0..).zip(&row.cells).zip(&table.columns) {
        match cell {
            TableCell::Text(text) => {
                let text = cell_text(text);
                let indent = if column == 1 { row.level } else { 0 };
                let format = styles.words(&text, align(of_table), indent, row.is_total);
                sheet.write_string_with_format(at, column, &*text, &format)?;
            }
            TableCell::Amount { value: Some(value), source } => {
                let content = match source {
                    Source::Cell(key) => places.content(figures, *key, *value),
                    _ => AmountContent::Number,
                };
                has_sums |= matches!(content, AmountContent::Sum(_));
                put_amount(sheet, styles, (at, column), *value, content, row.is_total)?;
            }
            TableCell::Unfilled { .. } => {
                let text = cell.printed().unwrap_or_default();
                let format = styles.words(&text, Align::Centre, 0, row.is_total);
                sheet.write_string_with_format(at, column, text, &format)?;
            }
            TableCell::Amount { value: None, .. } | TableCell::Empty => {
                sheet.write_blank(at, column, &styles.amount(row.is_total))?;
            }
        }
    }
    Ok(has_sums)
}

/// Numbers of lines stand in the middle, words and codes at the left.
fn align(column: &TableColumn) -> Align {
    if column.title.ends_with("行次") { Align::Centre } else { Align::Left }
}

fn put_amount(
    sheet: &mut Worksheet,
    styles: &Styles,
    (row, column): (RowNum, ColNum),
    value: Money,
    content: AmountContent,
    is_bold: bool,
) -> Result<(), XlsxError> {
    let format = styles.amount(is_bold);
    if let AmountContent::Sum(formula) = content {
        let formula = Formula::new(formula).set_result(value.wan2());
        sheet.write_formula_with_format(row, column, formula, &styles.summed(format))?;
        return Ok(());
    }
    put_number(sheet, (row, column), value, &format)?;
    if let AmountContent::Tail(why) = content {
        let note = Note::new(why).add_author_prefix(false).set_font_name(FACE).set_font_size(SIZE).set_width(220);
        sheet.insert_note(row, column, &note)?;
    }
    Ok(())
}

/// The amount as printed, in 万元.
pub fn put_number(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    value: Money,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    let number = value.rounded_to_wan2().wan().to_f64().unwrap_or_default();
    sheet.write_number_with_format(row, column, number, format)?;
    Ok(())
}

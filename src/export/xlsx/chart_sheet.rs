//! The sheet of charts: each beside its data.

use rust_xlsxwriter::{Format, RowNum, Worksheet, XlsxError};

use crate::{
    charts::{ChartKind, ChartSpec, PartsOfWhole, YearColumns},
    derived::Derived,
    export::DocumentStatus,
    report::Align,
};

use super::{
    chart::{self, DataPlace},
    sheet::{put_merged, set_up_paper},
    style::Styles,
    table_sheet::put_number,
};

/// The name of the sheet.
pub const SHEET: &str = "图表";
/// Rows of a chart, from its title to the free row below it.
const ROWS: RowNum = 21;
/// Rows of a printed page.
const PAGE: RowNum = 2 * ROWS;
/// The size in percent at which two charts fit on a page.
const SCALE: u16 = 72;
/// The column that the charts stand in.
const CHARTS: u16 = 4;
const LAST_COLUMN: u16 = 12;

pub fn put(sheet: &mut Worksheet, styles: &Styles, derived: &Derived, status: DocumentStatus) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    for (column, width) in [(0, 30), (1, 18), (2, 18), (3, 2)] {
        sheet.set_column_width(column, width)?;
    }
    let mut breaks = Vec::new();
    let (mut row, mut page_start) = (0, 0);
    for (number, spec) in (1..).zip(&derived.charts) {
        let end = put_chart(sheet, styles, number, spec, row)?.max(row + ROWS);
        if end - page_start > PAGE && row > page_start {
            breaks.push(row);
            page_start = row;
        }
        row = end;
    }
    set_up_paper(sheet, status);
    sheet.set_print_scale(SCALE).set_page_breaks(&breaks)?;
    sheet.set_print_area(0, 0, row.max(1) - 1, LAST_COLUMN)?;
    Ok(())
}

/// Writes title, data, note and chart; returns the first row that is free below them.
fn put_chart(
    sheet: &mut Worksheet,
    styles: &Styles,
    number: usize,
    spec: &ChartSpec,
    row: RowNum,
) -> Result<RowNum, XlsxError> {
    let title = format!("图{number}　{}（{}）", spec.title, spec.caption());
    put_merged(sheet, (row, 0), (row, 2), &title, &styles.left.clone().set_bold().set_text_wrap())?;
    sheet.set_row_height(row, 30)?;
    let mut next = row + 1;
    let is_picture = spec.sentence.is_none();
    if let Some(sentence) = &spec.sentence {
        put_merged(sheet, (next, 0), (next, 2), sentence, &styles.note)?;
        next += 1;
    }
    match &spec.kind {
        ChartKind::Columns(columns) if is_picture => {
            next = put_columns(sheet, styles, columns, next)?;
            let data = DataPlace { sheet: SHEET, head: row + 1, first: row + 2, last: next - 1 };
            sheet.insert_chart_with_offset(row, CHARTS, &chart::columns(spec, columns, data), 0, 4)?;
        }
        ChartKind::Parts(parts) if is_picture => {
            next = put_parts(sheet, styles, parts, next)?;
            if !parts.has_negative() {
                let data = DataPlace { sheet: SHEET, head: row + 1, first: row + 2, last: next - 1 };
                sheet.insert_chart_with_offset(row, CHARTS, &chart::pie(spec, parts, data), 0, 4)?;
            }
        }
        _ => {}
    }
    if let Some(note) = &spec.note {
        put_merged(sheet, (next, 0), (next, 2), note, &styles.note)?;
        sheet.set_row_height(next, 30)?;
        next += 1;
    }
    Ok(next + 1)
}

/// A row for each year, a column for each series.
fn put_columns(
    sheet: &mut Worksheet,
    styles: &Styles,
    columns: &YearColumns,
    head: RowNum,
) -> Result<RowNum, XlsxError> {
    put_head(sheet, styles, head, std::iter::once("年度").chain(columns.series.iter().map(|series| &*series.name)))?;
    let mut row = head + 1;
    for (year, name) in columns.years.iter().enumerate() {
        put_words(sheet, styles, row, 0, name, Align::Left)?;
        for (column, series) in (1..).zip(&columns.series) {
            match series.values.get(year).and_then(Option::as_ref) {
                Some(value) => put_number(sheet, (row, column), value.amount, &styles.amount(false))?,
                None => {
                    sheet.write_blank(row, column, &styles.amount(false))?;
                }
            }
        }
        row += 1;
    }
    Ok(row)
}

/// A row for each part: its name, its amount, and its share as the report prints it.
fn put_parts(sheet: &mut Worksheet, styles: &Styles, parts: &PartsOfWhole, head: RowNum) -> Result<RowNum, XlsxError> {
    put_head(sheet, styles, head, ["项目", "金额", "占比"].into_iter())?;
    let mut row = head + 1;
    for part in parts.parts() {
        put_words(sheet, styles, row, 0, &part.name, Align::Left)?;
        put_number(sheet, (row, 1), part.amount, &styles.amount(false))?;
        put_words(sheet, styles, row, 2, &part.printed[1], Align::Right)?;
        row += 1;
    }
    Ok(row)
}

fn put_head<'a>(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: RowNum,
    names: impl Iterator<Item = &'a str>,
) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(row, column, name, &styles.head)?;
    }
    sheet.set_row_height(row, 30)?;
    Ok(())
}

fn put_words(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: RowNum,
    column: u16,
    text: &str,
    align: Align,
) -> Result<(), XlsxError> {
    let format: Format = styles.words(text, align, 0, false);
    sheet.write_string_with_format(row, column, &*super::cell_text(text), &format)?;
    Ok(())
}

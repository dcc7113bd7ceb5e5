//! The sheet of charts: each beside its data.
//!
//! Amounts are exact to the 分 here, so that the shares are those of the report. The charts are those of the Word file: the
//! library reserves their places, and [`drawn`] writes what stands in them.

use std::io::{Cursor, Write};

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Chart, Format, Formula, RowNum, Worksheet, XlsxError, utility::row_col_to_cell};
use rustc_hash::FxHashMap;
use zip::{DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    charts::{ChartKind, ChartSpec, Form, PartsOfWhole, WIDTH, YearColumns, points_of},
    derived::Derived,
    export::{
        DocumentStatus, formulas,
        native_chart::{Cells, chart_part},
    },
    money::{AmountUnit, Money},
    report::Align,
    templates::NumberForm,
};

use super::{
    sheet::{height, put_merged, set_up_paper},
    style::{Styles, line_count},
};

/// The name of the sheet.
pub const SHEET: &str = "图表";
/// Rows of a chart, from its caption to the free row below it.
const ROWS: RowNum = 19;
/// Rows of a printed page.
const PAGE: RowNum = 2 * ROWS;
/// The size in percent at which two charts fit on a page.
const SCALE: u16 = 60;
/// The column that the charts stand in, and the last one of the data before it.
const CHARTS: u16 = 6;
const LAST_OF_DATA: u16 = 4;
const LAST_COLUMN: u16 = 14;
const WIDTHS: [u16; CHARTS as usize] = [30, 16, 12, 12, 24, 2];
/// Pixels in three points.
const PIXELS: u32 = 4;

/// Writes the data, and returns the rows of their heads.
pub fn put(
    sheet: &mut Worksheet,
    styles: &Styles,
    derived: &Derived,
    status: DocumentStatus,
) -> Result<Vec<RowNum>, XlsxError> {
    sheet.set_name(SHEET)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let mut breaks = Vec::new();
    let mut heads = Vec::new();
    let (mut row, mut page_start) = (0, 0);
    for spec in &derived.charts {
        let end = put_chart(sheet, styles, spec, derived.figures.profile.numbers, row)?;
        heads.push(row + 1);
        let end = if is_drawn(spec) { end.max(row + ROWS) } else { end };
        if end - page_start > PAGE && row > page_start {
            breaks.push(row);
            page_start = row;
        }
        row = end;
    }
    set_up_paper(sheet, status);
    sheet.set_print_scale(SCALE).set_page_breaks(&breaks)?;
    sheet.set_print_area(0, 0, row.max(1) - 1, LAST_COLUMN)?;
    Ok(heads)
}

fn is_drawn(spec: &ChartSpec) -> bool {
    !matches!(spec.form(), Form::Sentence | Form::List)
}

/// Writes caption, data, note and the place of the chart; returns the first row that is free below them.
fn put_chart(
    sheet: &mut Worksheet,
    styles: &Styles,
    spec: &ChartSpec,
    numbers: NumberForm,
    row: RowNum,
) -> Result<RowNum, XlsxError> {
    let words = |sheet: &mut Worksheet, row: RowNum, text: &str, format: &Format| {
        put_merged(sheet, (row, 0), (row, LAST_OF_DATA), text, format)?;
        let width = WIDTHS.iter().sum();
        sheet.set_row_height(row, height(line_count(text, width))).map(|_| ())
    };
    words(sheet, row, &spec.caption(), &styles.left.clone().set_bold().set_text_wrap())?;
    let mut next = row + 1;
    if let Some(sentence) = &spec.sentence {
        words(sheet, next, sentence, &styles.note)?;
        next += 1;
    } else {
        next = match &spec.kind {
            ChartKind::Columns(columns) => put_columns(sheet, styles, columns, numbers, next)?,
            ChartKind::Parts(parts) => put_parts(sheet, styles, parts, (spec.unit, numbers), next)?,
        };
        if is_drawn(spec) {
            // Only the place counts.
            let mut chart = Chart::new_pie();
            chart.add_series().set_values((SHEET, row + 2, 1, next - 1, 1));
            let points = |points: i32| u32::try_from(points).unwrap_or_default() * PIXELS / 3;
            chart.set_width(points(WIDTH)).set_height(points(points_of(spec.form())));
            chart.set_name(spec.numbered_title()).set_alt_text(shortened(&spec.description()));
            sheet.insert_chart_with_offset(row + 1, CHARTS, &chart, 0, 4)?;
        }
    }
    if let Some(note) = &spec.note {
        words(sheet, next, note, &styles.note)?;
        next += 1;
    }
    Ok(next + 1)
}

/// A row for each year: its amounts, then what stands on its columns.
fn put_columns(
    sheet: &mut Worksheet,
    styles: &Styles,
    columns: &YearColumns,
    numbers: NumberForm,
    head: RowNum,
) -> Result<RowNum, XlsxError> {
    let names = columns.series.iter().map(|series| series.name.clone());
    let labels = columns.series.iter().map(|series| format!("{}（图上文字）", series.name));
    put_head(sheet, styles, head, std::iter::once("年度".to_owned()).chain(names).chain(labels))?;
    let count = u16::try_from(columns.series.len()).unwrap_or(u16::MAX);
    let mut row = head + 1;
    for (year, name) in columns.years.iter().enumerate() {
        put_words(sheet, styles, row, 0, name, Align::Left)?;
        for (column, series) in (1..).zip(&columns.series) {
            let value = series.values.get(year).and_then(Option::as_ref);
            match value {
                Some(value) => put_exact(sheet, styles, (row, column), value.amount)?,
                None => {
                    sheet.write_blank(row, column, &styles.amount(false))?;
                }
            }
            let label = formulas::amount(&row_col_to_cell(row, column), numbers);
            let printed = value.map_or("", |value| value.printed.as_str());
            put_text_formula(sheet, styles, (row, column + count), label, printed)?;
        }
        row += 1;
    }
    Ok(row)
}

/// A row for each part: its name, its amount, its share as a number and as the report prints it, and its label; the whole
/// below them.
fn put_parts(
    sheet: &mut Worksheet,
    styles: &Styles,
    parts: &PartsOfWhole,
    (unit, numbers): (&str, NumberForm),
    head: RowNum,
) -> Result<RowNum, XlsxError> {
    let heads = ["项目", unit, "占比（%）", "占比", "图上文字"];
    put_head(sheet, styles, head, heads.into_iter().map(str::to_owned))?;
    let first = head + 1;
    let end = first + RowNum::try_from(parts.parts().len()).unwrap_or_default();
    let [above, last] = [first, end - 1].map(|row| row_col_to_cell(row, 1));
    let tail = parts.tail();
    let tail_words = if tail.is_zero() { String::new() } else { format!("+({})", tail.exact(AmountUnit::Wan)) };
    let whole = Formula::new(format!("=SUM({above}:{last}){tail_words}"));
    let whole = whole.set_result((parts.sum() + tail).exact(AmountUnit::Wan));
    let total = format!("$B${}", end + 1);
    for (row, part) in (first..).zip(parts.parts()) {
        put_words(sheet, styles, row, 0, &part.name, Align::Left)?;
        put_exact(sheet, styles, (row, 1), part.amount)?;
        let [amount, share, printed] = [1, 2, 3].map(|column| row_col_to_cell(row, column));
        let percent = part.share.percent().map_or_else(String::new, |percent| percent.value().to_string());
        let number = Formula::new(formulas::share(&amount, &total)).set_result(percent);
        sheet.write_formula_with_format(row, 2, number, &styles.number(Some(2), Align::Right, false))?;
        put_text_formula(sheet, styles, (row, 3), formulas::percent(&share, &amount, numbers), &part.printed[1])?;
        put_text_formula(sheet, styles, (row, 4), formulas::label(&amount, &printed, numbers), &part.figures())?;
    }
    put_words(sheet, styles, end, 0, "合计", Align::Left)?;
    sheet.write_formula_with_format(end, 1, whole, &styles.amount(true))?;
    Ok(end + 1)
}

fn put_head(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: RowNum,
    names: impl Iterator<Item = String>,
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

fn put_exact(
    sheet: &mut Worksheet,
    styles: &Styles,
    (row, column): (RowNum, u16),
    amount: Money,
) -> Result<(), XlsxError> {
    sheet.write_number_with_format(row, column, amount.wan().to_f64().unwrap_or_default(), &styles.amount(false))?;
    Ok(())
}

fn put_text_formula(
    sheet: &mut Worksheet,
    styles: &Styles,
    (row, column): (RowNum, u16),
    formula: String,
    result: &str,
) -> Result<(), XlsxError> {
    let format = styles.words("", Align::Right, 0, false);
    sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), &format)?;
    Ok(())
}

/// The workbook with the charts drawn into their places; `heads` are the rows of the heads of their data.
///
/// # Errors
/// A fault of the library.
pub fn drawn(book: Vec<u8>, charts: &[ChartSpec], heads: &[RowNum]) -> Result<Vec<u8>, ZipError> {
    let drawn = charts.iter().zip(heads).filter(|(spec, _)| is_drawn(spec));
    let parts: FxHashMap<String, Vec<u8>> = (1..)
        .zip(drawn)
        .map(|(number, (spec, head))| {
            let part = chart_part(spec, &Cells::of(spec, SHEET, head + 1), None);
            (format!("xl/charts/chart{number}.xml"), part)
        })
        .collect();
    let mut old = ZipArchive::new(Cursor::new(book))?;
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let file = old.by_index_raw(place)?;
        match parts.get(&*file.name()?) {
            Some(part) => {
                let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
                new.start_file(file.name()?, options)?;
                new.write_all(part)?;
            }
            None => new.raw_copy_file(file)?,
        }
    }
    Ok(new.finish()?.into_inner())
}

/// The longest alternative text that Excel allows; what is cut off stands in the cells beside the chart.
fn shortened(text: &str) -> String {
    const MOST: usize = 255;
    if text.encode_utf16().count() <= MOST {
        return text.to_owned();
    }
    let mut room = MOST - 1;
    let fits = |c: &char| {
        room = room.saturating_sub(c.len_utf16());
        room > 0
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alternative_text_is_as_long_as_excel_takes() {
        assert_eq!(shortened("短"), "短");
        assert_eq!(shortened(&"长".repeat(255)).chars().count(), 255);
        let cut = shortened(&"长𠮷".repeat(200));
        assert!(cut.ends_with('…') && (254..=255).contains(&cut.encode_utf16().count()), "{cut}");
    }
}

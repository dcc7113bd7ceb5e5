//! The data of a chart: the workbook that Word opens for “编辑数据”.
//!
//! Amounts are numbers, exact to the 分; what stands in the labels are formulas, see [`super::native_chart`].

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::package::fault;
use crate::{
    charts::{ChartKind, ChartSpec, PartsOfWhole, YearColumns},
    document::printable,
    export::{ExportError, formulas},
    money::{AmountUnit, Money},
    templates::NumberForm,
};

/// The name of the sheet in the workbook.
pub(super) const SHEET: &str = "图表数据";
const TOTAL: &str = "$G$2";

pub(super) fn workbook(spec: &ChartSpec, numbers: NumberForm) -> Result<Vec<u8>, ExportError> {
    write(spec, numbers).map_err(fault)
}

fn write(spec: &ChartSpec, numbers: NumberForm) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The time of writing would make two exports of the same document differ.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?.set_column_width(0, 40)?.set_column_range_width(1, 6, 18)?;
    match &spec.kind {
        ChartKind::Columns(columns) => put_columns(sheet, columns, numbers)?,
        ChartKind::Parts(parts) => put_parts(sheet, parts, spec.unit, numbers)?,
    }
    workbook.save_to_buffer()
}

fn put_columns(sheet: &mut Worksheet, columns: &YearColumns, numbers: NumberForm) -> Result<(), XlsxError> {
    let count = u16::try_from(columns.series.len()).unwrap_or(u16::MAX);
    for (series, column) in columns.series.iter().zip(1..) {
        sheet.write_string(0, column, printable(&series.name))?;
        sheet.write_string(0, column + count, printable(&format!("{}（图上文字）", series.name)))?;
        for (value, row) in series.values.iter().zip(1..) {
            let cell = rust_xlsxwriter::utility::row_col_to_cell(row, column);
            let printed = value.as_ref().map_or("", |value| value.printed.as_str());
            if let Some(value) = value {
                amount(sheet, row, column, value.amount)?;
            }
            let label = formulas::amount(&cell, numbers);
            sheet.write_formula(row, column + count, Formula::new(label).set_result(printed))?;
        }
    }
    for (year, row) in columns.years.iter().zip(1..) {
        sheet.write_string(row, 0, printable(year))?;
    }
    Ok(())
}

/// Name, amount, share as a number and in print, and the label; the whole stands aside, with what rounding leaves where
/// it was published otherwise.
fn put_parts(sheet: &mut Worksheet, parts: &PartsOfWhole, unit: &str, numbers: NumberForm) -> Result<(), XlsxError> {
    for (head, column) in [unit, "占比（%）", "占比", "图上文字", "", "合计"].into_iter().zip(1..) {
        sheet.write_string(0, column, head)?;
    }
    let (tail, last) = (parts.tail(), parts.parts().len() + 1);
    let tail = if tail.is_zero() { String::new() } else { format!("+({})", tail.exact(AmountUnit::Wan)) };
    let whole = Formula::new(format!("=SUM(B2:B{last}){tail}"));
    let whole = whole.set_result((parts.sum() + parts.tail()).exact(AmountUnit::Wan));
    sheet.write_formula_with_format(1, 6, whole, &Format::new().set_num_format("#,##0.00"))?;
    for (part, row) in parts.parts().iter().zip(1..) {
        let at = row + 1;
        sheet.write_string(row, 0, printable(&part.name))?;
        amount(sheet, row, 1, part.amount)?;
        let share = part.share.percent().map_or_else(String::new, |percent| percent.value().to_string());
        let [share_at, printed_at, amount_at] = ["C", "D", "B"].map(|column| format!("{column}{at}"));
        sheet.write_formula(row, 2, Formula::new(formulas::share(&amount_at, TOTAL)).set_result(share))?;
        let printed = formulas::percent(&share_at, &amount_at, numbers);
        sheet.write_formula(row, 3, Formula::new(printed).set_result(&part.printed[1]))?;
        let label = formulas::label(&amount_at, &printed_at, numbers);
        sheet.write_formula(row, 4, Formula::new(label).set_result(part.figures()))?;
    }
    Ok(())
}

fn amount(sheet: &mut Worksheet, row: u32, column: u16, amount: Money) -> Result<(), XlsxError> {
    let number = amount.wan().to_f64().unwrap_or_default();
    sheet.write_number_with_format(row, column, number, &Format::new().set_num_format("#,##0.00"))?;
    Ok(())
}

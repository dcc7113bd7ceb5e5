//! The data of a chart: the workbook that Word opens for “编辑数据”.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{chart_part::SHEET, package::fault};
use crate::{
    charts::{ChartKind, ChartSpec},
    document::printable,
    export::ExportError,
    money::Money,
};

/// Names in the first column, amounts in 万元 beside them, shares as text.
pub(super) fn workbook(spec: &ChartSpec) -> Result<Vec<u8>, ExportError> {
    write(spec).map_err(fault)
}

fn write(spec: &ChartSpec) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The time of writing would make two exports of the same document differ.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?.set_column_width(0, 40)?.set_column_width(1, 16)?;
    match &spec.kind {
        ChartKind::Columns(columns) => {
            for (series, column) in columns.series.iter().zip(1..) {
                sheet.write_string(0, column, printable(&series.name))?;
                for (value, row) in series.values.iter().zip(1..) {
                    if let Some(value) = value {
                        amount(sheet, row, column, value.amount)?;
                    }
                }
            }
            for (year, row) in columns.years.iter().zip(1..) {
                sheet.write_string(row, 0, printable(year))?;
            }
        }
        ChartKind::Parts(parts) => {
            sheet.write_string(0, 1, spec.unit)?.write_string(0, 2, "占比")?;
            for (part, row) in parts.parts().iter().zip(1..) {
                sheet.write_string(row, 0, printable(&part.name))?;
                amount(sheet, row, 1, part.amount)?;
                sheet.write_string(row, 2, &part.printed[1])?;
            }
        }
    }
    workbook.save_to_buffer()
}

fn amount(sheet: &mut Worksheet, row: u32, column: u16, amount: Money) -> Result<(), XlsxError> {
    let number = amount.rounded_to_wan2().wan().to_f64().unwrap_or_default();
    sheet.write_number_with_format(row, column, number, &Format::new().set_num_format("#,##0.00"))?;
    Ok(())
}

//! A workbook of Excel 97, also under the name .et.

use std::io::Cursor;

use calamine::{Data, Reader, Xls};

use super::{
    limits::{LONGEST_TEXT, MOST_CELLS},
    model::{CellBorders, Evidence, FileBlock, FileCell, FileKind, FilePlace, FileRemark, FileTable},
    refusal::Refusal,
    xlsx_styles::{Form, plain_number, shown},
};

pub(super) fn read(bytes: &[u8]) -> Result<Evidence, Refusal> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut evidence = Evidence::new(FileKind::Xls);
    let mut count = 0;
    for (number, name) in (1..).zip(book.sheet_names()) {
        let Ok(range) = book.worksheet_range(&name) else {
            evidence.remarks.push(FileRemark::Unread(format!("工作表“{name}”")));
            continue;
        };
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Vec::new();
        for (row, column, value) in range.used_cells() {
            let (text, is_number) = match value {
                Data::Empty => continue,
                Data::Float(value) => (plain_number(&value.to_string()), true),
                Data::Int(value) => (Some(value.to_string()), true),
                Data::DateTime(date) => (shown(&date.as_f64().to_string(), Form::Date, false), false),
                other => (Some(other.to_string()), false),
            };
            let text: String = text.unwrap_or_default().chars().take(LONGEST_TEXT).collect();
            if text.trim().is_empty() {
                continue;
            }
            count += 1;
            if count > MOST_CELLS {
                return Err(Refusal::TooLarge);
            }
            let place = |first: u32, further: usize| first.saturating_add(u32::try_from(further).unwrap_or(u32::MAX));
            let (row, column) = (place(top, row), place(left, column));
            cells.push(FileCell { row, column, rows: 1, columns: 1, text, is_number, rectangle: None });
        }
        for area in book.merge_cells_by_sheet_name(&name).unwrap_or_default() {
            let at = cells.binary_search_by_key(&area.start, |cell| (cell.row, cell.column));
            if let Some(cell) = at.ok().and_then(|at| cells.get_mut(at)) {
                cell.rows = area.end.0.saturating_sub(area.start.0) + 1;
                cell.columns = area.end.1.saturating_sub(area.start.1) + 1;
            }
        }
        if !cells.is_empty() {
            let place = FilePlace { sheet: Some(name), number, ..FilePlace::default() };
            evidence.blocks.push(FileBlock::Table(FileTable { place, borders: CellBorders::Native, cells }));
        }
    }
    Ok(evidence)
}

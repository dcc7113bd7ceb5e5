//! The workbook: the 13 published tables, 附表1, 附表2 and the charts, a sheet each.
//!
//! A cell holds the number as printed, so that the workbook and the report cannot differ. A sum whose parts stand on
//! the same sheet is a formula; where rounding makes it differ from its parts it is a number with a note.

mod chart;
mod chart_sheet;
mod comparison;
mod form_sheet;
mod formula;
mod sheet;
mod style;
mod table_sheet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::{
    derived::Derived,
    report::{PrintedTable, TableKey},
    tables,
};

use super::{ExportError, Mark, Progress};

pub use comparison::comparison_xlsx;

use style::Styles;

/// The most characters that Excel allows in a cell.
const LONGEST_TEXT: usize = 32_767;

/// The workbook as a file. The same document and mark give the same bytes.
///
/// # Errors
/// [`ExportError::Cancelled`], or [`ExportError::Fault`] if the workbook cannot be written.
pub fn xlsx(derived: &Derived, mark: Mark, progress: &Progress) -> Result<Vec<u8>, ExportError> {
    let tables = tables::all(&derived.figures);
    let steps = tables.len() + 4;
    let styles = Styles::new();
    let mut book = Workbook::new();
    book.set_properties(&properties(derived).map_err(fault)?);
    for (done, table) in tables.iter().enumerate() {
        progress.step(done, steps)?;
        table_sheet::put(book.add_worksheet(), &styles, &derived.figures, table, mark).map_err(fault)?;
    }
    for (done, key) in (tables.len()..).zip([TableKey::Scores, TableKey::Targets]) {
        progress.step(done, steps)?;
        for table in PrintedTable::of(&derived.figures, key) {
            form_sheet::put(book.add_worksheet(), &styles, &derived.figures, &table, mark).map_err(fault)?;
        }
    }
    progress.step(tables.len() + 2, steps)?;
    chart_sheet::put(book.add_worksheet(), &styles, derived, mark).map_err(fault)?;
    progress.step(tables.len() + 3, steps)?;
    let bytes = book.save_to_buffer().map_err(fault)?;
    progress.step(steps, steps)?;
    Ok(bytes)
}

/// No time of day goes into the file: it would differ from one export to the next.
fn properties(derived: &Derived) -> Result<DocProperties, XlsxError> {
    let unit = &derived.document().unit;
    let year = unit.year.map_or_else(String::new, |year| format!("{year}年度"));
    Ok(DocProperties::new()
        .set_title(format!("{}{year}部门决算公开表", &*unit.department))
        .set_author(&*unit.department)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?))
}

fn fault(error: XlsxError) -> ExportError {
    ExportError::Fault { format: "Excel", reason: error.to_string() }
}

/// As much of a text as a cell can hold; a longer one ends with a remark.
fn cell_text(text: &str) -> std::borrow::Cow<'_, str> {
    const REMARK: &str = "……（内容过长，全文见项目文件）";
    if text.encode_utf16().count() <= LONGEST_TEXT {
        return text.into();
    }
    let kept: String = text.chars().take(LONGEST_TEXT / 2 - REMARK.chars().count()).collect();
    (kept + REMARK).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_long_for_a_cell_says_so() {
        assert_eq!(cell_text("短"), "短");
        let long = "长".repeat(LONGEST_TEXT + 1);
        let cut = cell_text(&long);
        assert!(cut.ends_with("全文见项目文件）") && cut.encode_utf16().count() <= LONGEST_TEXT);
        assert_eq!(cell_text(&long[..3 * LONGEST_TEXT]).len(), 3 * LONGEST_TEXT);
    }
}

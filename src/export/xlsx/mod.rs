//! The workbook: the published tables, the score table, the target table and the charts, a sheet each.
//!
//! A cell holds the number as printed, so that the workbook and the report cannot differ. A sum whose parts stand on
//! the same sheet is a formula; where rounding makes it differ from its parts it is a number with a note.

mod chart_sheet;
mod comparison;
mod form_sheet;
mod formula;
mod list;
mod sheet;
mod style;
mod table_sheet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::{
    derived::Derived,
    report::{PrintedTable, TableKey},
    tables::{self, Table},
    templates::Annex,
};

use super::{ExportError, Imprint, Progress, provenance::Provenance};

pub use comparison::comparison_xlsx;
pub use list::list_xlsx;

use style::Styles;

/// The most characters that Excel allows in a cell.
const LONGEST_TEXT: usize = 32_767;

/// The workbook as a file. The same document and status give the same bytes.
///
/// # Errors
/// [`ExportError::Cancelled`], or [`ExportError::Fault`] if the workbook cannot be written.
pub fn xlsx(derived: &Derived, imprint: impl Into<Imprint>, progress: &Progress) -> Result<Vec<u8>, ExportError> {
    let Imprint { status, author } = imprint.into();
    let tables = tables::published(&derived.figures);
    let annexes = [(Annex::ScoreTable, TableKey::Scores), (Annex::TargetTable, TableKey::Targets)];
    let forms: Vec<TableKey> = annexes
        .into_iter()
        .filter(|(annex, _)| derived.figures.profile.has_annex(*annex))
        .map(|(_, key)| key)
        .collect();
    let has_charts = derived.figures.profile.has_charts;
    let steps = tables.len() + forms.len() + 2;
    let styles = Styles::of(derived.figures.profile.numbers);
    let mut book = Workbook::new();
    book.set_properties(&properties(derived, author.as_deref()).map_err(fault)?);
    for ((done, table), name) in tables.iter().enumerate().zip(sheet_names(&tables)) {
        progress.step(done, steps)?;
        table_sheet::put(book.add_worksheet(), &name, &styles, &derived.figures, table, status).map_err(fault)?;
    }
    for (done, key) in (tables.len()..).zip(forms) {
        progress.step(done, steps)?;
        for table in PrintedTable::of(&derived.figures, key) {
            form_sheet::put(book.add_worksheet(), &styles, &derived.figures, &table, status).map_err(fault)?;
        }
    }
    progress.step(steps - 2, steps)?;
    let heads = match has_charts {
        true => chart_sheet::put(book.add_worksheet(), &styles, derived, status).map_err(fault)?,
        false => Vec::new(),
    };
    progress.step(steps - 1, steps)?;
    let bytes = book.save_to_buffer().map_err(fault)?;
    let bytes = chart_sheet::drawn(bytes, &derived.charts, &heads).map_err(fault)?;
    progress.step(steps, steps)?;
    Ok(bytes)
}

/// The numbers of the tables; one that is no name for a sheet, or that stands twice, gives way to that of the place.
fn sheet_names(tables: &[Table]) -> Vec<String> {
    let is_name = |name: &str| {
        let length = name.encode_utf16().count();
        (1..=31).contains(&length)
            && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            && !name.starts_with('\'')
            && !name.ends_with('\'')
    };
    let mut names: Vec<String> = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        let is_free = |name: &str| !names.iter().any(|other| other.eq_ignore_ascii_case(name));
        let name = Some(table.number.trim().to_owned()).filter(|name| is_name(name) && is_free(name));
        names.push(name.unwrap_or_else(|| format!("第{}张表", index + 1)));
    }
    names
}

/// No time of day goes into the file: it would differ from one export to the next.
fn properties(derived: &Derived, author: Option<&str>) -> Result<DocProperties, XlsxError> {
    let unit = &derived.document().unit;
    let year = unit.year.map_or_else(String::new, |year| format!("{year}年度"));
    let provenance = Provenance::of(derived, author);
    // Excel wants a date where the document has none.
    let (year_of, month, day) = provenance.date.unwrap_or((2000, 1, 1));
    let mut properties = DocProperties::new()
        .set_title(format!("{}{year}部门决算公开表", &*unit.department))
        .set_author(provenance.author())
        .set_creation_datetime(&ExcelDateTime::from_ymd(year_of, month, day)?);
    for (name, value) in provenance.custom {
        properties = properties.set_custom_property(name, value);
    }
    Ok(properties)
}

fn fault(error: impl std::fmt::Display) -> ExportError {
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
    use std::sync::Arc;

    use super::*;
    use crate::{
        document::{Document, Text},
        figures::Figures,
    };

    #[test]
    fn each_sheet_has_a_name_of_its_own() {
        let mut document = Document::default();
        document.form.tables.t01.number = Text::new("表1/2");
        document.form.tables.t02.number = Text::new("决算表");
        document.form.tables.t03.number = Text::new("决算表");
        document.form.tables.t04.number = Text::new("长".repeat(32));
        let figures = Figures::of(&Arc::new(document));
        let names = sheet_names(&tables::published(&figures));
        assert_eq!(names[..5], ["第1张表", "决算表", "第3张表", "第4张表", "公开05表"]);
    }

    #[test]
    fn a_text_too_long_for_a_cell_says_so() {
        assert_eq!(cell_text("短"), "短");
        let long = "长".repeat(LONGEST_TEXT + 1);
        let cut = cell_text(&long);
        assert!(cut.ends_with("全文见项目文件）") && cut.encode_utf16().count() <= LONGEST_TEXT);
        assert_eq!(cell_text(&long[..3 * LONGEST_TEXT]).len(), 3 * LONGEST_TEXT);
    }
}

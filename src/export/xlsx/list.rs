//! A list in words as a workbook: a heading, one line each, to be filtered and passed on.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::{
    ExportError, cell_text, fault,
    style::{FACE, SIZE, quoted_if_needed},
};

/// The workbook as a file: columns with their widths in characters, and as many words in each row. The same list gives
/// the same bytes.
///
/// # Errors
/// [`ExportError::Fault`] if the workbook cannot be written.
pub fn list_xlsx<const N: usize>(
    title: &str,
    heading: &str,
    columns: [(&str, u16); N],
    rows: &[[String; N]],
) -> Result<Vec<u8>, ExportError> {
    write(title, heading, columns, rows).map_err(fault)
}

/// The rows above those of the list: the heading, and the names of the columns.
const ABOVE: u32 = 2;

fn write<const N: usize>(
    title: &str,
    heading: &str,
    columns: [(&str, u16); N],
    rows: &[[String; N]],
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&time));
    let plain = Format::new().set_font_name(FACE).set_font_size(SIZE).set_align(FormatAlign::VerticalCenter);
    let words = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
    let head = words.clone().set_bold().set_align(FormatAlign::Center);
    let sheet = book.add_worksheet().set_name(title)?;
    sheet.write_string_with_format(0, 0, &*cell_text(heading), &quoted_if_needed(plain, heading))?;
    for (column, (name, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(ABOVE - 1, column, name, &head)?;
    }
    for (row, texts) in (ABOVE..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            sheet.write_string_with_format(row, column, &*cell_text(text), &quoted_if_needed(words.clone(), text))?;
        }
    }
    sheet.set_freeze_panes(ABOVE, 0)?;
    if let (Some(last), Some(width)) = (rows.len().checked_sub(1), N.checked_sub(1)) {
        let last = ABOVE.saturating_add(u32::try_from(last).unwrap_or(u32::MAX));
        sheet.autofilter(ABOVE - 1, 0, last, u16::try_from(width).unwrap_or(u16::MAX))?;
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence;

    #[test]
    fn the_words_of_a_list_stand_in_its_cells() {
        let rows = [["改了数", "=1+1"], ["少了一段", "“引号”\n两行"]].map(|row| row.map(str::to_owned));
        let book = list_xlsx("核对", "甲.docx：2处不同", [("类别", 12), ("内容", 40)], &rows).expect("a workbook");
        let read = evidence::read(&book).expect("it is read");
        let table = read.tables().next().expect("a table");
        let texts: Vec<&str> =
            table.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(texts, ["甲.docx：2处不同", "类别", "内容", "改了数", "=1+1", "少了一段", "“引号”\n两行"]);
        assert_eq!(book, list_xlsx("核对", "甲.docx：2处不同", [("类别", 12), ("内容", 40)], &rows).expect("again"));
        assert!(list_xlsx("核对", "没有不同", [("类别", 12)], &[]).is_ok());
    }
}

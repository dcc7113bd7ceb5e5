//! Lists in words as a workbook: what they are of, then one line each, to be filtered and passed on.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::export::WordList;

use super::{
    ExportError, cell_text, fault,
    style::{FACE, SIZE, quoted_if_needed},
};

/// The lists as a file, a sheet for each, their facts in a line above. The same lists give the same bytes.
///
/// # Errors
/// [`ExportError::Fault`] if the workbook cannot be written.
pub fn list_xlsx(lists: &[WordList<'_>]) -> Result<Vec<u8>, ExportError> {
    write(lists).map_err(fault)
}

fn write(lists: &[WordList<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = lists.first().map_or("", |list| list.title);
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&time));
    for list in lists {
        put(book.add_worksheet(), list)?;
    }
    book.save_to_buffer()
}

fn put(sheet: &mut Worksheet, list: &WordList<'_>) -> Result<(), XlsxError> {
    let plain = Format::new().set_font_name(FACE).set_font_size(SIZE).set_align(FormatAlign::VerticalCenter);
    let words = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
    let head = words.clone().set_bold().set_align(FormatAlign::Center);
    sheet.set_name(list.title)?;
    for (row, fact) in (0..).zip(&list.facts) {
        sheet.write_string_with_format(row, 0, &*cell_text(fact), &quoted_if_needed(plain.clone(), fact))?;
    }
    let above = u32::try_from(list.facts.len()).unwrap_or(u32::MAX);
    for (column, (name, width)) in (0..).zip(list.columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(above, column, *name, &head)?;
    }
    for (row, texts) in (above + 1..).zip(&list.rows) {
        for (column, text) in (0..).zip(texts) {
            sheet.write_string_with_format(row, column, &*cell_text(text), &quoted_if_needed(words.clone(), text))?;
        }
    }
    sheet.set_freeze_panes(above + 1, 0)?;
    if let (Ok(count @ 1..), Some(width)) = (u32::try_from(list.rows.len()), list.columns.len().checked_sub(1)) {
        sheet.autofilter(above, 0, above.saturating_add(count), u16::try_from(width).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence;

    #[test]
    fn the_words_of_a_list_stand_in_its_cells() {
        let rows = [["改了数", "=1+1"], ["少了一段", "“引号”\n两行"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
        let facts = vec!["甲.docx：2处不同".to_owned()];
        let list = WordList { title: "核对", facts, columns: &[("类别", 12), ("内容", 40)], rows };
        let write = || list_xlsx(std::slice::from_ref(&list)).expect("a workbook");
        let book = write();
        let read = evidence::read(&book).expect("it is read");
        let table = read.tables().next().expect("a table");
        let texts: Vec<&str> =
            table.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(texts, ["甲.docx：2处不同", "类别", "内容", "改了数", "=1+1", "少了一段", "“引号”\n两行"]);
        assert_eq!(book, write());
        let nothing = WordList { title: "核对", facts: Vec::new(), columns: &[("类别", 12)], rows: Vec::new() };
        assert!(list_xlsx(&[nothing]).is_ok());
    }
}

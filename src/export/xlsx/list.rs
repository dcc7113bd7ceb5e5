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
        sheet.set_row_height_pixels(row, lines_of(texts, list.columns) * LINE)?;
        for (column, text) in (0..).zip(texts) {
            sheet.write_string_with_format(row, column, &*cell_text(text), &quoted_if_needed(words.clone(), text))?;
        }
    }
    sheet.set_freeze_panes(above + 1, 0)?;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(above, above)?;
    if let (Ok(count @ 1..), Some(width)) = (u32::try_from(list.rows.len()), list.columns.len().checked_sub(1)) {
        sheet.autofilter(above, 0, above.saturating_add(count), u16::try_from(width).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

/// How many lines the longest text of a row takes: not every program finds the height of a row by itself.
fn lines_of(texts: &[String], columns: &[(&str, u16)]) -> u32 {
    let lines = texts.iter().zip(columns).map(|(text, (_, width))| {
        let room = u32::from(*width).saturating_sub(1).max(1);
        let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
        text.split('\n').map(|line| width(line).div_ceil(room).max(1)).sum::<u32>()
    });
    lines.max().unwrap_or(1).clamp(1, MOST_LINES)
}

/// In pixels.
const LINE: u32 = 19;
/// A row is no higher than Excel allows.
const MOST_LINES: u32 = 28;
/// By its number in the format.
const A4: u8 = 9;

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
        let columns = &[("类别", 9), ("内容", 21)];
        let lines = |texts: [&str; 2]| lines_of(&texts.map(str::to_owned), columns);
        assert_eq!([lines(["短", ""]), lines(["五个字的话", "1234"]), lines(["", "一\n二\n三"])], [1, 2, 3]);
        assert_eq!(lines(["", &"长".repeat(10_000)]), MOST_LINES);
    }
}

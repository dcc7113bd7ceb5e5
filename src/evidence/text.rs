//! Plain text: its encoding, and the tables that tabs or commas make.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{
    html,
    limits::LONGEST_TEXT,
    model::{CellBorders, Evidence, FileBlock, FileCell, FileKind, FileParagraph, FilePlace, FileTable, TextOrigin},
};
use crate::money::{AmountUnit, Money};

/// Whether these may be characters: no control characters but those of lines and tabs.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let head = &bytes[..bytes.len().min(1 << 16)];
    !head.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B))
}

/// As Windows writes text here: with a mark, in UTF-8, or in the Chinese national encoding.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // The head of a file may end within a character.
        Err(error) if error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
        }
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// As XML says of itself. A large part is not copied where it need not be.
pub(super) fn decode_xml(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    let encoding = match bytes {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ => {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
            let label = head.split("encoding=").nth(1).and_then(|rest| rest.split(['"', '\'']).nth(1));
            label.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8)
        }
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// A text as paragraphs, and lines with tabs as tables.
pub(super) fn read(text: &str) -> Evidence {
    let mut evidence = Evidence::new(FileKind::Text);
    if let Some(rows) = by_commas(text) {
        evidence.blocks.push(FileBlock::Table(table(rows, 1)));
        return evidence;
    }
    let text = without_bookmarks(text);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut paragraphs, mut tables) = (0, 0);
    let mut rest = text.as_ref();
    let mut close = |rows: &mut Vec<Vec<String>>, blocks: &mut Vec<FileBlock>| {
        if !rows.is_empty() {
            tables += 1;
            blocks.push(FileBlock::Table(table(std::mem::take(rows), tables)));
        }
    };
    while !rest.is_empty() {
        if rows.is_empty()
            && let Some((stacked, behind)) = stacked(rest)
        {
            rows = stacked;
            close(&mut rows, &mut evidence.blocks);
            rest = behind;
            continue;
        }
        let line = record(&mut rest, '\t');
        if line.len() > 1 {
            rows.push(line);
            continue;
        }
        close(&mut rows, &mut evidence.blocks);
        let line = line.into_iter().next().unwrap_or_default();
        if line.trim().is_empty() {
            continue;
        }
        paragraphs += 1;
        let text = line.trim_end().chars().take(LONGEST_TEXT).collect();
        let place = FilePlace { number: paragraphs, ..FilePlace::default() };
        let paragraph = FileParagraph { place, text, numbered: 0, heading: None, origin: TextOrigin::Body };
        evidence.blocks.push(FileBlock::Paragraph(paragraph));
    }
    close(&mut rows, &mut evidence.blocks);
    evidence
}

/// What was copied from a spreadsheet or a document: all of it one table, whatever stands above and below.
pub fn read_clipboard(text: &str) -> Evidence {
    if let Some(page) = copied_page(text)
        && let Ok(evidence) = html::read(page)
    {
        return evidence;
    }
    let mut evidence = Evidence::new(FileKind::Text);
    let rows: Vec<Vec<String>> = records(text, '\t').collect();
    if rows.iter().flatten().any(|cell| !cell.is_empty()) {
        evidence.blocks.push(FileBlock::Table(table(rows, 1)));
    }
    evidence
}

/// What was copied as a page: whole, or from where its table begins; Windows puts lines with offsets before it.
fn copied_page(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let page = match text.strip_prefix("Version:") {
        Some(rest) if rest.contains("StartHTML:") => &rest[rest.find('<')?..],
        _ => text,
    };
    let tags = ["<html", "<table", "<!doctype html", "<meta", "<col", "<tr", "<td", "<!--startfragment"];
    let begins = |tag: &&str| {
        let is_tag = page.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
        is_tag && !page[tag.len()..].starts_with(char::is_alphanumeric)
    };
    tags.iter().any(begins).then_some(page)
}

/// The rows of a file of which commas part the cells: nearly all have as many, and they are no amounts with commas in
/// them.
fn by_commas(text: &str) -> Option<Vec<Vec<String>>> {
    const FEWEST: usize = 3;
    if text.contains('\t') {
        return None;
    }
    [',', ';'].into_iter().find_map(|comma| {
        let rows: Vec<Vec<String>> = records(text, comma).collect();
        let filled = || rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        let widest = filled().map(Vec::len).max()?;
        let are_alike = filled().filter(|row| row.len() == widest).count() * 4 >= filled().count() * 3;
        let is_amount = |row: &&Vec<String>| matches!(Money::parse(&row.concat(), AmountUnit::Yuan), Ok(Some(_)));
        let are_amounts = filled().filter(is_amount).count() * 2 > filled().count();
        (widest >= FEWEST && filled().count() >= FEWEST && are_alike && !are_amounts).then_some(rows)
    })
}

fn table(rows: Vec<Vec<String>>, number: u32) -> FileTable {
    let mut cells = Vec::new();
    for (row, values) in (0..).zip(rows) {
        for (column, text) in (0..).zip(values) {
            if !text.trim().is_empty() {
                cells.push(FileCell { row, column, rows: 1, columns: 1, text, ..FileCell::default() });
            }
        }
    }
    FileTable { place: FilePlace { number, ..FilePlace::default() }, borders: CellBorders::Separated, cells }
}

/// Marks that programs leave which write the text of a Word file: `[bookmark: _Toc123]`.
fn without_bookmarks(text: &str) -> Cow<'_, str> {
    const OPEN: &str = "[bookmark: ";
    if !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(OPEN) {
        kept.push_str(before);
        let name = behind.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(behind.len());
        match behind[name..].strip_prefix(']') {
            Some(next) => rest = next,
            None => {
                kept.push_str(OPEN);
                rest = behind;
            }
        }
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// A table as some programs write it: each cell a line that a tab begins, further lines of the cell below it, and a blank
/// line behind each row. At least two rows, or it may be anything.
fn stacked(text: &str) -> Option<(Vec<Vec<String>>, &str)> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut is_row_open = false;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find('\n').unwrap_or(rest.len());
        let line = rest[..end].trim_end_matches('\r');
        let next = rest.get(end + 1..).unwrap_or_default();
        match line.strip_prefix('\t') {
            Some(cell) if !cell.contains('\t') => match rows.last_mut().filter(|_| is_row_open) {
                Some(row) => row.push(cell.to_owned()),
                None => rows.push(vec![cell.to_owned()]),
            },
            None if line.trim().is_empty() && is_row_open => {
                is_row_open = false;
                rest = next;
                continue;
            }
            None if is_row_open && !line.trim().is_empty() && !line.contains('\t') => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.push_str(line);
                }
            }
            _ => break,
        }
        is_row_open = true;
        rest = next;
    }
    (rows.len() >= 2 && rows.iter().any(|row| row.len() >= 2)).then_some((rows, rest))
}

fn records(mut text: &str, separator: char) -> impl Iterator<Item = Vec<String>> {
    std::iter::from_fn(move || (!text.is_empty()).then(|| record(&mut text, separator)))
}

/// A line of cells, as spreadsheets write them: a cell with a separator or line end inside stands in quotation marks.
fn record(rest: &mut &str, separator: char) -> Vec<String> {
    let mut line = Vec::new();
    loop {
        let (cell, behind) = quoted(rest, separator).unwrap_or_else(|| plain(rest, separator));
        line.push(cell);
        match behind.strip_prefix(separator) {
            Some(next) => *rest = next,
            None => {
                *rest = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix(['\n', '\r'])).unwrap_or(behind);
                return line;
            }
        }
    }
}

fn plain(text: &str, separator: char) -> (String, &str) {
    let end = text.find([separator, '\n', '\r']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// A cell in quotation marks, if they close before the next cell; between tabs a quotation is none.
fn quoted(text: &str, separator: char) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut at = 0;
    loop {
        let mark = at + inside[at..].find('"')?;
        let behind = &inside[mark + 1..];
        if behind.starts_with('"') {
            at = mark + 2;
            continue;
        }
        let ends = behind.is_empty() || behind.starts_with([separator, '\n', '\r']);
        let cell = &inside[..mark];
        let is_meant = separator != '\t' || cell.contains([separator, '\n', '\r', '"']);
        return (ends && is_meant).then(|| (cell.replace("\"\"", "\""), behind));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(evidence: &Evidence) -> Vec<(u32, u32, &str)> {
        evidence.tables().flat_map(|table| &table.cells).map(|cell| (cell.row, cell.column, &*cell.text)).collect()
    }

    #[test]
    fn lines_with_tabs_are_tables() {
        let evidence = read("第一段\r\n\r\n甲\t1\r\n乙\t\"2\t3\"\r\n“完”\r\n");
        assert_eq!(cells(&evidence), [(0, 0, "甲"), (0, 1, "1"), (1, 0, "乙"), (1, 1, "2\t3")]);
        assert_eq!(evidence.blocks.len(), 3);
    }

    #[test]
    fn lines_with_commas_are_one_table() {
        let text = "收入决算表,,\r\n编码,名称,金额\r\n201,\"甲,乙\",\"1,234.50\"\r\n\"205\",\"丙\"\"丁\",7\r\n";
        let cells_of = cells;
        assert_eq!(
            cells_of(&read(text))[1..],
            [
                (1, 0, "编码"),
                (1, 1, "名称"),
                (1, 2, "金额"),
                (2, 0, "201"),
                (2, 1, "甲,乙"),
                (2, 2, "1,234.50"),
                (3, 0, "205"),
                (3, 1, "丙\"丁"),
                (3, 2, "7")
            ]
        );
        // A column of amounts, and sentences, are none.
        assert_eq!(read("1,234,567.00\n2,345,678.00\n3,456,789.00\n").tables().count(), 0);
        assert_eq!(read("共1,234.00元，\n其中2,345,678.00元。\n完\n").tables().count(), 0);
    }

    #[test]
    fn cells_may_stand_below_each_other() {
        let evidence =
            read("附表1\n\t指标\n\t分值\n\n\t履职\n效果\n\t15\n\n\t\n\t8\n\n\n附表2\n[bookmark: _Toc1]附件\n");
        assert_eq!(cells(&evidence), [(0, 0, "指标"), (0, 1, "分值"), (1, 0, "履职效果"), (1, 1, "15"), (2, 1, "8")]);
        let paragraphs = evidence.blocks.iter().filter_map(|block| match block {
            FileBlock::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            _ => None,
        });
        assert_eq!(paragraphs.collect::<Vec<_>>(), ["附表1", "附表2", "附件"]);
    }

    #[test]
    fn what_was_copied_as_a_page_is_read_whether_whole_or_in_part() {
        for page in [
            "<table><tr><td>甲<td>1</table>",
            "  <COL width=72>\n <tr><td>甲</td><td>1</td></tr>",
            "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:0000000190\r\n<html><table><tr><td>甲<td>1</table></html>",
        ] {
            assert_eq!(cells(&read_clipboard(page)), [(0, 0, "甲"), (0, 1, "1")], "{page}");
        }
        assert_eq!(cells(&read_clipboard("<trust\t1\n")), [(0, 0, "<trust"), (0, 1, "1")]);
    }

    #[test]
    fn what_was_copied_is_one_table() {
        let evidence = read_clipboard("收入决算表\n单位：万元\n201\t\"一般\"\t1\n");
        assert_eq!(
            cells(&evidence),
            [(0, 0, "收入决算表"), (1, 0, "单位：万元"), (2, 0, "201"), (2, 1, "\"一般\""), (2, 2, "1")]
        );
    }

    #[test]
    fn the_national_encoding_is_read() {
        let bytes = GB18030.encode("收入\t支出").0.into_owned();
        assert_eq!(decode(&bytes), "收入\t支出");
        assert_eq!(decode(&"收入".as_bytes()[..4]), "收");
    }
}

//! A list in words as a Word file: its title, some lines of facts, and a table whose head stands on each page.

use super::{
    DocumentStatus, ExportError, package,
    page::{self, Numbering},
    provenance::Provenance,
    settings, styles,
    tables::properties,
    text::{page_break, plain, styled},
    theme,
    xml::Xml,
};
use crate::{
    export::WordList,
    report::{Orientation, Paper},
};

/// The lists as a file, each on a page of its own; without rows there is no table. The same lists give the same bytes.
///
/// # Errors
/// [`ExportError::Fault`] if the file cannot be written.
pub fn list_docx(lists: &[WordList<'_>]) -> Result<Vec<u8>, ExportError> {
    let document = Xml::part("w:document", super::WORD_NAMES, |xml| {
        xml.within("w:body", &[], |xml| {
            for (place, list) in lists.iter().enumerate() {
                line(xml, "TableTitle", list.title, place > 0);
                for fact in &list.facts {
                    line(xml, "Note", fact, false);
                }
                if !list.rows.is_empty() {
                    table(xml, list);
                }
                line(xml, "Thin", "", false);
            }
            page::section(xml, Orientation::Landscape, Numbering::FromOne, DocumentStatus::Final);
        });
    });
    let mut parts = vec![styles::part(styles::CONTENTS_LINE), theme::part()];
    parts.extend(settings::parts());
    parts.extend(page::parts(DocumentStatus::Final));
    let title = lists.first().map_or_else(String::new, |list| list.title.to_owned());
    package::pack(&Provenance { title, ..Provenance::default() }, document, &parts)
}

fn line(xml: &mut Xml, style: &str, text: &str, begins_page: bool) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.w("w:pStyle", style);
            page_break(xml, begins_page.then_some(true));
        });
        if !text.is_empty() {
            plain(xml, text);
        }
    });
}

fn table(xml: &mut Xml, list: &WordList<'_>) {
    let all: u32 = list.columns.iter().map(|(_, width)| u32::from(*width)).sum();
    let room = Paper::of(Orientation::Landscape).text_width();
    let widths: Vec<u32> = list.columns.iter().map(|(_, width)| room * u32::from(*width) / all.max(1)).collect();
    xml.within("w:tbl", &[], |xml| {
        properties(xml, widths.iter().sum(), true, list.title);
        xml.within("w:tblGrid", &[], |xml| {
            widths.iter().for_each(|width| xml.empty("w:gridCol", &[("w:w", width)]));
        });
        row(xml, &widths, list.columns.iter().map(|(name, _)| *name), true);
        for texts in &list.rows {
            row(xml, &widths, texts.iter().map(String::as_str), false);
        }
    });
}

fn row<'a>(xml: &mut Xml, widths: &[u32], texts: impl Iterator<Item = &'a str>, is_head: bool) {
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if is_head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        for (width, text) in widths.iter().zip(texts) {
            xml.within("w:tc", &[], |xml| {
                xml.within("w:tcPr", &[], |xml| {
                    xml.empty("w:tcW", &[("w:w", width), ("w:type", &"dxa")]);
                    xml.w("w:vAlign", "center");
                });
                xml.within("w:p", &[], |xml| {
                    xml.within("w:pPr", &[], |xml| {
                        xml.w("w:pStyle", "TableText");
                        if !is_head {
                            xml.w("w:jc", "left");
                        }
                    });
                    match (text.is_empty(), is_head) {
                        (true, _) => {}
                        (false, true) => styled(xml, text, |xml| xml.empty("w:b", &[])),
                        (false, false) => plain(xml, text),
                    }
                });
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{super::testing::part_text, *};
    use crate::evidence::{self, FileBlock};

    #[test]
    fn the_words_of_a_list_stand_below_their_facts() {
        let rows = [["改了数", "应为1\n文件中是2"], ["少了一段", "<w:p>“引号”&"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
        let facts = ["甲.docx：2处不同".to_owned(), "文件由项目现在的内容导出".to_owned()];
        let columns: &[(&str, u16)] = &[("类别", 12), ("内容", 40)];
        let list = WordList { title: "核对成稿清单", facts: facts.to_vec(), columns, rows };
        let write = || list_docx(std::slice::from_ref(&list)).expect("a file");
        let file = write();
        let read = evidence::read(&file).expect("it is read");
        let texts: Vec<&str> = read
            .blocks
            .iter()
            .flat_map(|block| match block {
                FileBlock::Paragraph(paragraph) => vec![paragraph.text.as_str()],
                FileBlock::Table(table) => table.cells.iter().map(|cell| cell.text.as_str()).collect(),
                FileBlock::Picture(_) => Vec::new(),
            })
            .filter(|text| !text.is_empty())
            .collect();
        let cells = ["类别", "内容", "改了数", "应为1\n文件中是2", "少了一段", "<w:p>“引号”&"];
        assert_eq!(texts, [["核对成稿清单", &facts[0], &facts[1]].as_slice(), &cells].concat());
        assert_eq!(part_text(&file, "word/document.xml").matches("<w:tblHeader/>").count(), 1);
        assert_eq!(file, write());
    }

    #[test]
    fn a_list_without_rows_has_no_table() {
        let facts = vec!["与项目一致".to_owned()];
        let list = WordList { title: "核对成稿清单", facts, columns: &[("类别", 12)], rows: Vec::new() };
        let file = list_docx(&[list]).expect("a file");
        assert_eq!(evidence::read(&file).expect("it is read").tables().count(), 0);
    }
}

//! What we export is read back to the same printed values: every cell of every published table.

use std::collections::HashMap;

use juesuan::{
    document::Region,
    evidence::{self, FileBlock, FileTable},
    export::{DocumentStatus, Format, Progress, docx, pdf, xlsx},
    figures::Source,
    money::Money,
    reading::{Certainty, Reading},
    tables::{self, TableCell},
    typeset::Engine,
};

use super::{derived, sample};

fn assert_read_back(name: &str, format: Format) {
    let document = sample(name);
    let derived = derived(&document);
    let (status, progress) = (DocumentStatus::Draft, Progress::default());
    let bytes = match format {
        Format::Docx => docx(&derived, status, &progress).unwrap(),
        Format::Xlsx => xlsx(&derived, status, &progress).unwrap(),
        _ => pdf(&derived, status, &mut Engine::embedded_only(), &progress).unwrap().0,
    };
    let evidence = evidence::read(&bytes).unwrap();
    let reading = Reading::of(&evidence, &document);
    let mut read: HashMap<&Source, Vec<Money>> = HashMap::new();
    for fact in reading.tables.iter().flat_map(|table| &table.facts) {
        read.entry(&fact.address).or_default().push(fact.value);
    }
    let mut count = 0;
    for table in tables::published(&derived.figures) {
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let TableCell::Amount { value: Some(value), source } = cell else { continue };
            let found = read.remove(source).unwrap_or_default();
            let printed = value.rounded_to_wan2();
            assert!(!found.is_empty() && found.iter().all(|value| *value == printed), "{name} {source} {found:?}");
            count += 1;
        }
    }
    assert!(count > 200 && read.is_empty(), "{name}: {count} read, and {read:?}");
    let doubtful: Vec<_> = reading.tables.iter().filter(|table| table.certainty != Certainty::Proven).collect();
    assert!(doubtful.is_empty() && reading.left.is_empty(), "{doubtful:?} {:?}", reading.left);
    assert_eq!(reading.year.map(u32::from), document.unit.year);
    // A long name goes on in the next line of a page.
    if !matches!(format, Format::Pdf) {
        assert_eq!(reading.department.as_deref(), Some(&*document.unit.department));
    }
}

/// What stands in the rows of a table, row by row.
fn rows(table: &FileTable) -> Vec<Vec<&str>> {
    let (count, _) = table.size();
    let of = |row: u32| table.cells.iter().filter(|cell| cell.row == row).map(|cell| cell.text.as_str()).collect();
    (0..count).map(of).collect()
}

/// A table that goes on has more than a row or two on its last page.
#[test]
fn no_page_has_but_a_row_or_two_of_a_table() {
    for name in ["clean.json", "yanbian-2024.json"] {
        for region in [Region::Sichuan, Region::National, Region::Shanghai] {
            let mut document = sample(name);
            document.unit.region = Some(region);
            let bytes =
                pdf(&derived(&document), DocumentStatus::Draft, &mut Engine::embedded_only(), &Progress::default());
            let evidence = evidence::read(&bytes.unwrap().0).unwrap();
            let mut before: Vec<Vec<&str>> = Vec::new();
            for block in &evidence.blocks {
                match block {
                    FileBlock::Table(table) => {
                        let own = rows(table);
                        let head = own.iter().zip(&before).take_while(|(own, before)| own == before).count();
                        assert!(head == 0 || own.len() - head > 2, "{name} {region:?}: {own:?}");
                        before = own;
                    }
                    // Another table has a title.
                    FileBlock::Paragraph(paragraph) if paragraph.text.contains('表') => before.clear(),
                    _ => {}
                }
            }
        }
    }
}

/// All samples; the large one where `JUESUAN_READ_ALL` is set.
fn assert_all_read_back(format: Format) {
    let more: &[&str] = if std::env::var_os("JUESUAN_READ_ALL").is_some() { &["large-report.json"] } else { &[] };
    for name in ["clean.json", "national-2024.json", "yanbian-2024.json"].iter().chain(more) {
        assert_read_back(name, format);
    }
}

#[test]
fn every_cell_of_the_word_file_is_read_back() {
    assert_all_read_back(Format::Docx);
}

#[test]
fn every_cell_of_the_workbook_is_read_back() {
    assert_all_read_back(Format::Xlsx);
}

#[test]
fn every_cell_of_the_pdf_is_read_back() {
    assert_all_read_back(Format::Pdf);
}

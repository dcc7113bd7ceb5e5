//! What was read badly is never called wrong.

use juesuan::{
    audit::{Audit, Outcome},
    evidence::{Evidence, FileBlock, FileParagraph, FileRemark, TextOrigin},
    export::Format,
    reading::Reading,
};

use super::own_reports::{exported, in_each_region};
use crate::reading::derived;

fn assert_no_error(evidence: Evidence, what: &str) {
    let audit = Audit::of(evidence);
    let wrong: Vec<_> = audit.findings.iter().filter(|finding| finding.outcome == Outcome::Wrong).collect();
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
    assert!(!audit.unchecked.is_empty() || !audit.findings.is_empty(), "{what}: nothing is said of it");
}

/// The blocks of the tables with numbers.
fn tables(evidence: &Evidence) -> Vec<usize> {
    let reading = Reading::of(evidence, &Default::default());
    reading.tables.iter().filter(|table| !table.facts.is_empty()).flat_map(|table| table.blocks.clone()).collect()
}

/// The line between two columns is gone: their cells run together.
fn without_border(evidence: &Evidence, block: usize) -> Evidence {
    let mut evidence = evidence.clone();
    if let FileBlock::Table(table) = &mut evidence.blocks[block] {
        let last = table.cells.iter().map(|cell| cell.column).max().unwrap_or_default();
        let (kept, mut gone): (Vec<_>, Vec<_>) =
            std::mem::take(&mut table.cells).into_iter().partition(|cell| cell.column != last);
        table.cells = kept;
        for cell in &mut table.cells {
            if cell.column + cell.columns == last
                && let Some(at) = gone.iter().position(|other| other.row == cell.row)
            {
                let other = gone.remove(at);
                cell.text = format!("{} {}", cell.text, other.text);
            }
        }
    }
    evidence
}

/// No lines at all: every row is a line of text.
fn without_lines(evidence: &Evidence, block: usize) -> Evidence {
    let mut evidence = evidence.clone();
    let FileBlock::Table(table) = evidence.blocks.remove(block) else { return evidence };
    let rows = table.cells.iter().map(|cell| cell.row).max().unwrap_or_default();
    let lines = (0..=rows).rev().map(|row| {
        let cells: Vec<&str> =
            table.cells.iter().filter(|cell| cell.row == row).map(|cell| cell.text.as_str()).collect();
        cells.join(" ")
    });
    for text in lines {
        let paragraph =
            FileParagraph { place: table.place.clone(), text, numbered: 0, heading: None, origin: TextOrigin::Body };
        evidence.blocks.insert(block, FileBlock::Paragraph(paragraph));
    }
    evidence
}

/// The lower rows stand on a page that was not read. A table of a row or two would be blank, which is told.
fn half(evidence: &Evidence, block: usize) -> Evidence {
    let mut evidence = evidence.clone();
    if let FileBlock::Table(table) = &mut evidence.blocks[block] {
        let (rows, _) = table.size();
        table.cells.retain(|cell| rows < 8 || cell.row < rows / 2);
    }
    evidence
}

/// Sums of which rows may be missing are asked about, whichever table it is.
#[test]
fn a_sum_that_rows_may_be_missing_of_is_no_error() {
    for (name, document) in in_each_region("clean.json") {
        let clean = exported(&derived(&document), Format::Docx);
        for block in tables(&clean) {
            for (what, bad) in [("half", half(&clean, block)), ("joined", without_border(&clean, block))] {
                let audit = Audit::of(bad);
                let wrong: Vec<_> = audit.findings.iter().filter(|finding| finding.outcome == Outcome::Wrong).collect();
                assert!(wrong.is_empty(), "{name}: {what} of {block}: {wrong:#?}");
            }
        }
    }
}

#[test]
fn a_bad_reading_is_no_error() {
    for (name, document) in in_each_region("clean.json") {
        let clean = exported(&derived(&document), Format::Pdf);
        let tables = tables(&clean);
        for block in [tables[0], tables[tables.len() / 2], tables[tables.len() - 1]] {
            assert_no_error(without_border(&clean, block), &format!("{name}: a lost border of {block}"));
            assert_no_error(without_lines(&clean, block), &format!("{name}: no lines in {block}"));
        }
        let mut scanned = clean.clone();
        scanned.blocks.remove(tables[1]);
        scanned.remarks.push(FileRemark::ScannedPage(7));
        assert_no_error(scanned, &format!("{name}: a page that is a picture"));
        // Two neighbouring paragraphs of some length change places.
        let long: Vec<usize> = (0..clean.blocks.len())
            .filter(|block| matches!(&clean.blocks[*block], FileBlock::Paragraph(text) if text.text.contains("万元")))
            .collect();
        for pair in long.windows(2).step_by(10) {
            let mut shuffled = clean.clone();
            shuffled.blocks.swap(pair[0], pair[1]);
            let audit = Audit::of(shuffled);
            let wrong: Vec<_> = audit.findings.iter().filter(|finding| finding.outcome == Outcome::Wrong).collect();
            assert!(wrong.is_empty(), "{name}: {pair:?} in each other's place: {wrong:#?}");
        }
    }
}

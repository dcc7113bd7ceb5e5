//! The report as a whole: the reference sample line by line.

use std::{fmt::Write, fs, path::PathBuf, sync::Arc};

use juesuan::{
    derived::Derived,
    report::{Block, PrintedTable, text_of},
    storage::parse_project,
};

use crate::golden::assert_golden;

fn derived(name: &str) -> Derived {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    Derived::of(&Arc::new(parse_project(&fs::read(path).unwrap()).unwrap()))
}

/// Headings, paragraphs, the rows of the tables and what the charts show.
fn lines(derived: &Derived) -> String {
    let mut text = String::new();
    for section in &derived.report.sections {
        let _ = writeln!(text, "---- {:?}", section.orientation);
        for block in &section.blocks {
            match block {
                Block::Cover(cover) => {
                    cover.lines.iter().chain([&cover.foot]).for_each(|line| {
                        let _ = writeln!(text, "{}", text_of(line));
                    });
                }
                Block::Heading(heading) => {
                    let _ = writeln!(text, "{} {}", "#".repeat(heading.style.level().into()), heading.text());
                }
                Block::Paragraph(paragraph) => {
                    let _ = writeln!(text, "{}", paragraph.text());
                }
                Block::Table(key) => {
                    PrintedTable::of(&derived.figures, *key).iter().for_each(|table| text.push_str(&rows(table)));
                }
                Block::Chart(key) => {
                    let chart = derived.charts.iter().find(|chart| chart.key == *key).unwrap();
                    let _ = writeln!(text, "[{}]", chart.description());
                }
                Block::Contents => text.push_str("[目录]\n"),
                Block::PageBreak => text.push_str("[分页]\n"),
            }
        }
    }
    text
}

fn rows(table: &PrintedTable) -> String {
    let mut text = format!("[{} {}] {}\n", table.number, table.title, table.caption.join(" "));
    for line in table.head.iter().chain(&table.rows) {
        let cells: Vec<String> = line.iter().map(|cell| cell.text.replace('\n', "")).collect();
        let _ = writeln!(text, "{}", cells.join(" | ").trim_end());
    }
    for note in &table.notes {
        let _ = writeln!(text, "{note}");
    }
    text
}

#[test]
fn the_reference_report() {
    assert_golden("report-yanbian.txt", &lines(&derived("yanbian-2024.json")));
}

/// What a person has to write is written in the clean sample.
#[test]
fn the_clean_report_has_no_blanks() {
    let report = derived("clean.json").report;
    assert_eq!(report.blanks().collect::<Vec<_>>(), Vec::new());
}

//! Data for the tests of the Word file, and how they read its words back.

use std::io::{Cursor, Read};

use quick_xml::{Reader, events::Event};
use zip::ZipArchive;

use super::{Job, provenance::Provenance};
use crate::{
    charts::{self, ChartSpec},
    document::Path,
    export::{DocumentStatus, ExportError, Progress},
    figures::{MeasureKey, Source, T01, T07, YearOnYear},
    report::{
        Align, Block, Cover, Heading, HeadingStyle, Orientation, PageSection, Paragraph, ParagraphStyle, PrintedCell,
        PrintedColumn, PrintedTable, Report, Run, TableKey,
    },
    templates::Profile,
};

/// The words of each paragraph of a part, in order, empty ones left out; `w:tab` is a tab, `w:br` a line end.
pub fn paragraphs(bytes: &[u8], part: &str) -> Vec<String> {
    let xml = part_text(bytes, part);
    let mut reader = Reader::from_str(&xml);
    let (mut paragraphs, mut words, mut is_text) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) if start.name().as_ref() == b"w:t" => is_text = true,
            Event::End(end) if end.name().as_ref() == b"w:t" => is_text = false,
            Event::Empty(empty) if empty.name().as_ref() == b"w:tab" && empty.attributes().next().is_none() => {
                words.push('\t');
            }
            Event::Empty(empty) if empty.name().as_ref() == b"w:br" => words.push('\n'),
            Event::Text(text) if is_text => words.push_str(&text.decode().expect("UTF-8")),
            Event::GeneralRef(name) if is_text => {
                let name = name.decode().expect("UTF-8");
                words.push_str(quick_xml::escape::resolve_predefined_entity(&name).expect("known"));
            }
            Event::End(end) if end.name().as_ref() == b"w:p" => {
                let words = std::mem::take(&mut words);
                if !words.is_empty() {
                    paragraphs.push(words);
                }
            }
            Event::Eof => return paragraphs,
            _ => {}
        }
    }
}

pub fn part_text(bytes: &[u8], part: &str) -> String {
    let mut text = String::new();
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    zip.by_name(part).expect(part).read_to_string(&mut text).expect("UTF-8");
    text
}

/// The names of the parts.
pub fn part_names(bytes: &[u8]) -> Vec<String> {
    let zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    zip.file_names().map(|name| name.expect("UTF-8").into_owned()).collect()
}

/// The file of a report with the charts of the published figures and small tables.
pub fn written(report: &Report, status: DocumentStatus) -> Vec<u8> {
    let mut charts = charts::testing::reference_charts();
    charts::number(&mut charts, report.charts());
    try_write(report, &charts, status, &Progress::default()).expect("written")
}

/// The same with charts and progress of the caller's.
pub fn try_write(
    report: &Report,
    charts: &[ChartSpec],
    status: DocumentStatus,
    progress: &Progress,
) -> Result<Vec<u8>, ExportError> {
    let tables = |key: TableKey| match key {
        TableKey::Published(T07) => vec![table(9, 4, "12,345.67"), table(9, 4, "98,765.43")],
        _ => vec![table(4, 3, "232.34")],
    };
    let provenance = Provenance {
        title: report.title.clone(),
        author: None,
        department: "盐边县总工会".to_owned(),
        date: Some((2025, 9, 1)),
        custom: vec![("JuesuanVersion", "0.1.0".to_owned())],
    };
    let numbers = Profile::preset(None, None).numbers;
    Job { report, charts, tables: &tables, numbers, provenance, status }.write(progress)
}

/// A table of code, name and amounts with a head of two lines.
pub fn table(columns: usize, rows: usize, amount: &str) -> PrintedTable {
    let head = |text: &str, columns, lines| PrintedCell {
        columns,
        lines,
        is_bold: true,
        ..PrintedCell::new(text, Align::Centre)
    };
    let amounts = columns - 2;
    let row = |place: usize| {
        let mut cells = vec![PrintedCell::new(format!("2010{:03}", place % 1000), Align::Left)];
        cells.push(PrintedCell { indent: 1, ..PrintedCell::new("行政运行", Align::Left) });
        cells.extend((0..amounts).map(|_| PrintedCell::new(amount, Align::Right)));
        cells
    };
    PrintedTable {
        key: TableKey::Published(T01),
        title: "收入支出决算总表".to_owned(),
        number: "公开01表".to_owned(),
        caption: ["编制单位：盐边县总工会".to_owned(), "2024年度".to_owned(), "金额单位：万元".to_owned()],
        columns: (0..columns).map(|place| PrintedColumn { width: if place == 1 { 30 } else { 12 } }).collect(),
        head: vec![
            vec![head("项目", 2, 1), head("决算数", amounts, 1)],
            (0..columns).map(|place| head(if place == 0 { "科目编码" } else { "合计" }, 1, 1)).collect(),
        ],
        rows: (0..rows).map(row).collect(),
        subheads: Vec::new(),
        notes: vec!["注：本表反映部门本年度的总收支。".to_owned()],
    }
}

/// A figure of a text.
pub fn figure(text: &str) -> Run {
    Run::Figure { text: text.to_owned(), source: Source::Measure(MeasureKey::Growth(YearOnYear::GeneralBudget)) }
}

/// A place to be filled in.
pub fn blank(prompt: &str) -> Run {
    Run::Blank { prompt: prompt.to_owned(), path: path() }
}

/// Words of a person.
pub fn wording(text: &str) -> Run {
    Run::written(text, path())
}

fn path() -> Path {
    crate::at!(unit.department)
}

/// A paragraph of body text.
pub fn body(runs: Vec<Run>) -> Block {
    Block::Paragraph(Paragraph { style: ParagraphStyle::Body, runs })
}

fn heading(style: HeadingStyle, text: &str) -> Block {
    Block::Heading(Heading { style, is_attached: false, runs: vec![Run::words(text)], topic: 0 })
}

/// A report with one of everything.
pub fn report() -> Report {
    let section = |orientation, blocks| PageSection { orientation, blocks };
    let cover = Cover {
        lines: vec![vec![Run::words("2024年度")], vec![Run::words("盐边县总工会部门决算")]],
        foot: vec![Run::words("公开时间："), blank("公开日期")],
    };
    let front = vec![
        Block::Cover(cover),
        Block::Contents,
        heading(HeadingStyle::Part, "第一部分　部门概况"),
        heading(HeadingStyle::First, "一、收入支出决算总体情况说明"),
        body(vec![Run::words("下降"), figure("26.53%"), Run::words("。主要变动原因是"), blank("主要变动原因")]),
        heading(HeadingStyle::Second, "（一）总体情况"),
        heading(HeadingStyle::Third, "1.履职效能"),
        body(vec![blank("履职效能")]),
        Block::Chart("spending_structure"),
        Block::Chart("totals"),
        Block::Chart("three_public"),
        heading(HeadingStyle::Part, "第二部分　附件"),
        Block::Paragraph(Paragraph { style: ParagraphStyle::Label, runs: vec![Run::words("附件1")] }),
        heading(HeadingStyle::Attachment, "部门预算绩效自评报告"),
        Block::PageBreak,
        Block::Paragraph(Paragraph { style: ParagraphStyle::Right, runs: vec![Run::words("2025年9月")] }),
    ];
    let tables = vec![
        heading(HeadingStyle::First, "一、收入支出决算总表"),
        Block::Table(TableKey::Published(T01)),
        Block::PageBreak,
        heading(HeadingStyle::First, "七、明细表"),
        Block::Table(TableKey::Published(T07)),
    ];
    let mut sections = vec![section(Orientation::Portrait, front), section(Orientation::Landscape, tables)];
    let blocks = sections.iter_mut().flat_map(|section| &mut section.blocks);
    let headings = blocks.filter_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        _ => None,
    });
    headings.zip(0..).for_each(|(heading, topic)| heading.topic = topic);
    Report { title: "盐边县总工会2024年度部门决算".to_owned(), sections, ..Report::default() }
}

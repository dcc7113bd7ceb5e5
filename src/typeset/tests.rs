//! A hand-made report through the whole way: data, pages, PDF.

use std::sync::LazyLock;

use crate::{
    at,
    charts::ChartSpec,
    figures::{CellKey, Column, Line, Source, T01, T06},
    report::{
        Align, Block, Cover, Heading, HeadingStyle, Orientation, PageSection, Paragraph, ParagraphStyle, PrintedCell,
        PrintedColumn, PrintedTable, Report, Run, TableKey, Topic,
    },
    testing::{derived, reference_sample},
};

use super::{Engine, Manuscript, MarkKind, Pages, PrintedPages, Properties};

const HOSTILE: &str = "#eval(\"1+1\") $x^2$ <a> @b // *粗* _斜_ `码` \\ [x] ~ = - + / https://a.b \u{1}";

static CHARTS: LazyLock<Vec<ChartSpec>> = LazyLock::new(|| derived(&reference_sample()).charts);

fn total() -> Source {
    CellKey::total(T06, Column::Total).into()
}

fn figure(text: &str) -> Run {
    Run::Figure { text: text.to_owned(), source: total() }
}

fn body(runs: Vec<Run>) -> Block {
    Block::Paragraph(Paragraph { style: ParagraphStyle::Body, runs })
}

fn heading(report: &mut Report, style: HeadingStyle, words: &str) -> Block {
    let topic = report.topics.len();
    report.topics.push(Topic {
        key: format!("topic{topic}"),
        title: words.to_owned(),
        level: style.level(),
        section: 0,
        blocks: 0..0,
        texts: Vec::new(),
    });
    Block::Heading(Heading { style, is_attached: false, runs: vec![Run::words(words)], topic })
}

/// As many pages as a real report: all kinds of blocks, `rows` lines of a table.
fn report(rows: usize) -> (Report, PrintedTable) {
    let mut report = Report { title: "示例单位2024年度部门决算".to_owned(), ..Report::default() };
    let cover = Cover {
        lines: vec![vec![Run::words("示例单位")], vec![Run::words("2024年度部门决算")]],
        foot: vec![Run::words("公开时间：2025年9月")],
    };
    let mut blocks = vec![Block::Cover(cover), Block::Contents];
    for part in 1..=4 {
        blocks.push(heading(&mut report, HeadingStyle::Part, &format!("第{part}部分　说明")));
        for section in 1..=3 {
            blocks.push(heading(&mut report, HeadingStyle::First, &format!("{section}、总体情况")));
            blocks.push(heading(&mut report, HeadingStyle::Second, "（一）具体情况"));
            let words = "与2023年度相比，收入、支出总计各减少，主要变动原因是项目支出有所减少。";
            blocks.push(body(vec![
                Run::words("2024年度收入、支出总计均为"),
                figure("1,232.34"),
                Run::words("万元。"),
                Run::written(words.repeat(9), at!(unit.department)),
            ]));
        }
        blocks.push(Block::Chart(CHARTS[2].key));
    }
    blocks.push(body(vec![Run::words(HOSTILE), Run::Blank { prompt: "原因".to_owned(), path: at!(unit.department) }]));
    let table = table(rows);
    let portrait = PageSection { orientation: Orientation::Portrait, blocks };
    let landscape = PageSection {
        orientation: Orientation::Landscape,
        blocks: vec![heading(&mut report, HeadingStyle::First, "公开01表"), Block::Table(table.key)],
    };
    report.sections = vec![portrait, landscape];
    (report, table)
}

fn table(rows: usize) -> PrintedTable {
    let words = |text: &str| PrintedCell::new(text, Align::Centre);
    let line = |number: usize| {
        let amount = PrintedCell {
            source: Some(CellKey::line(T01, Line::IncomeTotal, Column::Amount).into()),
            is_bold: number == 0,
            ..PrintedCell::new("12,345.67", Align::Right)
        };
        vec![
            PrintedCell { indent: 1, ..PrintedCell::new(format!("科目{number}"), Align::Left) },
            amount.clone(),
            amount,
        ]
    };
    PrintedTable {
        key: TableKey::Published(T01),
        title: "收入支出决算总表".to_owned(),
        number: "公开01表".to_owned(),
        caption: ["编制单位：示例单位".to_owned(), "2024年度".to_owned(), "单位：万元".to_owned()],
        columns: [3, 1, 1].map(|width| PrintedColumn { width }).to_vec(),
        head: vec![
            vec![PrintedCell { lines: 2, ..words("项目") }, PrintedCell { columns: 2, ..words("金额") }],
            vec![words("预算"), words("决算")],
        ],
        rows: (0..rows).map(line).chain(spanning()).collect(),
        subheads: Vec::new(),
        notes: vec!["注：尾差".to_owned()],
    }
}

/// Two lines beside one name, and a name over all columns.
fn spanning() -> [Vec<PrintedCell>; 3] {
    let amount = |text: &str| PrintedCell::new(text, Align::Right);
    let name = |text: &str| PrintedCell::new(text, Align::Centre);
    [
        vec![PrintedCell { lines: 2, ..name("合计") }, amount("1.00"), amount("2.00")],
        vec![amount("3.00"), amount("4.00")],
        vec![PrintedCell { columns: 3, ..name("说明") }],
    ]
}

fn set(engine: &mut Engine, rows: usize, is_draft: bool) -> Pages {
    set_and_print(engine, rows, is_draft).0
}

fn set_and_print(engine: &mut Engine, rows: usize, is_draft: bool) -> (Pages, PrintedPages) {
    let (report, table) = report(rows);
    let manuscript =
        Manuscript { report: &report, charts: &CHARTS, tables: vec![table], properties: Properties::default() };
    engine.set(&manuscript, is_draft).expect("the layout is sound")
}

fn all_text(pages: &Pages) -> String {
    (0..pages.count()).map(|page| pages.text(page)).collect()
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

#[test]
fn the_pages_hold_the_words_of_the_report_in_their_order() {
    let pages = set(&mut Engine::embedded_only(), 90, true);
    assert!(pages.count() > 10, "{}", pages.count());
    let (report, table) = report(90);
    let mut wanted = String::new();
    for block in report.blocks() {
        match block {
            Block::Cover(cover) => {
                cover.lines.iter().chain([&cover.foot]).flatten().for_each(|run| wanted.push_str(&run.text()));
            }
            Block::Heading(heading) => wanted.push_str(&heading.text()),
            Block::Paragraph(paragraph) => wanted.push_str(&paragraph.text()),
            Block::Table(_) => {
                // The number is said in the heading.
                wanted.push_str(&table.title);
                wanted.extend(table.caption.iter().map(String::as_str));
                let cells = table.head.iter().chain(&table.rows).flatten().map(|cell| cell.text.as_str());
                wanted.extend(cells.chain(table.notes.iter().map(String::as_str)));
            }
            Block::Chart(key) => {
                let spec = CHARTS.iter().find(|spec| spec.key == *key).expect("a chart");
                wanted.push_str(&spec.caption());
                wanted.extend(spec.note.as_deref());
            }
            _ => {}
        }
    }
    let (found, wanted) = (without_space(&all_text(&pages)), without_space(&wanted));
    let same = found.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    let from = |text: &str| text.chars().skip(same.saturating_sub(9)).take(40).collect::<String>();
    assert!(found == wanted, "{} where {} is wanted", from(&found), from(&wanted));
    assert!(all_text(&pages).contains("#eval(\"1+1\") $x^2$ <a> @b // *粗* _斜_ `码` \\"));
}

#[test]
fn a_final_has_neither_mark_nor_blanks_and_numbers_begin_after_the_cover() {
    let mut engine = Engine::embedded_only();
    let draft = set(&mut engine, 3, true);
    let last = set(&mut engine, 3, false);
    assert!(all_text(&draft).contains("【待填：原因】"));
    assert!(!all_text(&last).contains('【'));
    let asides = |pages: &Pages, page: usize| -> String {
        let pieces = pages.contents[page].pieces.iter().filter(|piece| piece.is_aside);
        pieces.map(|piece| piece.text.as_str()).collect()
    };
    assert_eq!((asides(&draft, 0), asides(&last, 0)), ("草稿".to_owned(), String::new()));
    assert_eq!((asides(&draft, 4), asides(&last, 4)), ("草稿— 4 —".to_owned(), "— 4 —".to_owned()));
    assert_eq!((last.number(0), last.number(4)), (None, Some(4)));
    assert!(last.edition > draft.edition);
}

#[test]
fn every_number_knows_its_place_and_source() {
    let pages = set(&mut Engine::embedded_only(), 3, true);
    let marks: Vec<_> = (0..pages.count()).flat_map(|page| pages.marks(page)).collect();
    let figures = || marks.iter().filter(|mark| mark.kind == MarkKind::Figure);
    assert_eq!(figures().filter(|mark| mark.source == total()).count(), 12);
    assert!(figures().filter(|mark| mark.source == total()).all(|mark| mark.text == "1,232.34"));
    let cell = Source::Cell(CellKey::line(T01, Line::IncomeTotal, Column::Amount));
    let columns: Vec<_> = figures().filter(|mark| mark.source == cell).collect();
    assert_eq!(columns.len(), 6);
    for mark in &marks {
        let width = mark.rect.right - mark.rect.left;
        assert!(width > 3.0 && (5.0..=20.0).contains(&(mark.rect.bottom - mark.rect.top)), "{mark:?}");
    }
    // Amounts of one column end at the same place.
    assert!((columns[2].rect.right - columns[4].rect.right).abs() < 0.1);
    assert!(marks.iter().any(|mark| mark.kind == MarkKind::Blank && mark.written_at() == Some(at!(unit.department))));
    assert!(marks.iter().filter(|mark| mark.kind == MarkKind::Text).count() > 30);
}

#[test]
fn topics_know_their_pages_and_charts_their_slices() {
    let pages = set(&mut Engine::embedded_only(), 60, true);
    let numbers: Vec<usize> = pages.topic_pages.iter().map(|page| page.expect("a page")).collect();
    assert!(numbers.is_sorted() && numbers[0] == 2, "{numbers:?}");
    let with_table = numbers[numbers.len() - 1];
    let (width, height) = pages.size(with_table);
    assert!(width > height && pages.size(0).0 < pages.size(0).1);
    let sources = CHARTS[2].marks();
    let mut found = 0;
    for page in 0..pages.count() {
        let (width, height) = pages.size(page);
        let places =
            (0..height as usize).step_by(12).flat_map(|y| (0..width as usize).step_by(12).map(move |x| (x, y)));
        for (x, y) in places {
            if let Some((source, words)) = pages.chart_mark_at(page, x as f32, y as f32) {
                assert!(sources.iter().any(|mark| mark.source == *source && words.starts_with(&mark.name)));
                found += 1;
            }
        }
    }
    assert!(found > 100, "{found}");
}

#[test]
fn words_are_found_over_line_ends() {
    let pages = set(&mut Engine::embedded_only(), 60, true);
    let hits = pages.find("主要变动原因是 项目支出");
    assert!(hits.len() > 90, "{}", hits.len());
    assert!(hits.iter().any(|hit| hit.rects.len() == 2));
    for rect in hits.iter().flat_map(|hit| &hit.rects) {
        assert!(rect.right - rect.left > 10.0 && rect.right < 530.0, "{rect:?}");
    }
    assert_eq!(pages.find("EVAL(").len(), 1);
    assert!(pages.find("没有的话").is_empty() && pages.find(" ").is_empty());
    // Heads that come again and page numbers.
    assert!(pages.find("预算决算").len() > 1 && pages.find("— 3 —").is_empty());
}

#[test]
fn the_same_report_gives_the_same_pdf_and_a_changed_number_another() {
    let pdf_of = |rows| set_and_print(&mut Engine::embedded_only(), rows, false).1.pdf().expect("a PDF");
    let pdf = pdf_of(9);
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(pdf == pdf_of(9));
    assert!(pdf != pdf_of(10));
    let holds = |words: &[u8]| pdf.windows(words.len()).any(|at| at == words);
    assert!(holds(b"/MarkInfo") && holds(b"/Outlines") && holds(b"/Lang"));
    // For readers with a screen reader: PDF/UA-1, which the report fulfils.
    assert!(holds(b"/DisplayDocTitle true") && holds(b"pdfuaid:part"));
    assert!(!holds(b"/URI"));
}

#[test]
fn faces_that_are_not_there_are_named_and_so_are_characters_that_none_has() {
    let mut report = Report::default();
    let blocks = vec![body(vec![Run::words("\u{20bb7}野家\u{200b}，𰻞面")])];
    report.sections = vec![PageSection { orientation: Orientation::Portrait, blocks }];
    let manuscript = Manuscript { report: &report, charts: &[], tables: Vec::new(), properties: Properties::default() };
    let (pages, _) = Engine::embedded_only().set(&manuscript, false).expect("pages");
    assert_eq!(pages.fonts.missing().collect::<String>(), "\u{20bb7}𰻞");
    let notes = pages.fonts.notes();
    assert!(notes[0].contains("\u{20bb7}𰻞"), "{notes:?}");
    assert!(notes[1].contains("正文应为仿宋_GB2312，改用思源黑体（内置）"), "{notes:?}");
    assert_eq!(pages.fonts.replaced.len(), 5);
}

#[test]
fn an_empty_report_is_one_empty_page() {
    let manuscript =
        Manuscript { report: &Report::default(), charts: &[], tables: Vec::new(), properties: Properties::default() };
    let (pages, printed) = Engine::embedded_only().set(&manuscript, true).expect("pages");
    assert_eq!((pages.count(), pages.text(0)), (1, String::new()));
    let picture = printed.picture(0, 500).expect("a picture");
    assert_eq!((picture.width, picture.height), (298, 421));
    assert_eq!(picture.rgba.len(), 298 * 421 * 4);
}

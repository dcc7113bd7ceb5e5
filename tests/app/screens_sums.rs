//! What stands below the columns of all grids: the sum of what is seen in them, whatever the tables print.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Event, Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{
    document::{Document, Edit, Kind, Path, PathStep, Shape},
    storage::{parse_project, write_project},
};
use rust_decimal::Decimal;

use crate::{
    screen::Screen,
    screens_grid::{each_page, value},
};

/// A list shows so many rows without a bar.
const MOST_ROWS: usize = 10;

/// What stands in a grid by its rows, and in each row by its columns.
type Grid = BTreeMap<String, BTreeMap<String, String>>;

fn grids(screen: &Screen) -> BTreeMap<String, Grid> {
    let is_cell = |role| matches!(role, Role::Cell | Role::TextInput);
    let nodes = screen.harness.query_all_by(|node| is_cell(node.role()));
    let mut grids: BTreeMap<String, Grid> = BTreeMap::new();
    for node in nodes {
        let label = node.accesskit_node().label().unwrap_or_default();
        let [grid, row, column] = label.splitn(3, ' ').collect::<Vec<_>>()[..] else { continue };
        let rows = grids.entry(grid.to_owned()).or_default();
        rows.entry(row.to_owned()).or_default().insert(column.to_owned(), node.value().unwrap_or_default());
    }
    grids
}

fn number(text: Option<&String>) -> Option<Decimal> {
    text?.replace(',', "").parse().ok()
}

fn sum(numbers: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    numbers.flatten().reduce(|a, b| a + b)
}

/// The rows below a list whose sums are together that of all rows that count.
fn parts_of_the_sum(grid: &str) -> &'static [&'static str] {
    match grid {
        "基本支出经济分类" => &["合计行3"],
        "接待明细" | "按科目的结转结余" => &["合计行", "合计行2"],
        _ => &["合计行"],
    }
}

/// Checks all sums on the page; answers with the columns that have one.
fn check_sums(screen: &Screen, how: &str) -> BTreeSet<String> {
    let mut checked = BTreeSet::new();
    for (name, grid) in grids(screen) {
        let footers = parts_of_the_sum(&name);
        let Some(footer) = grid.get(footers[0]) else { continue };
        let is_entry = |row: &str| row.starts_with('第');
        for column in footer.keys() {
            let shown = sum(footers.iter().map(|row| number(grid[*row].get(column))));
            let counts = |cells: &BTreeMap<String, String>| match name.as_str() {
                // Each row below is of one fund; a row of neither says so.
                "按科目的结转结余" => !cells.values().any(|text| text.contains("资金性质不是")),
                _ => true,
            };
            let entries = grid.iter().filter(|(row, cells)| is_entry(row) && counts(cells));
            let seen = sum(entries.map(|(_, cells)| number(cells.get(column))));
            if shown.is_some() {
                assert_eq!(shown, seen, "{how}: {name} {column}: {grid:#?}");
                checked.insert(format!("{name} {column}"));
            }
        }
    }
    checked
}

/// The lists of the document and of its first rows.
fn lists(document: &Document) -> Vec<Path> {
    let mut found = BTreeSet::new();
    document.walk(&mut |path, _, _| {
        let steps = path.steps();
        for (at, step) in steps.iter().enumerate() {
            if matches!(step, PathStep::Row(_)) {
                found.insert((at + 1..=steps.len()).fold(path, |path, _| path.parent()).to_string());
            }
        }
    });
    found.iter().filter_map(|pointer| Document::parse_path(pointer)).collect()
}

pub fn shortened(document: &Document) -> Document {
    let mut document = document.clone();
    for list in lists(&document) {
        let rows = document.row_count(list).unwrap_or(0);
        if rows > MOST_ROWS && !["/published", "/unreadable"].contains(&list.to_string().as_str()) {
            let cut = Edit::remove_rows(list, MOST_ROWS, rows - MOST_ROWS);
            document = document.apply(&cut).unwrap();
        }
    }
    document
}

/// The same with rows that count in no table, that share a code, and that hold what can't be read: a column after the
/// other, so that each fault stands beside good values.
fn spoilt(document: &Document) -> Document {
    let mut document = document.clone();
    for list in lists(&document) {
        let Some(Shape::List(fields)) = Document::field_at(list).map(|field| field.shape) else { continue };
        if ["/review", "/report", "/unreadable", "/published"].iter().any(|part| list.to_string().starts_with(part)) {
            continue;
        }
        let rows = document.row_count(list).unwrap_or(0);
        for (at, field) in fields().iter().enumerate() {
            let Shape::Leaf(kind) = field.shape else { continue };
            let texts: &[&str] = match kind {
                Kind::Functional | Kind::Economic => &["", "行政运行", "9999999", "30101", "2012901", "2012901"],
                Kind::Choice(_) => &["没有这个词"],
                Kind::Money | Kind::Number | Kind::Count => &["12..5"],
                _ => &[],
            };
            for (offset, text) in texts.iter().enumerate() {
                let row = at + offset;
                if row < rows {
                    let edit = Edit::type_text(list.row(row).field(field.name), text, document.amount_unit());
                    document = document.apply(&edit).unwrap();
                }
            }
        }
    }
    document
}

/// The document in a window in which whole pages are seen.
pub fn opened(document: &Document) -> Screen {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(3000.0, 4200.0));
    let path = screen.file("甲.json");
    std::fs::write(&path, write_project(document).unwrap()).unwrap();
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.app().session().is_some());
    screen
}

#[test]
fn below_each_column_of_each_grid_stands_the_sum_of_what_is_seen() {
    let read = |text: &str| shortened(&parse_project(text.as_bytes()).unwrap());
    let published = read(include_str!("../../samples/yanbian-2024.json"));
    let clean = read(include_str!("../../samples/clean.json"));
    let mut checked = BTreeSet::new();
    for (how, document) in [
        ("报告上印的数", &published),
        ("clean", &clean),
        ("spoilt 报告上印的数", &spoilt(&published)),
        ("spoilt clean", &spoilt(&clean)),
    ] {
        let mut screen = opened(document);
        each_page(&mut screen, |screen| checked.extend(check_sums(screen, how)));
    }
    let grids: BTreeSet<&str> = checked.iter().filter_map(|column| column.split(' ').next()).collect();
    assert!(grids.len() >= 9 && checked.len() >= 36, "{checked:#?}");
}

#[test]
fn a_published_total_stands_below_the_sum_and_keeps_a_text_that_cannot_be_read() {
    let sample = parse_project(include_bytes!("../../samples/yanbian-2024.json")).unwrap();
    let mut screen = opened(&shortened(&sample));
    screen.press(Modifiers::COMMAND, Key::Num2);
    let value = |screen: &Screen, row: &str| {
        let cell = format!("收入明细 {row} 财政拨款收入 一般公共预算");
        screen.harness.get_by_label(&cell).value().unwrap_or_default()
    };
    let seen = value(&screen, "合计行");
    screen.click("收入明细 合计行2 财政拨款收入 一般公共预算");
    screen.type_text("232..5");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(value(&screen, "合计行2"), "232..5", "what was typed is not hidden with its row");
    assert_eq!(value(&screen, "合计行"), seen);
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!((value(&screen, "合计行"), value(&screen, "合计行2")), (seen, "232.34".to_owned()));
}

#[test]
fn the_sum_below_a_column_is_that_of_what_is_seen_in_it() {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(2400.0, 900.0));
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::Num3);
    let rows = "2012901\t10\t3\t4\n\t20\t5\t6\n行政运行\t40\t7\t8\n";
    screen.harness.event(Event::Paste(rows.to_owned()));
    screen.harness.run();
    screen.press(Modifiers::NONE, Key::Enter);
    let sum = |screen: &Screen, column: &str| value(screen, &format!("支出明细 合计行 {column}"));
    assert_eq!(sum(&screen, "全年预算"), "70.00");
    assert_eq!(sum(&screen, "基本支出"), "15.00");
    assert_eq!(sum(&screen, "项目支出"), "18.00");
    assert_eq!(sum(&screen, "合计"), "33.00");
    assert_eq!(sum(&screen, "完成预算"), "47.14%");
    assert!(value(&screen, "支出明细 第2行 科目名称").contains("未计入"));
    assert!(value(&screen, "支出明细 第3行 科目名称").contains("未计入"));
    screen.press(Modifiers::COMMAND, Key::Num2);
    screen.harness.event(Event::Paste("2012901\t1\n\t2\n".to_owned()));
    screen.harness.run();
    assert_eq!(value(&screen, "收入明细 合计行 财政拨款收入 一般公共预算"), "3.00");
    assert_eq!(value(&screen, "收入明细 合计行 合计"), "3.00");
    assert!(value(&screen, "收入明细 第2行 科目名称").contains("未计入"));
}

#[test]
fn the_sum_of_a_selection_counts_nothing_twice() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.harness.event(Event::Paste("2012901\t10\t3\t4\n2012902\t20\t5\t6\n".to_owned()));
    screen.harness.run();
    assert!(screen.says("没有表头，金额按从左到右的次序填入各栏"));
    screen.press(Modifiers::NONE, Key::Enter);
    screen.press(Modifiers::COMMAND, Key::A);
    assert!(screen.says("合计 48.00（不含算出的"), "budgets 30, spending 18");
    // Computed amounts alone: without the total below them.
    screen.click("支出明细 第1行 合计");
    for _ in 0..3 {
        screen.press(Modifiers::SHIFT, Key::ArrowDown);
    }
    assert!(screen.says("合计 18.00（不含算出的 1 格）"));
}

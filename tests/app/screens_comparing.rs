//! Comparison, merge, records of saves and former saves in the window, by the keyboard.

use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{
    at,
    document::{Document, Edit},
    money::AmountUnit,
    session::Session,
    storage::{IfChanged, parse_project, read_project, write_project},
    ui::Tab,
};

use crate::{cli::sample, screen::Screen};

const NONE: Modifiers = Modifiers::NONE;

fn typed(document: &Document, changes: &[(juesuan::document::Path, &str)]) -> Document {
    changes.iter().fold(document.clone(), |document, (path, text)| {
        document.apply(&Edit::type_text(*path, text, AmountUnit::Wan)).unwrap()
    })
}

fn reference() -> Document {
    parse_project(&std::fs::read(sample("yanbian-2024.json")).unwrap()).unwrap()
}

fn write(screen: &Screen, name: &str, document: &Document) -> PathBuf {
    let path = screen.file(name);
    std::fs::write(&path, write_project(document).unwrap()).unwrap();
    path
}

fn open(screen: &mut Screen, path: &Path) {
    screen.choose(path);
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.app().session().unwrap().path().is_some());
}

fn document(screen: &Screen) -> Document {
    Document::clone(screen.app().session().unwrap().document())
}

/// What the current cell or field says.
fn focused(screen: &Screen) -> String {
    let node = screen.harness.get_by(|node| node.is_focused());
    node.accesskit_node().label().unwrap_or_default()
}

fn edit_at(screen: &mut Screen, text: &str) {
    screen.type_text(text);
    screen.press(NONE, Key::Enter);
}

/// Types into 部门职责, the long text of the first page.
fn type_duties(screen: &mut Screen, text: &str) {
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.harness.get_by_label("概况›部门职责").focus();
    screen.harness.run();
    screen.press(Modifiers::COMMAND, Key::A);
    screen.type_text(text);
    screen.press(Modifiers::COMMAND, Key::Enter);
}

#[test]
fn another_file_is_compared_gone_through_and_exported() {
    let mut screen = Screen::new();
    let ours = reference();
    let line = at!(expenditure.lines[1].basic);
    let theirs =
        typed(&ours, &[(line, "=1+1"), (at!(unit.duties), "=负责工会工作"), (at!(other.operating.amount), "9")]);
    let theirs = typed(&theirs, &[(line, "12.5")]);
    let path = write(&screen, "我.json", &ours);
    open(&mut screen, &path);
    let other = write(&screen, "同事.json", &theirs);
    screen.choose(&other);
    screen.press(Modifiers::COMMAND, Key::G);
    screen.wait_until(|screen| screen.says("从“同事.json”到“我.json（当前）”：内容 3 处不同"));
    screen.harness.run();
    assert_eq!(screen.app().tab(), Tab::Comparison);
    assert!(screen.says("部门职责：［－") && screen.says("＋］"), "words are marked without colour");
    assert!(screen.says("支出项目（1 处）") && screen.says("差额（万元）"));

    // The list has the keyboard; the second line is the amount.
    assert_eq!(focused(&screen), "不同之处");
    screen.press(NONE, Key::ArrowDown);
    screen.press(NONE, Key::Enter);
    assert_eq!((screen.app().tab(), focused(&screen).as_str()), (Tab::Expenditure, "支出明细 第2行 基本支出"));
    // Typing the other value there leaves two differences, without asking again.
    edit_at(&mut screen, "12.5");
    screen.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    screen.press(Modifiers::ALT, Key::Num3);
    screen.wait_until(|screen| screen.says("：内容 2 处不同"));

    let out = screen.file("比较");
    screen.choose(&out);
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::E);
    let written = screen.file("比较.xlsx");
    assert!(screen.says("比较结果已导出到"), "{written:?}");
    let mut book: Xlsx<_> = calamine::open_workbook(&written).unwrap();
    let sheet = book.worksheet_range("内容的不同").unwrap();
    let cells: Vec<&Data> = sheet.rows().flatten().collect();
    assert!(cells.contains(&&Data::Float(9.0)), "amounts are numbers");
    assert!(cells.contains(&&Data::String("=负责工会工作".into())), "a text stays a text");
    assert!(book.worksheet_formula("内容的不同").unwrap().rows().flatten().all(String::is_empty));
}

#[test]
fn a_file_compared_with_itself_says_so_and_an_unusable_one_is_refused() {
    let mut screen = Screen::new();
    let path = write(&screen, "我.json", &reference());
    open(&mut screen, &path);
    screen.press(Modifiers::COMMAND, Key::G);
    screen.wait_until(|screen| screen.says("的内容相同"));
    let broken = screen.file("坏.json");
    std::fs::write(&broken, "{").unwrap();
    screen.choose(&broken);
    screen.press(Modifiers::COMMAND, Key::G);
    screen.wait_until(|screen| screen.says("坏.json："));
    assert!(screen.says("的内容相同"), "the comparison before stays");
}

#[test]
fn a_colleagues_copy_is_merged_by_the_keyboard_in_one_step() {
    let mut screen = Screen::new();
    let path = write(&screen, "我.juesuan", &reference());
    open(&mut screen, &path);
    // The first save records what both began with.
    type_duties(&mut screen, "共同的起点");
    screen.press(Modifiers::COMMAND, Key::S);
    let origin = document(&screen);
    let copy = write(&screen, "同事.juesuan", &origin);
    let mut colleague = Session::new(None);
    colleague.open(&copy).unwrap();
    for (path, text) in [(at!(unit.duties), "对方的写法"), (at!(expenditure.lines[1].basic), "12.5")] {
        colleague.apply(&Edit::type_text(path, text, AmountUnit::Wan)).unwrap();
        colleague.save(IfChanged::Refuse).unwrap();
    }
    let theirs = Document::clone(colleague.document());
    type_duties(&mut screen, "我的写法");
    screen.press(Modifiers::COMMAND, Key::Num7);
    let is_amount = |label: String| label == "其他事项›机关运行经费›机关运行经费";
    screen.harness.get_by(|node| node.role() == Role::TextInput && node.label().is_some_and(is_amount)).focus();
    edit_at(&mut screen, "8");
    let before = document(&screen);

    screen.choose(&copy);
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::G);
    screen.wait_until(|screen| screen.says("1 处只有对方改过，直接并入；1 处两边都改过"));
    screen.harness.run();
    assert_eq!(focused(&screen), "两边都改过的地方");
    assert!(screen.says("本文件 我的写法，对方 对方的写法，用本文件的"));
    screen.press(NONE, Key::ArrowRight);
    assert!(screen.says("用对方的"));
    screen.press(NONE, Key::Num1);
    screen.press(NONE, Key::Num2);
    screen.press(Modifiers::COMMAND, Key::Enter);
    let merged = document(&screen);
    assert_eq!(&*merged.unit.duties, "对方的写法");
    assert_eq!(merged.expenditure.lines[1].basic, theirs.expenditure.lines[1].basic);
    assert_eq!(merged.other.operating.amount.map(|money| money.stored()).as_deref(), Some("80000.00"));
    assert_eq!(merged.review.history.len(), 3, "the colleague's saves go on here");
    assert_eq!(screen.app().session().unwrap().next_undo().unwrap().label, "合并另一份文件的修改");
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(document(&screen).content(), before.content());
}

#[test]
fn without_a_common_origin_every_difference_is_asked_about() {
    let mut screen = Screen::new();
    let ours = reference();
    let path = write(&screen, "我.json", &ours);
    open(&mut screen, &path);
    let copy = write(&screen, "同事.json", &typed(&ours, &[(at!(unit.duties), "对方的写法")]));
    screen.choose(&copy);
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::G);
    screen.wait_until(|screen| screen.says("没有共同的保存记录，不知道原来是什么"));
    screen.click("不合并");
    assert_eq!(document(&screen), ours);
    assert!(screen.says("没有合并"));
}

#[test]
fn changes_by_two_people_in_one_file_are_merged_and_saved() {
    let mut screen = Screen::new();
    let path = write(&screen, "决算.juesuan", &reference());
    open(&mut screen, &path);
    type_duties(&mut screen, "我的写法");
    let theirs = typed(&reference(), &[(at!(unit.year_work), "对方写的工作"), (at!(unit.duties), "对方的写法")]);
    write(&screen, "决算.juesuan", &theirs);
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(screen.says("文件已被别人改动") && screen.says("重新打开：改用对方的版本"));
    // 合并 is what Enter does.
    screen.press(NONE, Key::Enter);
    screen.wait_until(|screen| screen.says("1 处只有对方改过，直接并入；1 处两边都改过"));
    screen.click("并入");
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(screen.says("已保存"), "the merged version replaces the other one without a question");
    let saved = read_project(&path).unwrap().document;
    assert_eq!((&*saved.unit.duties, &*saved.unit.year_work), ("我的写法", "对方写的工作"));
    let changed: Vec<_> = saved.review.history[0].changes.iter().map(|change| change.place.to_string()).collect();
    assert_eq!(changed, ["/unit/duties"], "the save records what it changed in the file");
}

#[test]
fn what_was_saved_is_compared_and_the_records_of_saves_lead_to_their_places() {
    let mut screen = Screen::new();
    let path = write(&screen, "决算.juesuan", &reference());
    open(&mut screen, &path);
    type_duties(&mut screen, "第一稿");
    screen.press(Modifiers::COMMAND, Key::F9);
    screen.wait_until(|screen| screen.says("从“上次保存”到“决算.juesuan（当前）”：内容 1 处不同"));
    screen.press(Modifiers::COMMAND, Key::S);
    type_duties(&mut screen, "第二稿");
    screen.press(Modifiers::COMMAND, Key::S);
    screen.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    assert!(screen.says("共保存 2 次，记录连续"));
    assert!(screen.says("概况›部门职责：第一稿 → 第二稿"));
    assert_eq!(focused(&screen), "历次保存");
    screen.press(NONE, Key::ArrowDown);
    screen.press(NONE, Key::ArrowRight);
    assert_eq!(focused(&screen), "这次保存的改动");
    screen.press(NONE, Key::Enter);
    assert_eq!((screen.app().tab(), focused(&screen).as_str()), (Tab::Unit, "概况›部门职责"));
    screen.press(Modifiers::COMMAND, Key::H);
    assert_eq!(focused(&screen), "这一格的改动");
    let rows = screen.harness.query_all_by(|node| node.role() == Role::ListItem);
    assert_eq!(rows.count(), 2);
}

#[test]
fn a_former_save_is_looked_at_without_changing_it_and_restored_in_one_step() {
    let mut screen = Screen::new();
    let path = write(&screen, "决算.juesuan", &reference());
    open(&mut screen, &path);
    for text in ["第一稿", "第二稿"] {
        type_duties(&mut screen, text);
        screen.press(Modifiers::COMMAND, Key::S);
    }
    let parts = |screen: &mut Screen| {
        screen.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
        screen.press(Modifiers::ALT, Key::Num2);
    };
    parts(&mut screen);
    assert!(screen.says("本机留有这份文件的 2 次保存"));
    screen.press(NONE, Key::ArrowDown);
    screen.press(NONE, Key::Enter);
    assert!(screen.app().title().starts_with("决算.juesuan（") && screen.app().title().contains("留存，只读）"));
    assert_eq!(&*document(&screen).unit.duties, "第一稿");
    type_duties(&mut screen, "改不动");
    assert!(screen.says("只能查看；可回到原文件后“恢复”"));
    assert_eq!(&*document(&screen).unit.duties, "第一稿");
    screen.click("回到原文件");
    assert_eq!(&*document(&screen).unit.duties, "第二稿");

    parts(&mut screen);
    screen.press(NONE, Key::ArrowDown);
    screen.press(NONE, Key::C);
    screen.wait_until(|screen| screen.says("的留存”到“决算.juesuan（当前）”：内容 1 处不同"));
    parts(&mut screen);
    screen.press(NONE, Key::ArrowDown);
    screen.press(NONE, Key::R);
    assert_eq!(&*document(&screen).unit.duties, "第一稿");
    assert_eq!(document(&screen).review.history.len(), 2, "what was saved stays on record");
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(&*document(&screen).unit.duties, "第二稿");
}

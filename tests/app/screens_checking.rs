//! 核对成稿 in the window: the edited file is read, its differences are walked through, the project is not changed.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{document::Role, evidence, ui::Tab};

use crate::{
    cli::{run, sample},
    draft::package::with_document,
    screen::Screen,
    screens_signing::{say_who, sign},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_juesuan");
const NONE: Modifiers = Modifiers::NONE;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// The clean sample opened in a window, and the Word file that was exported of it.
fn opened() -> (Screen, PathBuf) {
    let mut screen = Screen::with_child(PROGRAM.into());
    let project = screen.file("clean.juesuan");
    std::fs::copy(sample("clean.json"), &project).unwrap();
    let word = screen.file("成稿.docx");
    let exported = run(&["export", &project.to_string_lossy(), "--docx", &word.to_string_lossy()]);
    assert_eq!(exported.status.code(), Some(0));
    screen.drop_files(&[project]);
    (screen, word)
}

fn check(screen: &mut Screen, path: &std::path::Path) {
    screen.choose(path);
    screen.press(CTRL_SHIFT, Key::K);
    screen.wait_until(|screen| !screen.says("正在读取并核对"));
    screen.harness.run();
}

/// The first amount of the text becomes another one.
fn edit(word: &std::path::Path) {
    let bytes = std::fs::read(word).unwrap();
    std::fs::write(word, with_document(&bytes, |xml| xml.replacen(">228.62<", ">228.63<", 1))).unwrap();
}

#[test]
fn an_edited_file_is_walked_through_and_checked_again_when_it_was_mended() {
    let (mut screen, word) = opened();
    let unedited = std::fs::read(&word).unwrap();
    let before = screen.app().session().unwrap().document().clone();
    check(&mut screen, &word);
    assert_eq!(screen.app().tab(), Tab::Checking);
    assert!(screen.says("成稿.docx：与项目一致"));

    edit(&word);
    screen.click("重新核对");
    screen.wait_until(|screen| screen.says("成稿.docx：1处不同"));
    screen.harness.run();
    assert!(screen.says("改了数") && screen.says("应为“228.62”，文件中是“228.63”"));
    assert!(screen.says("原件 第"), "the place in the file is beside it");
    let focused = screen.harness.get_by(|node| node.is_focused());
    assert_eq!(focused.accesskit_node().label().as_deref(), Some("不同之处"));
    for name in ["清单.xlsx", "清单.docx"] {
        let list = screen.file(name);
        screen.choose(&list);
        screen.click("导出清单…");
        screen.wait_until(|screen| screen.says(&format!("核对清单已导出到 {}", list.display())));
        let read = evidence::read(&std::fs::read(&list).unwrap()).unwrap();
        let cells: Vec<&str> = read.tables().flat_map(|table| &table.cells).map(|cell| cell.text.as_str()).collect();
        assert!(["改了数", "228.62", "228.63"].iter().all(|text| cells.contains(text)), "{name}: {cells:?}");
        screen.harness.run();
    }
    screen.harness.get_by_label("不同之处").focus();
    screen.press(NONE, Key::Enter);
    assert_ne!(screen.app().tab(), Tab::Checking, "Enter leads to where the number comes from");
    screen.click("核对成稿");
    assert_eq!(screen.app().tab(), Tab::Checking, "the list of pages leads back");

    std::fs::write(&word, unedited).unwrap();
    check(&mut screen, &word);
    assert!(screen.says("成稿.docx：与项目一致"));
    screen.press(NONE, Key::Escape);
    assert_ne!(screen.app().tab(), Tab::Checking);
    assert_eq!(screen.app().session().unwrap().document().content(), before.content(), "checking changes nothing");
}

#[test]
fn a_project_that_moves_on_is_compared_anew() {
    let (mut screen, word) = opened();
    check(&mut screen, &word);
    assert!(screen.says("与项目一致"));
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.type_text("另一个县总工会");
    screen.press(NONE, Key::Enter);
    screen.press(CTRL_SHIFT, Key::K);
    screen.wait_until(|screen| screen.says("处不同"));
    assert!(screen.says("文件导出后项目又改过"));
}

#[test]
fn what_is_no_report_is_refused_with_a_sentence() {
    let (mut screen, word) = opened();
    let table = screen.file("表.docx");
    std::fs::write(&table, "不是文件").unwrap();
    check(&mut screen, &table);
    assert!(screen.says("“表.docx”没有核对："));
    check(&mut screen, &word);
    assert!(screen.says("与项目一致") && !screen.says("没有核对"));
}

/// A text of a person and a number become others.
fn edit_words(word: &std::path::Path) {
    let change = |xml: String| {
        xml.replacen("在职人员正常增资", "在职人员晋级增资", 1).replacen("用于基层工会调研、", "用于基层调研、", 1)
    };
    let bytes = std::fs::read(word).unwrap();
    std::fs::write(word, with_document(&bytes, change)).unwrap();
    edit(word);
}

fn reason(screen: &Screen) -> String {
    screen.app().session().unwrap().document().income.reason.to_string()
}

#[test]
fn ticked_texts_are_taken_into_the_project_in_one_step() {
    let (mut screen, word) = opened();
    edit_words(&word);
    check(&mut screen, &word);
    let (before, note) = (reason(&screen), |screen: &Screen| {
        screen.app().session().unwrap().document().three_public.vehicle_note.to_string()
    });
    assert!(screen.says("可以收进项目的文字 2 处，勾选 2 处"));
    // The number first: it is none of them.
    screen.harness.get_by_label("不同之处").focus();
    screen.press(NONE, Key::Home);
    screen.press(NONE, Key::Space);
    assert!(screen.says("改动里有数，不能收进"));
    assert!(screen.says("勾选 2 处"));
    screen.press(NONE, Key::End);
    screen.press(NONE, Key::Space);
    assert!(screen.says("勾选 1 处"));
    let kept = note(&screen);
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert!(screen.says("已收进 1 处文字，可用 Ctrl+Z 撤销"));
    assert_eq!(reason(&screen), before.replace("在职人员正常增资", "在职人员晋级增资"));
    assert_eq!(note(&screen), kept);
    screen.wait_until(|screen| screen.says("成稿.docx：2处不同"));
    assert!(screen.says("文件导出后项目又改过，但印出的数没有变"));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(reason(&screen), before);
}

#[test]
fn a_signed_project_asks_before_a_text_is_taken_and_a_read_only_one_refuses() {
    let (mut screen, word) = opened();
    edit_words(&word);
    say_who(&mut screen, "张三", Role::Preparer);
    sign(&mut screen);
    assert!(screen.says("已签批并保存"));
    check(&mut screen, &word);
    let before = reason(&screen);
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert!(screen.says("收进会改动内容，签批随之失效"));
    screen.click("不收进");
    assert_eq!(reason(&screen), before);
    screen.press(Modifiers::COMMAND, Key::Enter);
    screen.click("仍然收进");
    assert_ne!(reason(&screen), before);

    let (mut leader, word) = opened();
    edit_words(&word);
    let project = leader.file("clean.juesuan");
    say_who(&mut leader, "李四", Role::Leader);
    leader.drop_files(&[project]);
    check(&mut leader, &word);
    leader.press(Modifiers::COMMAND, Key::Enter);
    assert!(leader.says("内容只读"));
    assert_eq!(reason(&leader), before);
}

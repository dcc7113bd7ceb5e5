//! The file dialog of the program's own, on a system that has none; and one of the system that never answers.

use egui::{Key, Modifiers};
use juesuan::{app::Chosen, storage::read_project};
use std::{fs, path::Path};

use crate::screen::Screen;

/// A system without file dialogs, and its documents folder.
fn without_dialogs() -> Screen {
    let screen = Screen::new();
    screen.has_no_dialogs.set(true);
    for name in ["往年", "附件"] {
        fs::create_dir(screen.file(name)).unwrap();
    }
    screen
}

/// Until the folder is read.
fn until_listed(screen: &mut Screen, name: &str) {
    let name = name.to_owned();
    screen.wait_until(move |screen| screen.says(&name));
    screen.harness.run();
}

#[test]
fn a_new_document_is_saved_by_the_keyboard_where_the_system_has_no_dialog() {
    let mut screen = without_dialogs();
    screen.create("甲");
    screen.type_text("2012901");
    screen.press(Modifiers::COMMAND, Key::S);
    until_listed(&mut screen, "往年/");
    // The name that is suggested stays when another folder is gone to.
    screen.press(Modifiers::NONE, Key::ArrowDown);
    screen.press(Modifiers::NONE, Key::ArrowDown);
    screen.press(Modifiers::NONE, Key::Enter);
    until_listed(&mut screen, "这个文件夹是空的");
    screen.press(Modifiers::NONE, Key::Enter);
    let saved = find_saved(&screen.file("往年")).or_else(|| find_saved(&screen.file("附件")));
    let saved = saved.expect("saved");
    assert!(saved.ends_with("甲2024年度决算.juesuan"), "{saved:?}");
    let document = read_project(&saved).unwrap().document;
    assert_eq!(&*document.expenditure.lines[0].item, "2012901", "what was being typed is saved too");
    assert!(screen.says("已保存"));
    // The keyboard is back in the cell, which is still being edited.
    screen.press(Modifiers::NONE, Key::Enter);
    screen.type_text("2080505");
    screen.press(Modifiers::NONE, Key::Enter);
    let document = screen.app().session().unwrap().document().clone();
    assert!(document.expenditure.lines.iter().any(|line| &*line.item == "2080505"));
}

fn find_saved(folder: &Path) -> Option<std::path::PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('~'))
        .find(|path| path.extension().is_some_and(|end| end == "juesuan"))
}

#[test]
fn a_name_that_is_taken_is_asked_about_and_a_path_can_be_typed() {
    let mut screen = without_dialogs();
    let taken = screen.file("旧.juesuan");
    fs::write(&taken, "旧").unwrap();
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::S);
    until_listed(&mut screen, "旧.juesuan");
    screen.press(Modifiers::COMMAND, Key::A);
    screen.type_text("旧");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.says("要替换它吗"));
    // Enter once more replaces nothing.
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(fs::read_to_string(&taken).unwrap(), "旧");
    screen.press(Modifiers::NONE, Key::Enter);
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(!screen.says("要替换它吗") && screen.says("旧.juesuan"), "Escape closes the question only");
    screen.press(Modifiers::COMMAND, Key::A);
    let path = screen.file("附件").join("新");
    screen.type_text(&path.display().to_string());
    screen.press(Modifiers::NONE, Key::Enter);
    until_listed(&mut screen, "这个文件夹是空的");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(read_project(&screen.file("附件").join("新.juesuan")).is_ok());
    // And replaced when that is said.
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::S);
    until_listed(&mut screen, "新.juesuan");
    screen.press(Modifiers::NONE, Key::Enter);
    screen.click("替换");
    assert!(!screen.says("文件名"));
}

#[test]
fn a_folder_typed_over_the_name_keeps_the_name() {
    let mut screen = without_dialogs();
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::S);
    until_listed(&mut screen, "往年/");
    // Only the name without its extension is selected: what is typed is followed by .juesuan.
    screen.type_text(&format!("{}/", screen.file("往年").display()));
    screen.press(Modifiers::NONE, Key::Enter);
    until_listed(&mut screen, "这个文件夹是空的");
    screen.type_text("");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.file("往年").join("甲2024年度决算.juesuan").exists());
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::S);
    until_listed(&mut screen, "甲2024年度决算.juesuan");
    screen.press(Modifiers::NONE, Key::Delete);
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.says("请输入文件名"));
}

#[test]
fn a_file_is_opened_by_a_part_of_its_name_and_escape_opens_none() {
    let mut screen = without_dialogs();
    for name in ["青禾.juesuan", "南山.json", "说明.txt"] {
        fs::write(screen.file(name), include_str!("../../samples/clean.json")).unwrap();
    }
    screen.press(Modifiers::COMMAND, Key::O);
    until_listed(&mut screen, "青禾.juesuan");
    assert!(!screen.says("说明.txt"), "only files that can be opened are listed");
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(screen.app().session().is_none());
    screen.press(Modifiers::COMMAND, Key::O);
    until_listed(&mut screen, "青禾.juesuan");
    screen.type_text("qh");
    assert!(!screen.says("南山.json"));
    screen.press(Modifiers::NONE, Key::Enter);
    screen.harness.run();
    assert_eq!(screen.app().title(), "青禾.juesuan — 决算公开编审");
    // With a file open, another one to compare with is asked for in the same way.
    screen.press(Modifiers::COMMAND, Key::G);
    until_listed(&mut screen, "南山.json");
    screen.type_text("南山");
    screen.press(Modifiers::NONE, Key::Enter);
    screen.harness.run();
    assert!(!screen.says("南山.json  "), "the dialog is closed");
    assert_eq!(screen.app().title(), "青禾.juesuan — 决算公开编审");
}

#[test]
fn a_folder_to_export_to_is_chosen_or_made() {
    let mut screen = without_dialogs();
    screen.click("打开示例");
    screen.press(Modifiers::COMMAND, Key::E);
    screen.click("更改…");
    until_listed(&mut screen, "附件/");
    screen.click("新建文件夹");
    screen.type_text("公开");
    screen.press(Modifiers::NONE, Key::Enter);
    until_listed(&mut screen, "这里没有下一级文件夹");
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert!(screen.says(&screen.file("公开").display().to_string()));
    assert!(screen.file("公开").is_dir());
}

#[test]
fn a_folder_that_cannot_be_read_is_said_and_one_gets_on() {
    let mut screen = without_dialogs();
    screen.press(Modifiers::COMMAND, Key::O);
    until_listed(&mut screen, "往年/");
    screen.type_text(&format!("{}/", screen.file("没有的").display()));
    screen.press(Modifiers::NONE, Key::Enter);
    screen.wait_until(|screen| screen.says("没有这个文件夹"));
    screen.press(Modifiers::ALT, Key::ArrowUp);
    until_listed(&mut screen, "往年/");
}

#[test]
fn a_dialog_of_the_system_that_never_answers_can_be_given_up_and_its_late_answer_is_dropped() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.answers_late.set(true);
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(screen.says("请在系统的文件窗口中选择"));
    screen.type_text("9");
    screen.click("取消");
    assert!(!screen.says("请在系统的文件窗口中选择"));
    // It is still there somewhere: another one of the system would wait behind it.
    screen.press(Modifiers::COMMAND, Key::O);
    until_listed(&mut screen, "上一级");
    screen.press(Modifiers::NONE, Key::Escape);
    let late = screen.unanswered.borrow_mut().pop().unwrap();
    let path = screen.file("迟到.juesuan");
    late(Chosen::Path(path.clone()));
    screen.harness.run();
    assert!(!path.exists(), "a late answer is dropped");
    assert!(screen.app().session().unwrap().path().is_none());
    // And the next one is of the system again.
    screen.answers_late.set(false);
    screen.choose(&screen.file("甲.juesuan"));
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(screen.file("甲.juesuan").exists());
}

#[test]
fn the_own_dialog_can_be_taken_instead_of_one_that_does_not_answer() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.answers_late.set(true);
    screen.press(Modifiers::COMMAND, Key::S);
    screen.click("改用本程序的文件窗口");
    until_listed(&mut screen, "上一级");
    screen.wait_until(|screen| !screen.says("正在读取"));
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.file("甲2024年度决算.juesuan").exists());
    let late = screen.unanswered.borrow_mut().pop().unwrap();
    late(Chosen::Path(screen.file("迟到.juesuan")));
    screen.harness.run();
    assert!(!screen.file("迟到.juesuan").exists());
}

#[test]
fn what_is_dropped_without_a_file_says_what_to_do() {
    let mut screen = Screen::new();
    assert!(screen.says("邮件里的附件请先存到文件夹"), "the welcome page says it");
    for path in [screen.file("附件已不在.juesuan"), "".into()] {
        screen.drop_files(&[path]);
        assert!(screen.says("请先把附件存到文件夹"));
        screen.click("知道了");
    }
    assert!(screen.app().session().is_none());
    screen.press(Modifiers::NONE, Key::F1);
    assert!(screen.says("先把附件存到文件夹"), "and the help");
}

#[test]
fn several_files_are_chosen_by_the_keyboard_where_several_are_wanted() {
    let mut screen = without_dialogs();
    for name in ["a.xlsx", "b.docx", "c.pdf"] {
        fs::write(screen.file(name), "没有内容").unwrap();
    }
    screen.create("甲");
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::O);
    until_listed(&mut screen, "c.pdf");
    // Past the folders.
    for _ in 0..2 {
        screen.press(Modifiers::NONE, Key::ArrowDown);
    }
    screen.press(Modifiers::SHIFT, Key::ArrowDown);
    assert!(screen.says("✓ a.xlsx") && screen.says("✓ b.docx") && screen.says("打开 2 个文件"));
    assert!(!screen.says("✓ c.pdf"));
    screen.press(Modifiers::NONE, Key::Enter);
    screen.wait_until(|screen| screen.says("读到的表"));
    assert!(screen.says("a.xlsx") && screen.says("b.docx") && !screen.says("c.pdf"));
    // Where one is wanted, there is one.
    screen.press(Modifiers::COMMAND, Key::O);
    until_listed(&mut screen, "往年/");
    assert!(!screen.says("可以选几个文件"));
}

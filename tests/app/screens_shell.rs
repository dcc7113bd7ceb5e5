//! The window as a whole, without a display: from the welcome page to the question at closing.

use egui::{Key, Modifiers, ViewportId};
use egui_kittest::kittest::Queryable;
use juesuan::{
    app::PathRequest,
    at,
    document::{Entry, EntryUnit, Precision},
    storage::{DataFolder, Settings, backup_path, read_project},
};

use crate::screen::Screen;

#[test]
fn a_new_document_is_made_with_the_keyboard() {
    let mut screen = Screen::new();
    assert!(screen.says("部门决算的录入、审核与公开"));
    screen.create("盐边县总工会");
    let document = screen.app().session().unwrap().document().clone();
    assert_eq!(&*document.unit.department, "盐边县总工会");
    assert_eq!(document.unit.year, Some(2024));
    assert!(screen.says("盐边县总工会 · 2024年度"));
    assert!(screen.says("尚未存为文件"));
    assert_eq!(screen.app().title(), "未命名 — 决算公开编审");
}

#[test]
fn a_change_is_marked_undone_and_made_again() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.change();
    assert_eq!(screen.app().title(), "*未命名 — 决算公开编审");
    assert!(screen.says("未保存"));
    let unit = |screen: &Screen| screen.app().session().unwrap().document().entry(at!(unit.entry_unit));
    assert_eq!(unit(&screen), Some(Entry::Choice("wan")));
    assert!(screen.says("金额按万元录入和显示，已录入的数不变"));

    screen.click("编辑");
    assert!(screen.says("撤销：改为按万元录入"));
    screen.press(Modifiers::NONE, Key::Escape);
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(unit(&screen), Some(Entry::Choice("yuan")));
    assert!(!screen.app().session().unwrap().is_modified());
    screen.press(Modifiers::COMMAND, Key::Y);
    assert_eq!(unit(&screen), Some(Entry::Choice("wan")));
}

#[test]
fn a_new_document_asks_one_plain_question_about_the_amounts() {
    let mut screen = Screen::new();
    screen.press(Modifiers::COMMAND, Key::N);
    screen.type_text("甲");
    assert!(screen.says("按元录入到分，各项之和必须分毫不差"));
    screen.click("照已公开的报告录（万元）");
    assert!(screen.says("按万元录入两位小数，允许四舍五入的尾差"));
    screen.press(Modifiers::NONE, Key::Enter);
    let unit = |screen: &Screen| screen.app().session().unwrap().document().unit.clone();
    assert_eq!(unit(&screen).entry_unit, Some(EntryUnit::Wan));
    assert_eq!(unit(&screen).precision, Some(Precision::WanTwo));

    // What follows from the answer is changed in the settings of the file, which say what that does.
    screen.press(Modifiers::COMMAND, Key::Num1);
    assert!(screen.harness.query_by_label("概况›数据精度").is_none());
    screen.press(Modifiers::COMMAND, Key::Comma);
    screen.harness.get_by_label("概况›数据精度").focus();
    screen.harness.run();
    screen.press(Modifiers::COMMAND, Key::A);
    screen.type_text("元级");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(unit(&screen).precision, Some(Precision::Fen));
    assert!(screen.says("按元级审核：各项之和必须分毫不差"));
}

#[test]
fn saving_asks_for_a_name_once() {
    let mut screen = Screen::new();
    screen.create("甲");
    let path = screen.file("甲.juesuan");
    screen.choose(&screen.file("甲"));
    screen.press(Modifiers::COMMAND, Key::S);
    let asked = screen.asked.borrow().clone();
    assert!(matches!(&asked[..], [PathRequest::Save { name, .. }] if name == "甲2024年度决算.juesuan"), "{asked:?}");
    assert_eq!(read_project(&path).unwrap().document.unit.year, Some(2024));
    assert!(screen.says("已保存 14:03"));
    screen.change();
    screen.press(Modifiers::COMMAND, Key::S);
    assert_eq!(screen.asked.borrow().len(), 1);
    assert!(!screen.app().session().unwrap().is_modified());
    let settings = Settings::load(&DataFolder::at(screen.file("data")));
    assert_eq!(settings.recent, [path]);
}

#[test]
fn closing_with_changes_asks_and_saves() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.change();
    screen.close_window();
    assert!(screen.says("有修改尚未保存"));
    screen.click("取消");
    assert!(!screen.says("有修改尚未保存"));
    screen.close_window();
    screen.choose(&screen.file("甲.json"));
    screen.harness.get_by_label("保存").click();
    let closed = (0..8).any(|_| {
        screen.harness.step();
        let sent = &screen.harness.output().viewport_output[&ViewportId::ROOT].commands;
        sent.contains(&egui::ViewportCommand::Close)
    });
    assert!(closed);
    assert!(read_project(&screen.file("甲.json")).is_ok());
}

#[test]
fn a_file_changed_by_someone_else_is_not_overwritten_unasked() {
    let mut screen = Screen::new();
    screen.create("甲");
    let path = screen.file("甲.juesuan");
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::S);
    std::fs::write(&path, r#"{"format_version": 1}"#).unwrap();
    screen.change();
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(screen.says("文件已被别人改动"));
    assert!(screen.says(&path.display().to_string()));
    screen.click("取消");
    assert_eq!(read_project(&path).unwrap().document.unit.year, None);
    screen.press(Modifiers::COMMAND, Key::S);
    screen.click("覆盖");
    assert_eq!(read_project(&path).unwrap().document.unit.year, Some(2024));
    assert_eq!(read_project(&backup_path(&path)).unwrap().document.unit.year, None);
}

#[test]
fn a_refused_file_leaves_the_open_one_and_says_why() {
    let mut screen = Screen::new();
    screen.create("甲");
    let path = screen.file("损坏.json");
    std::fs::write(&path, "{").unwrap();
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.says("损坏.json：文件不完整"));
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "甲");
    screen.click("知道了");
    assert!(!screen.says("损坏.json：文件不完整"));
}

#[test]
fn work_of_a_crashed_session_is_offered() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.change();
    // What the panic hook does.
    screen.rescue.keep_now();
    let Screen { harness, folder, .. } = screen;
    drop(harness.into_state());

    let mut screen = Screen::in_folder(folder);
    assert!(screen.says("上次有内容没有保存"));
    screen.click("恢复");
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "甲");
    assert!(screen.app().session().unwrap().is_modified());
}

#[test]
fn the_file_of_the_start_waits_until_the_question_about_recovery_is_answered() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.change();
    screen.rescue.keep_now();
    let Screen { harness, folder, .. } = screen;
    drop(harness.into_state());

    let mut screen = Screen::in_folder(folder);
    let file = screen.file("决算.juesuan");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean.json"), &file).unwrap();
    screen.harness.state_mut().open_at_start(file);
    screen.harness.run();
    screen.type_text("9");
    assert!(screen.app().session().is_none());
    screen.click("以后再说");
    screen.harness.run();
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "青禾县总工会");
    assert!(!screen.app().session().unwrap().is_modified());
}

#[test]
fn recent_files_that_are_gone_can_be_taken_off() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::at(folder.path().join("data"));
    let mut settings = Settings::default();
    settings.remember(&folder.path().join("没有了.juesuan"));
    settings.save(&data).unwrap();
    let mut screen = Screen::in_folder(folder);
    assert!(screen.says("没有了.juesuan（找不到了）"));
    screen.click("从列表移除");
    assert!(!screen.says("没有了.juesuan"));
    assert!(Settings::load(&data).recent.is_empty());
}

#[test]
fn the_window_rests_when_nothing_happens() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    for _ in 0..20 {
        screen.harness.step();
    }
    let output = &screen.harness.output().viewport_output[&ViewportId::ROOT];
    assert_eq!(output.repaint_delay, std::time::Duration::MAX);
}

#[test]
fn the_window_can_be_used_at_every_zoom_and_in_the_dark() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    for _ in 0..12 {
        screen.press(Modifiers::COMMAND, Key::Equals);
        screen.press(Modifiers::COMMAND, Key::PageDown);
    }
    assert_eq!(Settings::load(&DataFolder::at(screen.file("data"))).zoom_percent, 250);
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::D);
    for _ in 0..15 {
        screen.press(Modifiers::COMMAND, Key::Minus);
        screen.press(Modifiers::COMMAND, Key::PageUp);
    }
    assert_eq!(Settings::load(&DataFolder::at(screen.file("data"))).zoom_percent, 80);
}

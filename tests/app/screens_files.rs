//! Files in the window: saving, opening, closing, what is left behind by a crash.

use egui::{Key, Modifiers, ViewportId, accesskit::Role};
use egui_kittest::kittest::Queryable;
use juesuan::{
    app::PathRequest,
    storage::{DataFolder, Settings, backup_path, read_project},
    ui::tabs::Tab,
};

use crate::screen::Screen;

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
fn every_unusable_file_is_refused_in_a_sentence_and_the_open_one_stays() {
    let mut screen = Screen::new();
    screen.create("甲");
    let sample = include_str!("../../samples/clean.json");
    let utf16: Vec<u8> = sample.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let twice = sample.replacen("\"year\"", "\"year\": 2024, \"year\"", 1);
    let newer = sample.replacen("\"format_version\": 1", "\"format_version\": 9", 1);
    let large = format!("{sample}{}", " ".repeat(20 << 20));
    let (gbk, _, _) = encoding_rs::GB18030.encode(sample);
    let files: [(&str, &[u8], &str); 6] = [
        ("GBK.json", &gbk, "文件是 GB18030（GBK） 编码"),
        ("宽字符.json", &utf16, "文件是 UTF-16 编码"),
        ("重复.json", twice.as_bytes(), "字段“year”出现了两次"),
        ("新版.json", newer.as_bytes(), "请升级本程序后再打开"),
        ("太大.json", large.as_bytes(), "文件超过 16 MB"),
        ("空.json", b"", "文件是空的"),
    ];
    for (name, content, words) in files {
        let path = screen.file(name);
        std::fs::write(&path, content).unwrap();
        screen.choose(&path);
        screen.press(Modifiers::COMMAND, Key::O);
        assert!(screen.says(&format!("{name}：")) && screen.says(words), "{name}");
        assert_eq!(&*screen.app().session().unwrap().document().unit.department, "甲");
    }
    let marked = screen.file("带标记.json");
    std::fs::write(&marked, format!("\u{feff}{sample}")).unwrap();
    screen.choose(&marked);
    screen.press(Modifiers::COMMAND, Key::O);
    assert_eq!(screen.app().title(), "带标记.json — 决算公开编审");
}

#[test]
fn a_click_on_a_finding_leads_back_too() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.press(Modifiers::COMMAND, Key::Num9);
    let finding = screen.app().session().unwrap().derived().review.findings[0].message.clone();
    screen
        .harness
        .get_by(|node| node.role() == Role::Link && node.label().is_some_and(|label| label.contains(&finding)))
        .click();
    screen.harness.run();
    assert_ne!(screen.app().tab(), Tab::Charts);
    screen.press(Modifiers::COMMAND, Key::F8);
    assert_eq!(screen.app().tab(), Tab::Charts);
}

#[test]
fn unsaved_work_that_cannot_be_kept_is_said_and_tried_again() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.change();
    let recovery = screen.file("data").join("recovery");
    std::fs::remove_dir_all(&recovery).unwrap();
    std::fs::write(&recovery, "").unwrap();
    screen.wait_until(|screen| screen.says("自动留存没有成功"));
    std::fs::remove_file(&recovery).unwrap();
    std::fs::create_dir(&recovery).unwrap();
    screen.wait_until(|screen| screen.says("已自动留存 14:03"));
}

#[test]
fn of_several_dropped_files_the_first_is_opened_and_the_others_are_named() {
    let mut screen = Screen::new();
    let paths = ["甲.json", "乙.json"].map(|name| screen.file(name));
    for path in &paths {
        std::fs::write(path, include_str!("../../samples/clean.json")).unwrap();
    }
    screen.drop_files(&paths);
    assert_eq!(screen.app().title(), "甲.json — 决算公开编审");
    assert!(screen.says("一次只能打开一个文件"));
}

//! A disk that does not answer: the window goes on being drawn, and nothing is lost meanwhile.

use std::path::Path;

use egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable;
use juesuan::storage::{hold, parse_project, read_project};

use crate::screen::Screen;

const CLEAN: &str = include_str!("../../samples/clean.json");

/// A window with threads, over a saved document in a folder of its own.
fn saved() -> (Screen, std::path::PathBuf) {
    let mut screen = Screen::with_threads();
    std::fs::create_dir(screen.file("共享")).unwrap();
    screen.create("甲");
    let path = screen.file("共享").join("甲.juesuan");
    screen.choose(&path);
    key(&mut screen, Key::S);
    screen.wait_until(|screen| screen.says("已保存 14:03"));
    (screen, path)
}

/// A command by its key; only so many frames are drawn, for what it begins may draw for ever.
fn key(screen: &mut Screen, key: Key) {
    screen.harness.key_press_modifiers(Modifiers::COMMAND, key);
    screen.harness.run_steps(6);
}

/// Types a code into the first row of the expenditure.
fn type_code(screen: &mut Screen, code: &str) {
    screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    screen.harness.run_steps(4);
    screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::Home);
    screen.harness.run_steps(2);
    screen.harness.event(egui::Event::Text(code.to_owned()));
    screen.harness.run_steps(2);
    screen.harness.key_press(Key::Enter);
    screen.harness.run_steps(4);
    assert_eq!(first_code(screen).as_deref(), Some(code));
}

fn first_code(screen: &Screen) -> Option<String> {
    let document = screen.app().session().unwrap().document();
    document.expenditure.lines.get(0).map(|line| line.item.to_string())
}

fn code_in(path: &Path) -> Option<String> {
    read_project(path).unwrap().document.expenditure.lines.get(0).map(|line| line.item.to_string())
}

fn is_modified(screen: &Screen) -> bool {
    screen.app().session().unwrap().is_modified()
}

fn ask_to_close(screen: &mut Screen) {
    screen.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    screen.harness.step();
    screen.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
    screen.harness.run_steps(3);
}

fn closes(screen: &Screen) -> bool {
    screen.harness.output().viewport_output[&ViewportId::ROOT].commands.contains(&ViewportCommand::Close)
}

#[test]
fn typing_goes_on_while_a_save_waits_and_stays_unsaved() {
    let (mut screen, path) = saved();
    type_code(&mut screen, "2012901");
    let held = hold(path.parent().unwrap());
    key(&mut screen, Key::S);
    assert!(screen.says("正在保存"));
    type_code(&mut screen, "2012902");
    assert_eq!(screen.app().title(), "*甲.juesuan — 决算公开编审");
    drop(held);
    screen.wait_until(|screen| screen.says("之后录入的内容还没有保存"));
    assert_eq!(code_in(&path).as_deref(), Some("2012901"), "what was there when it began");
    assert!(is_modified(&screen) && screen.says("未保存"));
    let session = screen.app().session().unwrap();
    let in_file = read_project(&path).unwrap().document;
    assert_eq!(session.saved().map(|saved| &**saved), Some(&in_file));
    assert_eq!(session.document().review.history, in_file.review.history, "the record of the save is in both");

    key(&mut screen, Key::Z);
    assert_eq!(first_code(&screen).as_deref(), Some("2012901"));
    assert!(!is_modified(&screen), "undone to what was saved");
    screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    screen.harness.run_steps(6);
    assert_eq!(first_code(&screen).as_deref(), Some("2012902"));
    key(&mut screen, Key::S);
    screen.wait_until(|screen| !is_modified(screen));
    assert_eq!(code_in(&path).as_deref(), Some("2012902"));
    assert_eq!(read_project(&path).unwrap().document, **screen.app().session().unwrap().document());
}

#[test]
fn a_second_save_follows_the_first() {
    let (mut screen, path) = saved();
    type_code(&mut screen, "2012901");
    let held = hold(path.parent().unwrap());
    key(&mut screen, Key::S);
    type_code(&mut screen, "2012902");
    key(&mut screen, Key::S);
    key(&mut screen, Key::S);
    drop(held);
    screen.wait_until(|screen| !is_modified(screen));
    let in_file = read_project(&path).unwrap().document;
    assert_eq!(in_file, **screen.app().session().unwrap().document());
    assert_eq!(in_file.review.history.len(), 3, "each save that changed something has its record");
}

#[test]
fn closing_waits_for_the_save_and_says_so() {
    let (mut screen, path) = saved();
    type_code(&mut screen, "2012901");
    let held = hold(path.parent().unwrap());
    key(&mut screen, Key::S);
    ask_to_close(&mut screen);
    assert!(screen.says("正在保存“甲.juesuan”，存好后自动关闭窗口") && !closes(&screen));
    screen.harness.get_by_label("回到窗口").click_accesskit();
    screen.harness.run_steps(3);
    assert!(!screen.says("存好后自动关闭窗口") && screen.says("正在保存"));
    ask_to_close(&mut screen);
    drop(held);
    screen.wait_until(closes);
    assert_eq!(code_in(&path).as_deref(), Some("2012901"));
}

#[test]
fn what_is_typed_during_a_save_is_asked_about_before_the_window_closes() {
    let (mut screen, path) = saved();
    type_code(&mut screen, "2012901");
    let held = hold(path.parent().unwrap());
    key(&mut screen, Key::S);
    type_code(&mut screen, "2012902");
    ask_to_close(&mut screen);
    assert!(screen.says("有修改尚未保存"));
    screen.harness.get_by_label("保存").click_accesskit();
    screen.harness.run_steps(4);
    assert!(screen.says("存好后自动关闭窗口") && !closes(&screen));
    drop(held);
    screen.wait_until(closes);
    assert_eq!(code_in(&path).as_deref(), Some("2012902"));
}

#[test]
fn a_save_that_fails_late_says_so_and_loses_nothing() {
    let (mut screen, path) = saved();
    type_code(&mut screen, "2012901");
    let held = hold(path.parent().unwrap());
    key(&mut screen, Key::S);
    ask_to_close(&mut screen);
    std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    drop(held);
    screen.wait_until(|screen| screen.says("要保存到的文件夹已不存在，尚未保存"));
    assert!(is_modified(&screen) && !closes(&screen));
    assert_eq!(first_code(&screen).as_deref(), Some("2012901"));
    std::fs::create_dir(path.parent().unwrap()).unwrap();
    key(&mut screen, Key::S);
    screen.wait_until(|screen| screen.says("存回原处"));
    screen.harness.get_by_label("存回原处").click_accesskit();
    screen.wait_until(|screen| !is_modified(screen));
    assert_eq!(code_in(&path).as_deref(), Some("2012901"));
}

/// Where the save hangs for good, the way out leaves the recovery copy.
#[test]
fn whoever_does_not_wait_finds_the_work_again() {
    let (mut screen, path) = saved();
    type_code(&mut screen, "2012901");
    let recovery = screen.file("data").join("recovery");
    let copies = move || {
        let names = std::fs::read_dir(&recovery).unwrap().map(|entry| entry.unwrap().path());
        names.filter(|path| path.extension().is_some_and(|end| end == "json")).count()
    };
    screen.wait_until(|_| copies() == 1);
    let held = hold(path.parent().unwrap());
    key(&mut screen, Key::S);
    ask_to_close(&mut screen);
    screen.wait_until(|screen| screen.says("不等了，退出"));
    screen.harness.get_by_label("不等了，退出").click_accesskit();
    screen.wait_until(closes);
    assert_eq!(copies(), 1);
    drop(held);
}

#[test]
fn a_file_on_a_disk_that_does_not_answer_is_given_up() {
    let (mut screen, path) = saved();
    let other = screen.file("慢").join("乙.json");
    std::fs::create_dir(other.parent().unwrap()).unwrap();
    std::fs::write(&other, CLEAN).unwrap();
    let held = hold(other.parent().unwrap());
    screen.choose(&other);
    key(&mut screen, Key::O);
    screen.wait_until(|screen| screen.says("正在打开“乙.json”"));
    screen.harness.get_by_label("取消").click_accesskit();
    screen.harness.run_steps(4);
    assert!(!screen.says("正在打开") && screen.says("没有打开文件"));
    type_code(&mut screen, "2012901");
    // Another one opens although the first still hangs.
    key(&mut screen, Key::S);
    screen.wait_until(|screen| !is_modified(screen));
    let third = screen.file("丙.json");
    std::fs::write(&third, CLEAN).unwrap();
    screen.choose(&third);
    key(&mut screen, Key::O);
    screen.wait_until(|screen| screen.app().title() == "丙.json — 决算公开编审");
    drop(held);
    screen.wait_until(|screen| screen.is_at_rest());
    assert_eq!(screen.app().title(), "丙.json — 决算公开编审", "the late answer is dropped");
    assert_eq!(code_in(&path).as_deref(), Some("2012901"));
}

/// Everything that the window asks the disk besides, with a disk that never answers: nothing of it is waited for.
#[test]
fn a_dead_disk_stops_neither_start_nor_focus_nor_lists_nor_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let recent: Vec<_> =
        (0..12).map(|number| folder.path().join("关机的服务器").join(format!("{number}.juesuan"))).collect();
    let mut settings = juesuan::storage::Settings::default();
    recent.iter().rev().for_each(|path| settings.remember(path));
    let data = folder.path().join("data");
    settings.save(&juesuan::storage::DataFolder::at(&data)).unwrap();
    let good = folder.path().join("好.json");
    std::fs::write(&good, CLEAN).unwrap();
    let held = [hold(&folder.path().join("关机的服务器")), hold(&data)];

    let mut screen = Screen::with_threads_in(folder, settings);
    assert!(screen.says("0.juesuan") && screen.says("最近的文件"), "shown before it is known what is there");
    for focused in [false, true] {
        screen.harness.input_mut().focused = focused;
        screen.harness.run_steps(3);
    }
    screen.click("打开示例");
    key(&mut screen, Key::E);
    assert!(screen.says("导出到"));
    screen.harness.key_press(Key::Escape);
    screen.harness.run_steps(4);
    type_code(&mut screen, "2080501");
    for focused in [false, true] {
        screen.harness.input_mut().focused = focused;
        screen.harness.run_steps(3);
    }
    ask_to_close(&mut screen);
    screen.harness.get_by_label("不保存").click_accesskit();
    assert!((0..8).any(|_| {
        screen.harness.step();
        closes(&screen)
    }));
    screen.exit();
    drop(held);
}

#[test]
fn a_recent_file_that_is_gone_is_marked_once_that_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let gone = folder.path().join("没了.json");
    let there = folder.path().join("还在.json");
    std::fs::write(&there, CLEAN).unwrap();
    let mut settings = juesuan::storage::Settings::default();
    settings.remember(&gone);
    settings.remember(&there);
    let held = hold(folder.path());
    let mut screen = Screen::with_threads_in(folder, settings);
    screen.harness.run_steps(3);
    assert!(!screen.says("找不到了"));
    drop(held);
    screen.wait_until(|screen| screen.says("没了.json（找不到了）"));
    assert!(!screen.says("还在.json（找不到了）"));
}

/// The guard over all other tests of the window: asking the disk while it is drawn is a fault.
#[test]
#[should_panic(expected = "while the window is drawn")]
#[cfg(debug_assertions)]
fn the_disk_is_not_asked_while_the_window_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    assert!(parse_project(CLEAN.as_bytes()).is_ok());
    let _drawing = juesuan::storage::draw();
    let _ = read_project(&folder.path().join("a.json"));
}

//! What was typed and not yet entered when the program died comes back to the place where it was typed.

use eframe::App as _;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use juesuan::{
    at,
    document::{Document, Entry},
    ui::Tab,
};

use crate::{
    screen::Screen,
    screens_typing::{document, enter_field, focused, opened, pass, sample, text},
};

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// The program dies; it is started again and the work is taken over.
fn crash(screen: Screen) -> Screen {
    screen.rescue.keep_now();
    let Screen { harness, folder, .. } = screen;
    drop(harness.into_state());
    Screen::in_folder(folder)
}

fn crash_and_recover(screen: Screen) -> Screen {
    let mut screen = crash(screen);
    assert!(screen.says("上次有内容没有保存"));
    screen.click("恢复");
    screen.harness.run();
    screen
}

fn preedit(letters: &str) -> Event {
    Event::Ime(ImeEvent::Preedit { text: letters.to_owned(), active_range_chars: None })
}

#[test]
fn half_a_value_in_a_cell_comes_back_to_the_cell_and_is_no_change() {
    let mut screen = sample();
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.press(Modifiers::COMMAND, Key::Home);
    for _ in 0..3 {
        screen.press(Modifiers::NONE, Key::ArrowRight);
    }
    let before = document(&screen).expenditure.lines[0].basic;
    screen.type_text("12.");
    let mut screen = crash_and_recover(screen);
    assert_eq!(screen.app().tab(), Tab::Expenditure);
    assert_eq!(document(&screen).expenditure.lines[0].basic, before, "not entered");
    assert_eq!(focused(&screen).1, "12.");
    screen.type_text("5");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(document(&screen).expenditure.lines[0].basic.unwrap().stored(), "125000.00");
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(document(&screen).expenditure.lines[0].basic, before);
}

#[test]
fn half_a_code_in_the_blank_row_comes_back_there() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.type_text("20129");
    let mut screen = crash_and_recover(screen);
    assert!(document(&screen).expenditure.lines.is_empty());
    assert_eq!(focused(&screen).1, "20129");
    screen.type_text("01");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(&*document(&screen).expenditure.lines[0].item, "2012901");
}

#[test]
fn each_kind_of_field_comes_back_to_be_gone_on_with() {
    for (path, typed) in [
        (at!(unit.department), "半个名"),
        (at!(unit.year), "20"),
        (at!(unit.unit_type), "行"),
        (at!(unit.approved_on), "2025年8"),
    ] {
        let mut screen = sample();
        screen.press(Modifiers::COMMAND, Key::Num1);
        enter_field(&mut screen, path);
        screen.press(Modifiers::COMMAND, Key::A);
        screen.type_text(typed);
        let screen = crash_and_recover(screen);
        assert_eq!(screen.app().tab(), Tab::Unit);
        assert_eq!(focused(&screen), (Document::label_at(path), typed.to_owned()));
    }
}

#[test]
fn what_is_typed_in_a_dialog_comes_back_with_the_dialog() {
    type Steps = fn(&mut Screen);
    let note: Steps = |screen| screen.press(Modifiers::SHIFT, Key::F2);
    let answer: Steps = Screen::ask_explanation;
    let send_back: Steps = |screen| screen.press(CTRL_SHIFT, Key::T);
    let remark: Steps = |screen| {
        screen.press(Modifiers::COMMAND, Key::T);
        screen.harness.get_by_label("意见（可不填）").focus();
        screen.harness.run();
    };
    for (heading, open) in [("批注", note), ("处理说明", answer), ("退回", send_back), ("签批", remark)] {
        let mut screen = sample();
        // One that can be explained, the amount before it being wrong on purpose.
        screen.press(Modifiers::COMMAND, Key::Num3);
        open(&mut screen);
        screen.type_text("写了一半");
        assert_eq!(focused(&screen).1, "写了一半", "{heading}");
        let mut screen = crash_and_recover(screen);
        screen.harness.run();
        assert!(screen.says(heading), "{heading}");
        assert!(screen.harness.query_all_by(|node| node.value().as_deref() == Some("写了一半")).next().is_some());
    }
}

#[test]
fn the_form_of_a_new_document_comes_back_without_any_document() {
    let mut screen = Screen::new();
    screen.press(Modifiers::COMMAND, Key::N);
    screen.type_text("某某局");
    let mut screen = crash_and_recover(screen);
    assert!(screen.app().session().is_none());
    assert!(screen.harness.query_all_by(|node| node.value().as_deref() == Some("某某局")).next().is_some());
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(&*document(&screen).unit.department, "某某局");
}

#[test]
fn a_form_that_was_cancelled_leaves_nothing_behind() {
    let mut screen = Screen::new();
    screen.press(Modifiers::COMMAND, Key::N);
    screen.type_text("某某局");
    screen.rescue.keep_now();
    screen.press(Modifiers::NONE, Key::Escape);
    let screen = crash(screen);
    assert!(!screen.says("上次有内容没有保存"));
}

#[test]
fn a_published_total_comes_back_to_its_cell() {
    let mut screen = sample();
    screen.show_tables();
    for _ in 0..2 {
        screen.press(Modifiers::NONE, Key::ArrowRight);
    }
    screen.press(Modifiers::NONE, Key::F2);
    screen.press(Modifiers::COMMAND, Key::A);
    screen.type_text("232.");
    assert_eq!(focused(&screen).1, "232.");
    let screen = crash_and_recover(screen);
    assert_eq!(screen.app().tab(), Tab::Tables);
    assert_eq!(focused(&screen).1, "232.");
}

#[test]
fn letters_of_an_input_method_are_kept_but_never_entered() {
    let mut screen = sample();
    screen.press(Modifiers::COMMAND, Key::Num1);
    let path = at!(unit.duties);
    enter_field(&mut screen, path);
    let before = text(&screen, path);
    screen.type_text("甲");
    for letters in ["s", "sh", "shui"] {
        screen.harness.event(preedit(letters));
        pass(&mut screen, 1.0);
    }
    assert_eq!(text(&screen, path), format!("{before}甲"), "what was words before is entered meanwhile");
    screen.press(Modifiers::COMMAND, Key::S);
    assert_eq!(text(&screen, path), format!("{before}甲"));
    screen.harness.event(Event::Ime(ImeEvent::Commit("水".to_owned())));
    pass(&mut screen, 1.0);
    assert_eq!(text(&screen, path), format!("{before}甲水"));

    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.press(Modifiers::COMMAND, Key::Home);
    screen.press(Modifiers::NONE, Key::End);
    screen.harness.event(preedit("shuili"));
    screen.harness.run();
    let screen = crash_and_recover(screen);
    assert!(focused(&screen).1.ends_with("shuili"), "{:?}", focused(&screen));
}

#[test]
fn a_window_that_goes_without_a_question_keeps_what_was_typed_last() {
    let mut screen = sample();
    screen.press(Modifiers::COMMAND, Key::Num1);
    let path = at!(unit.duties);
    enter_field(&mut screen, path);
    let before = text(&screen, path);
    screen.type_text("最后一句");
    let Screen { harness, folder, .. } = screen;
    let mut app = harness.into_state();
    app.on_exit(None);
    drop(app);
    let mut screen = Screen::in_folder(folder);
    screen.click("恢复");
    screen.harness.run();
    pass(&mut screen, 1.0);
    assert_eq!(text(&screen, path), format!("{before}最后一句"));
}

#[test]
fn a_copy_that_brings_nothing_to_its_file_is_not_offered() {
    let mut screen = opened();
    screen.change();
    screen.rescue.keep_now();
    let copies = |folder: &std::path::Path| -> Vec<(std::path::PathBuf, Vec<u8>)> {
        let entries = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
        let copies = entries.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
        copies.map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
    };
    let recovery = screen.file("data").join("recovery");
    let older = copies(&recovery);
    assert_eq!(older.len(), 1);
    screen.press(Modifiers::COMMAND, Key::Num1);
    enter_field(&mut screen, at!(unit.department));
    screen.type_text("甲");
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(copies(&recovery).is_empty());
    // Killed before the copy was removed.
    std::fs::write(&older[0].0, &older[0].1).unwrap();
    let screen = crash(screen);
    assert!(!screen.says("上次有内容没有保存"));
    assert!(copies(&recovery).is_empty());
}

#[test]
fn the_reason_of_an_unlocking_comes_back_with_its_dialog() {
    let mut screen = crate::screens_next_year::carried_over();
    screen.press(Modifiers::NONE, Key::F9);
    screen.click("支出明细 第1行 上年决算");
    screen.press(Modifiers::COMMAND, Key::U);
    screen.type_text("批复后");
    screen.harness.run();
    let mut screen = crash_and_recover(screen);
    assert!(screen.says("解锁上年数") && screen.says("更正原因"));
    let (_, reason) = focused(&screen);
    assert_eq!(reason, "批复后");
    screen.press(Modifiers::NONE, Key::End);
    screen.type_text("调整");
    screen.press(Modifiers::NONE, Key::Enter);
    let lock = document(&screen).review.locks.iter().find(|lock| !lock.unlocked_by.is_blank()).expect("unlocked");
    assert_eq!(&*lock.reason, "批复后调整");
    // It went into the file's data with the dialog: nothing comes back a second time.
    let mut again = crash_and_recover(screen);
    again.harness.run();
    assert!(!again.says("更正原因"));
}

#[test]
fn after_a_crash_the_merge_offers_what_the_file_went_on_to() {
    let mut screen = opened();
    screen.press(Modifiers::COMMAND, Key::Num1);
    enter_field(&mut screen, at!(unit.duties));
    screen.press(Modifiers::COMMAND, Key::A);
    screen.type_text("崩溃前写的");
    pass(&mut screen, 0.8);
    let screen = crash(screen);
    // A colleague goes on with the file before the program is started again.
    let file = screen.file("决算.juesuan");
    let theirs = juesuan::storage::read_project(&file).unwrap().document;
    let edit = juesuan::document::Edit::Set { path: at!(unit.duties), entry: Entry::Text("后来写的".into()) };
    std::fs::write(&file, juesuan::storage::write_project(&theirs.apply(&edit).unwrap()).unwrap()).unwrap();
    let folder = screen.folder;
    drop(screen.harness.into_state());
    let mut screen = Screen::in_folder(folder);
    screen.click("恢复");
    screen.harness.run();
    assert_eq!(text(&screen, at!(unit.duties)), "崩溃前写的");
    screen.press(Modifiers::COMMAND, Key::S);
    screen.press(Modifiers::NONE, Key::Enter);
    screen.wait_until(|screen| screen.says("请逐处选择") || screen.says("每一处不同都要选择"));
    assert!(screen.says("本文件 崩溃前写的，对方 后来写的，用对方的"), "what is later is chosen beforehand");
    screen.press(Modifiers::NONE, Key::ArrowLeft);
    assert!(screen.says("用本文件的"), "a key chooses the other");
    screen.press(Modifiers::NONE, Key::ArrowRight);
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(text(&screen, at!(unit.duties)), "后来写的");
}

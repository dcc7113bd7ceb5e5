//! Notes, marks 已核对 and explanations in the window, by keyboard.

use egui::{Key, Modifiers};
use juesuan::{
    at,
    document::{Document, NoteState, Role},
    rules::Severity,
    ui::Tab,
};

use crate::screen::Screen;

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn sample() -> Screen {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen
}

fn document(screen: &Screen) -> &Document {
    screen.app().session().unwrap().document()
}

/// The first amount of 支出明细 is the current cell.
fn at_first_amount(screen: &mut Screen) {
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.press(Modifiers::COMMAND, Key::Home);
    for _ in 0..3 {
        screen.press(Modifiers::NONE, Key::ArrowRight);
    }
}

fn write_note(screen: &mut Screen, text: &str) {
    screen.press(Modifiers::SHIFT, Key::F2);
    screen.type_text(text);
    screen.press(Modifiers::COMMAND, Key::Enter);
}

#[test]
fn a_note_on_a_cell_is_asked_answered_and_closed() {
    let mut screen = sample();
    at_first_amount(&mut screen);
    write_note(&mut screen, "为什么增加？");
    let note = &document(&screen).review.notes[0];
    assert_eq!(&*note.place, "/expenditure/lines/0/basic");
    assert!(note.name.contains("基本支出"), "{}", &*note.name);
    assert_eq!((note.state, note.entries[0].role), (Some(NoteState::Open), Some(Role::Preparer)));
    assert!(!note.entries[0].time.is_blank());
    // The right panel shows it under the explanation of the cell, whose keyboard is back.
    assert!(screen.says("批注 待回复") && screen.says("为什么增加？"));

    write_note(&mut screen, "调入两人");
    let note = &document(&screen).review.notes[0];
    assert_eq!((note.state, note.entries.len()), (Some(NoteState::Answered), 2));
    screen.press(Modifiers::SHIFT, Key::F2);
    screen.press(CTRL_SHIFT, Key::Enter);
    assert_eq!(document(&screen).review.notes[0].state, Some(NoteState::Closed));

    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(document(&screen).review.notes[0].state, Some(NoteState::Answered));
    assert_eq!(screen.app().tab(), Tab::Expenditure, "undo leads nowhere");
    assert!(screen.says("已撤销：关闭批注"));
    screen.press(Modifiers::SHIFT, Key::F2);
    screen.type_text("这句不写");
    screen.press(Modifiers::NONE, Key::Escape);
    assert_eq!(document(&screen).review.notes[0].entries.len(), 2);
}

#[test]
fn the_row_can_be_meant_instead_of_the_cell() {
    let mut screen = sample();
    at_first_amount(&mut screen);
    screen.press(Modifiers::SHIFT, Key::F2);
    screen.press(Modifiers::ALT, Key::ArrowDown);
    screen.type_text("整行核一下");
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(&*document(&screen).review.notes[0].place, "/expenditure/lines/0");
}

#[test]
fn charts_sections_and_cells_of_the_tables_are_places_too() {
    let mut screen = sample();
    screen.show_charts();
    screen.press(Modifiers::NONE, Key::ArrowRight);
    write_note(&mut screen, "颜色太浅");
    screen.press(Modifiers::COMMAND, Key::B);
    screen.press(Modifiers::SHIFT, Key::F2);
    // The key of the dialog is not the page's, which would go to the next section.
    screen.press(Modifiers::ALT, Key::ArrowDown);
    screen.type_text("写得太短");
    screen.press(Modifiers::COMMAND, Key::Enter);
    screen.show_tables();
    screen.press(Modifiers::NONE, Key::ArrowRight);
    screen.press(Modifiers::NONE, Key::ArrowRight);
    write_note(&mut screen, "与账不符");
    let places: Vec<String> = document(&screen).review.notes.iter().map(|note| note.place.to_string()).collect();
    assert_eq!(places[0], "chart:income_structure");
    assert!(places[1].starts_with("report:") && places[1].ends_with("/1"), "{places:?}");
    assert!(places[2].starts_with("T01!"), "{places:?}");

    // 批注 lists them; Enter leads to each.
    screen.press(Modifiers::COMMAND, Key::F7);
    assert!(screen.says("待回复 3"));
    for tab in [Tab::Charts, Tab::Report, Tab::Tables] {
        screen.press(Modifiers::NONE, Key::Enter);
        assert_eq!(screen.app().tab(), tab);
        screen.press(Modifiers::COMMAND, Key::F7);
        screen.press(Modifiers::NONE, Key::ArrowDown);
    }
}

#[test]
fn nothing_is_noted_where_nothing_is() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.press(Modifiers::SHIFT, Key::F2);
    assert!(screen.says("这一行还没有内容"));
    screen.press(Modifiers::COMMAND, Key::J);
    assert!(screen.says("只有录入的内容"));
    let review = document(&screen).review.clone();
    assert!(review.notes.is_empty() && review.ticks.is_empty() && review.explanations.is_empty());
}

#[test]
fn a_tick_holds_until_the_value_changes() {
    let mut screen = sample();
    at_first_amount(&mut screen);
    screen.press(Modifiers::COMMAND, Key::J);
    assert_eq!(&*document(&screen).review.ticks[0].place, "/expenditure/lines/0/basic");
    assert!(screen.says("✔ 已核对 "));
    screen.type_text("77.77");
    screen.press(Modifiers::NONE, Key::Enter);
    screen.press(Modifiers::NONE, Key::ArrowUp);
    assert!(screen.says("核对后数值已变（核对时为"));
    screen.press(Modifiers::COMMAND, Key::F7);
    assert!(screen.says("核对后数值已变 1 处"));
    at_first_amount(&mut screen);
    // Typed but not entered: what is marked is what stands there.
    screen.type_text("88.88");
    screen.press(Modifiers::COMMAND, Key::J);
    let review = &document(&screen).review;
    assert_eq!((review.ticks.len(), &*review.ticks[0].seen), (1, "888800.00"));
    screen.press(Modifiers::COMMAND, Key::J);
    assert!(document(&screen).review.ticks.is_empty());
    screen.press(CTRL_SHIFT, Key::J);
    assert_eq!(&*document(&screen).review.ticks[0].place, "/expenditure/lines/0");
}

#[test]
fn a_finding_is_explained_from_anywhere_and_f8_passes_it_over() {
    let mut screen = sample();
    let open = |screen: &Screen| {
        let review = &screen.app().session().unwrap().derived().review;
        (review.open(Severity::Error), review.open(Severity::Warning), review.explained())
    };
    let (errors, warnings, _) = open(&screen);
    // An error can't be explained away.
    screen.show_charts();
    screen.press(Modifiers::NONE, Key::F8);
    screen.press(CTRL_SHIFT, Key::F8);
    assert!(screen.says("错误不能用说明代替"));
    screen.press(Modifiers::NONE, Key::Escape);
    screen.press(Modifiers::COMMAND, Key::Num4);
    screen.ask_explanation();
    screen.type_text("已核对，情况属实");
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(open(&screen), (errors, warnings - 1, 1));
    assert!(screen.says("已说明 1 项"));
    let explained = document(&screen).review.explanations[0].clone();
    assert_eq!(&*explained.text, "已核对，情况属实");
    // Round all open ones: the explained one does not come again.
    let rules = |screen: &Screen| {
        let review = &screen.app().session().unwrap().derived().review;
        review.findings.iter().filter(|finding| finding.is_open()).count()
    };
    let explained_line = |screen: &Screen| {
        let derived = screen.app().session().unwrap().derived().clone();
        let explained = derived.review.findings.iter().find(|finding| !finding.is_open()).unwrap();
        screen.says(&format!("{}：{}", explained.title, explained.message))
    };
    assert!(!explained_line(&screen), "the line shows where F8 goes to");
    for _ in 0..=rules(&screen) {
        screen.press(Modifiers::NONE, Key::F8);
        assert!(!explained_line(&screen), "an explained finding is passed over");
    }

    screen.press(Modifiers::COMMAND, Key::F7);
    screen.press(Modifiers::ALT, Key::Num3);
    assert!(screen.says("✔ 有效 1") && screen.says("已核对，情况属实"));
    screen.press(Modifiers::NONE, Key::Delete);
    assert_eq!(open(&screen), (errors, warnings, 0));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(open(&screen), (errors, warnings - 1, 1));
}

#[test]
fn in_the_review_tab_it_is_explained_in_place_and_a_fallen_one_is_offered() {
    let mut screen = sample();
    screen.press(Modifiers::NONE, Key::F7);
    let review = |screen: &Screen| screen.app().session().unwrap().derived().clone();
    let derived = review(&screen);
    let errors = derived.review.open(Severity::Error);
    // The first warning that is about an amount somebody typed.
    let is_typed = |finding: &&juesuan::rules::Finding| {
        finding.can_be_explained()
            && derived
                .entered_place(finding)
                .is_some_and(|path| matches!(derived.document().entry(path), Some(juesuan::document::Entry::Money(_))))
    };
    let at = derived.review.findings.iter().position(|finding| is_typed(&finding)).unwrap();
    assert!(at >= errors);
    for _ in 0..at {
        screen.press(Modifiers::NONE, Key::ArrowDown);
    }
    screen.press(Modifiers::NONE, Key::F2);
    screen.type_text("系历史原因");
    // Undo belongs to the text while it is written.
    let before = document(&screen).clone();
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(*document(&screen), before);
    screen.press(Modifiers::COMMAND, Key::Y);
    screen.press(Modifiers::COMMAND, Key::Enter);
    let explained = document(&screen).review.explanations[0].clone();
    assert_eq!(&*explained.text, "系历史原因");
    assert!(screen.says("已说明 1"));
}

#[test]
fn review_data_travel_in_the_file() {
    let mut screen = sample();
    at_first_amount(&mut screen);
    write_note(&mut screen, "请核");
    screen.press(Modifiers::COMMAND, Key::J);
    let path = screen.file("往来.juesuan");
    screen.choose(&path);
    screen.press(CTRL_SHIFT, Key::S);
    let saved = juesuan::storage::read_project(&path).unwrap().document;
    assert_eq!(saved.entry(at!(review.notes[0].entries[0].text)), Some(juesuan::document::Entry::Text("请核".into())));
    assert_eq!(saved.review.ticks.len(), 1);
}

//! What is typed is safe while it is typed: prose goes into the document, the cursor stays, and undo takes it back.

use egui::{Event, Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{
    at,
    document::{Document, Entry, Kind, Path},
    ui::Tab,
};

use crate::screen::Screen;

pub fn sample() -> Screen {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen
}

/// The sample as a file of its own.
pub fn opened() -> Screen {
    let mut screen = Screen::new();
    let file = screen.file("决算.juesuan");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/yanbian-2024.json"), &file).unwrap();
    screen.choose(&file);
    screen.press(Modifiers::COMMAND, Key::O);
    screen
}

pub fn document(screen: &Screen) -> &Document {
    screen.app().session().unwrap().document()
}

pub fn text(screen: &Screen, path: Path) -> String {
    match document(screen).entry(path) {
        Some(Entry::Text(text)) => text,
        _ => String::new(),
    }
}

/// Lets half a second and more pass in the window.
pub fn pass(screen: &mut Screen, seconds: f64) {
    let until = screen.harness.ctx.input(|input| input.time) + seconds;
    while screen.harness.ctx.input(|input| input.time) < until {
        screen.harness.step();
    }
}

pub fn focused(screen: &Screen) -> (String, String) {
    let node = screen.harness.get_by(|node| node.is_focused());
    (node.accesskit_node().label().unwrap_or_default(), node.value().unwrap_or_default())
}

/// Puts the cursor behind the text of the field of this value, on the page that is shown.
pub fn enter_field(screen: &mut Screen, path: Path) {
    let label = Document::label_at(path);
    let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
    for node in screen.harness.query_all_by_label(&label).filter(|node| is_field(node.accesskit_node().role())) {
        node.focus();
    }
    screen.harness.run();
    screen.press(Modifiers::COMMAND, Key::End);
}

/// The places of all long texts of the document, rows included.
fn long_texts(document: &Document) -> Vec<Path> {
    let mut found = Vec::new();
    document.walk(&mut |path, _, _| {
        if matches!(Document::kind_at(path), Some(Kind::LongText)) {
            found.push(path);
        }
    });
    found
}

#[test]
fn each_prose_field_goes_into_the_document_while_one_types() {
    let mut screen = sample();
    let paths = long_texts(document(&screen));
    let mut tried = 0;
    for tab in [Tab::Unit, Tab::ThreePublic, Tab::Performance, Tab::Targets, Tab::Other] {
        let number = Tab::ALL.iter().position(|other| *other == tab).unwrap();
        let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7];
        screen.press(Modifiers::COMMAND, keys[number]);
        for path in &paths {
            let label = Document::label_at(*path);
            let named = screen.harness.query_all_by_role(Role::MultilineTextInput);
            let named = named.filter(|node| node.accesskit_node().label().as_ref() == Some(&label));
            if named.count() != 1 {
                continue;
            }
            tried += 1;
            enter_field(&mut screen, *path);
            let before = text(&screen, *path);
            screen.type_text("甲");
            pass(&mut screen, 0.8);
            assert_eq!(text(&screen, *path), format!("{before}甲"), "{label}");
            assert!(screen.app().title().starts_with('*'), "{label}");
            screen.type_text("乙");
            pass(&mut screen, 0.8);
            assert_eq!(text(&screen, *path), format!("{before}甲乙"), "{label}");
            assert_eq!(focused(&screen).0, label);
        }
    }
    assert!(tried >= 8, "{tried}");
}

#[test]
fn typing_without_a_pause_is_in_the_document_within_a_second() {
    let mut screen = sample();
    screen.press(Modifiers::COMMAND, Key::Num1);
    let path = at!(unit.duties);
    enter_field(&mut screen, path);
    let before = text(&screen, path);
    let mut typed = String::new();
    for number in 0..20 {
        screen.harness.event(Event::Text("字".to_owned()));
        typed.push('字');
        pass(&mut screen, 0.25);
        let seen = text(&screen, path).chars().count() - before.chars().count();
        assert!(number + 1 - seen <= 4, "{seen} of {}", number + 1);
    }
    pass(&mut screen, 1.0);
    assert_eq!(text(&screen, path), format!("{before}{typed}"));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&screen, path), before, "typed without a pause, undone as one");
}

#[test]
fn undo_takes_prose_back_pause_by_pause_and_typing_goes_on_there() {
    let mut screen = sample();
    screen.press(Modifiers::COMMAND, Key::Num1);
    let path = at!(unit.duties);
    enter_field(&mut screen, path);
    let before = text(&screen, path);
    screen.type_text("甲甲");
    pass(&mut screen, 3.0);
    screen.type_text("乙乙");
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&screen, path), format!("{before}甲甲"), "also what is not entered yet");
    screen.type_text("丙");
    pass(&mut screen, 1.0);
    assert_eq!(text(&screen, path), format!("{before}甲甲丙"));
    screen.press(Modifiers::COMMAND, Key::Z);
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&screen, path), before);
    screen.press(Modifiers::COMMAND, Key::Y);
    assert_eq!(text(&screen, path), format!("{before}甲甲"));
    assert_eq!(focused(&screen).1, format!("{before}甲甲"));
}

#[test]
fn escape_in_prose_restores_and_undo_brings_it_back() {
    let mut screen = sample();
    screen.press(Modifiers::COMMAND, Key::Num1);
    let path = at!(unit.duties);
    enter_field(&mut screen, path);
    let before = text(&screen, path);
    screen.type_text("写了很久的一段");
    pass(&mut screen, 3.0);
    screen.type_text("又一句");
    screen.press(Modifiers::NONE, Key::Escape);
    assert_eq!(text(&screen, path), before);
    assert!(screen.says("Ctrl+Z 可找回"));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&screen, path), format!("{before}写了很久的一段又一句"));
}

/// Prose, a field of one line, a cell: typed on after a save and after a question that was cancelled.
#[test]
fn the_cursor_survives_saves_and_questions() {
    for place in ["prose", "field", "cell", "amount"] {
        let mut screen = opened();
        let (path, words) = match place {
            "prose" => (at!(unit.duties), ["ABC", "DEF", "GHI"]),
            "field" => (at!(unit.department), ["ABC", "DEF", "GHI"]),
            "cell" => (at!(expenditure.lines[0].reason), ["ABC", "DEF", "GHI"]),
            _ => (at!(expenditure.lines[0].basic), ["12", ".5", "7"]),
        };
        match place {
            "prose" | "field" => {
                screen.press(Modifiers::COMMAND, Key::Num1);
                enter_field(&mut screen, path);
                screen.press(Modifiers::COMMAND, Key::A);
            }
            _ => {
                screen.press(Modifiers::COMMAND, Key::Num3);
                screen.press(Modifiers::COMMAND, Key::Home);
                let key = if place == "cell" { Key::End } else { Key::ArrowRight };
                for _ in 0..if place == "cell" { 1 } else { 3 } {
                    screen.press(Modifiers::NONE, key);
                }
            }
        }
        let before = document(&screen).entry(path);
        screen.type_text(words[0]);
        screen.press(Modifiers::COMMAND, Key::S);
        assert!(screen.says("已保存"), "{place}");
        screen.type_text(words[1]);
        screen.close_window();
        assert!(screen.says("有未保存的修改"), "{place}");
        screen.press(Modifiers::NONE, Key::Escape);
        screen.type_text(words[2]);
        assert_eq!(focused(&screen).1, words.concat(), "{place}");
        screen.press(if place == "prose" { Modifiers::COMMAND } else { Modifiers::NONE }, Key::Enter);
        pass(&mut screen, 1.0);
        let expected = match place {
            "amount" => "12.57".to_owned(),
            _ => words.concat(),
        };
        let unit = document(&screen).amount_unit();
        let kind = Document::kind_at(path).unwrap();
        assert_eq!(document(&screen).entry(path).unwrap().text(kind, unit), expected, "{place}");
        screen.press(Modifiers::COMMAND, Key::Z);
        if place != "prose" {
            assert_eq!(document(&screen).entry(path), before, "{place}: a visit is one step");
        }
    }
}

#[test]
fn the_selection_survives_a_question() {
    let mut screen = opened();
    screen.press(Modifiers::COMMAND, Key::Num1);
    let path = at!(unit.department);
    enter_field(&mut screen, path);
    screen.press(Modifiers::COMMAND, Key::A);
    screen.type_text("甲乙丙");
    screen.press(Modifiers::SHIFT, Key::ArrowLeft);
    screen.press(Modifiers::SHIFT, Key::ArrowLeft);
    screen.close_window();
    screen.press(Modifiers::NONE, Key::Escape);
    screen.type_text("丁");
    assert_eq!(focused(&screen).1, "甲丁");
}

#[test]
fn escape_in_a_field_restores_what_stood_there_before_the_visit() {
    let mut screen = opened();
    screen.press(Modifiers::COMMAND, Key::Num1);
    let path = at!(unit.department);
    enter_field(&mut screen, path);
    let before = text(&screen, path);
    screen.type_text("甲");
    screen.press(Modifiers::COMMAND, Key::S);
    assert_eq!(text(&screen, path), format!("{before}甲"));
    screen.type_text("乙");
    screen.press(Modifiers::NONE, Key::Escape);
    assert_eq!((text(&screen, path), focused(&screen).1), (before.clone(), before));
}

#[test]
fn closing_asks_about_a_note_that_was_begun() {
    let mut screen = opened();
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.press(Modifiers::SHIFT, Key::F2);
    screen.type_text("问一半");
    screen.press(Modifiers::NONE, Key::Escape);
    screen.press(Modifiers::COMMAND, Key::Q);
    assert!(screen.says("有没写完的批注") && screen.says("问一半"));
    screen.click("回去写完");
    assert_eq!(focused(&screen), ("批注内容".to_owned(), "问一半".to_owned()));
    screen.type_text("？");
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(&*document(&screen).review.notes[0].entries[0].text, "问一半？");
    screen.press(Modifiers::SHIFT, Key::F2);
    screen.type_text("不要的");
    screen.press(Modifiers::NONE, Key::Escape);
    screen.press(Modifiers::COMMAND, Key::Q);
    screen.click("不要了");
    assert!(screen.says("有未保存的修改"));
}

//! Typing where nothing can be typed: on every page and for every kind of place it is told why, once.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, PointerButton, accesskit::Role as Named, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{document::Role, ui::Tab};

use crate::{
    cli::sample,
    screen::Screen,
    screens_grid::{cells, click_at, each_page, focused, grid_of, middle, tall},
    screens_next_year::carried_over,
    screens_signing::{computer_of, open},
};

const NONE: Modifiers = Modifiers::NONE;
const COMMAND_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Types where the keyboard is: the sentence comes, and after something else was said it does not come back.
fn assert_said_once(screen: &mut Screen, sentence: &str, place: &str) {
    let before = screen.app().session().unwrap().document().clone();
    screen.type_text("7");
    assert!(screen.says(sentence), "{place}: nothing is said");
    screen.press(COMMAND_SHIFT, Key::C);
    assert!(!screen.says(sentence), "{place}: something else was said");
    for letter in ["8", "x"] {
        screen.type_text(letter);
        assert!(!screen.says(sentence), "{place}: said at each key");
    }
    assert_eq!(*screen.app().session().unwrap().document(), before, "{place}");
}

/// The first field of one line and of several lines on the page.
fn fields(screen: &Screen) -> Vec<(Named, String)> {
    let first = |role| {
        let nodes = screen.harness.query_all_by_role(role);
        let found = nodes.filter_map(|node| node.accesskit_node().label()).find(|label| label.contains('›'));
        Some((role, found?))
    };
    [Named::TextInput, Named::MultilineTextInput].into_iter().filter_map(first).collect()
}

fn enter(screen: &mut Screen, (role, label): &(Named, String)) {
    screen.harness.get_by_role_and_label(*role, label).focus();
    screen.harness.run();
}

#[test]
fn a_reviewer_is_told_once_in_each_field_and_cell_of_every_page() {
    let mut screen = computer_of("王五", Role::Reviewer);
    screen.harness.set_size(vec2(1800.0, 4200.0));
    let file = screen.file("决算.json");
    std::fs::copy(sample("clean.json"), &file).unwrap();
    open(&mut screen, &file);
    let sentence = "确需修改请按 Ctrl+Shift+I";
    let mut tried = BTreeSet::new();
    each_page(&mut screen, |screen| {
        for field in fields(screen) {
            if tried.insert(field.1.clone()) {
                enter(screen, &field);
                assert_said_once(screen, sentence, &field.1);
            }
        }
        for cell in cells(screen) {
            if tried.insert(grid_of(&cell)) {
                let at = middle(screen, &cell);
                click_at(screen, at, PointerButton::Primary);
                assert_said_once(screen, sentence, &cell);
            }
        }
    });
    // The text of the report and those that come back to the field.
    while screen.app().tab() != Tab::Report {
        screen.press(Modifiers::COMMAND, Key::PageDown);
    }
    let text = fields(&screen).pop().expect("a text of the report");
    enter(&mut screen, &text);
    assert_said_once(&mut screen, sentence, &text.1);
    screen.press(NONE, Key::Tab);
    enter(&mut screen, &text);
    assert_said_once(&mut screen, sentence, "once more after the keyboard was elsewhere");
    assert!(tried.len() >= 25, "{tried:?}");
}

#[test]
fn a_locked_field_and_cell_say_so_once() {
    let mut screen = carried_over();
    screen.harness.set_size(vec2(1800.0, 1400.0));
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.press(Modifiers::ALT, Key::Num2);
    screen.harness.get_by_role_and_label(Named::TextInput, "上年数›上年收入支出总计").focus();
    screen.harness.run();
    assert_said_once(&mut screen, "已锁定；确需更正请按 Ctrl+U", "a field");
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.click("支出明细 第1行 上年决算");
    assert_said_once(&mut screen, "已锁定；确需更正请按 Ctrl+U", "a cell");
}

#[test]
fn lists_buttons_and_pages_that_are_only_read_say_why_once() {
    let mut screen = tall();
    screen.click("打开示例");
    for (tab, sentence) in [
        (Tab::Tables, "附表由程序算出"),
        (Tab::Charts, "图表随数据变化"),
        (Tab::Review, "键入的没有记下"),
        (Tab::Notes, "键入的没有记下"),
    ] {
        while screen.app().tab() != tab {
            screen.press(Modifiers::COMMAND, Key::PageDown);
        }
        assert_said_once(&mut screen, sentence, tab.label());
    }
    // A button that Tab has led to.
    screen.press(Modifiers::COMMAND, Key::Num2);
    screen.harness.get_by_label("按支出填列收入").focus();
    screen.harness.run();
    assert_said_once(&mut screen, "键入的没有记下", "a button");
    assert_eq!(focused(&screen), "按支出填列收入");
    // What a letter or digit means something to says nothing.
    screen.press(NONE, Key::Tab);
    screen.type_text("3");
    assert!(!screen.says("键入的没有记下"));
}

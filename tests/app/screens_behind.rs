//! A document whose report and findings take longer than a frame: the window goes on, and what leaves it waits.

use egui::{Event, Key, Modifiers};
use juesuan::{derived::Derived, rules::Severity, ui::Tab};

use crate::screen::Screen;

/// A window with a faultless document, in which each key is faster than the rules.
fn with_clean() -> Screen {
    let mut screen = Screen::hurried();
    let path = screen.file("clean.juesuan");
    std::fs::write(&path, include_str!("../../samples/clean.json")).unwrap();
    screen.let_fall(&[path]);
    screen.wait_until(|screen| screen.app().session().is_some());
    screen
}

fn errors(screen: &Screen) -> usize {
    screen.app().session().unwrap().derived().review.open(Severity::Error)
}

fn is_behind(screen: &Screen) -> bool {
    screen.app().session().unwrap().derived().is_behind()
}

/// Types over the first amount of the income.
fn type_wrong_amount(screen: &mut Screen) {
    screen.press(Modifiers::COMMAND, Key::Num2);
    screen.press(Modifiers::COMMAND, Key::Home);
    for _ in 0..2 {
        screen.press(Modifiers::NONE, Key::ArrowRight);
    }
    screen.harness.event(Event::Text("7777777.77".to_owned()));
    screen.harness.step();
    screen.harness.key_press(Key::Enter);
    screen.harness.step();
}

#[test]
fn the_findings_come_by_themselves_after_what_was_typed() {
    let mut screen = with_clean();
    assert_eq!(errors(&screen), 0);
    type_wrong_amount(&mut screen);
    screen.wait_until(|screen| errors(screen) > 0);
    let session = screen.app().session().unwrap();
    let at_once = Derived::with_signers(session.document(), session.derived().signers());
    assert_eq!(session.derived().review.findings, at_once.review.findings);
    screen.harness.run();
    assert!(!is_behind(&screen) && !screen.says("正在检查"), "the window is at rest");
    screen.press(Modifiers::COMMAND, Key::Z);
    screen.wait_until(|screen| errors(screen) == 0 && !is_behind(screen));
}

#[test]
fn what_is_asked_for_next_sees_the_findings_of_what_was_typed() {
    let mut screen = with_clean();
    type_wrong_amount(&mut screen);
    screen.press(Modifiers::NONE, Key::F8);
    assert!(!is_behind(&screen) && errors(&screen) > 0, "the next finding is one of this content");
    type_wrong_amount(&mut screen);
    screen.press(Modifiers::COMMAND, Key::E);
    assert!(!is_behind(&screen), "an export is of this content");
}

#[test]
fn all_pages_are_drawn_while_findings_are_behind() {
    let mut screen = with_clean();
    for tab in [Tab::Unit, Tab::Income, Tab::Expenditure, Tab::ThreePublic, Tab::Performance, Tab::Targets, Tab::Review]
    {
        type_wrong_amount(&mut screen);
        screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        screen.harness.run_steps(2);
        screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        screen.harness.run_steps(2);
        screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::Minus);
        screen.harness.run_steps(2);
        while screen.app().tab() != tab {
            screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::PageDown);
            screen.harness.run_steps(2);
        }
    }
    screen.wait_until(|screen| !is_behind(screen));
}

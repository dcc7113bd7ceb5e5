//! From one year to the next in the window: locked figures, last year's words, filling in.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{
    at,
    document::{Document, Entry},
    storage::{parse_project, write_project},
    ui::Tab,
    workflow::is_locked,
};

use crate::{cli::sample, screen::Screen};

const NONE: Modifiers = Modifiers::NONE;

fn document(screen: &Screen) -> Document {
    Document::clone(screen.app().session().unwrap().document())
}

fn reference() -> Document {
    parse_project(&std::fs::read(sample("yanbian-2024.json")).unwrap()).unwrap()
}

/// 结转 of the reference sample, saved as a file before.
pub fn carried_over() -> Screen {
    let mut screen = Screen::new();
    let path = screen.file("决算2024.juesuan");
    std::fs::write(&path, write_project(&reference()).unwrap()).unwrap();
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::O);
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::N);
    assert!(screen.says("由“决算2024.juesuan”（2024年度）新建2025年度的文件"));
    screen.press(NONE, Key::Enter);
    screen
}

/// Gives the keyboard to a field, or clicks on a cell or button.
fn go_to(screen: &mut Screen, label: &str) {
    let is_field = label.contains('›') && !label.ends_with("采用上年文字");
    let node = screen.harness.get_by_label(label);
    if is_field {
        node.focus()
    } else {
        node.click()
    }
    screen.harness.run();
}

#[test]
fn the_next_year_begins_with_locked_figures_that_open_with_a_reason() {
    let mut screen = carried_over();
    let new = document(&screen);
    assert_eq!((new.unit.year, screen.app().tab()), (Some(2025), Tab::Expenditure));
    assert!(screen.app().session().unwrap().path().is_none());

    // A locked cell of a table.
    let path = at!(expenditure.lines[0].prior_actual);
    assert!(is_locked(&new, path).is_some());
    screen.press(NONE, Key::F9);
    go_to(&mut screen, "支出明细 第1行 上年决算");
    for press in ["5", "x"] {
        screen.type_text(press);
        assert!(screen.says("上年数，取自“决算2024.juesuan”，已锁定；确需更正请按 Ctrl+U 解锁并写明原因"));
        screen.press(NONE, Key::Enter);
    }
    screen.press(NONE, Key::ArrowUp);
    screen.press(NONE, Key::ArrowUp);
    screen.press(NONE, Key::Delete);
    assert_eq!(document(&screen), new);
    // Its row can't be taken out either.
    screen.press(Modifiers::ALT, Key::Delete);
    assert!(screen.says("没有修改：支出项目›支出明细›第1行›上年决算是上年数"));
    assert_eq!(document(&screen), new);

    screen.press(Modifiers::COMMAND, Key::U);
    assert!(screen.says("更正原因"));
    screen.press(NONE, Key::Enter);
    screen.type_text("批复后调整");
    screen.press(NONE, Key::Enter);
    let open = document(&screen);
    assert!(is_locked(&open, path).is_none());
    screen.type_text("5");
    screen.press(NONE, Key::Enter);
    assert_eq!(document(&screen).entry(path).map(|entry| entry.stored()), Some("50000.00".to_owned()));
    let lock = open.review.locks.iter().find(|lock| !lock.unlocked_by.is_blank()).unwrap();
    assert_eq!(&*lock.reason, "批复后调整");
}

#[test]
fn a_locked_field_of_a_form_says_where_it_is_from() {
    let mut screen = carried_over();
    let new = document(&screen);
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.press(Modifiers::ALT, Key::Num2);
    screen.harness.get_by_role_and_label(Role::TextInput, "上年数›上年收入支出总计").focus();
    screen.harness.run();
    screen.type_text("7");
    assert!(screen.says("已锁定；确需更正请按 Ctrl+U"));
    screen.press(NONE, Key::Enter);
    assert_eq!(document(&screen), new);
}

#[test]
fn last_years_words_are_offered_and_taken_over_by_a_key_or_a_button() {
    let mut screen = carried_over();
    let old = reference();
    assert!(document(&screen).unit.duties.is_blank());
    screen.press(Modifiers::COMMAND, Key::Num1);
    go_to(&mut screen, "概况›部门职责");
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::U);
    assert_eq!(document(&screen).unit.duties, old.unit.duties);
    screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::U);
    assert!(screen.says("这里已经写了文字"));
    let node = screen.harness.query_all_by(|node| node.label().is_some_and(|label| label.ends_with("采用上年文字")));
    let names: Vec<String> = node.filter_map(|node| node.accesskit_node().label()).collect();
    assert!(!names.is_empty() && !names.contains(&"概况›部门职责 采用上年文字".to_owned()), "{names:?}");
    go_to(&mut screen, &names[0]);
    assert!(document(&screen) != old);
    screen.press(Modifiers::COMMAND, Key::Z);
    screen.press(Modifiers::COMMAND, Key::Z);
    assert!(document(&screen).unit.duties.is_blank());
}

#[test]
fn last_years_figures_are_filled_in_from_the_right_year_only() {
    let mut screen = Screen::new();
    let last = screen.file("上年.json");
    std::fs::write(&last, write_project(&reference()).unwrap()).unwrap();
    screen.create("盐边县总工会");
    let blank = document(&screen);
    assert_eq!(blank.unit.year, Some(2024));
    screen.choose(&last);
    let fill = |screen: &mut Screen| {
        screen.press(Modifiers::COMMAND, Key::K);
        screen.type_text("从上年文件填入");
        screen.press(NONE, Key::Enter);
    };
    fill(&mut screen);
    screen.wait_until(|screen| screen.says("不是本文件（2024年度）的上年，没有填入；请选2023年度的文件"));
    assert_eq!(document(&screen), blank);
    let mut right = reference();
    right.unit.year = Some(2023);
    std::fs::write(&last, write_project(&right).unwrap()).unwrap();
    fill(&mut screen);
    screen.wait_until(|screen| screen.says("已从“上年.json”填入上年数并锁定"));
    let filled = document(&screen);
    assert!(matches!(filled.entry(at!(income.prior_total)), Some(Entry::Money(_))));
    assert!(filled.expenditure.lines.iter().all(|line| line.prior_actual.is_some()));
    assert!(is_locked(&filled, at!(income.prior_total)).is_some());
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(document(&screen), blank);

    // Beside last year's file, item by item.
    screen.press(Modifiers::COMMAND, Key::Y);
    screen.press(Modifiers::SHIFT, Key::F9);
    screen.wait_until(|screen| screen.says("从“上年.json”到"));
    assert!(!screen.says("上年数与上年文件不符"));
}

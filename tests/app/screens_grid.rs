//! The grids of all pages in the window: clicks, the keyboard after them, what can't be typed, what is pasted.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::ui::Tab;

use crate::screen::Screen;

/// The pages with something to fill, by the key of the tab and of the part. 核对已公开报告 has none.
const PAGES: [(Option<Key>, &[Key]); 9] = [
    (Some(Key::Num1), &[Key::Num1, Key::Num2]),
    (Some(Key::Num2), &[]),
    (Some(Key::Num3), &[Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5]),
    (Some(Key::Num4), &[]),
    (Some(Key::Num5), &[Key::Num1, Key::Num2, Key::Num3]),
    (Some(Key::Num6), &[]),
    (Some(Key::Num7), &[Key::Num1, Key::Num2, Key::Num3]),
    (None, &[Key::Num1, Key::Num2, Key::Num3]),
    (Some(Key::Comma), &[Key::Num1, Key::Num2, Key::Num3, Key::Num4]),
];

/// Goes to every page in turn.
pub fn each_page(screen: &mut Screen, mut look: impl FnMut(&mut Screen)) {
    for (tab, parts) in PAGES {
        if !show(screen, tab) {
            continue;
        }
        look(screen);
        for part in parts.iter().skip(1) {
            show(screen, tab);
            screen.press(Modifiers::ALT, *part);
            look(screen);
        }
    }
}

/// False when the page is not listed: 核对已公开报告 follows upon 其他事项 where it is needed.
fn show(screen: &mut Screen, tab: Option<Key>) -> bool {
    screen.press(Modifiers::COMMAND, tab.unwrap_or(Key::Num7));
    if tab.is_none() {
        screen.press(Modifiers::COMMAND, Key::PageDown);
    }
    tab.is_some() || screen.app().tab() == Tab::Published
}

/// Goes to 核对已公开报告, by its name.
pub fn show_published(screen: &mut Screen) {
    screen.press(Modifiers::COMMAND, Key::Num7);
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("核对已公开报告");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.app().tab(), Tab::Published);
}

/// The names of the cells on screen.
pub fn cells(screen: &Screen) -> Vec<String> {
    let is_cell = |role| matches!(role, Role::Cell | Role::TextInput);
    let nodes = screen.harness.query_all_by(|node| is_cell(node.role()));
    let labels = nodes.filter_map(|node| node.accesskit_node().label());
    labels.filter(|label| label.split(' ').count() > 2).collect()
}

/// The name of a cell's grid.
pub fn grid_of(cell: &str) -> String {
    cell.split(' ').next().unwrap().to_owned()
}

pub fn focused(screen: &Screen) -> String {
    let node = screen.harness.query_all_by(|node| node.is_focused()).next();
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

pub fn value(screen: &Screen, cell: &str) -> String {
    screen.harness.get_by_label(cell).value().unwrap_or_default()
}

/// Presses and releases a button at a place, as a hand does: the frames in between are drawn.
pub fn click_at(screen: &mut Screen, at: Pos2, button: PointerButton) {
    screen.harness.hover_at(at);
    screen.harness.step();
    for pressed in [true, false] {
        screen.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        screen.harness.step();
    }
    screen.harness.run();
}

pub fn middle(screen: &Screen, cell: &str) -> Pos2 {
    screen.harness.get_by_label(cell).rect().center()
}

/// Long enough that the next click is no double click: a frame is a quarter of a second here.
pub fn wait(screen: &mut Screen) {
    screen.harness.run_steps(8);
}

/// High enough that every grid of a page is drawn.
pub fn tall() -> Screen {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(1800.0, 4200.0));
    screen.harness.run();
    screen
}

#[test]
fn typing_replaces_a_cell_however_often_it_was_clicked_in_every_grid() {
    let mut screen = tall();
    screen.click("打开示例");
    let mut tried = BTreeSet::new();
    let mut seen = BTreeSet::new();
    each_page(&mut screen, |screen| {
        for cell in cells(screen) {
            let grid = grid_of(&cell);
            seen.insert(grid.clone());
            if tried.contains(&grid) || value(screen, &cell).is_empty() || !screen.says(&cell) {
                continue;
            }
            let at = middle(screen, &cell);
            click_at(screen, at, PointerButton::Primary);
            wait(screen);
            click_at(screen, at, PointerButton::Primary);
            let before = value(screen, &cell);
            screen.type_text("55");
            let after = value(screen, &cell);
            if after != before {
                assert_eq!(after, "55", "{cell}");
                tried.insert(grid);
            }
            screen.press(Modifiers::NONE, Key::Escape);
            screen.press(Modifiers::NONE, Key::Escape);
        }
    });
    assert!(tried.len() >= 10, "{tried:?} of {seen:?}");
}

#[test]
fn only_a_double_click_or_f2_goes_into_the_text() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let cell = "支出明细 第1行 基本支出";
    screen.click(cell);
    let before = value(&screen, cell);
    // After undo the cell is selected again, and a click on it changes nothing.
    screen.type_text("9");
    screen.press(Modifiers::NONE, Key::Enter);
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(focused(&screen), cell);
    let at = middle(&screen, cell);
    click_at(&mut screen, at, PointerButton::Primary);
    screen.type_text("5");
    assert_eq!(value(&screen, cell), "5");
    screen.press(Modifiers::NONE, Key::Escape);
    // Back from a dialog.
    screen.press(Modifiers::NONE, Key::F1);
    screen.press(Modifiers::NONE, Key::Escape);
    wait(&mut screen);
    click_at(&mut screen, at, PointerButton::Primary);
    screen.type_text("6");
    assert_eq!(value(&screen, cell), "6");
    screen.press(Modifiers::NONE, Key::Escape);
    wait(&mut screen);
    screen.harness.hover_at(at);
    screen.harness.step();
    for _ in 0..2 {
        let press = |pressed| {
            let button = PointerButton::Primary;
            Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE }
        };
        // A frame is a quarter of a second here: each click in one.
        screen.harness.input_mut().events.extend([press(true), press(false)]);
        screen.harness.step();
    }
    screen.harness.run();
    screen.type_text("7");
    let typed = value(&screen, cell);
    assert!(typed.len() == before.len() + 1 && typed.contains('7'), "{before} → {typed}");
}

#[test]
fn after_undo_the_keyboard_stays_in_the_list_even_when_it_is_empty() {
    let mut screen = tall();
    screen.create("甲");
    let mut lists = BTreeSet::new();
    each_page(&mut screen, |screen| {
        let new: Vec<String> = cells(screen).into_iter().filter(|cell| cell.contains(" 新行 ")).collect();
        for cell in new {
            let list = grid_of(&cell);
            if lists.contains(&list) {
                continue;
            }
            let tab = screen.app().tab();
            let at = middle(screen, &cell);
            click_at(screen, at, PointerButton::Primary);
            let before = screen.app().session().unwrap().document().clone();
            screen.type_text("7");
            screen.press(Modifiers::NONE, Key::Enter);
            if *screen.app().session().unwrap().document() == before {
                continue;
            }
            lists.insert(list.clone());
            for (key, what) in [(Key::Z, "undo"), (Key::Y, "redo"), (Key::Z, "undo again")] {
                screen.press(Modifiers::COMMAND, key);
                assert_eq!(screen.app().tab(), tab, "{what} in {list}");
                assert_eq!(grid_of(&focused(screen)), list, "{what}: {}", focused(screen));
            }
            assert_eq!(focused(screen), cell, "where it was typed");
            screen.harness.event(Event::Paste("1\t2\n3\t4".to_owned()));
            screen.harness.run();
            if screen.says("粘贴预览") {
                screen.press(Modifiers::NONE, Key::Enter);
            }
            screen.press(Modifiers::COMMAND, Key::Z);
            assert_eq!(grid_of(&focused(screen)), list, "after a paste was taken back");
        }
    });
    assert!(lists.len() >= 11, "{lists:?}");
}

#[test]
fn a_click_on_a_column_head_or_beside_leaves_the_keyboard_and_the_selection() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let cell = "支出明细 第2行 基本支出";
    screen.click(cell);
    screen.press(Modifiers::SHIFT, Key::ArrowDown);
    let head = screen.harness.get_by_role_and_label(Role::ColumnHeader, "项目支出").rect().center();
    let text = screen.harness.query_all_by_label_contains("按支出功能分类").next().unwrap().rect().center();
    for at in [head, text] {
        for button in [PointerButton::Primary, PointerButton::Secondary] {
            click_at(&mut screen, at, button);
            assert_eq!(focused(&screen), cell);
            assert!(screen.says("选中 2 格"));
        }
    }
}

#[test]
fn typing_where_nothing_can_be_typed_says_why_once() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    for (cell, names) in [
        ("支出明细 第1行 合计", "“基本支出”"),
        ("支出明细 第1行 科目名称", "“编码”"),
        ("支出明细 第1行 完成预算", "请改本行的"),
        ("支出明细 新行 合计", "请改本行的"),
        ("支出明细 合计行 基本支出", "上面各行的“基本支出”"),
    ] {
        screen.click(cell);
        screen.type_text("5");
        assert!(screen.says(names), "{cell}");
        for (modifiers, key) in [(Modifiers::NONE, Key::F2), (Modifiers::NONE, Key::Delete)] {
            screen.click("支出明细 第1行 基本支出");
            screen.press(Modifiers::NONE, Key::F9);
            screen.press(Modifiers::NONE, Key::F9);
            screen.click(cell);
            screen.press(modifiers, key);
            assert!(screen.says(names), "{cell} {key:?}");
        }
        screen.harness.event(Event::Paste("5".to_owned()));
        screen.harness.run();
        assert!(screen.says("没有粘贴"), "{cell}");
    }
    assert!(!screen.app().session().unwrap().is_modified());
    screen.press(Modifiers::COMMAND, Key::Num4);
    let total = "三公经费 合计 决算数";
    screen.click(total);
    screen.type_text("5");
    assert!(screen.says("这一格由程序算出，请改“"));
    screen.press(Modifiers::ALT, Key::Insert);
    assert!(screen.says("这张表的行是固定的"));
}

#[test]
fn a_paste_within_a_run_of_tab_does_not_move_its_beginning() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.type_text("2012901");
    screen.press(Modifiers::NONE, Key::Tab);
    screen.harness.event(Event::Paste("12.5".to_owned()));
    screen.harness.run();
    screen.press(Modifiers::NONE, Key::Tab);
    screen.harness.event(Event::Copy);
    screen.harness.run();
    screen.type_text("3");
    screen.press(Modifiers::NONE, Key::Tab);
    screen.press(Modifiers::NONE, Key::Delete);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(focused(&screen), "支出明细 新行 编码");
}

#[test]
fn a_column_copied_whole_is_refused_at_once_and_blanks_nothing() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.click("支出明细 第1行 基本支出");
    let before = screen.app().session().unwrap().document().clone();
    for (text, words) in [
        ("1\n".repeat(1_048_576), "1048576 行"),
        ("\n".repeat(1_048_576), "只有空白"),
        ("\t\t\r\n".repeat(1_048_576), "只有空白"),
        ("  ".to_owned(), "只有空白"),
    ] {
        screen.harness.event(Event::Paste(text));
        screen.harness.run();
        assert!(screen.says(words), "{words}");
        assert_eq!(*screen.app().session().unwrap().document(), before);
    }
    // A heading and a few amounts with a million blank lines behind them are a few amounts.
    screen.harness.event(Event::Paste(format!("1\n\n3{}", "\r\n".repeat(1_048_000))));
    screen.harness.run();
    assert!(screen.says("1 格原有内容将被清空"));
    screen.press(Modifiers::NONE, Key::Escape);
    assert_eq!(*screen.app().session().unwrap().document(), before);
    // One blank cell in the midst asks, too.
    screen.harness.event(Event::Paste("\t5".to_owned()));
    screen.harness.run();
    assert!(screen.says("1 格原有内容将被清空"));
    screen.press(Modifiers::NONE, Key::Escape);
    assert_eq!(screen.app().tab(), Tab::Expenditure);
}

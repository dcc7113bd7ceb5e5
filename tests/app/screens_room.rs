//! What gives way where there is little room, and what is chosen of that by hand.

use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use juesuan::{forms::FormName, ui::Tab};

use crate::screen::Screen;

/// As large as a window of 1366×768 is at 125 %.
const AT_125_PERCENT: egui::Vec2 = vec2(1093.0, 563.0);

fn has_chart(screen: &Screen) -> bool {
    screen.harness.query_all_by_role(Role::Image).next().is_some()
}

#[test]
fn the_side_panel_gives_way_to_the_table() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    assert!(screen.says("本页的图") && screen.says("这个数怎么来的"));
    screen.harness.set_size(AT_125_PERCENT);
    screen.harness.run();
    assert!(!screen.says("本页的图") && !screen.says("这个数怎么来的") && !has_chart(&screen));

    // The finding of the cell and how its number is made stand in one line below the page.
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.press(Modifiers::NONE, Key::F8);
    let finding = |screen: &Screen| {
        let derived = screen.app().session().unwrap().derived().clone();
        let first = derived.attention().route.first().unwrap().finding;
        derived.review.findings[first].clone()
    };
    let finding = finding(&screen);
    let line = screen.harness.get_by_label_contains(&format!("{}（共", finding.message)).rect();
    assert!(screen.says(finding.remedy), "with what to do");
    let explained = screen.harness.get_by_label_contains("完成预算的口径：").rect();
    assert!((line.center().y - explained.center().y).abs() < 4.0, "{line:?} {explained:?}");
    let focused = screen.harness.get_by(|node| node.is_focused()).rect();
    assert!(focused.bottom() < line.top());
}

#[test]
fn the_chart_stays_as_a_strip_where_the_height_allows() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.harness.set_size(vec2(1093.0, 900.0));
    screen.harness.run();
    let charts: Vec<_> = screen.harness.query_all_by_role(Role::Image).map(|node| node.rect()).collect();
    assert_eq!(charts.len(), 1, "the first of the page");
    assert!(charts[0].height() < 130.0 && charts[0].top() > 650.0, "{charts:?}");
    let before: Vec<_> =
        screen.harness.query_all_by_role(Role::Image).map(|node| node.accesskit_node().label()).collect();
    screen.press(Modifiers::COMMAND, Key::Home);
    for _ in 0..3 {
        screen.press(Modifiers::NONE, Key::ArrowRight);
    }
    screen.type_text("500");
    screen.press(Modifiers::NONE, Key::Enter);
    let after: Vec<_> =
        screen.harness.query_all_by_role(Role::Image).map(|node| node.accesskit_node().label()).collect();
    assert_ne!(before, after, "it follows what is typed");
}

#[test]
fn f9_opens_all_of_it_and_that_is_remembered() {
    let mut screen = Screen::new();
    screen.harness.set_size(AT_125_PERCENT);
    screen.harness.run();
    screen.click("打开示例");
    assert!(!screen.says("这个数怎么来的"));
    screen.press(Modifiers::NONE, Key::F9);
    assert!(screen.says("这个数怎么来的"));
    // Pages to be read are another choice.
    screen.press(Modifiers::COMMAND, Key::Num8);
    assert!(!screen.says("这个数怎么来的"));

    let mut screen = Screen::in_folder(screen.folder);
    screen.harness.set_size(AT_125_PERCENT);
    screen.harness.run();
    screen.click("打开示例");
    assert!(screen.says("这个数怎么来的"), "at the next start, too");
    screen.press(Modifiers::NONE, Key::F9);
    screen.harness.set_size(vec2(1366.0, 720.0));
    screen.harness.run();
    assert!(!screen.says("这个数怎么来的"), "what was chosen holds for any size");
}

#[test]
fn an_empty_document_begins_with_the_steps_and_says_what_the_first_cell_takes() {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(1024.0, 700.0));
    screen.harness.run();
    screen.create("甲");
    assert!(screen.says("第 1 步 录入（已录 0/7 页）") && screen.says("第 4 步 签批、导出"));
    let hint = |screen: &Screen| {
        screen.harness.get_by(|node| node.is_focused()).accesskit_node().placeholder().map(str::to_owned)
    };
    assert!(hint(&screen).is_some_and(|hint| hint.contains("拼音首字母")));
    let top = |screen: &Screen| screen.harness.get_by(|node| node.is_focused()).rect().top();
    let before = top(&screen);
    screen.type_text("2");
    assert_eq!(hint(&screen), None, "it gives way to what is typed");
    screen.type_text("012901");
    screen.press(Modifiers::NONE, Key::Tab);
    assert!(screen.says("已录 1/7 页"));
    assert!((top(&screen) - before).abs() < 0.1, "nothing jumps while something is typed");
    screen.click("第 3 步 审核");
    assert_eq!(screen.app().tab(), Tab::Review);
    screen.press(Modifiers::COMMAND, Key::Num4);
    assert_eq!(hint(&screen).as_deref(), Some("金额，元"));

    // A blank is asked for once it was passed; what is wrong is said at once.
    screen.press(Modifiers::COMMAND, Key::Num1);
    let marks = |screen: &Screen| screen.harness.query_all_by_label("▲").count();
    screen.harness.get_by_label("概况›机构设置›行政单位").focus();
    screen.harness.run();
    screen.type_text("1");
    screen.press(Modifiers::NONE, Key::Enter);
    let above = marks(&screen);
    let asked = screen.app().session().unwrap().derived().attention().open[&FormName::Unit].warnings;
    assert!(asked > 0);
    for _ in 0..2 {
        screen.press(Modifiers::NONE, Key::Enter);
    }
    assert!(marks(&screen) <= above + 1, "not below the field that has the keyboard");
    let unit = |screen: &Screen| {
        let tab = screen.harness.get_by_role_and_label(Role::Tab, "单位与上年");
        tab.accesskit_node().description().unwrap_or_default()
    };
    assert_eq!(unit(&screen), "录入中", "not while one is on the page");
    screen.press(Modifiers::COMMAND, Key::Num2);
    assert!(unit(&screen).contains("项警告"), "{}", unit(&screen));

    // Not where the work has begun everywhere.
    let mut screen = Screen::new();
    screen.click("打开示例");
    assert!(!screen.says("第 1 步"));
}

#[test]
fn a_field_is_found_like_a_command() {
    let mut screen = Screen::new();
    screen.create("甲");
    for (typed, tab, field) in [
        ("授予中小企业", Tab::Other, "其他事项›政府采购›授予中小企业合同金额"),
        ("gkrq", Tab::Unit, "概况›公开日期"),
        ("重点工作", Tab::Unit, "概况›本年重点工作"),
    ] {
        screen.press(Modifiers::COMMAND, Key::K);
        screen.type_text(typed);
        screen.press(Modifiers::NONE, Key::Enter);
        assert_eq!(screen.app().tab(), tab, "{typed}");
        let focused = screen.harness.get_by(|node| node.is_focused()).accesskit_node().label();
        assert_eq!(focused.as_deref(), Some(field));
    }
    // A column of a list that is still empty.
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("支出明细›基本支出");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.app().tab(), Tab::Expenditure);
    let focused = screen.harness.get_by(|node| node.is_focused()).accesskit_node().label();
    assert_eq!(focused.as_deref(), Some("支出明细 新行 基本支出"));
}

#[test]
fn the_first_steps_open_in_the_browser() {
    let mut screen = Screen::new();
    screen.click("上手");
    let shown = screen.opened.borrow().first().cloned().unwrap();
    assert!(shown.ends_with("guide.html") && shown.with_file_name("new.png").exists());
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("上手");
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.says("已在浏览器中打开“上手”，可以打印"));
}

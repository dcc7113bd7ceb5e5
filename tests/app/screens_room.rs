//! What gives way where there is little room, and what is chosen of that by hand.

use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

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
    let explained = screen.harness.get_by_label_contains("下属二级预算单位总数：").rect();
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

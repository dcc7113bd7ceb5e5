//! Where things stand in the window: what was clicked stays, nothing lies over something else.

use egui::{Key, Modifiers, Rect, accesskit::Role, vec2};
use egui_kittest::{
    Node,
    kittest::{NodeT, Queryable},
};
use juesuan::ui::Tab;

use crate::screen::Screen;

/// Words on screen with their places.
fn words(screen: &Screen) -> Vec<(String, Rect)> {
    let nodes = screen.harness.query_all_by(|node| {
        matches!(node.role(), Role::Label | Role::Link | Role::Button | Role::MenuItem)
            && (node.value().is_some() || node.label().is_some())
    });
    let text = |node: &Node<'_>| node.accesskit_node().value().or_else(|| node.accesskit_node().label());
    nodes.map(|node| (text(&node).unwrap_or_default(), node.rect())).collect()
}

#[test]
fn menu_and_status_lines_have_room_at_every_width() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    for message in [false, true] {
        if message {
            screen.press(Modifiers::NONE, Key::ArrowDown);
            screen.press(Modifiers::SHIFT, Key::ArrowDown);
            screen.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::C);
        }
        for width in (500..=1366).step_by(14) {
            let size = vec2(width as f32, 720.0);
            screen.harness.set_size(size);
            screen.harness.run();
            let in_bars = |rect: &Rect| rect.top() > size.y - 62.0 || rect.bottom() < 30.0;
            let words: Vec<_> = words(&screen).into_iter().filter(|(_, rect)| in_bars(rect)).collect();
            assert!(words.len() > 8, "{width}: {words:?}");
            for (index, (text, rect)) in words.iter().enumerate() {
                assert!(rect.left() > -1.0 && rect.right() < size.x + 1.0, "{width}: {text} {rect:?} is cut off");
                for (other, place) in &words[index + 1..] {
                    let shared = rect.intersect(*place);
                    let overlaps = shared.width() > 1.0 && shared.height() > 1.0;
                    assert!(!overlaps, "{width}: {text} {rect:?} and {other} {place:?}");
                }
            }
            assert!(words.iter().any(|(text, _)| text.contains("未保存") || text.contains("尚未存为")), "{width}");
        }
    }
}

/// A link that shows a number and can be explained, in sight on the page.
fn numbers(screen: &Screen) -> Vec<(String, Rect)> {
    let page = Rect::from_min_max(egui::pos2(160.0, 110.0), egui::pos2(1320.0, 640.0));
    let names_number = |label: String| label.contains('：') && label.contains('.');
    let found = screen.harness.query_all_by(|node| node.role() == Role::Link && node.label().is_some_and(names_number));
    let named = found.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()));
    named.filter(|(_, rect)| page.contains_rect(*rect)).collect()
}

fn click_at(screen: &mut Screen, at: egui::Pos2) {
    use egui::{Event, PointerButton};
    screen.harness.event(Event::PointerMoved(at));
    screen.harness.run();
    for pressed in [true, false] {
        let modifiers = Modifiers::NONE;
        screen.harness.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers });
        // A single frame: while pages are being drawn, running on would hold the button for longer than a click.
        screen.harness.step();
    }
    screen.harness.run();
}

#[test]
fn a_number_of_the_preview_that_is_clicked_stays_where_it_was() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.press(Modifiers::COMMAND, Key::P);
    screen.wait_until(|screen| screen.says("第 1 张") && !screen.says("正在排版"));
    screen.press(Modifiers::COMMAND, Key::F);
    assert!(!screen.says("科目、名称、文字或金额"));
    // Letter by letter, as it is typed: the first number that is found is the one that is shown in the end.
    for c in "232.34".chars() {
        screen.harness.event(egui::Event::Text(c.to_string()));
        screen.harness.step();
    }
    screen.harness.run();
    let before = numbers(&screen);
    assert!(before.iter().any(|(name, _)| name.starts_with("232.34：")), "{before:?}");
    assert!(before.len() > 2, "{before:?}");
    // At the left, in the middle, at the right.
    let mut by_place: Vec<_> = before.iter().map(|(_, rect)| *rect).collect();
    by_place.sort_by(|one, other| one.center().x.total_cmp(&other.center().x));
    for at in [0, by_place.len() / 2, by_place.len() - 1] {
        let clicked = by_place[at];
        click_at(&mut screen, clicked.center());
        assert!(screen.says("这个数怎么来的"), "{clicked:?}");
        assert_eq!(numbers(&screen), before, "nothing has moved");
        let card = screen.harness.query_all_by_label("这个数怎么来的").next().unwrap().rect();
        assert!(!card.intersects(clicked), "{card:?} covers {clicked:?}");
        screen.press(Modifiers::NONE, Key::F9);
        assert!(!screen.says("这个数怎么来的"));
        assert_eq!(numbers(&screen), before);
    }
}

#[test]
fn cells_of_the_tables_and_numbers_of_the_report_stay_when_they_are_explained() {
    for tab in [Tab::Tables, Tab::Report] {
        let mut screen = Screen::new();
        screen.click("打开示例");
        match tab {
            Tab::Tables => screen.show_tables(),
            _ => screen.press(Modifiers::COMMAND, Key::B),
        }
        assert_eq!(screen.app().tab(), tab);
        let places = |screen: &Screen| {
            let all = words(screen).into_iter().filter(|(_, rect)| rect.left() > 160.0 && rect.top() > 110.0);
            all.filter(|(text, rect)| text.contains(|c: char| c.is_ascii_digit()) && rect.bottom() < 640.0)
                .filter(|(_, rect)| rect.right() < 1300.0)
                .collect::<Vec<_>>()
        };
        let before = places(&screen);
        let Some((_, rect)) = before.iter().find(|(text, _)| text.contains('.')).cloned() else {
            // The tables are painted; a cell is explained by its key.
            screen.press(Modifiers::NONE, Key::ArrowDown);
            let cell = |screen: &Screen| {
                let focused = screen.harness.ctx.memory(|memory| memory.focused()).unwrap();
                screen.harness.ctx.read_response(focused).unwrap().rect
            };
            let before = cell(&screen);
            screen.press(Modifiers::NONE, Key::F4);
            assert!(screen.says("这个数怎么来的"), "{tab:?}");
            assert_eq!(cell(&screen), before, "{tab:?}");
            continue;
        };
        click_at(&mut screen, rect.center());
        assert!(screen.says("这个数怎么来的"), "{tab:?} {rect:?}");
        let after = places(&screen);
        for place in &before {
            assert!(after.contains(place), "{tab:?}: {place:?} has moved");
        }
    }
}

#[test]
fn the_count_of_characters_is_of_what_is_seen() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::Num5);
    screen.press(Modifiers::ALT, Key::Num3);
    screen.harness.get_by(|node| node.role() == Role::MultilineTextInput).click();
    screen.harness.run();
    screen.type_text("本部门绩效目标 完成较好");
    assert!(screen.says("11 字"));
}

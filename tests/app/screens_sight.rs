//! What has the keyboard can be seen, on every page, however one got there.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, Rect, accesskit::Role, vec2};

use egui_kittest::kittest::Queryable;

use crate::{
    screen::Screen,
    screens_grid::{each_page, focused},
};

/// What has the keyboard, and the part of it that can be seen.
fn sight(screen: &Screen) -> Option<(Rect, Rect)> {
    let id = screen.harness.ctx.memory(|memory| memory.focused())?;
    let response = screen.harness.ctx.read_response(id)?;
    Some((response.rect, response.interact_rect))
}

fn assert_in_sight(screen: &Screen, how: &str) {
    let Some((whole, seen)) = sight(screen) else { return };
    // Of a text higher than the page, the line with the cursor is in sight.
    let is_tall = whole.height() > 300.0;
    let is_seen = seen.expand(1.5).contains_rect(whole) || (is_tall && seen.height() > 16.0);
    assert!(is_seen, "{how}: {} at {whole:?}, only {seen:?} is seen", focused(screen));
}

#[test]
fn what_has_the_keyboard_is_in_sight_wherever_tab_leads() {
    for (sample, size) in [(true, vec2(1024.0, 700.0)), (false, vec2(1366.0, 768.0))] {
        let mut screen = Screen::new();
        screen.harness.set_size(size);
        if sample {
            screen.click("打开示例");
        } else {
            screen.create("甲");
        }
        each_page(&mut screen, |screen| {
            let mut stops = BTreeSet::new();
            for step in 0..70 {
                screen.press(Modifiers::NONE, Key::Tab);
                let stop = focused(screen);
                assert_in_sight(screen, &format!("Tab {step} at {:?}", screen.app().tab()));
                // Round the window once is enough.
                if step > 30 && stops.contains(&stop) && stops.len() > 3 {
                    break;
                }
                stops.insert(stop);
            }
            for step in 0..12 {
                screen.press(Modifiers::SHIFT, Key::Tab);
                assert_in_sight(screen, &format!("Shift+Tab {step}"));
            }
        });
    }
}

#[test]
fn what_has_the_keyboard_is_in_sight_after_jumps_undo_and_panels() {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(1024.0, 700.0));
    screen.click("打开示例");
    for step in 0..25 {
        screen.press(Modifiers::NONE, Key::F8);
        assert_in_sight(&screen, &format!("F8 {step} at {:?}", screen.app().tab()));
    }
    each_page(&mut screen, |screen| {
        for key in [Key::End, Key::Home] {
            screen.press(Modifiers::COMMAND, key);
            assert_in_sight(screen, "Ctrl+End and Ctrl+Home");
        }
        for key in [Key::End, Key::Enter, Key::F9, Key::F9] {
            screen.press(Modifiers::NONE, key);
            assert_in_sight(screen, &format!("{key:?} at {:?}", screen.app().tab()));
        }
    });
}

#[test]
fn the_fields_below_a_long_list_come_into_sight() {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(1024.0, 700.0));
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::Num2);
    let rows: String = (0..13).map(|row| format!("20129{:02}\t{row}\n", row + 1)).collect();
    screen.harness.event(Event::Paste(rows));
    screen.harness.run();
    screen.press(Modifiers::COMMAND, Key::End);
    screen.press(Modifiers::NONE, Key::Tab);
    assert!(focused(&screen).contains("使用非财政拨款结余"), "{}", focused(&screen));
    for _ in 0..8 {
        assert_in_sight(&screen, "a field below the list");
        screen.type_text("1");
        assert_in_sight(&screen, "while it is typed into");
        screen.press(Modifiers::NONE, Key::Tab);
    }
}

#[test]
fn another_document_begins_at_the_top() {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(1024.0, 700.0));
    screen.click("打开示例");
    // Every page is left scrolled to its end, with the last cell as the current one.
    each_page(&mut screen, |screen| {
        screen.press(Modifiers::COMMAND, Key::End);
        for _ in 0..40 {
            screen.press(Modifiers::NONE, Key::Tab);
        }
    });
    let first_of = |screen: &mut Screen| {
        let mut first = Vec::new();
        each_page(screen, |screen| {
            let highest = screen.harness.query_all_by_role(Role::Label).map(|node| node.rect().top() as i32).min();
            first.push((
                focused(screen),
                highest,
                sight(screen).map(|(rect, _)| (rect.min.x as i32, rect.min.y as i32)),
            ));
        });
        first
    };
    screen.press(Modifiers::COMMAND, Key::N);
    screen.type_text("甲");
    screen.press(Modifiers::NONE, Key::Enter);
    if screen.says("不保存") {
        screen.click("不保存");
    }
    let after = first_of(&mut screen);
    let mut fresh = Screen::new();
    fresh.harness.set_size(vec2(1024.0, 700.0));
    fresh.create("甲");
    assert_eq!(after, first_of(&mut fresh));
}

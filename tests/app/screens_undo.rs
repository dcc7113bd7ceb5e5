//! Undo and redo lead to what they changed, from whatever page, and to nothing else.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, PointerButton, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{storage::parse_project, ui::Tab};

use crate::{
    screen::Screen,
    screens_grid::{cells, click_at, each_page, focused, grid_of, middle, show_published, tall},
    screens_sums::{opened, shortened},
};

const NONE: Modifiers = Modifiers::NONE;

fn go(screen: &mut Screen, tab: Tab) {
    while screen.app().tab() != tab {
        screen.press(Modifiers::COMMAND, Key::PageDown);
    }
}

fn undo(screen: &mut Screen) {
    screen.press(Modifiers::COMMAND, Key::Z);
    screen.harness.run();
}

/// Pages from where something is undone that was done elsewhere.
const AWAY: [Tab; 6] = [Tab::Tables, Tab::Charts, Tab::Report, Tab::Review, Tab::Notes, Tab::Unit];

#[test]
fn undo_leads_back_to_each_field_and_list_from_any_page() {
    let mut screen = tall();
    screen.click("打开示例");
    let mut fields = BTreeSet::new();
    let mut lists = BTreeSet::new();
    let mut turn = 0;
    each_page(&mut screen, |screen| {
        let home = screen.app().tab();
        let roles = [Role::TextInput, Role::MultilineTextInput];
        let named = |screen: &Screen, role| -> Vec<String> {
            let nodes = screen.harness.query_all_by_role(role);
            nodes.filter_map(|node| node.accesskit_node().label()).filter(|label| label.contains('›')).collect()
        };
        // The first and the last of each kind.
        for role in roles {
            let all = named(screen, role);
            for field in all.first().into_iter().chain(all.last()) {
                if !fields.insert(field.clone()) {
                    continue;
                }
                screen.harness.get_by_role_and_label(role, field).focus();
                screen.harness.run();
                let before = screen.app().session().unwrap().document().clone();
                screen.press(Modifiers::COMMAND, Key::A);
                screen.type_text("9");
                screen.press(Modifiers::COMMAND, Key::Enter);
                assert_ne!(*screen.app().session().unwrap().document(), before, "{field}");
                turn += 1;
                go(screen, AWAY[turn % AWAY.len()]);
                undo(screen);
                assert_eq!(focused(screen), *field, "undone from {:?}", AWAY[turn % AWAY.len()]);
                assert_eq!(*screen.app().session().unwrap().document(), before, "{field}");
                go(screen, home);
            }
        }
        for cell in cells(screen) {
            if lists.contains(&grid_of(&cell)) || !screen.says(&cell) {
                continue;
            }
            let part = screen.app().tab();
            let at = middle(screen, &cell);
            click_at(screen, at, PointerButton::Primary);
            let before = screen.app().session().unwrap().document().clone();
            screen.type_text("7");
            screen.press(NONE, Key::Enter);
            if *screen.app().session().unwrap().document() == before {
                screen.press(NONE, Key::Escape);
                continue;
            }
            lists.insert(grid_of(&cell));
            // In 附表 a published total is seen where one is.
            turn += if grid_of(&cell) == "报告上印的数" && AWAY[(turn + 1) % AWAY.len()] == Tab::Tables {
                2
            } else {
                1
            };
            go(screen, AWAY[turn % AWAY.len()]);
            undo(screen);
            assert_eq!(focused(screen), cell, "undone from {:?}", AWAY[turn % AWAY.len()]);
            assert_eq!(*screen.app().session().unwrap().document(), before, "{cell}");
            assert_eq!(screen.app().tab(), part);
        }
    });
    assert!(fields.len() >= 14 && lists.len() >= 14, "{fields:?} {lists:?}");
}

#[test]
fn a_paragraph_that_undo_takes_away_leaves_the_keyboard_at_its_button() {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(1366.0, 768.0));
    screen.click("打开示例");
    go(&mut screen, Tab::Report);
    let add = "＋ 补充段落";
    screen.harness.get_by_label(add).focus();
    screen.harness.run();
    screen.press(NONE, Key::Space);
    let text = focused(&screen);
    assert!(text.contains("补充段落"), "{text}");
    for away in [None, Some(Tab::Charts), Some(Tab::Income)] {
        if let Some(away) = away {
            go(&mut screen, away);
        }
        undo(&mut screen);
        assert_eq!((screen.app().tab(), focused(&screen)), (Tab::Report, add.to_owned()), "from {away:?}");
        // Nothing is typed into another text.
        let before = screen.app().session().unwrap().document().clone();
        screen.type_text("接着写");
        assert_eq!(*screen.app().session().unwrap().document(), before);
        screen.press(Modifiers::COMMAND, Key::Y);
        assert_eq!(focused(&screen), text, "redo");
    }
    // From another section of the report the one is shown that it was in.
    screen.type_text("我们的话。");
    screen.harness.run_steps(8);
    screen.press(Modifiers::ALT, Key::ArrowDown);
    screen.press(Modifiers::ALT, Key::ArrowDown);
    assert_ne!(focused(&screen), text);
    undo(&mut screen);
    assert_eq!(focused(&screen), text, "the words are taken back first");
    screen.press(Modifiers::ALT, Key::ArrowDown);
    undo(&mut screen);
    assert_eq!(focused(&screen), add);
}

#[test]
fn an_own_term_that_undo_takes_away_leaves_the_keyboard_in_the_glossary() {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(1366.0, 4200.0));
    screen.click("打开示例");
    go(&mut screen, Tab::Report);
    for _ in 0..80 {
        if screen.says("＋ 自加名词") {
            break;
        }
        screen.press(Modifiers::ALT, Key::ArrowDown);
    }
    screen.click("＋ 自加名词");
    assert!(focused(&screen).contains("名词解释"), "{}", focused(&screen));
    undo(&mut screen);
    assert_eq!(focused(&screen), "＋ 自加名词");
    go(&mut screen, Tab::Charts);
    screen.press(Modifiers::COMMAND, Key::Y);
    go(&mut screen, Tab::Charts);
    undo(&mut screen);
    assert_eq!((screen.app().tab(), focused(&screen)), (Tab::Report, "＋ 自加名词".to_owned()));
}

#[test]
fn a_published_total_is_undone_where_it_was_typed() {
    let mut screen = Screen::new();
    screen.harness.set_size(vec2(2400.0, 1200.0));
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.harness.event(Event::Paste("2012901\t10\t3\t4\n2080505\t20\t5\t6\n".to_owned()));
    screen.harness.run();
    screen.press(NONE, Key::Enter);
    // In 附表, whose page stays.
    go(&mut screen, Tab::Tables);
    screen.press(NONE, Key::ArrowRight);
    screen.press(Modifiers::COMMAND, Key::End);
    screen.press(NONE, Key::F2);
    screen.type_text("9");
    screen.press(NONE, Key::Enter);
    assert_eq!(screen.app().session().unwrap().document().published.len(), 1);
    let table = focused(&screen);
    for key in [Key::Z, Key::Y, Key::Z] {
        screen.press(Modifiers::COMMAND, key);
        assert_eq!((screen.app().tab(), focused(&screen)), (Tab::Tables, table.clone()));
    }
    // In 报告上印的数: the third total, not the first one that is blank.
    show_published(&mut screen);
    let third = cells(&screen).into_iter().filter(|cell| cell.ends_with(" 报告上印的数")).nth(2).expect("three totals");
    screen.click(&third);
    screen.type_text("9");
    screen.press(NONE, Key::Tab);
    undo(&mut screen);
    assert_eq!(focused(&screen), third);
    screen.press(Modifiers::COMMAND, Key::Y);
    assert_eq!(focused(&screen), third);
    // Below the sums of income.
    let sample = parse_project(include_bytes!("../../samples/yanbian-2024.json")).unwrap();
    let mut screen = opened(&shortened(&sample));
    screen.press(Modifiers::COMMAND, Key::Num2);
    let total = "收入明细 合计行2 财政拨款收入 一般公共预算";
    screen.click(total);
    screen.type_text("9");
    screen.press(NONE, Key::Enter);
    undo(&mut screen);
    assert_eq!((screen.app().tab(), focused(&screen)), (Tab::Income, total.to_owned()));
}

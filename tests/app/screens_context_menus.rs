//! The menu of the right button and of its key: over grids, fields, and the texts of dialogs.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, PointerButton, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::{
    screen::Screen,
    screens_grid::{cells, click_at, each_page, focused, grid_of, middle, tall, value},
};

#[test]
fn the_right_button_and_its_key_open_a_menu_and_the_keyboard_comes_back() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let cell = "支出明细 第2行 基本支出";
    let at = middle(&screen, cell);
    click_at(&mut screen, at, PointerButton::Secondary);
    let entries = ["剪切", "复制", "粘贴", "插入行", "删除行", "向下填充", "批注", "这个数怎么来的"];
    for entry in entries {
        assert!(screen.says(entry), "{entry}");
    }
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(!screen.says("插入行"));
    assert_eq!(focused(&screen), cell);
    let rows = screen.app().session().unwrap().document().expenditure.lines.len();
    for open in [(Modifiers::NONE, Key::Menu), (Modifiers::SHIFT, Key::F10)] {
        screen.press(open.0, open.1);
        assert!(screen.says("插入行"), "{open:?}");
        screen.press(Modifiers::NONE, Key::Escape);
        assert_eq!(focused(&screen), cell, "{open:?}");
    }
    // Chosen by the keyboard, too.
    screen.press(Modifiers::NONE, Key::Menu);
    screen.press(Modifiers::NONE, Key::ArrowDown);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(value(&screen, cell), "", "cut");
    assert_eq!(focused(&screen), cell);
    screen.press(Modifiers::COMMAND, Key::Z);
    screen.press(Modifiers::NONE, Key::Menu);
    for _ in 0..3 {
        screen.press(Modifiers::NONE, Key::ArrowDown);
    }
    screen.press(Modifiers::NONE, Key::Enter);
    screen.harness.run_steps(6);
    assert_eq!(focused(&screen), cell);
    assert!(screen.says("剪贴板"), "nobody answers the request here");
    // The selection stays, and what is chosen is done to it.
    screen.press(Modifiers::SHIFT, Key::ArrowDown);
    screen.press(Modifiers::SHIFT, Key::ArrowRight);
    let at = middle(&screen, cell);
    click_at(&mut screen, at, PointerButton::Secondary);
    assert!(screen.says("选中 4 格"));
    let insert = screen.harness.query_all_by_label_contains("插入行").next().unwrap().rect().center();
    click_at(&mut screen, insert, PointerButton::Primary);
    assert_eq!(screen.app().session().unwrap().document().expenditure.lines.len(), rows + 2);
    assert!(!screen.says("插入行"));
    assert_eq!(grid_of(&focused(&screen)), "支出明细");
}

#[test]
fn every_grid_and_field_has_the_menu() {
    let mut screen = tall();
    screen.click("打开示例");
    let mut tried = BTreeSet::new();
    each_page(&mut screen, |screen| {
        let mut names = cells(screen);
        names.retain(|cell| tried.insert(grid_of(cell)));
        for cell in names {
            let at = middle(screen, &cell);
            click_at(screen, at, PointerButton::Secondary);
            assert!(screen.says("复制") && screen.says("插入行"), "{cell}");
            screen.press(Modifiers::NONE, Key::Escape);
            assert_eq!(focused(screen), cell);
        }
        let fields = screen
            .harness
            .query_all_by_role(Role::TextInput)
            .chain(screen.harness.query_all_by_role(Role::MultilineTextInput));
        let named = fields.filter_map(|node| Some((node.accesskit_node().label()?, node.rect().center())));
        let field = named.filter(|(name, _)| name.contains('›')).fold(None, |_, last| Some(last));
        if let Some((name, at)) = field {
            click_at(screen, at, PointerButton::Secondary);
            assert!(screen.says("粘贴") && screen.says("剪切"), "{name}");
            screen.press(Modifiers::NONE, Key::Escape);
            assert_eq!(focused(screen), name);
        }
    });
    assert!(tried.len() >= 12, "{tried:?}");
}

#[test]
fn a_text_keeps_its_selection_under_the_menu_and_is_cut_from_there() {
    let mut screen = Screen::new();
    screen.create("甲乙丙");
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.press(Modifiers::COMMAND, Key::A);
    let name = focused(&screen);
    let at = screen.harness.get_by_role_and_label(Role::TextInput, &name).rect().left_center() + vec2(30.0, 0.0);
    click_at(&mut screen, at, PointerButton::Secondary);
    let cut = screen.harness.query_all_by_label_contains("剪切").next().unwrap().rect().center();
    click_at(&mut screen, cut, PointerButton::Primary);
    let field = screen.harness.get_by_role_and_label(Role::TextInput, &name);
    assert_eq!(field.value().unwrap_or_default(), "");
    assert_eq!(focused(&screen), name);
}

/// Right button on what has the keyboard, as a hand presses it.
fn press_right(screen: &mut Screen) {
    let id = screen.focused().expect("a text has the keyboard");
    let at = screen.harness.ctx.read_response(id).expect("it is drawn").rect.left_center() + egui::vec2(12.0, 0.0);
    screen.harness.hover_at(at);
    screen.harness.step();
    for pressed in [true, false] {
        let button = egui::PointerButton::Secondary;
        screen.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        screen.harness.step();
    }
    screen.harness.run();
}

#[test]
fn texts_of_dialogs_have_the_menu_of_texts() {
    let shift = |modifiers: Modifiers| Modifiers { shift: true, ..modifiers };
    let openers = [
        (Modifiers::COMMAND, Key::N, "新建"),
        (Modifiers::SHIFT, Key::F2, "批注"),
        (Modifiers::COMMAND, Key::K, "查找命令"),
        (shift(Modifiers::COMMAND), Key::T, "退回"),
        (Modifiers::COMMAND, Key::I, "我的姓名和身份"),
        (Modifiers::COMMAND, Key::F, "查找"),
    ];
    for (modifiers, key, what) in openers {
        let mut screen = Screen::new();
        screen.click("打开示例");
        let before = screen.app().session().unwrap().document().clone();
        screen.press(modifiers, key);
        let takes_text = |screen: &Screen| {
            let mut focused = screen.harness.query_all_by(|node| node.is_focused());
            focused.any(|node| matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput))
        };
        for _ in 0..20 {
            if takes_text(&screen) {
                break;
            }
            screen.press(Modifiers::NONE, Key::Tab);
        }
        assert!(takes_text(&screen), "{what}");
        let text = |screen: &Screen| {
            let node = screen.harness.query_all_by(|node| node.is_focused()).next();
            node.and_then(|node| node.value()).unwrap_or_default()
        };
        let field = screen.focused();
        screen.press(Modifiers::COMMAND, Key::A);
        screen.type_text("甲乙丙");
        screen.press(Modifiers::COMMAND, Key::A);
        press_right(&mut screen);
        assert!(screen.has_line("剪切") && screen.has_line("粘贴"), "{what}");
        assert!(!screen.has_line("插入行") && !screen.has_line("批注"), "{what}: of the text alone");
        // Esc closes the menu and nothing else; what was selected is.
        screen.press(Modifiers::NONE, Key::Escape);
        assert!(!screen.has_line("剪切") && screen.focused() == field, "{what}");
        assert_eq!(text(&screen), "甲乙丙", "{what}");
        press_right(&mut screen);
        let cut = screen.line("剪切").expect("a line").rect().center();
        screen.harness.hover_at(cut);
        screen.harness.step();
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            screen.harness.event(Event::PointerButton { pos: cut, button, pressed, modifiers: Modifiers::NONE });
            screen.harness.step();
        }
        let copied = screen.with_clipboard("");
        assert_eq!((copied.as_str(), text(&screen).as_str()), ("甲乙丙", ""), "{what}");
        // By the keyboard: the key of the menu, arrows, Enter.
        screen.press(Modifiers::NONE, Key::Menu);
        assert!(screen.has_line("粘贴"), "{what}");
        screen.press(Modifiers::NONE, Key::ArrowDown);
        screen.harness.key_press(Key::Enter);
        screen.with_clipboard("甲乙丙");
        assert_eq!(text(&screen), "甲乙丙", "{what}: pasted");
        assert_eq!(screen.focused(), field, "{what}");
        assert_eq!(*screen.app().session().unwrap().document(), before, "{what}");
        // No menu of the bar opens above a dialog, from the menu of a text neither.
        if key != Key::F {
            press_right(&mut screen);
            screen.alt(Key::F);
            assert!(!screen.has_line("另存为…"), "{what}");
        }
    }
}

#[test]
fn a_dialog_without_a_document_has_the_menu_of_texts_too() {
    let mut screen = Screen::new();
    screen.press(Modifiers::COMMAND, Key::N);
    press_right(&mut screen);
    screen.harness.key_press(Key::ArrowDown);
    screen.harness.key_press(Key::Enter);
    screen.with_clipboard("甲局");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "甲局");
}

/// The tables are painted: their cells take the keyboard as a whole.
#[test]
fn a_cell_of_the_tables_has_the_menu_of_what_is_only_read() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.show_tables();
    let table = screen.focused();
    let is_amount = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains('.'));
    let mut amounts = screen.harness.query_all_by(|node| node.role() == Role::Cell && is_amount(&node.value()));
    let (amount, at) = amounts.next().map(|node| (node.value().unwrap(), node.rect().center())).expect("an amount");
    drop(amounts);
    for open in ["pointer", "menu", "shift+F10"] {
        match open {
            "pointer" => click_at(&mut screen, at, PointerButton::Secondary),
            "menu" => screen.press(Modifiers::NONE, Key::Menu),
            _ => screen.press(Modifiers::SHIFT, Key::F10),
        }
        for entry in ["复制", "批注", "这个数怎么来的"] {
            assert!(screen.has_line(entry), "{open}: {entry}");
        }
        assert!(!screen.has_line("粘贴") && !screen.has_line("插入行"), "{open}");
        screen.press(Modifiers::NONE, Key::Escape);
        assert!(!screen.has_line("复制") && screen.focused() == table, "{open}");
    }
    // What is chosen is about the cell that was clicked.
    click_at(&mut screen, at, PointerButton::Secondary);
    screen.harness.key_press(Key::C);
    assert_eq!(screen.with_clipboard(""), amount);
    // Pressed and released within one frame, as on a slow machine.
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
        screen.harness.input_mut().events.push(Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    screen.harness.run();
    assert!(screen.has_line("批注"));
    screen.press(Modifiers::NONE, Key::Escape);
    assert_eq!(screen.focused(), table);
    screen.press(Modifiers::NONE, Key::Menu);
    screen.press(Modifiers::NONE, Key::M);
    assert!(screen.says("现为"), "the note is about the amount");
}

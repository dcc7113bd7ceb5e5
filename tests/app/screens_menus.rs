//! Menus: opened by Alt, F10 and the pointer; what has the keyboard keeps it; nothing behind them hears a key.

use egui::{Event, Id, Key, Modifiers, OutputCommand, ViewportCommand, ViewportId, accesskit::Role};
use egui_kittest::{
    Node,
    kittest::{NodeT, Queryable},
};
use juesuan::{
    at,
    document::{Edit, Entry},
    money::Money,
    ui::Tab,
};

use crate::screen::Screen;

/// A menu, its letter, and a line that only it has.
const MENUS: [(Key, &str, &str); 6] = [
    (Key::F, "文件", "另存为…"),
    (Key::E, "编辑", "粘贴"),
    (Key::V, "视图", "放大"),
    (Key::D, "数据", "下一处问题"),
    (Key::S, "审签", "批注…"),
    (Key::H, "帮助", "关于决算公开编审"),
];

fn key(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
}

impl Screen {
    /// As a keyboard does it: a letter with Alt comes as a key and as text.
    pub fn alt(&mut self, letter: Key) {
        for event in [
            key(Key::AltLeft, true, Modifiers::ALT),
            Event::ModifiersChanged(Modifiers::ALT),
            key(letter, true, Modifiers::ALT),
            Event::Text(letter.name().to_lowercase()),
            key(letter, false, Modifiers::ALT),
            key(Key::AltLeft, false, Modifiers::NONE),
            Event::ModifiersChanged(Modifiers::NONE),
        ] {
            self.harness.event(event);
        }
        self.harness.run();
    }

    fn alt_alone(&mut self) {
        for event in [
            key(Key::AltLeft, true, Modifiers::ALT),
            Event::ModifiersChanged(Modifiers::ALT),
            key(Key::AltLeft, false, Modifiers::ALT),
            Event::ModifiersChanged(Modifiers::NONE),
        ] {
            self.harness.event(event);
            self.harness.step();
        }
        self.harness.run();
    }

    pub fn focused(&self) -> Option<Id> {
        self.harness.ctx.memory(|memory| memory.focused())
    }

    pub fn line(&self, title: &str) -> Option<Node<'_>> {
        let mut lines = self.harness.query_all_by(|node| node.role() == Role::MenuItem);
        lines.find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(title)))
    }

    pub fn has_line(&self, title: &str) -> bool {
        self.line(title).is_some()
    }

    /// Runs frames with a clipboard; answers with what is on it.
    pub fn with_clipboard(&mut self, text: &str) -> String {
        let mut clipboard = text.to_owned();
        for _ in 0..16 {
            self.harness.step();
            let output = self.harness.output();
            for command in &output.platform_output.commands {
                if let OutputCommand::CopyText(text) = command {
                    clipboard.clone_from(text);
                }
            }
            if output.viewport_output[&ViewportId::ROOT].commands.contains(&ViewportCommand::RequestPaste) {
                self.harness.event(Event::Paste(clipboard.clone()));
            }
        }
        clipboard
    }

    /// Chooses a line of 编辑 by its letter.
    fn choose_line(&mut self, letter: Key) {
        self.alt(Key::E);
        self.harness.key_press(letter);
    }

    fn duties(&self) -> String {
        self.app().session().unwrap().document().unit.duties.to_string()
    }

    /// Puts the keyboard into the text of the duties.
    fn enter_duties(&mut self) {
        self.press(Modifiers::COMMAND, Key::Num1);
        let is_there = |screen: &Self| {
            let mut focused = screen.harness.query_all_by(|node| node.is_focused());
            focused.any(|node| node.accesskit_node().label().is_some_and(|label| label.ends_with("部门职责")))
        };
        let mut tabs = 0;
        while tabs < 40 && !is_there(self) {
            self.press(Modifiers::NONE, Key::Tab);
            tabs += 1;
        }
        assert!(tabs < 40, "the text is reached");
        self.press(Modifiers::COMMAND, Key::End);
    }

    /// Enters what is typed, by going to another page.
    fn leave(&mut self) {
        self.press(Modifiers::COMMAND, Key::Num2);
    }
}

#[test]
fn each_menu_opens_by_its_letter_and_closes_to_where_one_was() {
    let mut screen = Screen::new();
    screen.create("甲");
    let focused = screen.focused();
    assert!(focused.is_some());
    for (letter, title, line) in MENUS {
        assert!(screen.has_line(title), "{title} stands in the bar");
        screen.alt(letter);
        assert!(screen.has_line(line), "{title}");
        assert_eq!(MENUS.iter().filter(|(_, _, line)| screen.has_line(line)).count(), 1, "one menu at a time");
        screen.press(Modifiers::NONE, Key::Escape);
        assert!(!screen.has_line(line), "{title}");
        assert_eq!(screen.focused(), focused, "{title}");
    }
    assert!(!screen.app().session().unwrap().is_modified());
}

#[test]
fn alt_and_a_letter_types_nowhere() {
    let mut screen = Screen::new();
    screen.create("甲");
    let lines = |screen: &Screen| screen.app().session().unwrap().document().expenditure.lines.len();
    let letters = [Key::X, Key::A, Key::Z, Key::Q, Key::Num9, Key::F, Key::D];
    // A selected cell of a table.
    for letter in letters {
        screen.alt(letter);
        screen.press(Modifiers::NONE, Key::Escape);
    }
    screen.press(Modifiers::COMMAND, Key::Num2);
    screen.press(Modifiers::COMMAND, Key::Num3);
    assert_eq!(lines(&screen), 0);
    // A cell that is being edited.
    screen.type_text("20129");
    for letter in letters {
        screen.alt(letter);
        if matches!(letter, Key::F | Key::D) {
            screen.press(Modifiers::NONE, Key::Escape);
        }
    }
    screen.type_text("01");
    screen.press(Modifiers::NONE, Key::Enter);
    let document = screen.app().session().unwrap().document().clone();
    let items: Vec<_> = document.expenditure.lines.iter().map(|line| line.item.to_string()).collect();
    assert_eq!(items, ["2012901"]);
    // A long text.
    screen.enter_duties();
    screen.type_text("管理");
    for letter in [Key::X, Key::A, Key::Z, Key::Num9] {
        screen.alt(letter);
    }
    screen.type_text("工会");
    screen.leave();
    assert_eq!(screen.duties(), "管理工会");
    // A dialog.
    screen.press(Modifiers::COMMAND, Key::N);
    screen.type_text("乙");
    for (letter, _, line) in MENUS {
        screen.alt(letter);
        assert!(!screen.has_line(line), "no menu opens behind a dialog");
    }
    screen.alt(Key::X);
    screen.press(Modifiers::NONE, Key::Enter);
    if screen.says("有修改尚未保存") {
        screen.click("不保存");
    }
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "乙");
}

#[test]
fn alt_alone_and_f10_go_to_the_bar_and_back() {
    let mut screen = Screen::new();
    screen.create("甲");
    let focused = screen.focused();
    for enter in [Screen::alt_alone as fn(&mut Screen), |screen| screen.press(Modifiers::NONE, Key::F10)] {
        enter(&mut screen);
        screen.press(Modifiers::NONE, Key::ArrowRight);
        screen.press(Modifiers::NONE, Key::ArrowRight);
        assert!(!screen.has_line("放大"), "the bar is entered, no menu is open");
        screen.press(Modifiers::NONE, Key::ArrowDown);
        assert!(screen.has_line("放大"));
        screen.press(Modifiers::NONE, Key::ArrowLeft);
        assert!(screen.has_line("粘贴") && !screen.has_line("放大"));
        enter(&mut screen);
        assert!(!screen.has_line("粘贴"));
        enter(&mut screen);
        screen.type_text("9");
        screen.press(Modifiers::NONE, Key::Escape);
        assert_eq!(screen.focused(), focused);
    }
    assert!(!screen.app().session().unwrap().is_modified());
    screen.type_text("2012901");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.app().session().unwrap().document().expenditure.lines.len(), 1);
}

#[test]
fn lines_are_chosen_by_arrows_and_by_letters() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.alt(Key::F);
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.says("部门名称"), "the first line asks for a new document");
    screen.press(Modifiers::NONE, Key::Escape);
    // 视图, 转到, 图表: a menu inside a menu.
    screen.alt(Key::V);
    screen.press(Modifiers::NONE, Key::G);
    assert!(screen.has_line("三公经费"));
    screen.press(Modifiers::NONE, Key::ArrowLeft);
    assert!(!screen.has_line("三公经费") && screen.has_line("放大"));
    screen.press(Modifiers::NONE, Key::ArrowRight);
    screen.press(Modifiers::NONE, Key::ArrowDown);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.app().tab(), Tab::Income, "the second line of 转到");
    // The letter that chooses a line is typed nowhere.
    screen.alt(Key::F);
    screen.harness.key_press(Key::N);
    screen.harness.run();
    screen.press(Modifiers::NONE, Key::Escape);
    screen.alt(Key::F);
    screen.harness.event(key(Key::N, true, Modifiers::NONE));
    screen.harness.event(Event::Text("n".to_owned()));
    screen.harness.event(key(Key::N, false, Modifiers::NONE));
    screen.harness.run();
    screen.type_text("乙");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "乙");
    // Everything typed at once, before a frame was drawn.
    for event in [
        Event::ModifiersChanged(Modifiers::ALT),
        key(Key::H, true, Modifiers::ALT),
        Event::Text("h".to_owned()),
        Event::ModifiersChanged(Modifiers::NONE),
        key(Key::ArrowDown, true, Modifiers::NONE),
        key(Key::Enter, true, Modifiers::NONE),
    ] {
        screen.harness.event(event);
    }
    screen.harness.run();
    assert!(screen.says("Alt+Delete"), "the second line of 帮助 lists the keys");
}

#[test]
fn an_open_menu_keeps_the_keys_from_everything_behind_it() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.press(Modifiers::NONE, Key::ArrowDown);
    let focused = screen.focused();
    let before = screen.app().session().unwrap().document().clone();
    let tab = screen.app().tab();
    for open in [Key::F, Key::E, Key::V, Key::D, Key::S, Key::H] {
        screen.alt(open);
        for (modifiers, key) in [
            (Modifiers::COMMAND, Key::D),
            (Modifiers::COMMAND, Key::S),
            (Modifiers::COMMAND, Key::PageDown),
            (Modifiers::NONE, Key::Delete),
            (Modifiers::NONE, Key::F7),
            (Modifiers::NONE, Key::Tab),
            (Modifiers::ALT, Key::Insert),
            (Modifiers::NONE, Key::F2),
        ] {
            screen.press(modifiers, key);
        }
        screen.type_text("88");
        screen.harness.event(Event::Paste("77".to_owned()));
        screen.harness.run();
        screen.press(Modifiers::NONE, Key::Escape);
        screen.press(Modifiers::NONE, Key::Escape);
        assert_eq!(screen.focused(), focused, "{open:?}");
    }
    assert_eq!(screen.app().tab(), tab);
    assert_eq!(*screen.app().session().unwrap().document(), before);
    assert!(screen.asked.borrow().is_empty());
}

#[test]
fn caret_selection_and_half_a_number_are_where_they_were_after_a_menu() {
    let mut screen = Screen::new();
    screen.create("甲");
    // Half a code in a cell, opened by key and by pointer.
    screen.type_text("2012");
    screen.alt(Key::E);
    screen.press(Modifiers::NONE, Key::ArrowDown);
    screen.press(Modifiers::NONE, Key::Escape);
    screen.type_text("9");
    screen.click("文件");
    assert!(screen.has_line("另存为"));
    screen.press(Modifiers::NONE, Key::Escape);
    screen.type_text("01");
    screen.press(Modifiers::NONE, Key::Enter);
    let lines = screen.app().session().unwrap().document().expenditure.lines.clone();
    assert_eq!(lines.iter().map(|line| &*line.item).collect::<Vec<_>>(), ["2012901"]);
    // A caret inside a text, and a selection.
    screen.enter_duties();
    screen.type_text("管理工会");
    screen.press(Modifiers::NONE, Key::ArrowLeft);
    screen.press(Modifiers::NONE, Key::ArrowLeft);
    screen.press(Modifiers::SHIFT, Key::ArrowLeft);
    for (letter, title, _) in MENUS {
        screen.alt(letter);
        screen.press(Modifiers::NONE, Key::ArrowRight);
        screen.press(Modifiers::NONE, Key::ArrowUp);
        screen.press(Modifiers::NONE, Key::Escape);
        for _ in 0..2 {
            screen.harness.get_by_role_and_label(Role::MenuItem, title).click();
            screen.harness.run();
        }
    }
    screen.type_text("顺");
    screen.leave();
    assert_eq!(screen.duties(), "管顺工会");
}

#[test]
fn over_every_page_each_menu_leaves_everything_as_it_was() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let before = screen.app().session().unwrap().document().clone();
    for tab in Tab::ALL {
        screen.press(Modifiers::COMMAND, Key::PageDown);
        let (shown, focused) = (screen.app().tab(), screen.focused());
        for (letter, title, line) in MENUS {
            screen.alt(letter);
            assert!(screen.has_line(line), "{title} over {shown:?}");
            screen.press(Modifiers::NONE, Key::ArrowUp);
            screen.press(Modifiers::NONE, Key::Escape);
            assert!(!screen.has_line(line), "{title} over {shown:?}");
            assert_eq!((screen.app().tab(), screen.focused()), (shown, focused), "{title} after {tab:?}");
        }
    }
    assert_eq!(*screen.app().session().unwrap().document(), before);
}

#[test]
fn a_click_beside_a_menu_closes_it() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.click("帮助");
    assert!(screen.has_line("关于"));
    screen.harness.get_by_role_and_label(Role::Tab, "三公经费").click();
    screen.harness.run();
    assert!(!screen.has_line("关于"));
    assert_eq!(screen.app().tab(), Tab::ThreePublic, "and the click counts");
    // The menu of the entry unit is one of them.
    screen.click("元 ▼");
    screen.press(Modifiers::NONE, Key::ArrowDown);
    screen.press(Modifiers::NONE, Key::Enter);
    let unit = screen.app().session().unwrap().document().entry(at!(unit.entry_unit));
    assert_eq!(unit, Some(Entry::Choice("wan")));
}

#[test]
fn cut_copy_and_paste_are_in_the_menu_for_tables() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let lines = |screen: &Screen| screen.app().session().unwrap().document().expenditure.lines.clone();
    let before = lines(&screen);
    screen.press(Modifiers::NONE, Key::ArrowRight);
    screen.press(Modifiers::NONE, Key::ArrowRight);
    screen.press(Modifiers::SHIFT, Key::ArrowDown);
    screen.choose_line(Key::C);
    let copied = screen.with_clipboard("");
    assert_eq!(copied.lines().count(), 2, "{copied:?}");
    assert_eq!(lines(&screen), before);
    screen.choose_line(Key::X);
    assert_eq!(screen.with_clipboard(""), copied);
    assert_ne!(lines(&screen), before);
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(lines(&screen), before);
    screen.press(Modifiers::NONE, Key::ArrowUp);
    screen.press(Modifiers::NONE, Key::ArrowDown);
    screen.choose_line(Key::V);
    screen.with_clipboard("7.25");
    screen.harness.run();
    let after = lines(&screen);
    let amounts: Vec<_> =
        after.iter().flat_map(|line| [line.adjusted_budget, line.basic, line.project]).flatten().collect();
    assert!(amounts.contains(&Money::from_fen(7_250_000)), "{amounts:?}");
}

#[test]
fn cut_copy_and_paste_are_in_the_menu_for_texts_and_keep_links() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let link = "⟦T06!合计.tot⟧";
    let text = format!("共{link}万元");
    let unit = juesuan::money::AmountUnit::Wan;
    // As if it had been typed and quoted.
    screen.enter_duties();
    screen.press(Modifiers::COMMAND, Key::A);
    screen.harness.event(Event::Paste(text.clone()));
    screen.harness.run();
    screen.leave();
    assert_eq!(screen.duties(), text, "{:?}", Edit::type_text(at!(unit.duties), &text, unit));
    screen.enter_duties();
    screen.press(Modifiers::COMMAND, Key::A);
    screen.choose_line(Key::C);
    let copied = screen.with_clipboard("");
    assert!(copied.starts_with('共') && !copied.contains('⟦'), "others get what is on screen: {copied}");
    screen.press(Modifiers::COMMAND, Key::End);
    screen.choose_line(Key::V);
    screen.with_clipboard(&copied);
    screen.leave();
    assert_eq!(screen.duties(), format!("{text}{text}"), "inside the program the link stays one");
    screen.enter_duties();
    screen.press(Modifiers::COMMAND, Key::A);
    screen.choose_line(Key::X);
    assert_eq!(screen.with_clipboard(""), format!("{copied}{copied}"));
    screen.leave();
    assert_eq!(screen.duties(), "");
}

#[test]
fn keys_do_not_get_behind_a_dialog_and_escape_closes_only_it() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.press(Modifiers::NONE, Key::ArrowDown);
    let before = screen.app().session().unwrap().document().clone();
    let tab = screen.app().tab();
    let shift = |modifiers: Modifiers| Modifiers { shift: true, ..modifiers };
    let openers = [
        (Modifiers::COMMAND, Key::N, "新建"),
        (Modifiers::COMMAND, Key::E, "导出"),
        (Modifiers::COMMAND, Key::I, "我的姓名和身份"),
        (Modifiers::SHIFT, Key::F2, "批注"),
        (Modifiers::NONE, Key::F1, "快捷键"),
        (Modifiers::COMMAND, Key::K, "查找命令"),
        (shift(Modifiers::COMMAND), Key::N, "结转"),
        (Modifiers::COMMAND, Key::T, "签批"),
    ];
    for (modifiers, key, what) in openers {
        let focused = screen.focused();
        screen.press(modifiers, key);
        let inside = screen.focused();
        for (modifiers, key) in [
            (Modifiers::NONE, Key::Delete),
            (Modifiers::NONE, Key::Backspace),
            (Modifiers::NONE, Key::ArrowDown),
            (Modifiers::COMMAND, Key::D),
            (Modifiers::COMMAND, Key::Num1),
            (Modifiers::NONE, Key::F8),
            (Modifiers::ALT, Key::Insert),
            (Modifiers::ALT, Key::Delete),
            (Modifiers::NONE, Key::Tab),
            (Modifiers::NONE, Key::Tab),
            (Modifiers::NONE, Key::Tab),
            (Modifiers::NONE, Key::F10),
        ] {
            screen.press(modifiers, key);
            assert_ne!(screen.focused(), focused, "{what}: nothing below has the keyboard after {key:?}");
        }
        screen.type_text("66");
        assert!(inside.is_some(), "{what}: the dialog has the keyboard");
        screen.press(Modifiers::NONE, Key::Escape);
        assert_eq!(*screen.app().session().unwrap().document(), before, "{what}");
        assert_eq!(screen.app().tab(), tab, "{what}");
        // What Escape left open is a question of the dialog itself.
        for _ in 0..2 {
            if screen.focused() != focused {
                screen.press(Modifiers::NONE, Key::Escape);
            }
        }
        assert_eq!(screen.focused(), focused, "{what}: back in the cell");
    }
}

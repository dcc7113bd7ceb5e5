//! The window by keyboard: tabs, regions, findings, search, and where typing goes.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{money::Money, storage::read_project, ui::Tab};

use crate::screen::Screen;

#[test]
fn f8_goes_to_the_findings_and_back() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let session = screen.app().session().unwrap();
    assert_eq!(&*session.document().unit.department, "盐边县总工会");
    assert!(!session.derived().review.findings.is_empty());
    screen.show_charts();
    assert_eq!(screen.app().tab(), Tab::Charts);
    screen.press(Modifiers::NONE, Key::F8);
    let first = screen.app().tab();
    assert_ne!(first, Tab::Charts, "a finding leads to where it can be mended");
    screen.press(Modifiers::SHIFT, Key::F8);
    screen.press(Modifiers::NONE, Key::F8);
    assert_eq!(screen.app().tab(), first);
    screen.press(Modifiers::COMMAND, Key::F8);
    assert_eq!(screen.app().tab(), Tab::Charts);
}

#[test]
fn f8_walks_the_page_before_it_goes_to_another_and_the_line_says_where() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.press(Modifiers::COMMAND, Key::Num4);
    let mut tabs = vec![Tab::ThreePublic];
    let open = screen.app().session().unwrap().derived().attention().route.len();
    for _ in 0..open {
        let is_line =
            |node: &egui_kittest::Node<'_>| node.accesskit_node().description().as_deref() == Some("F8 到这里");
        let lines = screen.harness.query_all_by_role(Role::Link).filter(is_line);
        let said: Vec<String> = lines.filter_map(|node| node.accesskit_node().label()).collect();
        assert_eq!(said.len(), 1, "one line says where F8 leads to: {said:?}");
        screen.press(Modifiers::NONE, Key::F8);
        let findings = &screen.app().session().unwrap().derived().review.findings;
        let of_line =
            findings.iter().find(|finding| said[0].starts_with(&format!("{}：{}", finding.title, finding.message)));
        assert!(of_line.is_some(), "{said:?}");
        if tabs.last() != Some(&screen.app().tab()) {
            tabs.push(screen.app().tab());
        }
    }
    let mut once = tabs.clone();
    once.sort_by_key(|tab| Tab::ALL.iter().position(|other| other == tab));
    once.dedup();
    assert!(once.len() > 3 && tabs.len() <= once.len() + 1, "no page is left before its end: {tabs:?}");
}

#[test]
fn the_side_panel_begins_with_the_finding_of_the_cell() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let top = |screen: &Screen, label: &str| screen.harness.get_by_label(label).rect().top();
    for _ in 0..4 {
        let is_line =
            |node: &egui_kittest::Node<'_>| node.accesskit_node().description().as_deref() == Some("F8 到这里");
        let line = screen.harness.query_all_by_role(Role::Link).find(is_line).unwrap();
        let said = line.accesskit_node().label().unwrap();
        screen.press(Modifiers::NONE, Key::F8);
        let findings = &screen.app().session().unwrap().derived().review.findings;
        let finding =
            findings.iter().find(|finding| said.starts_with(&format!("{}：{}", finding.title, finding.message)));
        let finding = finding.unwrap().clone();
        let heading = top(&screen, "这一格的问题");
        let message = screen.harness.query_all_by_label(&finding.message).map(|node| node.rect().top());
        let first = message.fold(f32::INFINITY, f32::min);
        assert!(heading < first && first < heading + 60.0, "the one gone to stands first: {said}");
        assert!(first < top(&screen, "这个数怎么来的"));
        assert!(top(&screen, "这个数怎么来的") < top(&screen, "本页的图"));
    }
}

#[test]
fn tabs_are_reached_by_key_and_by_name() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.press(Modifiers::COMMAND, Key::PageUp);
    assert_eq!(screen.app().tab(), Tab::Signatures);
    screen.press(Modifiers::COMMAND, Key::PageDown);
    assert_eq!(screen.app().tab(), Tab::Unit);
    screen.harness.get_by_role_and_label(Role::Tab, "三公经费").click();
    screen.harness.run();
    assert_eq!(screen.app().tab(), Tab::ThreePublic);
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("qtsx");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.app().tab(), Tab::Other);
}

#[test]
fn help_lists_the_keys_of_the_menus() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.press(Modifiers::NONE, Key::F1);
    for words in ["Ctrl+Shift+S", "下一处问题", "Alt+Delete"] {
        assert!(screen.says(words), "{words}");
    }
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(!screen.says("Alt+Delete"));
}

#[test]
fn search_goes_from_match_to_match_and_closes() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.press(Modifiers::COMMAND, Key::F);
    screen.type_text("部门职责");
    assert!(screen.says("1 处"));
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.app().tab(), Tab::Unit);
    assert!(screen.says("1/1 处"));
    screen.type_text("没有");
    assert!(screen.says("没有找到"), "the search field still has the keyboard");
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(!screen.says("没有找到"));
}

#[test]
fn typing_goes_to_the_tab_that_is_opened_and_is_saved_and_undone() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.choose(&screen.file("甲.juesuan"));
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.press(Modifiers::COMMAND, Key::A);
    screen.type_text("乙");
    screen.press(Modifiers::COMMAND, Key::S);
    let saved = read_project(&screen.file("甲.juesuan")).unwrap().document;
    assert_eq!(&*saved.unit.department, "乙", "text that is still being typed is saved");
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "甲");
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.type_text("2012901");
    screen.press(Modifiers::NONE, Key::Enter);
    let document = screen.app().session().unwrap().document().clone();
    assert_eq!(document.expenditure.lines.iter().map(|line| line.item.to_string()).collect::<Vec<_>>(), ["2012901"]);
}

#[test]
fn a_new_document_takes_typing_at_once_and_each_tab_remembers_its_cell() {
    let mut screen = Screen::new();
    screen.create("甲");
    let enter = |screen: &mut Screen, texts: &[&str]| {
        for text in texts {
            screen.type_text(text);
            screen.press(Modifiers::NONE, Key::Tab);
        }
    };
    enter(&mut screen, &["sc", "3.23"]);
    screen.press(Modifiers::COMMAND, Key::R);
    screen.press(Modifiers::NONE, Key::Enter);
    enter(&mut screen, &["2210201"]);
    // The amount after the code is being filled in when another page is looked at.
    screen.press(Modifiers::COMMAND, Key::Num7);
    screen.show_charts();
    screen.press(Modifiers::COMMAND, Key::Num3);
    screen.type_text("12.91");
    screen.press(Modifiers::NONE, Key::Enter);
    let lines = screen.app().session().unwrap().document().expenditure.lines.clone();
    let entered: Vec<_> = lines.iter().map(|line| (&*line.item, line.adjusted_budget, line.basic)).collect();
    let yuan = |fen| Some(juesuan::money::Money::from_fen(fen));
    assert_eq!(entered, [("2080802", yuan(323), yuan(323)), ("2210201", yuan(1291), None)]);
}

#[test]
fn f6_goes_round_the_window_and_back_to_the_field() {
    let mut screen = Screen::new();
    screen.create("甲");
    let focused = |screen: &Screen| screen.harness.ctx.memory(|memory| memory.focused());
    let field = focused(&screen);
    assert!(field.is_some());
    let mut stops = vec![field];
    for _ in 0..3 {
        screen.press(Modifiers::NONE, Key::F6);
        stops.push(focused(&screen));
    }
    let mut different = stops.clone();
    different.sort_by_key(|id| id.map(|id| id.value()));
    different.dedup();
    assert_eq!(different.len(), 4, "{stops:?}");
    screen.press(Modifiers::NONE, Key::F6);
    assert_eq!(focused(&screen), field);
    screen.press(Modifiers::SHIFT, Key::F6);
    assert_eq!(focused(&screen), stops[3]);
}

#[test]
fn what_is_typed_ahead_goes_to_what_the_key_opens() {
    let mut screen = Screen::new();
    screen.create("甲");
    let typed = |screen: &Screen, key, text: &str| {
        screen.harness.key_press_modifiers(Modifiers::COMMAND, key);
        screen.harness.event(egui::Event::Text(text.to_owned()));
    };
    typed(&screen, Key::K, "sgjf");
    screen.harness.key_press(Key::Enter);
    screen.harness.run();
    assert_ne!(screen.app().tab(), Tab::Unit, "the command that was typed has run");
    screen.press(Modifiers::COMMAND, Key::Num1);
    typed(&screen, Key::F, "职责");
    screen.harness.run();
    assert!(screen.says("处"));
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "甲");
    assert!(!screen.app().session().unwrap().is_modified());
}

#[test]
fn arrows_typed_ahead_move_in_the_grid_that_is_opened() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.press(Modifiers::COMMAND, Key::Num1);
    screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    for _ in 0..3 {
        screen.harness.key_press(Key::ArrowRight);
    }
    screen.harness.event(egui::Event::Text("12.34".to_owned()));
    screen.harness.key_press(Key::Enter);
    screen.harness.run();
    let document = screen.app().session().unwrap().document();
    assert_eq!(document.expenditure.lines[0].basic, Some(Money::from_fen(12_340_000)));
}

#[test]
fn a_folded_panel_does_not_keep_the_keyboard() {
    let mut screen = Screen::new();
    screen.create("甲");
    let cell = screen.focused();
    screen.press(Modifiers::SHIFT, Key::F6);
    screen.press(Modifiers::SHIFT, Key::F6);
    screen.press(Modifiers::NONE, Key::F6);
    screen.press(Modifiers::NONE, Key::F6);
    screen.press(Modifiers::NONE, Key::F6);
    assert_ne!(screen.focused(), cell, "the keyboard is in the panel");
    screen.press(Modifiers::NONE, Key::F9);
    screen.type_text("2012901");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.app().session().unwrap().document().expenditure.lines.len(), 1);
}

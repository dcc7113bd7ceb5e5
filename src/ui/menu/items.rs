//! The lines of a menu, made from the command table, each with the letter that chooses it.

use std::path::PathBuf;

use crate::{
    codes::initials,
    ui::{
        Command,
        command::{self, CommandEntry, Menu, MenuLine, Possible},
    },
};

/// What menus are made from.
#[derive(Clone, Copy)]
pub struct Stock<'a> {
    /// What can be done now.
    pub possible: &'a Possible,
    /// Files opened before, with whether each is still there.
    pub recent: &'a [(PathBuf, bool)],
}

/// A line of a menu.
pub(super) struct Item {
    /// The words, without the letter.
    pub title: String,
    /// Chooses it while the menu is open.
    pub letter: Option<char>,
    pub key_text: String,
    pub hover: Option<String>,
    pub is_possible: bool,
    /// A line is drawn above it.
    pub begins_group: bool,
    pub does: Does,
}

pub(super) enum Does {
    Run(Command),
    Open(Vec<Item>),
}

impl Item {
    fn of_entry(entry: &CommandEntry, possible: &Possible) -> Self {
        Self {
            title: possible.title(entry),
            letter: own_letter(entry),
            key_text: entry.key_text(),
            hover: None,
            is_possible: possible.allows(entry),
            begins_group: false,
            does: Does::Run(entry.command.clone()),
        }
    }

    fn submenu(title: &str, letter: Option<char>, items: Vec<Self>, is_possible: bool) -> Self {
        Self {
            title: title.to_owned(),
            letter,
            key_text: String::new(),
            hover: None,
            is_possible: is_possible && !items.is_empty(),
            begins_group: false,
            does: Does::Open(items),
        }
    }

    /// 另存为(A)…, 撤销(Z)：修改 公务接待费
    pub fn words(&self) -> String {
        let Some(letter) = self.letter.filter(|letter| letter.is_ascii_alphabetic()) else { return self.title.clone() };
        let end = self.title.find(['…', '：']).unwrap_or(self.title.len());
        let (words, rest) = self.title.split_at(end);
        format!("{words}({letter}){rest}")
    }
}

/// The lines of a menu of the bar.
pub(super) fn of_menu(menu: Menu, stock: Stock<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut group = 0;
    for entry in command::of_menu(menu) {
        let begins_group = entry.group != group;
        if begins_group && menu == Menu::File && group == 0 {
            items.push(Item::submenu("最近打开", None, recent(stock), true));
        }
        group = entry.group;
        items.push(Item { begins_group, ..Item::of_entry(entry, stock.possible) });
    }
    if menu == Menu::View {
        let go_to = Item::submenu(Menu::GoTo.label(), Some('G'), of_menu(Menu::GoTo, stock), stock.possible.document);
        items.push(Item { begins_group: true, ..go_to });
    }
    give_letters(&mut items);
    items
}

/// The lines of a menu of a place; a line is drawn where the group in the command table changes. What is not possible
/// there says why.
pub(super) fn of_lines(lines: &[MenuLine], stock: Stock<'_>) -> Vec<Item> {
    let mut group = None;
    let entries = lines.iter().filter_map(|line| Some((line, command::find(&line.command)?)));
    let mut items: Vec<Item> = entries
        .map(|(line, entry)| {
            let begins_group = group.replace((entry.menu, entry.group)).is_some_and(|before| Some(before) != group);
            // Whoever opens it knows that it is possible: a text of a dialog needs no document.
            let possible = Possible { document: true, ..stock.possible.clone() };
            let item = Item::of_entry(entry, &possible);
            let is_possible = item.is_possible && line.why_not.is_none();
            Item { begins_group, is_possible, hover: line.why_not.clone(), ..item }
        })
        .collect();
    give_letters(&mut items);
    items
}

/// Files opened before that are still there, chosen by digits.
fn recent(stock: Stock<'_>) -> Vec<Item> {
    let there = stock.recent.iter().filter(|(_, there)| *there);
    there
        .zip(1..)
        .map(|((path, _), number)| {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            Item {
                title: format!("{number}　{name}"),
                letter: char::from_digit(number, 10),
                key_text: String::new(),
                hover: Some(path.display().to_string()),
                is_possible: true,
                begins_group: false,
                does: Does::Run(Command::OpenFile(path.clone())),
            }
        })
        .collect()
}

/// The letter of its Ctrl+letter.
fn own_letter(entry: &CommandEntry) -> Option<char> {
    let plain = entry.keys.iter().find(|key| key.modifiers == egui::Modifiers::COMMAND)?;
    let mut name = plain.logical_key.name().chars();
    name.next().filter(|letter| letter.is_ascii_uppercase() && name.next().is_none())
}

/// Each line without a letter gets one of its pinyin initials, or else the first one that is free.
fn give_letters(items: &mut [Item]) {
    let mut taken: Vec<char> = Vec::new();
    for item in items.iter_mut() {
        item.letter = item.letter.filter(|letter| !taken.contains(letter));
        taken.extend(item.letter);
    }
    for item in items.iter_mut().filter(|item| item.letter.is_none()) {
        let base = item.title.split('：').next().unwrap_or_default();
        let wished = initials(base).to_uppercase();
        let letters = wished.chars().filter(char::is_ascii_uppercase).chain('A'..='Z');
        item.letter = letters.into_iter().find(|letter| !taken.contains(letter));
        taken.extend(item.letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_menu_has_a_letter_of_its_own() {
        let possible =
            Possible { document: true, undo: Some("修改 公务接待费".to_owned()), ..Possible::default() };
        let stock = Stock { possible: &possible, recent: &[("甲.juesuan".into(), true)] };
        for menu in Menu::ALL {
            let mut letters: Vec<char> = of_menu(menu, stock).iter().filter_map(|item| item.letter).collect();
            let count = letters.len();
            assert_eq!(count, of_menu(menu, stock).len(), "{menu:?}");
            letters.sort_unstable();
            letters.dedup();
            assert_eq!(letters.len(), count, "{menu:?}");
        }
    }

    #[test]
    fn letters_stand_behind_the_words_and_do_not_change_with_what_is_possible() {
        let possible =
            Possible { document: true, undo: Some("修改 公务接待费".to_owned()), ..Possible::default() };
        let stock = Stock { possible: &possible, recent: &[] };
        let nothing = Possible::default();
        let without = Stock { possible: &nothing, recent: &[] };
        let words = |menu, stock| of_menu(menu, stock).iter().map(Item::words).collect::<Vec<_>>();
        assert!(words(Menu::File, stock).contains(&"新建(N)…".to_owned()), "{:?}", words(Menu::File, stock));
        assert_eq!(words(Menu::Edit, stock)[0], "撤销(Z)：修改 公务接待费");
        assert_eq!(words(Menu::Edit, without)[0], "撤销(Z)");
        for menu in Menu::ALL {
            let letters = |stock| of_menu(menu, stock).iter().map(|item| item.letter).collect::<Vec<_>>();
            assert_eq!(letters(stock), letters(without), "{menu:?}");
        }
    }
}

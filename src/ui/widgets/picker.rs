//! The list below a cell: the codes or words that fit what is being typed.

use egui::{Align2, Area, Frame, Id, Order, Rect, RichText, ScrollArea, Ui, Vec2};

use crate::{
    codes::{Code, CodeBook, CodeEntry, initials},
    document::{Axis, Kind},
    ui::theme,
};

/// Matches offered while typing.
const OFFERED: usize = 12;
/// Matches looked at; a group among them stands for its items.
const SEARCHED: usize = 60;
/// Height of the list before it scrolls.
const LIST_HEIGHT: f32 = 9.0 * theme::ROW_HEIGHT;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickerItem {
    /// What the cell gets.
    pub value: String,
    /// What the line says.
    pub label: String,
    /// Behind it, in weak colour.
    pub note: String,
}

/// The list below the cell that is being typed in.
#[derive(Default)]
pub struct Picker {
    candidates: Vec<PickerItem>,
    chosen: usize,
    follow_chosen: bool,
}

/// Whether values of this kind are picked from a list.
pub fn is_picked(kind: Kind) -> bool {
    matches!(kind, Kind::Functional | Kind::Economic | Kind::Choice(_))
}

impl Picker {
    /// Offers what fits `typed`; nothing once it is complete.
    pub fn suggest(&mut self, kind: Kind, codes: &CodeBook, typed: &str) {
        let typed = typed.trim();
        self.candidates = match kind {
            _ if typed.is_empty() => Vec::new(),
            Kind::Functional => matching_codes(codes, Axis::Functional, typed),
            Kind::Economic => matching_codes(codes, Axis::Economic, typed),
            Kind::Choice(_) => matching_words(kind, typed),
            _ => Vec::new(),
        };
        self.chosen = 0;
        self.follow_chosen = true;
    }

    /// Offers everything that may stand in the cell.
    pub fn open_all(&mut self, kind: Kind, codes: &CodeBook) {
        self.candidates = match kind {
            Kind::Functional => all_items(codes, Axis::Functional),
            Kind::Economic => all_items(codes, Axis::Economic),
            Kind::Choice(_) => matching_words(kind, ""),
            _ => Vec::new(),
        };
        self.chosen = 0;
        self.follow_chosen = true;
    }

    /// Takes the list away.
    pub fn close(&mut self) {
        self.candidates.clear();
    }

    /// Is there a list?
    pub fn is_open(&self) -> bool {
        !self.candidates.is_empty()
    }

    /// The value of the chosen line.
    pub fn chosen(&self) -> Option<&str> {
        self.candidates.get(self.chosen).map(|candidate| candidate.value.as_str())
    }

    /// Chooses another line, `lines` further down.
    pub fn step(&mut self, lines: isize) {
        let last = self.candidates.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(lines).min(last);
        self.follow_chosen = true;
    }

    /// Draws the list below (or above) `cell`; returns the value of a line that was pressed.
    pub fn ui(&mut self, ui: &Ui, id: Id, cell: Rect) -> Option<String> {
        if !self.is_open() {
            return None;
        }
        let mut taken = None;
        let room_below = ui.ctx().content_rect().bottom() - cell.bottom();
        let (corner, pivot) = if room_below < LIST_HEIGHT + theme::GRID && cell.top() > room_below {
            (cell.left_top(), Align2::LEFT_BOTTOM)
        } else {
            (cell.left_bottom(), Align2::LEFT_TOP)
        };
        let area = Area::new(id).order(Order::Foreground).fixed_pos(corner).pivot(pivot).fade_in(false);
        area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                ScrollArea::vertical().max_height(LIST_HEIGHT).min_scrolled_height(LIST_HEIGHT).show(ui, |ui| {
                    for (index, candidate) in self.candidates.iter().enumerate() {
                        if line_ui(ui, candidate, index == self.chosen, self.follow_chosen) {
                            taken = Some(candidate.value.clone());
                        }
                    }
                });
            });
        });
        self.follow_chosen = false;
        taken
    }
}

/// One line; true when it was pressed. Pressed, not clicked: the release would take the focus from the cell first.
fn line_ui(ui: &mut Ui, candidate: &PickerItem, chosen: bool, follow: bool) -> bool {
    let palette = theme::palette(ui);
    let note = RichText::new(&candidate.note).color(palette.weak_text);
    let text = RichText::new(&candidate.label).color(palette.text);
    // The list was as wide as what it offered before: a longer line widens it.
    let button = egui::Button::selectable(chosen, (text, note)).wrap_mode(egui::TextWrapMode::Extend);
    let response = ui.add(button);
    if chosen && follow {
        response.scroll_to_me(None);
    }
    let pressed = response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed());
    pressed || response.clicked()
}

fn matching_codes(codes: &CodeBook, axis: Axis, typed: &str) -> Vec<PickerItem> {
    let exact = Code::new(typed).filter(|code| codes.list(axis).contains_key(code));
    if exact.is_some_and(|code| codes.is_leaf(axis, code)) {
        return Vec::new();
    }
    let mut offered: Vec<&CodeEntry> = exact.and_then(|code| codes.list(axis).get(&code)).into_iter().collect();
    // Figures are entered for items: a group that fits stands for the items in it.
    for found in codes.search(axis, typed, SEARCHED) {
        for item in items_of(codes, axis, found.entry) {
            if !offered.iter().any(|known| known.code == item.code) {
                offered.push(item);
            }
        }
    }
    // Of the list of 功能科目 not all items are known, and a 款 without any is no item.
    let is_group = |entry: &&CodeEntry| axis == Axis::Functional && entry.code.digits() < 7;
    let is_other = |entry: &&CodeEntry| exact != Some(entry.code);
    offered.sort_by_key(|entry| (is_other(entry), is_group(entry), codes.nearness(axis, entry.code)));
    offered.truncate(OFFERED);
    offered.into_iter().map(|entry| code_line(codes, axis, entry)).collect()
}

/// The code itself if it is an item, otherwise the items right below it.
fn items_of<'a>(codes: &'a CodeBook, axis: Axis, entry: &'a CodeEntry) -> Vec<&'a CodeEntry> {
    let below = codes.list(axis).range(entry.code..).take_while(|(code, _)| entry.code.contains(code));
    let level = |code: &Code| *code == entry.code || code.parent() == Some(entry.code);
    below.map(|(_, entry)| entry).filter(|item| level(&item.code) && codes.is_leaf(axis, item.code)).collect()
}

fn all_items(codes: &CodeBook, axis: Axis) -> Vec<PickerItem> {
    let mut items: Vec<&CodeEntry> =
        codes.list(axis).values().filter(|entry| codes.is_leaf(axis, entry.code)).collect();
    items.sort_by_key(|entry| codes.nearness(axis, entry.code));
    items.into_iter().map(|entry| code_line(codes, axis, entry)).collect()
}

fn code_line(codes: &CodeBook, axis: Axis, entry: &CodeEntry) -> PickerItem {
    let parent = entry.code.parent().and_then(|code| codes.list(axis).get(&code));
    let note = match parent {
        Some(parent) => format!("{} · {}", parent.name, entry.confidence.label()),
        None => entry.confidence.label().to_owned(),
    };
    PickerItem { value: entry.code.to_string(), label: format!("{} {}", entry.code, entry.name), note }
}

fn matching_words(kind: Kind, typed: &str) -> Vec<PickerItem> {
    let Kind::Choice(choices) = kind else { return Vec::new() };
    let lower = typed.to_lowercase();
    let fits = |label: &str, name: &str| {
        label.contains(typed) || initials(label).starts_with(&lower) || name.starts_with(&lower)
    };
    let words = choices.iter().filter(|choice| fits(choice.label, choice.name));
    words
        .map(|choice| PickerItem {
            value: choice.label.to_owned(),
            label: choice.label.to_owned(),
            note: initials(choice.label),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{at, document::Document};

    fn offered(kind: Kind, typed: &str) -> Vec<String> {
        let mut picker = Picker::default();
        picker.suggest(kind, &CodeBook::shipped(), typed);
        picker.candidates.into_iter().map(|candidate| candidate.label).collect()
    }

    #[test]
    fn a_group_stands_for_its_items() {
        let first = offered(Kind::Functional, "qttt");
        assert_eq!(first.first().map(String::as_str), Some("2012901 行政运行"));
        assert_eq!(offered(Kind::Functional, "20129").first().map(String::as_str), Some("20129 群众团体事务"));
        assert!(offered(Kind::Functional, "2012901").is_empty(), "a complete code needs no list");
        assert_eq!(offered(Kind::Economic, "gwjd").first().map(String::as_str), Some("30217 公务接待费"));
    }

    /// As typed in a first hour: the first line is taken by Enter, so it must be an item.
    #[test]
    fn items_come_before_groups_without_items() {
        for typed in ["jbyl", "zynj", "xzyx", "zfgjj", "yl", "bz", "zc"] {
            let first = offered(Kind::Functional, typed).into_iter().next();
            let digits = first.as_ref().map(|line| line.chars().take_while(char::is_ascii_digit).count());
            assert_eq!(digits, Some(7), "{typed} {first:?}");
        }
        assert!(offered(Kind::Functional, "20826").is_empty(), "by its code it is complete");
    }

    #[test]
    fn what_the_department_has_comes_first() {
        let document: Document =
            serde_json::from_str(include_str!("../../../samples/yanbian-2024.json")).expect("the sample is readable");
        let first = |codes: &CodeBook, typed: &str| {
            let mut picker = Picker::default();
            picker.suggest(Kind::Functional, codes, typed);
            picker.candidates.first().map(|candidate| candidate.value.clone())
        };
        let (own, shipped) = (CodeBook::of(&document), CodeBook::shipped());
        assert_eq!(first(&own, "xzyx").as_deref(), Some("2012901"));
        assert_ne!(first(&own, "xzyx"), first(&shipped, "xzyx"), "every 款 has such an item");
        // Not in use, but in a 款 that is.
        assert_eq!(first(&own, "ybxzglsw").as_deref(), Some("2012902"));
        let mut picker = Picker::default();
        picker.open_all(Kind::Functional, &own);
        assert_eq!(picker.chosen(), Some("2012901"));
    }

    #[test]
    fn a_longer_line_widens_the_list() {
        use egui_kittest::kittest::Queryable;
        let codes = CodeBook::shipped();
        let mut harness = egui_kittest::Harness::builder()
            .with_size([900.0, 500.0])
            .with_context_setup(theme::install)
            .build_ui_state(
                move |ui, typed: &mut (&str, Picker)| {
                    typed.1.suggest(Kind::Functional, &codes, typed.0);
                    let cell = Rect::from_min_size(egui::pos2(20.0, 20.0), egui::vec2(80.0, 26.0));
                    typed.1.ui(ui, Id::unique("picker"), cell);
                },
                ("zfgjj", Picker::default()),
            );
        let height = |harness: &mut egui_kittest::Harness<'_, (&str, Picker)>, typed, words| {
            harness.state_mut().0 = typed;
            harness.run();
            harness.get_by_label_contains(words).rect().height()
        };
        let short = height(&mut harness, "zfgjj", "2210201 住房公积金");
        let long = height(&mut harness, "jgsydwjb", "2080505 机关事业单位基本养老保险缴费支出");
        assert!(long <= short && short < 2.0 * theme::ROW_HEIGHT, "{short} {long}");
    }

    #[test]
    fn words_are_found_by_letters_and_by_text() {
        let kind = Document::kind_at(at!(expenditure.lines[0].fund)).expect("kind");
        assert_eq!(offered(kind, "zfx"), ["政府性基金预算"]);
        assert_eq!(offered(kind, "国有"), ["国有资本经营预算"]);
        let mut picker = Picker::default();
        picker.open_all(kind, &CodeBook::shipped());
        assert_eq!(picker.candidates.len(), 4);
        picker.step(9);
        assert_eq!(picker.chosen(), Some("其他资金"));
    }
}

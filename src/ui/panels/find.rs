//! Searches the labels, codes, names, texts and amounts of the document (查找).

use egui::{Align2, Area, EventFilter, Frame, Id, Key, Modifiers, Order, RichText, TextEdit, Ui};

use crate::{
    codes::{Code, CodeBook},
    document::{Document, Entry, Field, Kind, Path, Shape},
    figures::Source,
    money::AmountUnit,
    ui::{Command, View, theme},
};

const FIELD_WIDTH: f32 = 220.0;

/// The search bar while it is open.
#[derive(Default)]
pub struct Find {
    typed: String,
    matches: Vec<Path>,
    /// The match gone to last.
    at: Option<usize>,
    /// What `matches` was computed for.
    searched: Option<(String, u64)>,
    /// Frames in which the keyboard is taken back from the cell gone to.
    take_focus: u8,
}

/// What the bar asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindOutcome {
    Open,
    /// Closed with Esc.
    Closed,
}

impl Find {
    /// A bar that takes the keyboard.
    pub fn open() -> Self {
        Self { take_focus: 1, ..Self::default() }
    }

    /// Does the search field have the keyboard?
    pub fn has_focus(&self, context: &egui::Context) -> bool {
        context.memory(|memory| memory.has_focus(Id::unique("find field")))
    }

    /// Takes the keyboard again.
    pub fn focus(&mut self) {
        self.take_focus = 1;
    }

    /// Draws the bar at the upper right of the middle part; `revision` counts the changes of the document.
    pub fn ui(&mut self, ui: &Ui, corner: egui::Pos2, revision: u64, view: &mut View<'_>) -> FindOutcome {
        let mut outcome = FindOutcome::Open;
        let area = Area::new(Id::unique("find")).order(Order::Foreground).fixed_pos(corner).pivot(Align2::RIGHT_TOP);
        area.constrain(true).show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.horizontal(|ui| outcome = self.bar_ui(ui, revision, view));
            });
        });
        if outcome == FindOutcome::Closed {
            view.commands.extend(self.place().map(Command::ShowSource));
        }
        outcome
    }

    fn bar_ui(&mut self, ui: &mut Ui, revision: u64, view: &mut View<'_>) -> FindOutcome {
        let field = TextEdit::singleline(&mut self.typed)
            .id(Id::unique("find field"))
            .hint_text("科目、名称、文字或金额")
            .desired_width(FIELD_WIDTH)
            .event_filter(EventFilter { tab: false, escape: true, vertical_arrows: true, horizontal_arrows: true })
            .return_key(None);
        let has_focus = ui.memory(|memory| memory.has_focus(Id::unique("find field")));
        let pressed = |modifiers, key| has_focus && ui.input_mut(|input| input.consume_key(modifiers, key));
        let (previous, next) = (pressed(Modifiers::SHIFT, Key::Enter), pressed(Modifiers::NONE, Key::Enter));
        let escape = pressed(Modifiers::NONE, Key::Escape);
        let response = ui.add(field);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("查找"));
        if self.take_focus > 0 {
            self.take_focus -= 1;
            response.request_focus();
            ui.ctx().request_repaint();
        }
        self.search(revision, view);
        ui.label(RichText::new(self.count_text()).color(theme::palette(ui).weak_text));
        let backward = ui.small_button("↑").on_hover_text("上一处 Shift+Enter").clicked() || previous;
        let forward = ui.small_button("↓").on_hover_text("下一处 Enter").clicked() || next;
        if backward || forward {
            self.step(if backward { -1 } else { 1 }, view.commands);
        }
        let close = ui.button("关闭").on_hover_text("Esc").clicked();
        if escape || close { FindOutcome::Closed } else { FindOutcome::Open }
    }

    fn step(&mut self, step: isize, commands: &mut Vec<Command>) {
        let Ok(count) = isize::try_from(self.matches.len()) else { return };
        if count == 0 {
            return;
        }
        let to = match self.at {
            Some(at) => isize::try_from(at).unwrap_or(0) + step,
            None if step > 0 => 0,
            None => -1,
        };
        self.at = usize::try_from(to.rem_euclid(count)).ok();
        commands.extend(self.place().map(Command::ShowSource));
        // The cell gone to takes the keyboard in the next frames; Enter shall go on.
        self.take_focus = 3;
    }

    /// Has it led to a place, which has the keyboard when the bar is closed?
    pub fn has_place(&self) -> bool {
        self.place().is_some()
    }

    fn place(&self) -> Option<Source> {
        self.matches.get(self.at?).copied().map(Source::Entered)
    }

    fn search(&mut self, revision: u64, view: &View<'_>) {
        let wanted = (self.typed.clone(), revision);
        if self.searched.as_ref() == Some(&wanted) {
            return;
        }
        let typed_anew = self.searched.as_ref().is_none_or(|(typed, _)| *typed != self.typed);
        self.matches = matches(view.document, view.codes, &self.typed);
        if typed_anew {
            self.at = None;
        }
        self.searched = Some(wanted);
    }

    fn count_text(&self) -> String {
        match (self.typed.trim(), self.matches.len(), self.at) {
            ("", ..) => String::new(),
            (_, 0, _) => "没有找到".to_owned(),
            (_, count, Some(at)) => format!("{}/{count} 处", at + 1),
            (_, count, None) => format!("{count} 处"),
        }
    }
}

/// The places that say `typed`, in the order of the document; values first, then labels of fields.
pub fn matches(document: &Document, codes: &CodeBook, typed: &str) -> Vec<Path> {
    let wanted = normal(typed.trim());
    if wanted.is_empty() {
        return Vec::new();
    }
    let unit = document.amount_unit();
    let (mut values, mut labels) = (Vec::new(), Vec::new());
    document.walk(&mut |path, field, entry| {
        if in_value(field, &entry, codes, unit, &wanted) {
            values.push(path);
        } else if normal(field.label).contains(&wanted) && row_of_list(path) == 0 {
            labels.push(path);
        }
    });
    values.append(&mut labels);
    values
}

/// Labels of columns are found once, in the first row.
fn row_of_list(path: Path) -> u32 {
    let rows = path.steps().iter().filter_map(|step| match step {
        crate::document::PathStep::Row(row) => Some(*row),
        crate::document::PathStep::Field(_) => None,
    });
    rows.max().unwrap_or(0)
}

fn in_value(field: &Field, entry: &Entry, codes: &CodeBook, unit: AmountUnit, wanted: &str) -> bool {
    let Shape::Leaf(kind) = field.shape else { return false };
    let text = match entry {
        Entry::Blank => return false,
        Entry::Money(money) => money.exact_grouped(unit),
        entry => entry.text(kind, unit),
    };
    normal(&text).contains(wanted) || code_name(kind, &text, codes).is_some_and(|name| normal(&name).contains(wanted))
}

fn code_name(kind: Kind, text: &str, codes: &CodeBook) -> Option<String> {
    let code = Code::new(text)?;
    match kind {
        Kind::Functional => Some(codes.functional_name(code)),
        Kind::Economic => Some(codes.economic_name(code)),
        _ => None,
    }
}

/// Amounts are found with and without thousands commas, letters in any case.
fn normal(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ',' | '，')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Edit, Text},
        money::Money,
    };

    fn found(typed: &str) -> Vec<String> {
        let list = at!(expenditure.lines);
        let mut document = Document::default();
        for edit in [
            Edit::insert_rows(list, 0, 2),
            Edit::type_text(list.row(1).field("item"), "2012901", AmountUnit::Wan),
            Edit::Set { path: at!(expenditure.lines[1].basic), entry: Entry::Money(Money::from_fen(123_456_000_000)) },
            Edit::Set { path: at!(unit.department), entry: Entry::Text(Text::new("盐边县总工会").to_string()) },
        ] {
            document = document.apply(&edit).expect("applies");
        }
        let codes = CodeBook::of(&document);
        matches(&document, &codes, typed).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn values_names_and_labels_are_found() {
        assert_eq!(found("总工会"), ["/unit/department"]);
        assert_eq!(found("123456"), found("123,456"));
        assert_eq!(found("123456"), ["/expenditure/lines/1/basic"]);
        assert_eq!(found("行政运行"), ["/expenditure/lines/1/item"]);
        assert_eq!(found("部门职责"), ["/unit/duties"]);
        assert!(found("  ").is_empty() && found("没有这个词").is_empty());
    }

    #[test]
    fn a_column_is_found_once() {
        assert_eq!(found("对附属单位补助").len(), 1);
    }
}

//! Every command and every field of the pages of entry, found by its words or their pinyin initials; Enter runs the one
//! and goes to the other.

use egui::{Align2, Area, Id, Key, Modal, Modifiers, Order, RichText, ScrollArea, TextEdit, Ui, UiKind, vec2};

use crate::{
    codes::initials,
    figures::{Figures, Source},
    forms::{EntryPlace, entry_places},
    ui::{
        Command, View,
        command::{COMMANDS, CommandEntry, Possible, with_key},
        theme,
    },
};

use super::{Continuation, Dialog};

const WIDTH: f32 = 440.0;
const LIST_HEIGHT: f32 = 12.0 * theme::ROW_HEIGHT;
/// So many fields are offered; whoever looks for one types more of its name.
const MOST_FIELDS: usize = 40;

/// The palette while it is open.
pub struct CommandPalette {
    /// As it was when the palette was opened: nothing else happens meanwhile.
    possible: Possible,
    fields: Vec<FieldEntry>,
    typed: String,
    chosen: usize,
    /// The list is to scroll to the chosen line; asking in every frame would never come to rest.
    follow: bool,
}

/// A field with what is searched for it.
struct FieldEntry {
    field: EntryPlace,
    initials: String,
}

/// What was found.
enum Line<'a> {
    Command(&'static CommandEntry),
    Field(&'a EntryPlace),
}

impl Line<'_> {
    fn command(&self) -> Command {
        match self {
            Self::Command(entry) => entry.command.clone(),
            Self::Field(field) => Command::ShowSource(Source::Entered(field.place)),
        }
    }
}

impl Dialog for CommandPalette {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let mut run = None;
        let area = Area::new(Id::unique("palette"))
            .kind(UiKind::Modal)
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 48.0));
        let modal = Modal::new(Id::unique("palette")).area(area).show(ui.ctx(), |ui| {
            ui.set_width(WIDTH);
            self.take_keys(ui, self.found().len());
            let field = self.field_ui(ui);
            // After the field: letters and Enter may come in one frame.
            let found = self.found();
            let entered = field.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            field.request_focus();
            ui.separator();
            ScrollArea::vertical().max_height(LIST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
                for (index, line) in found.iter().enumerate() {
                    if self.line_ui(ui, line, index) || (entered && index == self.chosen) {
                        run = Some(line.command());
                    }
                }
                if found.is_empty() {
                    ui.label("没有这样的命令或栏目，请换一个词或拼音首字母");
                }
            });
            self.follow = false;
        });
        let is_closed = modal.should_close();
        Continuation::after(run.map(Some).or(is_closed.then_some(None)), view)
    }
}

impl CommandPalette {
    /// With the fields of these figures' document, if one is open.
    pub fn new(possible: Possible, figures: Option<&Figures>) -> Self {
        let fields = figures.map(entry_places).unwrap_or_default().into_iter();
        let fields = fields.map(|field| FieldEntry { initials: initials(&field.label), field }).collect();
        Self { possible, fields, typed: String::new(), chosen: 0, follow: false }
    }

    fn field_ui(&mut self, ui: &mut Ui) -> egui::Response {
        let field = TextEdit::singleline(&mut self.typed)
            .id(Id::unique("palette field"))
            .hint_text("命令或栏目的名称，或拼音首字母")
            .desired_width(f32::INFINITY)
            .return_key(None);
        let response = ui.add(field);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("查找命令"));
        if response.changed() {
            self.chosen = 0;
            self.follow = true;
        }
        response
    }

    fn take_keys(&mut self, ui: &Ui, count: usize) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let (down, up) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
        if down || up {
            self.chosen = self.chosen.saturating_add_signed(if down { 1 } else { -1 });
            self.follow = true;
        }
        self.chosen = self.chosen.min(count.saturating_sub(1));
    }

    fn line_ui(&self, ui: &mut Ui, line: &Line<'_>, index: usize) -> bool {
        let weak = |words: &str| RichText::new(words).color(theme::palette(ui).weak_text);
        let is_chosen = index == self.chosen;
        let button = match line {
            Line::Command(entry) => {
                let words = (self.possible.title(entry), weak(entry.menu.label()));
                with_key(egui::Button::selectable(is_chosen, words), ui, entry)
            }
            Line::Field(field) => {
                egui::Button::selectable(is_chosen, (field.label.as_str(), weak(&format!("到 {}", field.whereabouts))))
            }
        };
        let response = ui.add(button.min_size(vec2(ui.available_width(), theme::ROW_HEIGHT)).truncate());
        if is_chosen && self.follow {
            response.scroll_to_me(None);
        }
        response.clicked()
    }

    /// Commands first; fields once something is typed.
    fn found(&self) -> Vec<Line<'_>> {
        let typed = self.typed.trim().to_lowercase();
        let commands = COMMANDS
            .iter()
            .filter(|entry| entry.command != Command::Palette && self.possible.allows(entry))
            // Not by what undo would take back: whoever looks for a field by its name has just changed it, perhaps.
            .filter(|entry| fits(entry.title, &typed) || fits(entry.menu.label(), &typed))
            .map(Line::Command);
        let named = |field: &&FieldEntry| field.initials.contains(&typed) || field.field.label.contains(&typed);
        let fields = self.fields.iter().filter(|_| !typed.is_empty()).filter(named);
        commands.chain(fields.map(|found| Line::Field(&found.field)).take(MOST_FIELDS)).collect()
    }
}

/// Whether the words, or their pinyin initials, contain what was typed.
fn fits(words: &str, typed: &str) -> bool {
    words.to_lowercase().contains(typed) || initials(words).contains(typed)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{derived::Derived, document::Document};

    fn titles(typed: &str, document: bool) -> Vec<&'static str> {
        let possible = Possible { document, ..Possible::default() };
        let palette = CommandPalette { typed: typed.to_owned(), ..CommandPalette::new(possible, None) };
        let commands = palette.found().into_iter().filter_map(|line| match line {
            Line::Command(entry) => Some(entry.title),
            Line::Field(_) => None,
        });
        commands.collect()
    }

    #[test]
    fn commands_are_found_by_words_and_by_initials() {
        assert_eq!(titles("另存", true), ["另存为…"]);
        assert_eq!(titles("lcw", true), ["另存为…"]);
        assert_eq!(titles("XYCWT", true), ["下一处问题"]);
        assert!(titles("zzzz", true).is_empty());
    }

    #[test]
    fn every_field_is_found_by_its_words_and_initials() {
        let derived = Derived::of(&Arc::new(Document::default()));
        let found = |typed: &str| -> Vec<String> {
            let palette =
                CommandPalette::new(Possible { document: true, ..Possible::default() }, Some(&derived.figures));
            let palette = CommandPalette { typed: typed.to_owned(), ..palette };
            let fields = palette.found().into_iter().filter_map(|line| match line {
                Line::Command(_) => None,
                Line::Field(field) => Some(format!("{} {}", field.label, field.whereabouts)),
            });
            fields.collect()
        };
        assert!(found("").is_empty(), "commands alone");
        assert!(found("部门名称").contains(&"部门名称 单位与上年›概况›部门".to_owned()), "{:?}", found("部门名称"));
        assert_eq!(found("bmmc"), found("部门名称"));
        assert!(
            found("中小企业").iter().any(|field| field.ends_with("其他事项›运行与采购›政府采购")),
            "{:?}",
            found("中小企业")
        );
        let columns = found("基本支出");
        assert!(columns.iter().any(|field| field.starts_with("支出明细›基本支出 支出项目")), "{columns:?}");
    }

    #[test]
    fn undo_is_not_found_by_the_name_of_what_it_takes_back() {
        let possible = Possible { document: true, undo: Some("修改 部门名称".to_owned()), ..Possible::default() };
        let derived = Derived::of(&Arc::new(Document::default()));
        let palette = CommandPalette::new(possible, Some(&derived.figures));
        let palette = CommandPalette { typed: "部门名称".to_owned(), ..palette };
        assert!(matches!(palette.found().first(), Some(Line::Field(_))));
    }

    #[test]
    fn only_what_is_possible_is_offered() {
        assert!(titles("", false).contains(&"打开…"));
        assert!(!titles("", false).contains(&"保存"));
        assert!(!titles("", true).contains(&"撤销"), "there is nothing to undo");
    }
}

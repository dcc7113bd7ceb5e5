//! Every command, found by its words or their pinyin initials, run with Enter.

use egui::{Align2, Area, Id, Key, Modal, Modifiers, Order, RichText, ScrollArea, TextEdit, Ui, UiKind, vec2};

use crate::{
    codes::initials,
    ui::{
        Command, View,
        command::{COMMANDS, CommandEntry, Possible, with_key},
        theme,
    },
};

use super::{Continuation, Dialog};

const WIDTH: f32 = 440.0;
const LIST_HEIGHT: f32 = 12.0 * theme::ROW_HEIGHT;

/// The palette while it is open.
pub struct CommandPalette {
    /// As it was when the palette was opened: nothing else happens meanwhile.
    possible: Possible,
    typed: String,
    chosen: usize,
    /// The list is to scroll to the chosen line; asking in every frame would never come to rest.
    follow: bool,
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
                for (index, entry) in found.iter().enumerate() {
                    if self.line_ui(ui, entry, index) || (entered && index == self.chosen) {
                        run = Some(entry.command.clone());
                    }
                }
                if found.is_empty() {
                    ui.label("没有这样的命令，请换一个词或拼音首字母");
                }
            });
            self.follow = false;
        });
        let is_closed = modal.should_close();
        Continuation::after(run.map(Some).or(is_closed.then_some(None)), view)
    }
}

impl CommandPalette {
    pub fn new(possible: Possible) -> Self {
        Self { possible, typed: String::new(), chosen: 0, follow: false }
    }

    fn field_ui(&mut self, ui: &mut Ui) -> egui::Response {
        let field = TextEdit::singleline(&mut self.typed)
            .id(Id::unique("palette field"))
            .hint_text("命令的名称或拼音首字母")
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

    fn line_ui(&self, ui: &mut Ui, entry: &CommandEntry, index: usize) -> bool {
        let palette = theme::palette(ui);
        let menu = RichText::new(entry.menu.label()).color(palette.weak_text);
        let button = egui::Button::selectable(index == self.chosen, (self.possible.title(entry), menu));
        let button = with_key(button, ui, entry).min_size(vec2(ui.available_width(), theme::ROW_HEIGHT));
        let response = ui.add(button);
        if index == self.chosen && self.follow {
            response.scroll_to_me(None);
        }
        response.clicked()
    }

    fn found(&self) -> Vec<&'static CommandEntry> {
        let typed = self.typed.trim().to_lowercase();
        COMMANDS
            .iter()
            .filter(|entry| entry.command != Command::Palette && self.possible.allows(entry))
            .filter(|entry| fits(&self.possible.title(entry), &typed) || fits(entry.menu.label(), &typed))
            .collect()
    }
}

/// Whether the words, or their pinyin initials, contain what was typed.
fn fits(words: &str, typed: &str) -> bool {
    words.to_lowercase().contains(typed) || initials(words).contains(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(typed: &str, document: bool) -> Vec<&'static str> {
        let possible = Possible { document, ..Possible::default() };
        let palette = CommandPalette { typed: typed.to_owned(), ..CommandPalette::new(possible) };
        palette.found().iter().map(|entry| entry.title).collect()
    }

    #[test]
    fn commands_are_found_by_words_and_by_initials() {
        assert_eq!(titles("另存", true), ["另存为…"]);
        assert_eq!(titles("lcw", true), ["另存为…"]);
        assert_eq!(titles("XYCWT", true), ["下一处问题"]);
        assert!(titles("zzzz", true).is_empty());
    }

    #[test]
    fn only_what_is_possible_is_offered() {
        assert!(titles("", false).contains(&"打开…"));
        assert!(!titles("", false).contains(&"保存"));
        assert!(!titles("", true).contains(&"撤销"), "there is nothing to undo");
    }
}

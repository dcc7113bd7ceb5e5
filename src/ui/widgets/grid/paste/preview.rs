//! The block as it was copied, with our column over each of its columns: left and right choose a column, up and down or
//! a letter what it is.

use egui::{Event, Grid, Key, Modifiers, RichText, ScrollArea, Ui};

use crate::ui::theme;

use super::plan::PastedBlock;

/// The longest text of a cell that is shown.
const LONGEST: usize = 14;

/// What is shown of the block, and which of its columns is looked at.
#[derive(Default)]
pub(super) struct BlockPreview {
    at: usize,
}

impl BlockPreview {
    /// Begins with the first column that has to be chosen.
    pub fn of(block: Option<&PastedBlock>) -> Self {
        let unknown = block.and_then(|block| block.columns.iter().position(|column| column.option.is_none()));
        Self { at: unknown.unwrap_or_default() }
    }

    /// Draws it; answers with the column and the option that was chosen for it.
    pub fn ui(&mut self, ui: &mut Ui, block: &PastedBlock) -> Option<(usize, usize)> {
        let mut chosen = self.take_keys(ui, block);
        ScrollArea::horizontal().id_salt("pasted block").show(ui, |ui| {
            Grid::new("pasted block").striped(true).spacing([12.0, 2.0]).show(ui, |ui| {
                self.heads_ui(ui, block);
                for row in &block.rows {
                    for text in row {
                        let is_long = text.chars().count() > LONGEST;
                        let shown: String = text.chars().take(LONGEST).collect();
                        ui.label(if is_long { format!("{shown}…") } else { shown });
                    }
                    ui.end_row();
                }
            });
        });
        let column = block.columns.get(self.at)?;
        ui.horizontal_wrapped(|ui| {
            let heading = if column.heading.is_empty() { String::new() } else { format!("“{}”", column.heading) };
            ui.label(format!("第{}栏{heading}是", self.at + 1));
            for (option, (name, letter)) in block.options.iter().zip(letters()).enumerate() {
                let words = format!("{} {name}", letter.name());
                if ui.selectable_label(column.option == Some(option), words).clicked() {
                    chosen = Some(option);
                }
            }
        });
        let palette = theme::palette(ui);
        ui.label(RichText::new("← → 换一栏，↑ ↓ 或字母选它是哪一栏，回车粘贴，Esc 取消").color(palette.weak_text));
        chosen.map(|option| (self.at, option))
    }

    fn take_keys(&mut self, ui: &Ui, block: &PastedBlock) -> Option<usize> {
        let last = block.columns.len().checked_sub(1)?;
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowRight) {
            self.at = (self.at + 1).min(last);
        }
        if pressed(Key::ArrowLeft) {
            self.at = self.at.saturating_sub(1);
        }
        let count = block.options.len();
        let now = block.columns.get(self.at).and_then(|column| column.option);
        let mut chosen = None;
        if pressed(Key::ArrowDown) {
            chosen = Some(now.map_or(0, |now| (now + 1) % count));
        }
        if pressed(Key::ArrowUp) {
            chosen = Some(now.map_or(count, |now| if now == 0 { count } else { now }) - 1);
        }
        if let Some(option) = letters().take(count).position(pressed) {
            chosen = Some(option);
        }
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
        chosen
    }

    fn heads_ui(&mut self, ui: &mut Ui, block: &PastedBlock) {
        let palette = theme::palette(ui);
        for (number, column) in block.columns.iter().enumerate() {
            let name = column.option.and_then(|option| block.options.get(option)).map_or("？", String::as_str);
            let colour = match (column.option, number == self.at) {
                (_, true) => palette.text,
                (None, _) => palette.error,
                _ => palette.accent,
            };
            let head = ui.selectable_label(number == self.at, RichText::new(name).strong().color(colour));
            if head.clicked() {
                self.at = number;
            }
            if number == self.at {
                head.scroll_to_me(None);
            }
        }
        ui.end_row();
        if block.columns.iter().any(|column| !column.heading.is_empty()) {
            for column in &block.columns {
                let shown = column.heading.rsplit('/').next().unwrap_or_default();
                ui.label(RichText::new(shown).color(palette.weak_text)).on_hover_text(&column.heading);
            }
            ui.end_row();
        }
    }
}

/// A, B, C, …
fn letters() -> impl Iterator<Item = Key> {
    ('A'..='Z').filter_map(|letter| Key::from_name(letter.encode_utf8(&mut [0; 4])))
}

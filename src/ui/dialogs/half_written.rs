//! 没写完的批注或说明：asked before it would be lost.

use egui::{RichText, Ui};

use super::{default_button, dialog, theme};

/// More of the text is not needed to know it again.
const MOST_CHARACTERS: usize = 60;

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HalfWrittenChoice {
    /// To the text, to finish it.
    GoBack,
    /// Go on without.
    GiveUp,
    /// Stay.
    Cancel,
}

/// Draws the question about a note or explanation (`what`) that was begun.
pub fn half_written_ui(ui: &Ui, what: &str, text: &str) -> Option<HalfWrittenChoice> {
    dialog(ui, "half written", &format!("有没写完的{what}"), HalfWrittenChoice::Cancel, |ui| {
        let shown: String = text.chars().take(MOST_CHARACTERS).collect();
        let more = if shown.len() < text.len() { "……" } else { "" };
        ui.label(format!("“{shown}{more}”"));
        let words = "它还没有写入文件，不写入就会丢失";
        ui.label(RichText::new(words).color(theme::palette(ui).weak_text));
        ui.add_space(theme::GRID);
        let mut choice = None;
        ui.horizontal(|ui| {
            if default_button(ui, "回去写完").clicked() {
                choice = Some(HalfWrittenChoice::GoBack);
            }
            if ui.button("不要了").clicked() {
                choice = Some(HalfWrittenChoice::GiveUp);
            }
            if ui.button("取消").clicked() {
                choice = Some(HalfWrittenChoice::Cancel);
            }
        });
        choice
    })
}

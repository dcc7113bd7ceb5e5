//! 批注：notes: questions and answers, with a way to each place.

use egui::Ui;

use crate::ui::View;

/// What this part remembers.
#[derive(Default)]
pub(super) struct NotesPart {}

impl NotesPart {
    /// Takes the keyboard the next time the part is drawn.
    pub fn enter(&mut self) {}

    /// Draws the part.
    pub fn ui(&mut self, ui: &mut Ui, _view: &mut View<'_>) {
        ui.label("批注");
    }
}

//! 本机留存：former saves that this computer has kept.

use egui::Ui;

use crate::ui::View;

/// What this part remembers.
#[derive(Default)]
pub(super) struct GenerationsPart {}

impl GenerationsPart {
    /// Takes the keyboard the next time the part is drawn.
    pub fn enter(&mut self) {}

    /// Draws the part.
    pub fn ui(&mut self, ui: &mut Ui, _view: &mut View<'_>) {
        ui.label("本机留存");
    }
}

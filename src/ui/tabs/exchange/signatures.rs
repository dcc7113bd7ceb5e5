//! 签批：signatures: who signed what, and what was changed since.

use egui::Ui;

use crate::ui::View;

/// What this part remembers.
#[derive(Default)]
pub(super) struct SignaturesPart {}

impl SignaturesPart {
    /// Takes the keyboard the next time the part is drawn.
    pub fn enter(&mut self) {}

    /// Draws the part.
    pub fn ui(&mut self, ui: &mut Ui, _view: &mut View<'_>) {
        ui.label("签批");
    }
}

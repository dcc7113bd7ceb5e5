//! 比较：what differs from another file or state, and merging it.

use egui::Ui;

use crate::ui::View;

/// What this part remembers.
#[derive(Default)]
pub(super) struct ComparisonPart {}

impl ComparisonPart {
    /// Takes the keyboard the next time the part is drawn.
    pub fn enter(&mut self) {}

    /// Draws the part.
    pub fn ui(&mut self, ui: &mut Ui, _view: &mut View<'_>) {
        ui.label("比较");
    }
}

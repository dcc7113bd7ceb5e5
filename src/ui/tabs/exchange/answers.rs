//! 处理说明：explanations given to warnings and hints.

use egui::Ui;

use crate::ui::View;

/// What this part remembers.
#[derive(Default)]
pub(super) struct AnswersPart {}

impl AnswersPart {
    /// Takes the keyboard the next time the part is drawn.
    pub fn enter(&mut self) {}

    /// Draws the part.
    pub fn ui(&mut self, ui: &mut Ui, _view: &mut View<'_>) {
        ui.label("处理说明");
    }
}

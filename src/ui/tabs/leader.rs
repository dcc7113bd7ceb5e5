//! 复核页：the leader's page, the department's year on one screen.

use egui::Ui;

use crate::ui::View;

/// What this tab remembers.
#[derive(Default)]
pub struct LeaderTab {}

impl LeaderTab {
    /// Takes the keyboard the next time the tab is drawn.
    pub fn enter(&mut self) {}

    /// Draws the tab.
    pub fn ui(&mut self, ui: &mut Ui, _view: &mut View<'_>) {
        ui.label("复核");
    }
}

//! 有未保存的修改：asked before they would be lost.

use egui::Ui;

use super::{default_button, dialog};

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsavedChoice {
    /// Save first.
    Save,
    /// Go on without.
    GiveUp,
    /// Stay.
    Cancel,
}

/// Draws the question about the document of this name.
pub fn unsaved_ui(ui: &Ui, name: &str) -> Option<UnsavedChoice> {
    dialog(ui, "unsaved", "有未保存的修改", UnsavedChoice::Cancel, |ui| {
        ui.label(format!("“{name}”有修改尚未保存，不保存就会丢失"));
        ui.add_space(super::theme::GRID);
        let mut choice = None;
        ui.horizontal(|ui| {
            if default_button(ui, "保存").clicked() {
                choice = Some(UnsavedChoice::Save);
            }
            if ui.button("不保存").clicked() {
                choice = Some(UnsavedChoice::GiveUp);
            }
            if ui.button("取消").clicked() {
                choice = Some(UnsavedChoice::Cancel);
            }
        });
        choice
    })
}

//! What covers the window while a file dialog of the system is open, which may never answer.

use egui::Ui;

use super::{default_button, dialog};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverChoice {
    /// Nothing is chosen; what the dialog answers later is dropped.
    GiveUp,
    /// The program's own dialog.
    OwnDialog,
}

/// Draws the cover; as long as it can't be answered, it only covers.
pub fn cover_ui(ui: &Ui, can_answer: bool) -> Option<CoverChoice> {
    let choice = dialog(ui, "cover", "请在系统的文件窗口中选择", CoverChoice::GiveUp, |ui| {
        if !can_answer {
            return None;
        }
        ui.label("看不到文件窗口，或它没有反应时，可以取消，或改用本程序自己的文件窗口");
        ui.add_space(super::theme::GRID);
        let mut choice = None;
        ui.horizontal_wrapped(|ui| {
            if default_button(ui, "取消").clicked() {
                choice = Some(CoverChoice::GiveUp);
            }
            if ui.button("改用本程序的文件窗口").clicked() {
                choice = Some(CoverChoice::OwnDialog);
            }
        });
        choice
    });
    choice.filter(|_| can_answer)
}

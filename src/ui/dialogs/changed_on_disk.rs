//! 文件已被别人改动：never overwritten silently.

use egui::Ui;

use super::{default_button, dialog};

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedChoice {
    /// Under another name.
    SaveAs,
    /// Replace it; the other version stays as the backup.
    Overwrite,
    /// Leave both as they are.
    Cancel,
}

/// Draws the question; `path` is the file, `backup` where the other version goes when it is replaced.
pub fn changed_on_disk_ui(ui: &Ui, path: &str, backup: &str) -> Option<ChangedChoice> {
    dialog(ui, "changed", "文件已被别人改动", ChangedChoice::Cancel, |ui| {
        ui.label("文件在打开之后已被其他人或其他程序改动，因此尚未保存：");
        ui.label(path);
        ui.add_space(super::theme::GRID);
        ui.label("另存为：窗口里的内容存为新文件，磁盘上的文件保持对方的版本");
        ui.label(format!("覆盖：文件换成窗口里的内容，对方的版本留在 {backup}"));
        ui.add_space(super::theme::GRID);
        let mut choice = None;
        ui.horizontal(|ui| {
            if default_button(ui, "另存为…").clicked() {
                choice = Some(ChangedChoice::SaveAs);
            }
            if ui.button("覆盖").clicked() {
                choice = Some(ChangedChoice::Overwrite);
            }
            if ui.button("取消").clicked() {
                choice = Some(ChangedChoice::Cancel);
            }
        });
        choice
    })
}

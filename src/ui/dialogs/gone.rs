//! 文件不在了：moved, renamed or deleted while it was open; never made anew without a word.

use egui::Ui;

use super::{default_button, dialog};

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoneChoice {
    /// Under another name, or elsewhere.
    SaveAs,
    /// Where it was.
    Here,
    /// Not now.
    Cancel,
}

/// Draws the question; `path` is where the file was.
pub fn gone_ui(ui: &Ui, path: &str) -> Option<GoneChoice> {
    dialog(ui, "gone", "文件已不在原来的位置", GoneChoice::Cancel, |ui| {
        ui.label("文件在打开之后被移走、改名或删除，因此尚未保存：");
        ui.label(path);
        ui.add_space(super::theme::GRID);
        ui.label("另存为：选择保存位置；如果同事移动了文件，请存到新的位置");
        ui.label("存回原处：在原来的位置再建一份，被移走的那一份不会跟着改动");
        ui.add_space(super::theme::GRID);
        let mut choice = None;
        ui.horizontal(|ui| {
            if default_button(ui, "另存为…").clicked() {
                choice = Some(GoneChoice::SaveAs);
            }
            if ui.button("存回原处").clicked() {
                choice = Some(GoneChoice::Here);
            }
            if ui.button("取消").clicked() {
                choice = Some(GoneChoice::Cancel);
            }
        });
        choice
    })
}

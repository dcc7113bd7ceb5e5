//! 打不开，但有留存：the file is damaged or missing, and these former contents of it are at hand.

use egui::{RichText, ScrollArea, Ui};

use crate::storage::KeptCopy;

use super::{default_button, dialog};

/// The decision.
#[derive(Clone, Debug, PartialEq)]
pub enum CopyChoice {
    /// Look at this one.
    Open(KeptCopy),
    /// Choose another file.
    Other,
    /// Leave it.
    Cancel,
}

/// Draws the choice; `words` say which file could not be opened, and why.
pub fn kept_copies_ui(ui: &Ui, words: &str, copies: &[KeptCopy]) -> Option<CopyChoice> {
    dialog(ui, "copies", "文件打不开，但有留存", CopyChoice::Cancel, |ui| {
        ui.label(words);
        ui.add_space(super::theme::GRID);
        ui.label("可以先打开下面的一份查看，原文件和这一份都不会改动；看准了再用“另存为”");
        ui.add_space(super::theme::GRID);
        let mut choice = None;
        let most = (ui.ctx().content_rect().height() - 280.0).clamp(60.0, 260.0);
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            for (index, copy) in copies.iter().enumerate() {
                let words = copy.line();
                let button = if index == 0 { default_button(ui, &words) } else { ui.button(RichText::new(words)) };
                if button.gained_focus() {
                    button.scroll_to_me(None);
                }
                if button.clicked() {
                    choice = Some(CopyChoice::Open(copy.clone()));
                }
            }
        });
        ui.add_space(super::theme::GRID);
        ui.horizontal(|ui| {
            if ui.button("打开其他文件…").clicked() {
                choice = Some(CopyChoice::Other);
            }
            if ui.button("取消").clicked() {
                choice = Some(CopyChoice::Cancel);
            }
        });
        choice
    })
}

//! The file is damaged or missing, and these former contents of it are at hand.

use egui::{RichText, ScrollArea, Ui};

use crate::{
    storage::KeptCopy,
    ui::{Command, View},
};

use super::{Continuation, Dialog, default_button, dialog, theme};

pub struct CopiesDialog {
    /// Which file could not be opened, and why.
    words: String,
    copies: Vec<KeptCopy>,
}

impl CopiesDialog {
    pub fn new(words: String, copies: Vec<KeptCopy>) -> Self {
        Self { words, copies }
    }

    fn list_ui(&self, ui: &mut Ui) -> Option<Option<Command>> {
        let mut answer = None;
        let most = (ui.ctx().content_rect().height() - 280.0).clamp(60.0, 260.0);
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            for (index, copy) in self.copies.iter().enumerate() {
                let words = copy.line();
                let button = if index == 0 { default_button(ui, &words) } else { ui.button(RichText::new(words)) };
                if button.gained_focus() {
                    button.scroll_to_me(None);
                }
                if button.clicked() {
                    answer = Some(Some(Command::OpenCopy(copy.clone())));
                }
            }
        });
        answer
    }
}

impl Dialog for CopiesDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "copies", "文件打不开，但有留存", None, |ui| {
            ui.label(&self.words);
            ui.add_space(theme::GRID);
            ui.label("可以先打开下面的一份查看，原文件和这一份都不会改动；看准了再用“另存为”");
            ui.add_space(theme::GRID);
            let mut answer = self.list_ui(ui);
            ui.add_space(theme::GRID);
            ui.horizontal(|ui| {
                if ui.button("打开其他文件…").clicked() {
                    answer = Some(Some(Command::Open));
                }
                if ui.button("取消").clicked() {
                    answer = Some(None);
                }
            });
            answer
        });
        Continuation::after(answer, view)
    }
}

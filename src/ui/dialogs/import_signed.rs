//! What is taken over makes a signature void: asked about before.

use egui::Ui;

use crate::ui::{Command, View, command::ImportCommand, theme};

use super::{Continuation, Dialog, buttons_ui, dialog};

pub struct ImportSignedDialog {
    /// Who signed last, in words.
    signer: String,
}

impl ImportSignedDialog {
    pub fn new(signer: String) -> Self {
        Self { signer }
    }
}

impl Dialog for ImportSignedDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "import signed", "这份决算已经签批", None, |ui| {
            ui.label(format!("{}已签批。导入会改动内容，签批随之失效，要重新签批", self.signer));
            ui.add_space(theme::GRID);
            let anyway = Command::Importing(ImportCommand::TakeOverSigned);
            buttons_ui(ui, [("不导入", None), ("仍然导入", Some(anyway))])
        });
        Continuation::after(answer, view)
    }
}

//! What is taken over from a file makes a signature void: asked about before.

use egui::Ui;

use crate::ui::{Command, View, theme};

use super::{Continuation, Dialog, buttons_ui, dialog};

pub struct SignedDialog {
    /// Who signed last, in words.
    signer: String,
    /// What is about to be done: 导入.
    doing: &'static str,
    /// Does it all the same.
    anyway: Command,
}

impl SignedDialog {
    pub fn new(signer: String, doing: &'static str, anyway: Command) -> Self {
        Self { signer, doing, anyway }
    }
}

impl Dialog for SignedDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "signed", "这份决算已经签批", None, |ui| {
            let doing = self.doing;
            ui.label(format!("{}已签批。{doing}会改动内容，签批随之失效，要重新签批", self.signer));
            ui.add_space(theme::GRID);
            let (no, yes) = (format!("不{doing}"), format!("仍然{doing}"));
            buttons_ui(ui, [(&*no, None), (&*yes, Some(self.anyway.clone()))])
        });
        Continuation::after(answer, view)
    }
}

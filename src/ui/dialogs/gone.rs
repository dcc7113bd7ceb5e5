//! The file was moved, renamed or deleted while it was open: never made anew without a word.

use egui::Ui;

use crate::{
    storage::IfChanged,
    ui::{
        Command, View,
        command::{Departure, FileCommand},
        theme,
    },
};

use super::{Continuation, Dialog, buttons_ui, dialog};

/// The question where to save instead.
pub struct GoneDialog {
    /// Where the file was, in a line that can be shown.
    path: String,
    /// What is to be done after saving.
    then: Option<Departure>,
}

impl GoneDialog {
    pub fn new(path: String, then: Option<Departure>) -> Self {
        Self { path, then }
    }

    fn answers(&self) -> [(&'static str, Option<Command>); 3] {
        let then = self.then.clone();
        let here = FileCommand::Save { if_changed: IfChanged::MakeAnew, then: then.clone() };
        [
            ("另存为…", Some(Command::File(FileCommand::SaveAs { then }))),
            ("存回原处", Some(Command::File(here))),
            ("取消", None),
        ]
    }
}

impl Dialog for GoneDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "gone", "文件已不在原来的位置", None, |ui| {
            ui.label("文件在打开之后被移走、改名或删除，因此尚未保存：");
            ui.label(&self.path);
            ui.add_space(theme::GRID);
            ui.label("另存为：选择保存位置；如果同事移动了文件，请存到新的位置");
            ui.label("存回原处：在原来的位置再建一份，被移走的那一份不会跟着改动");
            ui.add_space(theme::GRID);
            buttons_ui(ui, self.answers())
        });
        Continuation::after(answer, view)
    }
}

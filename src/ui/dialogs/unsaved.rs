//! Unsaved changes: asked about before they would be lost.

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

pub struct UnsavedDialog {
    /// Of the document.
    name: String,
    /// What would lose the changes.
    then: Departure,
}

impl UnsavedDialog {
    pub fn new(name: String, then: Departure) -> Self {
        Self { name, then }
    }

    fn answers(&self) -> [(&'static str, Option<Command>); 3] {
        let save = FileCommand::Save { if_changed: IfChanged::Refuse, then: Some(self.then.clone()) };
        [
            ("保存", Some(Command::File(save))),
            ("不保存", Some(Command::File(FileCommand::GoOn(self.then.clone())))),
            ("取消", None),
        ]
    }
}

impl Dialog for UnsavedDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "unsaved", "有未保存的修改", None, |ui| {
            ui.label(format!("“{}”有修改尚未保存，不保存就会丢失", self.name));
            ui.add_space(theme::GRID);
            buttons_ui(ui, self.answers())
        });
        Continuation::after(answer, view)
    }
}

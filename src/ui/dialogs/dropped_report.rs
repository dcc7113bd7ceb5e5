//! A report was dropped while no document is open: whether it is to be audited, or numbers are to be taken from it.

use std::path::PathBuf;

use egui::Ui;

use crate::ui::{
    Command, View,
    command::{AuditingCommand, ImportCommand},
    theme,
};

use super::{Continuation, Dialog, buttons_ui, dialog};

pub struct DroppedReportDialog {
    name: String,
    path: PathBuf,
}

impl DroppedReportDialog {
    pub fn new(name: String, path: PathBuf) -> Self {
        Self { name, path }
    }
}

impl Dialog for DroppedReportDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "dropped report", "审核这份报告，还是从它取数", None, |ui| {
            ui.label(format!(
                "“{}”可以照已公开的报告审核，不需要项目文件；也可以新建一份决算，把它的数取进来",
                self.name
            ));
            ui.add_space(theme::GRID);
            let audit = Command::Auditing(AuditingCommand::Read(self.path.clone()));
            let import = Command::Importing(ImportCommand::ReadForNew(vec![self.path.clone()]));
            buttons_ui(ui, [("审核", Some(audit)), ("新建决算并取数", Some(import)), ("取消", None)])
        });
        Continuation::after(answer, view)
    }
}

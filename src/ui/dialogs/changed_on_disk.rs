//! The file was changed by others: never overwritten silently.

use std::path::PathBuf;

use egui::Ui;

use crate::{
    storage::IfChanged,
    ui::{
        Command, View,
        command::{CompareWith, ComparingCommand, Departure, FileCommand},
        theme,
    },
};

use super::{Continuation, Dialog, buttons_ui, dialog};

/// The question what is to become of both versions.
pub struct ChangedDialog {
    path: PathBuf,
    /// The path as it is to be shown.
    shown: String,
    /// What is to be done after saving.
    then: Option<Departure>,
}

impl ChangedDialog {
    pub fn new(path: PathBuf, shown: String, then: Option<Departure>) -> Self {
        Self { path, shown, then }
    }

    fn answers(&self) -> [(&'static str, Option<Command>); 6] {
        let then = self.then.clone();
        let overwrite = FileCommand::Save { if_changed: IfChanged::Overwrite, then: then.clone() };
        let reopen = FileCommand::GoOn(Departure::Open(self.path.clone()));
        [
            ("合并", Some(Command::Comparing(ComparingCommand::MergeDisk))),
            ("比较", Some(Command::Comparing(ComparingCommand::Compare(CompareWith::Disk)))),
            ("另存为…", Some(Command::File(FileCommand::SaveAs { then }))),
            ("覆盖", Some(Command::File(overwrite))),
            ("重新打开", Some(Command::File(reopen))),
            ("取消", None),
        ]
    }
}

impl Dialog for ChangedDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "changed", "文件已被别人改动", None, |ui| {
            ui.label("文件在打开之后已被其他人或其他程序改动，因此尚未保存：");
            ui.label(&self.shown);
            ui.add_space(theme::GRID);
            ui.label("合并：两边的修改并到一起，改了同一处的由您选择，然后再保存");
            ui.label("比较：先看哪些地方不同");
            ui.label("另存为：窗口里的内容存为新文件，磁盘上的文件保持对方的版本");
            // Which name is free is known only once it is written.
            ui.label("覆盖：文件换成窗口里的内容，对方的版本留在旁边的备份里（名字以 .bak 结尾）");
            ui.label("重新打开：改用对方的版本，窗口里没有保存的修改不要了");
            ui.add_space(theme::GRID);
            buttons_ui(ui, self.answers())
        });
        Continuation::after(answer, view)
    }
}

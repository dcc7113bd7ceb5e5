//! Unsaved work that a crash left behind: offered at the start, kept until the user decides.

use egui::{ScrollArea, Ui};

use crate::{
    document::Document,
    storage::Recovery,
    ui::{Command, View, command::FileCommand},
};

use super::{Continuation, Dialog, default_button, dialog};

/// The list of recovery copies; a copy to be discarded is asked about twice.
pub struct RecoveryDialog {
    /// What each is, and where it is from.
    lines: Vec<(String, String)>,
    discarding: Option<usize>,
}

impl RecoveryDialog {
    pub fn new(recoveries: &[Recovery]) -> Self {
        Self { lines: recoveries.iter().map(line).collect(), discarding: None }
    }

    fn copy_ui(&mut self, ui: &mut Ui, index: usize) -> Option<FileCommand> {
        let (heading, origin) = &self.lines[index];
        ui.label(heading);
        ui.label(origin);
        let mut answer = None;
        ui.push_id(index, |ui| {
            ui.horizontal(|ui| {
                if self.discarding == Some(index) {
                    ui.label("丢弃后不能找回");
                    // First, where the button 丢弃 was: pressing twice by mistake discards nothing.
                    if ui.button("不丢弃").clicked() {
                        self.discarding = None;
                    }
                    if ui.button("确定丢弃").clicked() {
                        answer = Some(FileCommand::Discard(index));
                    }
                } else {
                    let recover = if index == 0 { default_button(ui, "恢复") } else { ui.button("恢复") };
                    if recover.clicked() {
                        answer = Some(FileCommand::Recover(index));
                    }
                    if ui.button("丢弃").clicked() {
                        self.discarding = Some(index);
                    }
                }
            });
        });
        answer
    }
}

impl Dialog for RecoveryDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "recovery", "上次有内容没有保存", Some(FileCommand::DecideLater), |ui| {
            ui.label("程序上次没有正常退出，以下内容已自动留存：");
            let mut answer = None;
            ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
                for index in 0..self.lines.len() {
                    ui.separator();
                    answer = answer.take().or(self.copy_ui(ui, index));
                }
            });
            ui.separator();
            if ui.button("以后再说").on_hover_text("下次启动时再问，留存的内容不会删除").clicked()
            {
                answer = Some(FileCommand::DecideLater);
            }
            answer.map(Some)
        });
        let Some(answer) = answer.flatten() else { return Continuation::Stay };
        let discarded = if let FileCommand::Discard(index) = answer { Some(index) } else { None };
        view.commands.push(Command::File(answer));
        if let Some(index) = discarded {
            self.lines.remove(index);
            self.discarding = None;
        }
        // The others are still to be decided about.
        if discarded.is_some() && !self.lines.is_empty() { Continuation::Stay } else { Continuation::Close }
    }
}

fn line(recovery: &Recovery) -> (String, String) {
    let file = recovery.draft.path.as_ref().map_or("还没有文件名".to_owned(), |path| path.display().to_string());
    (heading(&recovery.draft.document), format!("{file} · 留存于 {}", recovery.time))
}

fn heading(document: &Document) -> String {
    let department =
        if document.unit.department.is_blank() { "部门名称未录入" } else { &document.unit.department };
    document.unit.year.map_or_else(|| department.to_owned(), |year| format!("{department} · {year}年度"))
}

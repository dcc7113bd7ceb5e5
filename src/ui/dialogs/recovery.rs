//! 恢复未保存的内容：offered after a crash, kept until the user decides.

use egui::{ScrollArea, Ui};

use crate::{document::Document, storage::Recovery};

use super::{default_button, dialog};

/// The decision; the number is that of the recovery copy in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryChoice {
    /// Open it.
    Recover(usize),
    /// Remove it.
    Discard(usize),
    /// Ask again at the next start.
    Later,
}

/// Draws the list of recovery copies; a copy to be discarded is asked about twice.
pub fn recovery_ui(ui: &Ui, recoveries: &[Recovery], discarding: &mut Option<usize>) -> Option<RecoveryChoice> {
    dialog(ui, "recovery", "上次有内容没有保存", RecoveryChoice::Later, |ui| {
        ui.label("程序上次没有正常退出，以下内容已自动留存：");
        let mut choice = None;
        ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
            for (index, recovery) in recoveries.iter().enumerate() {
                ui.separator();
                choice = choice.or(copy_ui(ui, index, recovery, discarding));
            }
        });
        ui.separator();
        if ui.button("以后再说").on_hover_text("下次启动时再问，留存的内容不会删除").clicked() {
            choice = Some(RecoveryChoice::Later);
        }
        choice
    })
}

fn copy_ui(ui: &mut Ui, index: usize, recovery: &Recovery, discarding: &mut Option<usize>) -> Option<RecoveryChoice> {
    ui.label(heading(&recovery.draft.document));
    let file = recovery.draft.path.as_ref().map_or("还没有文件名".to_owned(), |path| path.display().to_string());
    ui.label(format!("{file} · 留存于 {}", recovery.time));
    let mut choice = None;
    ui.push_id(index, |ui| {
        ui.horizontal(|ui| {
            if *discarding == Some(index) {
                ui.label("丢弃后不能找回");
                // First, where the button 丢弃 was: pressing twice by mistake discards nothing.
                if ui.button("不丢弃").clicked() {
                    *discarding = None;
                }
                if ui.button("确定丢弃").clicked() {
                    choice = Some(RecoveryChoice::Discard(index));
                }
            } else {
                let recover = if index == 0 { default_button(ui, "恢复") } else { ui.button("恢复") };
                if recover.clicked() {
                    choice = Some(RecoveryChoice::Recover(index));
                }
                if ui.button("丢弃").clicked() {
                    *discarding = Some(index);
                }
            }
        });
    });
    choice
}

fn heading(document: &Document) -> String {
    let department =
        if document.unit.department.is_blank() { "部门名称未录入" } else { &document.unit.department };
    document.unit.year.map_or_else(|| department.to_owned(), |year| format!("{department} · {year}年度"))
}

//! How far an export is, and what was written.

use egui::{Label, ProgressBar, RichText, Ui};

use crate::ui::{dialogs::default_button, theme};

use super::{Answer, ExportCommand, ExportResult, content_ui};

/// What went wrong, read out at once.
pub(super) fn fault_ui(ui: &mut Ui, fault: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("✖").color(theme::palette(ui).error));
        let text = ui.label(fault);
        ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(egui::accesskit::Live::Assertive));
    });
    ui.add_space(theme::GRID);
}

/// How far it is; `Some` when it is to be cancelled.
pub(super) fn running_ui(ui: &mut Ui, words: &str, share: f32) -> Option<bool> {
    content_ui(ui, |ui| {
        let text = ui.label(words);
        ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(egui::accesskit::Live::Polite));
        let palette = theme::palette(ui);
        ui.visuals_mut().extreme_bg_color = palette.line;
        ui.add(ProgressBar::new(share).fill(palette.accent).desired_height(theme::GRID).corner_radius(theme::ROUNDING));
    });
    ui.add_space(theme::GRID);
    // Not the default: Enter pressed twice must not take back what it has begun.
    ui.button("取消").clicked().then_some(true)
}

/// What was written, and the ways to it.
pub(super) fn done_ui(ui: &mut Ui, result: &ExportResult, fault: Option<&str>) -> Option<Answer> {
    let mut act = None;
    content_ui(ui, |ui| {
        if let Some(fault) = fault {
            fault_ui(ui, fault);
        }
        for (index, path) in result.places.iter().enumerate() {
            ui.push_id(index, |ui| {
                ui.horizontal(|ui| {
                    let open = if index == 0 { default_button(ui, "打开") } else { ui.button("打开") };
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    ui.ctx().accesskit_node_builder(open.id, |node| node.set_label(format!("打开 {name}")));
                    if open.clicked() {
                        act = Some(Answer::Ask(ExportCommand::Open(path.clone())));
                    }
                    ui.add(Label::new(&*name).truncate());
                });
            });
        }
        for note in &result.notes {
            ui.add_space(theme::GRID);
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new("▲").color(theme::palette(ui).warning));
                ui.label(note);
            });
        }
    });
    ui.add_space(theme::GRID);
    ui.horizontal(|ui| {
        if ui.button("打开所在文件夹").clicked() {
            act = result.places.first().cloned().map(ExportCommand::OpenFolder).map(Answer::Ask);
        }
        if ui.button("关闭").clicked() {
            act = Some(Answer::Close);
        }
    });
    act
}

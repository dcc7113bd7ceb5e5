//! The first screen: new, open, sample, and recent files.

use std::path::{Path, PathBuf};

use egui::{Button, RichText, ScrollArea, Ui, vec2};

use crate::ui::{
    Command,
    command::{self, AuditingCommand, with_key},
    theme,
};

const WIDTH: f32 = 620.0;
const BUTTON: f32 = 220.0;

/// Draws the page; `recent` says of each file whether it is still there.
pub fn welcome_ui(ui: &mut Ui, recent: &[(PathBuf, bool)], commands: &mut Vec<Command>) {
    let margin = ((ui.available_width() - WIDTH) / 2.0).max(theme::GRID);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.add_space(margin);
            ui.vertical(|ui| {
                ui.set_width(WIDTH.min(ui.available_width() - theme::GRID));
                page_ui(ui, recent, commands);
            });
        });
    });
}

fn page_ui(ui: &mut Ui, recent: &[(PathBuf, bool)], commands: &mut Vec<Command>) {
    let weak = theme::palette(ui).weak_text;
    ui.add_space(ui.available_height().min(600.0) * 0.12);
    ui.label(RichText::new("决算公开编审").heading().size(26.0));
    ui.label(RichText::new("部门决算的录入、审核与公开").color(weak));
    ui.add_space(3.0 * theme::GRID);
    let choices = [
        (Command::New, "从空白开始，先填部门、年度，再选从账上录还是照已公开的报告录"),
        (Command::Open, "打开 .juesuan 或 .json 项目文件，也可把文件拖到窗口里；邮件里的附件请先存到文件夹"),
        (Command::Auditing(AuditingCommand::Ask), "别处写好的 Word、PDF、网页或文本报告，不需要项目文件就能审核"),
        (Command::OpenSample, "用一份真实公开的决算试用各项功能，不影响任何文件"),
        (Command::Guide, "从新建到导出的五步，一页带图，可以打印"),
    ];
    for (command, help) in choices {
        let Some(entry) = command::find(&command) else { continue };
        let button = with_key(Button::new((entry.title, egui::Atom::grow())), ui, entry);
        ui.horizontal(|ui| {
            if ui.add_sized(vec2(BUTTON, 34.0), button.truncate()).clicked() {
                commands.push(command);
            }
            ui.label(RichText::new(help).color(weak));
        });
    }
    if !recent.is_empty() {
        ui.add_space(3.0 * theme::GRID);
        ui.label(RichText::new("最近的文件").text_style(theme::section()));
        for (path, is_there) in recent {
            recent_ui(ui, path, *is_there, commands);
        }
    }
}

fn recent_ui(ui: &mut Ui, path: &Path, is_there: bool, commands: &mut Vec<Command>) {
    let weak = theme::palette(ui).weak_text;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let folder = path.parent().map_or_else(String::new, |folder| folder.display().to_string());
    ui.horizontal(|ui| {
        if is_there {
            if ui.link(name).on_hover_text(path.display().to_string()).clicked() {
                commands.push(Command::OpenFile(path.to_owned()));
            }
        } else {
            ui.label(RichText::new(format!("{name}（找不到了）")).color(weak));
        }
        if !is_there && ui.small_button("从列表移除").clicked() {
            commands.push(Command::ForgetRecent(path.to_owned()));
        }
        ui.add(egui::Label::new(RichText::new(folder).color(weak)).truncate());
    });
}

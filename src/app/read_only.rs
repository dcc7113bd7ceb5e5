//! Why the content cannot be changed, and what is said about it.

use std::path::{Path, PathBuf};

use egui::{Panel, Ui};

use crate::{
    document::{Document, Edit, Role},
    ui::{Command, SignCommand, command::ComparingCommand, theme, widgets::padlock},
};

use super::frame::bar;

/// Why the content can't be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ReadOnly {
    /// A former save or a backup is looked at: nothing of it may be changed.
    FormerSave {
        /// The file that it is of.
        file: PathBuf,
        /// What it is: “2025-08-20 09:30:00 的留存”.
        name: String,
    },
    /// Who reviews what others have prepared reads it, and may note, tick, send back and sign.
    Reviewing(Role),
}

impl ReadOnly {
    pub fn is_former_save(&self) -> bool {
        matches!(self, Self::FormerSave { .. })
    }

    /// The file that a former save is of.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::FormerSave { file, .. } => Some(file),
            Self::Reviewing(_) => None,
        }
    }

    pub fn forbids(&self, before: &Document, edit: &Edit) -> bool {
        match self {
            Self::FormerSave { .. } => true,
            // An edit that does not fit is told of when it is applied.
            Self::Reviewing(_) => before.apply(edit).is_ok_and(|after| after.content() != before.content()),
        }
    }

    /// What is said to whoever types.
    pub fn sentence(&self) -> String {
        match self {
            Self::FormerSave { name, .. } => {
                format!("这是 {name}，只能查看；可回到原文件后“恢复”，或另存为新文件再改")
            }
            Self::Reviewing(role) => {
                format!("以{}身份打开，内容只读；可以批注、核对、退回、签批，确需修改请按 Ctrl+Shift+I", role.label())
            }
        }
    }

    /// The window's title; `None` for the usual one.
    pub fn title(&self) -> Option<String> {
        match self {
            Self::FormerSave { file, name } => {
                let file = file.file_name().unwrap_or_default().to_string_lossy();
                Some(format!("{file}（{name}，只读） — 决算公开编审"))
            }
            Self::Reviewing(_) => None,
        }
    }

    /// A bar above the page that says so, with the ways out.
    pub fn bar_ui(&self, ui: &mut Ui, commands: &mut Vec<Command>) {
        Panel::top("read only").frame(bar(ui)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                let (rect, _) = ui.allocate_exact_size(padlock::SIZE, egui::Sense::hover());
                padlock::paint(ui.painter(), rect.center(), theme::palette(ui).weak_text, false);
                match self {
                    Self::FormerSave { file, name } => {
                        ui.label(format!("正在查看 {name}，内容不能修改"));
                        if ui.button("回到原文件").clicked() {
                            commands.push(Command::Comparing(ComparingCommand::BackToFile(file.clone())));
                        }
                        if ui.button("另存为…").clicked() {
                            commands.push(Command::SaveAs);
                        }
                    }
                    Self::Reviewing(role) => {
                        ui.label(format!("以{}身份打开，内容只读；可以批注、核对、退回、签批", role.label()));
                        if ui.button("允许修改").on_hover_text("Ctrl+Shift+I").clicked() {
                            commands.push(Command::Sign(SignCommand::AllowChanges));
                        }
                    }
                }
            });
        });
    }
}

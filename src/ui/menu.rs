//! 菜单栏：menus made from the command table; whose accounts these are, the entry unit, the way to the palette.

use std::path::{Path, PathBuf};

use egui::{Button, Label, Layout, RichText, Ui};

use crate::document::{Document, EntryUnit};

use super::{
    Command,
    command_table::{self, CommandEntry, Menu, with_key},
    frame_state::Possible,
    theme,
};

/// What the menu bar shows.
pub struct MenuBar<'a> {
    /// What can be done now.
    pub possible: &'a Possible,
    /// Files opened before that are still there.
    pub recent: &'a [(PathBuf, bool)],
    /// The open document.
    pub document: Option<&'a Document>,
}

impl MenuBar<'_> {
    /// Draws the bar.
    pub fn ui(&self, ui: &mut Ui, commands: &mut Vec<Command>) {
        egui::MenuBar::new().ui(ui, |ui| {
            for menu in Menu::ALL.into_iter().filter(|menu| *menu != Menu::GoTo) {
                ui.menu_button(menu.label(), |ui| self.menu_ui(menu, ui, commands));
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                self.palette_button_ui(ui, commands);
                if let Some(document) = self.document {
                    document_ui(document, ui, commands);
                }
            });
        });
    }

    fn menu_ui(&self, menu: Menu, ui: &mut Ui, commands: &mut Vec<Command>) {
        ui.set_min_width(240.0);
        let mut group = 0;
        for entry in command_table::of_menu(menu) {
            if entry.group != group {
                if menu == Menu::File && group == 0 {
                    self.recent_ui(ui, commands);
                }
                ui.separator();
                group = entry.group;
            }
            self.entry_ui(entry, ui, commands);
        }
        if menu == Menu::View {
            ui.separator();
            ui.add_enabled_ui(self.possible.document, |ui| {
                ui.menu_button(Menu::GoTo.label(), |ui| self.menu_ui(Menu::GoTo, ui, commands));
            });
        }
    }

    fn entry_ui(&self, entry: &CommandEntry, ui: &mut Ui, commands: &mut Vec<Command>) {
        let button = with_key(Button::new(self.possible.title(entry)), ui, entry);
        if ui.add_enabled(self.possible.allows(entry), button).clicked() {
            commands.push(entry.command.clone());
            ui.close();
        }
    }

    fn recent_ui(&self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let there: Vec<&Path> =
            self.recent.iter().filter(|(_, there)| *there).map(|(path, _)| path.as_path()).collect();
        ui.add_enabled_ui(!there.is_empty(), |ui| {
            ui.menu_button("最近打开", |ui| {
                for path in there {
                    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                    if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                        commands.push(Command::OpenFile(path.to_owned()));
                        ui.close();
                    }
                }
            });
        });
    }

    fn palette_button_ui(&self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(entry) = command_table::find(&Command::Palette) else { return };
        let text = RichText::new(format!("{} {}", entry.title, entry.key_text())).color(theme::palette(ui).weak_text);
        if ui.button(text).clicked() {
            commands.push(entry.command.clone());
        }
    }
}

/// 盐边县总工会 · 2024年度 · 万元
fn document_ui(document: &Document, ui: &mut Ui, commands: &mut Vec<Command>) {
    let unit = document.amount_unit().name();
    ui.menu_button(format!("{unit} ▼"), |ui| {
        for choice in [EntryUnit::Wan, EntryUnit::Yuan] {
            let title = command_table::find(&Command::SetEntryUnit(choice)).map_or("", |entry| entry.title);
            if ui.selectable_label(choice.label() == unit, title).clicked() {
                commands.push(Command::SetEntryUnit(choice));
                ui.close();
            }
        }
    })
    .response
    .on_hover_text("录入和显示金额的单位，切换时不改变已录入的数");
    let heading = heading(document);
    let label = Label::new(RichText::new(&heading).color(theme::palette(ui).weak_text)).truncate();
    ui.add(label).on_hover_text(&heading);
}

fn heading(document: &Document) -> String {
    let department =
        if document.unit.department.is_blank() { "部门名称未录入" } else { &document.unit.department };
    match document.unit.year {
        Some(year) => format!("{department} · {year}年度"),
        None => format!("{department} · 年度未录入"),
    }
}

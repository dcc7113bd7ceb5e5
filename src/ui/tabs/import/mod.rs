//! 导入: at the left what was read, in the middle what changes place by place, at the right the original.

mod changes;
mod tables;

use std::sync::Arc;

use egui::{Button, Key, Modifiers, Panel, ProgressBar, RichText, Ui};

use crate::{
    at,
    document::{Document, Edit, Entry, Precision},
    ui::{
        Command, Screen, View,
        command::{self, ImportCommand, with_key},
        state::{ImportProgress, ShownImport},
        theme,
        widgets::{
            original::{ListedFile, OriginalView},
            place_list::FileFold,
        },
    },
};

use changes::ChangeList;
use tables::TableList;

/// What the page remembers.
#[derive(Default)]
pub struct ImportTab {
    shown: Option<Arc<ShownImport>>,
    tables: TableList,
    changes: ChangeList,
    original: OriginalView,
    fold: FileFold,
    /// The original is that of the chosen table, and not of the chosen change.
    is_at_tables: bool,
    enters: bool,
}

/// Of the width of the page.
const TABLES_SHARE: f32 = 0.24;
const ORIGINAL_SHARE: f32 = 0.36;
/// Without the original.
const TABLES_SHARE_ALONE: f32 = 0.32;

impl Screen for ImportTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let desk = &view.desk.importing;
        let shown = desk.shown.clone();
        self.tools_ui(ui, view, shown.as_deref());
        if let Some(progress) = &desk.progress {
            progress_ui(ui, view.commands, progress);
        }
        for refused in &desk.refused {
            ui.label(RichText::new(refused).color(theme::palette(ui).error));
        }
        self.take_keys(ui, view);
        let Some(shown) = shown else {
            self.shown = None;
            if desk.progress.is_none() {
                nothing_ui(ui);
            }
            return;
        };
        self.renew(&shown, view.document);
        for warning in &shown.plan.warnings {
            ui.label(RichText::new(warning).color(theme::palette(ui).warning));
        }
        if shown.plan.offers_wan_two && ui.button("把数据精度改为万元两位").clicked() {
            let entry = Entry::Choice(Precision::WanTwo.name());
            view.commands.push(Command::Edit(Edit::Set { path: at!(unit.precision), entry }));
        }
        ui.label(summary(&shown));
        self.parts_ui(ui, view, &shown);
    }

    fn enter(&mut self) {
        self.enters = true;
    }

    fn fold(&mut self) -> bool {
        self.fold.toggle();
        self.enters = true;
        true
    }
}

impl ImportTab {
    fn renew(&mut self, shown: &Arc<ShownImport>, document: &Document) {
        if self.shown.as_ref().is_some_and(|before| Arc::ptr_eq(before, shown)) {
            return;
        }
        let is_other = self.shown.as_ref().is_none_or(|before| !is_same(before, shown));
        self.tables.renew(shown);
        self.changes.renew(shown, document);
        self.shown = Some(shown.clone());
        if is_other {
            self.original.forget();
            self.changes.choose_first();
            self.is_at_tables = false;
            self.enters = true;
        }
    }

    fn parts_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: &ShownImport) {
        if std::mem::take(&mut self.enters) {
            if self.is_at_tables || self.changes.is_empty() { self.tables.enter() } else { self.changes.enter() }
        }
        let width = ui.available_width();
        let (is_open, is_narrow) = self.fold.of_width(width);
        let framed = egui::Frame::NONE.inner_margin(theme::CELL_PADDING);
        if is_open && is_narrow {
            egui::CentralPanel::default().frame(framed).show(ui, |ui| self.original_ui(ui, view, shown));
            return;
        }
        if is_open {
            let original = Panel::right("original").exact_size(width * ORIGINAL_SHARE).resizable(false);
            original.frame(framed).show(ui, |ui| self.original_ui(ui, view, shown));
        }
        let mut entered = false;
        let share = if is_open { TABLES_SHARE } else { TABLES_SHARE_ALONE };
        let tables = Panel::left("tables").exact_size(width * share).resizable(false);
        tables.frame(egui::Frame::NONE).show(ui, |ui| {
            let done = self.tables.ui(ui, shown, view.commands);
            if done.has_focus {
                self.is_at_tables = true;
            }
            entered |= done.entered.is_some();
        });
        egui::CentralPanel::default().frame(framed).show(ui, |ui| {
            let done = self.changes.ui(ui, shown, view.document);
            if done.has_focus {
                self.is_at_tables = false;
            }
            entered |= done.entered.is_some();
        });
        if entered {
            self.original.show();
            self.fold.open();
        }
    }

    fn tools_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: Option<&ShownImport>) {
        let can_take = shown.is_some_and(|shown| shown.plan.edit.is_some());
        ui.horizontal_wrapped(|ui| {
            let weak = theme::palette(ui).weak_text;
            let key = |key: &str| RichText::new(key).color(weak);
            let take = Button::new("取用").shortcut_text(key("Ctrl+Enter"));
            if ui.add_enabled(can_take, take).clicked() {
                view.commands.push(Command::Importing(ImportCommand::TakeOver));
            }
            if let Some(entry) = command::find(&Command::Importing(ImportCommand::Ask))
                && ui.add(with_key(Button::new("读取文件…"), ui, entry)).clicked()
            {
                view.commands.push(entry.command.clone());
            }
            if shown.is_some() && ui.button("清空").on_hover_text("不再看这些文件，内容不改").clicked() {
                view.commands.push(Command::Importing(ImportCommand::Clear));
            }
            if shown.is_some() {
                self.fold.button_ui(ui);
            }
            if ui.add(Button::new("离开").shortcut_text(key("Esc"))).clicked() {
                view.commands.push(Command::Importing(ImportCommand::Leave));
            }
        });
        ui.add_space(theme::GRID / 2.0);
    }

    fn take_keys(&self, ui: &Ui, view: &mut View<'_>) {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::COMMAND, Key::Enter) {
            view.commands.push(Command::Importing(ImportCommand::TakeOver));
        }
        if pressed(Modifiers::NONE, Key::Escape) {
            view.commands.push(Command::Importing(ImportCommand::Leave));
        }
    }

    fn original_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: &ShownImport) {
        let place = if self.is_at_tables { self.tables.chosen_place(shown) } else { self.changes.chosen_place(shown) };
        let found = place.and_then(|(source, place)| Some((source, shown.sources.get(source)?, place)));
        let Some((number, source, place)) = found else {
            ui.label(
                RichText::new("这一项由文件中的几处得出，没有单独的位置；在左边选一张表可看原件")
                    .color(theme::palette(ui).weak_text),
            );
            return;
        };
        let page = view.desk.importing.page.as_ref();
        let (name, evidence, original) = (&source.file, &source.evidence, &source.original);
        let file = ListedFile { name, evidence, original, page };
        let wanted = self.original.file_ui(ui, &file, Some(&place.into()));
        view.commands.extend(wanted.map(|page| Command::Importing(ImportCommand::ShowPage(number, page))));
    }
}

/// Whether both are of the same files.
fn is_same(one: &ShownImport, other: &ShownImport) -> bool {
    one.sources.len() == other.sources.len()
        && one.sources.iter().zip(&other.sources).all(|(one, other)| Arc::ptr_eq(one, other))
}

fn summary(shown: &ShownImport) -> String {
    let plan = &shown.plan;
    let compared = plan.agreeing + plan.claims.len();
    let mut parts = vec![format!("可取用 {} 个数", plan.changes.len())];
    if plan.unchanged > 0 {
        parts.push(format!("{} 个已经相同", plan.unchanged));
    }
    if plan.wordings > 0 {
        parts.push(format!("上年的文字 {} 段作为建议", plan.wordings));
    }
    if compared > 0 {
        parts.push(format!("核对合计和重复的数 {compared} 个，{} 个不符", plan.claims.len()));
    }
    if plan.uncompared > 0 {
        parts.push(format!("{} 个还没有数可对", plan.uncompared));
    }
    if !plan.rest.is_empty() {
        parts.push(format!("{} 处没有取用", plan.rest.len()));
    }
    format!("{}。空格键勾选表，回车看原件", parts.join("，"))
}

fn progress_ui(ui: &mut Ui, commands: &mut Vec<Command>, progress: &ImportProgress) {
    ui.horizontal(|ui| {
        let done = progress.done.load(std::sync::atomic::Ordering::Relaxed);
        let share = done as f32 / progress.files.len().max(1) as f32;
        ui.add(ProgressBar::new(share).desired_width(160.0));
        ui.label(progress.words());
        if ui.button("取消").clicked() {
            commands.push(Command::Importing(ImportCommand::Cancel));
        }
    });
}

fn nothing_ui(ui: &mut Ui) {
    ui.label("从决算报表、公开报告或同事的表里取数：把文件拖到窗口上，或按 Ctrl+Shift+O 选文件");
    ui.label("可以读 Excel（xlsx、xls）、Word（docx）、PDF、网页表格和文本；扫描件、加密的和旧式 doc、wps 文件读不了，请先另存为 docx 或带文字的 PDF");
    ui.label("年度是本年的填本年数，是上年的填上年数并锁定；确认取用之前内容不会改动，取用以后可以一步撤销");
}

//! 导出：what, whether a draft, where to; then how far it is; then what was written.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use egui::{Grid, Label, ProgressBar, RadioButton, RichText, ScrollArea, Ui};

use crate::{
    document::Document,
    export::{ExportOrder, Format, Mark, Progress, Target},
    storage::{ExportChoices, exists},
    ui::theme,
};

use super::{default_button, dialog};

/// How often the bar moves.
const TICK: Duration = Duration::from_millis(100);

/// What the person wants.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportAct {
    /// Close the dialog.
    Close,
    /// Ask for another folder.
    ChooseFolder,
    /// Go to what forbids a final document.
    ShowBlockers,
    /// Begin.
    Start(ExportOrder),
    /// Stop.
    Cancel,
    /// Stop, and end the program.
    Leave,
    /// Open a file with its program.
    Open(PathBuf),
    /// Show the folder of the files.
    OpenFolder(PathBuf),
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportResult {
    /// Of each format: the file, or the folder.
    pub places: Vec<PathBuf>,
    /// What the person has to know.
    pub notes: Vec<String>,
}

/// The dialog while it is open.
pub struct ExportDialog {
    document: Arc<Document>,
    blockers: usize,
    choices: ExportChoices,
    /// Where files go until another folder is chosen.
    usual_folder: Option<PathBuf>,
    /// Those files of the form that are there already.
    replaced: Vec<PathBuf>,
    fault: Option<String>,
    stage: Stage,
}

enum Stage {
    Asking,
    Running { order: ExportOrder, progress: Arc<Progress>, is_leaving: bool },
    Done(ExportResult),
}

impl ExportDialog {
    /// For this document, of which so many errors are open; with the choices of the last time.
    pub fn new(
        document: Arc<Document>,
        blockers: usize,
        choices: ExportChoices,
        usual_folder: Option<PathBuf>,
    ) -> Self {
        let (fault, replaced) = (None, Vec::new());
        let mut dialog = Self { document, blockers, choices, usual_folder, replaced, fault, stage: Stage::Asking };
        dialog.look_for_replaced();
        dialog
    }

    /// What was chosen, for the next time.
    pub fn choices(&self) -> &ExportChoices {
        &self.choices
    }

    /// Where the files go.
    pub fn folder(&self) -> Option<&Path> {
        self.choices.folder.as_deref().or(self.usual_folder.as_deref())
    }

    /// Another folder was chosen.
    pub fn set_folder(&mut self, folder: PathBuf) {
        let is_usual = self.usual_folder.as_ref() == Some(&folder);
        self.choices.folder = (!is_usual).then_some(folder);
        self.fault = None;
        self.look_for_replaced();
    }

    /// The export has begun.
    pub fn begin(&mut self, order: ExportOrder, progress: Arc<Progress>) {
        self.fault = None;
        self.stage = Stage::Running { order, progress, is_leaving: false };
    }

    /// Everything is written.
    pub fn finish(&mut self, result: ExportResult) {
        self.fault = None;
        self.stage = Stage::Done(result);
    }

    /// Nothing is written, or a file cannot be opened: the dialog stays, and it can be tried again.
    pub fn fail(&mut self, sentence: String) {
        self.fault = Some(sentence);
        if matches!(self.stage, Stage::Running { .. }) {
            self.stage = Stage::Asking;
            self.look_for_replaced();
        }
    }

    /// The window is to be closed: asks first while an export runs. True when nothing is in the way.
    pub fn may_leave(&mut self) -> bool {
        match &mut self.stage {
            Stage::Running { is_leaving, .. } => {
                *is_leaving = true;
                false
            }
            _ => true,
        }
    }

    fn mark(&self) -> Mark {
        if self.choices.is_final && self.blockers == 0 { Mark::Final } else { Mark::Draft }
    }

    fn target(&self, format: Format) -> Option<Target> {
        let path = self.folder()?.join(format.file_name(&self.document, self.mark()));
        Some(Target { format, path })
    }

    fn order(&self) -> Option<ExportOrder> {
        let targets: Vec<Target> = self.choices.formats.iter().filter_map(|format| self.target(*format)).collect();
        (!targets.is_empty()).then(|| ExportOrder { mark: self.mark(), targets })
    }

    /// Asks the disk: only when something has changed.
    fn look_for_replaced(&mut self) {
        let targets = Format::ALL.into_iter().filter_map(|format| self.target(format));
        self.replaced = targets.map(|target| target.path).filter(|path| exists(path)).collect();
    }

    /// Draws it.
    pub fn ui(&mut self, ui: &Ui) -> Option<ExportAct> {
        match &self.stage {
            Stage::Asking => dialog(ui, "export", "导出文件", ExportAct::Close, |ui| self.form_ui(ui)),
            Stage::Running { order, progress, is_leaving } => {
                ui.ctx().request_repaint_after(TICK);
                if *is_leaving {
                    return self.leaving_ui(ui);
                }
                let words = order.stage_words(progress.stage());
                let (part, whole) = (progress.stage() as f32, order.targets.len() as f32);
                let share = (part + f32::from(progress.percent()) / 100.0).min(whole) / whole;
                dialog(ui, "export", "正在导出", ExportAct::Cancel, |ui| running_ui(ui, &words, share))
            }
            Stage::Done(result) => {
                let fault = self.fault.as_deref();
                dialog(ui, "export", "已导出", ExportAct::Close, |ui| done_ui(ui, result, fault))
            }
        }
    }

    fn form_ui(&mut self, ui: &mut Ui) -> Option<ExportAct> {
        if let Some(fault) = &self.fault {
            fault_ui(ui, fault);
        }
        let before = self.choices.clone();
        self.formats_ui(ui);
        ui.add_space(theme::GRID);
        let mut act = self.mark_ui(ui);
        ui.add_space(theme::GRID);
        act = act.or(self.folder_ui(ui));
        if before != self.choices {
            self.look_for_replaced();
        }
        ui.add_space(theme::GRID);
        let order = self.order();
        ui.horizontal(|ui| {
            let start = ui.add_enabled_ui(order.is_some(), |ui| default_button(ui, "导出").clicked()).inner;
            if start && let Some(order) = order {
                act = Some(ExportAct::Start(order));
            }
            if ui.button("取消").clicked() {
                act = Some(ExportAct::Close);
            }
            if self.choices.formats.is_empty() {
                ui.label(RichText::new("请至少选一种格式").color(theme::palette(ui).weak_text));
            }
        });
        act
    }

    fn formats_ui(&mut self, ui: &mut Ui) {
        Grid::new("export formats").num_columns(2).spacing([16.0, 4.0]).show(ui, |ui| {
            for format in Format::ALL {
                let mut is_wanted = self.choices.formats.contains(&format);
                if ui.checkbox(&mut is_wanted, format.label()).on_hover_text(format.hint()).changed() {
                    self.choices.formats.retain(|other| *other != format);
                    if is_wanted {
                        self.choices.formats.push(format);
                        self.choices.formats.sort();
                    }
                }
                let name = format.file_name(&self.document, self.mark());
                let is_replaced = self.replaced.iter().any(|path| path.ends_with(&name));
                let note = if is_wanted && is_replaced { "（替换已有的）" } else { "" };
                let text = RichText::new(format!("{name}{note}")).color(theme::palette(ui).weak_text);
                ui.add(Label::new(text).truncate());
                ui.end_row();
            }
        });
    }

    fn mark_ui(&mut self, ui: &mut Ui) -> Option<ExportAct> {
        let mut act = None;
        let is_final = self.mark() == Mark::Final;
        ui.horizontal(|ui| {
            let draft = ui.radio(!is_final, "草稿").on_hover_text("带“草稿”字样，没有写的地方印作【待填】");
            let last = ui.add_enabled(self.blockers == 0, RadioButton::new(is_final, "定稿"));
            if draft.clicked() {
                self.choices.is_final = false;
            }
            if last.on_hover_text("用于公开").clicked() {
                self.choices.is_final = true;
            }
        });
        if self.blockers > 0 {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new("✖").color(theme::palette(ui).error));
                ui.label(format!("还有 {} 处错误没有改正，只能导出草稿", self.blockers));
                if ui.button("查看").clicked() {
                    act = Some(ExportAct::ShowBlockers);
                }
            });
        }
        act
    }

    fn folder_ui(&self, ui: &mut Ui) -> Option<ExportAct> {
        let mut act = None;
        ui.horizontal_wrapped(|ui| {
            ui.label("导出到");
            match self.folder() {
                Some(folder) => ui.label(folder.display().to_string()),
                None => ui.label(RichText::new("请选择文件夹").color(theme::palette(ui).error)),
            };
            if ui.button("更改…").clicked() {
                act = Some(ExportAct::ChooseFolder);
            }
        });
        act
    }

    fn leaving_ui(&mut self, ui: &Ui) -> Option<ExportAct> {
        let leaves = dialog(ui, "leave export", "导出还没有完成", false, |ui| {
            ui.label("现在退出就取消导出，不会留下写了一半的文件");
            ui.add_space(theme::GRID);
            let mut answer = None;
            ui.horizontal(|ui| {
                if default_button(ui, "继续导出").clicked() {
                    answer = Some(false);
                }
                if ui.button("取消导出并退出").clicked() {
                    answer = Some(true);
                }
            });
            answer
        });
        if let (Some(false), Stage::Running { is_leaving, .. }) = (leaves, &mut self.stage) {
            *is_leaving = false;
        }
        (leaves == Some(true)).then_some(ExportAct::Leave)
    }
}

fn fault_ui(ui: &mut Ui, fault: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("✖").color(theme::palette(ui).error));
        let text = ui.label(fault);
        ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(egui::accesskit::Live::Assertive));
    });
    ui.add_space(theme::GRID);
}

fn running_ui(ui: &mut Ui, words: &str, share: f32) -> Option<ExportAct> {
    ui.label(words);
    ui.add(ProgressBar::new(share).show_percentage());
    ui.add_space(theme::GRID);
    // Not the default: Enter pressed twice must not take back what it has begun.
    ui.button("取消").clicked().then_some(ExportAct::Cancel)
}

fn done_ui(ui: &mut Ui, result: &ExportResult, fault: Option<&str>) -> Option<ExportAct> {
    if let Some(fault) = fault {
        fault_ui(ui, fault);
    }
    let mut act = None;
    ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
        for (index, path) in result.places.iter().enumerate() {
            ui.push_id(index, |ui| {
                ui.horizontal(|ui| {
                    let open = if index == 0 { default_button(ui, "打开") } else { ui.button("打开") };
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    ui.ctx().accesskit_node_builder(open.id, |node| node.set_label(format!("打开 {name}")));
                    if open.clicked() {
                        act = Some(ExportAct::Open(path.clone()));
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
            act = result.places.first().cloned().map(ExportAct::OpenFolder);
        }
        if ui.button("关闭").clicked() {
            act = Some(ExportAct::Close);
        }
    });
    act
}

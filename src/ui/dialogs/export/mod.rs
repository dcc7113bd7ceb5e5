//! Export: what, whether a draft, where to; then how far it is; then what was written.

mod stages;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use egui::{Grid, Label, RadioButton, RichText, ScrollArea, Ui};

use crate::{
    document::Document,
    export::{DocumentStatus, ExportChoices, ExportOrder, ExportTarget, Format, Imprint, Progress},
    ui::{Command, View, command::ExportCommand, theme},
    workflow::other_year_in_name,
};

use super::{Continuation, Dialog, buttons_ui, default_button, dialog, way_to_blockers};
use stages::{done_ui, fault_ui, running_ui};

/// How often the bar moves.
const TICK: Duration = Duration::from_millis(100);
/// Above the buttons, in every stage: the dialog neither grows nor moves under the pointer.
const CONTENT_HEIGHT: f32 = 372.0;
/// Heading, buttons and margins of the form.
const ROOM_FOR_FRAME: f32 = 150.0;

/// What an answer in the dialog leads to.
enum Answer {
    Close,
    /// To what forbids a final document.
    ShowBlockers,
    /// The dialog stays, and asks for this.
    Ask(ExportCommand),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportResult {
    /// Of each format: the file, or the folder.
    pub places: Vec<PathBuf>,
    /// What the person has to know.
    pub notes: Vec<String>,
    pub status: DocumentStatus,
}

impl ExportResult {
    /// The final document that is edited further or published: Word before PDF.
    pub fn final_document(&self) -> Option<&Path> {
        let of_kind = |ending: &str| {
            let mut places = self.places.iter().map(PathBuf::as_path);
            places.find(|path| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending)))
        };
        let document = of_kind("docx").or_else(|| of_kind("pdf"));
        document.filter(|_| self.status == DocumentStatus::Final)
    }
}

/// The dialog while it is open.
pub struct ExportDialog {
    document: Arc<Document>,
    /// Why there is no final document, if so.
    blocked: Option<String>,
    /// Whether it is signed, in words.
    signed: String,
    /// Who exports; may be blank.
    person: String,
    choices: ExportChoices,
    /// The formats to be offered the next time, where those chosen are for this once.
    kept_formats: Option<Vec<Format>>,
    /// Where files go until another folder is chosen.
    usual_folder: Option<PathBuf>,
    /// Those files of the form that are there already.
    replaced: Vec<PathBuf>,
    /// What the disk is to be asked for.
    question: Option<Vec<PathBuf>>,
    fault: Option<String>,
    stage: ExportStage,
}

enum ExportStage {
    Asking,
    Running { order: ExportOrder, progress: Arc<Progress>, is_leaving: bool },
    Done(ExportResult),
}

impl ExportDialog {
    /// For this document, with what forbids a final one, whether it is signed and the choices of the last time.
    pub fn new(
        document: Arc<Document>,
        blocked: Option<String>,
        signed: String,
        person: String,
        choices: ExportChoices,
        usual_folder: Option<PathBuf>,
    ) -> Self {
        let mut dialog = Self {
            document,
            blocked,
            signed,
            person,
            choices,
            kept_formats: None,
            usual_folder,
            replaced: Vec::new(),
            question: None,
            fault: None,
            stage: ExportStage::Asking,
        };
        dialog.look_for_replaced();
        dialog
    }

    /// This format alone, without forgetting which were chosen the last time.
    pub fn choose_for_once(&mut self, format: Format) {
        let formats = std::mem::replace(&mut self.choices.formats, vec![format]);
        self.kept_formats = Some(formats);
    }

    /// What is to be offered the next time.
    fn kept_choices(&self) -> ExportChoices {
        let formats = self.kept_formats.as_ref().unwrap_or(&self.choices.formats);
        ExportChoices { formats: formats.clone(), ..self.choices.clone() }
    }

    /// Where the files go.
    fn folder(&self) -> Option<&Path> {
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
        self.stage = ExportStage::Running { order, progress, is_leaving: false };
    }

    pub fn finish(&mut self, result: ExportResult) {
        self.fault = None;
        self.stage = ExportStage::Done(result);
    }

    /// Nothing is written, or a file cannot be opened: the dialog stays, and it can be tried again.
    pub fn fail(&mut self, sentence: String) {
        self.fault = Some(sentence);
        if matches!(self.stage, ExportStage::Running { .. }) {
            self.stage = ExportStage::Asking;
            self.look_for_replaced();
        }
    }

    fn status(&self) -> DocumentStatus {
        if self.choices.is_final && self.blocked.is_none() { DocumentStatus::Final } else { DocumentStatus::Draft }
    }

    fn imprint(&self) -> Imprint {
        let author = (self.choices.names_person && !self.person.is_empty()).then(|| self.person.clone());
        Imprint { status: self.status(), author }
    }

    fn target(&self, format: Format) -> Option<ExportTarget> {
        let path = self.folder()?.join(format.file_name(&self.document, self.status()));
        Some(ExportTarget { format, path })
    }

    fn order(&self) -> Option<ExportOrder> {
        let targets: Vec<ExportTarget> =
            self.choices.formats.iter().filter_map(|format| self.target(*format)).collect();
        (!targets.is_empty()).then(|| ExportOrder { imprint: self.imprint(), targets })
    }

    /// The names of the files follow the accounts; the folder may be that of another year.
    fn year_asked(&self) -> Option<String> {
        let folder = self.folder()?.file_name()?.to_string_lossy().into_owned();
        let asked = other_year_in_name(&self.document, &folder)?;
        Some(asked.replace("文件名", "文件夹名"))
    }

    /// Only when something has changed.
    fn look_for_replaced(&mut self) {
        let targets = Format::ALL.into_iter().filter_map(|format| self.target(format));
        self.question = Some(targets.map(|target| target.path).collect());
    }

    /// Those of them that are there.
    pub fn answer(&mut self, replaced: Vec<PathBuf>) {
        self.replaced = replaced;
    }

    /// The folder of the last time is gone.
    pub fn forget_folder(&mut self, gone: &Path) {
        if self.choices.folder.as_deref() == Some(gone) {
            self.choices.folder = None;
            self.look_for_replaced();
        }
    }

    fn stage_ui(&mut self, ui: &Ui) -> Option<Answer> {
        match &self.stage {
            ExportStage::Asking => dialog(ui, "export", "导出文件", Answer::Close, |ui| self.form_ui(ui)),
            ExportStage::Running { order, progress, is_leaving } => {
                ui.ctx().request_repaint_after(TICK);
                if *is_leaving {
                    return self.leaving_ui(ui).map(Answer::Ask);
                }
                let words = order.stage_words(progress.stage());
                let (part, whole) = (progress.stage() as f32, order.targets.len() as f32);
                let share = (part + f32::from(progress.percent()) / 100.0).min(whole) / whole;
                let cancels = dialog(ui, "export", "正在导出", true, |ui| running_ui(ui, &words, share));
                cancels.map(|_| Answer::Ask(ExportCommand::Cancel))
            }
            ExportStage::Done(result) => {
                let fault = self.fault.as_deref();
                dialog(ui, "export", "已导出", Answer::Close, |ui| done_ui(ui, result, fault))
            }
        }
    }

    fn form_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let before = self.choices.clone();
        let mut act = content_ui(ui, |ui| self.fields_ui(ui));
        if before != self.choices {
            self.look_for_replaced();
        }
        ui.add_space(theme::GRID);
        let order = self.order();
        ui.horizontal(|ui| {
            let start = ui.add_enabled_ui(order.is_some(), |ui| default_button(ui, "导出").clicked()).inner;
            if start && let Some(order) = order {
                act = Some(Answer::Ask(ExportCommand::Start(order, self.kept_choices())));
            }
            if ui.button("取消").clicked() {
                act = Some(Answer::Close);
            }
            if self.choices.formats.is_empty() {
                ui.label(RichText::new("请至少选一种格式").color(theme::palette(ui).weak_text));
            }
        });
        act
    }

    fn fields_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        if let Some(fault) = &self.fault {
            fault_ui(ui, fault);
        }
        self.formats_ui(ui);
        ui.add_space(theme::GRID);
        let act = self.mark_ui(ui);
        ui.add_space(theme::GRID);
        act.or(self.folder_ui(ui))
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
                let name = format.file_name(&self.document, self.status());
                let target = self.target(format);
                let is_replaced = target.is_some_and(|target| self.replaced.contains(&target.path));
                let note = if is_wanted && is_replaced { "（替换已有的）" } else { "" };
                let text = RichText::new(format!("{name}{note}")).color(theme::palette(ui).weak_text);
                ui.add(Label::new(text).truncate());
                ui.end_row();
            }
        });
    }

    fn mark_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let mut act = None;
        let is_final = self.status() == DocumentStatus::Final;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * theme::GRID;
            let draft = ui.radio(!is_final, "草稿").on_hover_text("带“草稿”字样，没有写的地方印作【待填】");
            let last = ui.add_enabled(self.blocked.is_none(), RadioButton::new(is_final, "定稿"));
            if draft.clicked() {
                self.choices.is_final = false;
            }
            if last.on_hover_text("用于公开").clicked() {
                self.choices.is_final = true;
            }
        });
        ui.label(RichText::new(&self.signed).color(theme::palette(ui).weak_text));
        if let Some(blocked) = &self.blocked {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new("✖").color(theme::palette(ui).error));
                ui.label(format!("{blocked}，只能导出草稿"));
                if ui.button("查看").clicked() {
                    act = Some(Answer::ShowBlockers);
                }
            });
        }
        if !self.person.is_empty() {
            let words = format!("文件属性里的作者写我的姓名（{}）", self.person);
            ui.checkbox(&mut self.choices.names_person, words).on_hover_text("不勾选时写部门名称");
        }
        act
    }

    fn folder_ui(&self, ui: &mut Ui) -> Option<Answer> {
        let mut act = None;
        ui.horizontal_wrapped(|ui| {
            ui.label("导出到");
            match self.folder() {
                Some(folder) => ui.label(folder.display().to_string()),
                None => ui.label(RichText::new("请选择文件夹").color(theme::palette(ui).error)),
            };
            if ui.button("更改…").clicked() {
                act = Some(Answer::Ask(ExportCommand::ChooseFolder(self.folder().map(Path::to_owned))));
            }
        });
        if let Some(asked) = self.year_asked() {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new("●").color(theme::palette(ui).hint));
                ui.label(asked);
            });
        }
        act
    }

    fn leaving_ui(&mut self, ui: &Ui) -> Option<ExportCommand> {
        let leaves = dialog(ui, "leave export", "导出还没有完成", false, |ui| {
            ui.label("现在退出就取消导出，不会留下写了一半的文件");
            ui.add_space(theme::GRID);
            buttons_ui(ui, [("继续导出", false), ("取消导出并退出", true)])
        });
        if let (Some(false), ExportStage::Running { is_leaving, .. }) = (leaves, &mut self.stage) {
            *is_leaving = false;
        }
        (leaves == Some(true)).then_some(ExportCommand::Leave)
    }
}

impl Dialog for ExportDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        // The disk is asked each time other files come into question.
        let question = self.question.take().map(ExportCommand::LookFor);
        view.commands.extend(question.map(Command::Exporting));
        match self.stage_ui(ui) {
            None => Continuation::Stay,
            Some(Answer::Close) => Continuation::Close,
            Some(Answer::ShowBlockers) => {
                view.commands.push(way_to_blockers(view.derived));
                Continuation::Close
            }
            Some(Answer::Ask(command)) => {
                view.commands.push(Command::Exporting(command));
                Continuation::Stay
            }
        }
    }

    /// Not while an export runs: then it asks.
    fn gives_way(&mut self) -> bool {
        match &mut self.stage {
            ExportStage::Running { is_leaving, .. } => {
                *is_leaving = true;
                false
            }
            ExportStage::Asking | ExportStage::Done(_) => true,
        }
    }
}

/// What stands above the buttons. Enlarged on a small screen it scrolls, and the buttons stay in sight.
fn content_ui<T>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> T) -> T {
    let most = (ui.ctx().content_rect().height() - ROOM_FOR_FRAME).max(2.0 * theme::ROW_HEIGHT);
    let height = CONTENT_HEIGHT.min(most);
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, false]);
    area.show(ui, content).inner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialog(choices: ExportChoices, blocked: Option<&str>) -> ExportDialog {
        ExportDialog::new(
            Arc::default(),
            blocked.map(str::to_owned),
            String::new(),
            String::new(),
            choices,
            Some("/项目".into()),
        )
    }

    fn order(dialog: &ExportDialog) -> ExportOrder {
        dialog.order().expect("something is chosen")
    }

    #[test]
    fn an_order_has_the_chosen_formats_in_the_chosen_folder() {
        let mut dialog = dialog(ExportChoices::default(), None);
        let targets = order(&dialog).targets;
        let published: Vec<Format> = Format::ALL.into_iter().filter(|format| format.is_published()).collect();
        assert_eq!(targets.iter().map(|target| target.format).collect::<Vec<_>>(), published);
        assert!(targets.iter().all(|target| target.path.starts_with("/项目")));
        dialog.set_folder("/公开".into());
        assert!(order(&dialog).targets[0].path.starts_with("/公开"));
        dialog.set_folder("/项目".into());
        assert_eq!(dialog.choices.folder, None, "the usual folder follows the project file");
        dialog.choices.formats.clear();
        assert_eq!(dialog.order(), None);
    }

    #[test]
    fn a_format_for_once_leaves_the_choice_of_the_last_time() {
        let mut dialog = dialog(ExportChoices::default(), None);
        dialog.choose_for_once(Format::ReviewSheet);
        assert_eq!(order(&dialog).targets.len(), 1);
        assert_eq!(dialog.kept_choices(), ExportChoices::default());
    }

    #[test]
    fn a_final_document_that_was_wanted_last_time_is_a_draft_while_an_error_is_open() {
        let wanted = || ExportChoices { is_final: true, ..ExportChoices::default() };
        assert_eq!(order(&dialog(wanted(), None)).imprint.status, DocumentStatus::Final);
        let draft = dialog(wanted(), Some("还有 1 处错误没有改正"));
        assert_eq!(order(&draft).imprint.status, DocumentStatus::Draft);
        assert!(draft.choices.is_final, "wanted again when it is possible");
    }

    #[test]
    fn the_person_is_named_only_if_chosen() {
        let of = |person: &str, names_person| {
            let choices = ExportChoices { names_person, ..ExportChoices::default() };
            let mut dialog = dialog(choices, None);
            dialog.person = person.to_owned();
            order(&dialog).imprint.author
        };
        assert_eq!(of("张三", true).as_deref(), Some("张三"));
        assert_eq!((of("张三", false), of("", true)), (None, None));
    }

    #[test]
    fn a_folder_of_another_year_is_asked_about() {
        let mut document = Document::default();
        document.unit.year = Some(2024);
        let mut dialog = ExportDialog::new(
            document.into(),
            None,
            String::new(),
            String::new(),
            ExportChoices::default(),
            Some("/公开".into()),
        );
        assert_eq!(dialog.year_asked(), None);
        dialog.set_folder("/公开/2023年度".into());
        let asked = "文件夹名里写的是2023年，这份决算是2024年度；请核对年度和文件夹名哪个没有改过来";
        assert_eq!(dialog.year_asked().as_deref(), Some(asked));
        dialog.set_folder("/2023/公开2024".into());
        assert_eq!(dialog.year_asked(), None);
    }

    #[test]
    fn only_a_running_export_keeps_the_window_open() {
        let mut dialog = dialog(ExportChoices::default(), None);
        assert!(dialog.gives_way());
        let running = order(&dialog);
        dialog.begin(running, Arc::default());
        assert!(!dialog.gives_way());
        dialog.fail("没有成功".to_owned());
        assert!(dialog.gives_way());
        assert_eq!(dialog.fault.as_deref(), Some("没有成功"));
    }
}

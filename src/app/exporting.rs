//! Export: a worker of its own makes and writes the files; the window shows how far it is.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use egui::Context;

use crate::{
    console::{ChildError, produce_in_child},
    derived::Derived,
    export::{self, DocumentStatus, ExportError, ExportOrder, Format, Progress},
    session::Session,
    storage::{self, accounts_key},
    ui::{
        Command,
        command::ExportCommand,
        dialogs::{ExportDialog, ExportResult},
    },
};

use super::{
    Opened, PathRequest, Window,
    apart::Lane,
    asking::{Asked, Purpose},
};

const INTERNAL: &str = "导出没有完成，属于程序内部问题，没有写任何文件；请把项目文件发给维护人员";

/// What is exported, and who is told of programs that could not show a file.
#[derive(Default)]
pub(super) struct Exports {
    job: Option<ExportJob>,
    opening_failed: OpeningFailed,
}

/// An export that is running.
struct ExportJob {
    progress: Arc<Progress>,
    answer: mpsc::Receiver<Result<ExportResult, String>>,
    /// The program ends when the worker has answered.
    is_leaving: bool,
}

/// A program that should show a file, and could not.
struct OpeningFailed {
    sender: mpsc::Sender<PathBuf>,
    answer: mpsc::Receiver<PathBuf>,
}

impl Default for OpeningFailed {
    fn default() -> Self {
        let (sender, answer) = mpsc::channel();
        Self { sender, answer }
    }
}

impl Exports {
    /// Called from any thread when a file could not be shown: the window says so.
    pub fn say_when_not_opened(&self, path: PathBuf, context: &Context) -> Box<dyn FnOnce() + Send> {
        let (sender, context) = (self.opening_failed.sender.clone(), context.clone());
        Box::new(move || {
            let _ = sender.send(path);
            context.request_repaint();
        })
    }
}

/// Exporting, with what that may touch.
pub(super) struct Exporting<'a> {
    pub exports: &'a mut Exports,
    pub asked: &'a mut Asked,
    pub session: &'a Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Exporting<'_> {
    pub fn ask_what(&mut self) {
        self.ask(None);
    }

    /// For this format alone; what is chosen otherwise is not forgotten for it.
    pub fn ask_where(&mut self, format: Format) {
        self.ask(Some(format));
    }

    fn ask(&mut self, only: Option<Format>) {
        let derived = self.session.derived().clone();
        let blockers = derived.blockers();
        let blocked = (!blockers.is_empty()).then(|| blockers.summary());
        let signed = self.opened.desk.standing.beside_final();
        let beside = self.session.path().and_then(Path::parent).map(Path::to_owned);
        let usual = beside.or_else(|| self.window.services.documents_folder());
        let person = self.window.settings.author.trim().to_owned();
        let choices = self.window.settings.export.clone();
        if let Some(folder) = choices.folder.clone() {
            let asked = folder.clone();
            self.window.apart(
                Lane::Export,
                self.context,
                move || storage::exists(&asked),
                move |app, is_there| {
                    if let Some(dialog) = app.window.dialog_as::<ExportDialog>().filter(|_| is_there == Some(false)) {
                        dialog.forget_folder(&folder);
                    }
                },
            );
        }
        let mut dialog = ExportDialog::new(derived.document().clone(), blocked, signed, person, choices, usual);
        if let Some(format) = only {
            dialog.choose_for_once(format);
        }
        self.window.open(dialog);
    }

    /// Does what the dialog asks for.
    pub fn run(&mut self, command: ExportCommand) {
        match command {
            ExportCommand::LookFor(paths) => {
                let look = move || paths.into_iter().filter(|path| storage::exists(path)).collect();
                self.window.apart(Lane::Export, self.context, look, |app, replaced: Option<Vec<PathBuf>>| {
                    if let (Some(dialog), Some(replaced)) = (app.window.dialog_as::<ExportDialog>(), replaced) {
                        dialog.answer(replaced);
                    }
                });
            }
            ExportCommand::ChooseFolder(folder) => {
                self.asked.ask(PathRequest::Folder { title: "选择导出到的文件夹", folder }, Purpose::Export)
            }
            ExportCommand::Start(order, choices) => {
                self.window.settings.export = choices;
                self.window.save_settings();
                self.start(order);
            }
            ExportCommand::Cancel => self.cancel(false),
            ExportCommand::Leave => self.cancel(true),
            ExportCommand::Open(path) => {
                let failed = self.exports.say_when_not_opened(path.clone(), self.context);
                self.window.services.open_path(path, failed);
            }
            ExportCommand::OpenFolder(path) => {
                let failed = self.exports.say_when_not_opened(path.clone(), self.context);
                self.window.services.show_in_folder(path, failed);
            }
        }
    }

    /// The report goes to the clipboard as it may be published now.
    pub fn copy_for_web(&mut self) {
        let derived = self.session.derived().clone();
        let blockers = derived.blockers();
        let (status, what) = match blockers.is_empty() {
            true => (DocumentStatus::Final, "定稿".to_owned()),
            false => (DocumentStatus::Draft, format!("草稿：{}", blockers.summary())),
        };
        self.window.say("正在复制为网页文字…");
        let copy = move || export::web_copy(&derived, status, &Progress::default());
        self.window.apart(Lane::Export, self.context, copy, move |app, copy| {
            let copied = match copy {
                Some(Ok(copy)) => app.window.services.copy_html(&copy.html, &copy.text),
                Some(Err(error)) => return app.window.say_fault(error.to_string()),
                None => return app.window.say_fault(INTERNAL),
            };
            match copied {
                Ok(()) => app.window.say(format!("已复制为网页文字（{what}），可粘贴到网站的编辑器")),
                Err(error) => {
                    log::error!("the clipboard takes no page: {error}");
                    app.window.say_fault("没有复制成，剪贴板不接收网页；请用“导出…”（Ctrl+E）中的“网页稿”");
                }
            }
        });
    }

    fn start(&mut self, order: ExportOrder) {
        let (sender, answer) = mpsc::channel();
        let progress = Arc::new(Progress::default());
        let worker = {
            let (derived, order, progress) = (self.session.derived().clone(), order.clone(), progress.clone());
            let (context, program) = (self.context.clone(), self.window.services.child_program());
            move || {
                // The receiver is gone when the window is: then nobody wants to know.
                let _ = sender.send(export(&derived, &order, &progress, program.as_deref()));
                drop(sender);
                context.request_repaint();
            }
        };
        let started = thread::Builder::new().name("export".to_owned()).spawn(worker);
        let dialog = self.window.dialog_as::<ExportDialog>();
        match started {
            Ok(_) => {
                if let Some(dialog) = dialog {
                    dialog.begin(order, progress.clone());
                }
                self.exports.job = Some(ExportJob { progress, answer, is_leaving: false });
            }
            Err(error) => {
                log::error!("no thread for the export: {error}");
                if let Some(dialog) = dialog {
                    dialog.fail(INTERNAL.to_owned());
                }
            }
        }
    }

    fn cancel(&mut self, is_leaving: bool) {
        if let Some(job) = &mut self.exports.job {
            job.progress.cancel();
            job.is_leaving |= is_leaving;
        }
    }

    /// Takes the answers of the worker and of programs that were to open a file.
    pub fn take_answers(&mut self) {
        if let Some(result) = self.exports.job.as_ref().and_then(answer_of) {
            let is_leaving = self.exports.job.take().is_some_and(|job| job.is_leaving);
            if let Some(path) = result.as_ref().ok().and_then(ExportResult::final_document) {
                self.opened.desk.checking.last_final = Some(path.to_owned());
                if let Some(accounts) = accounts_key(self.session.document()) {
                    self.window.settings.remember_final(&accounts, path);
                    self.window.save_settings();
                }
            }
            if let Some(dialog) = self.window.dialog_as::<ExportDialog>() {
                match result {
                    Ok(result) => dialog.finish(result),
                    Err(sentence) => dialog.fail(sentence),
                }
            }
            if is_leaving {
                self.window.dialog = None;
                self.window.queue.push(Command::Quit);
            }
            self.context.request_repaint();
        }
        if let Ok(path) = self.exports.opening_failed.answer.try_recv() {
            let sentence = format!("这台电脑上没有能打开它的程序，或者它已被移走：{}", path.display());
            match self.window.dialog_as::<ExportDialog>() {
                Some(dialog) => dialog.fail(sentence),
                None => self.window.say_fault(sentence),
            }
        }
    }
}

/// What the worker answers; `None` while it works.
fn answer_of(job: &ExportJob) -> Option<Result<ExportResult, String>> {
    match job.answer.try_recv() {
        Ok(answer) => Some(answer),
        Err(mpsc::TryRecvError::Empty) => None,
        // It panicked; the log says where.
        Err(mpsc::TryRecvError::Disconnected) => Some(Err(INTERNAL.to_owned())),
    }
}

/// What the worker does.
fn export(
    derived: &Derived,
    order: &ExportOrder,
    progress: &Progress,
    program: Option<&Path>,
) -> Result<ExportResult, String> {
    for target in &order.targets {
        storage::check_output(&target.path, target.format.is_folder()).map_err(|error| error.to_string())?;
    }
    let here = || order.produce(derived, progress).map_err(|error: ExportError| error.to_string());
    let product = match program.map(|program| produce_in_child(program, derived, order, progress)) {
        None => here()?,
        Some(Ok(product)) => product,
        Some(Err(ChildError::Refused(sentence))) => return Err(sentence),
        // Where the system forbids a program to start itself, the memory stays here, but the files are made.
        Some(Err(error @ ChildError::NotStarted(_))) => {
            log::warn!("{error}");
            here()?
        }
        // What ended a process of its own would end the window.
        Some(Err(error @ ChildError::Broken(_))) => {
            log::error!("{error}");
            return Err(INTERNAL.to_owned());
        }
    };
    storage::write_outputs(&product.files).map_err(|error| error.to_string())?;
    log::info!("已导出 {} 个文件", product.files.len());
    let places = order.targets.iter().map(|target| target.path.clone()).collect();
    Ok(ExportResult { places, notes: product.notes, status: order.imprint.status })
}

//! 导出：a worker of its own makes and writes the files; the window shows how far it is.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use egui::Context;

use crate::{
    console::{ChildError, produce_in_child},
    derived::Derived,
    export::{ExportError, ExportOrder, Progress},
    storage,
    ui::{
        Command,
        command::ExportCommand,
        dialogs::{ExportDialog, ExportResult},
    },
};

use super::{App, apart::Lane};

const INTERNAL: &str = "导出没有完成，属于程序内部问题，没有写任何文件；请把项目文件发给维护人员";

/// An export that is running.
pub(super) struct ExportJob {
    progress: Arc<Progress>,
    answer: mpsc::Receiver<Result<ExportResult, String>>,
    /// The program ends when the worker has answered.
    is_leaving: bool,
}

/// A program that should show a file, and could not.
pub(super) struct OpeningFailed {
    sender: mpsc::Sender<PathBuf>,
    answer: mpsc::Receiver<PathBuf>,
}

impl Default for OpeningFailed {
    fn default() -> Self {
        let (sender, answer) = mpsc::channel();
        Self { sender, answer }
    }
}

impl App {
    pub(super) fn ask_what_to_export(&mut self, context: &Context) {
        let derived = self.session.derived().clone();
        let blockers = derived.blockers();
        let blocked = (!blockers.is_empty()).then(|| blockers.summary());
        let signed = self.desk.standing.beside_final();
        let beside = self.session.path().and_then(Path::parent).map(Path::to_owned);
        let usual = beside.or_else(|| self.services.documents_folder());
        let choices = self.settings.export.clone();
        if let Some(folder) = choices.folder.clone() {
            let asked = folder.clone();
            self.apart(
                Lane::Export,
                context,
                move || storage::exists(&asked),
                move |app, is_there, _| {
                    if let Some(dialog) = app.dialog_as::<ExportDialog>().filter(|_| is_there == Some(false)) {
                        dialog.forget_folder(&folder);
                    }
                },
            );
        }
        self.open_dialog(ExportDialog::new(derived.document().clone(), blocked, signed, choices, usual));
    }

    /// Does what the dialog asks for.
    pub(super) fn run_export(&mut self, command: ExportCommand, context: &Context, window: &eframe::Frame) {
        match command {
            ExportCommand::LookFor(paths) => {
                let look = move || paths.into_iter().filter(|path| storage::exists(path)).collect();
                self.apart(Lane::Export, context, look, |app, replaced: Option<Vec<PathBuf>>, _| {
                    if let (Some(dialog), Some(replaced)) = (app.dialog_as::<ExportDialog>(), replaced) {
                        dialog.answer(replaced);
                    }
                });
            }
            ExportCommand::ChooseFolder(folder) => self.ask_where_to_export(folder, context, window),
            ExportCommand::Start(order, choices) => {
                self.settings.export = choices;
                self.save_settings();
                self.start_export(order, context);
            }
            ExportCommand::Cancel => self.cancel_export(false),
            ExportCommand::Leave => self.cancel_export(true),
            ExportCommand::Open(path) => {
                let failed = self.say_when_not_opened(path.clone(), context);
                self.services.open_path(path, failed);
            }
            ExportCommand::OpenFolder(path) => {
                let failed = self.say_when_not_opened(path.clone(), context);
                self.services.show_in_folder(path, failed);
            }
        }
    }

    fn start_export(&mut self, order: ExportOrder, context: &Context) {
        let (sender, answer) = mpsc::channel();
        let progress = Arc::new(Progress::default());
        let worker = {
            let (derived, order, progress) = (self.session.derived().clone(), order.clone(), progress.clone());
            let (context, program) = (context.clone(), self.services.child_program());
            move || {
                // The receiver is gone when the window is: then nobody wants to know.
                let _ = sender.send(export(&derived, &order, &progress, program.as_deref()));
                drop(sender);
                context.request_repaint();
            }
        };
        let started = thread::Builder::new().name("export".to_owned()).spawn(worker);
        let dialog = self.dialog_as::<ExportDialog>();
        match started {
            Ok(_) => {
                if let Some(dialog) = dialog {
                    dialog.begin(order, progress.clone());
                }
                self.export = Some(ExportJob { progress, answer, is_leaving: false });
            }
            Err(error) => {
                log::error!("no thread for the export: {error}");
                if let Some(dialog) = dialog {
                    dialog.fail(INTERNAL.to_owned());
                }
            }
        }
    }

    fn cancel_export(&mut self, is_leaving: bool) {
        if let Some(job) = &mut self.export {
            job.progress.cancel();
            job.is_leaving |= is_leaving;
        }
    }

    /// Takes the answers of the worker and of programs that were to open a file.
    pub(super) fn take_export_answers(&mut self, context: &Context) {
        if let Some(result) = self.export.as_ref().and_then(answer_of) {
            let is_leaving = self.export.take().is_some_and(|job| job.is_leaving);
            if let Some(dialog) = self.dialog_as::<ExportDialog>() {
                match result {
                    Ok(result) => dialog.finish(result),
                    Err(sentence) => dialog.fail(sentence),
                }
            }
            if is_leaving {
                self.dialog = None;
                self.queue.push(Command::Quit);
            }
            context.request_repaint();
        }
        if let Ok(path) = self.opening_failed.answer.try_recv() {
            let sentence = format!("这台电脑上没有能打开它的程序，或者它已被移走：{}", path.display());
            match self.dialog_as::<ExportDialog>() {
                Some(dialog) => dialog.fail(sentence),
                None => self.say_fault(sentence),
            }
        }
    }

    pub(super) fn say_when_not_opened(&self, path: PathBuf, context: &Context) -> Box<dyn FnOnce() + Send> {
        let (sender, context) = (self.opening_failed.sender.clone(), context.clone());
        Box::new(move || {
            let _ = sender.send(path);
            context.request_repaint();
        })
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
    Ok(ExportResult { places, notes: product.notes })
}

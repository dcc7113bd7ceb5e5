//! 打开：read on a thread of its own; the window shows how long it takes and lets go of a disk that does not answer.

use std::path::{Path, PathBuf};

use egui::{Context, Id, Modal, Ui};

use crate::{
    session::OpenedFile,
    storage::{KeptCopy, backup_at, kept_copies, original_of_backup},
    ui::{
        Command,
        dialogs::{WaitChoice, Waiting},
    },
};

use super::{App, STAYS, apart::Lane};

/// What is read faster than this is opened without a word, in seconds.
const SILENT: f64 = 0.3;

/// So long a window does not close while it opens the file of a later start, in seconds.
const PROMISED: f64 = 3.0;

/// A file that is being read.
pub(super) struct Opening {
    path: PathBuf,
    number: u64,
    /// It was handed over by a later start.
    is_promised: bool,
    /// What is open meanwhile; a change of it, however it came, is not given up unasked.
    revision: u64,
    /// When it began, in seconds of the window's time.
    began: f64,
}

/// What there is where a file was to be opened.
enum Found {
    File(Box<OpenedFile>),
    Backup(KeptCopy),
    /// Why it can't be opened, and what there is besides.
    Fault(String, Vec<KeptCopy>),
}

impl Opening {
    /// It was handed over by a later start.
    pub(super) fn promise(&mut self) {
        self.is_promised = true;
    }
}

impl App {
    /// From now on the window waits for a file; its number tells the answer from that of one that was given up.
    pub(super) fn begin_opening(&mut self, path: PathBuf, context: &Context) -> u64 {
        self.opened += 1;
        let (number, revision) = (self.opened, self.session.revision());
        self.opening = Some(Opening { path, number, is_promised: false, revision, began: context.time() });
        context.request_repaint_after_secs(SILENT as f32);
        number
    }

    /// The answer is here; `None` where nobody waits for it any more.
    pub(super) fn end_opening(&mut self, number: u64) -> Option<Opening> {
        self.opening.take_if(|opening| opening.number == number)
    }

    pub(super) fn open_file(&mut self, path: &Path, context: &Context) {
        let number = self.begin_opening(path.to_owned(), context);
        let (path, data, job) = (path.to_owned(), self.data.clone(), self.session.open_job(path));
        let read = move || {
            // A backup is looked at, and saved under the name of its file: never over itself.
            let backup = original_of_backup(&path).and_then(|original| backup_at(&original, path.clone()));
            if let Some(copy) = backup {
                return Found::Backup(copy);
            }
            match job.run() {
                Ok(opened) => Found::File(Box::new(opened)),
                Err(error) => {
                    let copies = if error.asks_for_a_copy() { kept_copies(data.as_ref(), &path) } else { Vec::new() };
                    Found::Fault(format!("{}：{error}", path.display()), copies)
                }
            }
        };
        let then = move |app: &mut Self, found, context: &Context| app.open_ended(number, found, context);
        self.apart(Lane::Open(number), context, read, then);
    }

    fn open_ended(&mut self, number: u64, found: Option<Found>, context: &Context) {
        let Some(opening) = self.end_opening(number) else { return };
        match found {
            None => self.say_fault(format!("{}：程序内部出错，没有打开；请把文件发给维护人员", opening.path.display())),
            Some(Found::Fault(words, copies)) => self.offer_copies(words, copies),
            Some(_) if self.is_unsaved() && self.session.revision() != opening.revision => {
                self.replace_document(Command::OpenFile(opening.path), context);
            }
            Some(Found::Backup(copy)) => return self.open_copy(copy, context),
            Some(Found::File(opened)) => {
                let generations = opened.generations().into();
                self.session.finish_opening(*opened);
                self.document_opened();
                self.desk.comparing.generations = generations;
                self.remember(&opening.path);
                self.greet(context);
                if opening.is_promised {
                    self.stays_until = context.time() + STAYS;
                }
                self.name_emptied_folder();
            }
        }
        for text in std::mem::take(&mut self.warn_when_opened) {
            self.warn(&text);
        }
        if self.is_open && self.dialog.is_none() {
            self.tabs.enter(self.tab);
        }
    }

    /// While a file is read the window behind takes no input; soon it says why, and how to go back.
    pub(super) fn opening_ui(&mut self, ui: &Ui) {
        let Some(opening) = &self.opening else { return };
        let seconds = ui.ctx().time() - opening.began;
        if seconds < SILENT {
            self.type_ahead.hold(ui.ctx(), Vec::new());
            let silent = Modal::new(Id::unique("opening")).backdrop_color(egui::Color32::TRANSPARENT);
            silent.frame(egui::Frame::NONE).show(ui.ctx(), |_| ());
            return;
        }
        let name = opening.path.file_name().unwrap_or_default().to_string_lossy();
        let waiting = Waiting {
            heading: "正在打开",
            sentence: format!("正在打开“{name}”；文件在共享文件夹或移动存储上时可能要等一会儿"),
            seconds,
            back: "取消",
            leave: None,
        };
        if waiting.ui(ui) == Some(WaitChoice::Back) {
            self.give_up_opening();
            self.say("没有打开文件");
        }
    }

    /// Whether a file is being opened that a later start has handed over just now: a window that was being closed stays
    /// for it, but not for a disk that does not answer.
    pub(super) fn opens_promised(&self, context: &Context) -> bool {
        let is_recent = |opening: &Opening| context.time() - opening.began < PROMISED;
        self.opening.as_ref().is_some_and(|opening| opening.is_promised && is_recent(opening))
    }

    /// Whoever closes the window or thinks better of it does not wait for the disk.
    pub(super) fn give_up_opening(&mut self) {
        self.opening = None;
        self.warn_when_opened.clear();
        if self.is_open {
            self.tabs.enter(self.tab);
        }
    }
}

//! A file is read on a thread of its own; the window shows how long it takes and lets go of a disk that does not
//! answer.

use std::path::{Path, PathBuf};

use egui::{Id, Modal, Ui};

use crate::{
    app::apart::Lane,
    session::OpenedFile,
    storage::{KeptCopy, backup_at, kept_copies, original_of_backup},
    ui::{
        command::Departure,
        dialogs::{WaitChoice, Waiting},
    },
};

use super::Filing;

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
    /// Another window has it, and comes forward.
    Elsewhere,
    /// Why it can't be opened, and what there is besides.
    Fault(String, Vec<KeptCopy>),
}

impl Opening {
    /// It was handed over by a later start.
    pub(super) fn promise(&mut self) {
        self.is_promised = true;
    }
}

impl Filing<'_> {
    /// From now on the window waits for a file; its number tells the answer from that of one that was given up.
    pub(super) fn begin_opening(&mut self, path: PathBuf) -> u64 {
        self.files.asked_to_open += 1;
        let (number, revision) = (self.files.asked_to_open, self.session.revision());
        self.files.opening = Some(Opening { path, number, is_promised: false, revision, began: self.context.time() });
        self.context.request_repaint_after_secs(SILENT as f32);
        number
    }

    /// The answer is here; `None` where nobody waits for it any more.
    pub(super) fn end_opening(&mut self, number: u64) -> Option<Opening> {
        self.files.opening.take_if(|opening| opening.number == number)
    }

    pub(super) fn open_file(&mut self, path: &Path) {
        let number = self.begin_opening(path.to_owned());
        let (path, data, job) = (path.to_owned(), self.window.data.clone(), self.session.open_job(path));
        let door = self.arrivals.door();
        let read = move || {
            if door.is_some_and(|door| door.give_to_holder(&path)) {
                return Found::Elsewhere;
            }
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
        self.apart(Lane::Open(number), read, move |filing, found| filing.open_ended(number, found));
    }

    fn open_ended(&mut self, number: u64, found: Option<Found>) {
        let Some(opening) = self.end_opening(number) else { return };
        match found {
            None => self
                .window
                .say_fault(format!("{}：程序内部出错，没有打开；请把文件发给维护人员", opening.path.display())),
            Some(Found::Elsewhere) => {
                let name = opening.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.window.say(format!("“{name}”已在另一个窗口打开，请到那个窗口修改"));
            }
            Some(Found::Fault(words, copies)) => self.offer_copies(words, copies),
            Some(_) if self.is_unsaved() && self.session.revision() != opening.revision => {
                self.depart(Departure::Open(opening.path));
            }
            Some(Found::Backup(copy)) => return self.open_copy(copy),
            Some(Found::File(opened)) => {
                let generations = opened.generations().into();
                self.session.finish_opening(*opened);
                self.document_opened();
                self.opened.desk.comparing.generations = generations;
                self.remember(&opening.path);
                self.signing().greet();
                if opening.is_promised {
                    self.arrivals.stay(self.context.time());
                }
                self.name_odd_place();
            }
        }
        for text in std::mem::take(&mut self.files.warn_when_opened) {
            self.window.warn(&text);
        }
        if self.opened.is_open && self.window.dialog.is_none() {
            self.opened.enter_page();
        }
    }

    /// While a file is read the window behind takes no input; soon it says why, and how to go back. Whether what is
    /// typed meanwhile waits for the file.
    #[must_use]
    pub(super) fn opening_ui(&mut self, ui: &Ui) -> bool {
        let Some(opening) = &self.files.opening else { return false };
        let seconds = ui.ctx().time() - opening.began;
        if seconds < SILENT {
            let silent = Modal::new(Id::unique("opening")).backdrop_color(egui::Color32::TRANSPARENT);
            silent.frame(egui::Frame::NONE).show(ui.ctx(), |_| ());
            return true;
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
            self.window.say("没有打开文件");
        }
        false
    }

    /// Whether a file is being opened that a later start has handed over just now: a window that was being closed stays
    /// for it, but not for a disk that does not answer.
    pub fn opens_promised(&self) -> bool {
        let is_recent = |opening: &Opening| self.context.time() - opening.began < PROMISED;
        self.files.opening.as_ref().is_some_and(|opening| opening.is_promised && is_recent(opening))
    }

    /// Whoever closes the window or thinks better of it does not wait for the disk.
    pub(super) fn give_up_opening(&mut self) {
        self.files.opening = None;
        self.files.warn_when_opened.clear();
        if self.opened.is_open {
            self.opened.enter_page();
        }
    }
}

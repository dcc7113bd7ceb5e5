//! Opening and saving, and the questions that must be asked before anything could be lost.

mod autosave;
mod beginning;
mod changed_on_disk;
mod hint;
mod kept;
mod leaving;
mod left_behind;
mod opening;
mod recent;
mod saving;

pub use autosave::Rescue;

use std::path::PathBuf;

use egui::{Context, Ui};

use crate::{
    session::Session,
    storage::{self, Found, IfChanged, Recovery},
    ui::{
        Command, Person, Tab,
        command::{AuditingCommand, BatchCommand, Departure, FileCommand, ImportCommand},
        dialogs::DroppedReportDialog,
        state::pending,
    },
};

use super::{
    Opened, Window,
    apart::Lane,
    arrivals::Arrivals,
    asking::{Asked, Asking, with_extension},
    drafts::Drafts,
    importing::{is_readable, is_report},
    originals::name_of,
    signing::Signing,
    window::Notice,
};

use autosave::Autosave;
use hint::PlacedHint;
use opening::Opening;
use recent::Recent;
use saving::Saving;

const NO_FILE_DROPPED: &str =
    "拖进来的内容还不是一个文件，没有打开；从邮件或压缩包里请先把附件存到文件夹，再拖到这里或用“打开”";

/// What is under way with files, and what is known of them.
pub(super) struct Files {
    pub recent: Recent,
    pub autosave: Autosave,
    saving: Option<Saving>,
    opening: Option<Opening>,
    /// Counts the files that were to be opened.
    asked_to_open: u64,
    /// What is to be said once the file is open.
    warn_when_opened: Vec<String>,
    /// What says beside the open file that it is open.
    hint: Option<PlacedHint>,
    had_focus: bool,
    is_looking_at_disk: bool,
    /// What a crash left behind, until it is asked about.
    left_behind: Vec<Recovery>,
    /// What of it is being asked about.
    to_recover: Vec<Recovery>,
    /// The window is about to go.
    pub is_quitting: bool,
    /// The program ends without the end of a save: the recovery copy stays.
    pub keeps_copy: bool,
}

impl Files {
    pub fn new(rescue: Rescue) -> Self {
        Self {
            recent: Recent::default(),
            autosave: Autosave::new(rescue),
            saving: None,
            opening: None,
            asked_to_open: 0,
            warn_when_opened: Vec::new(),
            hint: None,
            had_focus: true,
            is_looking_at_disk: false,
            left_behind: Vec::new(),
            to_recover: Vec::new(),
            is_quitting: false,
            keeps_copy: false,
        }
    }

    /// A file is being read, or something waits for a save: the window takes no input.
    pub fn covers_window(&self) -> bool {
        self.opening.is_some() || self.waits_for_saving()
    }
}

/// Opening, saving and leaving, with what that may touch. It is more than other owners touch: with a file everything
/// goes that belongs to it, and it goes only when no question, no later start and no signature is left behind.
pub(super) struct Filing<'a> {
    pub files: &'a mut Files,
    pub arrivals: &'a mut Arrivals,
    pub asked: &'a mut Asked,
    pub person: &'a mut Person,
    pub session: &'a mut Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Filing<'_> {
    /// Goes on in the window with the answer; it is `None` when the work has panicked.
    fn apart<T: Send + 'static>(
        &mut self,
        lane: Lane,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut Filing<'_>, Option<T>) + 'static,
    ) {
        self.window.apart(lane, self.context, work, |app, answer| then(&mut app.filing(), answer));
    }

    fn signing(&mut self) -> Signing<'_> {
        Signing {
            person: self.person,
            asked: self.asked,
            session: self.session,
            opened: self.opened,
            window: self.window,
            context: self.context,
        }
    }

    fn drafts(&mut self) -> Drafts<'_> {
        Drafts { session: self.session, opened: self.opened, window: self.window, context: self.context }
    }

    fn asking(&mut self) -> Asking<'_> {
        Asking { asked: self.asked, session: self.session, opened: self.opened, window: self.window }
    }

    /// Does what was decided in a dialog.
    pub fn run(&mut self, decision: FileCommand) {
        match decision {
            FileCommand::Save { if_changed, then } => self.save(if_changed, then),
            FileCommand::SaveAs { then } => self.asking().where_to_save(then),
            FileCommand::GoOn(departure) => self.depart_now(departure),
            FileCommand::FinishDraft { kind, place } => {
                if !self.drafts().open(kind, &place) {
                    self.window.say_fault("要说明的问题已不存在，这段文字可以复制后另行使用，或者不要了");
                }
            }
            FileCommand::GiveUpDraft { kind, place, then } => {
                pending::set_draft(self.context, kind, &place, "");
                self.depart(then);
            }
            FileCommand::Recover(index) => self.recover(index),
            FileCommand::Discard(index) => self.discard(index),
            FileCommand::DecideLater => self.decide_later(),
        }
    }

    /// Saves under the name that was chosen.
    pub fn save_as(&mut self, path: PathBuf, then: Option<Departure>) {
        let named = with_extension(path.clone());
        // The dialog has asked about the name that was typed, not about the one with the extension added.
        if named == path {
            self.save_to(Some(named), IfChanged::Overwrite, then);
        } else {
            self.save_if_free(named, then);
        }
    }

    fn save_if_free(&mut self, path: PathBuf, then: Option<Departure>) {
        let asked = path.clone();
        self.apart(
            Lane::Look,
            move || storage::exists(&asked),
            move |filing, is_there| {
                if is_there == Some(false) {
                    return filing.save_to(Some(path), IfChanged::Overwrite, then);
                }
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let words = format!("已有文件“{name}”，没有保存；请换一个名字，或在列表中选中它来替换");
                filing.window.notice = Some(Notice::fault(words).with_remedy("另存为…", Command::SaveAs));
            },
        );
    }

    /// Opens the first of the files that were dropped on the window, or reads them.
    pub fn take_dropped(&mut self) {
        let dropped: Vec<PathBuf> =
            self.context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let is_free = self.window.dialog.is_none() && !self.is_covered();
        let Some(path) = dropped.first().filter(|_| is_free).cloned() else { return };
        // Mail programs and archives hand over a file that is not there yet, or no longer.
        if path.as_os_str().is_empty() {
            return self.window.warn(NO_FILE_DROPPED);
        }
        // What is no project is read for the open one, all of it at once.
        if self.opened.tab == Tab::Audit && dropped.iter().all(|path| is_report(path)) {
            self.window.queue.push(Command::Auditing(AuditingCommand::Read(path)));
            return self.context.request_repaint();
        }
        if let [report] = &*dropped
            && !self.opened.is_open
            && is_report(report)
        {
            return self.window.open(DroppedReportDialog::new(name_of(report), report.clone()));
        }
        if dropped.iter().all(|path| is_readable(path)) {
            let read = if self.opened.is_open { ImportCommand::Read } else { ImportCommand::ReadForNew };
            self.window.queue.push(Command::Importing(read(dropped)));
            return self.context.request_repaint();
        }
        let (asked, others) = (path.clone(), dropped.len() - 1);
        self.apart(
            Lane::Open(0),
            move || storage::found_at(&asked),
            move |filing, found| match found {
                Some(Found::Nothing) => filing.window.warn(NO_FILE_DROPPED),
                Some(Found::Folder) => filing.open_dropped(path, others, true),
                _ => filing.open_dropped(path, others, false),
            },
        );
    }

    /// The reports of a folder are audited.
    fn open_dropped(&mut self, path: PathBuf, others: usize, is_folder: bool) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let words = match is_folder {
            true => format!("一次只能审核一个文件夹，已选第一个“{name}”，其余 {others} 个没有审核"),
            false => format!("一次只能打开一个文件，已选第一个“{name}”，其余 {others} 个没有打开"),
        };
        self.window.queue.push(match is_folder {
            true => Command::Batch(BatchCommand::Read(path)),
            false => Command::OpenFile(path),
        });
        if others > 0 {
            self.window.queue.push(Command::Warn(words));
        }
        self.context.request_repaint();
    }

    /// A sentence above the page. What is opened puts away what was said before: it is said after that.
    pub fn warn(&mut self, text: String) {
        match self.files.opening {
            Some(_) => self.files.warn_when_opened.push(text),
            None => self.window.warn(&text),
        }
    }

    /// What is seen of what covers the window. Whether what is typed meanwhile waits for the file that is opened.
    #[must_use]
    pub fn cover_ui(&mut self, ui: &Ui) -> bool {
        if self.files.opening.is_some() {
            return self.opening_ui(ui);
        }
        self.waiting_ui(ui);
        false
    }

    /// How the last attempt to keep unsaved work has ended.
    pub fn take_kept(&mut self) {
        let services = &*self.window.services;
        let result = self.files.autosave.take_result(self.session, self.context, services);
        if let Some(Err(error)) = result {
            self.window.say_fault(format!("自动留存没有成功：{error}"));
        }
    }

    /// Something else than a dialog keeps the window from taking input.
    fn is_covered(&self) -> bool {
        self.asked.is_open() || self.files.covers_window()
    }
}

//! A save runs on a thread of its own while the edit goes on. What is asked for meanwhile waits for it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::ViewportCommand;

use crate::{
    app::{apart::Lane, window::Notice},
    document::Document,
    session::{SaveJob, Saved},
    shown::one_line,
    storage::{IfChanged, SaveError},
    ui::{
        Command,
        command::Departure,
        dialogs::{ChangedDialog, Dialog, GoneDialog, WaitChoice, Waiting},
    },
};

use super::{Files, Filing};

const INTERNAL: &str = "保存没有完成，属于程序内部问题；请另存为新文件，并把出错报告发给维护人员";

/// More of a path is not shown.
const MOST_OF_PATH: usize = 400;

/// A save that is running.
pub(super) struct Saving {
    path: PathBuf,
    /// What is being saved.
    document: Arc<Document>,
    after: After,
    /// When it began, in seconds of the window's time.
    began: f64,
}

/// What goes on after a save that has succeeded.
enum After {
    Nothing,
    /// What was changed since is saved as well, here or elsewhere, and then this goes on.
    Save(Option<PathBuf>, Option<Departure>),
    /// What was changed since is given up.
    Go(Departure),
}

impl Files {
    /// 正在保存
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// A save is under way: `then` waits for its end. Gives it back when there is none.
    pub(super) fn after_saving(&mut self, then: Departure) -> Option<Departure> {
        match &mut self.saving {
            Some(saving) => {
                saving.after = After::Go(then);
                None
            }
            None => Some(then),
        }
    }

    /// Whether something waits for the end of a save that gives up the document: nothing may be typed then.
    pub(super) fn waits_for_saving(&self) -> bool {
        let after = self.saving.as_ref().map(|saving| &saving.after);
        matches!(after, Some(After::Go(_) | After::Save(_, Some(_))))
    }
}

impl Filing<'_> {
    /// Saves, and goes on with `then` once that has succeeded.
    pub fn save(&mut self, if_changed: IfChanged, then: Option<Departure>) {
        if self.session.path().is_none() && self.files.saving.is_none() {
            return self.asking().where_to_save(then);
        }
        self.save_to(None, if_changed, then);
    }

    /// Saves to this file or, without one, to that of the document; after the save that is running, if there is one.
    pub(super) fn save_to(&mut self, path: Option<PathBuf>, if_changed: IfChanged, then: Option<Departure>) {
        if let Some(saving) = &mut self.files.saving {
            saving.after = After::Save(path, then);
            return;
        }
        let job = match path {
            Some(path) => Ok(self.session.save_as_job(&path)),
            None => self.session.save_job(if_changed),
        };
        match job {
            Ok(job) => self.start_saving(job, then),
            Err(error) => self.save_failed(&error, None),
        }
    }

    fn start_saving(&mut self, job: SaveJob, then: Option<Departure>) {
        self.files.saving = Some(Saving {
            path: job.path().to_owned(),
            document: self.session.document().clone(),
            after: then.map_or(After::Nothing, After::Go),
            began: self.context.time(),
        });
        self.apart(Lane::Save, || job.run(), |filing, result| filing.save_ended(result));
    }

    fn save_ended(&mut self, result: Option<Result<Saved, SaveError>>) {
        let Some(saving) = self.files.saving.take() else { return };
        match result {
            Some(Ok(saved)) => self.saved(saved, saving),
            Some(Err(error)) => {
                let then = match saving.after {
                    After::Nothing => None,
                    After::Save(_, then) => then,
                    After::Go(then) => Some(then),
                };
                self.save_failed(&error, then);
            }
            None => self.window.notice = Some(Notice::fault(INTERNAL).with_remedy("另存为…", Command::SaveAs)),
        }
    }

    fn saved(&mut self, saved: Saved, saving: Saving) {
        let generations = saved.generations().into();
        if !self.session.finish_save(saved) {
            return;
        }
        self.files.autosave.forget();
        self.window.notice = None;
        // What was only looked at is a file of its own now.
        self.opened.read_only = self.opened.read_only.take().filter(|read_only| !read_only.is_former_save());
        self.opened.saved_at = Some(self.window.services.clock());
        self.opened.desk.comparing.generations = generations;
        self.remember(&saving.path);
        self.signing().keep_seen();
        let said = self.opened.after_next_save.take();
        self.window.say(match self.session.is_modified() {
            true => "已保存；之后录入的内容还没有保存",
            false => said.unwrap_or("已保存"),
        });
        if let Some(place) = self.session.generation_failure() {
            let place = place.display();
            self.window.say_fault(format!(
                "文件已保存，但本机留存没有写成，以后不能回到这一次保存；请检查磁盘空间和这个文件夹的权限：{place}"
            ));
        }
        self.name_odd_place();
        match saving.after {
            After::Nothing => {}
            After::Go(then) => self.depart_now(then),
            After::Save(None, then) if !self.session.is_modified() => {
                if let Some(then) = then {
                    self.depart_now(then);
                }
            }
            After::Save(path, then) => self.save_to(path, IfChanged::Refuse, then),
        }
    }

    /// Nothing was saved, and nothing is lost: what was to go on after it does not.
    fn save_failed(&mut self, error: &SaveError, then: Option<Departure>) {
        let path = self.session.path().unwrap_or(Path::new("")).to_owned();
        let shown = one_line(&path.display().to_string(), MOST_OF_PATH);
        let question: Box<dyn Dialog> = match error {
            SaveError::ChangedOnDisk => Box::new(ChangedDialog::new(path, shown, then)),
            SaveError::Gone => Box::new(GoneDialog::new(shown, then)),
            _ => return self.say_not_saved(error),
        };
        // Not over a dialog in which something may be typed already.
        self.opened.question_of_save = Some(question);
    }

    fn say_not_saved(&mut self, error: &SaveError) {
        self.window.notice = Some(Notice::fault(error.to_string()).with_remedy("另存为…", Command::SaveAs));
    }

    /// The question about a file changed by others or gone, once no other dialog is open.
    pub fn ask_what_save_found(&mut self) {
        if self.window.dialog.is_none() && !self.asked.is_open() && self.files.saving.is_none() {
            self.window.dialog = self.opened.question_of_save.take();
        }
    }

    /// Whether there is something that a file does not hold yet, and no save under way writes.
    pub(super) fn is_unsaved(&self) -> bool {
        let is_being_saved =
            self.files.saving.as_ref().is_some_and(|saving| Arc::ptr_eq(&saving.document, self.session.document()));
        self.opened.is_open && self.session.is_modified() && !is_being_saved
    }

    /// What is seen while something waits for a save.
    pub(super) fn waiting_ui(&mut self, ui: &egui::Ui) {
        let Some(saving) = &mut self.files.saving else { return };
        let is_quit = matches!(&saving.after, After::Go(Departure::Quit) | After::Save(_, Some(Departure::Quit)));
        let waiting = Waiting {
            heading: "正在保存",
            sentence: match is_quit {
                true => format!("正在保存“{}”，存好后自动关闭窗口", name_of(&saving.path)),
                false => format!("正在保存“{}”，存好后自动继续", name_of(&saving.path)),
            },
            seconds: ui.ctx().time() - saving.began,
            back: "回到窗口",
            leave: is_quit.then_some(("不等了，退出", "没有写完时原文件不变；修改已自动留存，下次打开程序时可以恢复")),
        };
        match waiting.ui(ui) {
            None => {}
            // What had been asked for besides is still saved.
            Some(WaitChoice::Back) => {
                saving.after = match std::mem::replace(&mut saving.after, After::Nothing) {
                    After::Save(path, _) => After::Save(path, None),
                    After::Nothing | After::Go(_) => After::Nothing,
                };
            }
            Some(WaitChoice::Leave) => self.leave_saving(),
        }
    }

    /// The program ends while a save hangs: the recovery copy is what remains.
    fn leave_saving(&mut self) {
        self.files.keeps_copy = true;
        // Somebody who stands at the door gets a window of his own.
        self.files.is_quitting = true;
        self.context.send_viewport_cmd(ViewportCommand::Close);
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

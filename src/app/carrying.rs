//! From one year to the next (结转): last year's figures, their locks, last year's words.

use std::sync::Arc;

use egui::Context;

use crate::{
    derived::Derived,
    document::{Document, Path},
    figures::Source,
    session::Session,
    ui::{
        command::FileFor,
        dialogs::{NextYearDialog, UnlockForm},
        state::current,
        widgets::padlock,
    },
    workflow::{LastYear, fill_prior, is_locked, take_suggestion, unlock},
};

use super::{
    Opened, Window,
    asking::{Asked, Asking},
    editing::Editing,
};

/// Carrying over from year to year, with what that may touch.
pub(super) struct Carrying<'a> {
    pub asked: &'a mut Asked,
    pub session: &'a mut Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Carrying<'_> {
    pub fn ask_next_year(&mut self) {
        self.window.open(NextYearDialog::new(self.session.name()));
    }

    pub fn ask_last_year(&mut self) {
        self.asking().ask_for(FileFor::PriorFigures);
    }

    /// Someone types into a locked cell.
    pub fn typed_into_locked(&mut self, path: Path) {
        if let Some(lock) = is_locked(self.session.document(), path) {
            self.window.refuse(padlock::sentence(lock));
        }
    }

    /// Last year's file was read.
    pub fn fill_prior_figures(&mut self, last: &Arc<Derived>, file: &str) {
        let (here, there) = (self.session.document().unit.year, last.document().unit.year);
        if let (Some(here), Some(there)) = (here, there)
            && there.checked_add(1) != Some(here)
        {
            return self.window.say_fault(format!(
                "“{file}”是{there}年度，不是本文件（{here}年度）的上年，没有填入；请选{}年度的文件",
                here.saturating_sub(1)
            ));
        }
        let edit = fill_prior(self.session.document(), LastYear { derived: last, file });
        let before = self.session.revision();
        self.editing().apply_anyway(&edit);
        if self.session.revision() == before {
            return self.window.say("上年数与该文件一致，没有需要填入的");
        }
        self.window.say(format!("已从“{file}”填入上年数并锁定，可用 Ctrl+Z 撤销"));
        let (here, there) = (&self.session.document().unit.department, &last.document().unit.department);
        if here != there {
            let text = format!("填入的上年数来自“{}”，与本文件的部门名称不同，请核对", &**there);
            self.window.say_fault(text);
        }
    }

    fn editing(&mut self) -> Editing<'_> {
        Editing { session: self.session, opened: self.opened, window: self.window }
    }

    fn asking(&mut self) -> Asking<'_> {
        Asking { asked: self.asked, session: self.session, opened: self.opened, window: self.window }
    }

    pub fn ask_unlock(&mut self) {
        let document = self.session.document();
        let locked = current_path(self.context).and_then(|path| Some((path, is_locked(document, path)?)));
        let Some((path, lock)) = locked else {
            return self.window.say("当前格不是锁定的上年数");
        };
        let form = UnlockForm::new(path, Document::label_at(path), crate::workflow::lock_sentence(lock));
        self.window.open(form);
    }

    pub fn unlock(&mut self, path: Path, reason: &str) {
        let stamp = self.session.stamp();
        if let Some(edit) = unlock(self.session.document(), path, &stamp.author, &stamp.time, reason) {
            self.editing().apply_now(&edit);
            self.opened.show_source(self.session.derived(), &Source::Entered(path));
            self.window.say("已解锁，可以改写；解锁人、时间和原因已记入文件");
        }
    }

    pub fn take_suggestion(&mut self) {
        let document = self.session.document();
        let Some(path) = current_path(self.context) else {
            return self.window.say("请先把光标放到要填的文字里");
        };
        match take_suggestion(document, path) {
            None => self.window.say("这里没有上年的文字"),
            Some(_) if document.entry(path).is_some_and(|entry| !entry.is_blank()) => {
                self.window.say("这里已经写了文字，没有换成上年的；清空后可再采用");
            }
            Some(edit) => {
                self.editing().apply_now(&edit);
            }
        }
    }
}

/// The entered value that has or had the keyboard.
pub(super) fn current_path(context: &Context) -> Option<Path> {
    match current::get(context)? {
        Source::Entered(path) => Some(path),
        _ => None,
    }
}

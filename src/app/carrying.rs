//! 结转：from one year to the next, last year's figures, their locks, last year's words.

use std::sync::Arc;

use egui::Context;

use crate::{
    derived::Derived,
    document::{Document, Path},
    figures::Source,
    ui::{
        Command, Tab,
        command::{CarryCommand, ComparingCommand, FileFor},
        dialogs::{NextYearDialog, UnlockForm},
        state::current,
        widgets::padlock,
    },
    workflow::{LastYear, fill_prior, is_locked, next_year, take_suggestion, unlock},
};

use super::App;

impl App {
    pub(super) fn run_carry(&mut self, command: CarryCommand, context: &Context, window: &eframe::Frame) {
        match command {
            CarryCommand::AskNextYear => self.open_dialog(NextYearDialog::new(self.session.name())),
            CarryCommand::BeginNextYear => {
                self.replace_document(Command::Comparing(ComparingCommand::Carry(command)), context);
            }
            CarryCommand::AskLastYear => {
                self.ask_for(FileFor::PriorFigures, context, window);
            }
            CarryCommand::AskUnlock => self.ask_unlock(context),
            CarryCommand::Unlock { path, reason } => self.unlock(path, &reason),
            CarryCommand::TypedIntoLocked(path) => {
                if let Some(lock) = is_locked(self.session.document(), path) {
                    self.refuse(padlock::sentence(lock));
                }
            }
            CarryCommand::TakeSuggestion => self.take_suggestion(context),
        }
    }

    /// The open document has been saved or given up by now: it is the beginning of the next year.
    pub(super) fn begin_next_year(&mut self) {
        let (derived, file) = (self.session.derived().clone(), self.session.name());
        self.session.start(next_year(LastYear { derived: &derived, file: &file }));
        // Other accounts than last year's.
        self.session.identify();
        self.document_opened();
        self.enter_tab(Tab::Expenditure);
        self.say(format!("已由“{file}”结转，尚未存为文件；灰底带锁的是上年数"));
    }

    /// Last year's file was read.
    pub(super) fn fill_prior_figures(&mut self, last: &Arc<Derived>, file: &str) {
        let (here, there) = (self.session.document().unit.year, last.document().unit.year);
        if let (Some(here), Some(there)) = (here, there)
            && there.checked_add(1) != Some(here)
        {
            return self.say_fault(format!(
                "“{file}”是{there}年度，不是本文件（{here}年度）的上年，没有填入；请选{}年度的文件",
                here.saturating_sub(1)
            ));
        }
        let edit = fill_prior(self.session.document(), LastYear { derived: last, file });
        let before = self.session.revision();
        self.apply_anyway(&edit);
        if self.session.revision() == before {
            return self.say("上年数与该文件一致，没有需要填入的");
        }
        self.say(format!("已从“{file}”填入上年数并锁定，可用 Ctrl+Z 撤销"));
        let (here, there) = (&self.session.document().unit.department, &last.document().unit.department);
        if here != there {
            let text = format!("填入的上年数来自“{}”，与本文件的部门名称不同，请核对", &**there);
            self.say_fault(text);
        }
    }

    fn ask_unlock(&mut self, context: &Context) {
        let document = self.session.document();
        let locked = current_path(context).and_then(|path| Some((path, is_locked(document, path)?)));
        let Some((path, lock)) = locked else {
            return self.say("当前格不是锁定的上年数");
        };
        let form = UnlockForm::new(path, Document::label_at(path), crate::workflow::lock_sentence(lock));
        self.open_dialog(form);
    }

    fn unlock(&mut self, path: Path, reason: &str) {
        let stamp = self.session.stamp();
        if let Some(edit) = unlock(self.session.document(), path, &stamp.author, &stamp.time, reason) {
            self.apply_now(&edit);
            self.show_source(&Source::Entered(path));
            self.say("已解锁，可以改写；解锁人、时间和原因已记入文件");
        }
    }

    fn take_suggestion(&mut self, context: &Context) {
        let document = self.session.document();
        let Some(path) = current_path(context) else {
            return self.say("请先把光标放到要填的文字里");
        };
        match take_suggestion(document, path) {
            None => self.say("这里没有上年的文字"),
            Some(_) if document.entry(path).is_some_and(|entry| !entry.is_blank()) => {
                self.say("这里已经写了文字，没有换成上年的；清空后可再采用");
            }
            Some(edit) => {
                self.apply_now(&edit);
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

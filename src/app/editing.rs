//! Every change of the open document, and when it is refused.

use crate::{
    at,
    document::{Document, Edit, EditError, Entry, EntryUnit, Path, Precision},
    session::{Session, TypingRun},
    ui::widgets::padlock,
    workflow::broken_lock,
};

use super::{Opened, Window, read_only::ReadOnly};

/// What it means that the amounts are now of another unit or precision.
fn what_settings_do(before: &Document, now: &Document) -> Option<String> {
    if before.amount_unit() != now.amount_unit() {
        let unit = now.amount_unit().name();
        return Some(format!("金额按{unit}录入和显示，已录入的数不变"));
    }
    let sentence = match now.unit.precision.filter(|precision| before.unit.precision != Some(*precision))? {
        Precision::Fen => "按元级审核：各项之和必须分毫不差；已录入的数不变",
        Precision::WanTwo => "按万元两位审核：允许四舍五入的尾差，可核对报告上印的数；已录入的数不变",
    };
    Some(sentence.to_owned())
}

/// Changing the document, with what that may touch.
pub(super) struct Editing<'a> {
    pub session: &'a mut Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
}

impl Editing<'_> {
    /// Changes the document; says so when that is not possible or not allowed.
    /// Answers whether it was allowed.
    pub fn apply_now(&mut self, edit: &Edit) -> bool {
        match self.refusal(edit) {
            Some(sentence) => {
                self.window.refuse(sentence);
                false
            }
            None => {
                self.apply_anyway(edit);
                true
            }
        }
    }

    /// Also over locks: what takes whole files over, or unlocks.
    pub fn apply_anyway(&mut self, edit: &Edit) {
        self.change(|session| session.apply(edit));
    }

    /// Someone goes on typing.
    pub fn apply_typed(&mut self, edit: &Edit, run: TypingRun) {
        match self.refusal(edit) {
            Some(sentence) => self.window.refuse(sentence),
            None => self.change(|session| session.apply_typed(edit, run)),
        }
    }

    fn change(&mut self, apply: impl FnOnce(&mut Session) -> Result<bool, EditError>) {
        let before = self.session.document().clone();
        match apply(self.session) {
            Ok(true) => {
                self.window.message = None;
                if let Some(sentence) = what_settings_do(&before, self.session.document()) {
                    self.window.say(sentence);
                }
            }
            Ok(false) => {}
            Err(error) => {
                log::error!("{error}");
                self.window.say_fault(format!("这一步没有做成：{error}"));
            }
        }
    }

    /// Why this edit is not made; `None` if it may be.
    fn refusal(&self, edit: &Edit) -> Option<String> {
        let before = self.session.document();
        if let Some(read_only) = self.opened.read_only.as_ref().filter(|read_only| read_only.forbids(before, edit)) {
            return Some(ReadOnly::sentence(read_only));
        }
        if before.review.locks.is_empty() {
            return None;
        }
        // An edit that does not fit is told of when it is applied.
        let after = before.apply(edit).ok()?;
        let lock = broken_lock(before, &after)?;
        let label = Document::parse_path(&lock.place).map(Document::label_at).unwrap_or_default();
        Some(format!("没有修改：{label}是{}", padlock::sentence(lock)))
    }

    pub fn undo(&mut self) {
        let before = self.session.document().clone();
        match self.session.undo() {
            Some(change) => {
                self.window.say(format!("已撤销：{}", change.label));
                self.show_changed(change.place, &before);
            }
            None => self.window.say("没有可以撤销的修改"),
        }
    }

    pub fn redo(&mut self) {
        let before = self.session.document().clone();
        match self.session.redo() {
            Some(change) => {
                self.window.say(format!("已重做：{}", change.label));
                self.show_changed(change.place, &before);
            }
            None => self.window.say("没有可以重做的修改"),
        }
    }

    fn show_changed(&mut self, place: Option<Path>, before: &Document) {
        self.opened.show_changed(self.session, place, before);
    }

    pub fn set_entry_unit(&mut self, unit: EntryUnit) {
        let set = Edit::Set { path: at!(unit.entry_unit), entry: Entry::Choice(unit.name()) };
        self.apply_now(&Edit::Many { label: format!("改为按{}录入", unit.label()), edits: vec![set] });
    }

    /// One income line a functional item, so that income balances with expenditure.
    pub fn fill_income(&mut self) {
        let fill = self.session.derived().figures.document.fill_income_from_spending();
        let Some(edit) = fill.edit else {
            return self.window.say("收入已与支出一致，没有需要填列的");
        };
        let before = self.session.document().clone();
        if !self.apply_now(&edit) {
            return;
        }
        self.show_changed(edit.place(), &before);
        self.window.say(match fill.overwritten {
            0 => "已按支出填列财政拨款收入，其他来源的收入请另行录入".to_owned(),
            count => format!("已按支出填列财政拨款收入，其中 {count} 个数原先不同，可用 Ctrl+Z 撤销"),
        });
    }
}

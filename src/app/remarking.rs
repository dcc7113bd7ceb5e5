//! Notes (批注), marks (已核对) and explanations (处理说明): who and when are added here, and the edits made.

use egui::Context;

use crate::{
    document::{Edit, LongText, NoteEntry, Role, Text},
    figures::Source,
    rules::Finding,
    session::Session,
    ui::{
        Person, Tab,
        command::{
            RemarkCommand,
            places::{self, Place},
        },
        dialogs::{AnswerDialog, NoteDialog},
        state::current,
    },
    workflow::{
        NotePlace, TickState, add_note, close_note, explain, explain_all, reopen_note, reply, reply_and_close, tick,
        tick_state, untick, withdraw, withdraw_row,
    },
};

use super::{Opened, Window, editing::Editing};

/// Notes, ticks and explanations, with what they may touch.
pub(super) struct Remarking<'a> {
    pub person: &'a mut Person,
    pub session: &'a mut Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Remarking<'_> {
    pub fn run(&mut self, remark: RemarkCommand) {
        let document = self.session.document().clone();
        let derived = self.session.derived().clone();
        match remark {
            RemarkCommand::Show(place) => self.opened.show_place(&place),
            RemarkCommand::Note => match current::place(self.context) {
                Some(place) => self.ask_note(&place),
                None => self.window.say("请先选中要批注的一格、一张图或报告的一节"),
            },
            RemarkCommand::NoteOn(place) => self.ask_note(&place),
            RemarkCommand::AddNote { place, role, text } => {
                let about = NotePlace { place: place.to_string(), name: place.name(&derived) };
                let entry = self.note_entry(role, &text);
                self.apply_remark(Some(add_note(&document, &about, entry)), "已写入批注");
            }
            RemarkCommand::Reply { row, role, text, closes } => {
                let entry = self.note_entry(role, &text);
                let (edit, words) = match closes {
                    true => (reply_and_close(&document, row, entry), "已回复并关闭批注"),
                    false => (reply(&document, row, entry), "已回复批注"),
                };
                self.apply_remark(Some(edit), words);
            }
            RemarkCommand::CloseNote(row) => self.apply_remark(Some(close_note(row)), "已关闭批注"),
            RemarkCommand::ReopenNote(row) => self.apply_remark(Some(reopen_note(row)), "已重新打开批注"),
            RemarkCommand::Tick => self.tick_current(false),
            RemarkCommand::TickRow => self.tick_current(true),
            RemarkCommand::TickAt(place) => self.toggle_tick(&place),
            RemarkCommand::Explain => self.ask_explanation(),
            RemarkCommand::Answer { finding, text } => {
                let stamp = self.session.stamp();
                let edit = explain(&derived, &finding, &text, &stamp.author, &stamp.time);
                self.apply_remark(edit, "已写入处理说明");
            }
            RemarkCommand::AnswerAll { findings, text } => {
                let stamp = self.session.stamp();
                let findings: Vec<&Finding> = findings.iter().collect();
                let edit = explain_all(&derived, &findings, &text, &stamp.author, &stamp.time);
                self.apply_remark(edit, &format!("已给 {} 处问题写入同一条处理说明", findings.len()));
            }
            RemarkCommand::Withdraw(finding) => {
                self.apply_remark(withdraw(&derived, &finding), "已撤回处理说明");
            }
            RemarkCommand::WithdrawRow(row) => {
                self.apply_remark(withdraw_row(&document, row), "已撤回处理说明");
            }
        }
    }

    fn apply_remark(&mut self, edit: Option<Edit>, words: &str) {
        let Some(edit) = edit else { return };
        Editing { session: self.session, opened: self.opened, window: self.window }.apply_now(&edit);
        self.window.say(words);
    }

    /// Signed by whoever sits here.
    fn note_entry(&mut self, role: Role, text: &str) -> NoteEntry {
        self.person.role.get_or_insert(role);
        let stamp = self.session.stamp();
        NoteEntry {
            author: Text::new(stamp.author),
            role: Some(role),
            time: Text::new(stamp.time),
            text: LongText::new(text),
            ..Default::default()
        }
    }

    fn ask_note(&mut self, place: &Place) {
        let derived = self.session.derived().clone();
        if place.exists(&derived) {
            self.window.open(NoteDialog::new(place, &derived));
        } else {
            self.window.say("这一行还没有内容，录入后才能批注");
        }
    }

    /// In “审核” the chosen finding is answered in place; elsewhere the one gone to last, else the gravest of the current
    /// cell, else the one in the line below.
    fn ask_explanation(&mut self) {
        if self.opened.tab == Tab::Review {
            return self.opened.tabs.answer_finding();
        }
        let derived = self.session.derived().clone();
        let (walk, tab) = (&self.opened.walk, self.opened.tab);
        let of_cell = || {
            let cell = current::get(self.context)?;
            derived.findings_at(&cell).filter(|finding| finding.is_open()).min_by_key(|finding| finding.severity)
        };
        let next = || walk.next(1, &derived, tab).map(|(_, finding)| finding);
        match walk.shown(&derived, tab).or_else(of_cell).or_else(next) {
            Some(finding) => self.window.open(AnswerDialog::new(finding)),
            None => self.window.say("没有待处理的问题"),
        }
    }

    fn tick_current(&mut self, is_row: bool) {
        let row = |place| match place {
            Place::Number(Source::Entered(path)) => places::row_of(path).map(|row| Place::Number(row.into())),
            _ => None,
        };
        let place = current::place(self.context);
        match if is_row { place.and_then(row) } else { place } {
            Some(place) => self.toggle_tick(&place),
            None if is_row => self.window.say("请先选中明细表里的一行"),
            None => self.window.say("请先选中要标记的一格"),
        }
    }

    /// A mark that is void is set anew; one that holds is taken off.
    fn toggle_tick(&mut self, place: &Place) {
        let derived = self.session.derived().clone();
        let key = place.to_string();
        let name = place.name(&derived);
        if tick_state(&derived, &key).is_some_and(|(_, state)| state == TickState::Holds) {
            return self.apply_remark(untick(derived.document(), &key), &format!("已取消核对标记：{name}"));
        }
        let stamp = self.session.stamp();
        match tick(&derived, &key, &stamp.author, &stamp.time) {
            Some(edit) => self.apply_remark(Some(edit), &format!("✔ 已核对：{name}")),
            None => self.window.say("只有录入的内容和算出的数可以标记已核对"),
        }
    }
}

//! Signing and sending back (签批, 退回), and whose signatures count.

mod person;
mod standing;

use egui::Context;

use crate::{
    document::{Decision, Edit, Role, shown_name},
    seal::{PersonKey, SignatureStatement, role_words},
    session::Session,
    ui::{
        Command, Person, SignCommand,
        command::Decided,
        dialogs::{SignDialog, SignerDialog},
    },
    workflow::{Blocker, opening_line, send_back, sign},
};

use super::{FileKind, Opened, PathRequest, Window, apart::Lane, asking::Asked, editing::Editing, read_only::ReadOnly};

/// Signing, with what it may touch.
pub(super) struct Signing<'a> {
    pub person: &'a mut Person,
    pub asked: &'a mut Asked,
    pub session: &'a mut Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Signing<'_> {
    /// Goes on in the window with the answer; it is `None` when the work has panicked.
    fn apart<T: Send + 'static>(
        &mut self,
        lane: Lane,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut Signing<'_>, Option<T>) + 'static,
    ) {
        self.window.apart(lane, self.context, work, |app, answer| then(&mut app.signing(), answer));
    }

    fn editing(&mut self) -> Editing<'_> {
        Editing { session: self.session, opened: self.opened, window: self.window }
    }

    pub fn run(&mut self, act: SignCommand) {
        match act {
            SignCommand::Ask(decision) => {
                let role = self.person.role.unwrap_or(Role::Preparer);
                let author = self.session.stamp().author;
                self.window.open(SignDialog::new(decision, role, &author));
            }
            SignCommand::Do(decided) => self.decide(decided),
            SignCommand::AskPerson => self.ask_person(),
            SignCommand::SetPerson { name, role } => self.set_person(name, role),
            SignCommand::ExportKey(passphrase) => {
                let name = format!("{}签批钥匙.key", self.session.stamp().author);
                let request = PathRequest::Save { kind: FileKind::Key, folder: None, name };
                self.asked.ask_then(request, |path| Command::Sign(SignCommand::ExportKeyTo(path, passphrase)));
            }
            SignCommand::ImportKey(passphrase) => {
                let request =
                    PathRequest::Open { title: "导入钥匙", kind: FileKind::Key, folder: None, several: false };
                self.asked.ask_then(request, |path| Command::Sign(SignCommand::ImportKeyFrom(path, passphrase)));
            }
            SignCommand::ExportKeyTo(path, passphrase) => self.export_key(path, passphrase),
            SignCommand::ImportKeyFrom(path, passphrase) => self.import_key(path, passphrase),
            SignCommand::AskSigner(row) => self.ask_signer(row),
            SignCommand::Accept(row, roles) => self.accept(row, &roles),
            SignCommand::ForgetMissing => self.forget_missing(),
            SignCommand::AllowChanges => {
                self.opened.read_only = self.opened.read_only.take().filter(ReadOnly::is_former_save);
                self.window.say("可以修改内容了；此前的签批会因修改而失效");
            }
            SignCommand::Forget(key) => {
                self.person.known.forget(&key);
                self.signers_changed();
                self.window.say("已取消确认，这把钥匙的签批重新显示为尚未确认");
            }
        }
    }

    fn ask_signer(&mut self, row: usize) {
        if let Some(record) = self.session.document().review.signatures.get(row) {
            self.window.open(SignerDialog::new(row, record, &self.person.known));
        }
    }

    fn accept(&mut self, row: usize, roles: &[Role]) {
        let Some(record) = self.session.document().review.signatures.get(row).cloned() else { return };
        self.person.known.accept(&record.key, &record.name, roles, &self.session.stamp().time);
        self.signers_changed();
        self.keep_seen();
        // What was said at opening is said anew with what is known now.
        self.opened.desk.opening_line = Some(opening_line(self.session.document(), &self.opened.desk.standing));
        self.window.notice = self.window.notice.take().filter(|notice| !notice.is_information);
        self.window.say(format!("已确认 {} 的签批钥匙，身份：{}", shown_name(&record.name), role_words(roles)));
    }

    fn decide(&mut self, decided: Decided) {
        let (begun, revision) = (self.session.begun(), self.session.revision());
        self.with_key("签批", move |signing, key| {
            // Who signs has seen what is signed.
            if (signing.session.begun(), signing.session.revision()) == (begun, revision) {
                signing.know_own(&key, &decided.name, decided.role);
                signing.session.identify();
                signing.decide_with(&decided, &key);
            } else {
                signing.window.say_fault("取签批钥匙期间内容有了改动，没有签批；请看过后再签一次");
            }
        });
    }

    fn decide_with(&mut self, decided: &Decided, key: &PersonKey) {
        let signed = SignatureStatement {
            role: decided.role,
            decision: decided.decision,
            name: shown_name(&decided.name),
            time: self.session.stamp().time,
            reason: decided.reason.clone(),
        };
        let derived = self.session.derived().clone();
        let edit = match decided.decision {
            Decision::Sign => sign(&derived, &signed, key, &self.person.known)
                .map_err(|blockers| blockers.iter().map(Blocker::sentence).collect::<Vec<_>>().join("；")),
            Decision::Return => send_back(&derived, &signed, key).ok_or_else(|| "退回要写明原因".to_owned()),
        };
        match edit {
            Ok(edit) => self.record_decision(&edit, decided.decision),
            Err(why) => self.window.say_fault(format!("没有签批：{why}")),
        }
    }

    /// A signature that is not in the file is worth nothing: it is saved at once.
    fn record_decision(&mut self, edit: &Edit, decision: Decision) {
        self.editing().apply_now(edit);
        self.refresh_standing();
        self.window.queue.push(Command::Save);
        self.opened.after_next_save = Some(match decision {
            Decision::Sign => "已签批并保存，文件可以发给下一位；此后改动任何内容，打开时都会显示",
            Decision::Return => "已退回并保存，文件可以发回编制人",
        });
    }
}

//! 签批：who sits here, whose signatures count, and what the signatures say of the open document.

use std::{path::PathBuf, sync::Arc};

use egui::Context;

use crate::{
    document::{Decision, Edit, Role, shown_name},
    seal::{PersonKey, Signing, Verdict, fingerprint, open_key, role_words, seal_key},
    storage::{
        self, keep_look, keep_seen, load_key, load_look, load_or_make_key, load_seen, load_signers, replace_key,
        save_signers, write_file,
    },
    ui::{
        Command, Sign, Tab,
        command::Decided,
        dialogs::{PersonDialog, SignDialog, SignerDialog},
    },
    workflow::{Blocker, Look, Standing, missing_of, opening_line, seen_under, seen_with, send_back, sign},
};

use super::{App, FileKind, Notice, PathRequest, apart::Lane, read_only::ReadOnly};

impl App {
    /// At the start: what this computer knows of the person. Until it is known whose signatures count, no file of the
    /// start is opened.
    pub(super) fn load_person(&mut self, context: &Context) {
        self.desk.author = self.settings.author.clone();
        self.desk.role = self.settings.role;
        self.session.set_author(&self.settings.author);
        let Some(data) = self.data.clone() else { return };
        self.is_getting_ready += 1;
        self.apart(
            Lane::Person,
            context,
            move || (load_signers(&data), load_key(&data).map(|key| key.public())),
            |app, loaded, context| {
                app.is_getting_ready -= 1;
                let (known, own_key) = loaded.unwrap_or_default();
                app.desk.known = known;
                app.desk.own_key = app.desk.own_key.take().or(own_key);
                app.session.set_signers(&app.desk.known);
                app.standing_of = None;
                app.refresh_standing();
                app.know_own_role(context);
            },
        );
    }

    /// One's own key, accepted before roles were asked for, needs no asking: the role is known.
    fn know_own_role(&mut self, context: &Context) {
        let (Some(own), Some(role)) = (self.desk.own_key.clone(), self.settings.role) else { return };
        let known = self.desk.known.find(&own).filter(|known| known.roles.is_empty()).cloned();
        if let Some(known) = known {
            self.desk.known.accept(&own, &known.name, &[role], &known.accepted);
            self.signers_changed(context);
        }
    }

    /// After each change: what the signatures say now.
    pub(super) fn refresh_standing(&mut self) {
        let document = self.session.document();
        if self.standing_of.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, document)) {
            return;
        }
        self.standing_of = Some(document.clone());
        let mut standing = Standing::of_derived(self.session.derived(), &self.desk.known);
        standing.missing = missing_of(&self.desk.missing, &standing.verified);
        self.desk.standing = Arc::new(standing);
    }

    /// What this computer has seen of these accounts before, and what of that the file lacks: told as soon as it is
    /// known.
    fn recall_seen(&mut self, context: &Context) {
        let Some(data) = self.data.clone() else { return };
        let begun = self.session.begun();
        let names = seen_under(self.session.document(), &self.desk.standing.verified);
        self.apart(
            Lane::Person,
            context,
            move || load_seen(&data, &names),
            move |app, seen, _| {
                if app.session.begun() != begun {
                    return;
                }
                app.desk.missing = missing_of(&seen.unwrap_or_default(), &app.desk.standing.verified);
                if !app.desk.missing.is_empty() {
                    app.standing_of = None;
                    app.refresh_standing();
                    app.say_opening_line();
                }
                app.keep_seen();
            },
        );
    }

    /// From now on these signatures are expected in any file of these accounts.
    pub(super) fn keep_seen(&mut self) {
        let standing = self.desk.standing.clone();
        let Some(data) = self.data.clone().filter(|_| !standing.verified.is_empty()) else { return };
        let names = seen_under(self.session.document(), &standing.verified);
        self.apart_silently(Lane::Person, move || {
            let seen = seen_with(&load_seen(&data, &names), &standing.verified);
            if let Err(error) = keep_seen(&data, &names, &seen) {
                log::warn!("the signatures that were seen are not remembered: {error}");
            }
        });
    }

    /// The user says that this file is the one that counts.
    fn forget_missing(&mut self, context: &Context) {
        let Some(data) = self.data.clone() else { return };
        let standing = self.desk.standing.clone();
        let names = seen_under(self.session.document(), &standing.verified);
        self.desk.missing.clear();
        self.standing_of = None;
        self.refresh_standing();
        self.apart(
            Lane::Person,
            context,
            move || keep_seen(&data, &names, &seen_with(&[], &standing.verified)),
            |app, kept, _| match kept {
                Some(Ok(())) => app.say("以这份文件为准；不再提示它少了签批"),
                Some(Err(error)) => app.say_fault(format!("没有记下来，下次打开还会提示：{error}")),
                None => app.say_fault("没有记下来，下次打开还会提示：程序内部出错"),
            },
        );
    }

    /// What is to be said first about the file that is open.
    fn say_opening_line(&mut self) {
        let line = opening_line(self.session.document(), &self.desk.standing);
        if self.desk.standing.verified.is_empty() && self.desk.standing.missing.is_empty() {
            self.say(format!("已打开：{line}"));
        } else {
            self.notice = Some(Notice::information(line.clone()));
            self.say("已打开");
        }
        self.desk.opening_line = Some(line);
    }

    /// A file was opened: what is to be said about it first, and which page a reviewer sees.
    pub(super) fn greet(&mut self, context: &Context) {
        self.refresh_standing();
        self.say_opening_line();
        self.recall_seen(context);
        self.recall_look(context);
        self.read_if_reviewing();
        self.enter_tab(if self.desk.reviews() { Tab::Leader } else { Tab::Unit });
        self.ask_about_roles(context);
    }

    /// Keys that were accepted before roles were asked for: each is asked about once.
    fn ask_about_roles(&mut self, context: &Context) {
        if self.dialog.is_some() {
            return;
        }
        let known = &self.desk.known;
        let is_due = |key: &str| known.find(key).is_some_and(|one| one.roles.is_empty() && !one.is_asked);
        let due = self.desk.standing.verified.iter().rev();
        let Some(one) = due.filter(|one| one.verdict == Verdict::UnknownKey).find(|one| is_due(&one.record.key)) else {
            return;
        };
        let (row, key) = (one.row, one.record.key.to_string());
        self.ask_signer(row);
        self.desk.known.set_asked(&key);
        self.signers_changed(context);
    }

    fn ask_signer(&mut self, row: usize) {
        if let Some(record) = self.session.document().review.signatures.get(row) {
            self.open_dialog(SignerDialog::new(row, record, &self.desk.known));
        }
    }

    /// Who reviews begins by reading.
    fn read_if_reviewing(&mut self) {
        if !self.read_only.as_ref().is_some_and(ReadOnly::is_former_save) {
            self.read_only = self.desk.role.filter(|_| self.desk.reviews()).map(ReadOnly::Reviewing);
        }
    }

    fn recall_look(&mut self, context: &Context) {
        self.desk.look = None;
        let Some(data) = self.data.clone().filter(|_| self.desk.reviews()) else { return };
        let (document, begun) = (self.session.document().clone(), self.session.begun());
        self.apart(
            Lane::Settings,
            context,
            move || load_look(&data, &document),
            move |app, looked, _| {
                let looked = looked.flatten().filter(|_| app.session.begun() == begun && app.desk.reviews());
                app.desk.look = looked.map(|(time, content)| Arc::new(Look { time, content })).or(app.desk.look.take());
            },
        );
    }

    /// The document is left: the next time, a reviewer is told what was changed since.
    pub(super) fn remember_look(&mut self) {
        let Some(data) = self.data.clone().filter(|_| self.is_open && self.desk.reviews()) else { return };
        let (document, time) = (self.session.document().clone(), self.session.stamp().time);
        self.apart_silently(Lane::Settings, move || {
            if let Err(error) = keep_look(&data, &document, &time) {
                log::warn!("what was seen is not kept: {error}");
            }
        });
    }

    pub(super) fn run_sign(&mut self, act: Sign, context: &Context, window: &eframe::Frame) {
        match act {
            Sign::Ask(decision) => {
                let role = self.desk.role.unwrap_or(Role::Preparer);
                let author = self.session.stamp().author;
                self.open_dialog(SignDialog::new(decision, role, &author));
            }
            Sign::Do(decided) => self.decide(decided, context),
            Sign::AskPerson => self.ask_person(context),
            Sign::SetPerson { name, role } => self.set_person(name, role, context),
            Sign::ExportKey(passphrase) => {
                let name = format!("{}签批钥匙.key", self.session.stamp().author);
                let request = PathRequest::Save { kind: FileKind::Key, folder: None, name };
                self.ask_then(request, |path| Command::Sign(Sign::ExportKeyTo(path, passphrase)), context, window);
            }
            Sign::ImportKey(passphrase) => {
                let request = PathRequest::Open { title: "导入钥匙", kind: FileKind::Key, folder: None };
                self.ask_then(request, |path| Command::Sign(Sign::ImportKeyFrom(path, passphrase)), context, window);
            }
            Sign::ExportKeyTo(path, passphrase) => self.export_key(path, passphrase, context),
            Sign::ImportKeyFrom(path, passphrase) => self.import_key(path, passphrase, context),
            Sign::AskSigner(row) => self.ask_signer(row),
            Sign::Accept(row, roles) => self.accept(row, &roles, context),
            Sign::ForgetMissing => self.forget_missing(context),
            Sign::AllowChanges => {
                self.read_only = self.read_only.take().filter(ReadOnly::is_former_save);
                self.say("可以修改内容了；此前的签批会因修改而失效");
            }
            Sign::Forget(key) => {
                self.desk.known.forget(&key);
                self.signers_changed(context);
                self.say("已取消确认，这把钥匙的签批重新显示为尚未确认");
            }
        }
    }

    fn decide(&mut self, decided: Decided, context: &Context) {
        let (begun, revision) = (self.session.begun(), self.session.revision());
        self.with_key("签批", context, move |app, key, context| {
            // Who signs has seen what is signed.
            if (app.session.begun(), app.session.revision()) == (begun, revision) {
                app.know_own(&key, &decided.name, decided.role, context);
                app.session.identify();
                app.decide_with(&decided, &key);
            } else {
                app.say_fault("取签批钥匙期间内容有了改动，没有签批；请看过后再签一次");
            }
        });
    }

    fn decide_with(&mut self, decided: &Decided, key: &PersonKey) {
        let signing = Signing {
            role: decided.role,
            decision: decided.decision,
            name: shown_name(&decided.name),
            time: self.session.stamp().time,
            reason: decided.reason.clone(),
        };
        let derived = self.session.derived().clone();
        let edit = match decided.decision {
            Decision::Sign => sign(&derived, &signing, key, &self.desk.known)
                .map_err(|blockers| blockers.iter().map(Blocker::sentence).collect::<Vec<_>>().join("；")),
            Decision::Return => send_back(&derived, &signing, key).ok_or_else(|| "退回要写明原因".to_owned()),
        };
        match edit {
            Ok(edit) => self.record_decision(&edit, decided.decision),
            Err(why) => self.say_fault(format!("没有签批：{why}")),
        }
    }

    /// A signature that is not in the file is worth nothing: it is saved at once.
    fn record_decision(&mut self, edit: &Edit, decision: Decision) {
        self.apply_now(edit);
        self.refresh_standing();
        self.queue.push(Command::Save);
        self.after_next_save = Some(match decision {
            Decision::Sign => "已签批并保存，文件可以发给下一位；此后改动任何内容，打开时都会显示",
            Decision::Return => "已退回并保存，文件可以发回编制人",
        });
    }

    /// Goes on with the person's key, made on first use. `what` is what is not done without it.
    fn with_key(
        &mut self,
        what: &'static str,
        context: &Context,
        then: impl FnOnce(&mut Self, PersonKey, &Context) + 'static,
    ) {
        let Some(data) = self.data.clone() else {
            return self.say_fault(format!("系统没有给出存放钥匙的文件夹，不能{what}；请用便携版，或联系维护人员"));
        };
        let work = move || load_or_make_key(&data);
        self.apart(Lane::Person, context, work, move |app, key, context| match key {
            Some(Ok(key)) => {
                app.desk.own_key = Some(key.public());
                then(app, key, context);
            }
            Some(Err(error)) => app.say_fault(format!("签批钥匙读不出来，没有{what}：{error}")),
            None => app.say_fault(format!("签批钥匙读不出来，没有{what}：程序内部出错；请把出错报告发给维护人员")),
        });
    }

    /// The person's own signatures count, in the roles in which they are made.
    fn know_own(&mut self, key: &PersonKey, name: &str, role: Role, context: &Context) {
        let before = self.desk.known.clone();
        self.desk.known.accept_role(&key.public(), name, role, &self.session.stamp().time);
        if self.desk.known != before {
            self.signers_changed(context);
        }
    }

    fn signers_changed(&mut self, context: &Context) {
        self.session.set_signers(&self.desk.known);
        self.standing_of = None;
        self.refresh_standing();
        let Some(data) = self.data.clone() else { return };
        let known = self.desk.known.clone();
        self.apart(
            Lane::Person,
            context,
            move || save_signers(&data, &known),
            |app, result, _| {
                if let Some(Err(error)) = result {
                    app.say_fault(format!("确认过的签批人没有存下来，下次打开还会再问：{error}"));
                }
            },
        );
    }

    fn ask_person(&mut self, context: &Context) {
        if let Some(data) = self.data.clone().filter(|_| self.desk.own_key.is_none()) {
            self.apart(
                Lane::Person,
                context,
                move || load_key(&data).map(|key| key.public()),
                |app, public, _| {
                    app.desk.own_key = app.desk.own_key.take().or(public.flatten());
                },
            );
        }
        let name = if self.desk.author.is_empty() { self.session.stamp().author } else { self.desk.author.clone() };
        self.open_dialog(PersonDialog::new(&name, self.desk.role));
    }

    fn set_person(&mut self, name: String, role: Option<Role>, context: &Context) {
        self.session.set_author(&name);
        self.settings.author = name;
        self.settings.role = role;
        self.save_settings();
        self.desk.author = self.settings.author.clone();
        self.desk.role = role;
        if self.is_open {
            self.recall_look(context);
            self.read_if_reviewing();
        }
        let role = role.map_or("未选", Role::label);
        self.tell(format!("本人：{}，身份 {role}", self.session.stamp().author));
    }

    /// The welcome page has no line for what was done.
    fn tell(&mut self, words: impl Into<String>) {
        if self.is_open {
            self.say(words);
        } else {
            self.notice = Some(Notice::information(words));
        }
    }

    fn accept(&mut self, row: usize, roles: &[Role], context: &Context) {
        let Some(record) = self.session.document().review.signatures.get(row).cloned() else { return };
        self.desk.known.accept(&record.key, &record.name, roles, &self.session.stamp().time);
        self.signers_changed(context);
        self.keep_seen();
        // What was said at opening is said anew with what is known now.
        self.desk.opening_line = Some(opening_line(self.session.document(), &self.desk.standing));
        self.notice = self.notice.take().filter(|notice| !notice.is_information);
        self.say(format!("已确认 {} 的签批钥匙，身份：{}", shown_name(&record.name), role_words(roles)));
    }

    fn export_key(&mut self, path: PathBuf, passphrase: String, context: &Context) {
        let author = self.session.stamp().author;
        self.with_key("导出", context, move |app, key, context| {
            let write = move || {
                let text = seal_key(&key, &author, &passphrase).map_err(|error| error.to_string())?;
                write_file(&path, text.as_bytes()).map_err(|error| error.to_string())
            };
            app.apart(Lane::Person, context, write, |app, written, _| match written {
                Some(Ok(())) => app.tell("钥匙已导出；口令不要和文件放在一起"),
                Some(Err(why)) => app.say_fault(format!("钥匙没有导出：{why}")),
                None => app.say_fault("钥匙没有导出：程序内部出错；请把出错报告发给维护人员"),
            });
        });
    }

    fn import_key(&mut self, path: PathBuf, passphrase: String, context: &Context) {
        let Some(data) = self.data.clone() else { return };
        let work = move || {
            let content = storage::read_small(&path).map_err(|error| error.to_string())?;
            let (key, name) = open_key(&content, &passphrase).map_err(|error| error.to_string())?;
            replace_key(&data, &key).map_err(|error| error.to_string())?;
            Ok::<_, String>((key, name))
        };
        self.apart(Lane::Person, context, work, |app, result, context| match result {
            Some(Ok((key, name))) => {
                app.desk.own_key = Some(key.public());
                if let Some(role) = app.settings.role {
                    app.know_own(&key, &name, role, context);
                }
                let name = shown_name(&name);
                app.tell(format!("已换用 {name} 的钥匙，指纹 {}", fingerprint(&key.public())));
            }
            Some(Err(why)) => app.say_fault(format!("没有导入：{why}")),
            None => app.say_fault("没有导入：程序内部出错；请把出错报告发给维护人员"),
        });
    }
}

//! What the signatures say of the open document, and what this computer has seen of it before.

use std::{collections::HashSet, sync::Arc};

use crate::{
    app::{apart::Lane, read_only::ReadOnly, window::Notice},
    seal::{SignatureVerdict, Verified},
    storage::{accounts_key, keep_look, keep_seen, load_look, load_seen},
    ui::Tab,
    workflow::{Look, Standing, missing_of, opening_line, seen_under, seen_with},
};

use super::Signing;

impl Signing<'_> {
    /// After each change: what the signatures say now.
    pub fn refresh_standing(&mut self) {
        let derived = self.session.derived();
        if self.opened.standing_of.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, derived)) {
            return;
        }
        self.opened.standing_of = Some(derived.clone());
        // How it is printed is compared once the report is there.
        let mut standing = match derived.is_behind() {
            true => Standing::of(derived.document(), &self.person.known),
            false => Standing::of_derived(derived, &self.person.known),
        };
        standing.missing = missing_of(&self.opened.desk.missing, &standing.verified);
        self.opened.desk.standing = Arc::new(standing);
    }

    /// A file was opened: what is to be said about it first, and which page a reviewer sees.
    pub fn greet(&mut self) {
        self.refresh_standing();
        self.say_opening_line();
        self.recall_seen();
        self.recall_look();
        self.recall_final();
        self.read_if_reviewing();
        self.opened.enter_tab(if self.person.reviews() { Tab::Leader } else { Tab::Unit });
        self.ask_about_roles();
    }

    /// What is to be said first about the file that is open.
    fn say_opening_line(&mut self) {
        let line = opening_line(self.session.document(), &self.opened.desk.standing);
        if self.opened.desk.standing.verified.is_empty() && self.opened.desk.standing.missing.is_empty() {
            self.window.say(format!("已打开：{line}"));
        } else {
            self.window.notice = Some(Notice::information(line.clone()));
            self.window.say("已打开");
        }
        self.opened.desk.opening_line = Some(line);
    }

    /// Which final report of these accounts was exported on this computer last.
    fn recall_final(&mut self) {
        let accounts = accounts_key(self.session.document());
        self.opened.desk.checking.last_final = accounts.and_then(|accounts| self.window.settings.final_path(&accounts));
    }

    /// What this computer has seen of these accounts before, and what of that the file lacks: told as soon as it is
    /// known.
    fn recall_seen(&mut self) {
        let Some(data) = self.window.data.clone() else { return };
        let begun = self.session.begun();
        let names = seen_under(self.session.document(), &self.opened.desk.standing.verified);
        self.apart(
            Lane::Person,
            move || load_seen(&data, &names),
            move |signing, seen| {
                if signing.session.begun() != begun {
                    return;
                }
                signing.opened.desk.missing =
                    missing_of(&seen.unwrap_or_default(), &signing.opened.desk.standing.verified);
                if !signing.opened.desk.missing.is_empty() {
                    signing.opened.standing_of = None;
                    signing.refresh_standing();
                    signing.say_opening_line();
                }
                signing.keep_seen();
            },
        );
    }

    /// From now on these signatures are expected in any file of these accounts.
    pub fn keep_seen(&mut self) {
        let standing = self.opened.desk.standing.clone();
        let taken_back = std::mem::take(&mut self.opened.desk.taken_back);
        let is_due = !standing.verified.is_empty() || !taken_back.is_empty();
        let Some(data) = self.window.data.clone().filter(|_| is_due) else { return };
        let names = seen_under(self.session.document(), &standing.verified);
        self.window.apart_silently(Lane::Person, move || {
            let mut seen = seen_with(&load_seen(&data, &names), &standing.verified);
            seen.retain(|one| !taken_back.contains(&one.digest));
            if let Err(error) = keep_seen(&data, &names, &seen) {
                log::warn!("the signatures that were seen are not remembered: {error}");
            }
        });
    }

    /// After undo and redo of what `before` were the signatures: one's own that has gone is not to be missed later, and
    /// the file that was saved with it may be with others by now.
    pub fn note_taken_back(&mut self, before: &Standing) {
        self.refresh_standing();
        let standing = self.opened.desk.standing.clone();
        let here: HashSet<&str> = standing.verified.iter().map(|one| &*one.digest).collect();
        let is_own = |one: &&Verified| self.person.own_key.as_deref() == Some(&*one.record.key);
        let gone = before.verified.iter().filter(is_own).filter(|one| !here.contains(&*one.digest));
        let gone: Vec<String> = gone.map(|one| one.digest.to_string()).collect();
        let taken_back = &mut self.opened.desk.taken_back;
        taken_back.retain(|digest| !here.contains(digest.as_str()));
        if !gone.is_empty() {
            taken_back.extend(gone);
            let said = self.window.message.as_ref().map_or_else(String::new, |message| format!("{}；", message.text));
            self.window.say(format!("{said}本次签批不再算数，保存后从文件中去掉；已发给别人的那一份里还有它"));
        }
    }

    /// The user says that this file is the one that counts.
    pub(super) fn forget_missing(&mut self) {
        let Some(data) = self.window.data.clone() else { return };
        let standing = self.opened.desk.standing.clone();
        let names = seen_under(self.session.document(), &standing.verified);
        self.opened.desk.missing.clear();
        self.opened.standing_of = None;
        self.refresh_standing();
        self.apart(
            Lane::Person,
            move || keep_seen(&data, &names, &seen_with(&[], &standing.verified)),
            |signing, kept| match kept {
                Some(Ok(())) => signing.window.say("以这份文件为准；不再提示它少了签批"),
                Some(Err(error)) => signing.window.say_fault(format!("没有记下来，下次打开还会提示：{error}")),
                None => signing.window.say_fault("没有记下来，下次打开还会提示：程序内部出错"),
            },
        );
    }

    /// Keys that were accepted before roles were asked for: each is asked about once.
    fn ask_about_roles(&mut self) {
        if self.window.dialog.is_some() {
            return;
        }
        let known = &self.person.known;
        let is_due = |key: &str| known.find(key).is_some_and(|one| one.roles.is_empty() && !one.is_asked);
        let due = self.opened.desk.standing.verified.iter().rev();
        let Some(one) =
            due.filter(|one| one.verdict == SignatureVerdict::UnknownKey).find(|one| is_due(&one.record.key))
        else {
            return;
        };
        let (row, key) = (one.row, one.record.key.to_string());
        self.ask_signer(row);
        self.person.known.set_asked(&key);
        self.signers_changed();
    }

    /// Who reviews begins by reading.
    pub(super) fn read_if_reviewing(&mut self) {
        if !self.opened.read_only.as_ref().is_some_and(ReadOnly::is_former_save) {
            self.opened.read_only = self.person.role.filter(|_| self.person.reviews()).map(ReadOnly::Reviewing);
        }
    }

    pub(super) fn recall_look(&mut self) {
        self.opened.desk.look = None;
        let Some(data) = self.window.data.clone().filter(|_| self.person.reviews()) else { return };
        let (document, begun) = (self.session.document().clone(), self.session.begun());
        self.apart(
            Lane::Settings,
            move || load_look(&data, &document),
            move |signing, looked| {
                let looked = looked.flatten().filter(|_| signing.session.begun() == begun && signing.person.reviews());
                signing.opened.desk.look =
                    looked.map(|(time, content)| Arc::new(Look { time, content })).or(signing.opened.desk.look.take());
            },
        );
    }

    /// The document is left: the next time, a reviewer is told what was changed since.
    pub fn remember_look(&mut self) {
        let Some(data) = self.window.data.clone().filter(|_| self.opened.is_open && self.person.reviews()) else {
            return;
        };
        let (document, time) = (self.session.document().clone(), self.session.stamp().time);
        self.window.apart_silently(Lane::Settings, move || {
            if let Err(error) = keep_look(&data, &document, &time) {
                log::warn!("what was seen is not kept: {error}");
            }
        });
    }
}

//! Name, role and key of whoever sits here (本人), and the signers that are accepted on this computer.

use std::path::PathBuf;

use crate::{
    app::{apart::Lane, window::Notice},
    document::{Role, shown_name},
    seal::{PersonKey, fingerprint, open_key, seal_key},
    storage::{self, load_key, load_or_make_key, load_signers, replace_key, save_signers, write_file},
    ui::dialogs::PersonDialog,
};

use super::Signing;

impl Signing<'_> {
    /// At the start: what this computer knows of the person. Until it is known whose signatures count, no file of the
    /// start is opened.
    pub fn load(&mut self) {
        self.person.name = self.window.settings.author.clone();
        self.person.role = self.window.settings.role;
        self.session.set_author(&self.window.settings.author);
        let Some(data) = self.window.data.clone() else { return };
        self.window.is_getting_ready += 1;
        self.apart(
            Lane::Person,
            move || (load_signers(&data), load_key(&data).map(|key| key.public())),
            |signing, loaded| {
                signing.window.is_getting_ready -= 1;
                let (known, own_key) = loaded.unwrap_or_default();
                signing.person.known = known;
                signing.person.own_key = signing.person.own_key.take().or(own_key);
                signing.session.set_signers(&signing.person.known);
                signing.opened.standing_of = None;
                signing.refresh_standing();
                signing.know_own_role();
            },
        );
    }

    /// One's own key, accepted before roles were asked for, needs no asking: the role is known.
    fn know_own_role(&mut self) {
        let (Some(own), Some(role)) = (self.person.own_key.clone(), self.window.settings.role) else { return };
        let known = self.person.known.find(&own).filter(|known| known.roles.is_empty()).cloned();
        if let Some(known) = known {
            self.person.known.accept(&own, &known.name, &[role], &known.accepted);
            self.signers_changed();
        }
    }

    /// Goes on with the person's key, made on first use. `what` is what is not done without it.
    pub(super) fn with_key(&mut self, what: &'static str, then: impl FnOnce(&mut Signing<'_>, PersonKey) + 'static) {
        let Some(data) = self.window.data.clone() else {
            return self
                .window
                .say_fault(format!("系统没有给出存放钥匙的文件夹，不能{what}；请用便携版，或联系维护人员"));
        };
        let work = move || load_or_make_key(&data);
        self.apart(Lane::Person, work, move |signing, key| match key {
            Some(Ok(key)) => {
                signing.person.own_key = Some(key.public());
                then(signing, key);
            }
            Some(Err(error)) => signing.window.say_fault(format!("签批钥匙读不出来，没有{what}：{error}")),
            None => signing
                .window
                .say_fault(format!("签批钥匙读不出来，没有{what}：程序内部出错；请把出错报告发给维护人员")),
        });
    }

    /// The person's own signatures count, in the roles in which they are made.
    pub(super) fn know_own(&mut self, key: &PersonKey, name: &str, role: Role) {
        let before = self.person.known.clone();
        self.person.known.accept_role(&key.public(), name, role, &self.session.stamp().time);
        if self.person.known != before {
            self.signers_changed();
        }
    }

    pub(super) fn signers_changed(&mut self) {
        self.session.set_signers(&self.person.known);
        self.opened.standing_of = None;
        self.refresh_standing();
        let Some(data) = self.window.data.clone() else { return };
        let known = self.person.known.clone();
        self.apart(
            Lane::Person,
            move || save_signers(&data, &known),
            |signing, result| {
                if let Some(Err(error)) = result {
                    signing.window.say_fault(format!("确认过的签批人没有存下来，下次打开还会再问：{error}"));
                }
            },
        );
    }

    pub(super) fn ask_person(&mut self) {
        if let Some(data) = self.window.data.clone().filter(|_| self.person.own_key.is_none()) {
            self.apart(
                Lane::Person,
                move || load_key(&data).map(|key| key.public()),
                |signing, public| {
                    signing.person.own_key = signing.person.own_key.take().or(public.flatten());
                },
            );
        }
        let name = if self.person.name.is_empty() { self.session.stamp().author } else { self.person.name.clone() };
        self.window.open(PersonDialog::new(&name, self.person.role));
    }

    pub(super) fn set_person(&mut self, name: String, role: Option<Role>) {
        self.session.set_author(&name);
        self.window.settings.author = name;
        self.window.settings.role = role;
        self.window.save_settings();
        self.person.name = self.window.settings.author.clone();
        self.person.role = role;
        if self.opened.is_open {
            self.recall_look();
            self.read_if_reviewing();
        }
        let role = role.map_or("未选", Role::label);
        self.tell(format!("我的姓名：{}，身份 {role}", self.session.stamp().author));
    }

    /// The welcome page has no line for what was done.
    fn tell(&mut self, words: impl Into<String>) {
        if self.opened.is_open {
            self.window.say(words);
        } else {
            self.window.notice = Some(Notice::information(words));
        }
    }

    pub(super) fn export_key(&mut self, path: PathBuf, passphrase: String) {
        let author = self.session.stamp().author;
        self.with_key("导出", move |signing, key| {
            let write = move || {
                let text = seal_key(&key, &author, &passphrase).map_err(|error| error.to_string())?;
                write_file(&path, text.as_bytes()).map_err(|error| error.to_string())
            };
            signing.apart(Lane::Person, write, |signing, written| match written {
                Some(Ok(())) => signing.tell("钥匙已导出；口令不要和文件放在一起"),
                Some(Err(why)) => signing.window.say_fault(format!("钥匙没有导出：{why}")),
                None => signing.window.say_fault("钥匙没有导出：程序内部出错；请把出错报告发给维护人员"),
            });
        });
    }

    pub(super) fn import_key(&mut self, path: PathBuf, passphrase: String) {
        let Some(data) = self.window.data.clone() else { return };
        let work = move || {
            let content = storage::read_small(&path).map_err(|error| error.to_string())?;
            let (key, name) = open_key(&content, &passphrase).map_err(|error| error.to_string())?;
            replace_key(&data, &key).map_err(|error| error.to_string())?;
            Ok::<_, String>((key, name))
        };
        self.apart(Lane::Person, work, |signing, result| match result {
            Some(Ok((key, name))) => {
                signing.person.own_key = Some(key.public());
                if let Some(role) = signing.window.settings.role {
                    signing.know_own(&key, &name, role);
                }
                let name = shown_name(&name);
                signing.tell(format!("已换用 {name} 的钥匙，指纹 {}", fingerprint(&key.public())));
            }
            Some(Err(why)) => signing.window.say_fault(format!("没有导入：{why}")),
            None => signing.window.say_fault("没有导入：程序内部出错；请把出错报告发给维护人员"),
        });
    }
}

//! Whose key is it? The fingerprint is compared with the person before a signature counts as theirs, in these roles.

use egui::{Label, RichText, Ui};

use crate::{
    document::{Role, SignatureRecord, shown_line, shown_name},
    seal::{KnownSigners, fingerprint},
    ui::{Command, SignCommand, View},
    workflow::signer,
};

use super::{Continuation, Dialog, default_button, dialog, theme};

/// The dialog while it is open.
pub struct SignerDialog {
    row: usize,
    record: SignatureRecord,
    roles: Vec<Role>,
    was_accepted: bool,
}

impl SignerDialog {
    /// Offers the role of the record, with those for which the key is accepted under this name already.
    pub fn new(row: usize, record: &SignatureRecord, known: &KnownSigners) -> Self {
        let former = known.find(&record.key);
        let same = former.filter(|former| former.name == shown_name(&record.name));
        let mut roles = same.map_or_else(Vec::new, |former| former.roles.clone());
        roles.extend(record.role.filter(|role| !roles.contains(role)));
        Self { row, record: record.clone(), roles, was_accepted: former.is_some() }
    }

    fn content_ui(&mut self, ui: &mut Ui, known: &KnownSigners) -> Option<Option<Command>> {
        let (who, when) = (signer(&self.record), shown_line(&self.record.time));
        let what = match (self.was_accepted, known.find(&self.record.key).is_some_and(|one| one.roles.is_empty())) {
            (true, true) => "用的钥匙以前确认过，但没有确认是哪种身份：",
            (true, false) => "用的钥匙在这台电脑上确认的是另外的姓名或身份：",
            _ => "用的是这台电脑还没有确认过的钥匙：",
        };
        ui.add(Label::new(format!("{who} 于 {when} 签批，{what}")).wrap());
        ui.add_space(theme::GRID);
        ui.horizontal(|ui| {
            ui.label(RichText::new("钥匙指纹").color(theme::palette(ui).weak_text));
            ui.label(RichText::new(fingerprint(&self.record.key)).text_style(theme::section()));
        });
        ui.horizontal(|ui| {
            ui.label(RichText::new("姓名").color(theme::palette(ui).weak_text));
            ui.label(shown_name(&self.record.name));
        });
        self.roles_ui(ui);
        let shown = shown_name(&self.record.name);
        let mut warnings = known.warnings(&self.record.key, &shown, &self.roles);
        if *shown != *self.record.name {
            warnings.push("姓名里有看不见的字符、换行或记号，显示时已去掉；这不寻常，请当面问清".to_owned());
        }
        for warning in &warnings {
            let words = RichText::new(format!("▲ {warning}")).color(theme::palette(ui).warning);
            ui.add(Label::new(words).wrap());
        }
        ui.add_space(theme::GRID);
        let words = "请当面或打电话请对方打开“我的姓名和身份…”念出指纹，与上面一致再确认。确认后，这把钥匙以这个姓名、这些身份\
                         签的才显示为有效";
        ui.add(Label::new(words).wrap());
        ui.add_space(theme::GRID);
        self.buttons_ui(ui)
    }

    fn roles_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.label(RichText::new("身份").color(theme::palette(ui).weak_text));
            for role in Role::ALL {
                let mut is_chosen = self.roles.contains(role);
                if ui.checkbox(&mut is_chosen, role.label()).changed() {
                    self.roles.retain(|other| other != role);
                    self.roles.extend(is_chosen.then_some(*role));
                    self.roles.sort_unstable();
                }
            }
        });
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Option<Command>> {
        let mut choice = None;
        ui.horizontal(|ui| {
            // Esc and Enter leave it as it is: nothing is accepted by habit.
            if default_button(ui, "暂不确认").clicked() {
                choice = Some(None);
            }
            let accept = ui.add_enabled(!self.roles.is_empty(), egui::Button::new("指纹一致，确认"));
            if accept.on_disabled_hover_text("请至少选一种身份").clicked() {
                choice = Some(Some(Command::Sign(SignCommand::Accept(self.row, self.roles.clone()))));
            }
        });
        choice
    }
}

impl Dialog for SignerDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let known = &view.person.known;
        let answer = dialog(ui, "signer", "确认签批人", None, |ui| self.content_ui(ui, known));
        Continuation::after(answer, view)
    }
}

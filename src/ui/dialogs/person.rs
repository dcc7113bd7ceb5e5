//! Name, role and key of whoever sits here (本人).

use egui::{Grid, Key, Modifiers, RichText, TextEdit, Ui};

use crate::{
    document::Role,
    seal::fingerprint,
    ui::{Command, SignCommand, View},
};

use super::{Continuation, Dialog, default_button, dialog, theme};

/// The dialog while it is open.
pub struct PersonDialog {
    name: String,
    role: Option<Role>,
    passphrase: String,
    is_new: bool,
}

impl PersonDialog {
    /// With what is known already.
    pub fn new(name: &str, role: Option<Role>) -> Self {
        Self { name: name.to_owned(), role, passphrase: String::new(), is_new: true }
    }

    fn person_ui(&mut self, ui: &mut Ui) {
        Grid::new("person").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
            let label = ui.label("姓名");
            let field = TextEdit::singleline(&mut self.name).desired_width(200.0).hint_text("用于批注、签批和保存记录");
            let response = ui.add(field).labelled_by(label.id);
            if std::mem::take(&mut self.is_new) {
                response.request_focus();
            }
            ui.end_row();
            ui.label("身份");
            ui.horizontal(|ui| {
                for role in Role::ALL {
                    ui.radio_value(&mut self.role, Some(*role), role.label());
                }
            });
            ui.end_row();
        });
        let words = "复核和负责人打开文件时先看到复核页，内容只读；编制人直接录入";
        ui.label(RichText::new(words).color(theme::palette(ui).weak_text));
    }

    /// `own_key` is the person's public key, once there is one.
    fn key_ui(&mut self, ui: &mut Ui, own_key: Option<&str>) -> Option<SignCommand> {
        let palette = theme::palette(ui);
        ui.label(RichText::new("签批钥匙").text_style(theme::section()));
        match own_key {
            Some(key) => ui.label(format!("指纹 {}", fingerprint(key))),
            None => ui.label("第一次签批时自动生成，只存在这台电脑上"),
        };
        let help = "换电脑时导出带口令的钥匙文件；丢了钥匙不影响数据，只是同事要重新确认您的签批";
        ui.label(RichText::new(help).color(palette.weak_text));
        ui.horizontal(|ui| {
            let label = ui.label("口令");
            let field = TextEdit::singleline(&mut self.passphrase).password(true).desired_width(160.0);
            ui.add(field.hint_text("至少 8 个字符")).labelled_by(label.id);
            let is_long_enough = self.passphrase.chars().count() >= 8;
            if ui.add_enabled(is_long_enough, egui::Button::new("导出钥匙…")).clicked() {
                return Some(SignCommand::ExportKey(std::mem::take(&mut self.passphrase)));
            }
            if ui.add_enabled(is_long_enough, egui::Button::new("导入钥匙…")).clicked() {
                return Some(SignCommand::ImportKey(std::mem::take(&mut self.passphrase)));
            }
            None
        })
        .inner
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Option<Command>> {
        let mut choice = None;
        ui.horizontal(|ui| {
            let pressed = default_button(ui, "确定").clicked();
            let cancel = ui.button("取消");
            let entered = !cancel.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            if cancel.clicked() {
                choice = Some(None);
            } else if pressed || entered {
                let sign = SignCommand::SetPerson { name: self.name.trim().to_owned(), role: self.role };
                choice = Some(Some(Command::Sign(sign)));
            }
        });
        choice
    }
}

impl Dialog for PersonDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let own_key = view.person.own_key.as_deref();
        let answer = dialog(ui, "person", "我的姓名和身份", None, |ui| {
            self.person_ui(ui);
            ui.add_space(theme::GRID);
            ui.separator();
            if let Some(sign) = self.key_ui(ui, own_key) {
                return Some(Some(Command::Sign(sign)));
            }
            ui.add_space(theme::GRID);
            self.buttons_ui(ui)
        });
        Continuation::after(answer, view)
    }
}

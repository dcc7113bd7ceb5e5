//! 确认签批人：the fingerprint is compared with the person before a signature counts as theirs.

use egui::{Label, RichText, Ui};

use crate::{document::SignatureRecord, seal::fingerprint, workflow::signer};

use super::{default_button, dialog, theme};

/// Asks whether the key of `record` is the person's; true to accept it.
pub fn signer_ui(ui: &Ui, record: &SignatureRecord) -> Option<bool> {
    dialog(ui, "signer", "确认签批人", false, |ui| {
        ui.label(format!("{} 于 {} 签批，用的是这台电脑还没有确认过的钥匙：", signer(record), &*record.time));
        ui.add_space(theme::GRID);
        ui.label(RichText::new(fingerprint(&record.key)).text_style(theme::section()));
        ui.add_space(theme::GRID);
        let words = "请当面或打电话请对方打开“本人…”念出指纹，与上面一致再确认。确认后，这把钥匙的签批都显示为有效";
        ui.add(Label::new(words).wrap());
        ui.add_space(theme::GRID);
        let mut choice = None;
        ui.horizontal(|ui| {
            // Esc and Enter leave it as it is: nothing is accepted by habit.
            if default_button(ui, "暂不确认").clicked() {
                choice = Some(false);
            }
            if ui.button("指纹一致，确认").clicked() {
                choice = Some(true);
            }
        });
        choice
    })
}

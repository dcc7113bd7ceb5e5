//! Signatures (签批): who signed what, whether it is still what was signed, and each place that was changed since.

use egui::{Button, CursorIcon, Grid, Label, RichText, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role as Named};

use crate::{
    compare::Change,
    document::{Decision, shown_line, shown_name, shown_text},
    figures::Source,
    seal::{NOT_STATUTORY, SignatureVerdict, SinceSigned, Verified, fingerprint, role_words},
    ui::{Command, Screen, SignCommand, Tab, View, theme, widgets::in_sight::keep_focus_in_sight},
    workflow::{SeenSignature, signer},
};

/// Changes listed before the rest is counted.
const MOST_CHANGES: usize = 200;

/// What this part remembers.
#[derive(Default)]
pub struct SignaturesPart {
    wants_focus: bool,
}

impl Screen for SignaturesPart {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        self.buttons_ui(ui, view);
        ui.label(RichText::new(NOT_STATUTORY).color(theme::palette(ui).weak_text));
        ui.add_space(theme::GRID);
        let standing = view.desk.standing.clone();
        ScrollArea::vertical().id_salt("signatures").auto_shrink(false).show(ui, |ui| {
            missing_ui(ui, view, &standing.missing);
            if let Some(otherwise) = &standing.printed_otherwise {
                let words = RichText::new(format!("▲ {}", otherwise.sentence()));
                ui.add(Label::new(words.color(theme::palette(ui).warning)).wrap());
                ui.add_space(theme::GRID);
            }
            if standing.verified.is_empty() {
                ui.label("还没有签批。编制人核对无误后先签批，再发给复核和负责人；后签的签批同时覆盖先签的");
            }
            for verified in standing.verified.iter().rev() {
                ui.push_id(verified.row, |ui| signature_ui(ui, view, verified));
                ui.add_space(theme::GRID);
            }
            known_ui(ui, view);
            keep_focus_in_sight(ui);
        });
    }

    fn enter(&mut self) {
        self.wants_focus = true;
    }
}

impl SignaturesPart {
    fn buttons_ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        ui.horizontal(|ui| {
            let sign = ui.button("签批…").on_hover_text("Ctrl+T");
            if std::mem::take(&mut self.wants_focus) {
                sign.request_focus();
            }
            for (response, decision) in
                [(sign, Decision::Sign), (ui.button("退回…").on_hover_text("Ctrl+Shift+T"), Decision::Return)]
            {
                if response.clicked() {
                    view.commands.push(Command::Sign(SignCommand::Ask(decision)));
                }
            }
            if ui.button("我的姓名和身份…").on_hover_text("Ctrl+I").clicked() {
                view.commands.push(Command::Sign(SignCommand::AskPerson));
            }
        });
    }
}

fn signature_ui(ui: &mut Ui, view: &mut View<'_>, verified: &Verified) {
    let palette = theme::palette(ui);
    let record = &verified.record;
    let done = if record.decision == Some(Decision::Return) { "退回" } else { "签批" };
    ui.label(RichText::new(format!("{} {done}", signer(record))).text_style(theme::section()));
    let (symbol, colour) = match &verified.verdict {
        SignatureVerdict::Valid => ("✔", palette.done),
        SignatureVerdict::UnknownKey => ("？", palette.warning),
        SignatureVerdict::NameDiffers { .. } | SignatureVerdict::RoleDiffers { .. } => ("✖", palette.error),
        SignatureVerdict::Changed => ("▲", palette.warning),
        SignatureVerdict::Superseded => ("○", palette.weak_text),
        SignatureVerdict::Broken { .. } => ("✖", palette.error),
    };
    Grid::new("signature").num_columns(2).spacing([16.0, 4.0]).show(ui, |ui| {
        let mut line = |name: &str, text: &str| {
            ui.label(RichText::new(name).color(palette.weak_text));
            ui.label(text);
            ui.end_row();
        };
        line("时间", &shown_line(&record.time));
        if !record.reason.is_blank() {
            line(if done == "退回" { "原因" } else { "意见" }, &shown_text(&record.reason));
        }
        line("钥匙指纹", &fingerprint(&record.key));
        ui.label(RichText::new("核验").color(palette.weak_text));
        ui.horizontal(|ui| {
            ui.label(RichText::new(format!("{symbol} {}", verified.label())).color(colour));
            let may_ask = matches!(
                &verified.verdict,
                SignatureVerdict::UnknownKey
                    | SignatureVerdict::NameDiffers { .. }
                    | SignatureVerdict::RoleDiffers { .. }
            );
            if may_ask && ui.button("确认签批人…").clicked() {
                view.commands.push(Command::Sign(SignCommand::AskSigner(verified.row)));
            }
        });
        ui.end_row();
    });
    if let Some(SinceSigned::Changed { content, explanations }) = &verified.since
        && verified.verdict != SignatureVerdict::Superseded
    {
        changes_ui(ui, view, content.as_deref().unwrap_or_default());
        for change in explanations.as_deref().unwrap_or_default().iter().take(MOST_CHANGES) {
            if change_ui(ui, &change.sentence()) {
                view.commands.push(Command::ShowTab(Tab::Answers));
            }
        }
        if content.is_none() || explanations.is_none() {
            let words = "文件里只留存每个身份最近一次签批的内容和处理说明，这一次的已不再留存，列不全改了哪里";
            ui.label(RichText::new(words).color(palette.weak_text));
        }
    }
    ui.separator();
}

/// Each changed place, old → new, a way to it.
fn changes_ui(ui: &mut Ui, view: &mut View<'_>, changes: &[Change]) {
    for change in changes.iter().take(MOST_CHANGES) {
        if change_ui(ui, &change.sentence()) {
            view.commands.push(Command::ShowSource(Source::Entered(change.place)));
        }
    }
    if changes.len() > MOST_CHANGES {
        ui.label(format!("…… 共 {} 处", changes.len()));
    }
}

/// One changed place; true when it was clicked.
fn change_ui(ui: &mut Ui, sentence: &str) -> bool {
    let response = ui.add(Label::new(sentence).selectable(false).sense(Sense::click()).truncate());
    response.widget_info(|| WidgetInfo::labeled(Named::Link, true, sentence));
    if response.has_focus() {
        theme::focus_frame(ui, response.rect.expand(2.0));
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(sentence).clicked()
}

/// What this computer has seen signed and the file lacks.
fn missing_ui(ui: &mut Ui, view: &mut View<'_>, missing: &[SeenSignature]) {
    if missing.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    let words = "▲ 这份文件比本机见过的旧，或者签批记录被删过。本机见过、文件里没有的签批：";
    ui.add(Label::new(RichText::new(words).color(palette.warning)).wrap());
    for one in missing {
        ui.label(one.words());
    }
    ui.horizontal(|ui| {
        ui.label(RichText::new("请向发件人要最新的文件。确实应当以这份为准时：").color(palette.weak_text));
        if ui.button("以这份为准，不再提示").clicked() {
            view.commands.push(Command::Sign(SignCommand::ForgetMissing));
        }
    });
    ui.separator();
}

/// Whose keys are accepted on this computer.
fn known_ui(ui: &mut Ui, view: &mut View<'_>) {
    let known = view.person.known.all();
    if known.is_empty() {
        return;
    }
    ui.label(RichText::new("这台电脑确认过的签批人").text_style(theme::section()));
    Grid::new("known signers").num_columns(5).spacing([16.0, 4.0]).show(ui, |ui| {
        for signer in known {
            let is_own = view.person.own_key.as_deref() == Some(&signer.key);
            ui.label(format!("{}{}", shown_name(&signer.name), if is_own { "（本人）" } else { "" }));
            match signer.roles.as_slice() {
                [] => ui.label(RichText::new("？ 身份待确认").color(theme::palette(ui).warning)),
                roles => ui.label(role_words(roles)),
            };
            ui.label(fingerprint(&signer.key));
            ui.label(
                RichText::new(format!("{} 确认", shown_line(&signer.accepted))).color(theme::palette(ui).weak_text),
            );
            let forget = ui.add(Button::new("取消确认").small());
            forget.widget_info(|| {
                WidgetInfo::labeled(Named::Button, true, format!("取消确认 {}", shown_name(&signer.name)))
            });
            if forget.clicked() {
                view.commands.push(Command::Sign(SignCommand::Forget(signer.key.clone())));
            }
            ui.end_row();
        }
    });
    for signer in known {
        for warning in view.person.known.warnings(&signer.key, &signer.name, &signer.roles) {
            let words = RichText::new(format!("▲ {}：{warning}", shown_name(&signer.name)));
            ui.add(Label::new(words.color(theme::palette(ui).warning)).wrap());
        }
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::{
        at,
        document::{Document, Edit, Role},
        money::AmountUnit,
        seal::{KnownSigners, PersonKey, SignatureStatement, append},
        ui::testing::{OnScreen, clean_sample, desk},
    };

    fn on_screen(document: Document, known: KnownSigners) -> OnScreen<SignaturesPart> {
        desk(document, SignaturesPart::default(), move |part, ui, view: &mut View<'_>| {
            let desk = crate::ui::Desk {
                standing: std::sync::Arc::new(crate::workflow::Standing::of(view.document, &known)),
                ..Default::default()
            };
            let person = crate::ui::Person { known: known.clone(), ..Default::default() };
            let mut view = View { person: &person, desk: &desk, ..View::of(view.derived, view.commands, false) };
            part.ui(ui, &mut view);
        })
    }

    fn key() -> PersonKey {
        PersonKey::from_stored(&"07".repeat(32)).expect("a key")
    }

    fn known(name: &str, roles: &[Role]) -> KnownSigners {
        let mut known = KnownSigners::default();
        known.accept(&key().public(), name, roles, "2025-08-01");
        known
    }

    fn signed() -> Document {
        let key = key();
        let signing = SignatureStatement {
            role: Role::Preparer,
            decision: Decision::Sign,
            name: "张三".to_owned(),
            time: "2025-08-20 10:00".to_owned(),
            reason: String::new(),
        };
        let document = clean_sample();
        document.apply(&append(&document, &signing, &key)).expect("it fits")
    }

    #[test]
    fn an_unknown_signer_is_asked_about() {
        let mut screen = on_screen(signed(), KnownSigners::default());
        assert!(screen.query_by_label_contains("？ 待确认：不认识这把钥匙").is_some());
        screen.click("确认签批人…");
        assert_eq!(screen.asked(), [Command::Sign(SignCommand::AskSigner(0))]);
    }

    #[test]
    fn a_key_under_another_name_or_role_is_not_valid() {
        let screen = on_screen(signed(), known("李四", &[Role::Preparer]));
        assert!(screen.query_by_label_contains("✖ 姓名不符：这把钥匙是“李四”的").is_some());
        let screen = on_screen(signed(), known("张三", &[Role::Reviewer]));
        assert!(screen.query_by_label_contains("✖ 身份不符：只确认过这把钥匙用于复核").is_some());
        let screen = on_screen(signed(), known("张三", &[Role::Preparer, Role::Reviewer]));
        assert!(screen.query_by_label_contains("✔ 有效").is_some());
        assert!(screen.query_by_label_contains("同一把钥匙用于编制、复核").is_some(), "it is shown");
    }

    #[test]
    fn every_changed_place_is_named_with_both_values_and_leads_there() {
        let place = at!(unit.department);
        let changed = signed().apply(&Edit::type_text(place, "另一个单位", AmountUnit::Wan)).expect("it fits");
        let mut screen = on_screen(changed, known("张三", &[Role::Preparer]));
        assert!(screen.query_by_label_contains("签批后改动了 1 处").is_some());
        let link = screen.get_by_label_contains("→ 另一个单位");
        link.click();
        screen.run();
        assert_eq!(screen.asked(), [Command::ShowSource(Source::Entered(place))]);
    }

    #[test]
    fn before_anybody_has_signed_the_order_is_told() {
        let screen = on_screen(clean_sample(), KnownSigners::default());
        assert!(screen.query_by_label_contains("编制人核对无误后先签批").is_some());
    }
}

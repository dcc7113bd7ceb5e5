//! 签批：who signed what, whether it is still what was signed, and each place that was changed since.

use egui::{Button, CursorIcon, Grid, Label, RichText, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role as Named};

use crate::{
    compare::Change,
    document::Decision,
    figures::Source,
    seal::{NOT_STATUTORY, Verdict, Verified, fingerprint},
    ui::{Command, Sign, View, theme, widgets::in_sight::keep_focus_in_sight},
    workflow::signer,
};

/// Changes listed before the rest is counted.
const MOST_CHANGES: usize = 200;

/// What this part remembers.
#[derive(Default)]
pub(super) struct SignaturesPart {
    wants_focus: bool,
}

impl SignaturesPart {
    /// Takes the keyboard the next time the part is drawn.
    pub fn enter(&mut self) {
        self.wants_focus = true;
    }

    /// Draws the part.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        self.buttons_ui(ui, view);
        ui.label(RichText::new(NOT_STATUTORY).color(theme::palette(ui).weak_text));
        ui.add_space(theme::GRID);
        let standing = view.desk.standing.clone();
        ScrollArea::vertical().id_salt("signatures").auto_shrink(false).show(ui, |ui| {
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
                    view.commands.push(Command::Sign(Sign::Ask(decision)));
                }
            }
            if ui.button("本人…").on_hover_text("Ctrl+I").clicked() {
                view.commands.push(Command::Sign(Sign::AskPerson));
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
        Verdict::Valid => ("✔", palette.done),
        Verdict::ValidUnknownSigner { .. } => ("？", palette.warning),
        Verdict::ContentChanged { .. } => ("▲", palette.warning),
        Verdict::Broken { .. } => ("✖", palette.error),
    };
    Grid::new("signature").num_columns(2).spacing([16.0, 4.0]).show(ui, |ui| {
        let mut line = |name: &str, text: &str| {
            ui.label(RichText::new(name).color(palette.weak_text));
            ui.label(text);
            ui.end_row();
        };
        line("时间", &record.time);
        if !record.reason.is_blank() {
            line(if done == "退回" { "原因" } else { "意见" }, &record.reason);
        }
        line("钥匙指纹", &fingerprint(&record.key));
        ui.label(RichText::new("核验").color(palette.weak_text));
        ui.horizontal(|ui| {
            ui.label(RichText::new(format!("{symbol} {}", verified.verdict.label())).color(colour));
            let is_unknown = matches!(verified.verdict, Verdict::ValidUnknownSigner { .. });
            if is_unknown && ui.button("确认签批人…").clicked() {
                view.commands.push(Command::Sign(Sign::AskSigner(verified.row)));
            }
        });
        ui.end_row();
    });
    if let Verdict::ContentChanged { changes } = &verified.verdict {
        match changes {
            Some(changes) => changes_ui(ui, view, changes),
            None => {
                let words = "文件里只留存每个身份最近一次签批的内容，这一次的已不再留存，列不出改了哪里";
                ui.label(RichText::new(words).color(palette.weak_text));
            }
        }
    }
    ui.separator();
}

/// Each changed place, old → new, a way to it.
fn changes_ui(ui: &mut Ui, view: &mut View<'_>, changes: &[Change]) {
    for change in changes.iter().take(MOST_CHANGES) {
        let sentence = change.sentence();
        let response = ui.add(Label::new(&sentence).selectable(false).sense(Sense::click()).truncate());
        response.widget_info(|| WidgetInfo::labeled(Named::Link, true, &sentence));
        if response.has_focus() {
            theme::focus_frame(ui, response.rect.expand(2.0));
        }
        if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&sentence).clicked() {
            view.commands.push(Command::ShowSource(Source::Entered(change.place)));
        }
    }
    if changes.len() > MOST_CHANGES {
        ui.label(format!("…… 共 {} 处", changes.len()));
    }
}

/// Whose keys are accepted on this computer.
fn known_ui(ui: &mut Ui, view: &mut View<'_>) {
    let known = view.desk.known.all();
    if known.is_empty() {
        return;
    }
    ui.label(RichText::new("这台电脑确认过的签批人").text_style(theme::section()));
    Grid::new("known signers").num_columns(4).spacing([16.0, 4.0]).show(ui, |ui| {
        for signer in known {
            ui.label(&signer.name);
            ui.label(fingerprint(&signer.key));
            ui.label(RichText::new(format!("{} 确认", signer.accepted)).color(theme::palette(ui).weak_text));
            let forget = ui.add(Button::new("取消确认").small());
            forget.widget_info(|| WidgetInfo::labeled(Named::Button, true, format!("取消确认 {}", signer.name)));
            if forget.clicked() {
                view.commands.push(Command::Sign(Sign::Forget(signer.key.clone())));
            }
            ui.end_row();
        }
    });
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::{
        at,
        document::{Document, Edit, Role},
        money::AmountUnit,
        seal::{PersonKey, Signing, append},
        ui::tabs::testing::{OnScreen, clean_sample, desk},
    };

    fn on_screen(document: Document) -> OnScreen<SignaturesPart> {
        desk(document, SignaturesPart::default(), |part, ui, view: &mut View<'_>| {
            let desk = crate::ui::Desk {
                standing: std::sync::Arc::new(crate::workflow::Standing::of(view.document, &Default::default())),
                ..Default::default()
            };
            let mut view = View { desk: &desk, ..View::of(view.derived, view.commands, false) };
            part.ui(ui, &mut view);
        })
    }

    fn signed() -> Document {
        let key = PersonKey::from_stored(&"07".repeat(32)).expect("a key");
        let signing = Signing {
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
        let mut screen = on_screen(signed());
        assert!(screen.query_by_label_contains("有效，签批人尚未确认").is_some());
        screen.click("确认签批人…");
        assert_eq!(screen.asked(), [Command::Sign(Sign::AskSigner(0))]);
    }

    #[test]
    fn every_changed_place_is_named_with_both_values_and_leads_there() {
        let place = at!(unit.department);
        let changed = signed().apply(&Edit::type_text(place, "另一个单位", AmountUnit::Wan)).expect("it fits");
        let mut screen = on_screen(changed);
        assert!(screen.query_by_label_contains("签批后改动了 1 处").is_some());
        let link = screen.get_by_label_contains("→ 另一个单位");
        link.click();
        screen.run();
        assert_eq!(screen.asked(), [Command::ShowSource(Source::Entered(place))]);
    }

    #[test]
    fn before_anybody_has_signed_the_order_is_told() {
        let screen = on_screen(clean_sample());
        assert!(screen.query_by_label_contains("编制人核对无误后先签批").is_some());
    }
}

//! The explanation of a finding in place (处理说明): the one that holds, the one that no longer does, and the field for a
//! new one.

use egui::{RichText, Ui};

use crate::{
    derived::Derived,
    document::{Explanation, shown_line},
    rules::{Finding, Severity},
    ui::{
        command::RemarkCommand,
        state::{pending, remark_words::author_name},
        theme,
    },
};

use super::{FormOutcome, text_field::text_ui};

/// What the form remembers. What was begun for a finding stays until it is written, beside all that is being typed.
#[derive(Default)]
pub struct AnswerForm {
    /// The finding whose explanation is being written anew.
    rewriting: Option<String>,
    wants_focus: bool,
}

/// The place of a text that is begun for several findings.
const SEVERAL: &str = "";

impl AnswerForm {
    /// The place of an explanation that is begun.
    pub fn key(finding: &Finding) -> String {
        format!("{}\n{}", finding.rule, finding.explained_places())
    }

    /// The field takes the keyboard the next time it is drawn.
    pub fn enter(&mut self) {
        self.wants_focus = true;
    }

    /// Draws what was answered to `finding`, or the field in which to answer; the heading is the caller's.
    pub fn ui(&mut self, ui: &mut Ui, derived: &Derived, finding: &Finding) -> FormOutcome {
        if !finding.can_be_explained() {
            self.wants_focus = false;
            ui.label(RichText::new(refusal(finding)).color(theme::palette(ui).weak_text));
            return FormOutcome::default();
        }
        let key = Self::key(finding);
        match finding.explanation(&derived.figures) {
            Some(given) if self.rewriting.as_ref() != Some(&key) => self.given_ui(ui, given, finding, key),
            given => self.field_ui(ui, derived, given, finding, key),
        }
    }

    /// Draws the field in which several findings are answered with one text; the heading is the caller's.
    pub fn many_ui(&mut self, ui: &mut Ui, findings: &[&Finding]) -> FormOutcome {
        let mut text = pending::draft(ui.ctx(), pending::ANSWER, SEVERAL);
        let hint = "这几条共同的情况和为什么可以接受";
        let asked = text_ui(ui, &mut text, "共同的处理说明", hint, &mut self.wants_focus);
        let mut outcome = FormOutcome { command: None, is_left: asked.leaves };
        let can_write = !text.trim().is_empty();
        let words = format!("写入 {} 条说明 Ctrl+Enter", findings.len());
        let button = ui.add_enabled(can_write, egui::Button::new(words));
        if can_write && (asked.writes || button.clicked()) {
            let findings = findings.iter().map(|finding| (*finding).clone()).collect();
            outcome.command = Some(RemarkCommand::AnswerAll { findings, text: text.trim().to_owned() });
            outcome.is_left = true;
            text.clear();
        }
        pending::set_draft(ui.ctx(), pending::ANSWER, SEVERAL, &text);
        outcome
    }

    fn given_ui(&mut self, ui: &mut Ui, given: &Explanation, finding: &Finding, key: String) -> FormOutcome {
        let palette = theme::palette(ui);
        let mut outcome = FormOutcome::default();
        ui.label(RichText::new("✔ 已说明").color(palette.done));
        ui.label(&*given.text);
        ui.label(RichText::new(head(given)).color(palette.weak_text));
        let mut rewrites = std::mem::take(&mut self.wants_focus);
        ui.horizontal(|ui| {
            rewrites |= ui.button("改写").clicked();
            if ui.button("撤回").on_hover_text("不再算作已说明；可用 Ctrl+Z 恢复").clicked() {
                outcome.command = Some(RemarkCommand::Withdraw(Box::new(finding.clone())));
            }
        });
        if rewrites {
            pending::set_draft(ui.ctx(), pending::ANSWER, &key, &given.text);
            self.rewriting = Some(key);
            self.wants_focus = true;
            ui.ctx().request_repaint();
        }
        outcome
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        derived: &Derived,
        given: Option<&Explanation>,
        finding: &Finding,
        key: String,
    ) -> FormOutcome {
        let palette = theme::palette(ui);
        let offered = finding.offered_explanation(&derived.figures);
        let mut text = pending::draft(ui.ctx(), pending::ANSWER, &key);
        let mut taken = false;
        if let Some(offered) = offered {
            ui.label(RichText::new("所依据的数已变，原说明不再有效：").color(palette.warning));
            ui.label(RichText::new(&*offered.text).color(palette.weak_text));
            ui.label(RichText::new(head(offered)).color(palette.weak_text));
            taken = ui.button("沿用原说明 Alt+Enter").on_hover_text("放进下面的框，改好后写入").clicked();
        }
        let hint = "写明情况和为什么可以接受，如“系年中调入两人，已核对工资表”";
        self.wants_focus |= taken;
        let asked = text_ui(ui, &mut text, "处理说明", hint, &mut self.wants_focus);
        if let Some(offered) = offered.filter(|_| taken || asked.takes_over) {
            text = offered.text.to_string();
        }
        let mut outcome = FormOutcome { command: None, is_left: asked.leaves };
        ui.horizontal(|ui| {
            let can_write = !text.trim().is_empty();
            let button = ui.add_enabled(can_write, egui::Button::new("写入说明 Ctrl+Enter"));
            if can_write && (asked.writes || button.clicked()) {
                outcome.command =
                    Some(RemarkCommand::Answer { finding: Box::new(finding.clone()), text: text.trim().to_owned() });
                outcome.is_left = true;
            }
            if given.is_some() && ui.button("不改了").clicked() {
                text.clear();
                outcome.is_left = true;
            }
        });
        if outcome.command.is_some() || given.is_some_and(|given| *given.text == *text && outcome.is_left) {
            text.clear();
        }
        pending::set_draft(ui.ctx(), pending::ANSWER, &key, &text);
        if outcome.is_left {
            self.rewriting = None;
        }
        outcome
    }
}

/// Why there is no field.
fn refusal(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error => "错误不能用说明代替，请按“怎么办”改正；改正后自动消失",
        _ => "这一条随其他发现而定：其他发现改正或说明后自动消失",
    }
}

/// 张三 2025-08-20 14:03:00
fn head(given: &Explanation) -> String {
    format!("{} {}", author_name(&given.author), shown_line(&given.time)).trim_end().to_owned()
}

//! The explanations that were given (处理说明): which still hold, which do not, with a way to each finding.

use egui::{Key, Modifiers, Panel, RichText, ScrollArea, Ui};

use crate::{
    derived::Derived,
    document::{Explanation, shown_line, shown_name, shown_text},
    rules::{self, Finding},
    ui::{
        Command, Screen, View,
        command::{
            RemarkCommand,
            places::{self, Place},
        },
        remarks::AnswerForm,
        state::remark_words::author_name,
        theme::{self, Palette},
        widgets::{
            in_sight::keep_focus_in_sight,
            line_list::{LineList, ListLine},
        },
    },
};

const DETAILS_WIDTH: f32 = 400.0;

/// How an explanation stands to the findings of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExplanationState {
    /// ✔ 有效
    Holds,
    /// ▲ The values that it was about have changed.
    Fallen,
    /// ○ Nothing is found there any more.
    Gone,
}

impl ExplanationState {
    fn symbol(self) -> &'static str {
        match self {
            Self::Holds => "✔",
            Self::Fallen => "▲",
            Self::Gone => "○",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Holds => "有效",
            Self::Fallen => "数已变，需重新说明",
            Self::Gone => "问题已不存在",
        }
    }

    fn colour(self, palette: &Palette) -> egui::Color32 {
        match self {
            Self::Holds => palette.done,
            Self::Fallen => palette.warning,
            Self::Gone => palette.weak_text,
        }
    }
}

/// What this part remembers.
#[derive(Default)]
pub struct AnswersPart {
    list: LineList,
    form: AnswerForm,
}

impl Screen for AnswersPart {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let derived = view.derived.clone();
        let explanations = &derived.document().review.explanations;
        let count = explanations.len();
        let stands: Vec<(ExplanationState, Option<usize>)> =
            explanations.iter().map(|explanation| state(&derived, explanation)).collect();
        let palette = theme::palette(ui);
        if count == 0 {
            let words = "还没有处理说明。警告和提示可以说明：在审核页按 F2，或按 Ctrl+Shift+F8";
            ui.label(RichText::new(words).color(palette.weak_text));
        } else {
            let words = [ExplanationState::Holds, ExplanationState::Fallen, ExplanationState::Gone].map(|state| {
                let count = stands.iter().filter(|(other, _)| *other == state).count();
                format!("{} {} {count}", state.symbol(), state.label())
            });
            ui.label(RichText::new(words.join("　")).color(palette.weak_text));
        }
        ui.add_space(theme::GRID / 2.0);
        let chosen = self.list.chosen(count);
        let panel = Panel::right("explanation details").default_size(DETAILS_WIDTH).resizable(true);
        panel.show(ui, |ui| {
            ScrollArea::vertical().id_salt("explanation").auto_shrink(false).show(ui, |ui| {
                if let Some(row) = chosen {
                    self.details_ui(ui, view, &derived, row, stands[row]);
                }
                keep_focus_in_sight(ui);
            });
        });
        let line = |row: usize| line(&explanations[row], stands[row].0, palette);
        let outcome = self.list.ui(ui, "处理说明清单", count, line);
        let Some(row) = self.list.chosen(count) else { return };
        if outcome.has_focus {
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if pressed(Key::F2) && stands[row].1.is_some() {
                self.form.enter();
                ui.ctx().request_repaint();
            }
            if pressed(Key::Delete) {
                view.commands.push(Command::Remark(RemarkCommand::WithdrawRow(row)));
            }
        }
        if outcome.entered.is_some() {
            view.commands.extend(way(&derived, &explanations[row], stands[row].1));
        }
    }

    fn enter(&mut self) {
        self.list.enter();
    }
}

impl AnswersPart {
    fn details_ui(
        &mut self,
        ui: &mut Ui,
        view: &mut View<'_>,
        derived: &Derived,
        row: usize,
        (state, found): (ExplanationState, Option<usize>),
    ) {
        let palette = theme::palette(ui);
        let explanation = &derived.document().review.explanations[row];
        ui.label(RichText::new(title(explanation)).text_style(theme::section()));
        let words = format!("{} {}", state.symbol(), state.label());
        ui.label(RichText::new(words).color(state.colour(palette)));
        let finding = found.and_then(|index| derived.review.findings.get(index));
        if let Some(finding) = finding {
            ui.label(&finding.message);
        }
        for place in explanation.places.lines().filter_map(|place| Place::parse(place, derived)) {
            if ui.link(place.name(derived)).clicked() {
                view.commands.push(place.command(derived));
            }
        }
        ui.add_space(theme::GRID);
        match finding {
            Some(finding) => {
                let outcome = self.form.ui(ui, derived, finding);
                view.commands.extend(outcome.command.map(Command::Remark));
                if outcome.is_left {
                    self.list.enter();
                    ui.ctx().request_repaint();
                }
            }
            None => {
                ui.label(shown_text(&explanation.text));
                let who = format!("{} {}", shown_name(&explanation.author), shown_line(&explanation.time));
                ui.label(RichText::new(who.trim()).color(palette.weak_text));
                if ui.button("撤回").on_hover_text("Delete；可用 Ctrl+Z 恢复").clicked() {
                    view.commands.push(Command::Remark(RemarkCommand::WithdrawRow(row)));
                }
            }
        }
    }
}

/// How an explanation stands, with the place of its finding in the review.
fn state(derived: &Derived, explanation: &Explanation) -> (ExplanationState, Option<usize>) {
    let is_its =
        |finding: &Finding| *finding.rule == *explanation.rule && *finding.explained_places() == *explanation.places;
    match derived.review.findings.iter().position(is_its) {
        Some(index) if derived.review.findings[index].is_open() => (ExplanationState::Fallen, Some(index)),
        Some(index) => (ExplanationState::Holds, Some(index)),
        None => (ExplanationState::Gone, None),
    }
}

/// The way to the finding, or to the first place that is left.
fn way(derived: &Derived, explanation: &Explanation, found: Option<usize>) -> Option<Command> {
    let first = || explanation.places.lines().find_map(|place| places::command_to(place, derived));
    found.map(Command::ShowFinding).or_else(first)
}

fn title(explanation: &Explanation) -> String {
    let title = rules::find(&explanation.rule).map_or("", |rule| rule.title);
    format!("{} {title}", &*explanation.rule)
}

fn line(explanation: &Explanation, state: ExplanationState, palette: &Palette) -> ListLine {
    let lead = title(explanation);
    let text = format!("{}：{}", author_name(&explanation.author), shown_line(&explanation.text));
    let name = format!("{} {lead} {text}", state.label());
    ListLine { symbol: state.symbol(), colour: state.colour(palette), lead, text, name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Text,
        ui::testing::{desk, reference_sample},
        workflow::explain,
    };

    #[test]
    fn each_explanation_says_whether_it_holds_and_leads_to_its_finding() {
        let plain = reference_sample();
        let derived = Derived::of(&std::sync::Arc::new(plain.clone()));
        let finding = derived.review.findings.iter().position(Finding::can_be_explained).expect("a warning");
        let edit = explain(&derived, &derived.review.findings[finding], "已核对", "张三", "2025-08-20").expect("given");
        let mut document = plain.apply(&edit).expect("applied");
        // The same of other values, and one about nothing that is found today.
        let holding = document.review.explanations[0].clone();
        let fallen = Explanation { fingerprint: Text::new("0"), ..holding.clone() };
        let gone = Explanation { rule: Text::new("P05"), places: Default::default(), ..holding.clone() };
        document.review.explanations.push(gone);
        let mut harness = desk(document, AnswersPart::default(), AnswersPart::ui);
        harness.tab_mut().enter();
        harness.run();
        use egui_kittest::kittest::Queryable;
        harness.get_by_label("✔ 有效 1　▲ 数已变，需重新说明 0　○ 问题已不存在 1");
        harness.key(Modifiers::NONE, Key::Enter);
        let index = harness.derived().review.findings.iter().position(|finding| !finding.is_open()).expect("explained");
        assert_eq!(harness.asked(), [Command::ShowFinding(index)]);
        harness.key(Modifiers::NONE, Key::End);
        harness.key(Modifiers::NONE, Key::Delete);
        assert_eq!(harness.asked(), [Command::Remark(RemarkCommand::WithdrawRow(1))]);

        let mut document = plain;
        document.review.explanations.push(fallen);
        harness.show(document);
        harness.run();
        harness.get_by_label("✔ 有效 0　▲ 数已变，需重新说明 1　○ 问题已不存在 0");
        // One key takes the old words over, and they are written as they are.
        harness.key(Modifiers::NONE, Key::F2);
        harness.key(Modifiers::ALT, Key::Enter);
        harness.key(Modifiers::COMMAND, Key::Enter);
        let asked = harness.asked();
        let [Command::Remark(RemarkCommand::Answer { text, .. })] = asked.as_slice() else { panic!("{asked:?}") };
        assert_eq!(text, "已核对");
    }
}

//! One finding or rule in full, with a way to each of its cells.

use egui::{CollapsingHeader, RichText, Ui};

use crate::{
    derived::Derived,
    figures::Source,
    rules::{self, Finding, Rule, State, Verdict},
    ui::{
        Command, View, Weight,
        remarks::{AnswerForm, FormOutcome},
        theme,
    },
};

use super::rows::{ReviewKind, Subject};

/// Places shown before the rest is counted.
const MOST_PLACES: usize = 40;

/// Draws what is known about `subject`; true when the keyboard goes back to the list.
pub(super) fn details_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    answer: &mut AnswerForm,
    kind: ReviewKind,
    subject: &Subject,
) -> bool {
    let derived = view.derived;
    let mut is_left = false;
    match subject {
        Subject::Finding(index) => {
            let Some(finding) = derived.review.findings.get(*index) else { return false };
            finding_ui(ui, view, *index, finding);
            ui.add_space(theme::GRID);
            ui.separator();
            ui.label(RichText::new("处理说明").text_style(theme::section()));
            let outcome = answer.ui(ui, derived, finding);
            if finding.is_open() && finding.can_be_explained() {
                let words = "几条可以一起说明：在清单里用空格键选中，Ctrl+A 全选";
                ui.label(RichText::new(words).color(theme::palette(ui).weak_text));
            }
            view.commands.extend(outcome.command.map(Command::Remark));
            is_left = outcome.is_left;
            if let Some(rule) = rules::find(finding.rule) {
                rule_ui(ui, rule, Some(finding.remedy));
            }
        }
        Subject::Rule(id) => {
            let Some(rule) = rules::find(id) else { return false };
            ui.horizontal_wrapped(|ui| {
                let colour = kind.colour(theme::palette(ui));
                ui.label(RichText::new(format!("{} {}", kind.symbol(), kind.label())).color(colour));
                ui.label(RichText::new(format!("{} {}", rule.id, rule.title)).text_style(theme::section()));
            });
            standing_ui(ui, view, rule);
            rule_ui(ui, rule, None);
        }
    }
    is_left
}

/// Draws the field in which the chosen findings are explained together.
pub(super) fn marked_ui(ui: &mut Ui, marked: &[&Finding], answer: &mut AnswerForm) -> FormOutcome {
    let palette = theme::palette(ui);
    ui.label(RichText::new(format!("一起说明选中的 {} 条", marked.len())).text_style(theme::section()));
    for finding in marked.iter().take(MOST_PLACES) {
        ui.horizontal_wrapped(|ui| {
            let weight = Weight::of(finding);
            ui.label(RichText::new(weight.symbol()).color(weight.colour(palette)));
            ui.label(RichText::new(finding.rule).color(palette.weak_text));
            ui.label(&finding.message);
        });
    }
    if marked.len() > MOST_PLACES {
        ui.label(format!("…… 共 {} 条", marked.len()));
    }
    ui.add_space(theme::GRID);
    ui.separator();
    ui.label(RichText::new("处理说明").text_style(theme::section()));
    let outcome = answer.many_ui(ui, marked);
    ui.label(RichText::new("F2 写说明，空格键增减，Esc 不选了；每条分别记入，可分别撤回").color(palette.weak_text));
    outcome
}

fn finding_ui(ui: &mut Ui, view: &mut View<'_>, index: usize, finding: &Finding) {
    let palette = theme::palette(ui);
    let figures = &view.derived.figures;
    ui.horizontal_wrapped(|ui| {
        let weight = Weight::of(finding);
        let words = match weight {
            Weight::Open(severity) => format!("{} {}", weight.symbol(), severity.label()),
            Weight::Explained => format!("{} {}（已说明）", weight.symbol(), finding.severity.label()),
        };
        ui.label(RichText::new(words).color(weight.colour(palette)));
        ui.label(RichText::new(format!("{} {}", finding.rule, finding.title)).text_style(theme::section()));
    });
    ui.label(&finding.message);
    if let (Some(expected), Some(actual)) = (&finding.expected, &finding.actual) {
        ui.label(RichText::new(format!("应为 {expected}，实为 {actual}")).color(palette.weak_text));
    }
    if let Some(tail) = finding.tail {
        let unit = figures.document.amount_unit();
        let words = format!("相差 {}{}，是四舍五入的尾差", tail.exact_grouped(unit), unit.name());
        ui.label(RichText::new(words).color(palette.weak_text));
    }
    heading(ui, "怎么办");
    ui.label(finding.remedy);
    if ui.button("到可以改正的地方").on_hover_text("Enter").clicked() {
        view.commands.push(Command::ShowFinding(index));
    }
    if !finding.cells.is_empty() {
        heading(ui, "位置");
        places_ui(ui, view, &finding.cells, true);
    }
    if !finding.gathered.is_empty() {
        let words = format!("另有 {} 处相同", finding.gathered.len());
        CollapsingHeader::new(words).id_salt(("gathered", index)).show(ui, |ui| {
            for gathered in &finding.gathered {
                ui.label(gathered);
            }
        });
    }
}

/// What a rule without findings answers, and what it lacks.
fn standing_ui(ui: &mut Ui, view: &mut View<'_>, rule: &Rule) {
    match rule.state {
        State::ByConstruction(why) => {
            ui.label(why);
        }
        State::Active(_) | State::Printed(_) | State::Concluding(_) => {
            let derived: &Derived = view.derived;
            if let Some(Verdict::NotChecked(missing)) = derived.review.verdicts.get(rule.id) {
                heading(ui, "还缺这些，填好后自动检查");
                places_ui(ui, view, missing, false);
            }
        }
    }
}

fn places_ui(ui: &mut Ui, view: &mut View<'_>, places: &[Source], with_values: bool) {
    let figures = &view.derived.figures;
    for place in places.iter().take(MOST_PLACES) {
        ui.horizontal_wrapped(|ui| {
            if ui.link(figures.label(place)).clicked() {
                view.commands.push(Command::ShowSource(place.clone()));
            }
            if with_values {
                ui.label(RichText::new(figures.value_text(place)).color(theme::palette(ui).weak_text));
            }
        });
    }
    if places.len() > MOST_PLACES {
        ui.label(format!("…… 共 {} 处", places.len()));
    }
}

/// What the rule compares, on what ground, and what to do where that was not `said`.
fn rule_ui(ui: &mut Ui, rule: &Rule, said: Option<&str>) {
    ui.add_space(theme::GRID);
    ui.separator();
    for (title, text) in [("审核内容", rule.checks), ("依据", rule.basis), ("处理办法", rule.remedy)] {
        // What to do about a finding stands above already.
        if !text.is_empty() && Some(text) != said {
            heading(ui, title);
            ui.label(text);
        }
    }
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(theme::GRID / 2.0);
    ui.label(RichText::new(text).color(theme::palette(ui).weak_text));
}

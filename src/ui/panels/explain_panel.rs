//! Explains the current number (这个数怎么来的): title, value, formula and parts, each part a way to its place.

use std::sync::Arc;

use egui::{RichText, TextBuffer, Ui};

use crate::{
    derived::Derived,
    figures::{Explanation, Figures, Source},
    shown,
    ui::{Command, command::ImportCommand, remarks, theme, widgets::prose::Prose},
};

/// Parts shown before the rest is counted.
const MOST_PARTS: usize = 40;
/// Characters of the explanation in one line.
const MOST_IN_LINE: usize = 300;
/// Characters shown of a text.
const MOST_CHARACTERS: usize = 60;
/// Places shown that the number goes to.
const MOST_USES: usize = 12;

/// A number with its explanation and where it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    source: Source,
    explanation: Explanation,
    /// Its name and place, for each number that is made of it.
    uses: Vec<(String, Source)>,
    use_count: usize,
}

impl Explained {
    /// Everything about a number; `None` if there is no such number.
    pub fn of(figures: &Figures, source: &Source) -> Option<Self> {
        let explanation = figures.explain(source)?;
        let uses = figures.uses(source);
        let use_count = uses.len();
        let named = uses.into_iter().take(MOST_USES).map(|used| (figures.label(&used), used));
        Some(Self { source: source.clone(), explanation, uses: named.collect(), use_count })
    }

    /// Name, value and formula in one line.
    pub fn line(&self) -> String {
        let Explanation { title, value, formula, .. } = &self.explanation;
        shown::one_line(&format!("{title}：{} ＝ {formula}", beginning(value)), MOST_IN_LINE)
    }
}

/// Draws the number, what colleagues left at it, and how it is made.
pub fn explain_ui(ui: &mut Ui, derived: &Arc<Derived>, explained: Option<&Explained>, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new("这个数怎么来的").text_style(theme::section()));
        if explained.is_some() {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.small_button("复制").on_hover_text("Ctrl+Shift+C").clicked() {
                    commands.push(Command::CopyExplanation);
                }
            });
        }
    });
    match explained {
        Some(explained) => {
            title_ui(ui, &explained.explanation, &explained.source, derived, commands);
            remarks::left_ui(ui, derived, &explained.source);
            explanation_ui(ui, &explained.explanation, commands);
            original_ui(ui, derived, &explained.source, commands);
            uses_ui(ui, explained, commands);
            remarks::buttons_ui(ui, derived, &explained.source, commands);
        }
        None => {
            ui.label(RichText::new("选中一格后，这里列出它的算法、各项和去处").color(theme::palette(ui).weak_text));
        }
    }
}

/// The way to the file that the number was taken from.
fn original_ui(ui: &mut Ui, derived: &Derived, source: &Source, commands: &mut Vec<Command>) {
    let Source::Entered(path) = source else { return };
    if let Some(from) = derived.figures.document.taken_from(*path)
        && ui.link("打开原件").on_hover_text(from.file).clicked()
    {
        let (file, hash) = (from.file.to_owned(), from.hash.to_owned());
        commands.push(Command::Importing(ImportCommand::OpenOriginal { file, hash }));
    }
}

fn uses_ui(ui: &mut Ui, explained: &Explained, commands: &mut Vec<Command>) {
    if explained.uses.is_empty() {
        return;
    }
    ui.label(RichText::new("去处").color(theme::palette(ui).weak_text));
    for (label, source) in &explained.uses {
        if ui.link(label).clicked() {
            commands.push(Command::ShowSource(source.clone()));
        }
    }
    if explained.use_count > explained.uses.len() {
        ui.label(format!("…… 共 {} 处", explained.use_count));
    }
}

fn title_ui(
    ui: &mut Ui,
    explanation: &Explanation,
    source: &Source,
    derived: &Arc<Derived>,
    commands: &mut Vec<Command>,
) {
    if ui.link(&explanation.title).on_hover_text("到这一格").clicked() {
        commands.push(Command::ShowSource(source.clone()));
    }
    // A text is shown as it is printed, not with the addresses of its links.
    let shown = Prose::linked(&explanation.value, derived);
    ui.label(RichText::new(beginning(shown.as_str())).text_style(theme::section()));
}

fn explanation_ui(ui: &mut Ui, explanation: &Explanation, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    ui.label(RichText::new(format!("＝ {}", explanation.formula)).color(palette.weak_text));
    for part in explanation.parts.iter().take(MOST_PARTS) {
        ui.horizontal_wrapped(|ui| {
            ui.label(part.mark());
            if ui.link(&part.label).clicked() {
                commands.push(Command::ShowSource(part.source.clone()));
            }
            ui.label(&part.value);
        });
    }
    if explanation.parts.len() > MOST_PARTS {
        ui.label(format!("…… 共 {} 项", explanation.parts.len()));
    }
    if let Some(note) = &explanation.note {
        ui.label(RichText::new(note).color(palette.weak_text));
    }
}

/// The first words of a value that is a long text.
fn beginning(value: &str) -> String {
    match value.char_indices().nth(MOST_CHARACTERS) {
        Some((at, _)) => format!("{}……", &value[..at]),
        None => value.to_owned(),
    }
}

/// The explanation as text, for the clipboard.
pub fn as_text(explanation: &Explanation) -> String {
    let mut lines =
        vec![format!("{}：{}", explanation.title, explanation.value), format!("＝ {}", explanation.formula)];
    for part in &explanation.parts {
        lines.push(format!("{} {} {}", part.mark(), part.label, part.value));
    }
    lines.extend(explanation.note.clone());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{ExplainedPart, Sign};

    #[test]
    fn the_text_holds_all_of_it() {
        let part = |sign, label: &str, value: &str| ExplainedPart {
            sign: Some(sign),
            label: label.to_owned(),
            value: value.to_owned(),
            source: Source::Entered(crate::at!(unit.year)),
        };
        let explanation = Explanation {
            title: "差额".to_owned(),
            value: "1.00万元".to_owned(),
            formula: "收入 － 支出".to_owned(),
            parts: vec![part(Sign::Plus, "收入", "3.00万元"), part(Sign::Minus, "支出", "2.00万元")],
            note: Some("附注".to_owned()),
        };
        let text = "差额：1.00万元\n＝ 收入 － 支出\n＋ 收入 3.00万元\n－ 支出 2.00万元\n附注";
        assert_eq!(as_text(&explanation), text);
    }
}

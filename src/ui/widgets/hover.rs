//! What appears beside the pointer over a cell or field: findings, the reason a text was not understood, the formula.

use egui::{Label, RichText, Ui};

use crate::{
    document::{Document, FilledBy, Kind, Path},
    figures::Source,
    rules::Severity,
    ui::{Marks, Weight, theme},
};

use super::padlock;

/// Everything that is said about one place.
pub struct HoverText {
    sentences: Vec<(Weight, String)>,
    /// What colleagues left.
    left: Vec<String>,
    explanation: Option<String>,
    lock: Option<String>,
    /// That nobody typed it.
    filled: Option<String>,
}

impl HoverText {
    /// About the number behind `source`.
    pub fn about(source: &Source, document: &Document, marks: &dyn Marks) -> Self {
        Self { explanation: marks.explanation(source), ..Self::findings(source, document, marks) }
    }

    /// Without the explanation, which takes a while for the total of a long list.
    pub fn findings(source: &Source, document: &Document, marks: &dyn Marks) -> Self {
        let mut sentences = marks.sentences(source);
        if let Source::Entered(path) = source
            && let Some(reason) = unreadable_reason(document, *path)
        {
            sentences.insert(0, (Weight::Open(Severity::Error), reason));
        }
        let lock = match source {
            Source::Entered(path) => marks.lock(*path).map(padlock::sentence),
            _ => None,
        };
        let filled = match source {
            Source::Entered(path) => document.filled_by(*path).map(filled_words),
            _ => None,
        };
        Self { sentences, left: marks.remarks(source), explanation: None, lock, filled }
    }

    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty() && self.beside().next().is_none()
    }

    /// Findings, notes and ticks as one text, for assistive technology.
    pub fn text(&self) -> String {
        let sentences = self.sentences.iter().map(|(_, sentence)| sentence);
        sentences
            .chain(&self.left)
            .chain(&self.lock)
            .chain(&self.filled)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The sentences, one a line.
    pub fn ui(&self, ui: &mut Ui) {
        let palette = theme::palette(ui);
        for (weight, sentence) in &self.sentences {
            ui.horizontal_top(|ui| {
                ui.label(RichText::new(weight.symbol()).color(weight.colour(palette)));
                // Beside its sign a label would go on beyond the window.
                ui.add(Label::new(sentence).wrap());
            });
        }
        for words in self.beside() {
            ui.label(words);
        }
    }

    /// What is no finding.
    fn beside(&self) -> impl Iterator<Item = &String> {
        self.left.iter().chain(&self.explanation).chain(&self.lock).chain(&self.filled)
    }
}

fn filled_words(by: FilledBy) -> String {
    let words = match by {
        FilledBy::Absent => "勾选“本年没有”时填的 0；录入别的数即取消勾选",
        FilledBy::Actual => "由“预算同决算”填入，不作核对依据；核实后清空重录，即按录入的核对",
    };
    words.to_owned()
}

/// Why the text that stands at `path` is no value of its cell.
pub fn unreadable_reason(document: &Document, path: Path) -> Option<String> {
    let text = document.unreadable_text(path)?;
    let kind = Document::kind_at(path).unwrap_or(Kind::Text);
    let reason = kind.parse(text, document.unit_at(path)).err();
    // A former version did not understand what this one does.
    let reason = reason.unwrap_or_else(|| "是旧版本没有识别的输入，请重新填写".to_owned());
    Some(format!("“{text}”{reason}；这一格按没有填算"))
}

/// The mark at a place, an unreadable text included.
pub fn weight(source: &Source, document: &Document, marks: &dyn Marks) -> Option<Weight> {
    let unreadable = matches!(source, Source::Entered(path) if document.unreadable_text(*path).is_some());
    if unreadable { Some(Weight::Open(Severity::Error)) } else { marks.weight(source) }
}

//! 标记：what a cell or field shows beside its value.

use egui::Color32;

use crate::{derived::Derived, figures::Source, rules::Severity};

use super::theme::Palette;

/// Parts of a number listed beside the pointer; the right panel lists more.
const PARTS_ON_HOVER: usize = 6;

/// The symbol that tells a severity apart without colour.
pub fn severity_symbol(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✖",
        Severity::Warning => "▲",
        Severity::Hint => "●",
    }
}

/// The colour of a severity.
pub fn severity_colour(severity: Severity, palette: &Palette) -> Color32 {
    match severity {
        Severity::Error => palette.error,
        Severity::Warning => palette.warning,
        Severity::Hint => palette.hint,
    }
}

/// What is known about a number beside its value. Asked for every visible cell in every frame, so `severity` must be
/// quick; the sentences are asked for only when they are read.
pub trait Marks {
    /// The gravest finding at this place.
    fn severity(&self, source: &Source) -> Option<Severity>;
    /// One sentence a finding, the gravest first.
    fn sentences(&self, source: &Source) -> Vec<(Severity, String)>;
    /// How a derived number came about: formula and the first parts with their values; nothing for what was typed.
    fn explanation(&self, source: &Source) -> Option<String>;
}

impl Marks for Derived {
    fn severity(&self, source: &Source) -> Option<Severity> {
        self.findings_at(source).next().map(|finding| finding.severity)
    }

    fn sentences(&self, source: &Source) -> Vec<(Severity, String)> {
        let sentence = |finding: &crate::rules::Finding| format!("{}　{}", finding.message, finding.remedy);
        self.findings_at(source).map(|finding| (finding.severity, sentence(finding))).collect()
    }

    fn explanation(&self, source: &Source) -> Option<String> {
        if matches!(source, Source::Entered(_)) {
            return None;
        }
        let explained = self.figures.explain(source)?;
        let mut lines = vec![format!("{} {} ＝ {}", explained.title, explained.value, explained.formula)];
        let shown = explained.parts.iter().take(PARTS_ON_HOVER);
        lines.extend(shown.map(|part| format!("{} {} {}", part.mark(), part.label, part.value)));
        if explained.parts.len() > PARTS_ON_HOVER {
            lines.push(format!("…… 共 {} 项，按 F4 在右栏查看", explained.parts.len()));
        }
        lines.extend(explained.note);
        Some(lines.join("\n"))
    }
}

/// Marks nothing.
pub struct NoMarks;

impl Marks for NoMarks {
    fn severity(&self, _source: &Source) -> Option<Severity> {
        None
    }
    fn sentences(&self, _source: &Source) -> Vec<(Severity, String)> {
        Vec::new()
    }
    fn explanation(&self, _source: &Source) -> Option<String> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn the_first_place_of_every_finding_is_marked_with_its_sentence() {
        let text = include_str!("../../samples/yanbian-2024.json");
        let document: Document = serde_json::from_str(text).expect("the sample is readable");
        let derived = Derived::of(&std::sync::Arc::new(document));
        assert!(!derived.review.findings.is_empty());
        for finding in &derived.review.findings {
            // A finding about very many places is marked at the first only.
            for cell in finding.cells.iter().take(1) {
                assert!(derived.severity(cell).is_some_and(|gravest| gravest <= finding.severity), "{cell}");
                assert!(derived.sentences(cell).iter().any(|(_, text)| text.starts_with(&finding.message)), "{cell}");
                let explained = derived.explanation(cell).is_some();
                assert!(!explained || !matches!(cell, Source::Entered(_)), "{cell} was typed, not computed");
            }
        }
    }

    #[test]
    fn a_derived_number_is_explained_with_formula_and_values() {
        use crate::figures::{CellKey, MeasureKey, T03};
        let text = include_str!("../../samples/yanbian-2024.json");
        let document: Document = serde_json::from_str(text).expect("the sample is readable");
        let derived = Derived::of(&std::sync::Arc::new(document));
        let total = derived.explanation(&CellKey::total(T03, "tot").into()).expect("explained");
        assert!(total.contains("232.34万元 ＝ ") && total.contains("\n＋ ") && total.contains("200.09万元"), "{total}");
        let share = Source::Measure(MeasureKey("gpb.growth".to_owned()));
        let share = derived.explanation(&share).expect("explained");
        assert!(share.contains("÷ 上年 × 100%") && share.contains("\n· ") && !share.contains("＋"), "{share}");
    }
}

//! What a cell or field shows beside its value.

use egui::Color32;

use crate::{
    derived::{Carried, Derived, Remarked},
    document::{Lock, Path},
    figures::Source,
    rules::{Finding, Severity},
    ui::theme::Palette,
};

use super::remark_words;

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

/// How much a finding still weighs, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It has to be dealt with.
    Open(Severity),
    /// It was answered, and the answer holds.
    Explained,
}

impl Weight {
    pub fn of(finding: &Finding) -> Self {
        if finding.is_open() { Self::Open(finding.severity) } else { Self::Explained }
    }

    /// The symbol that tells it apart without colour.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Open(severity) => severity_symbol(severity),
            Self::Explained => "✔",
        }
    }

    pub fn colour(self, palette: &Palette) -> Color32 {
        match self {
            Self::Open(severity) => severity_colour(severity, palette),
            Self::Explained => palette.done,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Open(severity) => severity.label(),
            Self::Explained => "已说明",
        }
    }
}

/// What is known about a number beside its value. Asked for every visible cell in every frame, so `weight` and
/// `remarked` must be quick; the sentences are asked for only when they are read.
pub trait Marks {
    /// The heaviest finding at this place.
    fn weight(&self, _source: &Source) -> Option<Weight> {
        None
    }
    /// The gravest finding at this place that is open.
    fn severity(&self, source: &Source) -> Option<Severity> {
        match self.weight(source) {
            Some(Weight::Open(severity)) => Some(severity),
            Some(Weight::Explained) | None => None,
        }
    }
    /// One sentence for each finding, the heaviest first.
    fn sentences(&self, _source: &Source) -> Vec<(Weight, String)> {
        Vec::new()
    }
    /// How a derived number came about: formula and the first parts with their values; nothing for what was typed.
    fn explanation(&self, _source: &Source) -> Option<String> {
        None
    }
    /// Notes and ticks of colleagues at this place.
    fn remarked(&self, _source: &Source) -> Option<&Remarked> {
        None
    }
    /// The same in words, line by line.
    fn remarks(&self, _source: &Source) -> Vec<String> {
        Vec::new()
    }
    /// The lock on a figure of last year, also one that was opened.
    fn lock(&self, _path: Path) -> Option<&Lock> {
        None
    }
    /// Last year's wording of a text.
    fn suggestion(&self, _path: Path) -> Option<&str> {
        None
    }
}

/// Only what was taken over from last year.
impl Marks for Carried {
    fn lock(&self, path: Path) -> Option<&Lock> {
        self.lock(path)
    }
    fn suggestion(&self, path: Path) -> Option<&str> {
        self.suggestion(path)
    }
}

impl Marks for Derived {
    fn weight(&self, source: &Source) -> Option<Weight> {
        self.findings_at(source).map(Weight::of).min()
    }

    fn sentences(&self, source: &Source) -> Vec<(Weight, String)> {
        let sentence = |finding: &Finding| match finding.explanation(&self.figures) {
            Some(given) => format!("{}（已说明：{}）", finding.message, &*given.text),
            None => format!("{}　{}", finding.message, finding.remedy),
        };
        let mut sentences: Vec<_> =
            self.findings_at(source).map(|finding| (Weight::of(finding), sentence(finding))).collect();
        sentences.sort_by_key(|(weight, _)| *weight);
        sentences
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

    fn remarked(&self, source: &Source) -> Option<&Remarked> {
        Derived::remarks(self).at(source)
    }

    fn remarks(&self, source: &Source) -> Vec<String> {
        remark_words::lines(self, source)
    }

    fn lock(&self, path: Path) -> Option<&Lock> {
        self.carried().lock(path)
    }

    fn suggestion(&self, path: Path) -> Option<&str> {
        self.carried().suggestion(path)
    }
}

pub struct NoMarks;

impl Marks for NoMarks {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn the_first_place_of_every_finding_is_marked_with_its_sentence() {
        let text = include_str!("../../../samples/yanbian-2024.json");
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
        use crate::figures::{CellKey, Column, MeasureKey, T03, YearOnYear};
        let text = include_str!("../../../samples/yanbian-2024.json");
        let document: Document = serde_json::from_str(text).expect("the sample is readable");
        let derived = Derived::of(&std::sync::Arc::new(document));
        let total = derived.explanation(&CellKey::total(T03, Column::Total).into()).expect("explained");
        assert!(total.contains("232.34万元 ＝ ") && total.contains("\n＋ ") && total.contains("200.09万元"), "{total}");
        let share = Source::Measure(MeasureKey::Growth(YearOnYear::GeneralBudget));
        let share = derived.explanation(&share).expect("explained");
        assert!(share.contains("÷ 上年 × 100%") && share.contains("\n· ") && !share.contains("＋"), "{share}");
    }

    #[test]
    fn an_explained_finding_weighs_less_and_says_why_it_is_acceptable() {
        use crate::workflow::explain;
        let text = include_str!("../../../samples/yanbian-2024.json");
        let document: Document = serde_json::from_str(text).expect("the sample is readable");
        let derived = Derived::of(&std::sync::Arc::new(document));
        let alone = |cell: &Source| derived.findings_at(cell).count() == 1;
        let findings = &derived.review.findings;
        let finding = findings.iter().find(|finding| finding.can_be_explained() && finding.cells.iter().any(alone));
        let finding = finding.expect("a warning alone at its place");
        let cell = finding.cells.iter().find(|cell| alone(cell)).expect("a place");
        assert_eq!(derived.weight(cell), Some(Weight::Open(finding.severity)));
        let edit = explain(&derived, finding, "已核对", "张三", "").expect("may be explained");
        let explained = Derived::of(&std::sync::Arc::new(derived.document().apply(&edit).expect("applied")));
        assert_eq!((explained.weight(cell), explained.severity(cell)), (Some(Weight::Explained), None));
        assert!(explained.sentences(cell)[0].1.ends_with("（已说明：已核对）"));
    }
}

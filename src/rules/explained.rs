//! 处理说明: a warning or hint that was answered is no longer open, as long as the values stay that it was about.

use crate::{
    document::Explanation,
    figures::{Figures, MeasureValue, Source},
    seal::sha256,
};

use super::{Finding, Severity, State, find};

/// More places than this are counted, not named.
const MOST_PLACES: usize = 16;

impl Finding {
    /// Whether it may be answered: errors must be corrected, and what judges the other findings answers to them.
    pub fn can_be_explained(&self) -> bool {
        self.severity != Severity::Error && !self.concludes()
    }

    /// Whether it only sums up the other findings, and goes with them.
    pub fn concludes(&self) -> bool {
        find(self.rule).is_some_and(|rule| matches!(rule.state, State::Concluding(_)))
    }

    /// Whether it still has to be dealt with.
    pub fn is_open(&self) -> bool {
        !self.is_explained
    }

    /// Its places as an explanation keeps them, one a line.
    pub fn explained_places(&self) -> String {
        let named: Vec<String> = self.cells.iter().take(MOST_PLACES).map(Source::to_string).collect();
        named.join("\n")
    }

    /// Stands for the values that it is about, wherever they stand and in whatever unit they are shown.
    pub fn fingerprint(&self, figures: &Figures) -> String {
        let mut values: Vec<String> = self.cells.iter().map(|cell| value_of(figures, cell)).collect();
        values.extend([&self.expected, &self.actual].map(|value| value.clone().unwrap_or_default()));
        values.push(self.gathered.len().to_string());
        sha256(values.join("\n").as_bytes())[..32].to_owned()
    }

    /// The explanation that was given for it, valid or not.
    fn given<'a>(&self, figures: &'a Figures) -> impl Iterator<Item = &'a Explanation> {
        let (rule, places) = (self.rule, self.explained_places());
        let all = figures.document.review.explanations.iter();
        all.filter(move |explanation| *explanation.rule == *rule && *explanation.places == *places)
    }

    /// The explanation that holds for it.
    pub fn explanation<'a>(&self, figures: &'a Figures) -> Option<&'a Explanation> {
        if figures.document.review.explanations.is_empty() || !self.can_be_explained() {
            return None;
        }
        let fingerprint = self.fingerprint(figures);
        self.given(figures).find(|explanation| *explanation.fingerprint == *fingerprint)
    }

    /// An explanation that held until its values changed: to be offered again.
    pub fn offered_explanation<'a>(&self, figures: &'a Figures) -> Option<&'a Explanation> {
        if !self.can_be_explained() || self.explanation(figures).is_some() {
            return None;
        }
        self.given(figures).last()
    }
}

/// A value without its unit; a list by its length.
fn value_of(figures: &Figures, source: &Source) -> String {
    let document = &figures.document;
    match source {
        Source::Entered(path) => match document.entry(*path) {
            Some(entry) => format!("{}\u{1f}{}", entry.stored(), document.unreadable_text(*path).unwrap_or_default()),
            None => document.row_count(*path).map_or_else(String::new, |rows| format!("[{rows}]")),
        },
        Source::Cell(key) => figures.tables.printed(*key).map_or_else(String::new, |money| money.stored()),
        Source::Measure(key) => match figures.measures.get(*key).map(|measure| measure.value) {
            Some(MeasureValue::Money(money)) => money.map_or_else(String::new, |money| money.stored()),
            Some(MeasureValue::Number(number)) => number.map_or_else(String::new, |n| n.normalize().to_string()),
            Some(MeasureValue::Ratio(ratio)) => ratio.to_string(),
            Some(MeasureValue::Growth(growth)) => growth.words(),
            None => String::new(),
        },
    }
}

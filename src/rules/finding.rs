//! A finding (审核发现): which rule, both values, the difference, what to do, where to look.

use std::collections::HashMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    digest::sha256,
    document::Explanation,
    figures::{Figures, MeasureValue, Source},
    money::{AmountUnit, Money},
};

use super::{Rule, Severity, State, find};

/// Further places are counted, not named.
const MOST_PLACES: usize = 16;

/// Of one rule at most this many findings are kept; the last stands for all others.
const MOST_PER_RULE: usize = 50;

/// One thing that a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// Its weight here; a rounding tail weighs less than its rule.
    pub severity: Severity,
    pub title: &'static str,
    /// The fact, with both values and the difference.
    pub message: String,
    pub remedy: &'static str,
    /// The places it is about, the one to go to first.
    pub cells: Vec<Source>,
    /// The value that would be right, in the entry unit.
    pub expected: Option<String>,
    /// The value that is there, in the entry unit.
    pub actual: Option<String>,
    /// The difference, if it is a rounding tail.
    pub tail: Option<Money>,
    /// More findings of the same kind that this one stands for.
    pub gathered: Vec<String>,
    /// Whether it was explained and the explanation still holds.
    pub is_explained: bool,
}

impl Finding {
    /// What a panicking rule turns into.
    pub(super) fn internal(rule: &'static Rule) -> Self {
        Self {
            rule: rule.id,
            severity: Severity::Warning,
            title: rule.title,
            message: "这条审核没有算完，属于程序内部问题，其他审核不受影响".to_owned(),
            remedy: "请把文件和这句话发给维护人员",
            cells: Vec::new(),
            expected: None,
            actual: None,
            tail: None,
            gathered: Vec::new(),
            is_explained: false,
        }
    }

    /// Sets the two values, in the entry unit or as plain text.
    pub fn values(&mut self, expected: impl Into<String>, actual: impl Into<String>) -> &mut Self {
        self.expected = Some(expected.into());
        self.actual = Some(actual.into());
        self
    }

    /// Lowers the weight: the rule says that here it is only suspicious.
    pub fn downgrade(&mut self, severity: Severity) -> &mut Self {
        self.severity = self.severity.max(severity);
        self
    }
}

/// A warning or hint that was explained (处理说明) is no longer open, as long as the values that it is about stay.
impl Finding {
    /// Whether it may be explained: errors must be corrected, and a finding that sums up others depends on those.
    pub fn can_be_explained(&self) -> bool {
        self.severity != Severity::Error && !self.concludes()
    }

    /// Whether it only sums up other findings, and disappears with them.
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

    /// A digest of the values that it is about, independent of their place and of the unit in which they are shown.
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

/// Marks the findings whose explanation holds; looks at each explanation once.
pub(super) fn mark_explained(findings: &mut [Finding], figures: &Figures) {
    let mut given: FxHashMap<(&str, &str), Vec<&str>> = FxHashMap::default();
    for explanation in figures.document.review.explanations.iter() {
        let about = (&*explanation.rule, &*explanation.places);
        given.entry(about).or_default().push(&explanation.fingerprint);
    }
    if given.is_empty() {
        return;
    }
    for finding in findings {
        let places = finding.explained_places();
        let Some(fingerprints) = given.get(&(finding.rule, &*places)).filter(|_| finding.can_be_explained()) else {
            continue;
        };
        let fingerprint = finding.fingerprint(figures);
        finding.is_explained = fingerprints.contains(&&*fingerprint);
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

/// Where a rule reports to.
pub struct Findings {
    rule: &'static Rule,
    unit: AmountUnit,
    is_wan_two: bool,
    found: Vec<Finding>,
}

impl Findings {
    pub(super) fn new(rule: &'static Rule, figures: &Figures) -> Self {
        let document = &figures.document;
        Self { rule, unit: document.amount_unit(), is_wan_two: document.is_wan_two(), found: Vec::new() }
    }

    /// Whether the figures are 万元 with two decimals, so that sums may show a tail.
    pub fn is_wan_two(&self) -> bool {
        self.is_wan_two
    }

    /// An amount as messages write it: exact, in the entry unit, thousands grouped, without the unit's name.
    pub fn amount(&self, money: Money) -> String {
        money.exact_grouped(self.unit)
    }

    /// The entry unit's name.
    pub fn unit(&self) -> &'static str {
        self.unit.name()
    }

    /// Reports a finding of the rule's own weight.
    pub fn report<S: Into<Source>>(
        &mut self,
        cells: impl IntoIterator<Item = S>,
        message: impl Into<String>,
    ) -> &mut Finding {
        // Findings that will be gathered keep only their sentence, because each may name thousands of places.
        let is_told = self.found.len() < MOST_PER_RULE;
        self.found.push(Finding {
            rule: self.rule.id,
            severity: self.rule.severity,
            title: self.rule.title,
            message: message.into(),
            remedy: self.rule.remedy,
            cells: if is_told { cells.into_iter().map(Into::into).collect() } else { Vec::new() },
            expected: None,
            actual: None,
            tail: None,
            gathered: Vec::new(),
            is_explained: false,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// The latest finding, to be completed.
    pub fn last_mut(&mut self) -> Option<&mut Finding> {
        self.found.last_mut()
    }

    /// Whether this rule has found anything yet.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings; more than this many of one rule are gathered into the last.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        if self.found.len() > MOST_PER_RULE {
            let rest = self.found.split_off(MOST_PER_RULE);
            if let Some(last) = self.found.last_mut() {
                last.message.push_str(&format!("；另有{}处同类问题", rest.len()));
                last.gathered.extend(rest.into_iter().map(|finding| finding.message));
            }
        }
        self.found
    }
}

/// A sentence that contradicts its figure (D20) is left out where another rule reports the same number of that text.
pub(super) fn leave_out_repeated(findings: &mut Vec<Finding>) {
    const OF_SENTENCES: &str = "D20";
    if !findings.iter().any(|finding| finding.rule == OF_SENTENCES) {
        return;
    }
    let mut told: FxHashMap<&Source, Vec<&str>> = FxHashMap::default();
    for finding in findings.iter().filter(|finding| finding.rule != OF_SENTENCES && finding.severity != Severity::Hint)
    {
        for cell in finding.cells.iter().filter(|cell| matches!(cell, Source::Entered(_))) {
            told.entry(cell).or_default().push(&finding.message);
        }
    }
    let is_told = |finding: &Finding| {
        let (Some(place), Some(number)) = (finding.cells.first(), &finding.actual) else { return false };
        told.get(place).into_iter().flatten().any(|message| message.contains(number.as_str()))
    };
    let repeated: Vec<bool> = findings.iter().map(|finding| finding.rule == OF_SENTENCES && is_told(finding)).collect();
    let mut repeated = repeated.into_iter();
    findings.retain(|_| !repeated.next().unwrap_or_default());
}

/// The same tail shows in every table and total that it runs through: tails of the same two values are gathered into
/// the first.
pub(super) fn gather_equal_tails(findings: &mut Vec<Finding>) {
    // The place of the first finding of each pair of values, and the places that it names.
    type Values = (Option<String>, Option<String>);
    let mut first: HashMap<Values, (usize, FxHashSet<Source>)> = HashMap::new();
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings.drain(..) {
        if finding.tail.is_none() {
            kept.push(finding);
            continue;
        }
        let values = (finding.expected.clone(), finding.actual.clone());
        match first.get_mut(&values) {
            Some((index, named)) => {
                let same = &mut kept[*index];
                same.gathered.push(format!("{} {}", finding.rule, finding.message));
                for cell in finding.cells {
                    if named.insert(cell.clone()) {
                        same.cells.push(cell);
                    }
                }
            }
            None => {
                first.insert(values, (kept.len(), finding.cells.iter().cloned().collect()));
                kept.push(finding);
            }
        }
    }
    *findings = kept;
}

//! The lines of the list: findings by weight, then the rules by verdict, as far as the filters let them through.

use egui::Color32;

use crate::{
    derived::Derived,
    rules::{self, Finding, Rule, Severity, State, Verdict},
    ui::{severity_colour, severity_symbol, theme::Palette},
};

/// What can be shown or hidden as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReviewKind {
    /// Findings of this weight that are open.
    Found(Severity),
    /// 已说明
    Explained,
    /// 未检查
    NotChecked,
    /// 通过
    Passed,
    /// 不涉及
    NotApplicable,
    /// The program can't print it wrong.
    ByConstruction,
}

impl ReviewKind {
    pub const ALL: [Self; 8] = [
        Self::Found(Severity::Error),
        Self::Found(Severity::Warning),
        Self::Found(Severity::Hint),
        Self::Explained,
        Self::NotChecked,
        Self::Passed,
        Self::NotApplicable,
        Self::ByConstruction,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Found(severity) => severity.label(),
            Self::Explained => "已说明",
            Self::NotChecked => "未检查",
            Self::Passed => "通过",
            Self::NotApplicable => "不涉及",
            Self::ByConstruction => "由程序保证",
        }
    }

    pub fn symbol(self) -> &'static str {
        match self {
            Self::Found(severity) => severity_symbol(severity),
            Self::NotChecked => "○",
            Self::Explained | Self::Passed | Self::ByConstruction => "✔",
            Self::NotApplicable => "—",
        }
    }

    pub fn colour(self, palette: &Palette) -> Color32 {
        match self {
            Self::Found(severity) => severity_colour(severity, palette),
            Self::Explained | Self::Passed | Self::ByConstruction => palette.done,
            Self::NotChecked | Self::NotApplicable => palette.weak_text,
        }
    }

    /// The kind of a finding.
    pub fn of_finding(finding: &Finding) -> Self {
        if finding.is_open() { Self::Found(finding.severity) } else { Self::Explained }
    }

    /// The kind of a rule that found nothing.
    fn of(rule: &Rule, derived: &Derived) -> Option<Self> {
        match rule.state {
            State::ByConstruction(_) => Some(Self::ByConstruction),
            State::Active(_) | State::Printed(_) | State::Concluding(_) => {
                match derived.review.verdicts.get(rule.id)? {
                    Verdict::NotChecked(_) => Some(Self::NotChecked),
                    Verdict::Passed => Some(Self::Passed),
                    Verdict::NotApplicable => Some(Self::NotApplicable),
                    Verdict::Failed => None,
                }
            }
        }
    }
}

/// What a line is about; stays the same thing when other lines come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A finding, by its place in the review.
    Finding(usize),
    /// A rule, by its id.
    Rule(&'static str),
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ReviewRow {
    /// Above the lines of one kind: how many there are.
    Heading(ReviewKind, usize),
    /// A finding or a rule.
    Line(ReviewKind, Subject),
}

impl ReviewRow {
    pub fn subject(&self) -> Option<&Subject> {
        match self {
            Self::Heading(..) => None,
            Self::Line(_, subject) => Some(subject),
        }
    }
}

/// How many findings or rules there are of each kind, in the order of [`ReviewKind::ALL`].
pub(super) fn counts(derived: &Derived) -> [usize; 8] {
    ReviewKind::ALL.map(|kind| match kind {
        ReviewKind::Found(severity) => derived.review.open(severity),
        ReviewKind::Explained => derived.review.explained(),
        _ => rules::all().filter(|rule| ReviewKind::of(rule, derived) == Some(kind)).count(),
    })
}

/// The lines that are shown: of these kinds, holding `search`.
pub(super) fn rows(derived: &Derived, is_shown: &[bool; 8], search: &str) -> Vec<ReviewRow> {
    let search = search.trim();
    let mut rows = Vec::new();
    for (kind, _) in ReviewKind::ALL.into_iter().zip(is_shown).filter(|(_, is_shown)| **is_shown) {
        let lines: Vec<ReviewRow> = match kind {
            ReviewKind::Found(_) | ReviewKind::Explained => derived
                .review
                .findings
                .iter()
                .enumerate()
                .filter(|(_, finding)| ReviewKind::of_finding(finding) == kind && finding_holds(finding, search))
                .map(|(index, _)| ReviewRow::Line(kind, Subject::Finding(index)))
                .collect(),
            _ => rules::all()
                .filter(|rule| ReviewKind::of(rule, derived) == Some(kind) && rule_holds(rule, search))
                .map(|rule| ReviewRow::Line(kind, Subject::Rule(rule.id)))
                .collect(),
        };
        if !lines.is_empty() {
            rows.push(ReviewRow::Heading(kind, lines.len()));
            rows.extend(lines);
        }
    }
    rows
}

fn finding_holds(finding: &Finding, search: &str) -> bool {
    search.is_empty()
        || holds(finding.rule, search)
        || [finding.title, &finding.message, finding.remedy].iter().any(|text| text.contains(search))
        || finding.gathered.iter().any(|text| text.contains(search))
}

fn rule_holds(rule: &Rule, search: &str) -> bool {
    search.is_empty()
        || holds(rule.id, search)
        || [rule.title, rule.checks, rule.basis].iter().any(|text| text.contains(search))
}

/// Ids are found in small letters too.
fn holds(id: &str, search: &str) -> bool {
    id.to_lowercase().contains(&search.to_lowercase())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ui::testing::reference_sample;

    fn derived() -> Derived {
        Derived::of(&Arc::new(reference_sample()))
    }

    #[test]
    fn every_rule_is_found_or_listed_under_its_verdict() {
        let derived = derived();
        let failed = derived.review.verdicts.values().filter(|verdict| **verdict == Verdict::Failed).count();
        let listed: usize = counts(&derived)[4..].iter().sum();
        assert_eq!(failed + listed, rules::all().count());
        let rows = rows(&derived, &[true; 8], "");
        let lines = rows.iter().filter(|row| row.subject().is_some()).count();
        assert_eq!(lines, derived.review.findings.len() + listed);
    }

    #[test]
    fn a_search_finds_ids_and_words() {
        let derived = derived();
        let found = rows(&derived, &[true; 8], "j03");
        assert!(found.iter().any(|row| match row.subject() {
            Some(Subject::Rule(id)) => *id == "J03",
            Some(Subject::Finding(index)) => derived.review.findings[*index].rule == "J03",
            None => false,
        }));
        assert!(rows(&derived, &[true; 8], "没有这样的话").is_empty());
        assert!(rows(&derived, &[false; 8], "").is_empty());
    }
}

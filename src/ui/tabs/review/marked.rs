//! Findings that were chosen to be explained together.

use std::collections::BTreeSet;

use crate::{derived::Derived, rules::Finding};

use super::rows::{ReviewRow, Subject};

/// The chosen findings, by rule and places: their order changes with each edit.
#[derive(Debug, Default)]
pub(super) struct Marked(BTreeSet<(&'static str, String)>);

/// Whether a line is about something that can be explained and is not yet.
pub(super) fn can_be_marked(derived: &Derived, subject: &Subject) -> bool {
    finding(derived, subject).is_some_and(is_to_be_explained)
}

fn is_to_be_explained(finding: &Finding) -> bool {
    finding.is_open() && finding.can_be_explained()
}

fn finding<'a>(derived: &'a Derived, subject: &Subject) -> Option<&'a Finding> {
    match subject {
        Subject::Finding(index) => derived.review.findings.get(*index),
        Subject::Rule(_) => None,
    }
}

fn key(finding: &Finding) -> (&'static str, String) {
    (finding.rule, finding.explained_places())
}

impl Marked {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this line is one of them.
    pub fn holds(&self, derived: &Derived, subject: &Subject) -> bool {
        !self.0.is_empty() && finding(derived, subject).is_some_and(|finding| self.0.contains(&key(finding)))
    }

    /// Adds a line, if it can be explained.
    pub fn add(&mut self, derived: &Derived, subject: &Subject) -> bool {
        let found = finding(derived, subject).filter(|finding| is_to_be_explained(finding));
        if let Some(found) = found {
            self.0.insert(key(found));
        }
        found.is_some()
    }

    /// Adds a line or takes it out; false when it can't be explained.
    pub fn toggle(&mut self, derived: &Derived, subject: &Subject) -> bool {
        if self.holds(derived, subject) {
            return finding(derived, subject).is_some_and(|finding| self.0.remove(&key(finding)));
        }
        self.add(derived, subject)
    }

    /// All lines that are shown and can be explained; none when they are chosen already.
    pub fn toggle_all(&mut self, derived: &Derived, rows: &[ReviewRow]) {
        let before = self.0.len();
        for subject in rows.iter().filter_map(ReviewRow::subject) {
            self.add(derived, subject);
        }
        if self.0.len() == before {
            self.clear();
        }
    }

    /// What was corrected or explained meanwhile is no longer chosen.
    pub fn forget_gone(&mut self, derived: &Derived) {
        if !self.0.is_empty() {
            let here: BTreeSet<_> = self.findings(derived).into_iter().map(key).collect();
            self.0 = here;
        }
    }

    /// The chosen findings, in the order of the review.
    pub fn findings<'a>(&self, derived: &'a Derived) -> Vec<&'a Finding> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let open = derived.review.findings.iter().filter(|finding| is_to_be_explained(finding));
        open.filter(|finding| self.0.contains(&key(finding))).collect()
    }
}

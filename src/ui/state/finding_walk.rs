//! Goes from finding to finding with F8 and Shift+F8, and back to where one was.

use crate::{derived::Derived, figures::Source, rules::Finding, ui::command::Tab};

/// Where one is in the list of findings.
#[derive(Default)]
pub struct FindingWalk {
    /// The finding shown last and its place in the list at that time.
    shown: Option<(usize, Finding)>,
    /// Where one was before.
    origin: Option<(Tab, Option<Source>)>,
}

impl FindingWalk {
    /// The finding for the status line: the one shown last while it is there, otherwise the most pressing open one.
    pub fn current<'a>(&self, derived: &'a Derived) -> Option<(usize, &'a Finding)> {
        let findings = &derived.review.findings;
        let index = self.index(derived).or_else(|| findings.iter().position(Finding::is_open))?;
        findings.get(index).map(|finding| (index, finding))
    }

    /// Goes a finding further (or back, with -1), round at the ends; those that were explained are passed over.
    /// Remembers where one was at the first step.
    pub fn go<'a>(&mut self, step: isize, derived: &'a Derived, here: (Tab, Option<Source>)) -> Option<&'a Finding> {
        let findings = &derived.review.findings;
        let count = isize::try_from(findings.len()).ok().filter(|count| *count > 0)?;
        let to = match (self.index(derived), &self.shown) {
            (Some(index), _) => isize::try_from(index).ok()? + step,
            // The one shown last is mended: the next one has moved to its place.
            (None, Some((index, _))) => isize::try_from(*index).ok()? + step.min(0),
            (None, None) if step > 0 => 0,
            (None, None) => -1,
        };
        let around = (0..count).map(|further| (to + step.signum() * further).rem_euclid(count));
        let is_open = |at: &usize| findings.get(*at).is_some_and(Finding::is_open);
        let to = around.filter_map(|at| usize::try_from(at).ok()).find(is_open)?;
        self.show(to, derived, here)
    }

    /// Goes to the finding of this place in the list; remembers where one was, as the first step does.
    pub fn show<'a>(&mut self, index: usize, derived: &'a Derived, here: (Tab, Option<Source>)) -> Option<&'a Finding> {
        let finding = derived.review.findings.get(index)?;
        self.origin.get_or_insert(here);
        self.shown = Some((index, finding.clone()));
        Some(finding)
    }

    /// Is there a place to go back to?
    pub fn has_origin(&self) -> bool {
        self.origin.is_some()
    }

    /// Where one was before the first step; forgotten with this.
    pub fn back(&mut self) -> Option<(Tab, Option<Source>)> {
        self.shown = None;
        self.origin.take()
    }

    /// The place of the finding shown last in the list as it is now.
    fn index(&self, derived: &Derived) -> Option<usize> {
        let (at, shown) = self.shown.as_ref()?;
        let findings = &derived.review.findings;
        let is_same = |finding: &Finding| finding.rule == shown.rule && finding.cells == shown.cells;
        if findings.get(*at).is_some_and(is_same) {
            return Some(*at);
        }
        findings.iter().position(is_same)
    }
}

/// Where a finding leads to: a value that can be changed if there is one, otherwise the first place it names.
pub fn place_of(derived: &Derived, finding: &Finding) -> Option<Source> {
    derived.entered_place(finding).map(Source::Entered).or_else(|| finding.cells.first().cloned())
}

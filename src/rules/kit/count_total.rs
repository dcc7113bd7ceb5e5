//! A stated number of vehicles or units against the kinds that it consists of.

use crate::{
    document::Path,
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Need, Outcome},
};

/// A stated total of counts and its parts, with the words for messages.
pub struct CountTotal<'a> {
    pub total: Path,
    /// What it is called: “车辆总数”.
    pub words: &'a str,
    pub parts: &'a [Path],
    /// What their sum is called: “分用途合计”.
    pub sum_words: &'a str,
    /// What is counted: “辆”.
    pub unit: &'a str,
}

impl CountTotal<'_> {
    /// Reports if total and parts differ. A blank part could only add to the sum, so too large a sum is a fault even
    /// then; otherwise blank parts mean "not checked".
    pub fn check(&self, figures: &Figures, findings: &mut Findings) -> Outcome {
        let count = |path: Path| match figures.document.entry(path) {
            Some(crate::document::Entry::Count(count)) => Some(u64::from(count)),
            _ => None,
        };
        let total = count(self.total).need(self.total)?;
        let sum: u64 = self.parts.iter().filter_map(|path| count(*path)).sum();
        let blank: Vec<Source> =
            self.parts.iter().filter(|path| count(**path).is_none()).map(|path| (*path).into()).collect();
        if sum > total || (blank.is_empty() && sum != total) {
            let Self { words, sum_words, unit, .. } = self;
            let message = format!("{words} {total}{unit}，{sum_words} {sum}{unit}，相差 {}{unit}", total.abs_diff(sum));
            let cells = std::iter::once(self.total).chain(self.parts.iter().copied());
            findings.report(cells, message).values(sum.to_string(), total.to_string());
        }
        if blank.is_empty() { Ok(Applies::Yes) } else { Err(Missing(blank)) }
    }
}

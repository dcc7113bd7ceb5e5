//! Totals of a few entered values (合计), which nobody has to enter as well; what is brought forward, which is the
//! closing of last year and its adjustment (年初调整), blank where there was none; the budget of the department in 附表2,
//! by the budgets of its items; and the score for the execution of a project, by its rate.
//!
//! A total that was left blank is the sum of its parts as soon as all of them are there: blank is not zero. One that was
//! entered stands as it is, for a report may print another number than its parts add up to, and the rules compare it
//! with them. A computed total is never saved.

mod followed;
mod listed;

use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::{
    document::{Document, Entry, Path},
    money::Money,
    templates::Profile,
};

use super::detail;
use followed::{EXECUTION, budgets_of_lines, counted_members, scores_of_execution};
use listed::with_parts;

/// What a total is made of.
pub enum Parts {
    Listed(Vec<Path>),
    /// Rows of the detail of expenditure, of which there can be thousands.
    OfDetail(Vec<u32>),
}

impl Parts {
    pub fn len(&self) -> usize {
        match self {
            Self::Listed(places) => places.len(),
            Self::OfDetail(rows) => rows.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, at: usize) -> Option<Path> {
        match self {
            Self::Listed(places) => places.get(at).copied(),
            Self::OfDetail(rows) => rows.get(at).copied().map(detail::amount_at),
        }
    }

    pub fn first(&self) -> Option<Path> {
        self.get(0)
    }

    pub fn iter(&self) -> impl Iterator<Item = Path> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}

/// A total of which all parts are there.
pub struct Summed {
    pub parts: Parts,
    pub sum: Entry,
    /// Nobody entered the total.
    pub is_computed: bool,
    /// What was entered is not what the parts add up to.
    pub differs: bool,
    /// How it follows from the parts, where it is more than the names of a few added up.
    pub formula: Option<&'static str>,
}

impl Summed {
    /// Whether it is the amount of a line, and its parts stand in the detail of expenditure.
    pub fn is_of_detail(&self) -> bool {
        matches!(self.parts, Parts::OfDetail(_))
    }

    /// Whether it is the sum of its parts, and nothing else.
    pub fn is_sum(&self) -> bool {
        self.formula != Some(EXECUTION)
    }
}

/// In the order of the file, and where each stands in it.
#[derive(Default)]
pub(super) struct Totals {
    pub all: Vec<(Path, Summed)>,
    by_place: FxHashMap<Path, usize>,
    /// The amounts of lines that wait for an amount of the detail, and the first that is missing.
    pub missing_detail: FxHashMap<Path, Path>,
}

impl Totals {
    pub fn get(&self, total: Path) -> Option<&Summed> {
        self.by_place.get(&total).and_then(|at| self.all.get(*at)).map(|(_, summed)| summed)
    }

    fn of(document: &Document, profile: &Profile) -> Self {
        let mut totals = Self::default();
        for (kind, members, count) in counted_members(document) {
            totals.add(document, kind, Parts::Listed(members), Entry::Count(count));
        }
        for (total, lines, sum, formula) in budgets_of_lines(document, profile) {
            totals.add(document, total, Parts::Listed(lines), Entry::Money(sum));
            totals.follows_by(formula);
        }
        for (score, amounts, points) in scores_of_execution(document) {
            totals.add(document, score, Parts::Listed(amounts), Entry::Number(points));
            totals.follows_by(EXECUTION);
        }
        // What follows so far are parts of other totals.
        let counted = totals.with_computed(document);
        let document = counted.as_ref().unwrap_or(document);
        for (total, parts) in with_parts(document, profile) {
            if let Some(sum) = sum_of(document, &parts) {
                totals.add(document, total, Parts::Listed(parts), sum);
            }
        }
        for detail::OfDetail { amount, rows, sum, missing } in detail::amounts_of_lines(document) {
            match missing {
                Some(row) => drop(totals.missing_detail.insert(amount, detail::amount_at(row))),
                // Blank where the item has amounts of the other kind only.
                None => totals.add(document, amount, Parts::OfDetail(rows), sum.map_or(Entry::Blank, Entry::Money)),
            }
        }
        totals
    }

    /// The document with what nobody entered; `None` where there is nothing of it.
    fn with_computed(&self, document: &Document) -> Option<Document> {
        let computed = self.all.iter().filter(|(_, summed)| summed.is_computed && !summed.sum.is_blank());
        let sums: Vec<(Path, Entry)> = computed.map(|(total, summed)| (*total, summed.sum.clone())).collect();
        if sums.is_empty() { None } else { document.with_entries(sums).ok() }
    }

    fn add(&mut self, document: &Document, total: Path, parts: Parts, sum: Entry) {
        let entered = document.entry(total).unwrap_or_default();
        let is_computed = entered.is_blank() && document.unreadable_text(total).is_none();
        let is_nothing = sum.is_blank() && matches!(&entered, Entry::Money(amount) if amount.is_zero());
        let differs = !is_computed && entered != sum && !is_nothing;
        self.by_place.insert(total, self.all.len());
        self.all.push((total, Summed { parts, sum, is_computed, differs, formula: None }));
    }

    /// Says how the total that was added last follows from its parts.
    fn follows_by(&mut self, formula: &'static str) {
        if let Some((_, summed)) = self.all.last_mut() {
            summed.formula = Some(formula);
        }
    }
}

/// The document with the totals that follow from it.
pub(super) fn complete(document: &Arc<Document>, profile: &Profile) -> (Arc<Document>, Totals) {
    let totals = Totals::of(document, profile);
    let completed = totals.with_computed(document);
    (completed.map_or_else(|| document.clone(), Arc::new), totals)
}

/// The totals that were entered otherwise than their parts add up to.
pub(super) fn that_differ(document: &Document) -> Vec<Path> {
    let totals = Totals::of(document, &Profile::of(document)).all;
    totals.into_iter().filter(|(_, summed)| summed.differs).map(|(total, _)| total).collect()
}

/// `None` while a part is missing.
fn sum_of(document: &Document, parts: &[Path]) -> Option<Entry> {
    let mut entries = parts.iter().map(|part| document.entry(*part));
    let first = entries.next()??;
    entries
        .try_fold(first, |sum, part| match (sum, part?) {
            (Entry::Count(sum), Entry::Count(part)) => sum.checked_add(part).map(Entry::Count),
            (Entry::Money(sum), Entry::Money(part)) => Money::sum_of([Some(sum), Some(part)]).map(Entry::Money),
            (Entry::Number(sum), Entry::Number(part)) => Decimal::checked_add(sum, part).map(Entry::Number),
            _ => None,
        })
        .filter(|sum| !sum.is_blank())
}

#[cfg(test)]
mod tests;

//! What has to hold between the numbers of a report: sums, repetitions, percentages, words of comparison.

mod counts;
mod listed;
mod parts;
mod sentences;
mod swapped;
mod tables;
mod words;

use rust_decimal::Decimal;

use crate::figures::Source;

use super::values::{Number, Numbers};

pub(super) use swapped::swapped;
pub(super) use words::words;

/// What is compared.
#[derive(Clone, Debug)]
pub(super) enum Bond {
    /// The first is the sum of the others.
    Sum,
    /// Both are the same number.
    Same,
    /// The first is the percentage of the second in the third.
    Ratio,
    /// The first is the rate that the second, a change, is of last year's number behind the third.
    Growth,
    /// The first is the rate by which the second differs from the third, last year's number.
    GrowthOfPrior,
    /// The first is the percentage of the second in its budget, from which it differs by the third.
    CompletionByChange,
    /// The second differs from the third, last year's number, by the first.
    Change,
    /// The first, what is left, is the second and third without the fourth, and what else came in and went out.
    Balance,
    /// The first is the second for each of the third.
    Average,
}

pub(super) struct Relation {
    pub bond: Bond,
    pub numbers: Vec<usize>,
    pub is_broken: bool,
    /// Whether the difference is in the last printed place alone.
    pub is_slight: bool,
    /// Whether it must hold in every report.
    pub is_certain: bool,
    /// What the first number would have to be.
    pub computed: Decimal,
}

pub(super) fn all(numbers: &Numbers<'_>) -> Vec<Relation> {
    let mut found = Finder { numbers, relations: Vec::new() };
    found.trees();
    found.rows();
    found.lines();
    found.across();
    found.items_across();
    found.counts();
    found.parts_of_text();
    found.items_of_text();
    found.repetitions();
    found.percentages();
    found.changes();
    found.listed_parts();
    found.averages();
    found.relations
}

struct Finder<'a, 'b> {
    numbers: &'a Numbers<'b>,
    relations: Vec<Relation>,
}

impl Finder<'_, '_> {
    fn number(&self, index: usize) -> &Number {
        &self.numbers.all[index]
    }

    fn sum(&mut self, total: Option<usize>, parts: &[usize], is_certain: bool) {
        let Some(total) = total.filter(|_| !parts.is_empty()) else { return };
        let mut computed = Decimal::ZERO;
        let mut envelope = self.number(total).half;
        for part in parts {
            let part = self.number(*part);
            let Some(sum) = computed.checked_add(part.value) else { return };
            computed = sum;
            envelope += part.half;
        }
        let is_broken = (self.number(total).value - computed).abs() > envelope;
        let numbers = std::iter::once(total).chain(parts.iter().copied()).collect();
        self.relations.push(Relation { bond: Bond::Sum, numbers, is_broken, is_slight: false, is_certain, computed });
    }

    fn same(&mut self, a: Option<usize>, b: Option<usize>, is_certain: bool) {
        let (Some(a), Some(b)) = (a, b) else { return };
        if a == b {
            return;
        }
        let (first, second) = (self.number(a), self.number(b));
        let is_broken = (first.value - second.value).abs() > first.half + second.half;
        let computed = second.value;
        let relation =
            Relation { bond: Bond::Same, numbers: vec![a, b], is_broken, is_slight: false, is_certain, computed };
        self.relations.push(relation);
    }

    /// The number of an address that cannot mean another one.
    fn alone(&self, source: &Source) -> Option<usize> {
        self.numbers.best(source).filter(|index| self.number(*index).addresses.iter().all(|own| own == source))
    }
}

//! What sentences say more than once, and rates and changes together with their amounts.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::{
    figures::Source,
    reading::prose::{Formula, ProseRole, ProseUnit, formula},
};

use super::super::values::{Facet, Stand};
use super::{Bond, Finder, Relation};

impl Finder<'_, '_> {
    /// What is said twice of the same address.
    pub fn repetitions(&mut self) {
        // The first sentence that says a number is compared with the later ones where no table has it.
        let mut first: FxHashMap<(Source, Facet, Option<char>), usize> = FxHashMap::default();
        for index in 0..self.numbers.all.len() {
            let number = self.number(index);
            let Stand::Prose(fact) = number.stand else { continue };
            let role = self.numbers.prose.facts[fact].role;
            let is_budget = matches!(role, ProseRole::Budget);
            let mut others: Vec<usize> = Vec::new();
            for address in &number.addresses {
                if number.facet == Facet::Value
                    && let Some(table) = self.numbers.in_table(address)
                {
                    others.push(table);
                }
            }
            // A name that may mean several numbers may mean another one there.
            let is_single = number.is_single();
            if others.is_empty() && (is_single || number.facet != Facet::Value) {
                for address in number.addresses.clone() {
                    let key = (address, number.facet, number.basis);
                    match first.get(&key) {
                        Some(before) => others.push(*before),
                        None => {
                            first.insert(key, index);
                        }
                    }
                }
            }
            others.dedup();
            let agrees = |other: &usize| {
                let other = self.number(*other);
                (other.value - number.value).abs() <= other.half + number.half
            };
            if let Some(other) = others.iter().find(|other| agrees(other)).or(others.first()).copied() {
                self.same(Some(index), Some(other), !is_budget);
            }
        }
    }

    /// Shares, rates of completion and of growth.
    pub fn percentages(&mut self) {
        for index in 0..self.numbers.all.len() {
            let number = self.number(index);
            let Stand::Prose(fact) = number.stand else { continue };
            let told = &self.numbers.prose.facts[fact];
            if told.unit != Some(ProseUnit::Percent) {
                continue;
            }
            if let Some((parts, wholes)) = &told.share_of {
                let near = |sources: &[Source]| sources.iter().find_map(|source| self.near(fact, source, None));
                let (part, whole) = (near(parts), near(wholes));
                self.ratio(index, part, whole);
                continue;
            }
            if number.facet == Facet::Rate && !told.change_of.is_empty() {
                let current = told.change_of.iter().find_map(|source| self.near(fact, source, None));
                if let (Some(change), Some(current)) = (self.change_before(fact, &number.addresses), current) {
                    self.growth(index, change, current);
                }
                continue;
            }
            let Some(Source::Measure(key)) = number.addresses.first() else { continue };
            match formula(*key) {
                // 比年初预算增加…，增长…
                Some(Formula::Ratio { part, .. }) if number.facet == Facet::Rate => {
                    let change = self.change_before(fact, &number.addresses);
                    if let (Some(change), Some(current)) = (change, self.near(fact, &part, None)) {
                        self.growth(index, change, current);
                    }
                }
                Some(Formula::Ratio { part, whole }) if number.facet == Facet::Value => {
                    let basis = number.basis;
                    let part = self.near(fact, &part, None);
                    let whole = self.near(fact, &whole, basis);
                    self.ratio(index, part, whole);
                }
                Some(Formula::Growth { current, prior }) if number.facet == Facet::Rate => {
                    let change = self.change_before(fact, &number.addresses);
                    let current = self.near(fact, &current, None);
                    let prior = self.near(fact, &prior, None);
                    match (change, current, prior) {
                        (Some(change), Some(current), _) => self.growth(index, change, current),
                        (None, Some(current), Some(prior)) => self.growth_of_prior(index, current, prior),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// The number of an address: that of the same sentence before that of a table.
    fn near(&self, fact: usize, address: &Source, basis: Option<char>) -> Option<usize> {
        let told = &self.numbers.prose.facts[fact];
        let places = self.numbers.of_address(address, Facet::Value);
        let suits = |index: &&usize| basis.is_none() || self.number(**index).basis.is_none_or(|own| Some(own) == basis);
        let same_sentence = places.iter().filter(suits).find(|index| {
            self.numbers
                .prose_fact(**index)
                .is_some_and(|other| other.sentence == told.sentence && other.place.block == told.place.block)
        });
        same_sentence.copied().or_else(|| self.numbers.in_table(address)).or_else(|| places.iter().find(suits).copied())
    }

    /// The change that a sentence tells just before its rate.
    fn change_before(&self, fact: usize, addresses: &[Source]) -> Option<usize> {
        let told = &self.numbers.prose.facts[fact];
        let before = self.numbers.prose.facts[..fact].iter().enumerate().rev().take(2);
        let found = before.into_iter().find(|(_, other)| {
            matches!(other.role, ProseRole::Change(_))
                && other.sentence == told.sentence
                && other.change_of == told.change_of
                && (!told.change_of.is_empty() || other.addresses.iter().any(|address| addresses.contains(address)))
        });
        self.numbers.of_prose(found?.0)
    }

    fn percent_relation(&mut self, bond: Bond, numbers: Vec<usize>, low: Decimal, high: Decimal, computed: Decimal) {
        let first = self.number(numbers[0]);
        let (value, half) = (first.value, first.half);
        let distance = if value + half < low {
            low - value - half
        } else if value - half > high {
            value - half - high
        } else {
            Decimal::ZERO
        };
        let is_broken = distance > Decimal::ZERO;
        // Cut off instead of rounded, or rounded so that all add up to 100.
        let is_slight = is_broken && distance <= half + half;
        self.relations.push(Relation { bond, numbers, is_broken, is_slight, is_certain: true, computed });
    }

    fn ratio(&mut self, percent: usize, part: Option<usize>, whole: Option<usize>) {
        let (Some(part), Some(whole)) = (part, whole) else { return };
        let (a, b) = (self.number(part), self.number(whole));
        if b.value <= b.half {
            // Nothing of nothing is no rate; some write 0 %, some 100 %.
            let rate = self.number(percent).value;
            if a.value.is_zero() && b.value.is_zero() && rate != Decimal::ONE_HUNDRED {
                let is_broken = !rate.is_zero();
                let (numbers, computed) = (vec![percent, part, whole], Decimal::ZERO);
                self.relations.push(Relation {
                    bond: Bond::Ratio,
                    numbers,
                    is_broken,
                    is_slight: false,
                    is_certain: false,
                    computed,
                });
            }
            return;
        }
        let hundred = Decimal::ONE_HUNDRED;
        let of = |a: Decimal, b: Decimal| a.checked_mul(hundred)?.checked_div(b);
        let (Some(computed), Some(low), Some(high)) =
            (of(a.value, b.value), of(a.value - a.half, b.value + b.half), of(a.value + a.half, b.value - b.half))
        else {
            return;
        };
        self.percent_relation(Bond::Ratio, vec![percent, part, whole], low, high, computed);
    }

    /// 100·change/(current − change)
    fn growth(&mut self, rate: usize, change: usize, current: usize) {
        let (c, v) = (self.number(change), self.number(current));
        let of = |c: Decimal, v: Decimal| {
            let prior = v.checked_sub(c)?;
            if prior <= Decimal::ZERO { None } else { c.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(prior) }
        };
        let Some(computed) = of(c.value, v.value) else { return };
        let corners: Vec<Decimal> = [(c.half, v.half), (c.half, -v.half), (-c.half, v.half), (-c.half, -v.half)]
            .into_iter()
            .filter_map(|(dc, dv)| of(c.value + dc, v.value + dv))
            .collect();
        let low = corners.iter().copied().min().unwrap_or(computed);
        let high = corners.iter().copied().max().unwrap_or(computed);
        self.percent_relation(Bond::Growth, vec![rate, change, current], low, high, computed);
    }

    fn growth_of_prior(&mut self, rate: usize, current: usize, prior: usize) {
        let (v, p) = (self.number(current), self.number(prior));
        if p.value <= p.half {
            return;
        }
        let of = |v: Decimal, p: Decimal| v.checked_sub(p)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(p);
        let (Some(computed), Some(low), Some(high)) =
            (of(v.value, p.value), of(v.value - v.half, p.value + p.half), of(v.value + v.half, p.value - p.half))
        else {
            return;
        };
        self.percent_relation(Bond::GrowthOfPrior, vec![rate, current, prior], low, high, computed);
    }

    /// A change together with both numbers that it lies between.
    pub fn changes(&mut self) {
        for index in 0..self.numbers.all.len() {
            let number = self.number(index);
            let (Stand::Prose(fact), Facet::Change) = (number.stand, number.facet) else { continue };
            let Some(Source::Measure(key)) = number.addresses.first() else { continue };
            let (current, prior) = match formula(*key) {
                Some(Formula::Growth { current, prior }) => (current, prior),
                // 比年初预算增加…
                Some(Formula::Ratio { part, whole }) => (part, whole),
                None => continue,
            };
            let (Some(current), Some(prior)) = (self.near(fact, &current, None), self.near(fact, &prior, None)) else {
                continue;
            };
            let (v, p) = (self.number(current), self.number(prior));
            let Some(computed) = v.value.checked_sub(p.value) else { continue };
            let is_broken = (computed - number.value).abs() > number.half + v.half + p.half;
            let numbers = vec![index, current, prior];
            self.relations.push(Relation {
                bond: Bond::Change,
                numbers,
                is_broken,
                is_slight: false,
                is_certain: true,
                computed,
            });
        }
    }
}

//! What sentences say more than once, and rates and changes together with their amounts.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::{
    figures::Source,
    reading::prose::{Formula, ProseRole, ProseUnit, formula},
};

use super::super::values::{Facet, Stand, Told};
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
                self.share(index, fact, parts, wholes);
                continue;
            }
            let formula = match number.addresses.first() {
                Some(Source::Measure(key)) => formula(*key),
                _ => None,
            };
            let (part, whole) = match formula {
                Some(Formula::Ratio { part, whole }) => (Some(part), Some(whole)),
                Some(Formula::Growth { current, prior }) => (Some(current), Some(prior)),
                // Not every amount has an address for its growth.
                None => (told.of.first().cloned(), None),
            };
            let near = |role, source: &Option<Source>, basis| self.near(fact, role, source.as_ref(), basis);
            match told.role {
                ProseRole::Growth(_) => {
                    let change = self.numbers.beside(fact, Told::Change, None);
                    let (current, prior) = (near(Told::Amount, &part, None), near(Told::Prior, &whole, None));
                    match (change, current, prior) {
                        (Some(change), Some(current), _) => self.growth_of_paragraph(index, change, current),
                        (None, Some(current), Some(prior)) => self.growth_of_prior(index, current, prior),
                        _ => {}
                    }
                }
                ProseRole::GrowthOfBudget(_) => {
                    let change = self.numbers.beside(fact, Told::ChangeOfBudget, None);
                    let (current, budget) = (near(Told::Amount, &part, None), near(Told::Budget, &whole, None));
                    match (change, current, budget) {
                        (Some(change), Some(current), _) => self.growth(index, change, current),
                        (None, Some(current), Some(budget)) => self.growth_of_prior(index, current, budget),
                        _ => {}
                    }
                }
                // 完成预算
                ProseRole::Completion => {
                    let (part, whole) = (near(Told::Amount, &part, None), near(Told::Budget, &whole, number.basis));
                    let change = self.numbers.beside_any(fact, Told::ChangeOfBudget);
                    match (part, whole, change) {
                        (Some(part), None, Some(change)) => self.completion_by_change(index, part, change),
                        (part, whole, _) => self.ratio(index, part, whole),
                    }
                }
                _ => {
                    let of = |source: Option<Source>| self.near_address(fact, &source?, None);
                    self.ratio(index, of(part), of(whole));
                }
            }
        }
    }

    /// A share of the first of some numbers that it may be of, or of the one that it agrees with.
    fn share(&mut self, percent: usize, fact: usize, parts: &[Source], wholes: &[Source]) {
        let told = |sources: &[Source]| -> Vec<usize> {
            let mut found: Vec<usize> =
                sources.iter().filter_map(|source| self.near_address(fact, source, None)).collect();
            found.dedup();
            found
        };
        // What is not known by name is the amount beside its share.
        let beside = || self.numbers.beside(fact, Told::Amount, None).into_iter().collect();
        let parts = if parts.is_empty() { beside() } else { told(parts) };
        let wholes = told(wholes);
        let before = self.relations.len();
        for part in &parts {
            for whole in &wholes {
                self.ratio(percent, Some(*part), Some(*whole));
                if self.relations[before..].last().is_some_and(|relation| !relation.is_broken) {
                    let held = self.relations.pop();
                    self.relations.truncate(before);
                    self.relations.extend(held);
                    return;
                }
            }
        }
        let is_one = self.relations.len() <= before + 1;
        self.relations.truncate(before + 1);
        if let Some(relation) = self.relations.get_mut(before) {
            relation.is_certain &= is_one;
        }
    }

    /// What is said beside a number of what it is of, or the number of its address.
    fn near(&self, fact: usize, role: Told, address: Option<&Source>, basis: Option<char>) -> Option<usize> {
        self.numbers.beside(fact, role, basis).or_else(|| self.near_address(fact, address?, basis))
    }

    /// The number of an address: that of the same sentence before that of a table.
    fn near_address(&self, fact: usize, address: &Source, basis: Option<char>) -> Option<usize> {
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

    /// 100·current/(current − change): “完成年初预算的95%，比年初预算减少5万元”.
    fn completion_by_change(&mut self, percent: usize, part: usize, change: usize) {
        let (a, c) = (self.number(part), self.number(change));
        let of = |a: Decimal, c: Decimal| {
            let budget = a.checked_sub(c).filter(|budget| *budget > Decimal::ZERO)?;
            a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(budget)
        };
        let corners = [(a.half, c.half), (a.half, -c.half), (-a.half, c.half), (-a.half, -c.half)];
        let corners: Vec<Decimal> = corners.iter().filter_map(|(da, dc)| of(a.value + da, c.value + dc)).collect();
        let (Some(low), Some(high), Some(computed)) =
            (corners.iter().copied().min(), corners.iter().copied().max(), of(a.value, c.value))
        else {
            return;
        };
        self.percent_relation(Bond::CompletionByChange, vec![percent, part, change], low, high, computed);
    }

    /// The rate of a change that a sentence tells without saying of what: of the amount spoken of last, or of another one
    /// that the paragraph has told.
    fn growth_of_paragraph(&mut self, rate: usize, change: usize, current: usize) {
        let before = self.relations.len();
        self.growth(rate, change, current);
        let is_broken = self.relations.get(before).is_some_and(|relation| relation.is_broken && !relation.is_slight);
        let Some(told) = self.numbers.prose_fact(change).filter(|told| is_broken && told.lead.starts_with('。'))
        else {
            return;
        };
        let place = told.place;
        let facts = self.numbers.prose.facts.iter().enumerate();
        let others = facts.filter(|(_, other)| {
            other.place.block == place.block
                && other.place.from < place.from
                && other.is_money()
                && other.role == ProseRole::Amount
        });
        let others: Vec<usize> = others.filter_map(|(fact, _)| self.numbers.of_prose(fact)).collect();
        for other in others {
            self.growth(rate, change, other);
            if self.relations.last().is_some_and(|relation| !relation.is_broken) {
                self.relations.swap_remove(before);
                self.relations.truncate(before + 1);
                return;
            }
            self.relations.truncate(before + 1);
        }
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
            let formula = match number.addresses.first() {
                Some(Source::Measure(key)) => formula(*key),
                _ => None,
            };
            let (current, prior) = match formula {
                Some(Formula::Growth { current, prior }) => (Some(current), Some(prior)),
                // 比年初预算增加…
                Some(Formula::Ratio { part, whole }) => (Some(part), Some(whole)),
                None => (self.numbers.prose.facts[fact].of.first().cloned(), None),
            };
            let role = match self.numbers.prose.facts[fact].role {
                ProseRole::ChangeOfBudget(_) => Told::Budget,
                _ => Told::Prior,
            };
            let current = self.near(fact, Told::Amount, current.as_ref(), None);
            let prior = self.near(fact, role, prior.as_ref(), None);
            let (Some(current), Some(prior)) = (current, prior) else { continue };
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

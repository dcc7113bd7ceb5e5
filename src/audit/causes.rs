//! The fewest numbers that, if they were wrong, would explain every broken comparison.

use rustc_hash::FxHashMap;

use super::relations::Relation;

/// A number that is probably wrong, and the comparisons that break on it.
pub(super) struct Cause {
    pub number: usize,
    /// By their place in the list, the most telling first.
    pub broken: Vec<usize>,
}

/// `trust` says of a number how much it would take to doubt it: of two that explain the same, the lesser is named.
pub(super) fn find(relations: &[Relation], trust: impl Fn(usize) -> u32) -> Vec<Cause> {
    let mut holding: FxHashMap<usize, usize> = FxHashMap::default();
    for relation in relations.iter().filter(|relation| !relation.is_broken) {
        for number in &relation.numbers {
            *holding.entry(*number).or_default() += 1;
        }
    }
    let mut open: Vec<usize> = (0..relations.len()).filter(|index| relations[*index].is_broken).collect();
    let mut causes = Vec::new();
    while !open.is_empty() {
        let mut broken: FxHashMap<usize, usize> = FxHashMap::default();
        for relation in &open {
            for number in &relations[*relation].numbers {
                *broken.entry(*number).or_default() += 1;
            }
        }
        // What a comparison is about stands first: of two that explain the same, it is named.
        let first = |number: usize| {
            open.iter().filter(|relation| relations[**relation].numbers.first() == Some(&number)).count()
        };
        let held = |number: usize| holding.get(&number).copied().unwrap_or_default();
        // A wrong number breaks most of what it is part of.
        let weight = |number: usize, count: usize| {
            let is_suspect = count > held(number);
            let kept = usize::MAX - held(number);
            (is_suspect, count, std::cmp::Reverse(trust(number)), kept, first(number), std::cmp::Reverse(number))
        };
        let best = broken.iter().map(|(number, count)| weight(*number, *count)).max();
        let Some((is_suspect, count, trust, kept, _, std::cmp::Reverse(mut number))) = best else { break };
        let is_tied = |(other, others): (&usize, &usize)| {
            let (suspect, other_count, other_trust, other_kept, ..) = weight(*other, *others);
            (suspect, other_count, other_trust, other_kept) == (is_suspect, count, trust, kept)
        };
        // Where any part of a sum may be wrong, it is the sum that is named.
        if count == 1
            && broken.iter().filter(|candidate| is_tied(*candidate)).count() > 2
            && let Some(relation) = open.iter().find(|relation| relations[**relation].numbers.contains(&number))
            && let Some(total) = relations[*relation].numbers.first()
        {
            number = *total;
        }
        let is_its = |relation: &usize| relations[*relation].numbers.contains(&number);
        let mut broken: Vec<usize> = open.iter().copied().filter(is_its).collect();
        open.retain(|relation| !is_its(relation));
        broken.sort_by_key(|relation| {
            let relation = &relations[*relation];
            (!relation.is_certain, relation.numbers.len(), relation.numbers.first() != Some(&number))
        });
        causes.push(Cause { number, broken });
    }
    causes
}

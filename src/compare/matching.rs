//! Matches the rows of two lists, and finds the fewest moves from one order to the other.

use std::collections::{HashMap, VecDeque};

use crate::{
    document::{
        Document, Entry, Kind, Path,
        record::{Node, Record, Rows},
    },
    effort,
    money::AmountUnit,
};

/// Pairs of leftover rows are compared one by one only up to this many.
const MOST_PAIRS: usize = 250_000;

/// The fields that say what a row is about; lists that are not named have none.
const KEYS: [(&str, &[&str]); 15] = [
    ("/income/lines", &["item"]),
    ("/expenditure/lines", &["item", "fund"]),
    ("/expenditure/economic", &["economic"]),
    ("/expenditure/detail", &["item", "economic", "kind", "fund"]),
    ("/expenditure/carry_over", &["item", "fund"]),
    ("/performance/projects", &["name"]),
    ("/performance/score_groups", &["level1", "level2"]),
    ("/performance/score_items", &["level1", "level2", "level3"]),
    ("/targets/tasks", &["name"]),
    ("/targets/indicators", &["level1", "level2", "name"]),
    ("/published", &["cell"]),
    ("/codes", &["axis", "code"]),
    ("/unreadable", &["cell"]),
    ("parts", &["name"]),
    ("indicators", &["level1", "level2", "name"]),
];

fn key_fields(list: Path) -> &'static [&'static str] {
    let pointer = list.to_string();
    let last = list.last_field().unwrap_or_default();
    let found = KEYS.iter().find(|(name, _)| *name == pointer).or_else(|| KEYS.iter().find(|(name, _)| *name == last));
    found.map_or(&[], |(_, fields)| fields)
}

/// The values of a row, those of lists inside it included, in the order of the file.
fn values(record: &dyn Record, into: &mut Vec<String>) {
    for index in 0..record.fields().len() {
        match record.node(index) {
            Some(Node::Leaf(entry)) => into.push(entry.stored()),
            Some(Node::Record(inner)) => values(inner, into),
            Some(Node::List(rows)) => {
                into.push(format!("[{}", rows.len()));
                (0..rows.len()).filter_map(|row| rows.row(row)).for_each(|row| values(row, into));
            }
            None => {}
        }
    }
    into.extend(record.unknown().iter().map(|(name, json)| format!("{name}={}", json.get())));
}

/// Whether two rows hold the same.
pub(super) fn same_row(a: &dyn Record, b: &dyn Record) -> bool {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    values(a, &mut left);
    values(b, &mut right);
    left == right
}

/// What a row is about, in the words of the file; blank parts stay blank.
pub(super) fn key_of(record: &dyn Record, list: Path) -> Vec<String> {
    key_entries(record, list).map(|(_, entry)| entry.stored()).collect()
}

/// The same in words: a choice by its label, a place by its name.
pub(super) fn key_words(record: &dyn Record, list: Path) -> Vec<String> {
    let words = |(name, entry): (&'static str, Entry)| {
        let kind = Document::kind_at(list.row(0).field(name)).unwrap_or(Kind::Text);
        let text = entry.text(kind, AmountUnit::Wan);
        Document::parse_path(&text).map_or(text, Document::label_at)
    };
    key_entries(record, list).map(words).collect()
}

fn key_entries(record: &dyn Record, list: Path) -> impl Iterator<Item = (&'static str, Entry)> {
    let fields = key_fields(list).iter();
    let entries = fields.filter_map(|name| {
        let index = record.fields().iter().position(|field| field.name == *name)?;
        match record.node(index)? {
            Node::Leaf(entry) => Some((*name, entry)),
            _ => None,
        }
    });
    entries.collect::<Vec<_>>().into_iter()
}

/// For each row of `new`, the row of `old` that it matches; each old row matches at most one.
pub(super) fn matches(old: &dyn Rows, new: &dyn Rows, list: Path) -> Vec<Option<usize>> {
    let read = |rows: &dyn Rows| -> Vec<Vec<String>> {
        let each = (0..rows.len()).filter_map(|row| rows.row(row));
        each.map(|row| {
            let mut all = Vec::new();
            values(row, &mut all);
            all
        })
        .collect()
    };
    let keys = |rows: &dyn Rows| -> Vec<Vec<String>> {
        (0..rows.len()).filter_map(|row| rows.row(row)).map(|row| key_of(row, list)).collect()
    };
    let (old_values, new_values) = (read(old), read(new));
    let mut found = vec![None; new_values.len()];
    let mut taken = vec![false; old_values.len()];
    pair_equal(&old_values, &new_values, &mut found, &mut taken);
    let has_words = |key: &Vec<String>| key.iter().any(|word| !word.is_empty());
    let blank_as_none = |key: Vec<String>| if has_words(&key) { key } else { Vec::new() };
    let old_keys: Vec<_> = keys(old).into_iter().map(blank_as_none).collect();
    let new_keys: Vec<_> = keys(new).into_iter().map(blank_as_none).collect();
    pair_equal(&old_keys, &new_keys, &mut found, &mut taken);
    pair_alike(&old_values, &new_values, &mut found, &mut taken);
    found
}

/// Pairs what is equal, in order; what is empty equals nothing.
fn pair_equal(old: &[Vec<String>], new: &[Vec<String>], found: &mut [Option<usize>], taken: &mut [bool]) {
    let mut waiting: HashMap<&[String], VecDeque<usize>> = HashMap::new();
    for (row, value) in old.iter().enumerate().filter(|(row, value)| !taken[*row] && !value.is_empty()) {
        waiting.entry(value).or_default().push_back(row);
    }
    for (row, value) in new.iter().enumerate() {
        if found[row].is_none()
            && let Some(first) = waiting.get_mut(value.as_slice()).and_then(VecDeque::pop_front)
        {
            found[row] = Some(first);
            taken[first] = true;
        }
    }
}

/// Pairs rows that agree in at least half of what is filled in either, the most alike first.
fn pair_alike(old: &[Vec<String>], new: &[Vec<String>], found: &mut [Option<usize>], taken: &mut [bool]) {
    let free_old: Vec<usize> = (0..old.len()).filter(|row| !taken[*row]).collect();
    let free_new: Vec<usize> = (0..new.len()).filter(|row| found[*row].is_none()).collect();
    if free_old.len() * free_new.len() > MOST_PAIRS {
        return;
    }
    let mut alike = Vec::new();
    for a in &free_old {
        for b in &free_new {
            let (mut same, mut filled) = (0, 0);
            for (x, y) in old[*a].iter().zip(&new[*b]) {
                filled += usize::from(!(x.is_empty() && y.is_empty()));
                same += usize::from(x == y && !x.is_empty());
            }
            if same * 2 >= filled && same > 0 {
                alike.push((same * 1000 / filled.max(1), *a, *b));
            }
        }
    }
    alike.sort_by_key(|(score, a, b)| (std::cmp::Reverse(*score), *a, *b));
    for (_, a, b) in alike {
        if !taken[a] && found[b].is_none() {
            found[b] = Some(a);
            taken[a] = true;
        }
    }
}

/// The fewest moves, each from one index to another, that bring `order` (a permutation of `0..n`) about, starting from
/// `0, 1, 2 …`.
pub(super) fn moves(order: &[usize]) -> Vec<(usize, usize)> {
    let staying = longest_rising(order);
    // Each item stands behind one that stays, or is one, or has not moved yet; counted by that item, from 1. What was
    // moved before the first that stays is counted at 0.
    let mut standing = Counts::new(order.len() + 1);
    (1..=order.len()).for_each(|item| standing.add(item, 1));
    let mut made = Vec::new();
    let mut last_staying = 0;
    for (item, stays) in order.iter().zip(staying) {
        if stays {
            last_staying = item + 1;
            continue;
        }
        let from = standing.up_to(*item);
        standing.add(item + 1, -1);
        let to = standing.up_to(last_staying);
        standing.add(last_staying, 1);
        if from != to {
            made.push((from, to));
        }
    }
    made
}

/// Counts by number, whose sums are found without adding all of them up: a Fenwick tree.
struct Counts(Vec<isize>);

impl Counts {
    fn new(numbers: usize) -> Self {
        Self(vec![0; numbers + 1])
    }

    fn add(&mut self, number: usize, more: isize) {
        let mut at = number + 1;
        while let Some(count) = self.0.get_mut(at) {
            effort::step();
            *count += more;
            at += at & at.wrapping_neg();
        }
    }

    /// The sum of the counts of all numbers up to this one.
    fn up_to(&self, number: usize) -> usize {
        let (mut at, mut sum) = (number + 1, 0);
        while at > 0 {
            effort::step();
            sum += self.0[at];
            at -= at & at.wrapping_neg();
        }
        usize::try_from(sum).unwrap_or_default()
    }
}

/// Which items belong to a longest rising subsequence.
fn longest_rising(order: &[usize]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; order.len()];
    for (at, item) in order.iter().enumerate() {
        let length = ends.partition_point(|end| order[*end] < *item);
        before[at] = length.checked_sub(1).map(|last| ends[last]);
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut rising = vec![false; order.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rising[at] = true;
        next = before[at];
    }
    rising
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn moves_bring_any_order_about(order in proptest::strategy::Strategy::prop_shuffle(proptest::strategy::Just((0..40).collect::<Vec<usize>>()))) {
            let made = moves(&order);
            let staying = longest_rising(&order).iter().filter(|stays| **stays).count();
            proptest::prop_assert!(made.len() <= order.len() - staying);
            proptest::prop_assert_eq!(moved(order.len(), &made), order);
        }
    }

    fn moved(count: usize, moves: &[(usize, usize)]) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..count).collect();
        for (from, to) in moves {
            let row = rows.remove(*from);
            rows.insert(*to, row);
        }
        rows
    }

    #[test]
    fn one_row_that_went_elsewhere_is_one_move() {
        for (order, count) in [
            (vec![0, 1, 2, 3], 0),
            (vec![1, 2, 3, 0], 1),
            (vec![3, 0, 1, 2], 1),
            (vec![0, 3, 1, 2], 1),
            (vec![3, 2, 1, 0], 3),
            (vec![2, 0, 3, 1], 2),
            (vec![], 0),
        ] {
            let made = moves(&order);
            assert_eq!(made.len(), count, "{order:?}");
            assert_eq!(moved(order.len(), &made), order);
        }
    }
}

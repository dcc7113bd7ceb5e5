//! Finds for each unit of the report its counterpart in the file.
//!
//! First what is the same in the same order; then, in the gaps between, the pairs that together have the most letters in
//! common, where pages may have cut a paragraph or joined two; then what stands elsewhere.

use std::{collections::HashMap, ops::Range};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::units::{Unit, UnitKind};

/// A gap with more pairs than this is not searched: it is another text.
const MOST_PAIRS: usize = 60_000;
/// Paragraphs that a page joins.
const MOST_JOINED: usize = 6;
/// What a join costs, in hundredths of a letter.
const JOINT: u64 = 50;
/// The least common share of a pair, in hundredths; of rows, which are short, less is enough.
const LEAST_ALIKE: u64 = 45;
const LEAST_ALIKE_ROW: u64 = 30;
/// The same for what stands elsewhere.
const LEAST_MOVED: u64 = 70;
const LEAST_MOVED_LETTERS: usize = 6;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Counterparts; different or joined, unless `is_same`.
    Pair {
        expected: Range<usize>,
        found: Range<usize>,
        is_same: bool,
    },
    Missing(usize),
    Added(usize),
    /// Stands elsewhere in the file.
    Moved {
        expected: usize,
        found: usize,
    },
}

pub(super) struct Alignment {
    pub steps: Vec<Step>,
    /// Units that are the same.
    pub same: usize,
    /// Units of the report that are in the file, changed or not.
    pub known: usize,
}

pub(super) fn align(expected: &[impl Unit], found: &[impl Unit]) -> Alignment {
    let mut names: HashMap<(UnitKind, &str), u32> = HashMap::new();
    let mut numbers = |kind: UnitKind, key| {
        let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
        *names.entry((kind, key)).or_insert(next)
    };
    let mut a = Vec::with_capacity(expected.len());
    for unit in expected {
        a.push(numbers(unit.kind(), unit.key()));
    }
    let mut b = Vec::with_capacity(found.len());
    for unit in found {
        b.push(numbers(unit.kind(), unit.key()));
    }
    let mut steps = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &a, &b) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                let pair = |at| Step::Pair {
                    expected: old_index + at..old_index + at + 1,
                    found: new_index + at..new_index + at + 1,
                    is_same: true,
                };
                steps.extend((0..len).map(pair));
            }
            op => gap(expected, op.old_range(), found, op.new_range(), &mut steps),
        }
    }
    move_elsewhere(expected, found, &mut steps);
    pair_leftovers(expected, found, &mut steps);
    let same = steps.iter().filter(|step| matches!(step, Step::Pair { is_same: true, .. })).count();
    let known = steps.iter().map(|step| match step {
        Step::Pair { expected, .. } => expected.len(),
        Step::Moved { .. } => 1,
        _ => 0,
    });
    Alignment { known: known.sum(), same, steps }
}

/// The letters of a text by twos, sorted.
fn twos(text: &str) -> Vec<(char, char)> {
    let mut before = '\u{0}';
    let mut twos: Vec<(char, char)> = text.chars().map(|c| (std::mem::replace(&mut before, c), c)).collect();
    twos.sort_unstable();
    twos
}

/// How many are common to both.
fn common(a: &[(char, char)], b: &[(char, char)]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

/// In hundredths.
fn alike(a: &[(char, char)], b: &[(char, char)]) -> u64 {
    let all = a.len() + b.len();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    // What cannot be alike need not be looked at.
    if short * 5 < long {
        return 0;
    }
    ((200 * common(a, b)) / all.max(1)) as u64
}

fn is_joining(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Text | UnitKind::Entry)
}

/// A side of a gap: its units and, from each on, the joined letters of one, two, … units.
struct Side {
    kinds: Vec<UnitKind>,
    joined: Vec<Vec<Vec<(char, char)>>>,
}

impl Side {
    fn of(units: &[impl Unit], range: Range<usize>) -> Self {
        let kinds: Vec<UnitKind> = units[range.clone()].iter().map(Unit::kind).collect();
        let joined = range.clone().map(|from| {
            let kind = units[from].kind();
            let most = if is_joining(kind) { MOST_JOINED } else { 1 };
            let together = (from..range.end.min(from + most)).take_while(|at| units[*at].kind() == kind);
            let mut text = String::new();
            together
                .map(|at| {
                    text.push_str(units[at].key());
                    twos(&text)
                })
                .collect()
        });
        Self { joined: joined.collect(), kinds }
    }
}

/// The pairs of a gap that have the most in common.
fn gap(a: &[impl Unit], a_range: Range<usize>, b: &[impl Unit], b_range: Range<usize>, steps: &mut Vec<Step>) {
    let (n, m) = (a_range.len(), b_range.len());
    let skip = |steps: &mut Vec<Step>| {
        steps.extend(a_range.clone().map(Step::Missing));
        steps.extend(b_range.clone().map(Step::Added));
    };
    if n * m == 0 || n * m > MOST_PAIRS {
        return skip(steps);
    }
    let (left, right) = (Side::of(a, a_range.clone()), Side::of(b, b_range.clone()));
    // What the best way from here to the end is worth, and how many units it pairs first.
    let mut best = vec![(0_u64, 0_u8, 0_u8); (n + 1) * (m + 1)];
    let at = |i: usize, j: usize| i * (m + 1) + j;
    for i in (0..=n).rev() {
        for j in (0..=m).rev() {
            let mut choice = (0, 0, 0);
            if i < n {
                choice = (best[at(i + 1, j)].0, 1, 0);
            }
            if j < m && best[at(i, j + 1)].0 >= choice.0 {
                choice = (best[at(i, j + 1)].0, 0, 1);
            }
            if i < n && j < m && left.kinds[i] == right.kinds[j] {
                let least = if is_joining(left.kinds[i]) { LEAST_ALIKE } else { LEAST_ALIKE_ROW };
                for (x, own) in left.joined[i].iter().enumerate() {
                    for (y, other) in right.joined[j].iter().enumerate() {
                        if x > 0 && y > 0 && x + y > 2 {
                            break;
                        }
                        let alike = alike(own, other);
                        if alike < least {
                            continue;
                        }
                        // A join that says no more than its parts is none.
                        let worth = (alike * (own.len() + other.len()) as u64).saturating_sub(JOINT * (x + y) as u64)
                            + best[at(i + x + 1, j + y + 1)].0;
                        if worth > choice.0 {
                            choice = (worth, x as u8 + 1, y as u8 + 1);
                        }
                    }
                }
            }
            best[at(i, j)] = choice;
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n || j < m {
        let (_, x, y) = best[at(i, j)];
        let (x, y) = (usize::from(x), usize::from(y));
        let (expected, found) = (a_range.start + i, b_range.start + j);
        match (x, y) {
            (0, _) => steps.push(Step::Added(found)),
            (_, 0) => steps.push(Step::Missing(expected)),
            _ => {
                steps.push(Step::Pair { expected: expected..expected + x, found: found..found + y, is_same: false });
            }
        }
        (i, j) = (i + x, j + y);
    }
}

/// What is missing in one place and added in another was moved.
fn move_elsewhere(expected: &[impl Unit], found: &[impl Unit], steps: &mut Vec<Step>) {
    let added: Vec<(usize, Vec<(char, char)>)> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Added(at) => Some((*at, twos(found[*at].key()))),
            _ => None,
        })
        .collect();
    let missing = steps.iter().filter(|step| matches!(step, Step::Missing(_))).count();
    let mut taken = vec![false; added.len()];
    for step in steps.iter_mut() {
        let Step::Missing(at) = *step else { continue };
        let unit = &expected[at];
        if unit.key().chars().count() < LEAST_MOVED_LETTERS || unit.kind() == UnitKind::Entry {
            continue;
        }
        let own = twos(unit.key());
        let others = added.iter().enumerate().filter(|(place, (other, _))| {
            let other = &found[*other];
            let may_be = other.kind() == unit.kind() && !taken[*place];
            may_be && (missing * added.len() <= MOST_PAIRS || other.key() == unit.key())
        });
        let best = others.map(|(place, (_, other))| (alike(&own, other), std::cmp::Reverse(place))).max();
        if let Some((alike, std::cmp::Reverse(place))) = best.filter(|(alike, _)| *alike >= LEAST_MOVED) {
            let _ = alike;
            taken[place] = true;
            *step = Step::Moved { expected: at, found: added[place].0 };
        }
    }
    let moved: Vec<usize> = added.iter().zip(&taken).filter(|(_, taken)| **taken).map(|((at, _), _)| *at).collect();
    steps.retain(|step| !matches!(step, Step::Added(at) if moved.contains(at)));
}

/// Between two pairs, what is missing and what is added in its place belong together where they are as many.
fn pair_leftovers(expected: &[impl Unit], found: &[impl Unit], steps: &mut Vec<Step>) {
    let mut paired = Vec::with_capacity(steps.len());
    let is_left = |step: &Step| matches!(step, Step::Missing(_) | Step::Added(_));
    let mut rest = steps.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|step| is_left(step)).count();
        if count == 0 {
            paired.push(first.clone());
            rest = &rest[1..];
            continue;
        }
        let (group, behind) = rest.split_at(count);
        rest = behind;
        let missing: Vec<usize> =
            group.iter().filter_map(|s| if let Step::Missing(at) = s { Some(*at) } else { None }).collect();
        let added: Vec<usize> =
            group.iter().filter_map(|s| if let Step::Added(at) = s { Some(*at) } else { None }).collect();
        let kinds = |(a, b): (&usize, &usize)| expected[*a].kind() == found[*b].kind();
        if missing.len() == added.len() && missing.iter().zip(&added).all(kinds) {
            let pair = |(a, b): (usize, usize)| Step::Pair { expected: a..a + 1, found: b..b + 1, is_same: false };
            paired.extend(missing.into_iter().zip(added).map(pair));
        } else {
            paired.extend_from_slice(group);
        }
    }
    *steps = paired;
}

//! Finds codes by their digits, by Chinese text, or by pinyin initials (`qttt` → 群众团体事务).

use pinyin::ToPinyin;

use crate::document::Axis;

use super::{CodeBook, CodeEntry, Confidence};

/// A code that fits what was typed; smaller `rank` fits better.
#[derive(Clone, Debug)]
pub struct CodeMatch<'a> {
    pub entry: &'a CodeEntry,
    rank: u32,
}

/// The first letters of the syllables; other characters stay if they are letters or digits.
pub fn initials(name: &str) -> String {
    name.chars()
        .filter_map(|c| match c.to_pinyin() {
            Some(syllable) => syllable.first_letter().chars().next(),
            None if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
            None => None,
        })
        .collect()
}

/// What one letter that fits nowhere costs; two skipped letters cost more.
const STRAY_LETTER: u32 = 80;
const SKIPPED_LETTER: u32 = 100;

/// How badly `typed` fits `initials`; `None` if it does not fit. From four letters on, one may be wrong: nobody counts
/// the syllables of “群众团体” when typing `qttt`.
pub fn misfit(typed: &str, initials: &str) -> Option<u32> {
    let exact = gaps(typed, initials).map(|gaps| gaps * SKIPPED_LETTER);
    let tolerant = (typed.len() >= 4)
        .then(|| {
            let without = |i: usize| [&typed[..i], &typed[i + 1..]].concat();
            (1..typed.len()).filter_map(|i| gaps(&without(i), initials)).min()
        })
        .flatten()
        .map(|gaps| gaps * SKIPPED_LETTER + STRAY_LETTER);
    [exact, tolerant].into_iter().flatten().min()
}

/// Whether the letters of `typed` occur in `initials` in this order, and how many are skipped between them.
fn gaps(typed: &str, initials: &str) -> Option<u32> {
    let mut skipped = 0;
    let mut rest = initials.chars();
    let mut first = true;
    for letter in typed.chars() {
        loop {
            if rest.next()? == letter {
                break;
            }
            if !first {
                skipped += 1;
            }
        }
        first = false;
    }
    Some(skipped)
}

impl CodeBook {
    /// The codes that fit `typed`, best first, at most `limit`.
    ///
    /// A code fits by the beginning of its digits, by a part of its name (or of a known short name), or by pinyin
    /// initials, which may leave out letters: `qttt` finds “群众团体事务” (qzttsw). The items below a section follow it.
    pub fn search(&self, axis: Axis, typed: &str, limit: usize) -> Vec<CodeMatch<'_>> {
        let typed = super::book::normal_name(typed).to_lowercase();
        if typed.is_empty() {
            return Vec::new();
        }
        let by_alias = if axis == Axis::Functional { self.alias(&typed).map(|note| note.code) } else { None };
        let mut found: Vec<_> = self
            .list(axis)
            .values()
            .filter_map(|entry| {
                let fit = if by_alias == Some(entry.code) { Some(1) } else { self.fit(axis, entry, &typed) };
                fit.map(|rank| CodeMatch { entry, rank })
            })
            .collect();
        found.sort_by_key(|one| (one.rank, one.entry.code));
        found.truncate(limit);
        found
    }

    fn fit(&self, axis: Axis, entry: &CodeEntry, typed: &str) -> Option<u32> {
        if typed.bytes().all(|b| b.is_ascii_digit()) {
            let digits = entry.code.as_str();
            return digits.starts_with(typed).then(|| u32::from(digits != typed));
        }
        if let Some(at) = entry.name.find(typed) {
            let rest = (entry.name.len() - typed.len()) / 3;
            return Some(10 + 40 * u32::from(at > 0) + u32::try_from(rest).unwrap_or(30).min(30));
        }
        if !typed.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let own = misfit(typed, &entry.initials).map(|misfit| initials_rank(entry, typed, misfit));
        // The words above an item help to find it: qttt also offers the items below 群众团体事务.
        let parent = entry.code.parent().and_then(|code| self.list(axis).get(&code));
        let below = parent
            .filter(|parent| parent.code.digits() == 5)
            .and_then(|parent| misfit(typed, &parent.initials).map(|misfit| 60 + initials_rank(parent, typed, misfit)));
        match (own, below) {
            (Some(own), Some(below)) => Some(own.min(below)),
            (own, below) => own.or(below),
        }
    }
}

fn initials_rank(entry: &CodeEntry, typed: &str, misfit: u32) -> u32 {
    let starts = entry.initials.starts_with(typed.get(..1).unwrap_or_default());
    let surplus = entry.initials.len().saturating_sub(typed.len());
    // What a published report used is what a county department most likely means.
    let certainty = match entry.confidence {
        Confidence::Own | Confidence::Published => 0,
        Confidence::Likely => 60,
        Confidence::Unverified => 120,
    };
    100 + misfit + 50 * u32::from(!starts) + u32::try_from(surplus).unwrap_or(40).min(40) + certainty
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(axis: Axis, typed: &str) -> Vec<String> {
        CodeBook::shipped().search(axis, typed, 8).iter().map(|found| found.entry.name.clone()).collect()
    }

    #[test]
    fn finds_by_initials_digits_and_words() {
        assert_eq!(best(Axis::Functional, "qttt").first().map(String::as_str), Some("群众团体事务"));
        assert!(best(Axis::Functional, "qttt").contains(&"行政运行".to_owned()));
        assert_eq!(best(Axis::Functional, "2012901"), ["行政运行"]);
        assert_eq!(best(Axis::Functional, "群团事务").first().map(String::as_str), Some("群众团体事务"));
        assert_eq!(best(Axis::Economic, "公务接待").first().map(String::as_str), Some("公务接待费"));
        assert_eq!(best(Axis::Economic, "gwjd").first().map(String::as_str), Some("公务接待费"));
        assert_eq!(best(Axis::Functional, "zfgjj").first().map(String::as_str), Some("住房公积金"));
        assert!(best(Axis::Functional, "").is_empty());
        assert!(best(Axis::Functional, "zzzzzzzz").is_empty());
    }
}

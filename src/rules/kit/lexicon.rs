//! Words as data: lists in `assets/lexicon`, each line a kind and one of its words.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

/// The words of one list by kind.
pub struct Lexicon(FxHashMap<&'static str, Words>);

/// Words of one kind, all of which are looked for at once: there are reasons by the thousand, and words by the dozen.
#[derive(Default)]
pub struct Words {
    list: Vec<&'static str>,
    search: Option<AhoCorasick>,
}

impl Lexicon {
    /// Reads a list; its first line is a heading.
    pub fn read(list: &'static str) -> Self {
        let mut words: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
        for (kind, word) in list.lines().skip(1).filter_map(|row| row.split_once(',')) {
            words.entry(kind).or_default().push(word);
        }
        Self(words.into_iter().map(|(kind, list)| (kind, Words::of(list))).collect())
    }

    pub fn words(&self, kind: &str) -> &Words {
        static NONE: Words = Words { list: Vec::new(), search: None };
        self.0.get(kind).unwrap_or(&NONE)
    }
}

impl Words {
    fn of(list: Vec<&'static str>) -> Self {
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&list);
        Self { search: built.ok(), list }
    }

    pub fn list(&self) -> &[&'static str] {
        &self.list
    }

    pub fn is_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// The word that begins first, of several the longest, and where it begins.
    pub fn first_in(&self, text: &str) -> Option<(usize, &'static str)> {
        let found = self.search.as_ref()?.find(text)?;
        Some((found.start(), self.list.get(found.pattern().as_usize()).copied()?))
    }
}

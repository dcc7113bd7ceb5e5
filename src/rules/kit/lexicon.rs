//! Words as data: lists in `assets/lexicon`, each line a kind and one of its words.

use rustc_hash::FxHashMap;

/// The words of one list by kind.
pub struct Lexicon(FxHashMap<&'static str, Vec<&'static str>>);

impl Lexicon {
    /// Reads a list; its first line is a heading.
    pub fn read(list: &'static str) -> Self {
        let mut words: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
        for (kind, word) in list.lines().skip(1).filter_map(|row| row.split_once(',')) {
            words.entry(kind).or_default().push(word);
        }
        Self(words)
    }

    pub fn words(&self, kind: &str) -> &[&'static str] {
        self.0.get(kind).map(Vec::as_slice).unwrap_or_default()
    }
}

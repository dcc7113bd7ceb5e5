//! The words of a sentence that are neither a name nor a number.

use std::sync::LazyLock;

use crate::{document::BudgetBasis, figures::Figures, rules::kit::lexicon::Lexicon};

/// The words of a sentence that are no subject, made for the year of the document.
pub(super) struct Words(Vec<(String, Word)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Says nothing of its own.
    Filler,
    /// 比上年.
    Compared,
    LastYear,
    ThisYear,
    Up,
    Down,
    Share,
    Done,
    Budget,
    /// Of the budget that completion is not measured by.
    OtherBudget,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../../assets/lexicon/sentences.csv")));

/// What the lexicon calls them.
const KINDS: [(Word, &str); 9] = [
    (Word::Filler, "filler"),
    (Word::Compared, "compared"),
    (Word::LastYear, "last_year"),
    (Word::ThisYear, "this_year"),
    (Word::Up, "up"),
    (Word::Down, "down"),
    (Word::Share, "share"),
    (Word::Done, "done"),
    (Word::Budget, "budget"),
];

impl Words {
    pub fn of(figures: &Figures) -> Self {
        let mut words: Vec<(String, Word)> = Vec::new();
        let mut put = |word: Word, all: &[&str]| words.extend(all.iter().map(|text| ((*text).to_owned(), word)));
        for (word, kind) in KINDS {
            put(word, LEXICON.words(kind).list());
        }
        put(Word::Filler, &[" "]);
        let (own, other) = match figures.profile.basis {
            BudgetBasis::Initial => ("年初预算", "全年预算"),
            BudgetBasis::Adjusted => ("全年预算", "年初预算"),
        };
        put(Word::Budget, &[own]);
        put(Word::OtherBudget, &[other]);
        if let Some(year) = figures.document.unit.year {
            let (own, last) = (format!("{year}年"), format!("{}年", year.saturating_sub(1)));
            let day = format!("{own}12月31日");
            put(Word::ThisYear, &[&own, &format!("{own}度"), &day]);
            put(Word::LastYear, &[&last, &format!("{last}度")]);
            for with in ["与", "同", "和", "比", "较"] {
                put(Word::Compared, &[&format!("{with}{last}度相比"), &format!("{with}{last}相比")]);
                put(Word::Compared, &[&format!("{with}{last}度"), &format!("{with}{last}")]);
            }
        }
        let department = figures.document.unit.department.trim();
        if !department.is_empty() {
            put(Word::Filler, &[department]);
        }
        // The longest that fits is meant.
        words.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        Self(words)
    }

    /// The words that a text consists of; `None` if it has others.
    pub fn read(&self, text: &str) -> Option<Vec<Word>> {
        let mut rest = text;
        let mut read = Vec::new();
        while !rest.is_empty() {
            let (words, word) = self.0.iter().find(|(words, _)| rest.starts_with(words.as_str()))?;
            read.push(*word);
            rest = rest.get(words.len()..)?;
        }
        Some(read)
    }
}

//! The names by which sentences call figures, and where the numbers of each are.

use std::{collections::BTreeSet, sync::LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::figures::{CellKey, Column, Figures, MeasureKey, Source, T03, T06};

use super::numbers::UNITS;

/// What a number can be of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NumberRole {
    Amount,
    Growth,
    Share,
    Done,
    Prior,
    Budget,
    /// A count with this unit.
    Count(&'static str),
}

impl NumberRole {
    pub fn read(word: &str) -> Option<Self> {
        Some(match word {
            "amount" => Self::Amount,
            "growth" => Self::Growth,
            "share" => Self::Share,
            "done" => Self::Done,
            "prior" => Self::Prior,
            "budget" => Self::Budget,
            _ => Self::Count(UNITS.into_iter().find(|unit| *unit == word)?),
        })
    }
}

/// A named figure and where its numbers are.
#[derive(Clone, Debug, Default)]
pub(super) struct NamedFigure(Vec<(NumberRole, Source)>);

impl NamedFigure {
    pub fn of(&self, role: NumberRole) -> impl Iterator<Item = &Source> {
        self.0.iter().filter(move |(of, _)| *of == role).map(|(_, source)| source)
    }
}

/// The names of figures, by their words; `None` for a name that several have.
type ByWords = FxHashMap<String, Option<usize>>;

/// The subjects that every document has.
static COMMON: LazyLock<(Vec<NamedFigure>, ByWords)> = LazyLock::new(|| {
    let (mut subjects, mut names) = (Vec::new(), ByWords::default());
    let lines = include_str!("../../../../assets/lexicon/figures.txt").lines();
    for (words, places) in lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = ")) {
        let place = |part: &str| {
            let (role, address) = part.split_once(':')?;
            Some((NumberRole::read(role)?, address.parse().ok()?))
        };
        subjects.push(NamedFigure(places.split(' ').filter_map(place).collect()));
        names.extend(words.split('|').map(|word| (word.to_owned(), Some(subjects.len() - 1))));
    }
    (subjects, names)
});

/// The names of one document.
pub(super) struct Names {
    subjects: Vec<NamedFigure>,
    by_words: ByWords,
    /// The first characters of all names, and how many characters names have, longest first.
    first: FxHashSet<char>,
    lengths: Vec<usize>,
}

/// A name in a text.
pub(super) struct Named<'a> {
    pub start: usize,
    pub end: usize,
    /// `None` for a name that several figures have.
    pub subject: Option<&'a NamedFigure>,
}

impl Names {
    pub fn of(figures: &Figures) -> Self {
        let (subjects, by_words) = COMMON.clone();
        let mut all = Self { subjects, by_words, first: FxHashSet::default(), lengths: Vec::new() };
        all.add_codes(figures);
        all.add_projects(figures);
        all.first = all.by_words.keys().filter_map(|name| name.chars().next()).collect();
        let lengths: BTreeSet<usize> = all.by_words.keys().map(|name| name.chars().count()).collect();
        all.lengths = lengths.into_iter().rev().collect();
        all
    }

    fn add(&mut self, name: &str, places: Vec<(NumberRole, Source)>) {
        if name.chars().count() < 3 {
            return;
        }
        self.subjects.push(NamedFigure(places));
        let own = Some(self.subjects.len() - 1);
        // A name that two figures have names neither; one of the common names stays what it is.
        if !COMMON.1.contains_key(name) {
            self.by_words.entry(name.to_owned()).and_modify(|of| *of = None).or_insert(own);
        }
    }

    fn add_codes(&mut self, figures: &Figures) {
        for code in figures.tables.codes(T06) {
            let [own, all] = [T06, T03].map(|table| CellKey::code(table, code, Column::Total));
            let mut places = vec![(NumberRole::Amount, Source::Cell(own)), (NumberRole::Amount, Source::Cell(all))];
            let name = figures.book.functional_name(code);
            match code.digits() {
                3 => places.push((NumberRole::Share, MeasureKey::ClassShare(code).into())),
                7 => {
                    places.push((NumberRole::Done, MeasureKey::ItemCompletion(code).into()));
                    places.push((NumberRole::Budget, MeasureKey::ItemBudget(code).into()));
                }
                _ => {}
            }
            if code.digits() == 7 {
                self.add(&figures.book.full_functional_name(code), places.clone());
            }
            self.add(&name, places);
        }
    }

    fn add_projects(&mut self, figures: &Figures) {
        for (row, project) in figures.document.performance.projects.iter().enumerate() {
            let (row, place) = (row as u32, crate::at!(performance.projects[row]));
            let places = vec![
                (NumberRole::Amount, MeasureKey::ProjectExecuted(row).into()),
                (NumberRole::Done, MeasureKey::ProjectExecution(row).into()),
                (NumberRole::Budget, place.field("adjusted_budget").into()),
                (NumberRole::Count("分"), place.field("total_score").into()),
            ];
            self.add(project.name.trim(), places);
        }
    }

    /// The last name in a text.
    pub fn last_in(&self, text: &str) -> Option<Named<'_>> {
        let places: Vec<(usize, char)> = text.char_indices().collect();
        let end_of = |at: usize| places.get(at).map_or(text.len(), |(place, _)| *place);
        let mut found = None;
        let mut at = 0;
        while let Some((start, first)) = places.get(at) {
            let fitting = self.lengths.iter().filter(|length| at + **length <= places.len());
            let hit = fitting.filter(|_| self.first.contains(first)).find_map(|length| {
                let name = text.get(*start..end_of(at + length))?;
                Some((length, *self.by_words.get(name)?))
            });
            match hit {
                Some((length, subject)) => {
                    let subject = subject.and_then(|subject| self.subjects.get(subject));
                    found = Some(Named { start: *start, end: end_of(at + length), subject });
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }
}

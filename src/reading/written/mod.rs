//! What a report says besides its tables of accounts: counts, reasons, paragraphs, scores and targets, each with the place
//! of a document that it would fill.

mod items;
mod numbers;
mod projects;
mod scores;
mod targets;
mod texts;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::{
    document::{Document, Edit, Entry, Kind, Path, PathStep},
    evidence::{Evidence, FileCell},
};

use super::{Reading, prose::Prose};

/// Where something stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenPlace {
    pub block: usize,
    /// Row and column of a table.
    pub cell: Option<(u32, u32)>,
    /// Bytes of a paragraph.
    pub characters: Option<(usize, usize)>,
}

impl WrittenPlace {
    fn of_cell(block: usize, cell: &FileCell) -> Self {
        Self { block, cell: Some((cell.row, cell.column)), characters: None }
    }

    pub fn of_text(block: usize, from: usize, to: usize) -> Self {
        Self { block, cell: None, characters: Some((from, to)) }
    }
}

/// A value that the file tells.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenValue {
    pub path: Path,
    pub entry: Entry,
    pub place: WrittenPlace,
    /// As it stands there.
    pub quote: String,
}

/// All of them; of several for one place the first.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub values: Vec<WrittenValue>,
    told: FxHashSet<Path>,
}

impl Written {
    /// `document` has what was read of the tables: that is not told again.
    pub fn of(evidence: &Evidence, reading: &Reading, prose: &Prose, document: &Document) -> Self {
        let mut own = Self::default();
        own.scores(evidence);
        own.targets(evidence);
        own.projects(evidence, prose, document);
        own.items(reading, prose);
        own.numbers(reading, prose, document);
        own.texts(evidence, prose);
        own
    }

    fn tell(&mut self, path: Path, entry: Entry, place: WrittenPlace, quote: &str) {
        let fits = match (Document::kind_at(path), &entry) {
            (Some(Kind::Money), Entry::Money(_))
            | (Some(Kind::Number), Entry::Number(_))
            | (Some(Kind::Count), Entry::Count(_))
            | (Some(Kind::Choice(_)), Entry::Choice(_)) => true,
            (Some(Kind::Text | Kind::LongText | Kind::Functional | Kind::Economic | Kind::Date), Entry::Text(text)) => {
                !text.is_empty()
            }
            _ => false,
        };
        if fits && self.told.insert(path) {
            self.values.push(WrittenValue { path, entry, place, quote: quote.trim().to_owned() });
        }
    }

    /// What is told as well by a row of the same list that the document has already is left out.
    pub fn edits(&self, document: &Document) -> Vec<Edit> {
        let mut rows: BTreeMap<Path, usize> = BTreeMap::new();
        let wanted: Vec<&WrittenValue> = self
            .values
            .iter()
            .filter(|value| document.entry(value.path).is_none_or(|entry| entry.is_blank()))
            .collect();
        for value in &wanted {
            let steps = value.path.steps();
            for (at, step) in steps.iter().enumerate() {
                if let PathStep::Row(row) = step {
                    let count = rows.entry(Path::new(&steps[..at])).or_default();
                    *count = (*count).max(*row as usize + 1);
                }
            }
        }
        // Lists before those within their rows.
        let mut rows: Vec<(Path, usize)> = rows.into_iter().collect();
        rows.sort_by_key(|(list, _)| list.steps().len());
        let inserted = rows.into_iter().filter_map(|(list, count)| {
            let there = document.row_count(list).unwrap_or_default();
            (count > there).then(|| Edit::insert_rows(list, there, count - there))
        });
        let set = wanted.iter().map(|value| Edit::Set { path: value.path, entry: value.entry.clone() });
        inserted.chain(set).collect()
    }
}

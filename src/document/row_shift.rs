//! Rows of a list that came, went or moved, and what that does to everything that is counted by rows.

use std::{borrow::Cow, fmt::Display};

use crate::{
    address::{CellKey, MeasureKey, RowKey},
    at,
};

use super::{Document, path::Path};

/// A change of the rows of one list. Whatever names a row by its number – a path, a cell, a measure, the place of a
/// note, a link in a text – follows it by [`RowShift::row`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowShift {
    /// Blank rows come in before row `at`.
    Insert { list: Path, at: usize, count: usize },
    /// The rows from `at` on go.
    Remove { list: Path, at: usize, count: usize },
    /// A row moves within its list.
    Move { list: Path, from: usize, to: usize },
}

impl RowShift {
    pub fn list(&self) -> Path {
        match self {
            Self::Insert { list, .. } | Self::Remove { list, .. } | Self::Move { list, .. } => *list,
        }
    }

    /// The first row that it is about, as counted afterwards.
    pub fn first(&self) -> Path {
        match *self {
            Self::Insert { list, at, .. } | Self::Remove { list, at, .. } => list.row(at),
            Self::Move { list, to, .. } => list.row(to),
        }
    }

    /// What takes it back, but for what was in rows that went.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Insert { list, at, count } => Self::Remove { list, at, count },
            Self::Remove { list, at, count } => Self::Insert { list, at, count },
            Self::Move { list, from, to } => Self::Move { list, from: to, to: from },
        }
    }

    /// The number of a row afterwards; `None` when it is gone.
    pub fn row(&self, row: usize) -> Option<usize> {
        match *self {
            Self::Insert { at, count, .. } => Some(if row >= at { row + count } else { row }),
            Self::Remove { at, .. } if row < at => Some(row),
            Self::Remove { at, count, .. } if row < at + count => None,
            Self::Remove { count, .. } => Some(row - count),
            Self::Move { from, to, .. } => Some(match row {
                row if row == from => to,
                row if from < row && row <= to => row - 1,
                row if to <= row && row < from => row + 1,
                row => row,
            }),
        }
    }

    pub fn path(&self, path: Path) -> Option<Path> {
        self.with(|rows| rows.path(path))
    }

    pub fn cell(&self, key: CellKey) -> Option<CellKey> {
        self.with(|rows| rows.cell(key))
    }

    pub fn measure(&self, key: MeasureKey) -> Option<MeasureKey> {
        self.with(|rows| rows.measure(key))
    }

    /// The same of an address as it is written: a pointer, a cell or a measure.
    pub fn place<'a>(&self, place: &'a str) -> Option<Cow<'a, str>> {
        self.with(|rows| rows.place(place))
    }

    fn with<T>(&self, follow: impl FnOnce(&MovedRows<'_>) -> T) -> T {
        follow(&MovedRows { list: self.list(), row: &|row| self.row(row) })
    }
}

/// What one [`RowShift`] does to the numbers of the rows of a list, or several of them together.
pub(super) struct MovedRows<'a> {
    pub list: Path,
    /// The number of a row afterwards; `None` when it is gone.
    pub row: &'a dyn Fn(usize) -> Option<usize>,
}

impl MovedRows<'_> {
    fn row_of(&self, row: u32) -> Option<u32> {
        u32::try_from((self.row)(row as usize)?).ok()
    }

    fn path(&self, path: Path) -> Option<Path> {
        match path.row_in(&self.list) {
            Some(row) => (self.row)(row).map(|row| path.with_row(&self.list, row)),
            None => Some(path),
        }
    }

    fn cell(&self, key: CellKey) -> Option<CellKey> {
        Some(match key.row {
            RowKey::Project(row) if self.list == at!(performance.projects) => {
                CellKey { row: RowKey::Project(self.row_of(row)?), ..key }
            }
            _ => key,
        })
    }

    fn measure(&self, key: MeasureKey) -> Option<MeasureKey> {
        Some(match (key, key.project()) {
            (_, Some(row)) if self.list == at!(performance.projects) => key.with_project(self.row_of(row)?),
            (MeasureKey::ScoreGroup(row), _) if self.list == at!(performance.score_groups) => {
                MeasureKey::ScoreGroup(self.row_of(row)?)
            }
            _ => key,
        })
    }

    pub fn place<'a>(&self, place: &'a str) -> Option<Cow<'a, str>> {
        if place.starts_with('/') {
            if let Some(path) = Document::parse_path(place) {
                return written(place, path, self.path(path));
            }
        } else if [at!(performance.projects), at!(performance.score_groups)].contains(&self.list) {
            if let Ok(key) = place.parse() {
                return written(place, key, self.cell(key));
            }
            if let Ok(key) = place.parse() {
                return written(place, key, self.measure(key));
            }
        }
        Some(Cow::Borrowed(place))
    }
}

/// What did not move stays to the letter.
fn written<T: PartialEq + Display>(place: &str, old: T, new: Option<T>) -> Option<Cow<'_, str>> {
    new.map(|new| if new == old { Cow::Borrowed(place) } else { Cow::Owned(new.to_string()) })
}

/// The rows of a list as edits have moved them, one after the other, before anything has followed them: that takes a
/// walk through the document, and merging two files moves thousands.
pub(super) struct Moving {
    list: Path,
    /// Where each row was; nowhere if it was put in.
    was: Vec<Option<usize>>,
    /// How many there were.
    before: usize,
}

impl Moving {
    pub fn of(list: Path, rows: usize) -> Self {
        Self { list, was: (0..rows).map(Some).collect(), before: rows }
    }

    pub fn list(&self) -> Path {
        self.list
    }

    pub fn note(&mut self, shift: &RowShift) {
        match *shift {
            RowShift::Insert { at, count, .. } => drop(self.was.splice(at..at, std::iter::repeat_n(None, count))),
            RowShift::Remove { at, count, .. } => drop(self.was.drain(at..at + count)),
            RowShift::Move { from, to, .. } => {
                let row = self.was.remove(from);
                self.was.insert(to, row);
            }
        }
    }

    /// Where a place was that is counted as the rows stand now; `None` if its row was put in.
    pub fn place_before(&self, path: Path) -> Option<Path> {
        match path.row_in(&self.list) {
            None => Some(path),
            Some(row) => self.was.get(row).copied().flatten().map(|row| path.with_row(&self.list, row)),
        }
    }
    /// Hands the numbers of the rows to what has to follow.
    pub fn with(self, follow: impl FnOnce(&MovedRows<'_>)) {
        let Self { list, was, before } = self;
        let mut new_rows = vec![None; before];
        for (row, former) in was.iter().enumerate() {
            if let Some(slot) = former.and_then(|former| new_rows.get_mut(former)) {
                *slot = Some(row);
            }
        }
        // A place behind the last row keeps its distance from the end.
        let new_row = |row: usize| match new_rows.get(row) {
            Some(new) => *new,
            None => Some(row - before + was.len()),
        };
        follow(&MovedRows { list, row: &new_row });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_place_follows_its_row() {
        let list = at!(performance.projects);
        let (insert, remove) =
            (RowShift::Insert { list, at: 1, count: 10 }, RowShift::Remove { list, at: 1, count: 1 });
        for (place, below, without) in [
            ("/performance/projects/2/name", "/performance/projects/12/name", Some("/performance/projects/1/name")),
            ("/performance/projects/1", "/performance/projects/11", None),
            ("T09!#2.basic", "T09!#12.basic", Some("T09!#1.basic")),
            ("T09!#1.basic", "T09!#11.basic", None),
            ("project.executed.3", "project.executed.13", Some("project.executed.2")),
            ("project.executed.1", "project.executed.11", None),
            ("project.part.2.1", "project.part.12.1", Some("project.part.1.1")),
            ("project.part.0.4", "project.part.0.4", Some("project.part.0.4")),
        ] {
            assert_eq!(insert.place(place).as_deref(), Some(below), "{place}");
            assert_eq!(remove.place(place).as_deref(), without, "{place}");
        }
        for place in [
            "/income/prior_total",
            "T06!合计.basic",
            "score.group.3",
            "chart:totals",
            "",
            "/performance/projects",
            "/performance/projects/x",
        ] {
            assert!(matches!(insert.place(place), Some(Cow::Borrowed(same)) if same == place), "{place}");
        }
        let groups = RowShift::Move { list: at!(performance.score_groups), from: 3, to: 0 };
        assert_eq!(groups.place("score.group.3").as_deref(), Some("score.group.0"));
        assert_eq!(groups.place("score.group.1").as_deref(), Some("score.group.2"));
    }

    #[test]
    fn what_is_taken_back_leaves_every_row_where_it_was() {
        let list = at!(income.lines);
        for shift in [
            RowShift::Insert { list, at: 1, count: 2 },
            RowShift::Move { list, from: 0, to: 3 },
            RowShift::Move { list, from: 3, to: 1 },
        ] {
            for row in 0..5 {
                assert_eq!(shift.row(row).and_then(|row| shift.inverse().row(row)), Some(row), "{shift:?}");
            }
        }
    }
}

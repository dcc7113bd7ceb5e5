//! The primitive steps that a change is made of; each can be applied and taken back.

use crate::document::{Document, Edit, EditError, Entry, Path};

/// One primitive change. Its places count at the moment when it is applied, after all steps before it.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A value is replaced.
    Value {
        path: Path,
        old: Entry,
        new: Entry,
    },
    /// A blank row is put in.
    RowAdded {
        list: Path,
        /// Before which row.
        at: usize,
    },
    /// A blank row is taken out; the steps before it have emptied it.
    RowRemoved {
        list: Path,
        /// Which row.
        at: usize,
    },
    RowMoved {
        list: Path,
        from: usize,
        to: usize,
    },
    /// A field of a newer version is replaced.
    Unknown {
        /// The record or row that has it.
        record: Path,
        name: String,
        /// Its JSON before.
        old: Option<String>,
        /// Its JSON after.
        new: Option<String>,
    },
}

impl Step {
    /// The edit that does it.
    pub fn edit(&self) -> Edit {
        match self {
            Self::Value { path, new, .. } => Edit::Set { path: *path, entry: new.clone() },
            Self::RowAdded { list, at } => Edit::InsertRows { list: *list, at: *at, count: 1 },
            Self::RowRemoved { list, at } => Edit::RemoveRows { list: *list, at: *at, count: 1 },
            Self::RowMoved { list, from, to } => Edit::MoveRow { list: *list, from: *from, to: *to },
            Self::Unknown { record, name, new, .. } => {
                Edit::SetUnknown { record: *record, name: name.clone(), json: new.clone() }
            }
        }
    }

    /// The step that takes it back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Value { path, old, new } => Self::Value { path, old: new, new: old },
            Self::RowAdded { list, at } => Self::RowRemoved { list, at },
            Self::RowRemoved { list, at } => Self::RowAdded { list, at },
            Self::RowMoved { list, from, to } => Self::RowMoved { list, from: to, to: from },
            Self::Unknown { record, name, old, new } => Self::Unknown { record, name, old: new, new: old },
        }
    }

    /// Where the value at `place`, as counted after this step, stood before it; `None` when this step made its row.
    pub fn place_before(&self, place: Path) -> Option<Path> {
        let (list, old_row): (Path, Box<dyn Fn(usize) -> Option<usize>>) = match *self {
            Self::Value { .. } | Self::Unknown { .. } => return Some(place),
            Self::RowAdded { list, at } => (
                list,
                Box::new(move |row| match row {
                    row if row == at => None,
                    row if row > at => Some(row - 1),
                    row => Some(row),
                }),
            ),
            Self::RowRemoved { list, at } => (list, Box::new(move |row| Some(if row >= at { row + 1 } else { row }))),
            Self::RowMoved { list, from, to } => (
                list,
                Box::new(move |row| {
                    Some(match row {
                        row if row == to => from,
                        row if from < to && from <= row && row < to => row + 1,
                        row if to < from && to < row && row <= from => row - 1,
                        row => row,
                    })
                }),
            ),
        };
        match place.row_in(&list) {
            None => Some(place),
            Some(row) => old_row(row).map(|row| place.with_row(&list, row)),
        }
    }
}

/// The document after these steps.
pub fn applied<'a>(document: &Document, steps: impl IntoIterator<Item = &'a Step>) -> Result<Document, EditError> {
    let edits = steps.into_iter().map(Step::edit).collect();
    document.apply(&Edit::Many { label: String::new(), edits })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;

    #[test]
    fn a_place_is_followed_back() {
        let list = at!(income.lines);
        let row = |row: usize| at!(income.lines[row].gpb);
        for (step, after, before) in [
            (Step::RowAdded { list, at: 1 }, 1, None),
            (Step::RowAdded { list, at: 1 }, 2, Some(1)),
            (Step::RowAdded { list, at: 1 }, 0, Some(0)),
            (Step::RowRemoved { list, at: 1 }, 1, Some(2)),
            (Step::RowRemoved { list, at: 1 }, 0, Some(0)),
            (Step::RowMoved { list, from: 0, to: 2 }, 2, Some(0)),
            (Step::RowMoved { list, from: 0, to: 2 }, 1, Some(2)),
            (Step::RowMoved { list, from: 2, to: 0 }, 0, Some(2)),
            (Step::RowMoved { list, from: 2, to: 0 }, 1, Some(0)),
        ] {
            assert_eq!(step.place_before(row(after)), before.map(row), "{step:?} {after}");
        }
    }

    #[test]
    fn a_step_and_its_inverse_change_nothing() {
        let list = at!(income.lines);
        let mut document = Document::default();
        document =
            applied(&document, [&Step::RowAdded { list, at: 0 }, &Step::RowAdded { list, at: 1 }]).expect("rows");
        let path = at!(income.lines[1].item);
        for step in [
            Step::Value { path, old: Entry::Blank, new: Entry::Text("x".into()) },
            Step::RowAdded { list, at: 2 },
            Step::RowMoved { list, from: 0, to: 1 },
            Step::Unknown { record: list.row(0), name: "later".into(), old: None, new: Some("[1]".into()) },
        ] {
            assert_eq!(applied(&document, [&step, &step.inverse()]).expect("applies"), document, "{step:?}");
        }
    }
}

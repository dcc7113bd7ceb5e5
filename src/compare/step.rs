//! The primitive steps that a change is made of; each can be applied and taken back.

use crate::document::{Document, Edit, EditError, Entry, Path, RowShift};

/// One edit of a value or a row that knows what was there before. Its places count at the moment when it is applied,
/// after all steps before it.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Value {
        path: Path,
        old: Entry,
        new: Entry,
    },
    /// A blank row comes in, a row that the steps before have emptied goes, or a row moves.
    Row(RowShift),
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
    pub fn row_added(list: Path, at: usize) -> Self {
        Self::Row(RowShift::Insert { list, at, count: 1 })
    }

    pub fn row_removed(list: Path, at: usize) -> Self {
        Self::Row(RowShift::Remove { list, at, count: 1 })
    }

    pub fn row_moved(list: Path, from: usize, to: usize) -> Self {
        Self::Row(RowShift::Move { list, from, to })
    }

    pub fn edit(&self) -> Edit {
        match self {
            Self::Value { path, new, .. } => Edit::Set { path: *path, entry: new.clone() },
            Self::Row(shift) => Edit::Rows(*shift),
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
            Self::Row(shift) => Self::Row(shift.inverse()),
            Self::Unknown { record, name, old, new } => Self::Unknown { record, name, old: new, new: old },
        }
    }

    /// Where the value at `place`, as counted before this step, stands after it; `None` when its row is gone.
    pub fn place_after(&self, place: Path) -> Option<Path> {
        match self {
            Self::Value { .. } | Self::Unknown { .. } => Some(place),
            Self::Row(shift) => shift.path(place),
        }
    }

    /// Where the value at `place`, as counted after this step, stood before it; `None` when this step made its row.
    pub fn place_before(&self, place: Path) -> Option<Path> {
        self.inverse().place_after(place)
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
            (Step::row_added(list, 1), 1, None),
            (Step::row_added(list, 1), 2, Some(1)),
            (Step::row_added(list, 1), 0, Some(0)),
            (Step::row_removed(list, 1), 1, Some(2)),
            (Step::row_removed(list, 1), 0, Some(0)),
            (Step::row_moved(list, 0, 2), 2, Some(0)),
            (Step::row_moved(list, 0, 2), 1, Some(2)),
            (Step::row_moved(list, 2, 0), 0, Some(2)),
            (Step::row_moved(list, 2, 0), 1, Some(0)),
        ] {
            assert_eq!(step.place_before(row(after)), before.map(row), "{step:?} {after}");
        }
    }

    #[test]
    fn a_step_and_its_inverse_change_nothing() {
        let list = at!(income.lines);
        let mut document = Document::default();
        document = applied(&document, [&Step::row_added(list, 0), &Step::row_added(list, 1)]).expect("rows");
        let path = at!(income.lines[1].item);
        for step in [
            Step::Value { path, old: Entry::Blank, new: Entry::Text("x".into()) },
            Step::row_added(list, 2),
            Step::row_moved(list, 0, 1),
            Step::Unknown { record: list.row(0), name: "later".into(), old: None, new: Some("[1]".into()) },
        ] {
            assert_eq!(applied(&document, [&step, &step.inverse()]).expect("applies"), document, "{step:?}");
        }
    }
}

//! The edits that add a record to a list of the review data.

use crate::document::{
    Document, Edit, Entry, Path,
    record::{Node, Record},
};

/// A blank row at the end of `list`, filled with `record`.
pub(super) fn append(document: &Document, list: Path, record: &dyn Record) -> Vec<Edit> {
    append_at(document.row_count(list).unwrap_or_default(), list, record)
}

/// [`append`], when edits before it have already made the list this long.
pub(super) fn append_at(at: usize, list: Path, record: &dyn Record) -> Vec<Edit> {
    let mut edits = vec![Edit::insert_rows(list, at, 1)];
    fill(record, list.row(at), &mut edits);
    edits
}

fn fill(record: &dyn Record, path: Path, edits: &mut Vec<Edit>) {
    for (index, field) in record.fields().iter().enumerate() {
        let at = path.field(field.name);
        match record.node(index) {
            Some(Node::Leaf(Entry::Blank)) | None => {}
            Some(Node::Leaf(entry)) => edits.push(Edit::Set { path: at, entry }),
            Some(Node::Record(inner)) => fill(inner, at, edits),
            Some(Node::List(rows)) => {
                for row in 0..rows.len() {
                    edits.push(Edit::insert_rows(at, row, 1));
                    if let Some(inner) = rows.row(row) {
                        fill(inner, at.row(row), edits);
                    }
                }
            }
        }
    }
}

/// Removes these rows of `list`, the last first.
pub(super) fn remove(list: Path, rows: impl DoubleEndedIterator<Item = usize>) -> Vec<Edit> {
    rows.rev().map(|at| Edit::remove_rows(list, at, 1)).collect()
}

/// A text as an entry; the empty one is blank.
pub(super) fn text(text: &str) -> Entry {
    if text.is_empty() { Entry::Blank } else { Entry::Text(text.to_owned()) }
}

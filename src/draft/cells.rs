//! What is different within a row of a table.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::figures::Source;

use super::{
    difference::{Author, DifferenceKind},
    plain::has_digit,
    takeover::{Takeover, written},
    telling::Differences,
    units::{ExpectedCell, FoundCell, UnitKind},
};

/// Compares the cells of counterparts. `columns` are those that the tables have, the report's and the file's.
pub(super) fn compare(
    differences: &mut Differences<'_>,
    own: &[ExpectedCell],
    other: &[FoundCell],
    block: usize,
    columns: Option<(&[usize], &[usize])>,
    kind: UnitKind,
) {
    let row = Row { own, block };
    let a: Vec<&str> = own.iter().map(|cell| cell.plain.as_str()).collect();
    let b: Vec<&str> = other.iter().map(|cell| cell.plain.as_str()).collect();
    if a == b {
        if let Some((mine, theirs)) =
            columns.filter(|(mine, theirs)| mine.len() == theirs.len() && kind == UnitKind::Row)
        {
            for (cell, found) in own.iter().zip(other) {
                let rank = mine.binary_search(&cell.column);
                if rank != theirs.binary_search(&(found.cell.column as usize)) {
                    let to = format!("{}（换了列）", found.cell.text.trim());
                    row.tell(differences, Some(cell), Some((found, &to)));
                }
            }
        }
        return;
    }
    if a.len() == b.len() {
        for (cell, found) in own.iter().zip(other).filter(|(cell, found)| cell.plain != found.plain) {
            row.tell(differences, Some(cell), Some((found, &found.cell.text)));
        }
        return;
    }
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (tag, left, right) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        let (left, right) = (&own[left], &other[right]);
        for at in 0..left.len().max(right.len()) {
            row.tell(differences, left.get(at), right.get(at).map(|found| (found, found.cell.text.as_str())));
        }
    }
}

struct Row<'a> {
    own: &'a [ExpectedCell],
    block: usize,
}

impl Row<'_> {
    fn tell(&self, differences: &mut Differences<'_>, cell: Option<&ExpectedCell>, found: Option<(&FoundCell, &str)>) {
        let expected = cell.map_or("", |cell| cell.cell.text.trim());
        let text = found.map_or("", |(_, text)| text.trim());
        let kind = if has_digit(expected) || has_digit(text) { DifferenceKind::Number } else { DifferenceKind::Cell };
        let document = differences.document();
        let source = cell.and_then(|cell| cell.cell.source.clone());
        let text_path = match &source {
            Some(Source::Entered(path)) => written(document, *path).map(|stored| (*path, 0..stored.len())),
            _ => None,
        };
        let author = match (&text_path, source) {
            (Some((path, _)), _) => Author::Person(*path),
            (None, source) => source.map_or(Author::Program, Author::Figure),
        };
        let context: Vec<&str> = self.own.iter().map(|cell| cell.cell.text.trim()).collect();
        let place = differences.place(self.block, found.map(|(found, _)| &found.cell));
        let texts = [expected, text, &context.join("　")];
        match text_path {
            Some((path, all)) => {
                let takeover = Takeover::of_words(document, path, all, [expected, text]);
                differences.put_text(kind, texts, author, place, takeover);
            }
            None => differences.put(kind, texts, author, place),
        }
    }
}

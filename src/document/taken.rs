//! Which values were taken over from files of others, and where they stand there.
//!
//! The marks stand with the review data, outside of what is signed: a file by its name and SHA-256, never by its path.
//! What is typed over is the person's own: [`Document::apply`] takes the mark away.

use crate::at;

use super::{Document, Edit, Entry, Path};

/// Where a value was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenFrom<'a> {
    /// The name of the file, without its folder.
    pub file: &'a str,
    /// SHA-256 as hexadecimal text.
    pub hash: &'a str,
    /// In words: `第3张表 C12`.
    pub origin: &'a str,
}

/// What marks a value as taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenMark {
    pub place: Path,
    pub file: String,
    pub hash: String,
    pub origin: String,
}

impl Document {
    /// Where the value at `path` was taken from, if it was.
    pub fn taken_from(&self, path: Path) -> Option<TakenFrom<'_>> {
        let taken = &self.review.taken;
        if taken.values.is_empty() {
            return None;
        }
        let value = taken.values.first_with(|value| &value.place, &path.to_string())?;
        let file = taken.files.get(usize::try_from(value.file?).ok()?.checked_sub(1)?)?;
        Some(TakenFrom { file: &file.name, hash: &file.hash, origin: &value.origin })
    }

    /// The edits that mark values, to be done behind those that set them.
    pub fn mark_taken(&self, marks: &[TakenMark]) -> Vec<Edit> {
        let taken = &self.review.taken;
        let (file_list, list) = (at!(review.taken.files), at!(review.taken.values));
        let mut edits = Vec::new();
        let mut files: Vec<(String, String)> =
            taken.files.iter().map(|file| (file.name.to_string(), file.hash.to_string())).collect();
        // Marks of the same places are taken away by what sets their values.
        let gone = marks.iter().filter(|mark| self.taken_from(mark.place).is_some()).count();
        let first = taken.values.len() - gone;
        edits.push(Edit::insert_rows(list, first, marks.len()));
        let text = |path: Path, text: &str| Edit::Set { path, entry: Entry::Text(text.to_owned()) };
        for (row, mark) in (first..).zip(marks) {
            let known = files.iter().position(|(name, hash)| (name, hash) == (&mark.file, &mark.hash));
            let number = known.unwrap_or_else(|| {
                let own = file_list.row(files.len());
                edits.push(Edit::insert_rows(file_list, files.len(), 1));
                edits.push(text(own.field("name"), &mark.file));
                edits.push(text(own.field("hash"), &mark.hash));
                files.push((mark.file.clone(), mark.hash.clone()));
                files.len() - 1
            });
            let own = list.row(row);
            edits.push(text(own.field("place"), &mark.place.to_string()));
            let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
            edits.push(Edit::Set { path: own.field("file"), entry: Entry::Count(number) });
            edits.push(text(own.field("origin"), &mark.origin));
        }
        edits
    }

    /// What is set anew is taken from nowhere.
    pub(super) fn forget_taken<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        let values = &self.review.taken.values;
        if values.is_empty() {
            return;
        }
        let gone: rustc_hash::FxHashSet<&str> =
            cells.filter(|cell| values.first_with(|value| &value.place, cell).is_some()).collect();
        if !gone.is_empty() {
            let kept = values.iter().filter(|value| !gone.contains(&*value.place)).cloned().collect();
            self.review.taken.values = kept;
        }
    }

    pub(super) fn is_taken(&self, path: Path) -> bool {
        let values = &self.review.taken.values;
        !values.is_empty() && values.first_with(|value| &value.place, &path.to_string()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Money;

    const PLACE: &str = "工作表“Z04” E7";

    /// A line whose basic spending was taken from a file.
    fn taken() -> Document {
        let list = at!(expenditure.lines);
        let place = list.row(0).field("basic");
        let mark = TakenMark { place, file: "决算.xlsx".into(), hash: "ab".into(), origin: PLACE.into() };
        let mut edits =
            vec![Edit::insert_rows(list, 0, 1), Edit::Set { path: place, entry: Entry::Money(Money::from_fen(100)) }];
        edits.extend(Document::default().mark_taken(&[mark]));
        Document::default().apply(&Edit::Many { label: "导入".into(), edits }).expect("applies")
    }

    #[test]
    fn the_mark_follows_its_row_and_goes_with_what_is_typed() {
        let document = taken();
        let path = at!(expenditure.lines[0].basic);
        let from = document.taken_from(path).expect("it was taken");
        assert_eq!((from.file, from.hash, from.origin), ("决算.xlsx", "ab", PLACE));
        let lower = document.apply(&Edit::insert_rows(at!(expenditure.lines), 0, 2)).expect("rows");
        assert!(lower.taken_from(at!(expenditure.lines[2].basic)).is_some() && lower.taken_from(path).is_none());
        let typed = document.apply(&Edit::Set { path, entry: Entry::Money(Money::from_fen(100)) }).expect("set");
        assert_eq!(typed.taken_from(path), None);
        let gone = document.apply(&Edit::remove_rows(at!(expenditure.lines), 0, 1)).expect("rows");
        assert!(gone.review.taken.values.is_empty());
    }

    #[test]
    fn taken_again_a_value_has_one_mark_and_a_file_stands_once() {
        let document = taken();
        let place = at!(expenditure.lines[0].basic);
        let mark = TakenMark { place, file: "决算.xlsx".into(), hash: "ab".into(), origin: "C1".into() };
        let mut edits = vec![Edit::Set { path: place, entry: Entry::Money(Money::from_fen(200)) }];
        edits.extend(document.mark_taken(&[mark]));
        let again = document.apply(&Edit::Many { label: String::new(), edits }).expect("applies");
        assert_eq!((again.review.taken.files.len(), again.review.taken.values.len()), (1, 1));
        assert_eq!(again.taken_from(place).map(|from| from.origin), Some("C1"));
    }

    #[test]
    fn a_mark_is_no_content_and_leaves_no_trace_where_there_is_none() {
        let document = taken();
        let mut by_hand = document.clone();
        by_hand.review = Default::default();
        assert_eq!(document.content(), by_hand.content());
        let text = |document: &Document| serde_json::to_string(document).expect("it is text");
        assert!(text(&document).contains("\"taken\"") && !text(&by_hand).contains("taken"));
        let mut noted = by_hand;
        noted.review.identity = crate::document::Text::new("1");
        assert!(!text(&noted).contains("taken"), "beside other review data neither");
    }
}

//! How a document takes an [`Edit`].
//!
//! It is never left half changed: an edit is applied to a copy, and one that does not fit is refused whole.

use std::collections::HashMap;

use crate::address::OPEN;

use super::{
    Document, UnreadableEntry,
    edit::{Edit, EditError},
    entry::Entry,
    path::Path,
    record::{NodeMut, Rows, find_mut},
    row_shift::{Moving, RowShift},
    value::{LongText, Text},
};

/// What is typed into one cell: a value, or a text that is none.
struct Typed<'a> {
    path: Path,
    entry: &'a Entry,
    text: Option<&'a str>,
}

/// What an edit types into a cell. The list of what could not be read is not about itself: its cells stay apart,
/// because what is typed there changes what the list is about.
fn typed(edit: &Edit) -> Option<Typed<'_>> {
    let typed = match edit {
        Edit::Set { path, entry } => Typed { path: *path, entry, text: None },
        Edit::KeepText { path, text } => Typed { path: *path, entry: &Entry::Blank, text: Some(text) },
        _ => return None,
    };
    (!typed.path.starts_with(&Path::ROOT.field("unreadable"))).then_some(typed)
}
/// Puts a value in its place; false when there is none of this kind.
pub(super) fn put_leaf(document: &mut Document, path: Path, entry: &Entry) -> bool {
    match find_mut(document, path.steps()) {
        Some(NodeMut::Leaf(slot)) => slot.put(entry),
        _ => false,
    }
}

impl Document {
    /// A copy of the document with `edit` applied.
    pub fn apply(&self, edit: &Edit) -> Result<Self, EditError> {
        let mut changed = self.clone();
        changed.apply_in_place(edit)?;
        if edit.touches(&Path::ROOT.field("unreadable")) {
            changed.blank_behind_texts();
        }
        Ok(changed)
    }

    fn apply_in_place(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::Set { path, entry } => {
                self.set(*path, entry)?;
                self.forget_former(*path);
            }
            Edit::KeepText { path, text } => {
                self.set(*path, &Entry::Blank)?;
                self.forget_former(*path);
                self.unreadable.push(UnreadableEntry {
                    cell: Text::new(path.to_string()),
                    text: LongText::new(text.clone()),
                    ..Default::default()
                });
            }
            Edit::Rows(shift) => {
                let mut moving = None;
                self.move_rows(shift, &mut moving)?;
                self.follow(&mut moving);
            }
            Edit::SetUnknown { record, name, json } => {
                let Some(NodeMut::Record(found)) = find_mut(self, record.steps()) else {
                    return Err(EditError::NoSuchPlace(record.to_string()));
                };
                if !found.unknown_mut().set(name, json.as_deref()) {
                    return Err(EditError::WrongKind(record.to_string()));
                }
            }
            Edit::Many { edits, .. } => {
                let mut moving = None;
                // Thousands of cells are pasted at once: what stood in them unread is looked through once.
                for run in edits.chunk_by(|a, b| typed(a).is_some() && typed(b).is_some()) {
                    if run.iter().any(|edit| self.must_follow_before(edit, moving.as_ref())) {
                        self.follow(&mut moving);
                    }
                    match run {
                        [Edit::Rows(shift)] => self.move_rows(shift, &mut moving)?,
                        [edit] => self.apply_in_place(edit)?,
                        run => self.type_all(run.iter().filter_map(typed))?,
                    }
                }
                self.follow(&mut moving);
            }
        }
        Ok(())
    }

    /// Changes the rows of a list; what refers to them has to follow.
    fn move_rows(&mut self, shift: &RowShift, moving: &mut Option<Moving>) -> Result<(), EditError> {
        let list = shift.list();
        let before = match *shift {
            RowShift::Insert { at, count, .. } => {
                let rows = self.rows_mut(list, at, 0)?;
                let before = rows.len();
                rows.insert_blank(at, count);
                if at == before && moving.is_none() {
                    // No row has moved: thousands are appended one after the other.
                    return Ok(());
                }
                before
            }
            RowShift::Remove { at, count, .. } => {
                let rows = self.rows_mut(list, at, count)?;
                let before = rows.len();
                rows.remove(at, count);
                before
            }
            RowShift::Move { from, to, .. } => {
                let rows = self.rows_mut(list, from, 1)?;
                if to >= rows.len() {
                    return Err(EditError::NoSuchPlace(list.to_string()));
                }
                rows.shift(from, to);
                rows.len()
            }
        };
        moving.get_or_insert_with(|| Moving::of(list, before)).note(shift);
        Ok(())
    }

    /// Lets everything follow the rows that have moved.
    fn follow(&mut self, moving: &mut Option<Moving>) {
        if let Some(moving) = moving.take() {
            moving.with(|moved| self.follow_rows(moved));
        }
    }

    /// Whether an edit reads or writes what has to follow the rows that have moved.
    fn must_follow_before(&self, edit: &Edit, moving: Option<&Moving>) -> bool {
        let Some(moving) = moving else { return false };
        match edit {
            Edit::Rows(shift) => shift.list() != moving.list(),
            Edit::Set { path, entry } => {
                // The rows of the lists that refer to others are themselves referred to by nobody.
                let refers = ["unreadable", "published", "review"].map(|part| Path::ROOT.field(part));
                let is_reference = refers.iter().any(|part| path.starts_with(part) && !moving.list().starts_with(part));
                let has_link = matches!(entry, Entry::Text(text) if text.contains(OPEN));
                // The list of what could not be read is not about itself.
                let [unreadable, ..] = refers;
                let has_text = |path: Path| !path.starts_with(&unreadable) && self.unreadable_text(path).is_some();
                let is_referred_to = |path: Path| has_text(path) || self.is_marked(path) || self.is_taken(path);
                let was = moving.place_before(*path);
                is_reference || has_link || is_referred_to(*path) || was.is_some_and(is_referred_to)
            }
            Edit::SetUnknown { .. } => false,
            Edit::KeepText { .. } | Edit::Many { .. } => true,
        }
    }

    /// [`Edit::Set`] and [`Edit::KeepText`] of many cells, one after the other.
    fn type_all<'a>(&mut self, typed: impl Iterator<Item = Typed<'a>>) -> Result<(), EditError> {
        // What was typed last into each cell, if it could not be read, in the order of typing.
        let mut kept: HashMap<String, Option<(usize, &str)>> = HashMap::new();
        for (order, Typed { path, entry, text }) in typed.enumerate() {
            self.set(path, entry)?;
            kept.insert(path.to_string(), text.map(|text| (order, text)));
        }
        if kept.keys().any(|cell| self.has_unreadable_text(cell)) {
            self.unreadable =
                self.unreadable.iter().filter(|entry| !kept.contains_key(&*entry.cell)).cloned().collect();
        }
        self.forget_filled(kept.keys().map(String::as_str));
        self.forget_taken(kept.keys().map(String::as_str));
        let mut texts: Vec<(usize, String, &str)> =
            kept.into_iter().filter_map(|(cell, text)| text.map(|(order, text)| (order, cell, text))).collect();
        texts.sort_unstable();
        for (_, cell, text) in texts {
            let (cell, text) = (Text::new(cell), LongText::new(text));
            self.unreadable.push(UnreadableEntry { cell, text, ..Default::default() });
        }
        Ok(())
    }

    /// The same document with other values, for what is computed of it: nothing that refers to them follows.
    pub fn with_entries(&self, entries: impl IntoIterator<Item = (Path, Entry)>) -> Result<Self, EditError> {
        let mut document = self.clone();
        entries.into_iter().try_for_each(|(path, entry)| document.set(path, &entry))?;
        Ok(document)
    }

    fn set(&mut self, path: Path, entry: &Entry) -> Result<(), EditError> {
        let Some(NodeMut::Leaf(slot)) = find_mut(self, path.steps()) else {
            return Err(EditError::NoSuchPlace(path.to_string()));
        };
        if slot.put(entry) { Ok(()) } else { Err(EditError::WrongKind(path.to_string())) }
    }

    /// The list at `path`, if it has `count` rows from `at` on.
    fn rows_mut(&mut self, path: Path, at: usize, count: usize) -> Result<&mut dyn Rows, EditError> {
        match find_mut(self, path.steps()) {
            Some(NodeMut::List(rows)) if at.checked_add(count).is_some_and(|end| end <= rows.len()) => Ok(rows),
            _ => Err(EditError::NoSuchPlace(path.to_string())),
        }
    }

    /// What is set anew is no text that can't be read, nor filled by the program.
    fn forget_former(&mut self, path: Path) {
        self.forget_text(path);
        if self.is_marked(path) {
            self.forget_filled(std::iter::once(path.to_string().as_str()));
        }
        if self.is_taken(path) {
            self.forget_taken(std::iter::once(path.to_string().as_str()));
        }
    }

    fn forget_text(&mut self, path: Path) {
        // The list is not about itself, and may be filled row by row.
        if !path.starts_with(&Path::ROOT.field("unreadable")) && self.unreadable_text(path).is_some() {
            let cell = path.to_string();
            self.unreadable = self.unreadable.iter().filter(|entry| *entry.cell != *cell).cloned().collect();
        }
    }
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Note, PublishedFigure},
        money::{AmountUnit, Money},
    };

    /// Four projects that a text, notes, a published figure and a text that can't be read refer to.
    fn referred_to() -> Document {
        let list = at!(performance.projects);
        let mut document = Document::default().apply(&Edit::insert_rows(list, 0, 4)).expect("rows");
        document.unit.duties = LongText::new("⟦/performance/projects/1/fiscal⟧、⟦project.executed.3⟧");
        document.published.push(PublishedFigure { cell: Text::new("T09!#2.proj"), ..Default::default() });
        for row in 0..2 {
            let place = Text::new(format!("/performance/projects/{row}/name"));
            document.review.notes.push(Note { place, ..Default::default() });
        }
        document.apply(&Edit::type_text(at!(performance.projects[2].fiscal), "一百", AmountUnit::Wan)).expect("kept")
    }

    /// What a random number does to a document with so many projects.
    fn project_edit(document: &Document, (kind, a, b): (u8, usize, usize)) -> Edit {
        let list = at!(performance.projects);
        let rows = document.performance.projects.len();
        let (row, other) = (a % rows.max(1), b % rows.max(1));
        match kind % 8 {
            0 => Edit::insert_rows(list, a % (rows + 1), 1 + b % 2),
            1 if rows > 1 => Edit::remove_rows(list, row, 1),
            2 | 3 if rows > 0 => Edit::Rows(RowShift::Move { list, from: row, to: other }),
            4 if rows > 0 => Edit::type_text(list.row(row).field("fiscal"), "二百", AmountUnit::Wan),
            5 if rows > 0 => Edit::type_text(list.row(row).field("fiscal"), "2", AmountUnit::Wan),
            6 if rows > 0 => {
                let text = format!("⟦/performance/projects/{other}/fiscal⟧");
                Edit::Set { path: list.row(row).field("name"), entry: Entry::Text(text) }
            }
            7 if rows > 0 => {
                let text = format!("/performance/projects/{row}/name");
                Edit::Set { path: at!(review.notes[1].place), entry: Entry::Text(text) }
            }
            _ => Edit::insert_rows(at!(income.lines), 0, 1),
        }
    }

    proptest::proptest! {
        #[test]
        fn changes_of_rows_made_together_are_followed_as_one_by_one(
            seeds in proptest::collection::vec(proptest::prelude::any::<(u8, usize, usize)>(), 0..30)
        ) {
            let (mut one_by_one, mut edits) = (referred_to(), Vec::new());
            for seed in seeds {
                let edit = project_edit(&one_by_one, seed);
                one_by_one = one_by_one.apply(&edit).expect("an edit of what is there");
                edits.push(edit);
            }
            let together = referred_to().apply(&Edit::Many { label: String::new(), edits }).expect("they fit");
            proptest::prop_assert_eq!(together, one_by_one);
        }
    }

    fn three_lines() -> Document {
        let mut document = Document::default();
        let list = at!(expenditure.lines);
        document = document.apply(&Edit::insert_rows(list, 0, 3)).expect("rows");
        for (row, text) in ["1.2万", "一百", "（3）"].iter().enumerate() {
            let edit = Edit::type_text(at!(expenditure.lines[row].basic), text, AmountUnit::Wan);
            document = document.apply(&edit).expect("set");
        }
        document
    }

    #[test]
    fn what_cannot_be_read_stays_and_the_cell_is_blank() {
        let document = three_lines();
        let lines = &document.expenditure.lines;
        assert_eq!(lines[0].basic, Some(Money::from_fen(1_200_000)));
        assert_eq!(lines[1].basic, None);
        assert_eq!(lines[2].basic, Some(Money::from_fen(-3_000_000)));
        assert_eq!(document.unreadable_text(at!(expenditure.lines[1].basic)), Some("一百"));
        let edit = Edit::type_text(at!(expenditure.lines[0].basic), "12..5", AmountUnit::Wan);
        let retyped = document.apply(&edit).expect("kept");
        assert_eq!(retyped.expenditure.lines[0].basic, None, "the old number does not live on behind the text");
        assert_eq!(retyped.unreadable.len(), 2);

        let mended =
            document.apply(&Edit::type_text(at!(expenditure.lines[1].basic), "100", AmountUnit::Wan)).expect("set");
        assert!(mended.unreadable.is_empty());
    }

    /// Whatever the kind of a cell: with a text that is none of its values it holds nothing.
    #[test]
    fn each_kind_of_cell_is_blank_behind_what_cannot_be_read() {
        let mut document = Document::default();
        for list in [at!(expenditure.lines), at!(targets.indicators), at!(published), at!(performance.projects)] {
            document = document.apply(&Edit::insert_rows(list, 0, 1)).expect("a row");
        }
        for (path, text, wrong) in [
            (at!(expenditure.lines[0].basic), "7.62", "12..5"),
            (at!(expenditure.lines[0].item), "2012901", "工会事务"),
            (at!(income.prior_total), "5", "约三百万"),
            (at!(unit.year), "2024", "二〇二四"),
            (at!(unit.approved_on), "2025-08-20", "下月"),
            (at!(unit.entry_unit), "元", "分"),
            (at!(unit.staff.actual.total), "7", "7人左右"),
            (at!(performance.deduction), "1.5", "1,5"),
            (at!(published[0].amount), "232.34", "232.3.4"),
            (at!(parameters.reason_percent), "10", "10％左右"),
        ] {
            let filled = document.apply(&Edit::type_text(path, text, AmountUnit::Wan)).expect("set");
            assert!(filled.entry(path).is_some_and(|entry| !entry.is_blank()), "{path}");
            let kept = filled.apply(&Edit::type_text(path, wrong, AmountUnit::Wan)).expect("kept");
            assert_eq!(kept.entry(path), Some(Entry::Blank), "{path}");
            assert_eq!(kept.unreadable_text(path), Some(wrong));
            assert!(kept.unreadable[0].former.is_blank(), "typed in this version, undo brings it back");
            assert_eq!(kept.apply(&Edit::type_text(path, text, AmountUnit::Wan)), Ok(filled), "{path}");
        }
    }

    #[test]
    fn a_value_that_a_file_holds_behind_a_text_is_taken_out_and_told() {
        let basic = at!(expenditure.lines[0].basic);
        let mut document = three_lines();
        document.unreadable.push(UnreadableEntry {
            cell: Text::new(basic.to_string()),
            text: LongText::new("12..5"),
            ..Default::default()
        });
        let before = document.clone();
        document.blank_unreadable();
        assert_eq!(document.entry(basic), Some(Entry::Blank));
        assert_eq!(&*document.unreadable[1].former, "12000.00");
        assert_eq!(document.as_signed(), before, "signatures were made over both");
        let mut twice = document.clone();
        twice.blank_unreadable();
        assert_eq!(twice, document);
        assert_eq!(three_lines().as_signed(), three_lines());

        // However an edit puts it there: what comes from a comparison or an earlier save, too.
        let list = at!(unreadable);
        let edit = Edit::Many {
            label: String::new(),
            edits: vec![
                Edit::insert_rows(list, 1, 1),
                Edit::Set { path: at!(unreadable[1].text), entry: Entry::Text("12..5".into()) },
                Edit::Set { path: at!(unreadable[1].cell), entry: Entry::Text(basic.to_string()) },
            ],
        };
        assert_eq!(three_lines().apply(&edit), Ok(document));
    }

    #[test]
    fn unreadable_text_travels_with_its_row() {
        let list = at!(expenditure.lines);
        let text_row = |document: &Document| {
            (0..document.expenditure.lines.len())
                .find(|row| document.unreadable_text(at!(expenditure.lines[*row].basic)).is_some())
        };
        let document = three_lines();
        for (edit, row) in [
            (Edit::insert_rows(list, 1, 2), Some(3)),
            (Edit::insert_rows(list, 2, 1), Some(1)),
            (Edit::remove_rows(list, 0, 1), Some(0)),
            (Edit::remove_rows(list, 1, 1), None),
            (Edit::move_row(list, 1, 2), Some(2)),
            (Edit::move_row(list, 0, 2), Some(0)),
            (Edit::move_row(list, 2, 0), Some(2)),
        ] {
            assert_eq!(text_row(&document.apply(&edit).expect("applies")), row, "{edit:?}");
        }
    }

    #[test]
    fn cells_typed_together_are_as_if_typed_one_after_the_other() {
        let document = three_lines();
        let type_text =
            |row: usize, text: &str| Edit::type_text(at!(expenditure.lines[row].basic), text, AmountUnit::Wan);
        let edits = vec![
            type_text(0, "不清"),
            type_text(1, "二百"),
            type_text(2, "5"),
            type_text(0, "更不清"),
            type_text(1, "7"),
            type_text(2, "八"),
        ];
        let mut one_by_one = document.clone();
        for edit in &edits {
            one_by_one = one_by_one.apply(edit).expect("applies");
        }
        let together = document.apply(&Edit::Many { label: String::new(), edits }).expect("applies");
        assert_eq!(together, one_by_one);
        assert_eq!(together.unreadable.len(), 2);
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        let document = three_lines();
        let list = at!(expenditure.lines);
        for edit in [
            Edit::remove_rows(list, 2, 2),
            Edit::insert_rows(list, 4, 1),
            Edit::move_row(list, 0, 3),
            Edit::Set { path: at!(expenditure.lines[0].basic), entry: Entry::Text("x".into()) },
            Edit::Set { path: list, entry: Entry::Blank },
        ] {
            assert!(document.apply(&edit).is_err(), "{edit:?}");
        }
    }
}

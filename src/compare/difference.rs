//! Compares two contents, place by place.

use crate::document::{
    ChangeKind, Document, Entry, Path,
    record::{Node, Record, Rows, find},
};

use super::{
    change::Change,
    matching::{matches, moves},
    step::{Step, applied},
};

/// Lists whose rows name other places: compared last, one after the other, because a removed row takes with it the rows
/// that name it.
const REFERRING: [&str; 2] = ["published", "unreadable"];

/// What leads from the content of `old` to that of `new`, in the order of the file; nothing if they are the same.
pub fn compare(old: &Document, new: &Document) -> Vec<Change> {
    let (old, new) = (old.content(), new.content());
    if old == new {
        return Vec::new();
    }
    let mut differ = Differ::default();
    differ.record(&old, &new, Path::ROOT, &|name| !REFERRING.contains(&name));
    for last in REFERRING {
        let steps = differ.changes.iter().flat_map(|change| &change.steps);
        // The steps were made for this document, so they fit.
        let work = applied(&old, steps).unwrap_or_else(|_| old.clone());
        differ.record(&work, &new, Path::ROOT, &|name| name == last);
    }
    let moved = with_rows_as_in(&old, &differ.changes);
    for change in &mut differ.changes {
        change.describe(&moved, &new);
    }
    differ.changes
}

/// The old content with its rows where they stand in the new one, to look up what could not be read in them.
fn with_rows_as_in(old: &Document, changes: &[Change]) -> Document {
    if old.unreadable.is_empty() {
        return old.clone();
    }
    let is_of_rows = |step: &&Step| !matches!(step, Step::Value { .. } | Step::Unknown { .. });
    let of_content = changes.iter().filter(|change| change.tab() != Some("unreadable"));
    applied(old, of_content.flat_map(|change| &change.steps).filter(is_of_rows)).unwrap_or_else(|_| old.clone())
}

#[derive(Default)]
struct Differ {
    changes: Vec<Change>,
}

impl Differ {
    /// Compares the fields of two records that stand at `path`; unknown ones with the first pass over a record.
    fn record(&mut self, old: &dyn Record, new: &dyn Record, path: Path, wanted: &dyn Fn(&str) -> bool) {
        for (index, field) in new.fields().iter().enumerate().filter(|(_, field)| wanted(field.name)) {
            let at = path.field(field.name);
            match (old.node(index), new.node(index)) {
                (Some(Node::Leaf(old)), Some(Node::Leaf(new))) if old != new => {
                    let step = Step::Value { path: at, old, new };
                    self.changes.push(Change::new(ChangeKind::Value, at, vec![step]));
                }
                (Some(Node::Record(old)), Some(Node::Record(new))) => self.record(old, new, at, &|_| true),
                (Some(Node::List(old)), Some(Node::List(new))) => self.list(old, new, at),
                _ => {}
            }
        }
        if path != Path::ROOT || wanted("") {
            self.unknown(old, new, path);
        }
    }

    fn unknown(&mut self, old: &dyn Record, new: &dyn Record, path: Path) {
        let names = old.unknown().keys().chain(new.unknown().keys().filter(|name| !old.unknown().contains_key(*name)));
        for name in names {
            let json = |record: &dyn Record| record.unknown().get(name).map(|json| json.get().to_owned());
            if json(old) != json(new) {
                let step = Step::Unknown { record: path, name: name.clone(), old: json(old), new: json(new) };
                self.changes.push(Change::new(ChangeKind::Unknown, path, vec![step]));
            }
        }
    }

    fn list(&mut self, old: &dyn Rows, new: &dyn Rows, list: Path) {
        let found = matches(old, new, list);
        self.removed_rows(old, &found, list);
        let mut kept: Vec<usize> = found.iter().flatten().copied().collect();
        let order = {
            kept.sort_unstable();
            let position = |old: &usize| kept.binary_search(old).unwrap_or_default();
            found.iter().flatten().map(position).collect::<Vec<_>>()
        };
        for (from, to) in moves(&order) {
            let step = Step::row_moved(list, from, to);
            self.changes.push(Change::new(ChangeKind::RowMoved, list.row(to), vec![step]));
        }
        for (at, row) in found.iter().enumerate() {
            if row.is_none()
                && let Some(row) = new.row(at)
            {
                let mut steps = vec![Step::row_added(list, at)];
                fill(row, list.row(at), &mut steps);
                self.changes.push(Change::new(ChangeKind::RowAdded, list.row(at), steps));
            }
        }
        for (at, old_row) in found.iter().enumerate() {
            if let (Some(old_row), Some(new_row)) = (old_row.and_then(|row| old.row(row)), new.row(at)) {
                self.record(old_row, new_row, list.row(at), &|_| true);
            }
        }
    }

    /// From the last to the first, so that the numbers of the rows before stay.
    fn removed_rows(&mut self, old: &dyn Rows, found: &[Option<usize>], list: Path) {
        let mut stays = vec![false; old.len()];
        found.iter().flatten().for_each(|row| stays[*row] = true);
        for at in (0..old.len()).rev().filter(|row| !stays[*row]) {
            let Some(row) = old.row(at) else { continue };
            let mut steps = Vec::new();
            fill(row, list.row(at), &mut steps);
            let mut steps: Vec<Step> = steps.iter().rev().map(Step::inverse).collect();
            steps.push(Step::row_removed(list, at));
            self.changes.push(Change::new(ChangeKind::RowRemoved, list.row(at), steps));
        }
    }
}

/// The steps that put everything of `record` into the blank record at `path`.
pub(super) fn fill(record: &dyn Record, path: Path, steps: &mut Vec<Step>) {
    for (index, field) in record.fields().iter().enumerate() {
        let at = path.field(field.name);
        match record.node(index) {
            Some(Node::Leaf(new)) if !new.is_blank() => steps.push(Step::Value { path: at, old: Entry::Blank, new }),
            Some(Node::Record(inner)) => fill(inner, at, steps),
            Some(Node::List(rows)) => {
                for row in 0..rows.len() {
                    steps.push(Step::row_added(at, row));
                    if let Some(inner) = rows.row(row) {
                        fill(inner, at.row(row), steps);
                    }
                }
            }
            _ => {}
        }
    }
    for (name, json) in record.unknown().iter() {
        steps.push(Step::Unknown { record: path, name: name.clone(), old: None, new: Some(json.get().to_owned()) });
    }
}

/// The row at `path`, if there is one.
pub(super) fn row_at(document: &Document, path: Path) -> Option<&dyn Record> {
    match find(document, path.steps())? {
        Node::Record(record) => Some(record),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        compare::{apply_changes, testing::*},
        document::Edit,
        testing::typed,
    };
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn comparing_and_applying_gives_the_other_file(old in documents(30), seeds in seeds(12), other in documents(20)) {
            for new in [edited(&old, &seeds), other] {
                let changes = compare(&old, &new);
                let done = old.apply(&apply_changes(&changes)).expect("applies");
                prop_assert_eq!(done.content(), new.content());
                prop_assert!(compare(&new, &new).is_empty());
                prop_assert!(compare(&done, &new).is_empty());
            }
        }
    }

    fn lines(items: &[&str]) -> Document {
        items.iter().enumerate().fold(Document::default(), |document, (row, item)| {
            with_row(&document, at!(expenditure.lines), row, &[("item", item), ("basic", "100.00"), ("reason", "追加")])
        })
    }

    #[test]
    fn a_row_put_in_taken_out_or_moved_is_one_change() {
        let old = lines(&["2012901", "2080505", "2101101", "2210201"]);
        let list = at!(expenditure.lines);
        for (edit, kind) in [
            (Edit::insert_rows(list, 1, 1), ChangeKind::RowAdded),
            (Edit::remove_rows(list, 1, 1), ChangeKind::RowRemoved),
            (Edit::move_row(list, 0, 3), ChangeKind::RowMoved),
            (Edit::move_row(list, 3, 1), ChangeKind::RowMoved),
        ] {
            let changes = compare(&old, &old.apply(&edit).expect("applies"));
            assert_eq!(changes.iter().map(|change| change.kind).collect::<Vec<_>>(), [kind], "{edit:?}");
        }
    }

    #[test]
    fn a_changed_value_names_its_row_and_both_values() {
        let old = lines(&["2012901", "2080505"]);
        let inserted = old.apply(&Edit::insert_rows(at!(expenditure.lines), 0, 1)).expect("row");
        let new = typed(&inserted, at!(expenditure.lines[2].basic), "0.015");
        let changes = compare(&old, &new);
        let value = changes.iter().find(|change| change.kind == ChangeKind::Value).expect("the value");
        assert_eq!(value.place, at!(expenditure.lines[2].basic));
        assert_eq!(value.label, "支出项目›支出明细›第3行（2080505）›基本支出");
        assert_eq!((value.old.as_str(), value.new.as_str()), ("0.01", "0.015"));
        assert_eq!(value.difference.map(|money| money.stored()).as_deref(), Some("50.00"));
        assert_eq!(changes.len(), 2);
    }

    #[test]
    fn a_text_that_cannot_be_read_is_what_stands_in_its_cell() {
        let path = at!(expenditure.lines[1].basic);
        let old = typed(&lines(&["2012901", "2080505"]), path, "12..5");
        let inserted = old.apply(&Edit::insert_rows(at!(expenditure.lines), 0, 1)).expect("row");
        let here = at!(expenditure.lines[2].basic);
        let read = compare(&old, &typed(&inserted, here, "12.5"));
        let value = read.iter().find(|change| change.place == here).expect("the value");
        assert_eq!((value.old.as_str(), value.new.as_str()), ("“12..5”（不能识别）", "12.50"));
        assert_eq!(value.difference, None, "it is no zero");
        let spoilt = compare(&lines(&["2012901", "2080505"]), &old);
        let value = spoilt.iter().find(|change| change.place == path).expect("the value");
        assert_eq!((value.old.as_str(), value.new.as_str()), ("0.01", "“12..5”（不能识别）"));
    }

    #[test]
    fn a_row_with_another_code_but_the_same_amounts_is_the_same_row() {
        let (old, new) = (lines(&["2012901", "2080505"]), lines(&["2012901", "2080506"]));
        let changes = compare(&old, &new);
        assert_eq!(changes.len(), 1);
        assert_eq!((changes[0].kind, changes[0].place), (ChangeKind::Value, at!(expenditure.lines[1].item)));
    }
}

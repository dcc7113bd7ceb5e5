//! Merging (合并): two people changed copies of one file; the changes of both go into one, value by value.

use std::collections::{HashMap, HashSet};

use crate::{
    document::{
        Document, Edit, Entry, Kind, Path,
        record::{Node, Record},
    },
    money::AmountUnit,
};

use super::{
    change::unreadable_words,
    merge_lists::RowMap,
    merge_marks::Marks,
    step::{Step, applied},
};

/// Whose value a conflict is settled with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MergeSide {
    /// What is there stays.
    #[default]
    Ours,
    /// The other file's.
    Theirs,
}

/// A place that both have changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where, in the merged document.
    pub place: Path,
    /// Where, in words.
    pub label: String,
    /// What it was before both; `None` when that is not known.
    pub base: Option<String>,
    /// Here.
    pub ours: String,
    /// In the other file.
    pub theirs: String,
}

/// Two documents to be merged.
#[derive(Clone, Debug)]
pub struct Merge {
    base: Option<Document>,
    pub(super) ours: Document,
    pub(super) theirs: Document,
    /// What is to be chosen, in the order of the file.
    pub conflicts: Vec<Conflict>,
    /// How many changes of the other file come in without a question.
    pub taken: usize,
}

impl Merge {
    /// Merges `theirs` into `ours`. Without `base`, the document that both began with, every difference is a conflict.
    pub fn new(base: Option<&Document>, ours: &Document, theirs: &Document) -> Self {
        let base = base.map(Document::content);
        let merge = Self { base, ours: ours.clone(), theirs: theirs.clone(), conflicts: Vec::new(), taken: 0 };
        let (taken, conflicts, _) = merge.run(&[]);
        Self { taken, conflicts, ..merge }
    }

    /// The edit, one step to undo, that makes the merge; a conflict without a choice keeps what is there.
    pub fn edit(&self, choices: &[MergeSide]) -> Edit {
        let (_, _, edits) = self.run(choices);
        Edit::Many { label: "合并另一份文件的修改".to_owned(), edits }
    }

    fn run(&self, choices: &[MergeSide]) -> (usize, Vec<Conflict>, Vec<Edit>) {
        let mut merger = Merger {
            choices,
            merge: self,
            steps: Vec::new(),
            conflicts: Vec::new(),
            taken: 0,
            maps: HashMap::new(),
            texts: Vec::new(),
            decided: HashSet::new(),
            marks: Marks::default(),
        };
        let (ours, theirs) = (self.ours.content(), self.theirs.content());
        let base = self.base.as_ref();
        let at = Places { base: Some(Path::ROOT), ours: Path::ROOT, there: Path::ROOT, here: Path::ROOT };
        merger.record(base.map(|base| base as &dyn Record), &ours, &theirs, at, &|name| {
            !matches!(name, "published" | "unreadable")
        });
        // The steps were made for this document, so they fit; published totals of removed rows were removed with them.
        let work = applied(&ours, &merger.steps).unwrap_or_else(|_| ours.clone());
        let is_published = |name: &str| name == "published";
        merger.record(base.map(|base| base as &dyn Record), &work, &theirs, at, &is_published);
        let mut edits: Vec<Edit> = merger.steps.iter().map(Step::edit).collect();
        edits.extend(merger.new_unreadable_texts(&ours));
        edits.append(&mut merger.texts);
        edits.extend(merger.review_data());
        edits.extend(merger.filled_marks());
        (merger.taken, merger.conflicts, edits)
    }
}

/// The same place in what both began with, in ours, in theirs, and in the merged document.
#[derive(Clone, Copy)]
pub(super) struct Places {
    pub base: Option<Path>,
    pub ours: Path,
    pub there: Path,
    pub here: Path,
}

impl Places {
    fn field(self, name: &'static str) -> Self {
        let field = |path: Path| path.field(name);
        Self { base: self.base.map(field), ours: field(self.ours), there: field(self.there), here: field(self.here) }
    }
}

/// What stands in a cell: its value, and the text for which it is blank.
#[derive(PartialEq)]
struct CellContent<'a> {
    entry: Entry,
    text: Option<&'a str>,
}

impl CellContent<'_> {
    fn words(&self, kind: Kind, unit: AmountUnit) -> String {
        self.text.map_or_else(|| self.entry.text(kind, unit), unreadable_words)
    }
}

pub(super) struct Merger<'a> {
    pub choices: &'a [MergeSide],
    pub merge: &'a Merge,
    pub steps: Vec<Step>,
    pub conflicts: Vec<Conflict>,
    pub taken: usize,
    /// By their list.
    pub maps: HashMap<Path, RowMap>,
    /// Puts in the texts that were taken over although they can't be read.
    texts: Vec<Edit>,
    /// Their places of which it is decided whether such a text comes in.
    decided: HashSet<Path>,
    pub marks: Marks,
}

impl Merger<'_> {
    /// Merges two records; `base` is `None` where there is none or it is not known.
    pub fn record(
        &mut self,
        base: Option<&dyn Record>,
        ours: &dyn Record,
        theirs: &dyn Record,
        at: Places,
        wanted: &dyn Fn(&str) -> bool,
    ) {
        for (index, field) in ours.fields().iter().enumerate().filter(|(_, field)| wanted(field.name)) {
            let place = at.field(field.name);
            let before = base.and_then(|base| base.node(index));
            match (ours.node(index), theirs.node(index)) {
                (Some(Node::Leaf(ours)), Some(Node::Leaf(theirs))) => {
                    let before = match before {
                        Some(Node::Leaf(entry)) => Some(entry),
                        _ => None,
                    };
                    self.value(before, ours, theirs, place);
                }
                (Some(Node::Record(ours)), Some(Node::Record(theirs))) => {
                    let before = match before {
                        Some(Node::Record(record)) => Some(record),
                        _ => None,
                    };
                    self.record(before, ours, theirs, place, &|_| true);
                }
                (Some(Node::List(ours)), Some(Node::List(theirs))) => {
                    let before = match before {
                        Some(Node::List(rows)) => Some(rows),
                        _ => None,
                    };
                    self.list(before, ours, theirs, place);
                }
                _ => {}
            }
        }
        if at.here != Path::ROOT || wanted("") {
            self.unknown(base, ours, theirs, at.here);
        }
    }

    fn value(&mut self, base: Option<Entry>, ours: Entry, theirs: Entry, at: Places) {
        let merge = self.merge;
        let base_text = at.base.zip(merge.base.as_ref()).and_then(|(path, base)| base.unreadable_text(path));
        let base = base.map(|entry| CellContent { entry, text: base_text });
        let ours = CellContent { entry: ours, text: merge.ours.unreadable_text(at.ours) };
        let theirs = CellContent { entry: theirs, text: merge.theirs.unreadable_text(at.there) };
        if theirs.text.is_some() {
            self.decided.insert(at.there);
        }
        if ours == theirs || base.as_ref() == Some(&theirs) {
            self.marks.keep_ours(merge, at, ours == theirs);
            return;
        }
        let path = at.here;
        let kind = Document::kind_at(path).unwrap_or(Kind::Text);
        let unit = merge.ours.unit_at(path);
        let takes = base.as_ref() == Some(&ours)
            || self.theirs_chosen(Conflict {
                place: path,
                label: Document::label_at(path),
                base: base.as_ref().map(|base| base.words(kind, unit)),
                ours: ours.words(kind, unit),
                theirs: theirs.words(kind, unit),
            });
        if takes {
            self.taken += 1;
            // A blank put over a blank takes away the text that stood for it.
            self.steps.push(Step::Value { path, old: ours.entry, new: theirs.entry });
            self.texts.extend(theirs.text.map(|text| Edit::KeepText { path, text: text.to_owned() }));
        } else {
            self.marks.keep_ours(merge, at, false);
        }
    }

    /// Notes a conflict; whether it is settled with their side.
    pub fn theirs_chosen(&mut self, conflict: Conflict) -> bool {
        let choice = self.choices.get(self.conflicts.len()).copied().unwrap_or_default();
        self.conflicts.push(conflict);
        choice == MergeSide::Theirs
    }

    fn unknown(&mut self, base: Option<&dyn Record>, ours: &dyn Record, theirs: &dyn Record, record: Path) {
        let json = |record: &dyn Record, name: &str| record.unknown().get(name).map(|json| json.get().to_owned());
        let names =
            ours.unknown().keys().chain(theirs.unknown().keys().filter(|name| !ours.unknown().contains_key(*name)));
        for name in names {
            let (old, new) = (json(ours, name), json(theirs, name));
            let before = base.map(|base| json(base, name));
            if old == new || before.as_ref() == Some(&new) {
                continue;
            }
            let takes = before.as_ref() == Some(&old)
                || self.theirs_chosen(Conflict {
                    place: record,
                    label: format!("{}›{name}", Document::label_at(record)),
                    base: before.flatten(),
                    ours: old.clone().unwrap_or_default(),
                    theirs: new.clone().unwrap_or_default(),
                });
            if takes {
                self.taken += 1;
                self.steps.push(Step::Unknown { record, name: name.clone(), old, new });
            }
        }
    }

    /// Unreadable texts of rows that only they have.
    fn new_unreadable_texts(&self, ours: &Document) -> Vec<Edit> {
        let work = applied(ours, &self.steps).unwrap_or_else(|_| ours.clone());
        let new = self.merge.theirs.unreadable.iter();
        new.filter_map(|entry| {
            let there = Document::parse_path(&entry.cell).filter(|there| !self.decided.contains(there))?;
            let path = self.place_here(there)?;
            let free = work.entry(path).is_some_and(|entry| entry.is_blank()) && work.unreadable_text(path).is_none();
            free.then(|| Edit::KeepText { path, text: entry.text.to_string() })
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        compare::{apply_changes, compare, testing::*},
        document::Note,
        testing::typed,
    };
    use proptest::prelude::*;

    fn merged(merge: &Merge, ours: &Document, choices: &[MergeSide]) -> Document {
        ours.apply(&merge.edit(choices)).expect("a merge fits")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn merging_what_only_one_has_changed_gives_that(base in documents(25), seeds in seeds(10)) {
            let changed = edited(&base, &seeds);
            let theirs = Merge::new(Some(&base), &base, &changed);
            prop_assert_eq!(&theirs.conflicts, &[]);
            let done = merged(&theirs, &base, &[]);
            let left = compare(&done, &changed);
            // Texts that cannot be read are kept beside their cells, in whatever order.
            prop_assert!(left.iter().all(|change| matches!(change.tab(), Some("unreadable" | "published"))), "{left:?}");
            let ours = Merge::new(Some(&base), &changed, &base);
            prop_assert_eq!(merged(&ours, &changed, &[]).content(), changed.content());
        }

        #[test]
        fn edits_of_different_parts_merge_to_both(base in documents(25), a in seeds(10), b in seeds(10)) {
            let only = |seeds: &[Seed], parts: &[&str]| {
                let changes = compare(&base, &edited(&base, seeds)).into_iter();
                let wanted = changes.filter(|change| change.tab().is_some_and(|tab| parts.contains(&tab)));
                apply_changes(&wanted.collect::<Vec<_>>())
            };
            let here = only(&a, &["unit", "expenditure", "three_public", "report", "codes"]);
            let there = only(&b, &["income", "performance", "targets", "other", "parameters"]);
            let (ours, theirs) = (base.apply(&here).expect("applies"), base.apply(&there).expect("applies"));
            let merge = Merge::new(Some(&base), &ours, &theirs);
            prop_assert_eq!(&merge.conflicts, &[]);
            let left = compare(&merged(&merge, &ours, &[]), &ours.apply(&there).expect("applies"));
            prop_assert!(left.iter().all(|change| matches!(change.tab(), Some("unreadable" | "published"))), "{left:?}");
        }

        #[test]
        fn any_two_files_merge_and_twice_is_once(base in documents(20), a in seeds(8), b in seeds(8)) {
            let (ours, theirs) = (edited(&base, &a), edited(&base, &b));
            for base in [Some(&base), None] {
                let merge = Merge::new(base, &ours, &theirs);
                merged(&merge, &ours, &vec![MergeSide::Theirs; merge.conflicts.len()]);
                let kept = merged(&merge, &ours, &[]);
                let again = Merge::new(Some(&ours), &kept, &ours);
                prop_assert_eq!(&again.conflicts, &[]);
            }
        }

        #[test]
        fn without_a_base_nothing_of_ours_is_lost_unasked(ours in documents(20), theirs in documents(20)) {
            let merge = Merge::new(None, &ours, &theirs);
            let kept = merged(&merge, &ours, &[]);
            let lost = compare(&ours, &kept).into_iter().filter(|change| change.tab() != Some("unreadable"));
            prop_assert_eq!(lost.collect::<Vec<_>>(), Vec::new());
        }
    }

    fn base() -> Document {
        let rows = ["2012901", "2080505", "2101101"].iter().enumerate();
        rows.fold(Document::default(), |document, (row, item)| {
            with_row(&document, at!(expenditure.lines), row, &[("item", item), ("basic", "100.00")])
        })
    }

    #[test]
    fn disjoint_edits_merge_to_both() {
        let base = base();
        let list = at!(expenditure.lines);
        let ours = typed(&base, at!(expenditure.lines[0].basic), "1");
        let ours = with_row(&ours, list, 1, &[("item", "2050803")]);
        let theirs = typed(&base, at!(expenditure.lines[2].project), "2");
        let theirs = with_row(&theirs, list, 3, &[("item", "2210201")]);
        let theirs = theirs.apply(&Edit::remove_rows(list, 1, 1)).expect("row");
        let merge = Merge::new(Some(&base), &ours, &theirs);
        assert_eq!((merge.conflicts.len(), merge.taken), (0, 3));
        let done = merged(&merge, &ours, &[]);
        let items: Vec<_> = done.expenditure.lines.iter().map(|line| line.item.to_string()).collect();
        assert_eq!(items, ["2012901", "2050803", "2101101", "2210201"]);
        assert_eq!(done.expenditure.lines[0].basic.map(|money| money.stored()).as_deref(), Some("10000.00"));
        assert_eq!(done.expenditure.lines[2].project.map(|money| money.stored()).as_deref(), Some("20000.00"));
    }

    #[test]
    fn a_conflict_shows_both_and_is_chosen() {
        let base = base();
        let path = at!(expenditure.lines[1].basic);
        let (ours, theirs) = (typed(&base, path, "1"), typed(&base, path, "2"));
        let merge = Merge::new(Some(&base), &ours, &theirs);
        let [conflict] = &merge.conflicts[..] else { panic!("{:?}", merge.conflicts) };
        assert_eq!((conflict.ours.as_str(), conflict.theirs.as_str()), ("1.00", "2.00"));
        assert_eq!(conflict.base.as_deref(), Some("0.01"));
        assert_eq!(merged(&merge, &ours, &[]), ours);
        assert_eq!(merged(&merge, &ours, &[MergeSide::Theirs]), theirs);
    }

    #[test]
    fn a_text_that_cannot_be_read_is_what_a_side_has() {
        let base = base();
        let path = at!(expenditure.lines[1].basic);
        let unread = "“12..5”（不能识别）";
        let kept = |done: &Document| (done.entry(path), done.unreadable_text(path).map(str::to_owned));
        let (text, number, blank) = (typed(&base, path, "12..5"), typed(&base, path, "2"), typed(&base, path, ""));
        for (ours, theirs, words) in [
            (&text, &number, (unread, "2.00")),
            (&number, &text, ("2.00", unread)),
            (&text, &blank, (unread, "")),
            (&blank, &text, ("", unread)),
            (&text, &typed(&base, path, "一百"), (unread, "“一百”（不能识别）")),
        ] {
            let merge = Merge::new(Some(&base), ours, theirs);
            let [conflict] = &merge.conflicts[..] else { panic!("{:?}", merge.conflicts) };
            assert_eq!((conflict.ours.as_str(), conflict.theirs.as_str()), words);
            assert_eq!(kept(&merged(&merge, ours, &[])), kept(ours), "{words:?}");
            assert_eq!(kept(&merged(&merge, ours, &[MergeSide::Theirs])), kept(theirs), "{words:?}");
            // Where only one has changed it, nobody is asked.
            for one in [ours, theirs] {
                let (there, here) = (Merge::new(Some(&base), &base, one), Merge::new(Some(&base), one, &base));
                assert_eq!((there.conflicts.len(), here.conflicts.len()), (0, 0));
                assert_eq!(kept(&merged(&there, &base, &[])), kept(one));
                assert_eq!(kept(&merged(&here, one, &[])), kept(one));
            }
        }
    }

    #[test]
    fn a_text_that_cannot_be_read_is_followed_through_moved_rows() {
        let list = at!(expenditure.lines);
        let base = typed(&base(), at!(expenditure.lines[1].basic), "12..5");
        // They have mended it and put a row before it; here another row went in.
        let theirs = with_row(&typed(&base, at!(expenditure.lines[1].basic), "12.5"), list, 0, &[("item", "2050803")]);
        let ours = with_row(&base, list, 1, &[("item", "2210201")]);
        let merge = Merge::new(Some(&base), &ours, &theirs);
        assert_eq!(merge.conflicts, []);
        let done = merged(&merge, &ours, &[]);
        assert!(done.unreadable.is_empty(), "{:?}", done.unreadable);
        let row = done.expenditure.lines.iter().position(|line| &*line.item == "2080505").expect("the row");
        let amount = done.expenditure.lines[row].basic.map(|money| money.stored());
        assert_eq!(amount.as_deref(), Some("125000.00"));
        // A row that only they have brings its text along.
        let theirs = typed(&with_row(&base, list, 0, &[("item", "2050803")]), at!(expenditure.lines[0].project), "坏");
        let done = merged(&Merge::new(Some(&base), &ours, &theirs), &ours, &[]);
        let texts: Vec<&str> = done.unreadable.iter().map(|entry| &*entry.text).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts.contains(&"坏") && texts.contains(&"12..5"));
    }

    #[test]
    fn a_row_removed_here_and_changed_there_is_a_conflict() {
        let base = base();
        let list = at!(expenditure.lines);
        let without = base.apply(&Edit::remove_rows(list, 1, 1)).expect("row");
        let changed = typed(&base, at!(expenditure.lines[1].basic), "2");
        for (ours, theirs) in [(&without, &changed), (&changed, &without)] {
            let merge = Merge::new(Some(&base), ours, theirs);
            assert_eq!(merge.conflicts.len(), 1);
            assert_eq!(merged(&merge, ours, &[]), *ours);
            assert_eq!(merged(&merge, ours, &[MergeSide::Theirs]), *theirs);
        }
    }

    #[test]
    fn notes_of_the_other_file_come_along_at_their_rows() {
        let base = base();
        let list = at!(expenditure.lines);
        let ours = with_row(&base, list, 0, &[("item", "2050803")]);
        let mut theirs = base.clone();
        let place = crate::document::Text::new("/expenditure/lines/1/basic");
        theirs.review.notes.push(Note { place, ..Default::default() });
        let merge = Merge::new(Some(&base), &ours, &theirs);
        let done = merged(&merge, &ours, &[]);
        assert_eq!(&*done.review.notes[0].place, "/expenditure/lines/2/basic");
        assert_eq!(merged(&Merge::new(Some(&base), &done, &theirs), &done, &[]).review.notes.len(), 1, "once");
    }
}

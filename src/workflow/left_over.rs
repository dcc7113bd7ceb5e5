//! Whether work that a crash left behind contains anything that its file does not contain by now.

use crate::{
    compare::Merge,
    document::{Document, FoldedSaves, List, Text},
};

use super::common_ancestor;

/// Whether `work` adds nothing to `file`: everything that it changed since their common beginning is in the file, too.
/// `begun` is that beginning, where it is known; otherwise it is found by the records of both.
pub fn brings_nothing(file: &Document, work: &Document, begun: Option<&Document>) -> bool {
    if without_saves(file) == without_saves(work) {
        return true;
    }
    // Without a common beginning any difference may be unsaved work.
    let known = || common_ancestor(file, work);
    let Some(base) = begun.cloned().or_else(known) else { return false };
    let merge = Merge::new(Some(&base), file, work);
    let merged = file.apply(&merge.edit(&[]));
    merge.conflicts.is_empty() && merged.is_ok_and(|merged| without_saves(&merged) == without_saves(file))
}

/// Everything except what a save itself writes.
fn without_saves(document: &Document) -> Document {
    let mut document = document.clone();
    document.review.history = List::default();
    document.review.folded = FoldedSaves::default();
    // The first save gives the accounts their identity.
    document.review.identity = Text::default();
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Edit, Entry},
        workflow::{Stamp, record_save},
    };

    fn with(document: &Document, year: u32, retired: u32) -> Document {
        let set = |path, number| Edit::Set { path, entry: Entry::Count(number) };
        let edits = vec![set(at!(unit.year), year), set(at!(unit.staff.retired), retired)];
        document.apply(&Edit::Many { label: String::new(), edits }).expect("fits")
    }

    fn saved(document: &Document, before: Option<&Document>) -> Document {
        record_save(document, before, &Stamp::default()).expect("something changed")
    }

    #[test]
    fn what_the_file_holds_by_now_is_no_work() {
        let opened = saved(&with(&Document::default(), 2023, 1), None);
        let kept = with(&opened, 2024, 1);
        let file = saved(&with(&opened, 2024, 5), Some(&opened));
        assert!(brings_nothing(&file, &file, None), "the same");
        assert!(brings_nothing(&file, &kept, None), "the session went on from it and was saved");
        assert!(brings_nothing(&file, &opened, None), "a former save");
    }

    #[test]
    fn what_the_file_does_not_hold_is_work() {
        let opened = saved(&with(&Document::default(), 2023, 1), None);
        let file = saved(&with(&opened, 2024, 5), Some(&opened));
        assert!(!brings_nothing(&file, &with(&opened, 2025, 1), None), "another value of the same place");
        assert!(!brings_nothing(&opened, &with(&opened, 2024, 1), None), "not saved yet");
        assert!(!brings_nothing(&file, &with(&file, 2023, 1), None), "taken back after the save");
        let stranger = with(&Document::default(), 2022, 9);
        assert!(!brings_nothing(&file, &stranger, None), "nothing tells how they belong together");
    }
}

//! Tests of the session: history, files and recovery copies together.

use super::*;
use crate::{
    at,
    document::{Entry, Path},
    money::Money,
    storage::{DiskState, backup_path, find_recoveries, write_file},
};

fn year(year: u32) -> Edit {
    Edit::Set { path: at!(unit.year), entry: Entry::Count(year) }
}

struct TestFolder {
    folder: tempfile::TempDir,
}

impl TestFolder {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("folder") }
    }
    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
    fn data(&self) -> DataFolder {
        DataFolder::at(self.file("data"))
    }
    fn session(&self) -> Session {
        Session::new(Some(self.data()))
    }
}

#[test]
fn undo_says_what_it_undoes_and_where() {
    let mut session = Session::new(None);
    assert!(session.next_undo().is_none());
    let path = at!(three_public.actual.reception_domestic);
    let edit = Edit::Set { path, entry: Entry::Money(Money::from_fen(100)) };
    assert_eq!(session.apply(&edit), Ok(true));
    assert_eq!(session.next_undo().expect("a step").label, "修改 国内公务接待费");
    assert_eq!(session.undo().and_then(|change| change.place), Some(path));
    assert_eq!(session.document().entry(path), Some(Entry::Blank));
    assert!(session.next_undo().is_none());
    assert_eq!(session.next_redo().expect("a step").label, "修改 国内公务接待费");
    assert_eq!(session.redo().and_then(|change| change.place), Some(path));
    assert_eq!(session.document().entry(path), Some(Entry::Money(Money::from_fen(100))));
    assert_eq!(session.redo(), None);
}

#[test]
fn an_edit_without_effect_makes_no_step_and_a_wrong_one_changes_nothing() {
    let mut session = Session::new(None);
    assert_eq!(session.apply(&Edit::Set { path: at!(unit.year), entry: Entry::Blank }), Ok(false));
    assert!(session.apply(&Edit::Set { path: Path::ROOT, entry: Entry::Blank }).is_err());
    assert_eq!((session.next_undo(), session.is_modified(), session.revision()), (None, false, 0));
}

#[test]
fn undone_to_the_saved_state_is_not_modified_even_across_a_save() {
    let place = TestFolder::new();
    let mut session = place.session();
    session.apply(&year(2023)).expect("applies");
    assert_eq!(session.save(IfChanged::Refuse), Err(SaveError::Unnamed));
    session.save_as(&place.file("a.juesuan")).expect("saved");
    assert_eq!(session.title(), "a.juesuan — 决算公开编审");
    session.apply(&year(2024)).expect("applies");
    assert_eq!(session.title(), "*a.juesuan — 决算公开编审");
    session.undo().expect("a step");
    assert!(!session.is_modified());
    session.undo().expect("a step before the save");
    assert!(session.is_modified());
    session.apply(&year(2023)).expect("applies");
    assert!(!session.is_modified(), "the same content, come by another way");
    assert_eq!(session.next_redo(), None);
}

#[test]
fn the_history_keeps_the_last_500_steps() {
    let mut session = Session::new(None);
    for step in 1..=MAX_STEPS as u32 + 10 {
        session.apply(&year(step)).expect("applies");
    }
    let undone = std::iter::from_fn(|| session.undo()).count();
    assert_eq!(undone, MAX_STEPS);
    assert_eq!(session.document().unit.year, Some(10));
}

#[test]
fn a_refused_file_leaves_the_open_document_alone() {
    let place = TestFolder::new();
    let mut session = place.session();
    session.save_as(&place.file("a.juesuan")).expect("saved");
    session.apply(&year(2024)).expect("applies");
    let before = (session.document().clone(), session.revision(), session.title());
    write_file(&place.file("bad.json"), b"{").expect("written");
    assert!(session.open(&place.file("bad.json")).is_err());
    assert_eq!((session.document().clone(), session.revision(), session.title()), before);
    assert_eq!(session.path(), Some(&*place.file("a.juesuan")));
    assert!(session.is_modified() && session.undo().is_some());
}

#[test]
fn a_file_changed_by_someone_else_is_replaced_only_when_told_to() {
    let place = TestFolder::new();
    let path = place.file("a.juesuan");
    let (mut ours, mut theirs) = (place.session(), place.session());
    ours.save_as(&path).expect("saved");
    theirs.open(&path).expect("opens");
    theirs.apply(&year(1)).expect("applies");
    theirs.save(IfChanged::Refuse).expect("saved");

    ours.apply(&year(2)).expect("applies");
    let state = |session: &Session| session.disk_check().and_then(DiskCheck::run);
    assert_eq!([&ours, &theirs].map(state), [Some(DiskState::Changed), Some(DiskState::Same)]);
    assert_eq!(ours.save(IfChanged::Refuse), Err(SaveError::ChangedOnDisk));
    assert!(ours.is_modified());
    ours.save(IfChanged::Overwrite).expect("saved");
    assert!(!ours.is_modified());
    let mut kept = place.session();
    kept.open(&backup_path(&path)).expect("the other version is the backup");
    assert_eq!(kept.document().unit.year, Some(1));
}

#[test]
fn work_of_a_crashed_session_is_taken_over_with_its_file() {
    let place = TestFolder::new();
    let path = place.file("a.juesuan");
    let mut crashed = place.session();
    crashed.save_as(&path).expect("saved");
    assert_eq!(crashed.autosave(), Ok(false), "nothing is unsaved");
    crashed.apply(&year(2024)).expect("applies");
    assert_eq!(crashed.autosave(), Ok(true));
    assert_eq!(crashed.autosave(), Ok(false), "kept already");
    drop(crashed);

    let mut session = place.session();
    let recovery = find_recoveries(&place.data()).recoveries.pop().expect("offered");
    let revision = recovery.draft.revision;
    session.adopt(recovery);
    assert_eq!(session.document().unit.year, Some(2024));
    assert!(session.is_modified() && session.revision() > revision);
    assert_eq!(session.path(), Some(&*path));
    drop(session);

    let mut session = place.session();
    let mut found = find_recoveries(&place.data()).recoveries;
    assert_eq!(found.len(), 1, "still unsaved, and still kept once");
    session.adopt(found.remove(0));
    session.save(IfChanged::Refuse).expect("the file is as the crashed session had saved it");
    session.close();
    assert!(find_recoveries(&place.data()).recoveries.is_empty());
    let mut reopened = place.session();
    reopened.open(&path).expect("opens");
    assert_eq!(reopened.document().unit.year, Some(2024));
}

#[test]
fn given_up_work_leaves_no_copy_and_a_late_autosave_makes_none() {
    let place = TestFolder::new();
    let mut session = place.session();
    session.apply(&year(1)).expect("applies");
    let late = session.autosave_job().expect("a job");
    session.start(Document::default());
    late.run().expect("not written");
    session.apply(&year(2)).expect("applies");
    assert_eq!(session.autosave(), Ok(true));
    session.undo().expect("a step");
    assert_eq!(session.autosave(), Ok(false), "back at the saved state");
    session.close();
    assert!(find_recoveries(&place.data()).recoveries.is_empty());
}

#[test]
fn each_save_is_recorded_once_and_undo_leaves_the_records() {
    let place = TestFolder::new();
    let mut session = place.session();
    session.set_author("张三");
    session.set_clock(|| {
        chrono::NaiveDate::from_ymd_opt(2025, 8, 20).and_then(|day| day.and_hms_opt(9, 30, 0)).expect("time")
    });
    session.apply(&year(2023)).expect("year");
    session.save_as(&place.file("a.juesuan")).expect("saved");
    session.apply(&year(2024)).expect("year");
    session.save(IfChanged::Refuse).expect("saved");
    session.save(IfChanged::Refuse).expect("saved");
    let history = &session.document().review.history;
    assert_eq!(history.len(), 2);
    assert_eq!((&*history[1].author, &*history[1].time), ("张三", "2025-08-20 09:30:00"));
    assert_eq!((&*history[1].changes[0].old, &*history[1].changes[0].new), ("2023", "2024"));
    assert_eq!(session.generations().len(), 2);

    session.undo().expect("undone");
    assert_eq!((session.document().unit.year, session.document().review.history.len()), (Some(2023), 2));
    session.redo().expect("redone");
    assert!(!session.is_modified());
    session.undo().expect("undone");
    session.save(IfChanged::Refuse).expect("saved");
    assert_eq!(session.document().review.history[2].changes[0].new.to_string(), "2023");
    let mut again = place.session();
    again.open(&place.file("a.juesuan")).expect("opens");
    assert_eq!(again.document(), session.document());
    assert_eq!(again.generations()[0].open().expect("opens").document, **session.document());
}

#[test]
fn a_run_of_typing_is_one_step_and_none_when_it_comes_back() {
    let place = TestFolder::new();
    let mut session = place.session();
    session.apply(&year(2020)).expect("applies");
    let (first, second) = (TypingRun::begin(), TypingRun::begin());
    for typed in [2, 20, 202] {
        session.apply_typed(&year(typed), first).expect("applies");
    }
    session.apply_typed(&year(7), second).expect("applies");
    session.undo().expect("the second run");
    assert_eq!(session.document().unit.year, Some(202));
    session.undo().expect("the first run, whole");
    assert_eq!(session.document().unit.year, Some(2020));
    session.redo().expect("redone");
    session.apply_typed(&year(2020), first).expect("typed after undoing: a step of its own");
    session.undo().expect("undone");
    assert_eq!(session.document().unit.year, Some(202));

    let run = TypingRun::begin();
    let before = session.next_undo().cloned();
    session.apply_typed(&year(5), run).expect("applies");
    session.apply_typed(&year(202), run).expect("applies");
    assert_eq!(session.next_undo().cloned(), before, "nothing is left to be undone");
}

#[test]
fn what_is_being_typed_is_kept_beside_a_saved_document() {
    let place = TestFolder::new();
    let path = place.file("a.juesuan");
    let mut session = place.session();
    session.apply(&year(2024)).expect("applies");
    session.save_as(&path).expect("saved");
    let half = Pending { kind: "value".to_owned(), place: "/unit/year".to_owned(), ..Pending::default() };
    assert!(session.set_pending(vec![half.clone()]) && !session.set_pending(vec![half.clone()]));
    assert!(session.has_unsaved_work() && !session.is_modified());
    assert_eq!(session.autosave(), Ok(true));
    session.save(IfChanged::Refuse).expect("saved");
    assert_eq!(session.autosave(), Ok(true), "a save is none of it");
    drop(session);

    let recovery = find_recoveries(&place.data()).recoveries.pop().expect("offered");
    assert_eq!(recovery.draft.pending, [half]);
    let mut session = place.session();
    session.adopt(recovery);
    assert!(!session.is_modified(), "the file holds the document");
    session.set_pending(Vec::new());
    assert_eq!(session.autosave(), Ok(false), "it was entered or given up");
    drop(session);
    assert!(find_recoveries(&place.data()).recoveries.is_empty());
}

/// Killed after the save and before the end of the copy: whoever starts again is not asked about an older state.
#[test]
fn a_copy_is_never_older_than_the_file_that_was_saved() {
    let place = TestFolder::new();
    let path = place.file("a.juesuan");
    for is_new in [true, false] {
        let mut session = place.session();
        if !is_new {
            session.open(&path).expect("opens");
        }
        session.apply(&year(1)).expect("applies");
        assert_eq!(session.autosave(), Ok(true));
        session.apply(&year(2)).expect("applies");
        // A save up to where it is killed.
        session.save_as_job(&path).run().map(drop).expect("saved");
        drop(session);
        assert!(find_recoveries(&place.data()).recoveries.is_empty(), "new: {is_new}");
    }
}

/// A session that waits for nothing but figures and charts.
fn hurried(document: Document) -> Session {
    let mut session = Session::new(None);
    session.start(document);
    session.conclude_apart(std::time::Duration::ZERO);
    session
}

#[test]
fn report_and_findings_of_a_long_document_follow_beside_the_drawing() {
    let mut session = hurried(crate::testing::sample("clean.json"));
    assert!(!session.derived().is_behind(), "a document begins concluded");
    let before = session.derived().clone();
    let path = at!(three_public.actual.reception_domestic);
    let typed = |fen| Edit::Set { path, entry: Entry::Money(Money::from_fen(fen)) };
    session.apply(&typed(9_999_900)).expect("it fits");
    let ahead = session.derived().clone();
    assert!(ahead.is_behind());
    assert_eq!(ahead.figures.value_text(&path.into()), "9.9999万元", "figures are those of the content");
    assert!(Arc::ptr_eq(&ahead.review, &before.review), "findings are those before");

    let first = session.conclusion_job().expect("there is something to do");
    assert!(session.conclusion_job().is_none(), "one at a time");
    session.apply(&typed(8_888_800)).expect("it fits");
    session.finish_conclusion(Some(first.run()));
    assert!(session.derived().is_behind(), "of a content that has changed since");
    let second = session.conclusion_job().expect("the next");
    session.finish_conclusion(Some(second.run()));
    let at_once = Derived::of(session.document());
    assert!(!session.derived().is_behind());
    assert_eq!(session.derived().review.findings, at_once.review.findings);
    assert_ne!(session.derived().review.findings, before.review.findings);

    session.undo().expect("a step");
    session.conclude();
    assert!(!session.derived().is_behind(), "whoever needs it now waits");
    session.redo().expect("a step");
    assert!(session.conclusion_job().is_some());
    session.finish_conclusion(None);
    assert!(!session.derived().is_behind(), "a job that broke off is done again");
}

#[test]
fn a_job_of_a_former_document_is_not_taken_over() {
    let mut session = hurried(crate::testing::sample("clean.json"));
    session.apply(&year(2023)).expect("it fits");
    let job = session.conclusion_job().expect("there is something to do");
    session.start(Document::default());
    session.finish_conclusion(Some(job.run()));
    assert!(Arc::ptr_eq(session.derived().document(), session.document()));
    assert!(!session.derived().is_behind());
}

#[test]
fn findings_about_rows_that_have_gone_harm_nothing() {
    let sample = crate::testing::reference_sample();
    for list in crate::large_sample::lists() {
        let filled = crate::large_sample::with_rows(&sample, list, 3, crate::large_sample::Filling::Distinct);
        let mut session = hurried(filled.expect("a list"));
        let rows = session.document().row_count(list).expect("a list");
        session.apply(&Edit::remove_rows(list, 0, rows)).expect("it fits");
        let derived = session.derived();
        assert!(derived.is_behind());
        derived.attention();
        derived.remarks();
        for finding in &derived.review.findings {
            derived.entered_place(finding);
            for cell in &finding.cells {
                derived.figures.value_text(cell);
                derived.figures.explain(cell);
                derived.findings_at(cell).count();
            }
        }
    }
}

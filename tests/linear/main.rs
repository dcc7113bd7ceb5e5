//! 每个列表都是线性的: eight times the rows are no more than ten times the work, whatever list has them.
//!
//! The lists are taken from the record description, so a new one is bound as soon as it is declared. Work is counted,
//! not timed: a clock on a busy machine says nothing, and the hardware's counters of instructions are not to be had in
//! every container. What is counted is what a search through a list for each of its rows must do:
//!
//! - allocations and allocated bytes, by the allocator of this test program;
//! - rows read and places compared, by `effort`, which catches searches that allocate nothing.
//!
//! What the document costs without the list is taken off first, so that it hides nothing. The time is in
//! `tests/bench/lists.rs`, for people.

use std::sync::Arc;

use allocation_counter::measure;
use juesuan::{
    at,
    compare::{Merge, MergeSide, apply_changes, compare},
    derived::Derived,
    document::{Document, Edit, Entry, Path, RowShift},
    effort,
    large_sample::{Filling, lists, with_rows, with_signatures},
    seal::KnownSigners,
    storage::{parse_project, write_project},
    workflow::{Overview, Stamp, Standing, record_save},
};

const FEW: usize = 1_000;
/// For what takes long for each row.
const SOME: usize = 125;
const TIMES: usize = 8;
/// How much more [`TIMES`] the rows may take.
const MOST: u64 = 10;
/// The same where two lists grow together, each with its own maps; one looked through for each row of the other would be
/// 64 times.
const MOST_OF_TWO: u64 = 16;
/// The same of bytes: what grows doubles, so that eight times the rows can take one doubling more.
const MOST_BYTES: u64 = 16;

/// A document in which everything is filled, so that each rule has something to do.
fn base() -> Document {
    let text = include_str!("../../samples/clean.json");
    parse_project(text.as_bytes()).expect("the sample opens")
}

/// What was done, by kind.
type Work = [(&'static str, u64); 3];

fn work(run: impl FnOnce()) -> Work {
    let before = effort::steps();
    let allocated = measure(run);
    [("allocations", allocated.count_total), ("bytes", allocated.bytes_total), ("steps", effort::steps() - before)]
}

/// Everything that the window has to know after an edit.
fn after_an_edit(document: &Arc<Document>) {
    let derived = Derived::of(document);
    derived.attention();
    derived.remarks();
    derived.carried();
    for index in [0, derived.review.findings.len() / 2] {
        derived.review.findings.get(index).map(|finding| derived.entered_place(finding));
    }
    derived.blockers();
    Overview::of(&derived);
    Standing::of(document, &KnownSigners::default());
}

/// What of `many` is too much for eight times the rows of `few`; what there is without any is taken off both.
fn too_much([none, few, many]: [Work; 3], rows: usize, most: u64) -> String {
    let mut faults = String::new();
    for (((kind, none), (_, few)), (_, many)) in none.into_iter().zip(few).zip(many) {
        // A list that nothing reads takes next to nothing.
        let least = rows as u64 * if kind == "bytes" { 100 } else { 2 };
        let (few, many) = (few.saturating_sub(none).max(least), many.saturating_sub(none));
        let most = if kind == "bytes" { MOST_BYTES } else { most };
        if many > few * most {
            faults += &format!("{kind} {few} → {many}, {} times\n", many / few);
        }
    }
    faults
}

/// What grows too fast for `stage`, list by list; blank when nothing does.
fn faults(filling: Filling, rows: usize, stage: fn(&Document, Path)) -> String {
    let mut faults = String::new();
    let base = base();
    // What the program reads only once is read before anything is counted.
    stage(&base, at!(expenditure.lines));
    for list in lists() {
        let of = |rows: usize| {
            let document = with_rows(&base, list, rows, filling).expect("a list");
            work(|| stage(&document, list))
        };
        let found = too_much([0, rows, TIMES * rows].map(of), rows, MOST);
        if !found.is_empty() {
            faults += &format!("{list} {filling:?}: {found}");
        }
    }
    faults
}

fn is_linear(stage: fn(&Document, Path)) {
    is_linear_from(FEW, stage);
}

fn is_linear_from(rows: usize, stage: fn(&Document, Path)) {
    std::thread::scope(|scope| {
        let all: Vec<_> =
            Filling::ALL.map(|filling| scope.spawn(move || faults(filling, rows, stage))).into_iter().collect();
        let faults: String = all.into_iter().map(|one| one.join().expect("no panic")).collect();
        assert_eq!(faults, "");
    });
}

#[test]
fn what_follows_from_an_edit() {
    is_linear(|document, _| after_an_edit(&Arc::new(document.clone())));
}

#[test]
fn an_edit_itself_and_what_a_save_records_of_it() {
    is_linear(|document, list| {
        let rows = document.row_count(list).unwrap_or_default();
        let edits = [
            Edit::Set { path: at!(unit.department), entry: Entry::Text("另一个单位".to_owned()) },
            Edit::insert_rows(list, rows / 2, 1),
            Edit::remove_rows(list, rows / 3, 1),
        ];
        let stamp = Stamp { author: "张三".into(), time: "2025-08-20 09:30:00".into(), program: String::new() };
        for edit in edits {
            let Ok(changed) = document.apply(&edit) else { continue };
            let changes = compare(document, &changed);
            document.apply(&apply_changes(&changes)).expect("applies");
            record_save(&changed, Some(document), &stamp);
        }
    });
}

#[test]
fn saving_and_opening() {
    is_linear(|document, _| {
        let bytes = write_project(document).expect("it can be written");
        parse_project(&bytes).expect("it opens");
    });
}

/// Every second row of a list taken out, those that are left in the reverse order, and some put in.
fn rearranged(document: &Document, list: Path) -> Document {
    let rows = document.row_count(list).unwrap_or_default();
    let gone = (0..rows / 2).map(|at| Edit::remove_rows(list, at, 1));
    let left = rows - rows / 2;
    let moved = (1..left).map(|from| Edit::Rows(RowShift::Move { list, from, to: 0 }));
    let put_in = (0..left / 2).map(|at| Edit::insert_rows(list, 2 * at, 1));
    let edits = gone.chain(moved).chain(put_in).collect();
    document.apply(&Edit::Many { label: String::new(), edits }).expect("the rows are there")
}

#[test]
fn comparing_two_files_whose_rows_stand_elsewhere() {
    is_linear_from(SOME, |document, list| {
        let changed = rearranged(document, list);
        for (old, new) in [(document, &changed), (&changed, document)] {
            let changes = compare(old, new);
            old.apply(&apply_changes(&changes)).expect("applies");
        }
    });
}

#[test]
fn merging_two_files_whose_rows_stand_elsewhere() {
    is_linear_from(SOME, |document, list| {
        let changed = rearranged(document, list);
        let edit = Edit::Set { path: at!(unit.department), entry: Entry::Text("另一个单位".to_owned()) };
        let ours = document.apply(&edit).expect("it fits");
        for base in [Some(document), None] {
            let merge = Merge::new(base, &ours, &changed);
            let choices = vec![MergeSide::Theirs; merge.conflicts.len()];
            ours.apply(&merge.edit(&choices)).expect("a merge fits");
        }
    });
}

/// Both lists are long and all rows belong together.
#[test]
fn score_groups_with_the_rows_below_them() {
    let of = |rows: usize| {
        let items = with_rows(&base(), at!(performance.score_items), rows, Filling::Alike).expect("a list");
        let document = with_rows(&items, at!(performance.score_groups), rows, Filling::Alike).expect("a list");
        work(|| after_an_edit(&Arc::new(document)))
    };
    assert_eq!(too_much([0, FEW, TIMES * FEW].map(of), FEW, MOST_OF_TWO), "");
}

/// A thousand valid records against an eighth of them: looked at for the first time, after an edit, and once more.
#[test]
fn signatures() {
    let of = |records: usize| {
        let (document, known) = with_signatures(&base(), records);
        let edit = Edit::Set { path: at!(unit.department), entry: Entry::Text("另一个单位".to_owned()) };
        work(|| {
            let standing = Standing::of(&document, &known);
            let counting = standing.verified.iter().filter(|one| one.verdict.counts()).count();
            assert_eq!(counting, records, "all are valid");
            let changed = document.apply(&edit).expect("it fits");
            after_an_edit(&Arc::new(changed.clone()));
            Standing::of(&changed, &known);
            let bytes = write_project(&changed).expect("it can be written");
            Standing::of(&parse_project(&bytes).expect("it opens"), &known);
        })
    };
    of(1);
    assert_eq!(too_much([0, SOME, TIMES * SOME].map(of), SOME, MOST), "");
}

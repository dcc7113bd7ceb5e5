//! For the tests of rules: a document from a few cells, and what one rule says about it.

use std::sync::Arc;

use crate::{
    at, charts,
    document::{Document, Edit, Entry, Kind, Path, PathStep, Shape},
    figures::Figures,
    money::AmountUnit,
    report::Report,
    rules::{Finding, Printed, Review, Rule, State, Verdict, judge},
};

/// A document with these cells typed in (in 万元); rows come into being as needed.
pub fn document(cells: &[(Path, &str)]) -> Arc<Document> {
    let mut document = Document::default();
    for (path, text) in cells {
        make_rows(&mut document, *path);
        let edit = match (Edit::type_text(*path, text, AmountUnit::Wan), Document::kind_at(*path)) {
            // Nobody can type it, but a file may contain it.
            (Edit::KeepText { path, text }, Some(Kind::Functional | Kind::Economic)) => {
                Edit::Set { path, entry: Entry::Text(text) }
            }
            (edit, _) => edit,
        };
        assert!(matches!(edit, Edit::Set { .. }), "{text} does not fit {path}");
        document = document.apply(&edit).expect("the cell exists");
    }
    Arc::new(document)
}

fn make_rows(document: &mut Document, path: Path) {
    let mut list = Path::ROOT;
    for step in path.steps() {
        if let PathStep::Row(row) = step {
            assert!(matches!(Document::field_at(list).expect("list").shape, Shape::List(_)));
            let rows = document.row_count(list).expect("list");
            let wanted = *row as usize + 1;
            if wanted > rows {
                let edit = Edit::insert_rows(list, rows, wanted - rows);
                *document = document.apply(&edit).expect("rows");
            }
        }
        list = list.then(*step);
    }
}

/// Everything that rules read of this document.
fn with_printed<R>(document: &Arc<Document>, read: impl FnOnce(&Printed) -> R) -> R {
    let figures = Figures::of(document);
    let charts = charts::all(&figures);
    let report = Report::of(&figures);
    read(&Printed::new(&figures, &report, &charts))
}

/// What all rules say.
pub fn review(document: &Arc<Document>) -> Review {
    with_printed(document, Review::of)
}

/// The cells, and a paragraph of one's own in a section of the report.
pub fn with_addition(
    mut cells: Vec<(Path, &'static str)>,
    topic: &'static str,
    text: &'static str,
) -> Vec<(Path, &'static str)> {
    cells.extend([(at!(report.additions[0].topic), topic), (at!(report.additions[0].text), text)]);
    cells
}

/// The findings and verdict of one rule.
pub fn run(rule: &'static Rule, document: &Arc<Document>) -> (Vec<Finding>, Verdict) {
    match rule.state {
        State::Active(run) => {
            let figures = Figures::of(document);
            judge(rule, &figures, |findings| run(&figures, findings))
        }
        State::Printed(run) => {
            with_printed(document, |printed| judge(rule, printed.figures, |findings| run(printed, findings)))
        }
        State::Concluding(_) => {
            let review = review(document);
            let found = review.findings.iter().filter(|finding| finding.rule == rule.id).cloned().collect();
            (found, review.verdicts[rule.id].clone())
        }
        _ => panic!("{} does not run", rule.id),
    }
}

/// A rule by its id.
pub fn rule(id: &str) -> &'static Rule {
    crate::rules::find(id).expect("a rule of this id")
}

/// The rule's first finding says just this, and leads somewhere.
#[track_caller]
pub fn fires(rule: &'static Rule, cells: &[(Path, &str)], message: &str) {
    let (found, _) = run(rule, &document(cells));
    let first = found.first().unwrap_or_else(|| panic!("{} is silent", rule.id));
    assert_eq!(first.message, message, "{}", rule.id);
    assert!(!first.cells.is_empty(), "{} leads nowhere", rule.id);
}

/// The rule was checked and found nothing.
#[track_caller]
pub fn passes(rule: &'static Rule, cells: &[(Path, &str)]) {
    let (found, verdict) = run(rule, &document(cells));
    assert_eq!(verdict, Verdict::Passed, "{found:?}");
}

/// The rule could not be checked.
#[track_caller]
pub fn is_not_checked(rule: &'static Rule, cells: &[(Path, &str)]) {
    let (found, verdict) = run(rule, &document(cells));
    assert!(matches!(verdict, Verdict::NotChecked(_)), "{verdict:?} {found:?}");
}

/// The rule has nothing to check.
#[track_caller]
pub fn is_not_applicable(rule: &'static Rule, cells: &[(Path, &str)]) {
    let (found, verdict) = run(rule, &document(cells));
    assert_eq!(verdict, Verdict::NotApplicable, "{found:?}");
}

//! The files under `samples/`: the clean one is silent, the faulty ones fire every rule, and the reference report
//! yields what a careful auditor would find in it, each thing once.

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

use juesuan::{
    derived::Derived,
    figures::{CellKey, Figures, T06, T09},
    rules::{self, Finding, Severity, State, Verdict},
    storage::{parse_project, write_project},
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

fn open(name: &str) -> Derived {
    let bytes = fs::read(folder().join(name)).unwrap();
    Derived::of(&Arc::new(parse_project(&bytes).unwrap()))
}

/// Every project file below `folder`, by its path.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn ids(derived: &Derived) -> BTreeSet<&'static str> {
    derived.review.findings.iter().map(|finding| finding.rule).collect()
}

fn of_rule<'a>(derived: &'a Derived, id: &str) -> Vec<&'a Finding> {
    derived.review.findings.iter().filter(|finding| finding.rule == id).collect()
}

#[test]
fn every_sample_is_written_as_the_program_saves() {
    let all = files(folder());
    assert!(all.len() > 10);
    for path in all {
        let bytes = fs::read(&path).unwrap();
        let document = parse_project(&bytes).unwrap();
        assert!(write_project(&document).unwrap() == bytes, "{} is not in the form the program saves", path.display());
    }
}

#[test]
fn the_clean_sample_is_silent_and_completely_checked() {
    let derived = open("clean.json");
    assert_eq!(derived.review.findings, Vec::new());
    for (id, verdict) in &derived.review.verdicts {
        assert!(!matches!(verdict, Verdict::NotChecked(_)), "{id} {verdict:?}");
    }
}

#[test]
fn projects_of_other_funds_stay_out_of_the_general_budget() {
    let bytes = fs::read(folder().join("clean.json")).unwrap();
    let figures = Figures::of(&Arc::new(parse_project(&bytes).unwrap()));
    let printed = |key| figures.tables.printed(key).unwrap();
    assert!(figures.document.performance.projects.iter().any(|project| *project.item == *"2296002"));
    assert_eq!(printed(CellKey::total(T09, "amount")), printed(CellKey::total(T06, "proj")));
    assert!(figures.tables.codes(T09).all(|code| code.as_str() != "2296002"));
}

#[test]
fn each_active_rule_is_fired_by_a_faulty_sample() {
    let mut fired = BTreeSet::new();
    for path in files(folder().join("faulty")) {
        let derived = Derived::of(&Arc::new(parse_project(&fs::read(&path).unwrap()).unwrap()));
        assert!(!derived.review.findings.is_empty(), "{} is not faulty", path.display());
        fired.extend(ids(&derived));
    }
    let is_active = |rule: &&rules::Rule| matches!(rule.state, State::Active(_) | State::Concluding(_));
    let silent: Vec<_> = rules::all().filter(is_active).map(|rule| rule.id).filter(|id| !fired.contains(id)).collect();
    assert_eq!(silent, Vec::<&str>::new());
}

#[test]
fn the_reference_report_yields_what_an_auditor_finds() {
    let derived = open("yanbian-2024.json");
    let found = ids(&derived);
    let missed: Vec<_> = EXPECTED.iter().filter(|id| !found.contains(**id)).collect();
    assert_eq!(missed, Vec::<&&str>::new());
    let unexpected: Vec<_> = found.iter().filter(|id| !EXPECTED.contains(id)).collect();
    assert_eq!(unexpected, Vec::<&&&str>::new());
}

#[test]
fn rounding_tails_of_the_reference_report_are_single_hints() {
    let derived = open("yanbian-2024.json");
    let tails: Vec<_> = derived.review.findings.iter().filter(|finding| finding.tail.is_some()).collect();
    assert!(tails.iter().all(|finding| finding.severity == Severity::Hint));
    let values: BTreeSet<_> = tails.iter().map(|finding| (&finding.expected, &finding.actual)).collect();
    assert_eq!(values.len(), tails.len(), "the same tail is shown twice");
    assert!(tails.len() <= 5, "{} tails", tails.len());
    assert!(derived.review.findings.len() <= 70, "{} findings", derived.review.findings.len());
}

#[test]
fn contradictions_of_the_reference_report_are_named_with_both_values() {
    let derived = open("yanbian-2024.json");
    for (id, words) in NAMED {
        let findings = of_rule(&derived, id);
        let is_named = findings.iter().any(|finding| words.iter().all(|word| finding.message.contains(word)));
        assert!(is_named, "{id} does not name {words:?}: {findings:#?}");
    }
}

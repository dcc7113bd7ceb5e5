//! The edited file against its project: nothing is told of a file that was only saved, everything of one that was edited.

mod beside;
mod by_hand;
mod changes;
pub mod package;
mod single_changes;
mod takeover;

use std::sync::Arc;

use super::cli::{run, sample};
use juesuan::{
    derived::Derived,
    document::{Document, Edit, Entry},
    draft::{DraftCheck, DraftOrigin},
    evidence,
    export::{DocumentStatus, Progress, docx, pdf},
    storage::parse_project,
    typeset::Engine,
};
use serde_json::Value;

fn opened(name: &str) -> Document {
    parse_project(&std::fs::read(sample(name)).unwrap()).unwrap()
}

fn derived(name: &str) -> Derived {
    Derived::of(&Arc::new(opened(name)))
}

fn exported(derived: &Derived) -> Vec<u8> {
    docx(derived, DocumentStatus::Draft, &Progress::default()).unwrap()
}

fn check(derived: &Derived, file: &[u8]) -> DraftCheck {
    DraftCheck::of(derived, &evidence::read(file).unwrap(), None)
}

fn said(check: &DraftCheck) -> Vec<String> {
    let line = |one: &juesuan::draft::Difference| format!("{} {} / {}", one.kind.name(), one.expected, one.found);
    check.differences.iter().map(line).collect()
}

/// Samples of every region and edition, and those with gaps and faults.
fn all_samples() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let names = |below: &str| {
        let files = std::fs::read_dir(folder.join(below)).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
        files.map(|path| format!("{below}{}", path.file_name().unwrap().to_string_lossy())).collect::<Vec<_>>()
    };
    [names(""), names("faulty/")].concat()
}

#[test]
fn nothing_is_told_of_what_was_just_exported() {
    for name in all_samples() {
        let derived = derived(&name);
        let word = check(&derived, &exported(&derived));
        assert!(word.is_same() && word.origin == DraftOrigin::Present, "{name}: {:?}", said(&word));
    }
    for name in ["clean.json", "national-2024.json"] {
        let derived = derived(name);
        let mut engine = Engine::embedded_only();
        let (pages, _) = pdf(&derived, DocumentStatus::Draft, &mut engine, &Progress::default()).unwrap();
        let printed = check(&derived, &pages);
        assert!(printed.is_same() && printed.origin == DraftOrigin::Present, "{name}: {:?}", said(&printed));
    }
}

#[test]
fn a_project_that_moved_on_is_told_from_a_file_that_was_edited() {
    let document = opened("clean.json");
    let before = Derived::of(&Arc::new(document.clone()));
    let file = exported(&before);
    let path = juesuan::at!(unit.staff.retired);
    let edit = Edit::Set { path, entry: Entry::Count(9) };
    let after = Derived::of(&Arc::new(document.apply(&edit).unwrap()));
    let evidence = evidence::read(&file).unwrap();

    let known = DraftCheck::of(&after, &evidence, Some(&before));
    let DraftOrigin::Moved { numbers: Some(numbers) } = &known.origin else { panic!("{:?}", known.origin) };
    assert!(numbers.iter().any(|number| number.source == path.into() && number.before == "8" && number.after == "9"));
    assert!(!known.differences.is_empty());
    assert!(known.differences.iter().all(|difference| difference.is_edit == Some(false)), "{:?}", said(&known));

    let lost = DraftCheck::of(&after, &evidence, None);
    assert_eq!(lost.origin, DraftOrigin::Moved { numbers: None });
    assert!(lost.differences.iter().all(|difference| difference.is_edit.is_none()));
}

#[test]
fn another_report_is_no_draft_of_this_project() {
    let file = exported(&derived("national-2024.json"));
    let foreign = check(&Derived::of(&Arc::new(Document::default())), &file);
    assert!(!foreign.is_same());
    let letter = package::with_body("<w:p><w:r><w:t>关于召开年度工作会议的通知</w:t></w:r></w:p>");
    let foreign = check(&derived("clean.json"), &letter);
    assert!(foreign.is_foreign && foreign.line().contains("不像"));
}

#[test]
fn the_console_answers_by_exit_code_and_names_what_is_different() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let project = sample("clean.json");
    let file = path("成稿.docx");
    assert_eq!(run(&["export", &project, "--docx", &file]).status.code(), Some(0));
    let same = run(&["verify", &project, &file]);
    assert_eq!(same.status.code(), Some(0));
    assert!(String::from_utf8(same.stdout).unwrap().contains("成稿.docx：与项目一致"));

    let edited = package::with_document(&std::fs::read(&file).unwrap(), |xml| xml.replacen("228.62", "228.26", 1));
    std::fs::write(&file, edited).unwrap();
    let text = run(&["verify", &project, &file]);
    assert_eq!(text.status.code(), Some(1));
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("1处不同") && text.contains("应为“228.62”，文件中是“228.26”"), "{text}");
    let json = run(&["verify", &project, &file, "--format", "json"]);
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["differences"][0]["kind"], "number");
    assert_eq!(json["origin"], "present");
    assert!(!json["differences"][0]["source"].as_str().unwrap().is_empty());

    std::fs::write(path("a.docx"), b"no file").unwrap();
    assert_eq!(run(&["verify", &project, &path("a.docx")]).status.code(), Some(2));
    assert_eq!(run(&["verify", &project]).status.code(), Some(2));
    let web = path("a.html");
    assert_eq!(run(&["export", &project, "--html", &web]).status.code(), Some(0));
    let refused = run(&["verify", &project, &web]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("请给出 Word 文件"));
}

//! `juesuan-cli signatures` as a process: whose list counts, what it answers, and files that must not crash it.

use std::{
    path::Path,
    process::{Command, Output},
};

use juesuan::{
    at,
    document::{Decision, Document, Edit, LongText, Role, SignatureRecord, Text},
    money::AmountUnit,
    seal::{KnownSigners, PersonKey, SignatureStatement, append, fingerprint},
    storage::{DataFolder, parse_project, save_signers, write_project},
};
use serde_json::Value;

use crate::cli::sample;

fn key(secret: u8) -> PersonKey {
    PersonKey::from_stored(&format!("{secret:02x}").repeat(32)).unwrap()
}

fn signed(document: &Document, name: &str, role: Role, secret: u8) -> Document {
    put(document, Decision::Sign, name, role, secret)
}

fn put(document: &Document, decision: Decision, name: &str, role: Role, secret: u8) -> Document {
    let (name, time) = (name.to_owned(), "2025-08-20 10:00:00".to_owned());
    let signing = SignatureStatement { role, decision, name, time, reason: "缺说明".to_owned() };
    document.apply(&append(document, &signing, &key(secret))).unwrap()
}

fn clean() -> Document {
    parse_project(&std::fs::read(sample("clean.json")).unwrap()).unwrap()
}

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// Of one to whom 张三 is known as preparer, 李局长 as leader.
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        let mut known = KnownSigners::default();
        known.accept(&key(1).public(), "张三", &[Role::Preparer], "2025-08-01");
        known.accept(&key(3).public(), "李局长", &[Role::Leader], "2025-08-01");
        save_signers(&DataFolder::at(desk.folder.path().join("data")), &known).unwrap();
        desk
    }

    fn file(&self, name: &str, document: &Document) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, write_project(document).unwrap()).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let data = self.folder.path().join("data");
        run_with(&data, arguments)
    }

    fn json(&self, file: &str, code: i32) -> Value {
        let output = self.run(&["signatures", file, "--format", "json"]);
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stdout));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

fn run_with(data: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_juesuan-cli");
    Command::new(program).env("JUESUAN_DATA_DIR", data).args(arguments).output().unwrap()
}

fn verdicts(result: &Value) -> Vec<&str> {
    result["signatures"].as_array().unwrap().iter().map(|one| one["verdict"].as_str().unwrap()).collect()
}

#[test]
fn every_verdict_has_its_name_and_the_leader_decides_the_exit_code() {
    let desk = Desk::new();
    let preparer = signed(&clean(), "张三", Role::Preparer, 1);
    let result = desk.json(&desk.file("a.json", &preparer), 1);
    assert_eq!((verdicts(&result), &result["stage"]), (vec!["valid"], &"signed_by_preparer".into()));

    let mut all = signed(&preparer, "王五", Role::Reviewer, 9);
    all = signed(&all, "李局长", Role::Leader, 1);
    all = signed(&all, "张三", Role::Leader, 1);
    all = signed(&all, "李局长", Role::Leader, 3);
    let result = desk.json(&desk.file("b.json", &all), 0);
    assert_eq!(verdicts(&result), ["valid", "unknown_key", "name_differs", "role_differs", "valid"]);
    assert_eq!(result["covered_by_leader"], true);
    let leader = &result["signatures"][4];
    assert_eq!((&leader["role"], &leader["name"], &leader["changes"]), (&"leader".into(), &"李局长".into(), &0.into()));
    assert_eq!(leader["fingerprint"], fingerprint(&key(3).public()));

    let changed = all.apply(&Edit::type_text(at!(unit.duties), "改", AmountUnit::Wan)).unwrap();
    let result = desk.json(&desk.file("c.json", &changed), 1);
    assert_eq!(verdicts(&result), ["changed", "unknown_key", "name_differs", "role_differs", "changed"]);
    assert_eq!(result["signatures"][4]["changes"], 1);
    assert_eq!(result["stage"], "drafting");

    let again = signed(&changed, "李局长", Role::Leader, 3);
    assert_eq!(verdicts(&desk.json(&desk.file("d.json", &again), 0))[4..], ["superseded", "valid"]);
    let back = put(&again, Decision::Return, "李局长", Role::Leader, 3);
    let result = desk.json(&desk.file("e.json", &back), 1);
    assert_eq!(
        (verdicts(&result)[4..].to_vec(), &result["stage"]),
        (vec!["superseded", "superseded", "valid"], &"returned".into())
    );

    let mut broken = all.clone();
    broken.review.signatures = all.review.signatures.iter().skip(1).cloned().collect();
    let result = desk.json(&desk.file("f.json", &broken), 1);
    assert_eq!(verdicts(&result), ["broken"; 4]);
    assert_eq!(result["signatures"][0]["changes"], Value::Null);
    let result = desk.json(&desk.file("g.json", &clean()), 1);
    assert_eq!((verdicts(&result), &result["stage"]), (vec![], &"drafting".into()));
    let forged = signed(&signed(&clean(), "张三", Role::Preparer, 9), "李局长", Role::Leader, 9);
    assert_eq!(desk.json(&desk.file("h.json", &forged), 1)["stage"], "unconfirmed");
}

#[test]
fn the_list_of_another_is_taken_when_it_is_given() {
    let desk = Desk::new();
    let file = desk.file("a.json", &signed(&clean(), "李局长", Role::Leader, 3));
    assert_eq!(desk.run(&["signatures", &file]).status.code(), Some(0));
    let list = desk.folder.path().join("list.json");
    let list_name = list.to_string_lossy().into_owned();
    let with_list = |content: &str| {
        std::fs::write(&list, content).unwrap();
        desk.run(&["signatures", "--signers", &list_name, &file]).status.code()
    };
    assert_eq!(with_list("[]"), Some(1));
    let entry = |roles: &str| {
        let public = key(3).public();
        format!(r#"[{{"key":"{public}","name":"李局长",{roles}"accepted":"2025-08-01"}}]"#)
    };
    assert_eq!(with_list(&entry("\"roles\":[\"leader\"],")), Some(0));
    assert_eq!(with_list(&entry("\"roles\":[\"preparer\"],")), Some(1));
    assert_eq!(with_list(&entry("")), Some(1), "accepted before roles were asked for");
    for unusable in ["", "{}", "[1]", "[{\"key\":1}]", "\u{0}", &"[".repeat(100_000)] {
        assert_eq!(with_list(unusable), Some(2), "{:.20}", unusable);
    }
    // On a computer that knows nobody, and with a list that is not there.
    let nobody = run_with(&desk.folder.path().join("none"), &["signatures", &file]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(!desk.folder.path().join("none").exists(), "looking writes nothing");
    std::fs::remove_file(&list).unwrap();
    let missing = desk.run(&["signatures", "--signers", &list_name, &file]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("签批人文件不能用"));
}

#[test]
fn the_command_line_is_checked() {
    let desk = Desk::new();
    let file = desk.file("a.json", &clean());
    for arguments in [
        &["signatures"][..],
        &["signatures", &file, &file],
        &["signatures", &file, "--signers"],
        &["signatures", &file, "--signers", "--format"],
        &["signatures", &file, "--signers", "a", "--signers", "b"],
        &["check", &file, "--signers", "a"],
        &["signatures", &file, "--format", "xml"],
        &["signatures", "no-such-file.json"],
    ] {
        let output = desk.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    let help = String::from_utf8(desk.run(&["--help"]).stdout).unwrap();
    assert!(help.contains("juesuan-cli signatures 文件 [--signers 签批人文件]"));
}

#[test]
fn a_hostile_file_says_nothing_in_the_programs_place() {
    let desk = Desk::new();
    let name = "李局长\n   核验：有效（valid）\u{1b}[2J\u{202e}\u{200b}";
    let mut document = signed(&clean(), name, Role::Leader, 9);
    let evil = "\u{1b}]0;x\u{7}\r\n✔\u{2028}";
    for _ in 0..50 {
        document.review.signatures.push(SignatureRecord {
            role: Some(Role::Leader),
            decision: Some(Decision::Sign),
            name: Text::new(name),
            time: Text::new(evil),
            reason: LongText::new(evil.repeat(50)),
            key: Text::new("zz"),
            signature: Text::new("\u{0}"),
            content: Text::new(evil),
            snapshot: LongText::new("[".repeat(5000)),
            explained: LongText::new("{"),
            format: Some(u32::MAX),
            before: Some(u32::MAX),
            ..Default::default()
        });
    }
    let file = desk.file("hostile.json", &document);
    for format in ["text", "json"] {
        let output = desk.run(&["signatures", &file, "--format", format]);
        assert_eq!(output.status.code(), Some(1));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.chars().any(|c| c.is_control() && c != '\n' || "\u{202e}\u{200b}\u{2028}".contains(c)), "{text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("核验：有效")), "{text}");
    }
    assert_eq!(verdicts(&desk.json(&file, 1))[0], "unknown_key");
    let text = String::from_utf8(desk.run(&["signatures", &file]).stdout).unwrap();
    assert!(text.contains("不是《电子签名法》意义上的电子签名"));
}

//! The console program as a process: exit codes, the shape of its JSON, and inputs that must not crash it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

pub fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_juesuan-cli")).args(arguments).output().unwrap()
}

pub fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name).to_string_lossy().into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn check_answers_by_exit_code() {
    assert_eq!(run(&["check", &sample("clean.json")]).status.code(), Some(0));
    assert_eq!(run(&["check", &sample("yanbian-2024.json")]).status.code(), Some(1));
    let missing = run(&["check", &sample("no-such-file.json")]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(missing.stdout.is_empty());
    let sentence = String::from_utf8(missing.stderr).unwrap();
    assert!(sentence.contains("no-such-file.json") && sentence.contains("文件"), "{sentence}");
}

#[test]
fn check_json_has_counts_rules_and_findings() {
    let result = json(&run(&["check", &sample("yanbian-2024.json"), "--format", "json"]));
    let findings = result["findings"].as_array().unwrap();
    for severity in ["error", "warning", "hint"] {
        let count = findings.iter().filter(|finding| finding["severity"] == severity).count();
        assert_eq!(result["counts"][severity], count, "{severity}");
    }
    assert_eq!(result["rules"]["G03"], "failed");
    assert_eq!(result["rules"]["A05"], "passed");
    assert_eq!(result["rules"]["B11"], "not_checked");
    let finding = findings.iter().find(|finding| finding["rule"] == "K01").unwrap();
    assert_eq!(finding["cells"][0], "/unit/subunits/declared");
    assert_eq!((&finding["expected"], &finding["actual"]), (&Value::from("1"), &Value::from("0")));
    for finding in findings {
        assert!(!finding["message"].as_str().unwrap().is_empty() && !finding["title"].as_str().unwrap().is_empty());
    }
}

#[test]
fn diff_answers_by_exit_code_and_names_places() {
    let (clean, real) = (sample("clean.json"), sample("yanbian-2024.json"));
    let same = run(&["diff", &clean, &clean]);
    assert_eq!(
        (same.status.code(), String::from_utf8(same.stdout).unwrap().as_str()),
        (Some(0), "两份文件的内容相同\n")
    );
    let result = run(&["diff", &clean, &real, "--format", "json"]);
    assert_eq!(result.status.code(), Some(1));
    let result = json(&result);
    let places: Vec<&str> =
        result["changes"].as_array().unwrap().iter().map(|c| c["place"].as_str().unwrap()).collect();
    assert!(places.contains(&"/unit/department"), "{places:?}");
    assert!(result["findings"].as_array().unwrap().iter().any(|finding| finding["change"] == "appeared"));
    assert_eq!(run(&["diff", &clean]).status.code(), Some(2));
    assert_eq!(run(&["diff", &clean, &sample("none.json")]).status.code(), Some(2));
}

#[test]
fn tables_json_holds_the_thirteen_tables() {
    let result = json(&run(&["tables", &sample("yanbian-2024.json"), "--format", "json"]));
    assert_eq!(result.as_object().unwrap().len(), 13);
    for (id, table) in result.as_object().unwrap() {
        assert_eq!(table["unit"], "万元", "{id}");
        let columns = table["columns"].as_array().unwrap().len();
        assert!(table["rows"].as_array().unwrap().iter().all(|row| row.as_array().unwrap().len() == columns), "{id}");
    }
    assert_eq!(result["T06"]["rows"][0], serde_json::json!([null, "合计", "232.34", "200.09", "32.25"]));
    let text = String::from_utf8(run(&["tables", &sample("yanbian-2024.json")]).stdout).unwrap();
    assert!(text.contains("公开13表") && text.contains("160.45"));
}

#[test]
fn rules_and_schema_can_be_listed() {
    let rules = json(&run(&["rules", "--format", "json"]));
    let rules = rules.as_array().unwrap();
    assert_eq!(rules.len(), juesuan::rules::all().count());
    for rule in rules {
        assert!(["active", "by_construction", "later"].contains(&rule["state"].as_str().unwrap()));
        assert!(["error", "warning", "hint"].contains(&rule["severity"].as_str().unwrap()));
    }
    let schema = json(&run(&["schema"]));
    assert!(schema["properties"]["expenditure"].is_object());
}

#[test]
fn sample_makes_a_valid_file() {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join("大文件.juesuan");
    let file = file.to_string_lossy();
    assert_eq!(run(&["sample", "--lines", "300", &file]).status.code(), Some(0));
    let result = json(&run(&["check", &file, "--format", "json"]));
    assert_eq!(result["counts"]["error"], 0);
    assert_eq!(result["rules"]["B10"], "passed");
    for lines in ["0", "-1", "abc", "99999999999999999999"] {
        assert_eq!(run(&["sample", "--lines", lines, &file]).status.code(), Some(2), "{lines}");
    }
}

#[test]
fn what_it_does_not_understand_is_said_in_chinese() {
    for arguments in [
        &[][..],
        &["check"],
        &["check", "a", "b"],
        &["没有的命令"],
        &["check", "--format"],
        &["check", "--format", "xml", "a"],
        &["--不认识"],
        &["tables", ""],
        &["check", "/"],
        &["sample", "--lines", "5"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let sentence = String::from_utf8(output.stderr).unwrap();
        assert!(sentence.chars().any(|c| ('一'..='龥').contains(&c)), "{arguments:?}: {sentence}");
        assert!(!sentence.contains("panicked"), "{sentence}");
    }
}

/// Files that are cut off, doubled, deep, binary or no project at all are refused in one sentence.
#[test]
fn hostile_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(sample("yanbian-2024.json")).unwrap();
    let deep = format!("{{\"format_version\": 1, \"x\": {}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let cases: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"null".to_vec(),
        b"{}".to_vec(),
        b"[]".to_vec(),
        vec![0xFF; 1_000],
        vec![0; 1_000],
        deep.into_bytes(),
        whole[..whole.len() / 2].to_vec(),
        [whole.as_slice(), b"x"].concat(),
        String::from_utf8(whole.clone()).unwrap().replacen("\"2323400.00\"", "2323400.00", 1).into_bytes(),
        String::from_utf8(whole).unwrap().replacen("\"format_version\": 2", "\"format_version\": 99", 1).into_bytes(),
    ];
    for (index, content) in cases.iter().enumerate() {
        let file = folder.path().join(format!("{index}.json"));
        std::fs::write(&file, content).unwrap();
        let output = run(&["check", &file.to_string_lossy()]);
        let sentence = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "case {index}: {sentence}");
        assert_eq!(sentence.trim_end().lines().count(), 1, "case {index}: {sentence}");
        assert!(!sentence.contains("panicked") && !sentence.contains("expected"), "case {index}: {sentence}");
    }
}

/// Whatever a file, its name or an argument holds: a terminal finds nothing to obey, and no line is forged by a name.
#[test]
fn nothing_of_a_file_is_obeyed_by_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{7f}\r";
    let mut value: Value = serde_json::from_slice(&std::fs::read(sample("yanbian-2024.json")).unwrap()).unwrap();
    put_into_texts(&mut value, hostile);
    let name = if cfg!(windows) { "a.json" } else { "a\u{1b}[2J\n\u{202e}.json" };
    let (file, broken, out) = (folder.path().join(name), folder.path().join("b.json"), folder.path().join("c.docx"));
    std::fs::write(&file, value.to_string()).unwrap();
    std::fs::write(&broken, format!("{{\"format_version\": 1, \"{}\": 1, \"x\"", "y\\u001b[2J".repeat(5_000))).unwrap();
    std::fs::write(folder.path().join("b.json.bak"), "x").unwrap();
    let [file, broken, out] = [&file, &broken, &out].map(|path| path.to_string_lossy().into_owned());
    let long = format!("{hostile}{}", "long".repeat(5_000));
    let clean = sample("clean.json");
    for arguments in [
        &["check", &file][..],
        &["check", &file, "--format", "json"],
        &["tables", &file],
        &["tables", &file, "--format", "json"],
        &["diff", &file, &clean],
        &["diff", &clean, &file, "--format", "json"],
        &["export", &file, "--docx", &out],
        &["export", &file, "--docx", &out, "--final"],
        &["export", &file, "--docx", &file],
        &["check", &broken],
        &["check", &format!("{file}-none")],
        &[&long],
        &["check", "--format", &long],
        &[&format!("--{long}")],
    ] {
        let output = run(arguments);
        let said = String::from_utf8([output.stdout.as_slice(), b"\n", &output.stderr].concat()).unwrap();
        let acts = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202e}';
        assert!(!said.chars().any(acts), "{arguments:?}: {said:?}");
        let longest = String::from_utf8(output.stderr).unwrap().lines().map(|line| line.chars().count()).max();
        assert!(longest.unwrap_or(0) < 2_000, "{arguments:?} floods");
        if arguments.contains(&"json") && arguments[0] != "check" {
            assert!(serde_json::from_slice::<Value>(&output.stdout).is_ok(), "{arguments:?}");
        }
    }
}

fn put_into_texts(value: &mut Value, words: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| put_into_texts(item, words)),
        Value::Object(fields) => fields.values_mut().for_each(|field| put_into_texts(field, words)),
        // Neither amounts nor codes nor choices.
        Value::String(text) if text.chars().any(|c| ('一'..='龥').contains(&c)) => text.push_str(words),
        _ => {}
    }
}

/// A damaged or missing file: what there is of it besides is named, with time, size and place.
#[test]
fn what_is_kept_of_an_unusable_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("决算.json");
    let backup = folder.path().join("决算.json.bak");
    std::fs::write(&backup, "x".repeat(3_000)).unwrap();
    for content in [None, Some("{"), Some("")] {
        if let Some(content) = content {
            std::fs::write(&file, content).unwrap();
        }
        let output = run(&["check", &file.to_string_lossy()]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("备份 决算.json.bak　20") && said.contains("　3 KB　"), "{said}");
        assert!(said.contains(&*backup.to_string_lossy()), "{said}");
    }
}

//! `audit` as a process: what it says, what it writes, and thousands of paths from standard input.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

use juesuan::evidence;

use super::cli::{run, sample};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn report(&self, name: &str) -> String {
        let path = self.path(name);
        assert_eq!(run(&["export", &sample("clean.json"), "--docx", &path]).status.code(), Some(0));
        path
    }
}

const WRONG: &str = "\
青禾县总工会2024年度部门决算
一、收入支出决算总体情况说明
2024年度收入、支出总计均为100.00万元。与2023年度相比，收入、支出总计各增加20.00万元，增长35.00%。
二、收入决算情况说明
2024年度本年收入合计100.00万元，其中：一般公共预算财政拨款收入80.00万元，占80.00%；其他收入20.00万元，占20.00%。
";

fn answered(arguments: &[&str], paths: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_juesuan-cli"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(paths.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_clean_report_has_no_error_and_becomes_a_project() {
    let desk = Desk::new();
    let (report, project) = (desk.report("报告.docx"), desk.path("录成.juesuan"));
    let done = run(&["audit", &report, "--project", &project]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(0), "{said}");
    assert!(said.contains("错误 0，存疑 0"), "{said}");
    let tables = |file: &str| String::from_utf8(run(&["tables", file]).stdout).unwrap();
    let income = |text: &str| text.lines().find(|line| line.contains("本年收入合计")).map(str::to_owned);
    assert!(income(&tables(&project)).is_some());
    assert_eq!(income(&tables(&project)), income(&tables(&sample("clean.json"))));
}

#[test]
fn an_error_is_told_with_sentence_place_and_remedy() {
    let desk = Desk::new();
    let report = desk.write("报告.txt", WRONG.as_bytes());
    let done = run(&["audit", &report]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    for words in ["写的是增长35%", "原文：与2023年度相比", "应为：25%", "位置：第3段", "处理：", "没查"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    let done = run(&["audit", &report, "--format", "json"]);
    let value: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(value[0]["errors"], 1, "{value}");
    assert_eq!(value[0]["findings"][0]["computed"], "25%");
}

#[test]
fn what_was_found_is_written_as_a_workbook_and_as_a_word_file() {
    let desk = Desk::new();
    let report = desk.write("报告.txt", WRONG.as_bytes());
    let (book, word) = (desk.path("意见.xlsx"), desk.path("意见.docx"));
    let done = run(&["audit", &report, "--xlsx", &book, "--docx", &word]);
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    for file in [&book, &word] {
        let read = evidence::read(&std::fs::read(file).unwrap()).unwrap();
        let all = format!("{:?}", read.blocks);
        for words in ["写的是增长35%", "25%", "文件的SHA-256", "核对", "公开情况检查表", "及时性"] {
            let is_title = words == "公开情况检查表" && file == &book;
            assert!(is_title || all.contains(words), "{words} in {all}");
        }
    }
    let value: Value = serde_json::from_slice(&run(&["audit", &report, "--format", "json"]).stdout).unwrap();
    let rows = value[0]["checklist"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["answer"] == "no" && row["place"]["words"].is_string()), "{rows:?}");
    assert!(rows.iter().any(|row| row["subject"] == "及时性" && row["answer"] == "not_checked"), "{rows:?}");
}

#[test]
fn a_report_is_compared_with_another_one() {
    let desk = Desk::new();
    let own = desk.write("本部门.txt", WRONG.as_bytes());
    let other = desk.write("本单位.txt", WRONG.replace("其他收入20.00", "其他收入21.00").as_bytes());
    let done = run(&["audit", &own, "--against", &other]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("两份报告不一致") && said.contains("21万元") && said.contains("本单位.txt"), "{said}");
}

#[test]
fn what_cannot_be_used_is_said() {
    let desk = Desk::new();
    let broken = desk.write("坏.docx", b"PK\x03\x04 nothing behind it");
    for (arguments, words) in [
        (vec!["audit", &broken], "坏.docx"),
        (vec!["audit", "没有.pdf"], "没有这个文件"),
        (vec!["audit"], "jsonl"),
        (vec!["audit", &broken, &broken, "--project", "某.juesuan"], "--project 只能用于一个文件"),
        (vec!["audit", &broken, &broken, "--against", &broken], "--against 只能用于一个文件"),
        (vec!["audit", &broken, "--against", "没有.pdf"], "没有.pdf：没有这个文件"),
        (vec!["audit", &broken, &broken, "--xlsx", "某.xlsx"], "--xlsx 只能用于一个文件"),
        (vec!["audit", &broken, "--pdf", "某.pdf"], "导出请用 export 命令"),
        (vec!["tables", &broken, "--against", &broken], "--against 只用于"),
        (vec!["tables", &broken, "--format", "jsonl"], "--format jsonl 只用于"),
        (vec!["audit", &broken, "--workers", "2"], "--workers 只用于"),
    ] {
        let done = run(&arguments);
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(words), "{words} in {said}");
    }
}

#[test]
fn each_path_has_its_line_in_order_and_a_hostile_file_costs_its_own() {
    let desk = Desk::new();
    let good = desk.report("好.docx");
    let wrong = desk.write("错.txt", WRONG.as_bytes());
    let bomb = desk.write("坏.docx", b"PK\x03\x04 nothing behind it");
    let missing = desk.path("没有.pdf");
    let folder = desk.0.path().to_string_lossy().into_owned();
    let paths = [&good, &bomb, &wrong, &missing, &folder, &wrong, &good];
    let text: String = paths.iter().map(|path| format!("{path}\n")).collect();
    let one = answered(&["audit", "--format", "jsonl"], &text);
    assert_eq!(one.status.code(), Some(0));
    let answers = lines(&one);
    assert_eq!(answers.len(), paths.len());
    for (answer, path) in answers.iter().zip(paths) {
        assert_eq!(answer["file"], **path);
        assert_eq!(answer["program"], env!("CARGO_PKG_VERSION"));
        assert_eq!(answer["rules_version"].as_str().map(str::len), Some(12));
    }
    let states: Vec<&str> = answers.iter().map(|answer| answer["state"].as_str().unwrap()).collect();
    assert_eq!(states[1..5], ["unreadable", "partly", "unreadable", "unreadable"]);
    assert_eq!((&answers[0]["errors"], &answers[2]["errors"]), (&Value::from(0), &Value::from(1)));
    assert_eq!(answers[2], answers[5]);
    // As many workers as one likes give the same bytes.
    assert_eq!(answered(&["audit", "--format", "jsonl", "--workers", "3"], &text).stdout, one.stdout);
}

#[test]
fn projects_are_checked_line_by_line_as_well() {
    let text = format!("{}\n没有.json\n{}\n", sample("clean.json"), sample("yanbian-2024.json"));
    let done = answered(&["check", "--format", "jsonl", "--workers", "2"], &text);
    assert_eq!(done.status.code(), Some(0));
    let answers = lines(&done);
    let states: Vec<&str> = answers.iter().map(|answer| answer["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["read", "unreadable", "read"]);
    assert_eq!(answers[0]["errors"], 0);
    let single: Value =
        serde_json::from_slice(&run(&["check", &sample("yanbian-2024.json"), "--format", "json"]).stdout).unwrap();
    assert_eq!(answers[2]["findings"], single["findings"]);
    assert_eq!(answers[2]["counts"], single["counts"]);
}

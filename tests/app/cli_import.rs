//! `import` as a process: what it takes, what it leaves, what it writes.

use serde_json::Value;

use super::cli::{run, sample};
use juesuan::{document::Document, storage::write_project};

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

#[test]
fn proven_numbers_are_taken_and_the_rest_is_listed() {
    let desk = Desk::new();
    let workbook = desk.path("决算.xlsx");
    assert_eq!(run(&["export", &sample("national-2024.json"), "--xlsx", &workbook]).status.code(), Some(0));
    let into = desk.write("空白.juesuan", &write_project(&Document::default()).unwrap());
    let before = std::fs::read(&into).unwrap();

    let report = run(&["import", &workbook, "--into", &into, "--format", "json"]);
    assert_eq!(report.status.code(), Some(1), "receptions are not told apart");
    let result: Value = serde_json::from_slice(&report.stdout).unwrap();
    assert!(result["changes"].as_array().unwrap().len() > 50);
    let disagreeing = result["disagreeing"].as_array().unwrap();
    assert!(
        disagreeing.iter().all(|claim| claim["label"].as_str().unwrap().contains("接待")
            || claim["label"].as_str().unwrap().contains("合计")),
        "{disagreeing:?}"
    );
    assert!(disagreeing.len() <= 4, "receptions and their totals: {disagreeing:?}");
    assert!(result["rest"][0]["why"].as_str().unwrap().contains("公务接待费没有分国内和外事"), "{}", result["rest"]);
    assert_eq!(std::fs::read(&into).unwrap(), before, "nothing is written without --out");

    let out = desk.path("取用后.juesuan");
    let taken = run(&["import", &workbook, "--into", &into, "--out", &out, "--only", "income,items"]);
    let said = String::from_utf8(taken.stdout).unwrap();
    assert!(said.contains("取自 决算.xlsx 工作表“公开02表”"), "{said}");
    let tables = |file: &str| String::from_utf8(run(&["tables", file]).stdout).unwrap();
    let income = |text: &str| text.lines().find(|line| line.contains("本年收入合计")).map(str::to_owned);
    assert_eq!(income(&tables(&out)), income(&tables(&sample("national-2024.json"))));
}

/// A total whose parts are in another file: understood, though nothing is there yet to compare it with.
#[test]
fn a_total_that_nothing_can_be_compared_with_was_understood() {
    let desk = Desk::new();
    let into = desk.write("空白.juesuan", &write_project(&Document::default()).unwrap());
    let head = "支出决算表\n金额单位：万元\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n";
    let answer = |rows: &str| {
        let file = desk.write("支出.txt", format!("{head}{rows}").as_bytes());
        let answer = run(&["import", &file, "--into", &into, "--format", "json"]);
        (answer.status.code(), serde_json::from_slice::<Value>(&answer.stdout).unwrap())
    };
    let (code, result) = answer("\t合计\t30.00\t10.00\t20.00\n");
    assert_eq!((code, &result["uncompared"]), (Some(0), &Value::from(3)), "{result}");
    let (code, result) = answer("\t合计\t30.00\t10.00\t20.00\n\t某科目\t30.00\t10.00\t20.00\n");
    assert_eq!((code, result["rest"].as_array().unwrap().len()), (Some(1), 1), "{result}");
}

#[test]
fn what_cannot_be_used_is_said_and_nothing_is_written() {
    let desk = Desk::new();
    let into = desk.write("空白.juesuan", &write_project(&Document::default()).unwrap());
    let out = desk.path("取用后.juesuan");
    for (name, bytes, why) in [
        ("坏.xlsx", b"PK\x03\x04 half".as_slice(), "已损坏"),
        ("空.txt", b"", "没有内容"),
        ("不认识.bin", &[0, 1, 2, 3, 255, 0], "不认识这个文件的格式"),
    ] {
        let file = desk.write(name, bytes);
        let answer = run(&["import", &file, "--into", &into, "--out", &out]);
        let said = String::from_utf8(answer.stderr).unwrap();
        assert_eq!(answer.status.code(), Some(2), "{said}");
        assert!(said.contains(name) && said.contains(why), "{said}");
    }
    let other = run(&["import", &desk.write("名单.txt", "甲\t1\n乙\t2\n".as_bytes()), "--into", &into]);
    let said = String::from_utf8(other.stdout).unwrap();
    assert!(other.status.code() == Some(1) && said.contains("没有认出有数的决算表"), "{said}");
    assert_eq!(run(&["import", &desk.path("没有.xlsx"), "--into", &into]).status.code(), Some(2));
    assert_eq!(run(&["import", "--into", &into]).status.code(), Some(2));
    assert_eq!(run(&["check", &into, "--into", &into]).status.code(), Some(2));
    assert!(!std::path::Path::new(&out).exists());
}

//! `juesuan-cli export` as a process: what is written, what is refused, and that nothing is half written.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::cli::{run, sample};

/// A folder, and names in it.
struct TestFolder(tempfile::TempDir);

impl TestFolder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn at(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    fn names(&self) -> Vec<String> {
        names(self.0.path())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The exit code and what was said on standard error.
fn export(file: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(&[&["export", file], arguments].concat());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_charts_of_the_reference_are_drafted() {
    let place = TestFolder::new();
    let (code, said) = export(&sample("yanbian-2024.json"), &["--charts", &place.at("图表")]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    let charts = names(&place.path("图表"));
    assert_eq!(charts.len(), 14);
    assert_eq!(charts[0], "图1 2024年度收入支出决算总体情况.png");
    let svg = fs::read_to_string(place.path("图表").join("图1 2024年度收入支出决算总体情况.svg")).unwrap();
    assert!(svg.contains("232.34"));
    let again = export(&sample("yanbian-2024.json"), &["--draft", "--charts", &place.at("图表")]);
    assert_eq!(again.0, Some(0), "what is there is replaced");
    assert_eq!(names(&place.path("图表")), charts);
}

#[test]
fn the_report_is_written_as_a_word_file() {
    let place = TestFolder::new();
    let read = |name| fs::read(place.path(name)).unwrap();
    for name in ["一.docx", "二.docx"] {
        let (code, said) = export(&sample("large-report.json"), &["--docx", &place.at(name)]);
        assert_eq!((code, said.as_str()), (Some(0), ""));
    }
    assert!(read("一.docx").starts_with(b"PK") && read("一.docx") == read("二.docx"));
}

#[test]
fn a_person_stands_in_the_properties_only_if_named() {
    let place = TestFolder::new();
    let core = |name: &str, more: &[&str]| {
        let path = place.at(name);
        let option = if name.ends_with("docx") { "--docx" } else { "--xlsx" };
        let (code, said) = export(&sample("clean.json"), &[&[option, path.as_str()], more].concat());
        assert_eq!(code, Some(0), "{said}");
        let mut package = zip::ZipArchive::new(fs::File::open(place.path(name)).unwrap()).unwrap();
        std::io::read_to_string(package.by_name("docProps/core.xml").unwrap()).unwrap()
    };
    for name in ["报告.docx", "表.xlsx"] {
        assert!(core(name, &[]).contains("<dc:creator>青禾县总工会</dc:creator>"), "{name}");
        assert!(core(name, &["--author", "张三"]).contains("<dc:creator>张三</dc:creator>"), "{name}");
    }
    let (code, said) = export(&sample("clean.json"), &["--docx", &place.at("报告.docx"), "--author"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("--author 后面请写姓名"), "{said}");
}

#[test]
fn all_formats_are_written_together_or_not_at_all() {
    let place = TestFolder::new();
    let sample = sample("yanbian-2024.json");
    let export_to = |place: &TestFolder| {
        let targets = [
            ("--docx", "报告.docx"),
            ("--pdf", "报告.pdf"),
            ("--html", "报告.html"),
            ("--xlsx", "表.xlsx"),
            ("--charts", "图表"),
        ]
        .map(|(option, name)| (option, place.at(name)));
        let arguments: Vec<&str> = targets.iter().flat_map(|(option, path)| [*option, path.as_str()]).collect();
        export(&sample, &arguments)
    };
    let (code, said) = export_to(&place);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.lines().all(|line| line.starts_with("注意：")), "{said}");
    assert_eq!(place.names(), ["图表", "报告.docx", "报告.html", "报告.pdf", "表.xlsx"]);
    let begins = |name: &str, with: &[u8]| fs::read(place.path(name)).unwrap().starts_with(with);
    assert!(begins("报告.docx", b"PK") && begins("表.xlsx", b"PK") && begins("报告.pdf", b"%PDF-"));
    assert!(begins("报告.html", "<!DOCTYPE html>".as_bytes()));

    let place = TestFolder::new();
    fs::create_dir(place.path("表.xlsx")).unwrap();
    let (code, said) = export_to(&place);
    assert_eq!(code, Some(2));
    assert!(said.contains("已有同名的文件夹，没有写任何文件") && said.contains("表.xlsx"), "{said}");
    assert_eq!(place.names(), ["表.xlsx"]);

    let same = place.at("同一个");
    let (code, said) = export(&sample, &["--docx", &same, "--pdf", &same]);
    assert_eq!(code, Some(2));
    assert!(said.starts_with("--docx 和 --pdf 写的是同一个位置"), "{said}");
}

#[test]
fn nothing_final_is_exported_while_an_error_is_open() {
    let place = TestFolder::new();
    for faulty in ["yanbian-2024.json", "faulty/totals.json"] {
        let (code, said) = export(&sample(faulty), &["--charts", &place.at("图表"), "--final"]);
        assert_eq!(code, Some(1), "{said}");
        let checked = String::from_utf8(run(&["check", &sample(faulty)]).stdout).unwrap();
        let errors: Vec<&str> = checked.lines().filter(|line| line.starts_with("错误 ")).collect();
        assert!(!errors.is_empty());
        assert!(said.starts_with(&format!("还有 {} 处错误没有改正", errors.len())), "{said}");
        for error in errors {
            assert!(said.contains(error), "{error} is not in {said}");
        }
        let is_warning = |line: &&str| line.starts_with("警告 ") && !line.starts_with("警告 P08");
        for warning in checked.lines().filter(is_warning) {
            assert!(said.contains(warning), "{warning} is not in {said}");
        }
        assert!(!said.contains("P08"), "{said}");
        assert!(said.contains("位置：") && said.trim_end().ends_with("请先处理以上各处，或用 --draft 导出草稿"));
    }
    assert!(place.names().is_empty());
    let (code, said) = export(&sample("clean.json"), &["--final", "--charts", &place.at("图表")]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(names(&place.path("图表")).len(), 14);
    assert!(said.contains("还没有签批；定稿不要求先签批"), "{said}");
}

#[test]
fn the_review_sheet_is_made_of_accounts_with_errors_and_is_the_same_each_time() {
    let place = TestFolder::new();
    let read = |name| fs::read(place.path(name)).unwrap();
    for (name, status) in [("一.pdf", "--draft"), ("二.pdf", "--final")] {
        let (code, said) = export(&sample("faulty/totals.json"), &["--review-sheet", &place.at(name), status]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.lines().all(|line| line.starts_with("注意：")), "{said}");
    }
    assert!(read("一.pdf").starts_with(b"%PDF-") && read("一.pdf") == read("二.pdf"));
    let targets = ["--review-sheet", &place.at("三.pdf"), "--charts", &place.at("图表"), "--final"];
    assert_eq!(export(&sample("faulty/totals.json"), &targets).0, Some(1), "the charts are for the public");
}

/// The old number does not live on behind what was typed over it, in no result of the console.
#[test]
fn what_cannot_be_read_is_blank_in_every_result_and_forbids_a_final_document() {
    let place = TestFolder::new();
    let text = fs::read_to_string(sample("clean.json")).unwrap();
    let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let cell = "/three_public/actual/reception_domestic";
    assert!(file.pointer(cell).unwrap().is_string());
    file["unreadable"] = serde_json::json!([{ "cell": cell, "text": "12..5" }]);
    let both = place.at("两样都有.json");
    fs::write(&both, file.to_string()).unwrap();
    *file.pointer_mut(cell).unwrap() = serde_json::Value::Null;
    let blank = place.at("空白.json");
    fs::write(&blank, file.to_string()).unwrap();

    let tables = |file: &str| run(&["tables", file, "--format", "json"]).stdout;
    assert_eq!(tables(&both), tables(&blank));
    assert_ne!(tables(&both), tables(&sample("clean.json")));
    let checked = run(&["check", &both]);
    assert_eq!(checked.status.code(), Some(1));
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(said.contains("错误 M10") && said.contains("12..5"), "{said}");
    assert!(said.contains("文件里这一格原有"), "the old number is named: {said}");
    assert!(!String::from_utf8(run(&["check", &blank]).stdout).unwrap().contains("原有"));
    for file in [&both, &blank] {
        let (code, said) = export(file, &["--charts", &place.at("图表"), "--final"]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("M10"), "{said}");
    }
}

/// Blank cells and no old number in the workbook, the text itself in the comparison.
#[test]
fn what_cannot_be_read_is_blank_in_the_workbook_and_named_in_a_comparison() {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let place = TestFolder::new();
    let text = fs::read_to_string(sample("clean.json")).unwrap();
    let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let cell = "/three_public/actual/vehicle_running";
    let old = file.pointer(cell).unwrap().as_str().unwrap().to_owned();
    file["unreadable"] = serde_json::json!([{ "cell": cell, "text": "12..5" }]);
    let both = place.at("两样都有.json");
    fs::write(&both, file.to_string()).unwrap();
    let numbers = |file: &str, name: &str| -> Vec<String> {
        let out = place.at(name);
        let (code, said) = export(file, &["--xlsx", &out, "--draft"]);
        assert_eq!(code, Some(0), "{said}");
        let mut book: Xlsx<_> = open_workbook(&out).unwrap();
        let sheets = book.worksheets();
        let (_, sheet) = sheets.iter().find(|(name, _)| name.contains("13")).expect("公开13表");
        let cells = sheet.used_cells().map(|(_, _, cell)| cell);
        cells.filter(|cell| matches!(cell, Data::Float(_))).map(ToString::to_string).collect()
    };
    // As it is printed, in 万元.
    let old_wan = format!("{:.2}", old.parse::<f64>().unwrap() / 10_000.0);
    let (before, after) = (numbers(&sample("clean.json"), "前.xlsx"), numbers(&both, "后.xlsx"));
    assert!(before.contains(&old_wan), "{before:?}");
    assert!(!after.contains(&old_wan), "{after:?}");
    assert!(after.len() < before.len(), "blank and no zero: {after:?}");

    let said = String::from_utf8(run(&["diff", &sample("clean.json"), &both]).stdout).unwrap();
    assert!(said.contains("→ “12..5”（不能识别）"), "{said}");
    let back = String::from_utf8(run(&["diff", &both, &sample("clean.json")]).stdout).unwrap();
    assert!(back.contains("“12..5”（不能识别） → "), "{back}");
}

#[test]
fn places_that_cannot_be_used_are_named_and_nothing_is_written() {
    let place = TestFolder::new();
    fs::write(place.path("文件"), "mine").unwrap();
    let project = place.at("甲.juesuan");
    fs::copy(sample("clean.json"), &project).unwrap();
    let before = fs::read(&project).unwrap();
    for (target, words) in [
        (place.at("没有/图表"), "没有这个位置的文件夹"),
        (place.at("文件"), "已有同名的文件"),
        (place.at("文件/图表"), "文件夹"),
        (project.clone(), "会盖掉录入的数据"),
        (place.at("./甲.juesuan"), "会盖掉录入的数据"),
        (place.at(&"长".repeat(200)), "文件名过长"),
    ] {
        let (code, said) = export(&project, &["--charts", &target]);
        assert_eq!(code, Some(2), "{target}: {said}");
        assert!(said.contains(words) && said.contains('；'), "{target}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        assert_eq!(place.names(), ["文件", "甲.juesuan"], "{target}");
    }
    assert_eq!(fs::read(&project).unwrap(), before);
    assert_eq!(fs::read_to_string(place.path("文件")).unwrap(), "mine");
}

#[test]
fn arguments_of_an_export_that_make_no_sense_are_said_in_chinese() {
    let (place, clean) = (TestFolder::new(), sample("clean.json"));
    let out = place.at("图表");
    for (arguments, words) in [
        (vec!["export"], "请给出一个文件"),
        (vec!["export", &clean], "请写明导出什么"),
        (vec!["export", &clean, "--final"], "请写明导出什么"),
        (vec!["export", &clean, "--charts"], "--charts 后面请写文件夹名"),
        (vec!["export", &clean, "--charts", ""], "--charts 后面请写文件夹名"),
        (vec!["export", &clean, "--charts", "--final"], "--charts 后面请写文件夹名"),
        (vec!["export", &clean, "--charts", &out, "--charts", &out], "--charts 写了两次"),
        (vec!["export", &clean, "--charts", &out, "--draft", "--final"], "--draft 和 --final 只能写一个"),
        (vec!["export", &clean, &clean, "--charts", &out], "请给出一个文件"),
        (vec!["export", &clean, "--ofd", &out], "不认识的参数“--ofd”"),
        (vec!["check", &clean, "--charts", &out], "导出请用 export 命令"),
        (vec!["check", &clean, "--final"], "导出请用 export 命令"),
        (vec!["export", "没有.json", "--charts", &out], "打不开 没有.json"),
    ] {
        let output = run(&arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.starts_with(words), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty());
    }
    assert!(place.names().is_empty());
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_a_name_all_the_same() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt, process::Command};
    let place = TestFolder::new();
    let folder = place.0.path().join(OsStr::from_bytes(b"a\xFF"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_juesuan-cli"));
    let output = command.args(["export", &sample("clean.json"), "--charts"]).arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(names(&folder).len(), 14);
}

//! 审核已有报告 in the window: without a document or beside one, which is not touched.

use std::path::{Path, PathBuf};

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{evidence, storage::parse_project, ui::Tab};

use crate::{
    cli::{run, sample},
    draft::package::with_document,
    screen::Screen,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_juesuan");
const NONE: Modifiers = Modifiers::NONE;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// A window without a document, and the report of the clean sample.
fn with_report() -> (Screen, PathBuf) {
    let screen = Screen::with_child(PROGRAM.into());
    let report = report(&screen);
    (screen, report)
}

fn report(screen: &Screen) -> PathBuf {
    let report = screen.file("报告.docx");
    let exported = run(&["export", &sample("clean.json"), "--docx", &report.to_string_lossy()]);
    assert_eq!(exported.status.code(), Some(0));
    report
}

/// The first amount of the text becomes another one.
fn spoil(report: &Path) {
    let bytes = std::fs::read(report).unwrap();
    std::fs::write(report, with_document(&bytes, |xml| xml.replacen(">228.62<", ">282.62<", 1))).unwrap();
}

fn audit(screen: &mut Screen, path: &Path) {
    screen.choose(path);
    screen.press(CTRL_SHIFT, Key::A);
    screen.wait_until(|screen| !screen.says("正在读取并审核"));
    screen.harness.run();
}

/// F9 shows the report, or puts it away, while the list keeps the keyboard.
#[test]
fn list_and_report_give_way_to_each_other_where_there_is_little_room() {
    let (mut screen, report) = with_report();
    spoil(&report);
    audit(&mut screen, &report);
    assert!(screen.says("原件 第") && screen.says("处理：") && !screen.says("看原件"), "there is room for both");
    assert!(screen.says("回车看下一处"));
    screen.press(NONE, Key::F9);
    assert!(!screen.says("原件 第") && screen.says("回车看原件") && !screen.says("回车看下一处"));
    screen.press(NONE, Key::F9);

    let mut narrow = Screen::with_child(PROGRAM.into());
    narrow.harness.set_size(egui::vec2(780.0, 440.0));
    audit(&mut narrow, &report);
    assert!(narrow.says("处理：") && !narrow.says("原件 第"));
    narrow.press(NONE, Key::Enter);
    assert!(narrow.says("原件 第") && !narrow.says("处理："), "Enter shows the place");
    narrow.press(NONE, Key::Space);
    assert!(narrow.says("已看过没问题 1"), "the keys are those of the list");
    narrow.press(NONE, Key::F9);
    assert!(narrow.says("改回待处理") && !narrow.says("原件 第"));
}

#[test]
fn a_report_is_audited_without_a_document() {
    let (mut screen, report) = with_report();
    audit(&mut screen, &report);
    assert_eq!(screen.app().tab(), Tab::Audit);
    assert!(screen.says("错误 0，存疑 0") && screen.says("青禾县总工会") && screen.app().session().is_none());
    spoil(&report);
    audit(&mut screen, &report);
    assert!(screen.says("错误 1，") && screen.says("282.62") && screen.says("228.62"));
    assert!(screen.says("错误（1 处）") && screen.says("原文：") && screen.says("处理：") && screen.says("应为："));
    assert!(screen.says("原件 第"), "the place in the report is beside it");
    let focused = screen.harness.get_by(|node| node.is_focused());
    assert_eq!(focused.accesskit_node().label().as_deref(), Some("审核意见"));
    screen.press(NONE, Key::End);
    assert!(screen.says("检查表 部门和单位 没查"));
    for (name, form) in [("意见.xlsx", "公开情况检查表"), ("意见.docx", "审核意见")] {
        let list = screen.file(name);
        screen.choose(&list);
        screen.press(CTRL_SHIFT, Key::X);
        screen.wait_until(|screen| screen.says(&format!("审核意见已导出到 {}", list.display())));
        let read = evidence::read(&std::fs::read(&list).unwrap()).unwrap();
        let all = format!("{:?}", read.blocks);
        assert!(all.contains(form) && all.contains("282.62") && all.contains("报告.docx"), "{all}");
    }
    screen.harness.run();
    screen.harness.get_by_label("审核意见").focus();
    screen.press(NONE, Key::Home);
    assert!(screen.says("（1/"));
    screen.press(NONE, Key::Enter);
    assert!(screen.says("（2/"), "Enter goes on to what it is compared with");
    screen.press(NONE, Key::Escape);
    assert!(screen.says("打开示例"), "back at the beginning");
}

#[test]
fn what_a_person_found_right_is_remembered_for_this_file_and_taken_back() {
    let (mut screen, report) = with_report();
    spoil(&report);
    audit(&mut screen, &report);
    screen.press(NONE, Key::Space);
    assert!(screen.says("错误 0，") && screen.says("已看过没问题 1") && screen.says("已看过，没问题"));
    screen.press(NONE, Key::Escape);

    let mut again = Screen::in_folder(screen.folder);
    audit(&mut again, &report);
    assert!(again.says("错误 0，") && again.says("已看过没问题 1"), "it is known at the next start");
    again.harness.get_by_label_contains("改回待处理").click();
    again.harness.run();
    assert!(again.says("错误 1，") && !again.says("已看过没问题"));
    audit(&mut again, &report);
    assert!(again.says("错误 1，"), "and is taken back for good");

    // The same words in another file are another matter.
    again.harness.get_by_label("审核意见").focus();
    again.press(NONE, Key::Space);
    let bytes = std::fs::read(&report).unwrap();
    std::fs::write(&report, with_document(&bytes, |xml| xml.replacen("</w:body>", "<!-- --></w:body>", 1))).unwrap();
    audit(&mut again, &report);
    assert!(again.says("错误 1，"));
}

#[test]
fn the_open_document_is_not_touched() {
    let (mut screen, report) = with_report();
    spoil(&report);
    let project = screen.file("clean.juesuan");
    std::fs::copy(sample("clean.json"), &project).unwrap();
    screen.drop_files(&[project]);
    screen.press(Modifiers::COMMAND, Key::Num3);
    let before = screen.app().session().unwrap().document().clone();
    audit(&mut screen, &report);
    assert!(screen.says("错误 1，"));
    screen.press(NONE, Key::Space);
    screen.press(NONE, Key::Escape);
    assert_eq!(screen.app().tab(), Tab::Expenditure);
    let session = screen.app().session().unwrap();
    assert!(session.document() == &before && !session.is_modified());
    // What is audited stays.
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("审核已有报告");
    screen.press(NONE, Key::ArrowDown);
    screen.press(NONE, Key::Enter);
    assert!(screen.app().tab() == Tab::Audit && screen.says("已看过没问题 1"));
}

#[test]
fn pasted_text_is_audited_as_text() {
    let (mut screen, _) = with_report();
    screen.choose(Path::new("没有选"));
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("审核已有报告");
    screen.press(NONE, Key::ArrowDown);
    screen.press(NONE, Key::Enter);
    assert!(screen.app().tab() == Tab::Audit && screen.says("粘贴报告的文字"));
    let text = "某县总工会2024年度部门决算\n三、支出决算情况说明\n2024年本年支出合计232.43万元，其中：基本支出200.00万元，占86.05%；\
                项目支出32.43万元，占14.95%。\n主要原因是。";
    screen.harness.event(Event::Paste(text.to_owned()));
    screen.wait_until(|screen| screen.says("粘贴的文字"));
    screen.harness.run();
    assert!(screen.says("原因没有写完") && screen.says("错误"));
}

#[test]
fn a_dropped_report_asks_what_it_is_for() {
    let (mut screen, report) = with_report();
    screen.drop_files(std::slice::from_ref(&report));
    assert!(screen.says("审核这份报告，还是从它取数"));
    screen.click("取消");
    assert!(screen.says("打开示例"));
    screen.drop_files(std::slice::from_ref(&report));
    screen.press(NONE, Key::Enter);
    screen.wait_until(|screen| screen.says("错误 0，"));
    // On the page there is nothing to ask.
    screen.drop_files(&[report]);
    screen.wait_until(|screen| screen.says("错误 0，"));
    assert!(!screen.says("还是从它取数"));
}

#[test]
fn what_was_read_becomes_a_project_of_its_own() {
    let (mut screen, report) = with_report();
    screen.press(CTRL_SHIFT, Key::Y);
    assert!(screen.app().session().is_none());
    screen.create("另一个单位");
    audit(&mut screen, &report);
    screen.change();
    screen.press(CTRL_SHIFT, Key::Y);
    assert!(screen.says("有修改尚未保存"), "unsaved work is asked about");
    screen.press(NONE, Key::Escape);
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "另一个单位");
    screen.press(CTRL_SHIFT, Key::Y);
    screen.click("不保存");
    let document = screen.app().session().unwrap().document().clone();
    assert_eq!(&*document.unit.department, "青禾县总工会");
    let whole = parse_project(&std::fs::read(sample("clean.json")).unwrap()).unwrap();
    assert_eq!(document.expenditure.lines.len(), whole.expenditure.lines.len(), "the items are there");
    assert!(screen.says("录成项目，尚未存为文件"));
}

#[test]
fn what_is_no_report_is_refused_with_a_sentence() {
    let (mut screen, report) = with_report();
    let bad = screen.file("坏.docx");
    std::fs::write(&bad, [0x50, 0x4b, 3, 4, 9, 9, 9]).unwrap();
    audit(&mut screen, &bad);
    assert!(screen.says("“坏.docx”没有审核："));
    let missing = screen.file("没有.docx");
    audit(&mut screen, &missing);
    assert!(screen.says("“没有.docx”没有审核："));
    audit(&mut screen, &report);
    assert!(screen.says("错误 0，") && !screen.says("没有审核"));
}

/// A folder with a clean report, a spoiled one, a file that is none, and a text in a folder below.
fn folder_of_reports(screen: &Screen) -> PathBuf {
    let folder = screen.file("各单位");
    std::fs::create_dir_all(folder.join("下级")).unwrap();
    let report = report(screen);
    std::fs::copy(&report, folder.join("一.docx")).unwrap();
    spoil(&report);
    std::fs::copy(&report, folder.join("二.docx")).unwrap();
    std::fs::write(folder.join("三.pdf"), "%PDF-1.4 nothing").unwrap();
    std::fs::write(folder.join("表.xlsx"), "不是报告").unwrap();
    std::fs::write(folder.join("下级/四.txt"), "某局2024年度部门决算\n主要原因是。\n").unwrap();
    folder
}

fn audit_folder(screen: &mut Screen, folder: &Path) {
    screen.choose(folder);
    screen.press(CTRL_SHIFT, Key::B);
    screen.wait_until(|screen| screen.says("审核了 4 个，共 4 个"));
    screen.harness.run();
}

#[test]
fn a_folder_of_reports_is_listed_and_one_is_opened() {
    let mut screen = Screen::with_child(PROGRAM.into());
    let folder = folder_of_reports(&screen);
    audit_folder(&mut screen, &folder);
    assert_eq!(screen.app().tab(), Tab::Batch);
    assert!(screen.says("2 个有错误，0 个只有存疑，1 个读不了"));
    assert!(screen.says("一.docx 青禾县总工会2024年度 已审核") && screen.says("错误0") && screen.says("错误1"));
    assert!(screen.says("四.txt") && !screen.says("表.xlsx"));
    let list = screen.file("清单.xlsx");
    screen.choose(&list);
    screen.click("导出清单…");
    screen.wait_until(|screen| screen.says("批量审核清单已导出到"));
    let read = evidence::read(&std::fs::read(&list).unwrap()).unwrap();
    let cells: Vec<&str> = read.tables().flat_map(|table| &table.cells).map(|cell| cell.text.as_str()).collect();
    assert!(["一.docx", "二.docx", "三.pdf", "错误"].iter().all(|text| cells.contains(text)), "{cells:?}");

    screen.harness.run();
    screen.harness.get_by_label("批量审核的文件").focus();
    // By name: 一, 三, 二.
    screen.press(NONE, Key::End);
    screen.press(NONE, Key::ArrowUp);
    screen.press(NONE, Key::Enter);
    screen.wait_until(|screen| screen.says("错误 1，"));
    screen.harness.run();
    assert_eq!(screen.app().tab(), Tab::Audit);
    screen.press(NONE, Key::Space);
    screen.press(NONE, Key::Escape);
    assert_eq!(screen.app().tab(), Tab::Batch);
    assert!(screen.says("1 个有错误"), "what was cleared is no error any more");
    screen.press(NONE, Key::Escape);
    assert!(screen.says("打开示例"));
}

/// Whatever is on screen, and whatever the folder is called.
#[test]
fn a_folder_that_is_dropped_is_audited_whole() {
    let mut screen = Screen::with_child(PROGRAM.into());
    let folder = folder_of_reports(&screen);
    let named = screen.file("2024年.各单位");
    std::fs::rename(&folder, &named).unwrap();
    screen.drop_files(std::slice::from_ref(&named));
    screen.wait_until(|screen| screen.says("审核了 4 个，共 4 个"));
    assert_eq!(screen.app().tab(), Tab::Batch);
    screen.press(NONE, Key::Escape);
    assert!(screen.says("打开示例"));
    // In an open document, with something else beside it.
    screen.create("另一个单位");
    screen.drop_files(&[named, folder]);
    screen.wait_until(|screen| screen.says("审核了 4 个，共 4 个"));
    assert!(screen.says("一次只能审核一个文件夹"));
    assert_eq!(&*screen.app().session().unwrap().document().unit.department, "另一个单位");
}

#[test]
fn a_folder_without_reports_is_told() {
    let (mut screen, _) = with_report();
    let folder = screen.file("空");
    std::fs::create_dir(&folder).unwrap();
    screen.choose(&folder);
    screen.press(CTRL_SHIFT, Key::B);
    screen.wait_until(|screen| screen.says("这个文件夹和下级文件夹里没有"));
    let missing = screen.file("没有");
    screen.choose(&missing);
    screen.press(CTRL_SHIFT, Key::B);
    screen.wait_until(|screen| screen.says("没有审核：没有这个文件夹"));
}

#[cfg(unix)]
fn slow_program(folder: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let program = folder.join("slow");
    std::fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    program
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_given_up_ends_its_processes() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::with_child_and_threads(slow_program(folder.path()));
    let reports = folder_of_reports(&screen);
    screen.choose(&reports);
    screen.harness.key_press_modifiers(CTRL_SHIFT, Key::B);
    screen.wait_until(|screen| screen.says("0 / 4"));
    screen.harness.key_press_modifiers(NONE, Key::Escape);
    screen.wait_until(|screen| screen.says("没有审核（已取消）"));
    assert_eq!(screen.app().tab(), Tab::Batch);
    screen.wait_until(Screen::is_at_rest);
    assert!(!screen.says("0 / 4") && screen.says("一.docx 没有审核（已取消）"));
}

#[cfg(unix)]
#[test]
fn a_reading_that_is_given_up_ends_its_process() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::with_child_and_threads(slow_program(folder.path()));
    let report = report(&screen);
    screen.choose(&report);
    screen.harness.key_press_modifiers(CTRL_SHIFT, Key::A);
    screen.wait_until(|screen| screen.says("正在读取并审核：报告.docx"));
    screen.harness.key_press_modifiers(NONE, Key::Escape);
    screen.wait_until(|screen| screen.says("没有再读这份报告"));
    assert!(!screen.says("正在读取") && screen.app().tab() == Tab::Audit);
    screen.wait_until(Screen::is_at_rest);
    assert!(!screen.says("没有审核"), "what is not wanted is not told");
}

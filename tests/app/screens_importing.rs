//! 导入 in the window: read, look, take over in one step, by the keyboard.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{
    document::{Document, Region, Role},
    ui::Tab,
};

use crate::{
    cli::{run, sample},
    screen::Screen,
    screens_signing::{say_who, sign},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_juesuan");

const NONE: Modifiers = Modifiers::NONE;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn document(screen: &Screen) -> Document {
    Document::clone(screen.app().session().unwrap().document())
}

/// The workbook that is exported of a sample.
fn workbook(screen: &Screen, name: &str) -> PathBuf {
    let path = screen.file("决算.xlsx");
    let exported = run(&["export", &sample(name), "--xlsx", &path.to_string_lossy()]);
    assert_eq!(exported.status.code(), Some(0));
    path
}

fn read(screen: &mut Screen, path: &std::path::Path) {
    screen.choose(path);
    screen.press(CTRL_SHIFT, Key::O);
    screen.wait_until(|screen| !screen.says("正在读取") && (screen.says("可取用") || screen.says("没有导入")));
    screen.harness.run();
}

fn focused(screen: &Screen) -> String {
    let node = screen.harness.get_by(|node| node.is_focused());
    node.accesskit_node().label().unwrap_or_default()
}

#[test]
fn a_workbook_is_read_by_a_child_looked_at_and_taken_over_in_one_step() {
    let mut screen = Screen::with_child(PROGRAM.into());
    let path = workbook(&screen, "national-2024.json");
    screen.create("盐边县总工会");
    let before = document(&screen);
    read(&mut screen, &path);
    assert_eq!(screen.app().tab(), Tab::Import);
    assert!(screen.says("取用 收入决算表") && screen.says("：空白 → "));
    assert_eq!(focused(&screen), "要改的数");
    assert!(screen.says("原件 工作表“公开"), "the original is beside it, with its place");
    assert_eq!(document(&screen).content(), before.content(), "looking changes nothing");

    // In a narrow window the original has the page while it is asked for; the keyboard is where it was afterwards.
    screen.harness.set_size(egui::vec2(780.0, 440.0));
    screen.harness.run();
    assert!(!screen.says("原件 工作表") && screen.says("看原件"));
    screen.press(NONE, Key::Enter);
    assert!(screen.says("原件 工作表“公开") && !screen.says("取用 收入决算表"));
    screen.press(NONE, Key::F9);
    assert_eq!(focused(&screen), "要改的数");
    screen.harness.set_size(egui::vec2(1366.0, 768.0));
    screen.harness.run();

    screen.press(Modifiers::COMMAND, Key::Enter);
    assert!(screen.says("个数，可用 Ctrl+Z 撤销"));
    let after = document(&screen);
    assert!(after.income.lines.len() > 1 && after.expenditure.lines.len() > 1);
    screen.wait_until(|screen| screen.says("可取用 0 个数"));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert!(screen.says("已撤销：导入：决算.xlsx（"));
    assert_eq!(document(&screen).content(), before.content());
}

#[test]
fn a_table_is_left_out_by_space_and_escape_changes_nothing_and_keeps_the_choice() {
    let mut screen = Screen::new();
    let path = workbook(&screen, "national-2024.json");
    screen.create("盐边县总工会");
    read(&mut screen, &path);
    assert!(screen.says("收入（"));
    let income = screen.harness.get_by(|node| node.label().is_some_and(|label| label.contains("取用 收入决算表")));
    income.click();
    screen.harness.run();
    assert_eq!(focused(&screen), "读到的表");
    screen.press(NONE, Key::Space);
    screen.wait_until(|screen| screen.says("不取 收入决算表"));
    assert!(!screen.says("取用 收入决算表") && !screen.says("收入（"), "nothing of it is taken");
    let before = document(&screen);
    screen.press(NONE, Key::Escape);
    assert_eq!(screen.app().tab(), Tab::Expenditure);
    assert_eq!(document(&screen).content(), before.content());
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("导入");
    screen.press(NONE, Key::Escape);
    screen.choose(&screen.file("没有这个文件.pdf"));
    screen.press(CTRL_SHIFT, Key::O);
    screen.wait_until(|screen| screen.says("“没有这个文件.pdf”没有导入"));
    assert!(screen.says("不取 收入决算表"), "the choices stay until the document is closed");
}

#[test]
fn a_readable_file_dropped_is_read_and_one_that_is_none_is_refused_in_a_sentence() {
    let mut screen = Screen::with_child(PROGRAM.into());
    let path = workbook(&screen, "clean.json");
    let broken = screen.file("坏.pdf");
    std::fs::write(&broken, b"%PDF-1.7 nothing").unwrap();
    screen.create("盐边县总工会");
    screen.drop_files(&[path, broken]);
    screen.wait_until(|screen| screen.says("可取用") && screen.says("“坏.pdf”没有导入："));
    assert_eq!(screen.app().tab(), Tab::Import);
}

#[test]
fn files_begin_a_new_document() {
    let mut screen = Screen::new();
    let path = workbook(&screen, "clean.json");
    screen.drop_files(&[path]);
    screen.wait_until(|screen| screen.says("已照文件里写的填好"));
    screen.press(NONE, Key::Enter);
    screen.wait_until(|screen| screen.says("可取用"));
    assert_eq!(screen.app().tab(), Tab::Import);
    let begun = document(&screen);
    assert!(begun.income.lines.is_empty());
    assert_eq!((&*begun.unit.department, begun.unit.year), ("青禾县总工会", Some(2024)));
    assert_eq!(begun.unit.region, Some(Region::Sichuan));
    assert!(begun.is_wan_two(), "its amounts are published ones");
}

#[test]
fn files_of_which_nothing_is_known_begin_a_new_document_too() {
    let mut screen = Screen::new();
    let (one, other) = (workbook(&screen, "national-2024.json"), screen.file("坏.xlsx"));
    std::fs::write(&other, "不是工作簿").unwrap();
    screen.drop_files(&[other]);
    screen.wait_until(|screen| screen.says("新建决算"));
    assert!(!screen.says("已照文件里写的填好"));
    screen.press(NONE, Key::Escape);
    screen.drop_files(&[one]);
    screen.wait_until(|screen| screen.says("已照文件里写的填好"));
    screen.press(NONE, Key::Enter);
    screen.wait_until(|screen| screen.says("可取用"));
    assert_eq!(document(&screen).unit.region, Some(Region::National));
}

#[test]
fn of_a_pdf_the_page_is_shown_as_it_is_printed() {
    for mut screen in [Screen::with_child(PROGRAM.into()), Screen::new()] {
        let path = screen.file("报告.pdf");
        let (from, to) = (sample("clean.json"), path.to_string_lossy().into_owned());
        assert_eq!(run(&["export", &from, "--pdf", &to, "--draft"]).status.code(), Some(0));
        screen.create("盐边县总工会");
        read(&mut screen, &path);
        // What is taken of this year stands in one place; of last year, the tables are gone to.
        let table = screen.harness.get_by(|node| node.label().is_some_and(|label| label.contains("取用 收入决算表")));
        table.click();
        screen.wait_until(|screen| screen.says("原件的页面 第"));
    }
}

#[test]
fn two_files_of_one_name_are_two_and_a_file_that_was_read_from_can_be_opened() {
    let mut screen = Screen::new();
    let first = workbook(&screen, "national-2024.json");
    let folder = screen.file("另一处");
    std::fs::create_dir(&folder).unwrap();
    let second = folder.join("决算.xlsx");
    std::fs::copy(&first, &second).unwrap();
    screen.create("盐边县总工会");
    screen.drop_files(&[first.clone(), second]);
    screen.wait_until(|screen| screen.says("另一处/决算.xlsx") && screen.says("可取用"));

    screen.press(Modifiers::COMMAND, Key::Enter);
    let after = document(&screen);
    let place = juesuan::at!(expenditure.lines[0].basic);
    assert_eq!(after.taken_from(place).map(|from| from.file), Some("决算.xlsx"));
    screen.press(NONE, Key::Escape);
    assert_eq!(screen.app().tab(), Tab::Expenditure);
    for _ in 0..8 {
        screen.press(NONE, Key::F4);
        if screen.says("打开原件") {
            break;
        }
        screen.press(NONE, Key::ArrowRight);
    }
    assert!(screen.says("取自 决算.xlsx 工作表“"), "the panel says where the number is from");
    screen.click("打开原件");
    screen.wait_until(|screen| screen.says("正在打开“决算.xlsx”"));
    // It is another one now; then it is somewhere else; then it is back.
    let known = folder.join("决算.xlsx");
    let bytes = std::fs::read(&known).unwrap();
    std::fs::write(&known, [bytes.clone(), vec![0]].concat()).unwrap();
    screen.click("打开原件");
    screen.wait_until(|screen| screen.says("“决算.xlsx”在导入之后改过，请核对取来的数"));
    std::fs::rename(&known, folder.join("改名.xlsx")).unwrap();
    screen.click("打开原件");
    screen.wait_until(|screen| screen.says("可能移走或改了名"));
    std::fs::write(&known, bytes).unwrap();
    screen.click("打开原件");
    screen.wait_until(|screen| screen.says("正在打开“决算.xlsx”"));
}

#[test]
fn a_signed_project_asks_before_it_takes_numbers_and_a_read_only_one_refuses() {
    let opened = || {
        let mut screen = Screen::with_child(PROGRAM.into());
        let project = screen.file("clean.juesuan");
        std::fs::copy(sample("clean.json"), &project).unwrap();
        let numbers = workbook(&screen, "national-2024.json");
        screen.drop_files(&[project]);
        (screen, numbers)
    };
    let (mut screen, numbers) = opened();
    say_who(&mut screen, "张三", Role::Preparer);
    sign(&mut screen);
    assert!(screen.says("已签批并保存"));
    let before = document(&screen);
    read(&mut screen, &numbers);
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert!(screen.says("导入会改动内容，签批随之失效"));
    screen.click("不导入");
    assert_eq!(document(&screen).content(), before.content());
    screen.press(Modifiers::COMMAND, Key::Enter);
    screen.click("仍然导入");
    assert_ne!(document(&screen).content(), before.content());

    let (mut leader, numbers) = opened();
    say_who(&mut leader, "李四", Role::Leader);
    let project = leader.file("clean.juesuan");
    leader.drop_files(&[project]);
    leader.choose(&numbers);
    leader.press(CTRL_SHIFT, Key::O);
    assert!(leader.says("内容只读"));
    assert_ne!(leader.app().tab(), Tab::Import);
    assert_eq!(document(&leader).content(), before.content());
}

#[test]
fn reading_that_is_given_up_in_the_middle_changes_nothing_and_keeps_what_was_read() {
    let mut screen = Screen::with_child_and_threads(PROGRAM.into());
    let numbers = workbook(&screen, "national-2024.json");
    let long = screen.file("很长.txt");
    std::fs::write(&long, "某科目\t1.00\t2.00\n".repeat(400_000)).unwrap();
    screen.create("盐边县总工会");
    let before = document(&screen);
    read(&mut screen, &numbers);
    screen.let_fall(&[long]);
    screen.wait_until(|screen| screen.says("正在读取"));
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert!(screen.says("文件还没有读完，请稍候再取用"));
    let begun = std::time::Instant::now();
    screen.click("取消");
    assert!(screen.says("没有再读，内容没有改动") && !screen.says("正在读取"));
    assert!(screen.says("取用 收入决算表"), "what was read before stays");
    screen.wait_until(Screen::is_at_rest);
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "the child is stopped, not waited for");
    assert_eq!(document(&screen).content(), before.content());
}

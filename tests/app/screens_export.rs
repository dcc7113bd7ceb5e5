//! 导出 in the window: by the keyboard, refused, cancelled, finished and opened.

use egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{
    app::PathRequest,
    export::Format,
    storage::{DataFolder, Settings},
    ui::Tab,
};

use crate::screen::Screen;

/// With this sample open from a file of its own.
fn with_sample(name: &str) -> Screen {
    with_sample_in(tempfile::tempdir().unwrap(), name)
}

fn with_sample_in(folder: tempfile::TempDir, name: &str) -> Screen {
    let mut screen = Screen::in_folder(folder);
    let file = screen.file("甲.juesuan");
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    std::fs::copy(samples.join(name), &file).unwrap();
    screen.drop_files(&[file]);
    screen
}

fn charts(mark: &str) -> String {
    format!("盐边县总工会2024年度部门决算图表{mark}")
}

/// What is chosen until something else was.
fn published() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| format.is_published())
}

fn wait_for_the_end(screen: &mut Screen) {
    screen.wait_until(|screen| screen.says("打开所在文件夹"));
    // The dialog takes its size in the frame after.
    screen.harness.run();
}

#[test]
fn the_keyboard_alone_exports_beside_the_project_file() {
    let mut screen = with_sample("yanbian-2024.json");
    screen.press(Modifiers::COMMAND, Key::E);
    for format in Format::ALL {
        assert!(screen.harness.query_by_label(format.label()).is_some(), "{format:?}");
    }
    assert!(screen.says(&charts("（草稿）")));
    assert!(screen.says(&screen.folder.path().display().to_string()));
    screen.harness.key_press(Key::Enter);
    wait_for_the_end(&mut screen);
    assert!(screen.file(&charts("（草稿）")).join("图1 2024年度收入支出决算总体情况.png").is_file());
    screen.click(&format!("打开 {}", charts("（草稿）")));
    screen.click("打开所在文件夹");
    assert_eq!(*screen.opened.borrow(), [screen.file(&charts("（草稿）")), screen.folder.path().to_owned()]);
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(!screen.says("打开所在文件夹"));
    screen.press(Modifiers::COMMAND, Key::E);
    assert!(screen.says("（替换已有的）"));
}

#[test]
fn a_final_document_is_offered_only_without_errors() {
    let mut screen = with_sample("yanbian-2024.json");
    screen.press(Modifiers::COMMAND, Key::E);
    assert!(screen.harness.get_by_label("定稿").accesskit_node().is_disabled());
    assert!(screen.says("处错误没有改正"));
    screen.click("查看");
    assert_eq!(screen.app().tab(), Tab::Review);
    assert!(!screen.says("导出到"));

    let mut screen = with_sample("clean.json");
    screen.press(Modifiers::COMMAND, Key::S);
    screen.press(Modifiers::COMMAND, Key::E);
    screen.click("定稿");
    assert!(screen.harness.query_by_label("查看").is_none());
    screen.click("导出");
    wait_for_the_end(&mut screen);
    let data = DataFolder::at(screen.file("data"));
    assert!(Settings::load(&data).export.is_final, "remembered");
    let made: Vec<String> = std::fs::read_dir(screen.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("部门决算"))
        .collect();
    assert_eq!(made.len(), published().count());
    assert!(made.iter().all(|name| !name.contains("草稿")), "{made:?}");

    // What was made last is what the leader's page offers to compare.
    screen.press(Modifiers::NONE, Key::Escape);
    screen.press(Modifiers::SHIFT, Key::F7);
    screen.click("核对定稿");
    assert_eq!(screen.app().tab(), Tab::Checking);
    screen.wait_until(|screen| screen.says("部门决算.docx：与项目一致"));

    // Another day as well, and of these accounts only.
    let mut later = Screen::in_folder(screen.folder);
    later.drop_files(&[later.file("甲.juesuan")]);
    later.press(Modifiers::SHIFT, Key::F7);
    later.click("核对定稿");
    later.wait_until(|later| later.says("部门决算.docx：与项目一致"));
    let mut other = with_sample_in(later.folder, "yanbian-2024.json");
    other.press(Modifiers::SHIFT, Key::F7);
    assert!(other.harness.query_by_label("核对定稿").is_none() && other.says("核对成稿…"));
}

#[test]
fn the_review_sheet_is_asked_for_on_the_leader_s_page_and_never_blocked() {
    let mut screen = with_sample("yanbian-2024.json");
    screen.press(Modifiers::SHIFT, Key::F7);
    assert!(screen.says("内容指纹 "));
    screen.click("复核单…");
    assert!(screen.says("盐边县总工会2024年度部门决算复核单.pdf"));
    screen.click("导出");
    wait_for_the_end(&mut screen);
    let sheet = std::fs::read(screen.file("盐边县总工会2024年度部门决算复核单.pdf")).unwrap();
    assert!(sheet.starts_with(b"%PDF-"));
    assert!(!screen.file(&charts("（草稿）")).exists());
    screen.press(Modifiers::NONE, Key::Escape);

    // What is chosen for the report is as it was.
    screen.press(Modifiers::COMMAND, Key::E);
    screen.click("导出");
    wait_for_the_end(&mut screen);
    assert!(screen.file(&charts("（草稿）")).exists());
    screen.press(Modifiers::NONE, Key::Escape);
    screen.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert!(screen.says("（替换已有的）"));
}

#[test]
fn the_report_is_copied_for_a_web_site_by_key_menu_and_palette() {
    let mut screen = with_sample("clean.json");
    screen.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    screen.wait_until(|screen| screen.says("已复制为网页文字（定稿），可粘贴到网站的编辑器"));
    let [html, text] = screen.copied.take().expect("copied");
    assert!(html.contains("<table") && html.contains("data:image/png;base64,") && !html.contains("草稿"));
    assert!(text.contains("第一部分") && !text.contains('<'));
    screen.press(Modifiers::ALT, Key::F);
    screen.click("复制为网页文字");
    screen.wait_until(|screen| screen.copied.borrow().is_some());

    // What may not be published yet says so where it is pasted.
    let mut screen = with_sample("yanbian-2024.json");
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("复制为网页");
    screen.press(Modifiers::NONE, Key::Enter);
    screen.wait_until(|screen| screen.says("已复制为网页文字（草稿：还有"));
    let [html, text] = screen.copied.take().expect("copied");
    assert!(html.contains("草稿，未定稿，请勿公开") && text.starts_with("草稿，未定稿，请勿公开\n"));
}

#[test]
fn a_clipboard_that_takes_no_page_is_said_with_what_to_do() {
    let mut screen = with_sample("clean.json");
    screen.has_no_clipboard.set(true);
    screen.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    screen.wait_until(|screen| screen.says("剪贴板不接收网页；请用“导出…”（Ctrl+E）中的“网页稿”"));
}

#[test]
fn another_folder_is_chosen_and_remembered() {
    let mut screen = with_sample("clean.json");
    let folder = screen.file("公开");
    std::fs::create_dir(&folder).unwrap();
    screen.choose(&folder);
    screen.press(Modifiers::COMMAND, Key::E);
    screen.click("更改…");
    let asked = screen.asked.borrow().last().cloned();
    let begins_in = Some(screen.folder.path().to_owned());
    assert_eq!(asked, Some(PathRequest::Folder { title: "选择导出到的文件夹", folder: begins_in }));
    assert!(screen.says(&folder.display().to_string()));
    screen.click("导出");
    wait_for_the_end(&mut screen);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), published().count());
    assert_eq!(Settings::load(&DataFolder::at(screen.file("data"))).export.folder, Some(folder));
}

#[test]
fn a_place_that_cannot_be_written_keeps_the_dialog_and_says_what_to_do() {
    let mut screen = with_sample("yanbian-2024.json");
    let name = charts("（草稿）");
    std::fs::write(screen.file(&name), "a file").unwrap();
    screen.press(Modifiers::COMMAND, Key::E);
    screen.click("导出");
    screen.wait_until(|screen| screen.says("不能作为文件夹，没有写任何文件；请换一个文件夹"));
    std::fs::remove_file(screen.file(&name)).unwrap();
    // The dialog has grown by the fault and takes a frame to settle in the middle.
    screen.harness.run();
    screen.click("导出");
    wait_for_the_end(&mut screen);
}

#[test]
fn without_a_format_nothing_can_be_exported() {
    let mut screen = with_sample("clean.json");
    screen.press(Modifiers::COMMAND, Key::E);
    for format in published() {
        screen.click(format.label());
    }
    assert!(screen.says("请至少选一种格式"));
    assert!(screen.harness.get_by_label("导出").accesskit_node().is_disabled());
    screen.click("取消");
    assert!(!screen.says("导出到"));
}

#[test]
fn a_running_export_is_cancelled_or_asked_about_before_the_program_ends() {
    let mut screen = with_sample("yanbian-2024.json");
    screen.press(Modifiers::COMMAND, Key::E);
    screen.harness.get_by_label("导出").click_accesskit();
    screen.wait_until(|screen| screen.says("正在导出"));
    screen.harness.get_by_label("取消").click_accesskit();
    screen.wait_until(|screen| screen.says("已取消导出，没有写任何文件"));
    assert!(!screen.file(&charts("（草稿）")).exists());

    screen.harness.get_by_label("导出").click_accesskit();
    screen.wait_until(|screen| screen.says("正在导出"));
    screen.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    screen.harness.step();
    screen.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
    screen.harness.step();
    assert!(screen.says("导出还没有完成"));
    screen.harness.get_by_label("取消导出并退出").click_accesskit();
    let sent = |screen: &Screen| screen.harness.output().viewport_output[&ViewportId::ROOT].commands.clone();
    screen.wait_until(|screen| sent(screen).contains(&ViewportCommand::Close));
    assert!(!screen.file(&charts("（草稿）")).exists());
}

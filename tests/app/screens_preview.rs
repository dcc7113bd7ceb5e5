//! The preview, with the real program as the process that sets the pages.

use std::{path::PathBuf, sync::Arc, thread, time::Duration};

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use juesuan::{
    at,
    console::{ChildError, PreviewChild},
    derived::Derived,
    document::{Document, Edit, Entry},
    large_sample::large_document,
    storage::parse_project,
    typeset::{Engine, Manuscript},
    ui::Tab,
};

use crate::screen::Screen;

const PROGRAM: &str = env!("CARGO_BIN_EXE_juesuan");

fn sample() -> Document {
    parse_project(include_bytes!("../../samples/yanbian-2024.json")).unwrap()
}

fn derived(document: Document) -> Arc<Derived> {
    Arc::new(Derived::of(&Arc::new(document)))
}

#[test]
fn a_process_of_its_own_sets_the_same_pages_and_is_started_again_when_it_rested() {
    let first = derived(sample());
    let edit = Edit::Set { path: at!(unit.department), entry: Entry::Text("新名称局".to_owned()) };
    let second = derived(sample().apply(&edit).unwrap());
    let mut child = PreviewChild::new(PROGRAM.into(), true);
    assert!(!child.is_running());
    for derived in [&first, &second] {
        let heard = child.pages(derived, true).unwrap();
        let (pages, printed) = Engine::embedded_only().set(&Manuscript::of(derived), true).unwrap();
        assert!(heard.contents == pages.contents, "what stands where");
        for page in [0, pages.count() - 1] {
            let [heard, own] = [child.picture(page, 700).unwrap(), printed.picture(page, 700)].map(Option::unwrap);
            assert!((heard.width, heard.height, heard.rgba) == (own.width, own.height, own.rgba), "page {page}");
        }
        assert!(child.picture(pages.count(), 700).unwrap().is_none());
        child.rest();
        assert!(!child.is_running());
        assert!(child.picture(0, 700).unwrap().is_some() && child.is_running());
    }
}

#[test]
fn a_process_that_is_no_longer_wanted_ends_in_the_midst_of_its_work() {
    let mut child = PreviewChild::new(PROGRAM.into(), true);
    let large = derived(large_document(20_000));
    child.pages(&derived(sample()), true).unwrap();
    let end = child.end();
    thread::scope(|scope| {
        let answer = scope.spawn(|| child.pages(&large, true).map(|pages| pages.count()));
        thread::sleep(Duration::from_millis(300));
        end.end();
        assert!(matches!(answer.join().unwrap(), Err(ChildError::Broken(_))));
    });
    assert!(!child.is_running());
    assert!(child.pages(&derived(sample()), true).is_err(), "it is over for good");
}

/// 预览 of the sample, set by `program`.
fn preview(program: PathBuf) -> Screen {
    let mut screen = Screen::with_child(program);
    let file = screen.file("甲.juesuan");
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    std::fs::copy(samples.join("yanbian-2024.json"), &file).unwrap();
    screen.drop_files(&[file]);
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("预览");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.app().tab(), Tab::Preview);
    screen
}

#[test]
fn the_pages_of_another_process_lead_to_their_numbers_and_are_searched() {
    let mut screen = preview(PROGRAM.into());
    screen.wait_until(|screen| screen.says("第 1 张，共 "));
    screen.press(Modifiers::NONE, Key::ArrowRight);
    screen.wait_until(|screen| screen.harness.get_all_by(|node| node.is_focused()).count() == 1);
    screen.harness.run();
    let focused = screen.harness.get_by(|node| node.is_focused()).accesskit_node().label().unwrap();
    assert!(focused.contains('：'), "a number: {focused}");
    screen.press(Modifiers::COMMAND, Key::Enter);
    assert_ne!(screen.app().tab(), Tab::Preview, "its cell");

    let mut screen = preview(PROGRAM.into());
    screen.wait_until(|screen| screen.says("第 1 张，共 "));
    screen.press(Modifiers::COMMAND, Key::F);
    screen.type_text("万元");
    screen.wait_until(|screen| screen.says("下一个"));
    assert!(screen.harness.query_by_label("1/0").is_none() && screen.says("1/"));
}

/// The system lets nobody take the place of a running program on Windows.
#[cfg(unix)]
#[test]
fn a_process_that_breaks_off_is_said_and_tried_again_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    std::os::unix::fs::symlink("/bin/true", &program).unwrap();
    let mut screen = preview(program.clone());
    screen.wait_until(|screen| screen.says("预览的后台程序意外结束，录入的内容没有受影响"));
    std::fs::remove_file(&program).unwrap();
    std::os::unix::fs::symlink(PROGRAM, &program).unwrap();
    screen.click("重试");
    screen.wait_until(|screen| screen.says("第 1 张，共 "));
    assert!(!screen.says("意外结束"));
}

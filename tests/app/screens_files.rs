//! Files and findings in the window: what is refused, what is kept, what leads back.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable;
use juesuan::{
    app::{Handover, PathRequest, hand_over},
    storage::{DataFolder, backup_path, read_project},
    ui::Tab,
};
use std::path::Path;

use crate::screen::Screen;

#[test]
fn every_unusable_file_is_refused_in_a_sentence_and_the_open_one_stays() {
    let mut screen = Screen::new();
    screen.create("甲");
    let sample = include_str!("../../samples/clean.json");
    let utf16: Vec<u8> = sample.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let twice = sample.replacen("\"year\"", "\"year\": 2024, \"year\"", 1);
    let newer = sample.replacen("\"format_version\": 2", "\"format_version\": 9", 1);
    let large = format!("{sample}{}", " ".repeat(20 << 20));
    let (gbk, _, _) = encoding_rs::GB18030.encode(sample);
    let files: [(&str, &[u8], &str); 6] = [
        ("GBK.json", &gbk, "文件是 GB18030（GBK） 编码"),
        ("宽字符.json", &utf16, "文件是 UTF-16 编码"),
        ("重复.json", twice.as_bytes(), "字段“year”出现了两次"),
        ("新版.json", newer.as_bytes(), "请升级本程序后再打开"),
        ("太大.json", large.as_bytes(), "文件超过 16 MB"),
        ("空.json", b"", "文件是空的"),
    ];
    for (name, content, words) in files {
        let path = screen.file(name);
        std::fs::write(&path, content).unwrap();
        screen.choose(&path);
        screen.press(Modifiers::COMMAND, Key::O);
        assert!(screen.says(&format!("{name}：")) && screen.says(words), "{name}");
        assert_eq!(&*screen.app().session().unwrap().document().unit.department, "甲");
    }
    let marked = screen.file("带标记.json");
    std::fs::write(&marked, format!("\u{feff}{sample}")).unwrap();
    screen.choose(&marked);
    screen.press(Modifiers::COMMAND, Key::O);
    assert_eq!(screen.app().title(), "带标记.json — 决算公开编审");
}

#[test]
fn a_click_on_a_finding_leads_back_too() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    screen.show_charts();
    let finding = screen.app().session().unwrap().derived().review.findings[0].message.clone();
    screen
        .harness
        .get_by(|node| node.role() == Role::Link && node.label().is_some_and(|label| label.contains(&finding)))
        .click();
    screen.harness.run();
    assert_ne!(screen.app().tab(), Tab::Charts);
    screen.press(Modifiers::COMMAND, Key::F8);
    assert_eq!(screen.app().tab(), Tab::Charts);
}

#[test]
fn unsaved_work_that_cannot_be_kept_is_said_and_tried_again() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.change();
    let recovery = screen.file("data").join("recovery");
    std::fs::create_dir_all(recovery.parent().unwrap()).unwrap();
    std::fs::write(&recovery, "").unwrap();
    screen.wait_until(|screen| screen.says("自动留存没有成功"));
    std::fs::remove_file(&recovery).unwrap();
    std::fs::create_dir(&recovery).unwrap();
    screen.wait_until(|screen| screen.says("已自动留存 14:03"));
}

#[test]
fn of_several_dropped_files_the_first_is_opened_and_the_others_are_named() {
    let mut screen = Screen::new();
    let paths = ["甲.json", "乙.json"].map(|name| screen.file(name));
    for path in &paths {
        std::fs::write(path, include_str!("../../samples/clean.json")).unwrap();
    }
    screen.drop_files(&paths);
    assert_eq!(screen.app().title(), "甲.json — 决算公开编审");
    assert!(screen.says("一次只能打开一个文件"));
}

#[test]
fn after_a_dialog_the_keyboard_is_back_in_the_cell() {
    let mut screen = Screen::new();
    screen.create("甲");
    let path = screen.file("甲.juesuan");
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::S);
    screen.type_text("2012901");
    screen.press(Modifiers::NONE, Key::Tab);
    let item = |screen: &Screen| screen.app().session().unwrap().document().expenditure.lines[0].item.to_string();
    assert_eq!(item(&screen), "2012901", "after the native dialog");
    std::fs::write(&path, r#"{"format_version": 1}"#).unwrap();
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(screen.says("文件已被别人改动"));
    screen.click("取消");
    screen.press(Modifiers::NONE, Key::Home);
    screen.type_text("2012902");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(item(&screen), "2012902", "after a dialog of the window");
    for (key, words) in [(Key::K, "nothing"), (Key::F, "9")] {
        screen.press(Modifiers::COMMAND, key);
        screen.type_text(words);
        screen.press(Modifiers::NONE, Key::Escape);
    }
    screen.type_text("2080501");
    screen.press(Modifiers::NONE, Key::Enter);
    let lines = &screen.app().session().unwrap().document().expenditure.lines;
    assert!(lines.iter().any(|line| &*line.item == "2080501"), "after palette and search");
}

#[test]
fn commands_of_the_tables_are_in_menu_and_palette() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let lines = |screen: &Screen| screen.app().session().unwrap().document().expenditure.lines.clone();
    let before = lines(&screen);
    screen.press(Modifiers::NONE, Key::ArrowDown);
    screen.press(Modifiers::SHIFT, Key::ArrowDown);
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("xxtc");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(lines(&screen)[2].item, before[1].item, "the selection is filled");
    screen.press(Modifiers::COMMAND, Key::Z);
    screen.click("编辑");
    screen.harness.get_by(|node| node.label().is_some_and(|label| label.starts_with("插入行"))).click();
    screen.harness.run();
    assert_eq!(lines(&screen).len(), before.len() + 1);
    assert_eq!(screen.app().session().unwrap().next_undo().unwrap().label, "插入 支出明细 1 行");
}

#[test]
fn another_entry_unit_shows_other_digits_and_keeps_every_amount() {
    let mut screen = Screen::new();
    screen.click("打开示例");
    let before = screen.app().session().unwrap().document().clone();
    screen.change();
    let after = screen.app().session().unwrap().document().clone();
    assert_eq!(after.expenditure, before.expenditure);
    assert_eq!(
        (&after.income, &after.three_public, &after.other),
        (&before.income, &before.three_public, &before.other)
    );
    assert!(screen.says("收入 2,323,400.00"), "the summary line is in 元");
}

/// However the frames fall: the file arrives before, with and after the command that ends the program.
#[test]
fn a_file_that_was_acknowledged_is_opened_though_the_window_was_being_closed() {
    let mut taken = 0;
    for (frames_before, is_changed) in [(0, false), (1, false), (2, false), (0, true), (1, true), (2, true)] {
        let mut screen = Screen::new();
        let data = DataFolder::at(screen.file("data"));
        let Handover::First(door) = hand_over(&data, None) else { panic!("nobody else is there") };
        let context = screen.harness.ctx.clone();
        screen.harness.state_mut().take_from(door, &context);
        let paths = ["甲.json", "乙.json"].map(|name| screen.file(name));
        for path in &paths {
            std::fs::write(path, include_str!("../../samples/clean.json")).unwrap();
        }
        screen.choose(&paths[0]);
        screen.press(Modifiers::COMMAND, Key::O);
        if is_changed {
            screen.change();
        }
        screen.harness.key_press_modifiers(Modifiers::COMMAND, Key::Q);
        screen.harness.run_steps(frames_before);
        let handover = hand_over(&data, Some(&paths[1]));
        let is_taken = matches!(handover, Handover::Taken);
        screen.harness.run_steps(8);
        if is_changed && screen.says("有修改尚未保存") {
            screen.click("不保存");
            screen.harness.run_steps(6);
        }
        if is_taken {
            assert_eq!(screen.app().title(), "乙.json — 决算公开编审", "{frames_before} {is_changed}");
            assert!(!screen.app().is_ending(), "{frames_before} {is_changed}");
            taken += 1;
        } else {
            assert!(matches!(handover, Handover::First(_)), "who is not taken is the window");
            assert!(screen.app().is_ending(), "{frames_before} {is_changed}");
        }
    }
    assert!(taken >= 3, "the file arrives in time in most of these cases");
}

#[test]
fn a_file_of_a_later_start_waits_for_an_open_dialog() {
    let mut screen = Screen::new();
    let data = DataFolder::at(screen.file("data"));
    let Handover::First(door) = hand_over(&data, None) else { panic!("nobody else is there") };
    let context = screen.harness.ctx.clone();
    screen.harness.state_mut().take_from(door, &context);
    let paths = ["甲.json", "乙.json"].map(|name| screen.file(name));
    for path in &paths {
        std::fs::write(path, include_str!("../../samples/clean.json")).unwrap();
    }
    let start_again = |screen: &mut Screen, path: &Path| {
        assert!(matches!(hand_over(&data, Some(path)), Handover::Taken));
        screen.harness.run_steps(5);
    };
    start_again(&mut screen, &paths[0]);
    assert_eq!(screen.app().title(), "甲.json — 决算公开编审");
    screen.press(Modifiers::COMMAND, Key::E);
    start_again(&mut screen, &paths[1]);
    assert_eq!(screen.app().title(), "甲.json — 决算公开编审", "what is being exported stays");
    screen.press(Modifiers::NONE, Key::Escape);
    assert_eq!(screen.app().title(), "乙.json — 决算公开编审");

    screen.change();
    start_again(&mut screen, &paths[1]);
    assert!(screen.says("这份决算已经打开"));
    assert!(screen.app().session().unwrap().is_modified(), "what is open is not read anew");
}

/// Three saves, then the file is damaged; answers with its path.
fn damaged(screen: &mut Screen) -> std::path::PathBuf {
    screen.create("甲");
    let path = screen.file("决算.juesuan");
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::S);
    for _ in 0..2 {
        screen.change();
        screen.press(Modifiers::COMMAND, Key::S);
    }
    assert!(backup_path(&path).exists());
    screen.press(Modifiers::COMMAND, Key::W);
    std::fs::write(&path, "{\n  \"format_version\": 1, \"uni").unwrap();
    path
}

#[test]
fn a_damaged_file_offers_its_backup_and_its_saves_by_the_keyboard() {
    let mut screen = Screen::new();
    let path = damaged(&mut screen);
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.says("文件不完整") && screen.says("备份 决算.juesuan.bak"));
    let saves = screen.harness.query_all_by_label_contains("本机留存　").count();
    assert_eq!(saves, 3);
    // The backup has the keyboard.
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.app().title().contains("备份 决算.juesuan.bak") && screen.app().title().contains("只读"));
    let year = |screen: &Screen| screen.app().session().unwrap().document().clone();
    let before = year(&screen);
    screen.press(Modifiers::COMMAND, Key::K);
    screen.type_text("按元录入");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(year(&screen), before, "only to be looked at");

    // Saving asks for a name and proposes that of the file; the backup and the damaged file stay.
    let backup = std::fs::read(backup_path(&path)).unwrap();
    screen.asked.borrow_mut().clear();
    screen.press(Modifiers::COMMAND, Key::S);
    let request = screen.asked.borrow()[0].clone();
    let PathRequest::Save { name, folder, .. } = request else { panic!("{request:?}") };
    assert_eq!((name.as_str(), folder.as_deref()), ("决算.juesuan", path.parent()));
    assert_eq!(screen.app().title(), "决算.juesuan — 决算公开编审");
    assert_eq!(std::fs::read(backup_path(&path)).unwrap(), backup, "a good backup is not replaced by a damaged file");
    assert!(std::fs::read_to_string(screen.file("决算.juesuan.2.bak")).unwrap().ends_with("\"uni"));
    assert!(read_project(&path).is_ok() && !screen.file("决算.juesuan.bak.bak").exists());
}

#[test]
fn a_missing_file_offers_its_saves_and_a_damaged_copy_leaves_the_others_at_hand() {
    let mut screen = Screen::new();
    let path = damaged(&mut screen);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(backup_path(&path), "{").unwrap();
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.says("找不到这个文件") && screen.says("备份 决算.juesuan.bak"));
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.says("打不开") && !screen.says("备份 决算.juesuan.bak　"));
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.app().title().contains("本机留存"), "{}", screen.app().title());
    assert!(!path.exists(), "nothing is made anew unasked");
}

#[test]
fn a_backup_that_is_opened_is_only_looked_at() {
    let mut screen = Screen::new();
    let path = damaged(&mut screen);
    screen.choose(&backup_path(&path));
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.app().title().contains("只读"), "{}", screen.app().title());
    screen.choose(&screen.file("新的.juesuan"));
    screen.press(Modifiers::COMMAND, Key::S);
    assert_eq!(screen.app().title(), "新的.juesuan — 决算公开编审");
    assert!(!screen.file("决算.juesuan.bak.bak").exists());
}

#[test]
fn a_file_that_was_moved_away_is_asked_about() {
    let mut screen = Screen::new();
    screen.create("甲");
    let (path, moved) = (screen.file("甲.juesuan"), screen.file("moved.juesuan"));
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::S);
    std::fs::rename(&path, &moved).unwrap();
    screen.change();
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(screen.says("文件已不在原来的位置") && !path.exists());
    screen.press(Modifiers::NONE, Key::Escape);
    assert!(!path.exists() && screen.app().session().unwrap().is_modified());
    screen.press(Modifiers::COMMAND, Key::S);
    screen.click("存回原处");
    assert!(path.exists() && moved.exists());

    std::fs::remove_file(&path).unwrap();
    screen.choose(&screen.file("乙.juesuan"));
    screen.press(Modifiers::COMMAND, Key::S);
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.app().title(), "乙.juesuan — 决算公开编审", "另存为 has the keyboard");
    assert!(!path.exists());
}

#[test]
fn a_folder_that_is_emptied_is_named_at_opening_and_at_saving() {
    let mut screen = Screen::new();
    let received = screen.file("WeChat Files/wxid_1/FileStorage/File/2025-08");
    std::fs::create_dir_all(&received).unwrap();
    let path = received.join("决算.json");
    std::fs::write(&path, include_str!("../../samples/clean.json")).unwrap();
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.says("文件在微信接收文件的文件夹"));
    screen.change();
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(screen.says("文件在微信接收文件的文件夹"));
    assert!(!screen.app().session().unwrap().is_modified(), "nothing stands in the way");
    screen.choose(&screen.file("我的决算.json"));
    screen.click("另存为…");
    assert_eq!(screen.app().title(), "我的决算.json — 决算公开编审");
    assert!(!screen.says("微信接收文件的文件夹"));
}

#[test]
fn another_year_in_the_name_of_the_file_is_asked_about() {
    let mut screen = Screen::new();
    let path = screen.file("总工会2023年度决算.json");
    std::fs::write(&path, include_str!("../../samples/clean.json")).unwrap();
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.says("文件名里写的是2023年，这份决算是2024年度"));
    screen.change();
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(!screen.app().session().unwrap().is_modified(), "nothing stands in the way");
    screen.choose(&screen.file("总工会2024年度决算.json"));
    screen.click("另存为…");
    assert_eq!(screen.app().title(), "总工会2024年度决算.json — 决算公开编审");
    assert!(!screen.says("文件名里写的是2023年"));
}

#[test]
fn a_save_that_cannot_be_kept_is_said_once() {
    let mut screen = Screen::new();
    screen.create("甲");
    screen.choose(&screen.file("甲.juesuan"));
    let generations = screen.file("data").join("generations");
    std::fs::create_dir_all(screen.file("data")).unwrap();
    std::fs::write(&generations, "in the way").unwrap();
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(screen.says("本机留存没有写成") && screen.says("文件已保存"));
    screen.click("知道了");
    screen.change();
    screen.press(Modifiers::COMMAND, Key::S);
    assert!(!screen.says("本机留存没有写成"), "once");
    std::fs::remove_file(&generations).unwrap();
    for fails in [false, true] {
        if fails {
            std::fs::remove_dir_all(&generations).unwrap();
            std::fs::write(&generations, "in the way again").unwrap();
        }
        screen.change();
        screen.press(Modifiers::COMMAND, Key::S);
        assert_eq!(screen.says("本机留存没有写成"), fails);
    }
}

#[test]
fn what_a_file_says_does_not_flood_the_window() {
    let mut screen = Screen::new();
    let path = screen.file("长.json");
    let long = "长".repeat(30_000);
    std::fs::write(&path, format!(r#"{{"format_version": 1, "unit": {{"entry_unit": "{long}"}}}}"#)).unwrap();
    screen.choose(&path);
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.says("不认识的选项“长长") && screen.says("…”，应为"));
    assert!(!screen.says(&"长".repeat(600)));
}

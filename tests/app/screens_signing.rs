//! Signing in the window: accountant, reviewer and leader at their own computers, one file between them.

use std::path::Path;

use egui::{Key, Modifiers, accesskit::Role as Named};
use egui_kittest::kittest::Queryable;
use juesuan::{
    at,
    document::{Edit, Role},
    money::AmountUnit,
    seal::{KnownSigners, SignatureVerdict, verify_all},
    storage::read_project,
    ui::Tab,
};

use crate::screen::Screen;

const COMMAND_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// A computer of a person who has said who they are.
pub fn computer_of(name: &str, role: Role) -> Screen {
    let mut screen = Screen::new();
    say_who(&mut screen, name, role);
    screen
}

pub fn say_who(screen: &mut Screen, name: &str, role: Role) {
    screen.press(Modifiers::COMMAND, Key::I);
    screen.press(Modifiers::COMMAND, Key::A);
    screen.type_text(name);
    screen.harness.get_by_role_and_label(Named::RadioButton, role.label()).click();
    screen.harness.run();
    screen.click("确定");
    assert!(screen.says(&format!("我的姓名：{name}，身份 {}", role.label())));
}

pub fn open(screen: &mut Screen, path: &Path) {
    screen.choose(path);
    screen.press(Modifiers::COMMAND, Key::O);
    assert!(screen.app().session().unwrap().path().is_some());
}

pub fn sign(screen: &mut Screen) {
    screen.press(Modifiers::COMMAND, Key::T);
    screen.press(Modifiers::COMMAND, Key::Enter);
}

/// Accepts the key of the latest signature that waits for it, after the fingerprint was compared.
fn accept_signer(screen: &mut Screen) {
    screen.press(Modifiers::COMMAND, Key::F7);
    screen.press(Modifiers::ALT, Key::Num4);
    screen.harness.query_all_by_label("确认签批人…").next().expect("one waits").click();
    screen.harness.run();
    screen.click("指纹一致，确认");
}

/// Of one to whom nobody is known.
fn verdicts(path: &Path) -> Vec<SignatureVerdict> {
    let document = read_project(path).unwrap().document;
    verify_all(&document, &KnownSigners::default()).into_iter().map(|one| one.verdict).collect()
}

#[test]
fn one_file_goes_round_between_three_computers() {
    let (mut accountant, mut reviewer, mut leader) =
        (computer_of("张三", Role::Preparer), computer_of("王五", Role::Reviewer), computer_of("李四", Role::Leader));
    let file = accountant.file("决算.juesuan");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean.json"), &file).unwrap();

    open(&mut accountant, &file);
    assert_eq!(accountant.app().tab(), Tab::Unit, "who prepares goes on with the entry");
    sign(&mut accountant);
    assert!(accountant.says("已签批并保存"));
    assert!(accountant.says("编制已签批"));
    assert_eq!(verdicts(&file), [SignatureVerdict::UnknownKey]);

    // The leader sees the year first, and cannot sign before the reviewer.
    open(&mut leader, &file);
    assert_eq!(leader.app().tab(), Tab::Leader);
    assert!(leader.says("编制 张三") && leader.says("待确认签批人") && leader.says("签批待确认"));
    sign(&mut leader);
    assert!(leader.says("复核还没有签批"), "the dialog says what stands in the way");
    assert!(leader.says("编制的签批还没有确认是谁签的"));
    // Enter leads to the first of them, Esc leaves the signer unaccepted.
    leader.press(Modifiers::NONE, Key::Enter);
    assert!(leader.says("这台电脑还没有确认过的钥匙"));
    leader.press(Modifiers::NONE, Key::Escape);
    assert!(leader.says("签批待确认"));
    sign(&mut leader);
    leader.press(Modifiers::NONE, Key::Escape);
    assert_eq!(verdicts(&file).len(), 1);

    // The reviewer sends it back; without a reason nothing happens.
    open(&mut reviewer, &file);
    accept_signer(&mut reviewer);
    assert!(reviewer.says("编制已签批"));
    reviewer.press(COMMAND_SHIFT, Key::T);
    reviewer.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(verdicts(&file).len(), 1);
    reviewer.type_text("职能没有写全");
    reviewer.press(Modifiers::COMMAND, Key::Enter);
    assert!(reviewer.says("已退回并保存"));

    open(&mut accountant, &file);
    assert!(accountant.says("退回（职能没有写全）"), "it is the first thing that the accountant reads");
    assert!(accountant.says("编制已签批"), "a return by somebody unknown voids nothing");
    accept_signer(&mut accountant);
    assert!(accountant.says("已由复核 王五退回"));

    // Signed again by all three; whoever changes a cell afterwards is told what that does.
    sign(&mut accountant);
    open(&mut reviewer, &file);
    sign(&mut reviewer);
    assert!(reviewer.says("已签批并保存"));
    open(&mut leader, &file);
    accept_signer(&mut leader);
    accept_signer(&mut leader);
    sign(&mut leader);
    assert!(leader.says("已签批并保存"));
    assert!(leader.says("负责人已签批"));
    assert_eq!(verdicts(&file).len(), 5);
    let records = read_project(&file).unwrap().document.review;
    assert!(!records.identity.is_blank() && records.signatures.iter().all(|one| one.accounts == records.identity));

    // The older file, without the leader's signature, is known for what it is.
    let cut = {
        let mut document = read_project(&file).unwrap().document;
        document.review.signatures = document.review.signatures.iter().take(4).cloned().collect();
        juesuan::storage::write_project(&document).unwrap()
    };
    leader.press(Modifiers::COMMAND, Key::W);
    std::fs::write(&file, cut).unwrap();
    open(&mut leader, &file);
    assert!(leader.says("比本机见过的旧") && leader.says("少了本机见过的签批"));
    leader.press(Modifiers::COMMAND, Key::F7);
    leader.press(Modifiers::ALT, Key::Num4);
    leader.click("以这份为准，不再提示");
    assert!(!leader.says("少了本机见过的签批"));
    leader.press(Modifiers::COMMAND, Key::W);
    open(&mut leader, &file);
    assert!(!leader.says("比本机见过的旧"));
}

#[test]
fn a_key_accepted_before_roles_were_asked_for_is_asked_about_once() {
    let mut accountant = computer_of("张三", Role::Preparer);
    let file = accountant.file("决算.juesuan");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean.json"), &file).unwrap();
    open(&mut accountant, &file);
    sign(&mut accountant);
    let key = read_project(&file).unwrap().document.review.signatures[0].key.to_string();

    let folder = tempfile::tempdir().unwrap();
    let former = format!(r#"[{{"key":"{key}","name":"张三","accepted":"2025-08-01 10:00:00"}}]"#);
    std::fs::create_dir_all(folder.path().join("data")).unwrap();
    std::fs::write(folder.path().join("data/signers.json"), former).unwrap();
    let mut leader = Screen::in_folder(folder);
    open(&mut leader, &file);
    assert!(leader.says("以前确认过，但没有确认是哪种身份"));
    leader.press(Modifiers::NONE, Key::Escape);
    assert!(leader.says("签批待确认"));
    leader.press(Modifiers::COMMAND, Key::W);
    open(&mut leader, &file);
    assert!(!leader.says("以前确认过，但没有确认是哪种身份"), "once");
    accept_signer(&mut leader);
    assert!(leader.says("编制已签批"));
}

#[test]
fn an_unknown_signer_is_accepted_only_when_asked() {
    let mut accountant = computer_of("张三", Role::Preparer);
    let file = accountant.file("决算.juesuan");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean.json"), &file).unwrap();
    open(&mut accountant, &file);
    sign(&mut accountant);

    let mut leader = computer_of("李四", Role::Leader);
    open(&mut leader, &file);
    leader.press(Modifiers::COMMAND, Key::F7);
    leader.press(Modifiers::ALT, Key::Num4);
    leader.click("确认签批人…");
    leader.press(Modifiers::NONE, Key::Escape);
    assert!(leader.says("签批待确认"));
    leader.click("确认签批人…");
    leader.click("指纹一致，确认");
    assert!(!leader.says("签批待确认") && leader.says("✔ 有效"));
}

#[test]
fn the_leader_is_told_what_was_changed_since_the_last_look() {
    let mut leader = computer_of("李四", Role::Leader);
    let file = leader.file("决算.juesuan");
    let sample = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean.json")).unwrap();
    let mut document = juesuan::storage::parse_project(&sample).unwrap();
    document.review.identity = juesuan::document::Text::new("a1b2");
    std::fs::write(&file, juesuan::storage::write_project(&document).unwrap()).unwrap();
    open(&mut leader, &file);
    assert!(leader.says("您还没有签批或查看过"));
    leader.press(Modifiers::COMMAND, Key::W);

    let opened = read_project(&file).unwrap();
    let edit = Edit::type_text(at!(unit.duties), "另写的职能", AmountUnit::Wan);
    let changed = opened.document.apply(&edit).unwrap();
    std::fs::write(&file, juesuan::storage::write_project(&changed).unwrap()).unwrap();
    open(&mut leader, &file);
    assert!(leader.says("上次查看（"), "since the last look");
    assert!(leader.says("另写的职能"));
}

#[test]
fn a_key_is_taken_to_another_computer_under_its_passphrase() {
    let mut here = computer_of("张三", Role::Preparer);
    let key_file = here.file("张三.key");
    let export = |screen: &mut Screen, button: &str| {
        screen.choose(&key_file);
        screen.press(Modifiers::COMMAND, Key::I);
        screen.harness.get_by_label("口令").focus();
        screen.harness.run();
        screen.type_text("一二三四五六七八");
        screen.click(button);
        screen.harness.run();
    };
    export(&mut here, "导出钥匙…");
    assert!(here.says("钥匙已导出") && key_file.is_file());
    let mut there = computer_of("张三", Role::Preparer);
    export(&mut there, "导入钥匙…");
    assert!(there.says("已换用 张三 的钥匙，指纹"));
}

#[test]
fn who_reviews_reads_until_changes_are_allowed() {
    let mut leader = computer_of("李四", Role::Leader);
    let file = leader.file("决算.juesuan");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean.json"), &file).unwrap();
    open(&mut leader, &file);
    let content = |screen: &Screen| screen.app().session().unwrap().document().content();
    let before = content(&leader);
    let type_over = |screen: &mut Screen| {
        screen.press(Modifiers::COMMAND, Key::Num1);
        screen.press(Modifiers::COMMAND, Key::A);
        screen.type_text("2031");
        screen.press(Modifiers::NONE, Key::Enter);
    };
    type_over(&mut leader);
    assert!(content(&leader) == before);
    assert!(leader.says("以负责人身份打开，内容只读"));
    // Notes are no content.
    leader.press(Modifiers::COMMAND, Key::M);
    leader.type_text("请核对");
    leader.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(leader.app().session().unwrap().document().review.notes.len(), 1);
    leader.press(COMMAND_SHIFT, Key::I);
    assert!(leader.says("可以修改内容了"));
    assert!(!leader.says("以负责人身份打开"));
    type_over(&mut leader);
    assert!(!leader.says("内容只读"), "still");
    assert!(content(&leader) != before);
}

#[test]
fn who_else_has_the_file_open_is_told_once() {
    let mut screen = computer_of("张三", Role::Preparer);
    let file = screen.file("决算.juesuan");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean.json"), &file).unwrap();
    let hint = r#"{"user":"王五","host":"财务室","since":"2025-08-20 09:00:00","process":1}"#;
    std::fs::write(screen.file("~$决算.juesuan"), hint).unwrap();
    open(&mut screen, &file);
    let told = |screen: &Screen| screen.harness.query_all_by_label_contains("王五（在 财务室 上）").count();
    assert_eq!(told(&screen), 1);
    screen.click("知道了");
    screen.press(Modifiers::COMMAND, Key::Num3);
    assert_eq!(told(&screen), 0);

    // Alone again, the hint is ours, and goes with the file.
    std::fs::remove_file(screen.file("~$决算.juesuan")).unwrap();
    open(&mut screen, &file);
    screen.press(Modifiers::COMMAND, Key::W);
    assert!(!screen.file("~$决算.juesuan").exists());
    open(&mut screen, &file);
    assert!(std::fs::read_to_string(screen.file("~$决算.juesuan")).unwrap().contains("张三"));
    screen.press(Modifiers::COMMAND, Key::W);
    assert!(!screen.file("~$决算.juesuan").exists());
}

#[test]
fn a_signature_of_ones_own_that_undo_takes_back_is_missed_by_nobody() {
    let mut screen = computer_of("张三", Role::Preparer);
    let file = screen.file("决算.juesuan");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean.json"), &file).unwrap();
    open(&mut screen, &file);
    sign(&mut screen);
    assert!(screen.says("已签批并保存"));
    let signed = std::fs::read(&file).unwrap();
    screen.press(Modifiers::COMMAND, Key::Z);
    assert!(screen.says("本次签批不再算数") && screen.says("已发给别人的那一份里还有它"));
    screen.press(Modifiers::COMMAND, Key::S);
    assert_eq!(verdicts(&file), []);
    open(&mut screen, &file);
    assert!(
        !screen.says("条签批，最近一条") && screen.app().session().unwrap().document().review.signatures.is_empty()
    );
    // Made again by redo, it is seen again; a file in which somebody else has cut it off is still told.
    std::fs::write(&file, &signed).unwrap();
    open(&mut screen, &file);
    assert_eq!(verdicts(&file).len(), 1);
    let mut document = read_project(&file).unwrap().document;
    document = document.apply(&Edit::remove_rows(at!(review.signatures), 0, 1)).unwrap();
    std::fs::write(&file, juesuan::storage::write_project(&document).unwrap()).unwrap();
    open(&mut screen, &file);
    assert!(screen.says("少了 1 条签批"), "a record that was cut off is named");
}

#[test]
fn a_signature_that_undo_and_redo_leave_in_the_file_is_remembered() {
    let mut screen = computer_of("张三", Role::Preparer);
    let file = screen.file("决算.juesuan");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean.json"), &file).unwrap();
    open(&mut screen, &file);
    sign(&mut screen);
    screen.press(Modifiers::COMMAND, Key::Z);
    screen.press(Modifiers::COMMAND, Key::Y);
    screen.press(Modifiers::COMMAND, Key::S);
    assert_eq!(verdicts(&file).len(), 1);
    let mut document = read_project(&file).unwrap().document;
    document = document.apply(&Edit::remove_rows(at!(review.signatures), 0, 1)).unwrap();
    std::fs::write(&file, juesuan::storage::write_project(&document).unwrap()).unwrap();
    open(&mut screen, &file);
    assert!(screen.says("少了 1 条签批"));
}

//! The parts of “支出项目” driven by accessible names.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    document::{Document, Fund},
    money::Money,
    testing::typed,
    ui::{
        Command,
        testing::{self, OnScreen, reference_sample},
    },
};

fn show(document: Document) -> OnScreen<FormScreen> {
    testing::desk(document, FormScreen::of(FormName::Expenditure), FormScreen::ui)
}

fn part(screen: &mut OnScreen<FormScreen>, key: Key) {
    screen.key(Modifiers::ALT, key);
}

#[test]
fn a_line_is_entered_without_the_mouse_and_its_total_follows() {
    let mut screen = show(Document::default());
    screen.click("支出明细 新行 编码");
    screen.write("qttt");
    for text in ["12", "8.5", "1.5", "zfx", "10"] {
        screen.key(Modifiers::NONE, Key::Tab);
        screen.write(text);
    }
    screen.key(Modifiers::NONE, Key::Enter);
    let line = screen.document().expenditure.lines[0].clone();
    assert!(line.item.starts_with("20129"), "{}", line.item);
    assert_eq!(line.fund, Some(Fund::Government));
    assert_eq!(line.initial_budget, Some(Money::from_fen(10_000_000)));
    assert_eq!(line.total(), Some(Money::from_fen(10_000_000)));
    assert_eq!(screen.value_of("支出明细 合计行 基本支出"), "8.50");
}

#[test]
fn sums_and_completion_stand_beside_the_line() {
    let mut screen = show(reference_sample());
    screen.type_into("支出明细 第1行 基本支出", "90");
    assert_eq!(screen.document().expenditure.lines[0].basic, Some(Money::from_fen(90_000_000)));
    assert!(screen.state_mut().tab.go_to(&at!(expenditure.lines[0].reason).into()));
    screen.run();
    assert_eq!(screen.value_of("支出明细 第1行 合计"), "90.00");
    assert_eq!(screen.value_of("支出明细 第1行 完成预算"), "100.61%");
}

#[test]
fn the_official_economic_codes_are_loaded_once() {
    let mut screen = show(Document::default());
    part(&mut screen, Key::Num2);
    screen.click("载入全部经济科目");
    let count = screen.document().expenditure.economic.len();
    assert!(count > 40, "{count}");
    assert_eq!(&*screen.document().expenditure.economic[0].economic, "30101");
    screen.click("载入全部经济科目");
    assert_eq!(screen.document().expenditure.economic.len(), count);
    screen.type_into("基本支出经济分类 第1行 决算数", "5");
    screen.key(Modifiers::CTRL, Key::End);
    assert_eq!(screen.value_of("基本支出经济分类 合计行 决算数"), "5.00");
}

#[test]
fn text_being_typed_is_entered_when_another_part_is_opened() {
    let mut screen = show(reference_sample());
    screen.click("支出明细 第2行 基本支出");
    screen.write("40");
    part(&mut screen, Key::Num3);
    assert_eq!(screen.document().expenditure.lines[1].basic, Some(Money::from_fen(40_000_000)));
    assert!(screen.get_by_label("支出项目›结余分配").is_focused(), "the part is ready to be filled");
}

#[test]
fn every_value_of_the_tab_is_found_in_its_part() {
    let mut screen = show(reference_sample());
    for (path, name) in [
        (at!(expenditure.gpb_reason), "支出项目›一般公共预算支出变动原因"),
        (at!(expenditure.closing.soc), "支出项目›年末结转和结余›国有资本经营预算财政拨款"),
        (at!(expenditure.lines[4].project), "支出明细 第5行 项目支出"),
    ] {
        assert!(screen.state_mut().tab.go_to(&path.into()));
        screen.run();
        assert!(screen.get_by_label(name).is_focused(), "{name}");
    }
}

#[test]
fn detail_is_compared_with_the_tables() {
    let mut screen = show(reference_sample());
    part(&mut screen, Key::Num4);
    screen.type_into("功能与经济分类明细 新行 功能编码", "2012901");
    screen.type_into("功能与经济分类明细 第1行 经济编码", "30101");
    screen.type_into("功能与经济分类明细 第1行 决算数", "200");
    assert_eq!(screen.value_of("明细核对 一般公共预算基本支出 相差"), "-0.09");
}

fn with_detail() -> OnScreen<FormScreen> {
    let mut screen = show(Document::default());
    part(&mut screen, Key::Num4);
    for (row, code, amount) in [("新行", "30101", "90"), ("新行", "30201", "10")] {
        screen.type_into(&format!("功能与经济分类明细 {row} 功能编码"), "2012901");
        let row = if code == "30101" { 1 } else { 2 };
        screen.type_into(&format!("功能与经济分类明细 第{row}行 经济编码"), code);
        screen.type_into(&format!("功能与经济分类明细 第{row}行 决算数"), amount);
    }
    part(&mut screen, Key::Num1);
    screen
}

#[test]
fn what_stands_in_the_detail_is_not_typed_again() {
    let mut screen = with_detail();
    screen.click("补列科目");
    assert_eq!(screen.value_of("支出明细 第1行 基本支出"), "100.00");
    assert_eq!(screen.value_of("支出明细 第1行 合计"), "100.00");
    assert_eq!(screen.document().expenditure.lines[0].basic, None);
    part(&mut screen, Key::Num2);
    assert_eq!(screen.value_of("基本支出经济分类 30201 决算数"), "10.00");
    part(&mut screen, Key::Num1);
    screen.click("支出明细 第1行 基本支出");
    screen.write("5");
    assert_eq!(screen.document().expenditure.lines[0].basic, None, "it can't be typed over");
    screen.key(Modifiers::NONE, Key::F2);
    let goes_there = Command::ShowSource(at!(expenditure.detail[0].amount).into());
    assert!(screen.asked().contains(&goes_there));
}

#[test]
fn what_differs_from_the_detail_is_dropped_by_a_button() {
    let mut screen = with_detail();
    screen.click("补列科目");
    let mut screen = show(typed(&screen.document(), at!(expenditure.lines[0].basic), "99"));
    assert_eq!(screen.value_of("支出明细 第1行 基本支出"), "99.00");
    screen.click("改为取自明细");
    assert_eq!(screen.value_of("支出明细 第1行 基本支出"), "100.00");
}

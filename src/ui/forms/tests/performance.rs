//! The tab driven by accessible names.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    document::{Document, Grade},
    figures::MeasureKey,
    ui::testing::{OnScreen, clean_sample, desk},
};

fn show(document: Document) -> OnScreen<FormScreen> {
    desk(document, FormScreen::of(FormName::Performance), FormScreen::ui)
}

fn go_to(harness: &mut OnScreen<FormScreen>, source: impl Into<Source>) -> bool {
    let found = harness.state_mut().tab.go_to(&source.into());
    harness.run();
    found
}

#[test]
fn the_rate_of_execution_follows_what_is_typed() {
    let mut harness = show(clean_sample());
    assert!(go_to(&mut harness, at!(performance.projects[0].fiscal)));
    harness.write("1.8");
    harness.key(Modifiers::NONE, Key::Enter);
    assert!(go_to(&mut harness, Source::Measure(MeasureKey::ProjectExecution(0))));
    assert_eq!(harness.value_of("项目 第1行 执行率"), "50%");
}

#[test]
fn details_follow_the_current_project() {
    let mut harness = show(clean_sample());
    harness.get_by_label("“春节送温暖”的标准与数量");
    harness.click("项目 第2行 项目名称");
    harness.get_by_label("“困难职工帮扶”的标准与数量");
    assert_eq!(harness.value_of("标准与数量 第1行 标准×数量"), "4.80");
    assert_eq!(harness.value_of("标准与数量 合计行 标准×数量"), "7.68");
}

/// Text typed in the details of one project must not land in those of the project that is clicked next.
#[test]
fn text_stays_with_its_project() {
    let mut harness = show(clean_sample());
    harness.click("标准与数量 第1行 内容");
    harness.write("慰问品");
    harness.click("项目 第2行 项目名称");
    let projects = &harness.document().performance.projects;
    assert_eq!(&*projects[0].parts[0].name, "慰问品");
    assert_eq!(&*projects[1].parts[0].name, "困难职工生活救助");
}

#[test]
fn standard_scores_are_loaded_at_once_when_there_are_none_and_asked_about_otherwise() {
    let mut harness = show(Document::default());
    harness.key(Modifiers::ALT, Key::Num2);
    harness.click("载入标准打分表");
    assert_eq!(harness.document().performance.score_items.len(), 23);

    harness.type_into("部门预算绩效自评打分表 第1行 自评得分", "14");
    harness.click("载入标准打分表…");
    harness.click("取消");
    assert!(harness.document().performance.score_items[0].score.0.is_some());
    harness.click("载入标准打分表…");
    harness.click("替换");
    assert!(harness.document().performance.score_items[0].score.0.is_none());
}

#[test]
fn the_score_is_the_sum_less_the_deduction() {
    let mut harness = show(clean_sample());
    assert!(go_to(&mut harness, at!(performance.deduction)));
    let before = harness.derived().figures.measures.number(MeasureKey::ScoreSum).expect("a sum");
    harness.write("30");
    harness.key(Modifiers::NONE, Key::Enter);
    let total = harness.derived().figures.measures.number(MeasureKey::ScoreTotal).expect("a total");
    assert_eq!(before - total, rust_decimal::Decimal::from(30));
    assert_eq!(harness.value_of("自评结果 得分合计 分数"), total.normalize().to_string());
    assert_eq!(harness.value_of("自评结果 等级 分数"), Grade::of(total).label());
}

#[test]
fn texts_are_chosen_in_the_outline_and_keep_what_was_typed() {
    let mut harness = show(Document::default());
    harness.key(Modifiers::ALT, Key::Num3);
    harness.click("履职效能 未填写");
    harness.write("履职尽责");
    harness.key(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(&*harness.document().performance.texts.duty, "履职尽责");
    harness.get_by_label("履职效能 已填写");
    harness.write("预算合规");
    assert!(go_to(&mut harness, at!(performance.texts.duty)));
    assert!(!harness.state_mut().tab.go_to(&at!(unit.year).into()));
}

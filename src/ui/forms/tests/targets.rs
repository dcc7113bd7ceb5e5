//! “目标完成表” driven by accessible names.

use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    document::Document,
    ui::testing::{clean_sample, desk},
};

#[test]
fn an_indicator_tells_whether_it_is_achieved() {
    let mut harness = desk(clean_sample(), FormScreen::of(FormName::Targets), FormScreen::ui);
    harness.get_by_label("年度绩效指标 第1行 达成");
    assert_eq!(harness.value_of("年度绩效指标 第1行 达成"), "达成");
    harness.type_into("年度绩效指标 第1行 实际完成值", "23");
    assert_eq!(harness.value_of("年度绩效指标 第1行 达成"), "未达成");
}

#[test]
fn a_blank_document_can_be_filled_and_a_jump_finds_its_cell() {
    let mut tab = FormScreen::of(FormName::Targets);
    assert!(tab.go_to(&at!(targets.indicators[0].actual).into()));
    assert!(!tab.go_to(&at!(unit.year).into()));
    let mut harness = desk(Document::default(), FormScreen::of(FormName::Targets), FormScreen::ui);
    harness.type_into("年度主要任务 新行 任务名称", "职工维权");
    assert_eq!(&*harness.document().targets.tasks[0].name, "职工维权");
    harness.type_into("目标完成表›部门整体支出预算：资金总额", "231.06");
    assert!(harness.document().targets.budget_total.is_some());
}

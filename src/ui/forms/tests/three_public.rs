//! “三公经费” driven by accessible names.

use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    document::Document,
    ui::testing::{self, reference_sample},
};

#[test]
fn subtotals_and_rates_follow_what_is_entered() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::ThreePublic), FormScreen::ui);
    for (name, text) in [
        ("三公经费 国内公务接待费 预算数", "2"),
        ("三公经费 国内公务接待费 决算数", "1"),
        ("三公经费 外事接待费 决算数", "0.5"),
        ("三公经费 公务用车购置费 上年决算数", "3"),
    ] {
        screen.type_into(name, text);
    }
    assert_eq!(screen.value_of("三公经费 公务接待费 决算数"), "1.50");
    assert_eq!(screen.value_of("三公经费 公务接待费 完成预算"), "75%");
    assert_eq!(screen.value_of("三公经费 公务用车购置及运行费 上年决算数"), "3.00");
    assert_eq!(screen.value_of("三公经费 合计 比上年"), "下降50%");
}

#[test]
fn receptions_are_summed_by_kind() {
    let mut screen = testing::desk(reference_sample(), FormScreen::of(FormName::ThreePublic), FormScreen::ui);
    assert!(screen.state_mut().tab.go_to(&at!(three_public.receptions[0].persons).into()));
    screen.run();
    assert!(screen.get_by_label("接待明细 第1行 人次").is_focused());
    assert_eq!(screen.value_of("接待明细 合计行 人次"), "15");
    assert_eq!(screen.value_of("接待明细 合计行 金额"), "0.09");
    screen.type_into("公务用车 轿车 年末保有量", "2");
    assert_eq!(screen.value_of("公务用车 分类之和 年末保有量"), "2");
}

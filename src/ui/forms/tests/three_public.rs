//! “三公经费” driven by accessible names.

use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    document::Document,
    ui::testing::{self, reference_sample},
};

#[test]
fn subtotals_and_rates_follow_what_is_entered() {
    let last_year = crate::testing::typed(&Document::default(), at!(three_public.prior.vehicle_purchase), "3");
    let mut screen = testing::desk(last_year, FormScreen::of(FormName::ThreePublic), FormScreen::ui);
    for (name, text) in [
        ("三公经费 国内公务接待费 预算数", "2"),
        ("三公经费 国内公务接待费 决算数", "1"),
        ("三公经费 外事接待费 决算数", "0.5"),
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
}

#[test]
fn vehicles_are_summed_once_all_kinds_are_there() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::ThreePublic), FormScreen::ui);
    screen.type_into("公务用车 轿车 年末保有量", "2");
    assert_eq!(screen.value_of("公务用车 合计 年末保有量"), "");
    screen.type_into("公务用车 越野车 年末保有量", "0");
    screen.type_into("公务用车 载客汽车 年末保有量", "1");
    assert_eq!(screen.value_of("公务用车 合计 年末保有量"), "3");
}

#[test]
fn what_did_not_exist_is_ticked_by_name_and_by_key_and_typing_unticks_it() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::ThreePublic), FormScreen::ui);
    screen.click("本年没有因公出国（境）");
    assert_eq!(screen.value_of("三公经费 因公出国（境）费 决算数"), "0.00");
    assert_eq!(screen.document().three_public.abroad_persons, Some(0));
    assert_eq!(screen.asked().len(), 1, "one step to undo");
    // Now by key.
    screen.get_by_label("本年没有因公出国（境）").focus();
    screen.run();
    screen.key(egui::Modifiers::NONE, egui::Key::Space);
    assert_eq!(screen.document().content(), Document::default());
    screen.key(egui::Modifiers::NONE, egui::Key::Space);
    assert_eq!(screen.document().three_public.abroad_groups, Some(0));

    screen.type_into("三公经费 因公出国（境）费 决算数", "2.5");
    assert!(screen.query_by_label("本年没有因公出国（境）").is_none(), "there was something");
    assert_eq!(screen.value_of("三公经费 因公出国（境）费 预算数"), "");
    assert_eq!(screen.document().three_public.abroad_groups, None);
}

#[test]
fn budgets_are_filled_with_what_was_spent_and_say_so() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::ThreePublic), FormScreen::ui);
    screen.type_into("三公经费 国内公务接待费 决算数", "1");
    screen.type_into("三公经费 外事接待费 决算数", "0.5");
    screen.type_into("三公经费 外事接待费 预算数", "0.8");
    screen.click("预算同决算");
    assert_eq!(screen.value_of("三公经费 国内公务接待费 预算数"), "1.00");
    assert_eq!(screen.value_of("三公经费 外事接待费 预算数"), "0.80");
    let budget = |document: &Document, field| document.is_budget_of_actual(at!(three_public.budget).field(field));
    assert!(budget(&screen.document(), "reception_domestic") && !budget(&screen.document(), "reception_foreign"));
    screen.type_into("三公经费 国内公务接待费 预算数", "1.2");
    assert!(!budget(&screen.document(), "reception_domestic"), "now it was typed");
}

//! “概况” driven by accessible names.

use egui::{Key, Modifiers};

use super::*;
use crate::{
    document::Document,
    money::Money,
    ui::{Command, testing},
};

#[test]
fn counts_are_entered_one_after_the_other() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Unit), FormScreen::ui);
    screen.type_into("概况›机构设置›行政单位", "2");
    screen.write("1");
    screen.key(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.document().unit.subunits.civil_service, Some(1), "Enter goes to the next field");
}

#[test]
fn a_total_of_filled_parts_need_not_be_entered() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Unit), FormScreen::ui);
    let total = "概况›机构设置›下属二级预算单位总数";
    for (kind, count) in [("行政单位", "2"), ("参公事业单位", "0"), ("其他事业单位", "1")] {
        assert_eq!(screen.value_of(total), "");
        screen.type_into(&format!("概况›机构设置›{kind}"), count);
        screen.key(Modifiers::NONE, Key::Enter);
    }
    assert_eq!(screen.value_of(total), "＝ 3，由各项相加，不必填");
    assert_eq!(screen.document().unit.subunits.declared, None, "it is not saved");
    assert_eq!(screen.derived().figures.document.unit.subunits.declared, Some(3));

    assert_eq!(screen.derived().figures.document.unit.subunits.declared, Some(3));
    screen.asked();
    screen.click(total);
    assert_eq!(screen.asked(), [Command::Explain(at!(unit.subunits.declared).into())], "there is nothing to type");
    // An older file may hold what was typed.
    screen.show(crate::testing::typed(&screen.document(), at!(unit.subunits.declared), "4"));
    screen.run();
    assert_eq!(screen.value_of(total), "＝ 4，报告上印的数；由各项相加为 3");
    screen.click(total);
    assert_eq!(screen.asked(), [Command::ShowSource(at!(unit.subunits.declared).into())]);
}

#[test]
fn the_keyboard_passes_by_a_total_that_is_computed() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Unit), FormScreen::ui);
    screen.click("概况›机构设置›行政单位");
    for count in ["2", "0", "1"] {
        screen.write(count);
        screen.key(Modifiers::NONE, Key::Enter);
    }
    // Without their parts the totals would be next.
    assert!(screen.get_by_label("概况›编制和核算").is_focused());
    let subunits = screen.document().unit.subunits.clone();
    assert_eq!((subunits.declared, subunits.consolidated), (None, None));
}

#[test]
fn a_total_of_persons_is_computed_where_all_kinds_are_there() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Unit), FormScreen::ui);
    assert!(screen.state_mut().tab.go_to(&at!(unit.staff.actual.civil_servant).into()));
    screen.run();
    for count in ["7", "0", "2"] {
        assert_eq!(screen.value_of("人员 合计 实有在职"), "");
        screen.write(count);
        screen.key(Modifiers::NONE, Key::Enter);
    }
    assert_eq!(screen.value_of("人员 合计 实有在职"), "9");
    assert_eq!(screen.document().unit.staff.actual.total, None);
}

#[test]
fn staff_are_entered_in_a_matrix() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Unit), FormScreen::ui);
    assert!(screen.state_mut().tab.go_to(&at!(unit.staff.actual.civil_servant).into()));
    screen.run();
    screen.write("7");
    screen.key(Modifiers::NONE, Key::Enter);
    screen.write("2");
    screen.key(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.document().unit.staff.actual.worker, Some(2));
    assert!(!screen.state_mut().tab.go_to(&at!(income.reason).into()), "that is entered in another tab");
}

#[test]
fn what_is_brought_forward_follows_from_last_year_and_its_adjustment() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Unit), FormScreen::ui);
    assert!(screen.tab_mut().go_to(&at!(income.opening.gpb).into()));
    screen.run();
    let cell = |column: &str| format!("年初结转和结余 一般公共预算财政拨款 {column}");
    screen.type_into(&cell("本年年初数"), "4.1");
    assert_eq!(screen.document().income.opening.gpb, Some(Money::from_fen(4_100_000)), "no closing is known");
    screen.click(&cell("本年年初数"));
    screen.key(Modifiers::NONE, Key::Delete);
    screen.type_into(&cell("上年年末数"), "3.6");
    assert_eq!(screen.value_of(&cell("本年年初数")), "3.60");
    assert!(screen.query_by_label("年初调整的原因").is_none());
    screen.type_into(&cell("年初调整"), "0.4");
    assert_eq!(screen.value_of(&cell("本年年初数")), "4.00");
    assert_eq!(screen.document().income.opening.gpb, None);
    assert!(screen.tab_mut().go_to(&at!(other.prior.adjustment.reason).into()));
    screen.run();
    screen.write("审计调整");
    screen.key(Modifiers::COMMAND, Key::Enter);
    assert_eq!(&*screen.document().other.prior.adjustment.reason, "审计调整");
}

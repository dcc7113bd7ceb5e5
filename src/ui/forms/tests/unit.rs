//! “概况” driven by accessible names.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::*;
use crate::{document::Document, ui::testing};

#[test]
fn counts_are_entered_and_their_sum_follows() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Unit), FormScreen::ui);
    screen.get_by_label("三类之和 —");
    screen.type_into("概况›机构设置›行政单位", "2");
    screen.write("1");
    screen.key(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.document().unit.subunits.civil_service, Some(1), "Enter goes to the next field");
    screen.get_by_label("三类之和 3");
}

#[test]
fn staff_are_entered_in_a_matrix_with_sums() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Unit), FormScreen::ui);
    assert!(screen.state_mut().tab.go_to(&at!(unit.staff.actual.civil_servant).into()));
    screen.run();
    screen.write("7");
    screen.key(Modifiers::NONE, Key::Enter);
    screen.write("2");
    screen.key(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.document().unit.staff.actual.worker, Some(2));
    assert_eq!(screen.value_of("人员 分类之和 实有在职"), "9");
    assert!(!screen.state_mut().tab.go_to(&at!(income.prior_total).into()), "that is entered in another tab");
}

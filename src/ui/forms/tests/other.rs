//! “其他事项” driven by accessible names.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::*;
use crate::{document::Document, ui::testing};

#[test]
fn procurement_is_summed_and_shared_out() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Other), FormScreen::ui);
    screen.type_into("其他事项›政府采购›货物", "30");
    screen.type_into("其他事项›政府采购›服务", "10");
    screen.type_into("其他事项›政府采购›授予中小企业合同金额", "20");
    screen.get_by_label("三类之和 40.00");
    screen.get_by_label("中小企业占采购总额 50%");
}

#[test]
fn a_code_of_the_year_is_added_in_its_part() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Settings), FormScreen::ui);
    screen.key(Modifiers::ALT, Key::Num4);
    screen.type_into("自定义科目 新行 编码", "2019988");
    screen.type_into("自定义科目 第1行 名称", "新增事务");
    let code = crate::codes::Code::new("2019988").expect("a code");
    assert_eq!(screen.derived().figures.book.functional_name(code), "新增事务");
    assert!(screen.state_mut().tab.go_to(&at!(parameters.reception_max).into()));
    screen.run();
    assert!(screen.get_by_label("审核参数›人均接待费上限").is_focused());
}

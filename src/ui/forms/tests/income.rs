//! “收入” driven by accessible names.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    document::Document,
    money::Money,
    testing::typed,
    ui::{
        Command,
        testing::{self, reference_sample},
    },
};

#[test]
fn a_line_is_entered_by_initials_and_the_total_follows() {
    let mut screen = testing::desk(Document::default(), FormScreen::of(FormName::Income), FormScreen::ui);
    screen.click("收入明细 新行 编码");
    screen.write("qttt");
    screen.key(Modifiers::NONE, Key::Tab);
    screen.write("12.5");
    screen.key(Modifiers::NONE, Key::Enter);
    let line = screen.document().income.lines[0].clone();
    assert!(line.item.starts_with("20129"), "{}", line.item);
    assert_eq!(line.gpb, Some(Money::from_fen(12_500_000)));
    assert_eq!(screen.value_of("收入明细 合计行 财政拨款收入 一般公共预算"), "12.50");
    screen.get_by_label("收入总计 12.50");
}

#[test]
fn published_totals_stand_below_the_sums() {
    let mut screen = testing::desk(reference_sample(), FormScreen::of(FormName::Income), FormScreen::ui);
    let (sum, published) = ("收入明细 合计行 财政拨款收入 一般公共预算", "收入明细 合计行2 财政拨款收入 一般公共预算");
    assert_eq!((screen.value_of(sum), screen.value_of(published)), ("232.33".to_owned(), "232.34".to_owned()));
    for typed in ["232.35", "232..3"] {
        screen.type_into(published, typed);
        assert_eq!((screen.value_of(sum), screen.value_of(published)), ("232.33".to_owned(), typed.to_owned()));
    }
}

#[test]
fn filling_from_spending_asks_before_it_replaces_amounts() {
    let mut screen = testing::desk(reference_sample(), FormScreen::of(FormName::Income), FormScreen::ui);
    screen.click("按支出填列收入");
    assert_eq!(screen.asked(), [Command::FillIncomeFromExpenditure], "everything agrees already");
    screen.type_into("收入明细 第1行 财政拨款收入 一般公共预算", "1");
    screen.asked();
    screen.click("按支出填列收入");
    assert_eq!(screen.asked(), []);
    screen.get_by_label("会改写 1 个已录入的数");
    screen.click("改写");
    assert_eq!(screen.asked(), [Command::FillIncomeFromExpenditure]);
    assert!(screen.query_by_label("不改").is_none());
}

#[test]
fn a_reason_that_was_said_is_taken_over_by_a_key() {
    let document = typed(&Document::default(), at!(income.reason), "退休两人，工资福利支出减少");
    let mut screen = testing::desk(document, FormScreen::of(FormName::Income), FormScreen::ui);
    assert!(screen.tab_mut().go_to(&at!(income.fiscal_reason).into()));
    screen.run();
    screen.key(Modifiers::COMMAND, Key::D);
    screen.key(Modifiers::NONE, Key::Tab);
    assert_eq!(&*screen.document().income.fiscal_reason, "退休两人，工资福利支出减少");
}

#[test]
fn whose_words_ditto_repeats_is_said_below_it() {
    let document = typed(&Document::default(), at!(income.reason), "退休两人，工资福利支出减少");
    let document = typed(&document, at!(income.fiscal_reason), "同上");
    let mut screen = testing::desk(document, FormScreen::of(FormName::Income), FormScreen::ui);
    assert!(screen.tab_mut().go_to(&at!(income.fiscal_reason).into()));
    screen.run();
    let words = "同上，照“收入›收入支出总计变动原因”印：退休两人，工资福利支出减少";
    // It may lie below what is in sight.
    screen.get_by_label(words).click_accesskit();
    screen.run();
    assert!(screen.asked().contains(&Command::ShowSource(at!(income.reason).into())));
}

//! C. Shares and growth (占比与同比).

mod basis_unclear;
mod budget_odd;
mod by_construction;
mod change_extreme;
mod compared;
mod comparison_word_differs;
mod lead_in_repeated;
mod reason_contradicts;
mod reason_missing;
mod reason_without_change;
mod reasons_alike;
mod small_base;
mod typed;

use super::Family;

const BASIS: &str = "部门决算公开说明中的占比、增减和完成率";

pub static RULES: Family = Family {
    rules: &[
        &reason_missing::RULE,
        &reasons_alike::RULE,
        &reason_contradicts::RULE,
        &comparison_word_differs::RULE,
        &basis_unclear::RULE,
        &small_base::RULE,
        &reason_without_change::RULE,
        &lead_in_repeated::RULE,
        &change_extreme::RULE,
        &budget_odd::RULE,
    ],
    rows: &[&by_construction::ROWS, &typed::ROWS],
};

//! D. 文表一致

mod not_run;
mod project_amount_in_text_differs;
mod stated_twice;

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[
    &not_run::TOTALS,
    &not_run::INCOME,
    &not_run::SPENDING,
    &not_run::FISCAL_TOTALS,
    &not_run::GENERAL_BUDGET,
    &not_run::CLASSES,
    &not_run::ITEMS,
    &not_run::ITEM_SUMS,
    &not_run::BASIC,
    &not_run::ECONOMIC_LIST,
    &not_run::THREE_PUBLIC,
    &not_run::OTHER_BUDGETS,
    &stated_twice::RULE,
    &project_amount_in_text_differs::RULE,
    &not_run::NAMES,
    &not_run::UNIT_AND_YEAR,
    &not_run::ATTACHMENTS,
];

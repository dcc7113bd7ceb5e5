//! D. 文表一致

mod attachment_title_differs;
mod basic_differs;
mod claims;
mod classes_differ;
mod economic_list_differs;
mod fiscal_overview_differs;
mod general_budget_differs;
mod income_differs;
mod item_sums_differ;
mod items_differ;
mod not_run;
mod other_budgets_differ;
mod overview_differs;
mod project_amount_in_text_differs;
mod spending_differs;
mod stated_twice;
mod three_public_text_differs;
mod unit_or_year_differs;

use super::Rule;

const BASIS: &str = "决算公开说明应与公开表一致";

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[
    &overview_differs::RULE,
    &income_differs::RULE,
    &spending_differs::RULE,
    &fiscal_overview_differs::RULE,
    &general_budget_differs::RULE,
    &classes_differ::RULE,
    &items_differ::RULE,
    &item_sums_differ::RULE,
    &basic_differs::RULE,
    &economic_list_differs::RULE,
    &three_public_text_differs::RULE,
    &other_budgets_differ::RULE,
    &stated_twice::RULE,
    &project_amount_in_text_differs::RULE,
    &not_run::NAMES,
    &unit_or_year_differs::RULE,
    &attachment_title_differs::RULE,
];

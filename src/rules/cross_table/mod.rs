//! B. 表间勾稽

mod amounts_shifted;
mod basic_exceeds_all;
mod empty_table_contradicts;
mod fiscal_only_totals_differ;
mod opening_differs_from_prior_closing;
mod relations;
mod rows_differ;
mod three_public_codes_differ;
mod three_public_codes_exceed;
mod unexplained_balance;

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[
    &relations::INCOME_SUM_DIFFERS,
    &relations::SPENDING_SUM_DIFFERS,
    &relations::FISCAL_INCOME_DIFFERS,
    &relations::OTHER_INCOME_DIFFERS,
    &relations::CLASSES_DIFFER,
    &relations::GENERAL_BUDGET_DIFFERS,
    &relations::OTHER_BUDGETS_DIFFER,
    &relations::INCOME_BY_FUND_DIFFERS,
    &relations::FISCAL_DETAIL_DIFFERS,
    &relations::FUNCTIONAL_DETAIL_DIFFERS,
    &relations::ECONOMIC_DETAIL_DIFFERS,
    &relations::BASIC_DIFFERS,
    &relations::PROJECTS_DIFFER,
    &basic_exceeds_all::RULE,
    &three_public_codes_exceed::RULE,
    &three_public_codes_differ::RULE,
    &opening_differs_from_prior_closing::RULE,
    &fiscal_only_totals_differ::RULE,
    &empty_table_contradicts::RULE,
    &rows_differ::RULE,
    &amounts_shifted::RULE,
    &unexplained_balance::RULE,
];

//! B. Between tables (表间勾稽).

mod amounts_shifted;
mod basic_exceeds_all;
mod empty_table_contradicts;
mod fiscal_only_totals_differ;
mod item_income_differs;
mod line_differs_from_detail;
mod opening_differs_from_prior_closing;
mod published_budget_differs;
mod published_ignored;
mod relations;
mod rows_differ;
mod three_public_codes_differ;
mod three_public_codes_exceed;
mod unexplained_balance;

use super::Family;

pub static RULES: Family = Family {
    rules: &[
        &basic_exceeds_all::RULE,
        &three_public_codes_exceed::RULE,
        &three_public_codes_differ::RULE,
        &opening_differs_from_prior_closing::RULE,
        &fiscal_only_totals_differ::RULE,
        &empty_table_contradicts::RULE,
        &rows_differ::RULE,
        &amounts_shifted::RULE,
        &unexplained_balance::RULE,
        &item_income_differs::RULE,
        &published_ignored::RULE,
        &published_budget_differs::RULE,
        &line_differs_from_detail::RULE,
    ],
    rows: &[&relations::ROWS],
};

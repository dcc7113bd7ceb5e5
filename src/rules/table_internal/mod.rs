//! A. Within one table (表内勾稽).

mod balance_rows_differ;
mod basic_groups_differ;
mod capital_in_basic_table;
mod fiscal_unbalanced;
mod leaf_equals_parent;
mod parent_without_detail;
mod relations;
mod totals_unbalanced;

use super::Family;

pub static RULES: Family = Family {
    rules: &[
        &totals_unbalanced::RULE,
        &fiscal_unbalanced::RULE,
        &basic_groups_differ::RULE,
        &capital_in_basic_table::RULE,
        &balance_rows_differ::FUND,
        &balance_rows_differ::STATE_CAPITAL,
        &parent_without_detail::RULE,
        &leaf_equals_parent::RULE,
    ],
    rows: &[&relations::ROWS],
};

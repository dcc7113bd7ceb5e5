//! A. 表内勾稽

mod balance_rows_differ;
mod basic_groups_differ;
mod capital_in_basic_table;
mod fiscal_unbalanced;
mod leaf_equals_parent;
mod parent_without_detail;
mod relations;
mod totals_unbalanced;

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[
    &relations::INCOME_SUM_DIFFERS,
    &relations::SPENDING_SUM_DIFFERS,
    &relations::INCOME_TOTAL_DIFFERS,
    &relations::SPENDING_TOTAL_DIFFERS,
    &totals_unbalanced::RULE,
    &relations::INCOME_ROW_DIFFERS,
    &relations::INCOME_LEVELS_DIFFER,
    &relations::INCOME_TABLE_TOTAL_DIFFERS,
    &relations::SPENDING_ROW_DIFFERS,
    &relations::SPENDING_LEVELS_DIFFER,
    &relations::SPENDING_TABLE_TOTAL_DIFFERS,
    &relations::FISCAL_ROW_DIFFERS,
    &relations::FISCAL_INCOME_DIFFERS,
    &relations::FISCAL_SPENDING_DIFFERS,
    &fiscal_unbalanced::RULE,
    &relations::FISCAL_DETAIL_DIFFERS,
    &relations::GENERAL_BUDGET_DIFFERS,
    &relations::FUNCTIONAL_DETAIL_DIFFERS,
    &relations::BASIC_LEVELS_DIFFER,
    &relations::PERSONNEL_DIFFERS,
    &relations::PUBLIC_DIFFERS,
    &basic_groups_differ::RULE,
    &capital_in_basic_table::RULE,
    &relations::PROJECT_TABLE_DIFFERS,
    &balance_rows_differ::FUND,
    &balance_rows_differ::STATE_CAPITAL,
    &relations::STATE_CAPITAL_SPENDING_DIFFERS,
    &relations::THREE_PUBLIC_TOTAL_DIFFERS,
    &relations::VEHICLE_TOTAL_DIFFERS,
    &parent_without_detail::RULE,
    &leaf_equals_parent::RULE,
];

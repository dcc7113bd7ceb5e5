//! G. The score table (附表1 打分表).

mod budget_quality_full_despite_change;
mod deduction_out_of_range;
mod deduction_unexplained;
mod explanation_differs;
mod grade_differs;
mod leaves;
mod placeholder_left;
mod points_differ_from_groups;
mod problem_scored_full;
mod remark_contradicts;
mod score_blank;
mod score_out_of_range;
mod special_score_unsupported;
mod stated_score_differs;
mod total_differs;

use super::Family;

pub static RULES: Family = Family {
    rules: &[
        &points_differ_from_groups::RULE,
        &score_out_of_range::RULE,
        &total_differs::RULE,
        &score_blank::RULE,
        &deduction_unexplained::RULE,
        &deduction_out_of_range::RULE,
        &stated_score_differs::RULE,
        &grade_differs::RULE,
        &placeholder_left::RULE,
        &problem_scored_full::RULE,
        &budget_quality_full_despite_change::RULE,
        &special_score_unsupported::RULE,
        &explanation_differs::RULE,
        &remark_contradicts::RULE,
    ],
    rows: &[],
};

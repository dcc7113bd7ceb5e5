//! J. Targets and the evaluation of projects (附表2 目标完成与项目自评).

mod achievement_without_project;
mod budget_not_whole_department;
mod budget_parts_differ;
mod completion_words_contradict;
mod executed_above_budget;
mod executed_differs_from_projects;
mod execution_rate;
mod execution_score_differs;
mod funding_level_misstated;
mod goal_far_off;
mod goal_incomplete;
mod goal_repeated;
mod goals;
mod low_execution_unexplained;
mod parts_differ_from_amount;
mod project_budgets_differ;
mod project_counts_contradict;
mod project_kinds_contradict;
mod project_score_differs;
mod qualitative_has_number;
mod quantity_as_percent;
mod required_groups_absent;
mod sample_too_small_or_large;
mod satisfaction_differs_from_survey;
mod satisfaction_target_too_high;
mod scope_names_absent_budgets;
mod surplus_count_differs;
mod survey_contradicts;
mod target_far_exceeded;
mod target_missed;
mod units_differ;
mod weights_not_hundred;

use super::Family;

pub use goals::Achievement;

pub static RULES: Family = Family {
    rules: &[
        &budget_parts_differ::RULE,
        &budget_not_whole_department::RULE,
        &target_missed::RULE,
        &qualitative_has_number::RULE,
        &units_differ::RULE,
        &quantity_as_percent::RULE,
        &required_groups_absent::RULE,
        &satisfaction_differs_from_survey::RULE,
        &satisfaction_target_too_high::RULE,
        &target_far_exceeded::RULE,
        &execution_rate::RULE,
        &execution_score_differs::RULE,
        &low_execution_unexplained::RULE,
        &weights_not_hundred::RULE,
        &project_score_differs::RULE,
        &executed_above_budget::RULE,
        &executed_differs_from_projects::RULE,
        &project_counts_contradict::RULE,
        &funding_level_misstated::RULE,
        &project_kinds_contradict::RULE,
        &parts_differ_from_amount::RULE,
        &surplus_count_differs::RULE,
        &completion_words_contradict::RULE,
        &scope_names_absent_budgets::RULE,
        &sample_too_small_or_large::RULE,
        &achievement_without_project::RULE,
        &survey_contradicts::RULE,
        &goal_repeated::RULE,
        &goal_incomplete::RULE,
        &project_budgets_differ::RULE,
        &goal_far_off::RULE,
    ],
    rows: &[],
};

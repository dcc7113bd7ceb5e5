//! K. Units and staff (机构与人员).

mod budget_level_misstated;
mod contribution_ratios_unusual;
mod institution_facts_contradict;
mod pensions_without_pensioners;
mod per_head_cost_jumps;
mod staff_exceed_establishment;
mod staff_total_differs;
mod subunit_counts_contradict;
mod subunit_total_differs;

use super::Family;

pub static RULES: Family = Family {
    rules: &[
        &subunit_total_differs::RULE,
        &subunit_counts_contradict::RULE,
        &budget_level_misstated::RULE,
        &staff_total_differs::RULE,
        &staff_exceed_establishment::RULE,
        &institution_facts_contradict::RULE,
        &pensions_without_pensioners::RULE,
        &per_head_cost_jumps::RULE,
        &contribution_ratios_unusual::RULE,
    ],
    rows: &[],
};

//! E. Journeys abroad, vehicles and receptions (三公经费).

mod abroad_counts_contradict;
mod abroad_per_head_odd;
mod blank_for_zero;
mod budget_exceeded;
mod by_construction;
mod parts_not_disclosed;
mod per_head;
mod purpose_names_unlisted_guest;
mod reason_names_other_fee;
mod reception_counts_missing;
mod reception_list_differs;
mod reception_parts_differ;
mod reception_pays_lodging;
mod reception_per_head_odd;
mod reception_persons_odd;
mod receptions;
mod rise_called_saving;
mod vehicle_running_mismatch;
mod vehicles_bought_differ;
mod vehicles_exceed_assets;
mod vehicles_held_differ;

use super::Family;

pub static RULES: Family = Family {
    rules: &[
        &reception_parts_differ::RULE,
        &reception_list_differs::RULE,
        &reception_counts_missing::RULE,
        &reception_persons_odd::RULE,
        &reception_per_head_odd::RULE,
        &reception_pays_lodging::RULE,
        &abroad_counts_contradict::RULE,
        &abroad_per_head_odd::RULE,
        &vehicles_bought_differ::RULE,
        &vehicles_held_differ::RULE,
        &vehicle_running_mismatch::RULE,
        &vehicles_exceed_assets::RULE,
        &budget_exceeded::RULE,
        &parts_not_disclosed::RULE,
        &blank_for_zero::RULE,
        &by_construction::RULE,
        &reason_names_other_fee::RULE,
        &rise_called_saving::RULE,
        &purpose_names_unlisted_guest::RULE,
    ],
    rows: &[],
};

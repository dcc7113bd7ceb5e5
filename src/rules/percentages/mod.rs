//! C. 占比与同比

mod basis_unclear;
mod compared;
mod comparison_word_differs;
mod growth_shifted;
mod growth_word_reversed;
mod not_run;
mod reason_contradicts;
mod reason_missing;
mod reasons_alike;
mod small_base;
mod typed_completion_differs;
mod typed_growth_differs;
mod typed_share_differs;

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[
    &typed_share_differs::RULE,
    &not_run::C02,
    &not_run::C03,
    &not_run::C04,
    &not_run::C05,
    &not_run::C06,
    &typed_growth_differs::RULE,
    &not_run::C08,
    &not_run::C09,
    &growth_word_reversed::RULE,
    &growth_shifted::RULE,
    &reason_missing::RULE,
    &reasons_alike::RULE,
    &reason_contradicts::RULE,
    &typed_completion_differs::RULE,
    &comparison_word_differs::RULE,
    &not_run::C17,
    &basis_unclear::RULE,
    &not_run::C19,
    &small_base::RULE,
    &not_run::C21,
];

//! C. 占比与同比

mod basis_unclear;
mod compared;
mod not_run;
mod reason_contradicts;
mod reason_missing;
mod reasons_alike;
mod small_base;

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[
    &not_run::C01,
    &not_run::C02,
    &not_run::C03,
    &not_run::C04,
    &not_run::C05,
    &not_run::C06,
    &not_run::C07,
    &not_run::C08,
    &not_run::C09,
    &not_run::C10,
    &not_run::C11,
    &reason_missing::RULE,
    &reasons_alike::RULE,
    &reason_contradicts::RULE,
    &not_run::C15,
    &not_run::C16,
    &not_run::C17,
    &basis_unclear::RULE,
    &not_run::C19,
    &small_base::RULE,
    &not_run::C21,
];

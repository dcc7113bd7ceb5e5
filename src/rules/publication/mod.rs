//! P. 公开完整性与时效

mod attachment_missing;
mod detail_too_coarse;
mod explanation_missing;
mod not_run;
mod personal_data;
mod published_late;
mod section_missing;
mod sign_off_blocked;

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[
    &not_run::TABLES,
    &not_run::EMPTY_TABLES,
    &section_missing::RULE,
    &published_late::RULE,
    &explanation_missing::RULE,
    &attachment_missing::RULE,
    &personal_data::RULE,
    &sign_off_blocked::RULE,
    &detail_too_coarse::RULE,
];

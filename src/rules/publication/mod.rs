//! P. 公开完整性与时效

mod detail_too_coarse;
mod not_run;
mod personal_data;
mod published_late;
mod sign_off_blocked;

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[
    &not_run::TABLES,
    &not_run::EMPTY_TABLES,
    &not_run::SECTIONS,
    &published_late::RULE,
    &not_run::EXPLANATIONS,
    &not_run::ATTACHMENTS,
    &personal_data::RULE,
    &sign_off_blocked::RULE,
    &detail_too_coarse::RULE,
];

//! P. Complete and in time (公开完整性与时效).

mod attachment_missing;
mod by_construction;
mod detail_too_coarse;
mod explanation_missing;
mod personal_data;
mod published_late;
mod section_missing;
mod sign_off_blocked;

use super::Family;

pub static RULES: Family = Family {
    rules: &[
        &section_missing::RULE,
        &published_late::RULE,
        &explanation_missing::RULE,
        &attachment_missing::RULE,
        &personal_data::RULE,
        &sign_off_blocked::RULE,
        &detail_too_coarse::RULE,
    ],
    rows: &[&by_construction::ROWS],
};

//! F. Operating costs, procurement and assets (机关运行经费、政府采购、国有资产).

mod absent_matter_scored;
mod assets_date_wrong;
mod assets_denied;
mod by_construction;
mod capital_spending_without_procurement;
mod institution_costs_included;
mod institutions;
mod operating_costs_differ;
mod operating_share_jumps;
mod procurement_parts_differ;
mod small_firms_exceed;
mod vehicles_differ_by_use;

use super::Family;

pub static RULES: Family = Family {
    rules: &[
        &operating_costs_differ::RULE,
        &institution_costs_included::RULE,
        &by_construction::RULE,
        &procurement_parts_differ::RULE,
        &small_firms_exceed::RULE,
        &capital_spending_without_procurement::RULE,
        &vehicles_differ_by_use::RULE,
        &assets_denied::RULE,
        &assets_date_wrong::RULE,
        &absent_matter_scored::RULE,
        &operating_share_jumps::RULE,
    ],
    rows: &[],
};

/// Whether a text says that there are no assets of the state.
fn denies_assets(text: &str) -> bool {
    ["无国有资产", "没有国有资产", "未占有国有资产"].iter().any(|words| text.contains(words))
}

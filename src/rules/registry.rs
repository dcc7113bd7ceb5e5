//! 规则总表：207 条，每条都在，状态各异。

use super::Rule;

/// The families, in the order of the field's list.
static FAMILIES: [&[&Rule]; 13] = [
    super::table_internal::RULES,
    super::cross_table::RULES,
    super::percentages::RULES,
    super::narrative::RULES,
    super::three_public::RULES,
    super::operations::RULES,
    super::scores::RULES,
    super::targets::RULES,
    super::staff::RULES,
    super::classification::RULES,
    super::plausibility::RULES,
    super::charts::RULES,
    super::publication::RULES,
];

/// Every rule of the field's list, in its order.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.into_iter().flatten().copied()
}

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

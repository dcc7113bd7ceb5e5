//! F. 机关运行经费、政府采购、国有资产

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

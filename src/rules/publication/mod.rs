//! P. 公开完整性与时效

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

//! K. 机构与人员

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

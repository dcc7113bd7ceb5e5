//! B. 表间勾稽

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

//! D. 文表一致

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

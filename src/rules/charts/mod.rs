//! N. 图表

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

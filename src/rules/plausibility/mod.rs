//! M. 单位、格式与合理性

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

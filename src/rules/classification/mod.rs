//! L. 科目编码与名称

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

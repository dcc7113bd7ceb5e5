//! G. 附表1 打分表

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

//! J. 附表2 目标完成与项目自评

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

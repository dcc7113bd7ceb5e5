//! C. 占比与同比

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

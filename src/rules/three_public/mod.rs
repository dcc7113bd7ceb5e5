//! E. 三公经费

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[];

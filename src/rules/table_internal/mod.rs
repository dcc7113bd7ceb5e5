//! A. 表内勾稽

mod basic_groups_differ;

use super::Rule;

/// The rules of this family, in order.
pub static RULES: &[&Rule] = &[&basic_groups_differ::RULE];

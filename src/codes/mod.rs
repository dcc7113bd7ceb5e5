//! The functional and the economic classification (功能分类、部门预算支出经济分类), loaded from `assets/codes`; a document
//! can add to them.

mod book;
mod search;
mod typed;

pub use crate::address::Code;
pub use book::{AliasNote, BasicGroup, CodeBook, CodeEntry, Confidence, Nearness, normal_name};
pub use search::{CodeMatch, initials, misfit};
pub use typed::CodeWithName;

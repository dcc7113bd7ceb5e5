//! 科目分类：功能分类与部门预算支出经济分类，由 `assets/codes` 装入，可由用户增补。

mod book;
mod search;
mod typed;

pub use crate::address::Code;
pub use book::{AliasNote, BasicGroup, CodeBook, CodeEntry, Confidence, normal_name};
pub use search::{CodeMatch, initials, misfit};
pub use typed::CodeWithName;

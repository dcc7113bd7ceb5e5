//! 控件：the grid and the form field, on which every tab is built.

pub mod field;
mod figure_list;
pub mod grid;
mod hover;
mod keyed;
mod picker;
pub mod prose;

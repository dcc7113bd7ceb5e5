//! Fields, grids, lists and charts, of which every tab is made.

pub mod chart_view;
pub mod field;
mod figure_list;
pub mod grid;
mod hover;
pub mod in_sight;
mod keyed;
pub mod line_list;
pub mod number_fit;
pub mod original;
pub mod padlock;
mod picker;
pub mod place_list;
pub mod prose;
pub mod row_list;

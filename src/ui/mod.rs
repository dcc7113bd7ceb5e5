//! 窗口：draws the document and what is derived from it.

pub mod chart_view;

//! The report as it will be printed, set by typst; preview and PDF show the same pages.
//!
//! An [`Engine`] takes a [`Manuscript`] and gives [`PrintedPages`] and, as [`Pages`], what stands where on them. The words travel as data (`model.json`) into a fixed
//! layout (`assets/report/report.typ`); no other file can be read, so that nothing anyone types is ever markup. Each
//! number carries its address as a label, by which it is found again.
//!
//! The floats here are places on paper, never amounts.

mod chart_face;
mod engine;
mod faces;
mod find;
mod form;
mod manuscript;
mod pages;
mod places;
mod sheet;
#[cfg(test)]
mod tests;
mod world;

pub use chart_face::{RareFaces, chart_text_width};
pub use engine::{Engine, TypesetError};
pub use faces::{FontChoice, FontReport, RareCharacter};
pub use find::Hit;
pub use form::PageForm;
pub use manuscript::{Manuscript, Properties};
pub use pages::{PageContent, Pages, Picture, PrintedPages};
pub use places::{MarkKind, MarkedText, Rect};

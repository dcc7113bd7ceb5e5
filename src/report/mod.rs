//! The published report (决算公开报告) as a model, which preview, Word, PDF and Excel share.
//!
//! A [`Report`] is made of sections of pages; a section is made of headings, paragraphs, tables and charts. A paragraph
//! is made of [`Run`]s: fixed words of the region's template, figures (each with its [`Source`]), words that a person
//! wrote, and places where a person has still to write. Tables and charts are named, not copied: [`PrintedTable::of`]
//! makes a table when it is printed, charts stand in [`crate::derived::Derived`].
//!
//! [`Source`]: crate::figures::Source

mod bare_number;
mod compose;
mod glossary;
mod joints;
mod known_figures;
mod link;
mod model;
mod printed;
mod printed_table;
mod probable_figure;
mod template;
#[cfg(test)]
mod testing;
mod value;
mod wanted_values;

pub use bare_number::{BareNumber, BareUnit, bare_numbers};
pub use glossary::{Term, terms as glossary_terms};
pub use joints::{joined_reason, lead_in_within};
pub use known_figures::PercentKind;
pub use link::{Link, LinkPart, parts_of};
pub use model::{
    Block, Cover, Heading, HeadingStyle, Orientation, PageSection, Paragraph, ParagraphStyle, Report, Run, TableKey,
    Topic, text_of,
};
pub use printed_table::{Align, PrintedCell, PrintedColumn, PrintedTable};
pub use probable_figure::{Fit, ProbableFigure, is_prose, probable_figures};
pub use value::resolve;

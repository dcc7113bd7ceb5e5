//! The published report (决算公开报告) as a model, which preview, Word, PDF and Excel share.
//!
//! A [`Report`] is made of sections of pages; a section is made of headings, paragraphs, tables and charts. A paragraph
//! is made of [`Run`]s: fixed words of the region's template, figures (each with its [`Source`]), words that a person
//! wrote, and places where a person has still to write. Tables and charts are named, not copied: [`PrintedTable::of`]
//! makes a table when it is printed, charts stand in [`crate::derived::Derived`].
//!
//! # How a sentence gets its numbers
//!
//! A report is composed after each edit by walking through a template (`assets/report/*.txt`, one per region): parts in
//! their order, headings, sentences with slots. A slot names a figure by the same address that findings and links use;
//! the composer looks the value up and adds a [`Run::Figure`] with its text and `Source`. Nothing else writes digits:
//! fixed words contain only numbers of headings, items and codes. Which wording is chosen (增加 or 减少, 持平, 未发生支出) depends
//! on the figures; the wordings are lines of the template. What is missing becomes a [`Run::Blank`] that knows where to
//! enter it, what a person wrote a [`Run::Written`], and links in it become figures.
//!
//! [`Source`]: crate::figures::Source

mod bare_number;
mod compose;
mod contents;
mod glossary;
mod grammar;
mod joints;
mod known_figures;
mod lines;
mod link;
mod model;
mod paper;
mod printed;
mod printed_table;
mod probable_figure;
mod table_grid;
mod template;
#[cfg(test)]
mod testing;
mod title_lines;
mod value;
mod wanted_values;

pub use bare_number::{BareNumber, BareUnit, bare_numbers};
pub use glossary::{GlossaryTerm, terms as glossary_terms};
pub use grammar::{
    BASIS_MARK, Grammar, GrammarAddress, GrammarList, GrammarSlot, GrammarText, GrammarValue, ROW_MARK, WRITTEN_MARK,
    YEAR_MARK,
};
pub use joints::{joined_reason, lead_in_within};
pub use known_figures::PercentKind;
pub use lines::LetterWidths;
pub use link::{Link, LinkPart, parts_of};
pub use model::{
    Block, Cover, Heading, HeadingStyle, Orientation, PageSection, Paragraph, ParagraphStyle, Report, Run, TableKey,
    Topic, text_of,
};
pub use paper::Paper;
pub use printed_table::{Align, PrintedCell, PrintedColumn, PrintedTable};
pub use probable_figure::{Fit, ProbableFigure, is_prose, probable_figures};
pub use table_grid::{CellLetters, CellWidth, GridSlot, Stretch, page_starts};
pub use title_lines::title_width;
pub use value::resolve;

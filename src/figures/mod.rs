//! The numbers computed from a document: never saved, computed anew after each edit.
//!
//! [`Figures`] holds the cells of the 13 tables and the measures that stand in no table (shares, growth, scores). Each
//! knows what it is made of; see [`Figures::explain`].
//!
//! # How a number explains itself
//!
//! A cell of a table is a [`Figure`] with an [`Origin`]: entered values, rows of a list, child rows, columns, or other
//! cells. `TableFigures::for_each_term` walks through an origin: the sum of what it visits is the value, their names
//! are the explanation. There is no second description of a formula that could differ. A measure (share, growth) lists
//! its inputs as [`Source`]s. `Figures::inputs` goes down from any number to what was entered, `first_blank` to what is
//! missing: jumping, findings and blanks of the report all use these two.
//!
//! A [`Source`] is the address of any number: an entered value (JSON pointer), a cell (`T06!合计.basic`) or a measure
//! (`gpb.growth`). Lines, columns and measures are enums of [`crate::address`], so code cannot name one that does not
//! exist; a file or template that does is refused when it is read.

mod cells;
mod detail;
mod economic;
mod explain;
mod figure;
mod income;
mod inputs;
mod measured;
mod measures;
mod names;
mod performance;
mod pivot;
mod project_kinds;
mod projects;
mod reasons;
mod source;
mod spending;
mod table_figures;
mod texts;
mod totals;
mod uses;
mod value;

pub use crate::address::{
    Budget, CellKey, Column, ColumnKey, Line, MeasureKey, PerHead, ProjectTerm, RowKey, SmallFirms, T01, T02, T03, T04,
    T05, T06, T07, T08, T09, T10, T11, T12, T13, TableId, ThreePublicItem, YearOnYear,
};
pub use explain::{ExplainedPart, Explanation};
pub use figure::{Figure, ListRows, Origin, Published, Sign, envelope};
pub use income::{FISCAL_COLUMNS, INCOME_COLUMNS, INCOME_LINES, OTHER_INCOME_LINES};
pub use measures::{Measure, MeasureLabel, MeasureValue, Measures, SPENDING_COLUMNS};
pub use names::{cell_label, column_label, row_label};
pub use reasons::{RepeatedReason, is_ditto, reason_above};
pub use source::Source;
pub use table_figures::{TableFigures, Term};
pub use texts::{Texts, WrittenText};
pub use totals::Summed;
pub use value::Value;

use std::sync::Arc;

use crate::{
    codes::CodeBook,
    document::{Document, Path},
    templates::Profile,
};

/// Everything that is computed from one document.
pub struct Figures {
    /// The cells of the tables.
    pub tables: TableFigures,
    /// Shares, growth, completion, scores.
    pub measures: Measures,
    pub texts: Texts,
    /// What this was computed from: what was typed, and the totals and reasons that follow from it.
    pub document: Arc<Document>,
    /// What was typed, and nothing else.
    pub typed: Arc<Document>,
    totals: totals::Totals,
    repeated: reasons::RepeatedReasons,
    /// The classifications as they hold for it.
    pub book: CodeBook,
    /// What is published of it, and in what form.
    pub profile: Profile,
}

impl Figures {
    pub fn of(typed: &Arc<Document>) -> Self {
        let book = CodeBook::of(typed);
        let profile = Profile::of(typed);
        let (completed, totals) = totals::complete(typed, &profile);
        let document = &completed;
        let mut tables = TableFigures::new(document);
        spending::put(document, &mut tables);
        income::put_detail(document, &mut tables);
        income::put_summary(document, &mut tables);
        income::put_fiscal(document, &mut tables);
        economic::put_basic(document, &book, &mut tables);
        economic::put_fiscal_detail(document, &mut tables);
        economic::put_functional_detail(document, &mut tables);
        projects::put_projects(document, &mut tables);
        projects::put_three_public(document, &mut tables);
        let measures = Measures::of(document, &tables, &book, profile.basis);
        let texts = Texts::of(typed);
        let (document, repeated) = reasons::complete(document, &measures);
        Self { tables, measures, texts, document, typed: typed.clone(), totals, repeated, book, profile }
    }

    /// Whose words a reason repeats that was left blank, or in which somebody typed “同上”.
    pub fn repeated_reason(&self, place: Path) -> Option<RepeatedReason> {
        self.repeated.get(&place).copied()
    }

    /// What a total is the sum of, once all parts are there.
    pub fn summed(&self, total: Path) -> Option<&Summed> {
        self.totals.get(total)
    }

    /// The totals of which all parts are there.
    pub fn totals(&self) -> impl Iterator<Item = (Path, &Summed)> {
        self.totals.all.iter().map(|(total, summed)| (*total, summed))
    }
}

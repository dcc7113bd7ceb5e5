//! What rules about totals and about equal cells of two tables have in common.
//!
//! Tables are derived, so a total can only disagree with its parts where a published total was entered. The checks
//! start from those: their cost does not grow with the number of lines.

use rustc_hash::FxHashSet;

use crate::{
    figures::{CellKey, Column, ColumnKey, Figures, RowKey, Source, TableId},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Side, Tolerance},
};

/// The cells of a table for which a published total was entered, in the order of entry.
pub fn published_cells(figures: &Figures, table: TableId) -> Vec<CellKey> {
    let mut cells: Vec<CellKey> = Vec::new();
    let mut seen: FxHashSet<CellKey> = FxHashSet::default();
    for key in figures.tables.published_rows().iter().map(|(_, key)| *key) {
        if key.table == table && figures.tables.get(key).is_some() && seen.insert(key) {
            cells.push(key);
        }
    }
    cells
}

/// Whether the column is the sum of other columns of its row.
fn is_across(key: &CellKey) -> bool {
    match (key.table.number(), key.column) {
        (2, ColumnKey::Named(Column::Total | Column::Fiscal)) => true,
        (
            5,
            ColumnKey::Named(Column::Total | Column::GeneralBudget | Column::GovernmentFund | Column::StateCapital),
        ) => true,
        (3 | 4 | 6 | 7 | 12, ColumnKey::Named(Column::Total)) => true,
        (10 | 11, ColumnKey::Named(Column::Spending)) => true,
        (7, ColumnKey::Code(code)) => code.digits() == 3,
        _ => false,
    }
}

/// Published row totals against the columns they are made of.
pub fn check_across(figures: &Figures, findings: &mut Findings, table: TableId) {
    for key in published_cells(figures, table).iter().filter(|key| is_across(key)) {
        findings.check_total(figures, *key);
    }
}

/// Which rows [`check_down`] looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Down {
    /// Classes and sections against what is below them, items against what was entered.
    Codes,
    /// The total against the classes.
    Total,
}

/// Rows against the rows below them, wherever one of the two was published.
pub fn check_down(figures: &Figures, findings: &mut Findings, table: TableId, down: Down) {
    let mut done: FxHashSet<CellKey> = FxHashSet::default();
    for key in published_cells(figures, table) {
        for candidate in [Some(key), row_above(key)].into_iter().flatten() {
            let is_total = candidate.row == RowKey::Total;
            if is_total == (down == Down::Total) && done.insert(candidate) {
                check_rows_below(figures, findings, candidate);
            }
        }
    }
}

fn row_above(key: CellKey) -> Option<CellKey> {
    match key.row {
        RowKey::Code(code) => Some(CellKey { row: code.parent().map_or(RowKey::Total, RowKey::Code), ..key }),
        _ => None,
    }
}

fn check_rows_below(figures: &Figures, findings: &mut Findings, key: CellKey) {
    let children = figures.tables.children(key.table, key.row);
    let below: Vec<CellKey> = children.iter().map(|row| CellKey { row: *row, ..key }).collect();
    let mut sum = Money::ZERO;
    let mut roundings = 0;
    for child in &below {
        if let Some(value) = figures.tables.printed(*child) {
            sum += value;
            roundings += figures.tables.addends(*child);
        }
    }
    if roundings == 0 {
        if !is_across(&key) {
            findings.check_total(figures, key);
        }
        return;
    }
    if figures.tables.stated(key).is_none_or(|stated| stated == sum) {
        return;
    }
    let parts = below.into_iter().filter_map(|child| Side::printed(figures, child)).reduce(Side::plus);
    if let (Some(actual), Some(expected)) = (Side::cell(figures, key), parts) {
        let tolerance = Tolerance::Addends(roundings + figures.tables.addends(key) - 1);
        findings.compare(&actual, &expected.called("下级各科目之和"), tolerance);
    }
}

/// The first entered values that the cell is made of, so that a finding leads to where it can be fixed.
pub fn entered_below(figures: &Figures, key: CellKey) -> Vec<Source> {
    const ENOUGH: usize = 8;
    figures.inputs(&key.into(), ENOUGH).into_iter().map(Source::Entered).collect()
}

/// What a rule that consists of several comparisons has found so far.
#[derive(Default)]
pub struct Tally {
    checked: bool,
    missing: Vec<Source>,
    lacked: FxHashSet<Source>,
}

impl Tally {
    /// Notes that the rule cannot be checked completely while this is blank.
    pub fn lacks(&mut self, source: impl Into<Source>) {
        let source = source.into();
        if self.lacked.insert(source.clone()) {
            self.missing.push(source);
        }
    }

    /// The value as stated, or notes that it is missing.
    pub fn need(&mut self, figures: &Figures, key: CellKey) -> Option<Money> {
        let value = figures.tables.stated(key);
        if value.is_none() {
            self.lacks(key);
        }
        value
    }

    /// Whether nothing is missing so far.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// Notes that something was checked.
    pub fn checked(&mut self) {
        self.checked = true;
    }

    /// A cell against what it is made of; a blank one is missing.
    pub fn total(&mut self, figures: &Figures, findings: &mut Findings, key: CellKey) {
        if findings.check_total(figures, key) {
            self.checked = true;
        } else {
            self.lacks(key);
        }
    }

    /// Two statements of the same quantity; where both are blank there is nothing to compare.
    pub fn equal(&mut self, figures: &Figures, findings: &mut Findings, left: CellKey, right: CellKey) {
        self.equal_sides(figures, findings, left, right, Side::cell);
    }

    /// `copy` repeats `original`. Unless the copy was published on its own, it follows what the original prints, and an
    /// original that contradicts its own parts is not reported a second time.
    pub fn copy(&mut self, figures: &Figures, findings: &mut Findings, copy: CellKey, original: CellKey) {
        let is_published = figures.tables.get(copy).is_some_and(|figure| figure.published.is_some());
        self.equal_sides(figures, findings, copy, original, if is_published { Side::cell } else { Side::printed });
    }

    fn equal_sides<'a>(
        &mut self,
        figures: &'a Figures,
        findings: &mut Findings,
        left: CellKey,
        right: CellKey,
        right_side: fn(&'a Figures, CellKey) -> Option<Side<'a>>,
    ) {
        match (Side::cell(figures, left), right_side(figures, right)) {
            (None, None) => {}
            (Some(only), None) | (None, Some(only)) if only.value().is_zero() => self.checked = true,
            (None, Some(_)) => self.lacks(left),
            (Some(_), None) => self.lacks(right),
            (Some(actual), Some(expected)) => {
                self.checked = true;
                findings.compare(&actual, &expected, between(figures, &[left, right]));
            }
        }
    }

    /// The answer: what is missing, else whether anything was checked.
    pub fn outcome(self) -> Outcome {
        if !self.missing.is_empty() {
            Err(Missing(self.missing))
        } else if self.checked {
            Ok(Applies::Yes)
        } else {
            Ok(Applies::No)
        }
    }
}

/// The envelope for two statements that are made of separately rounded numbers: 0.01 万元 if both were published.
pub fn between(figures: &Figures, cells: &[CellKey]) -> Tolerance {
    let roundings: u32 = cells.iter().map(|key| figures.tables.addends(*key).max(1)).sum();
    Tolerance::Addends(roundings.saturating_sub(1))
}

//! 由录入内容得出的一切: what window, console and exports read, computed anew after each edit.

use std::sync::Arc;

use crate::{
    charts::{self, ChartSpec},
    document::{Document, Path},
    figures::{Figures, Source},
    rules::{Finding, Review},
};
use rustc_hash::FxHashMap;

/// Everything derived from one document. Nothing of it is saved.
pub struct Derived {
    /// The numbers.
    pub figures: Figures,
    /// The findings and the verdict of each rule.
    pub review: Review,
    /// The charts, in the order of the report.
    pub charts: Vec<ChartSpec>,
    marks: FxHashMap<Source, Vec<usize>>,
}

impl Derived {
    /// Computes everything. Cannot fail: bad data becomes a finding.
    pub fn of(document: &Arc<Document>) -> Self {
        let figures = Figures::of(document);
        let review = Review::of(&figures);
        let mut marks: FxHashMap<Source, Vec<usize>> = FxHashMap::default();
        for (index, finding) in review.findings.iter().enumerate() {
            for cell in &finding.cells {
                marks.entry(cell.clone()).or_default().push(index);
            }
        }
        let charts = charts::all(&figures);
        Self { figures, review, charts, marks }
    }

    /// The document that this was derived from.
    pub fn document(&self) -> &Arc<Document> {
        &self.figures.document
    }

    /// The findings about a place, the most pressing first.
    pub fn findings_at(&self, source: &Source) -> impl Iterator<Item = &Finding> {
        self.marks.get(source).into_iter().flatten().filter_map(|index| self.review.findings.get(*index))
    }

    /// The first entered value that a finding leads to: its own, or one that its cells are made of.
    pub fn entered_place(&self, finding: &Finding) -> Option<Path> {
        let direct = finding.cells.iter().find_map(|cell| match cell {
            Source::Entered(path) => Some(*path),
            _ => None,
        });
        direct.or_else(|| finding.cells.iter().find_map(|cell| self.entered_below(cell, 8)))
    }

    fn entered_below(&self, source: &Source, depth: u8) -> Option<Path> {
        if let Source::Entered(path) = source {
            return Some(*path);
        }
        if depth == 0 {
            return None;
        }
        let explanation = self.figures.explain(source)?;
        explanation.parts.iter().find_map(|part| self.entered_below(&part.source, depth - 1))
    }
}

//! All that follows from a document, computed anew after each edit: what window, console and exports read.
//!
//! Figures and charts follow from a document at once. Where thousands of rows make report and findings take longer than
//! a frame, the window shows new figures beside the findings of the content before ([`Derived::is_behind`]) until a
//! thread has worked the rest out. Whatever leaves the window waits for the rest: only the window's session makes such
//! a half ([`Derived::ahead_of`]), and it concludes it before any command but typing.

mod remarks;

use std::sync::{Arc, OnceLock};

use crate::{
    charts::{self, ChartSpec},
    document::{Document, Lock, Path, Suggestion},
    figures::{Figures, Source},
    forms::{self, FormName},
    report::{Report, Run},
    rules::{Blockers, Finding, Printed, Review, Severity, Verdict},
    seal::KnownSigners,
};
use rustc_hash::{FxHashMap, FxHashSet};

pub use remarks::{Remarked, Remarks, TickState, source_of};

/// A finding about more cells than this is marked only at the first.
const MOST_MARKED: usize = 8;

/// Everything derived from one document. Nothing of it is saved.
pub struct Derived {
    pub figures: Figures,
    /// The charts, in the order of the report.
    pub charts: Vec<ChartSpec>,
    pub report: Arc<Report>,
    /// The findings and the verdict of each rule.
    pub review: Arc<Review>,
    marks: Arc<FxHashMap<Source, Vec<usize>>>,
    is_behind: bool,
    attention: OnceLock<Attention>,
    remarks: OnceLock<Remarks>,
    carried: OnceLock<Carried>,
    signers: KnownSigners,
}

/// What is left to do, by the page on which it can be done.
#[derive(Debug, Default)]
pub struct Attention {
    /// The open findings that lead to the page.
    pub open: FxHashMap<FormName, OpenFindings>,
    /// Its open errors and warnings, by their place in the list.
    pub pressing: FxHashMap<FormName, Vec<usize>>,
    /// The way through all open findings: page by page, on each the gravest first. Those of no page of entry come last.
    pub route: Vec<Stop>,
    /// Those that name a cell of the official tables.
    pub in_tables: OpenFindings,
    /// Pages with blanks for want of which a rule was not checked.
    pub lacking: FxHashSet<FormName>,
}

/// An open finding on the way through all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Where it can be mended.
    pub page: Option<FormName>,
    /// Its place in the list.
    pub finding: usize,
}

/// How many findings are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenFindings {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

impl Stop {
    /// The pages in the order of the list at the left.
    pub fn order(page: Option<FormName>) -> (bool, Option<FormName>) {
        (page.is_none(), page)
    }
}

impl OpenFindings {
    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Hint => self.hints += 1,
        }
    }
}

impl std::ops::Add for OpenFindings {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            hints: self.hints + other.hints,
        }
    }
}

/// What was taken over from last year, by the place where it stands this year.
#[derive(Debug, Default)]
pub struct Carried {
    locks: FxHashMap<Path, Lock>,
    suggestions: FxHashMap<Path, Suggestion>,
}

impl Carried {
    pub fn of(document: &Document) -> Self {
        let place = |text: &str| Document::parse_path(text);
        let (locks, suggestions) = (document.review.locks.iter(), document.review.suggestions.iter());
        Self {
            locks: locks.filter_map(|lock| Some((place(&lock.place)?, lock.clone()))).collect(),
            suggestions: suggestions.filter_map(|one| Some((place(&one.place)?, one.clone()))).collect(),
        }
    }

    /// The lock on a figure of last year, also one that was opened.
    pub fn lock(&self, path: Path) -> Option<&Lock> {
        self.locks.get(&path)
    }

    /// Last year's wording of a text.
    pub fn suggestion(&self, path: Path) -> Option<&str> {
        self.suggestions.get(&path).map(|one| &*one.text)
    }
}

/// The report, and its charts with the numbers that they have in it.
pub fn published(figures: &Figures, known: &KnownSigners) -> (Vec<ChartSpec>, Report) {
    let mut charts = charts::all(figures);
    let report = Report::with_signers(figures, known);
    charts::number(&mut charts, report.charts());
    (charts, report)
}

impl Derived {
    /// Computes everything, nobody's signature being accepted. Cannot fail: bad data becomes a finding.
    pub fn of(document: &Arc<Document>) -> Self {
        Self::with_signers(document, &KnownSigners::default())
    }

    /// Computes everything; the report names who signed where the key was accepted.
    pub fn with_signers(document: &Arc<Document>, known: &KnownSigners) -> Self {
        let figures = Figures::of(document);
        let (charts, report) = published(&figures, known);
        let review = Review::of(&Printed::new(&figures, &report, &charts));
        let mut marks: FxHashMap<Source, Vec<usize>> = FxHashMap::default();
        for (index, finding) in review.findings.iter().enumerate() {
            // A sum of many cells is marked at the sum: a whole column of marks would say nothing.
            let marked = if finding.cells.len() > MOST_MARKED { 1 } else { finding.cells.len() };
            for cell in &finding.cells[..marked] {
                marks.entry(cell.clone()).or_default().push(index);
            }
        }
        Self {
            figures,
            charts,
            report: Arc::new(report),
            review: Arc::new(review),
            marks: Arc::new(marks),
            is_behind: false,
            attention: OnceLock::new(),
            remarks: OnceLock::new(),
            carried: OnceLock::new(),
            signers: known.clone(),
        }
    }

    /// Figures and charts of a document; report and findings are still those of the content `before`.
    pub fn ahead_of(before: &Self, document: &Arc<Document>) -> Self {
        let figures = Figures::of(document);
        let mut charts = charts::all(&figures);
        charts::number(&mut charts, before.report.charts());
        Self {
            figures,
            charts,
            report: before.report.clone(),
            review: before.review.clone(),
            marks: before.marks.clone(),
            is_behind: true,
            attention: OnceLock::new(),
            remarks: OnceLock::new(),
            carried: OnceLock::new(),
            signers: before.signers.clone(),
        }
    }

    /// Whether report and findings are those of an earlier content.
    pub fn is_behind(&self) -> bool {
        self.is_behind
    }

    /// The document that this was derived from.
    #[expect(clippy::misnamed_getters, reason = "what the figures call their document holds computed totals, too")]
    pub fn document(&self) -> &Arc<Document> {
        &self.figures.typed
    }

    /// What forbids a final document. Nothing: it may be made.
    pub fn blockers(&self) -> Blockers<'_> {
        Blockers::of(&self.review.findings, &self.report)
    }

    /// Whose signatures are accepted.
    pub fn signers(&self) -> &KnownSigners {
        &self.signers
    }

    /// Whether the report names somebody who signed.
    pub fn names_signers(&self) -> bool {
        let signatures = crate::at!(review.signatures);
        self.report.runs().any(|run| matches!(run, Run::Written { path, .. } if path.starts_with(&signatures)))
    }

    /// The findings about a place, the most pressing first.
    pub fn findings_at(&self, source: &Source) -> impl Iterator<Item = &Finding> {
        self.marks.get(source).into_iter().flatten().filter_map(|index| self.review.findings.get(*index))
    }

    /// The first entered value that a finding leads to: its own, or one that its cells are made of.
    pub fn entered_place(&self, finding: &Finding) -> Option<Path> {
        direct_place(finding).or_else(|| finding.cells.iter().find_map(|cell| self.entered_place_of(cell)))
    }

    /// What is left to do; computed when first asked for.
    pub fn attention(&self) -> &Attention {
        self.attention.get_or_init(|| {
            let mut attention = Attention::default();
            // Many findings name the same totals, which can be made of thousands of rows.
            let mut pages: FxHashMap<&Source, Option<FormName>> = FxHashMap::default();
            let home_of = |place| forms::home_of(&self.figures, place);
            let mut page_of =
                |cell| *pages.entry(cell).or_insert_with(|| self.entered_place_of(cell).and_then(&home_of));
            for (index, finding) in self.review.findings.iter().enumerate().filter(|(_, finding)| finding.is_open()) {
                let page = match direct_place(finding) {
                    Some(place) => home_of(place),
                    None => finding.cells.iter().find_map(&mut page_of),
                };
                attention.route.push(Stop { page, finding: index });
                if let Some(page) = page {
                    attention.open.entry(page).or_default().count(finding.severity);
                    if finding.severity != Severity::Hint {
                        attention.pressing.entry(page).or_default().push(index);
                    }
                }
                if finding.cells.iter().any(|cell| matches!(cell, Source::Cell(_))) {
                    attention.in_tables.count(finding.severity);
                }
            }
            attention.route.sort_by_key(|stop| Stop::order(stop.page));
            for verdict in self.review.verdicts.values() {
                let Verdict::NotChecked(places) = verdict else { continue };
                for place in places {
                    attention.lacking.extend(page_of(place));
                }
            }
            attention
        })
    }

    /// Notes and marks of colleagues, by place; looked up when first asked for.
    pub fn remarks(&self) -> &Remarks {
        self.remarks.get_or_init(|| Remarks::of(&self.figures))
    }

    /// What a place shows, independent of the unit; rows as a whole. `None` when there is no such place.
    pub fn seen_value(&self, place: &str) -> Option<String> {
        remarks::seen_at(&self.figures, place)
    }

    /// What was taken over from last year; gathered when first asked for.
    pub fn carried(&self) -> &Carried {
        self.carried.get_or_init(|| Carried::of(self.document()))
    }

    /// The first entered value that a number is made of; the place itself if it is entered.
    pub fn entered_place_of(&self, source: &Source) -> Option<Path> {
        self.figures.inputs(source, 1).pop()
    }
}

/// The first entered value that a finding names itself.
fn direct_place(finding: &Finding) -> Option<Path> {
    finding.cells.iter().find_map(|cell| match cell {
        Source::Entered(path) => Some(*path),
        _ => None,
    })
}

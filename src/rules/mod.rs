//! The checks (审核): what was entered and what follows from it, compared with each other.
//!
//! A rule never fails and never changes anything: it looks at [`Figures`] and reports [`Finding`]s. Blank is not zero:
//! a rule that lacks an input answers "not checked", never "passed". Ids are those of the field's list and are never
//! renamed or reused.

mod blockers;
mod charts;
mod classification;
mod cross_table;
mod finding;
mod kit;
mod narrative;
mod operations;
mod percentages;
#[cfg(test)]
mod planted;
mod plausibility;
mod publication;
mod registry;
mod scores;
mod staff;
mod table_internal;
mod targets;
mod three_public;

pub use blockers::Blockers;
pub use finding::{Finding, Findings};
pub use kit::comparison::{Side, Tolerance};
pub use kit::printed::Printed;
use registry::Family;
pub use registry::{all, find};
pub use targets::Achievement;

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::{
    digest::sha256,
    figures::{Figures, Source},
    report::Report,
};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Error (错误): the report must not be signed while it is open.
    Error,
    /// Warning (警告): allowed with a written explanation.
    Warning,
    /// Hint (提示): shown, never blocks.
    Hint,
}

impl Severity {
    /// As exports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Hint => "提示",
        }
    }
}

/// One check of the field's list.
pub struct Rule {
    /// E.g. `B01`; never renamed or reused.
    pub id: &'static str,
    /// How much a finding weighs, unless the rule itself downgrades it.
    pub severity: Severity,
    /// The fault, as a heading.
    pub title: &'static str,
    /// What is compared, in words or as a formula.
    pub checks: &'static str,
    /// Where the rule comes from.
    pub basis: &'static str,
    /// What to do about a finding.
    pub remedy: &'static str,
    /// Whether and how it runs.
    pub state: State,
}

/// What tells these rules from those of another program: a digest of what each of them checks, and how it weighs.
pub fn version() -> &'static str {
    const DIGITS: usize = 12;
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let lines =
            all().map(|rule| format!("{}\t{}\t{}\t{}\n", rule.id, rule.severity.name(), rule.title, rule.checks));
        let mut digest = sha256(lines.collect::<String>().as_bytes());
        digest.truncate(DIGITS);
        digest
    });
    &VERSION
}

/// How a rule reads the numbers.
pub type RunFigures = fn(&Figures, &mut Findings) -> Outcome;

/// How a rule reads what will be printed.
pub type RunPrinted = fn(&Printed, &mut Findings) -> Outcome;

/// Whether and how a rule runs.
#[derive(Clone, Copy)]
pub enum State {
    /// Runs after each edit.
    Active(RunFigures),
    /// Runs after each edit and reads what will be printed.
    Printed(RunPrinted),
    /// Runs after all others and judges what they found, and what is still to be written.
    Concluding(fn(&Review, &Report, &mut Findings) -> Outcome),
    /// The program cannot print it wrong; says why.
    ByConstruction(&'static str),
}

impl State {
    /// As exports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active(_) | Self::Printed(_) | Self::Concluding(_) => "active",
            Self::ByConstruction(_) => "by_construction",
        }
    }
}

/// What a rule answers besides its findings: `Err` when it could not be checked completely.
pub type Outcome = Result<Applies, Missing>;

/// Whether there was anything to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    Yes,
    /// The unit has nothing of the kind.
    No,
}

/// What a rule lacks: the places that are still blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing(pub Vec<Source>);

impl Missing {
    pub fn one(source: impl Into<Source>) -> Self {
        Self(vec![source.into()])
    }
}

/// `value.need(path)?`: the value, or "not checked" because `source` is blank.
pub trait Need<T> {
    /// The value, or what is missing.
    fn need(self, source: impl Into<Source>) -> Result<T, Missing>;
}

impl<T> Need<T> for Option<T> {
    fn need(self, source: impl Into<Source>) -> Result<T, Missing> {
        self.ok_or_else(|| Missing::one(source))
    }
}

/// The result of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Passed,
    /// At least one finding.
    Failed,
    /// The unit has nothing of the kind.
    NotApplicable,
    /// What is blank that it needs.
    NotChecked(Vec<Source>),
}

impl Verdict {
    /// As exports write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotApplicable => "not_applicable",
            Self::NotChecked(_) => "not_checked",
        }
    }

    pub fn label(&self) -> &'static str {
        match self {
            Self::Passed => "通过",
            Self::Failed => "有问题",
            Self::NotApplicable => "不涉及",
            Self::NotChecked(_) => "未检查",
        }
    }
}

/// What all rules say about one document.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Most pressing first, then in the order of the rules.
    pub findings: Vec<Finding>,
    /// The verdict of each active rule.
    pub verdicts: BTreeMap<&'static str, Verdict>,
}

impl Review {
    /// Runs every active rule. A rule that panics becomes a finding of its own.
    pub fn of(printed: &Printed) -> Self {
        // What is counted in tests is counted for one thread.
        let is_long =
            !cfg!(debug_assertions) && printed.figures.texts.iter().count() + printed.report.blocks().count() > LONG;
        let most = if is_long { std::thread::available_parallelism().map_or(1, usize::from).min(4) } else { 1 };
        Self::by_threads(printed, most)
    }

    fn by_threads(printed: &Printed, most: usize) -> Self {
        let figures = printed.figures;
        let mut review = Self::default();
        for (rule, (mut found, verdict)) in judge_all(printed, most) {
            review.findings.append(&mut found);
            review.verdicts.insert(rule.id, verdict);
        }
        finding::leave_out_repeated(&mut review.findings);
        finding::gather_equal_tails(&mut review.findings);
        finding::mark_explained(&mut review.findings, figures);
        for rule in all() {
            if let State::Concluding(run) = rule.state {
                let (mut found, verdict) = judge(rule, figures, |findings| run(&review, printed.report, findings));
                review.findings.append(&mut found);
                review.verdicts.insert(rule.id, verdict);
            }
        }
        review.findings.sort_by_key(|finding| finding.severity);
        review
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// How many findings of this severity still have to be dealt with.
    pub fn open(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity && finding.is_open()).count()
    }

    /// How many findings were answered, and the answer holds.
    pub fn explained(&self) -> usize {
        self.findings.iter().filter(|finding| !finding.is_open()).count()
    }

    /// How many rules could not be checked.
    pub fn not_checked(&self) -> usize {
        self.verdicts.values().filter(|verdict| matches!(verdict, Verdict::NotChecked(_))).count()
    }
}

/// From so many texts and paragraphs on, rules are run side by side: a start of a thread costs more than most rules.
const LONG: usize = 2_000;

/// What the rules say that do not judge others, in their order, by at most so many threads.
fn judge_all(printed: &Printed, most: usize) -> Vec<(&'static Rule, (Vec<Finding>, Verdict))> {
    let rules: Vec<&'static Rule> =
        all().filter(|rule| matches!(rule.state, State::Active(_) | State::Printed(_))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut judged = Vec::new();
        while let Some(rule) = rules.get(next.fetch_add(1, Ordering::Relaxed)) {
            let said = match rule.state {
                State::Active(run) => judge(rule, printed.figures, |findings| run(printed.figures, findings)),
                State::Printed(run) => judge(rule, printed.figures, |findings| run(printed, findings)),
                State::Concluding(_) | State::ByConstruction(_) => continue,
            };
            judged.push((*rule, said));
        }
        judged
    };
    let mut judged = std::thread::scope(|scope| {
        // Where no thread can be had, this one does the rest.
        let start = |_| std::thread::Builder::new().name("rules".to_owned()).spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..most).filter_map(start).collect();
        if most > 1 {
            printed.read_ahead();
        }
        let mut judged = work();
        for other in others {
            judged.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        judged
    });
    judged.sort_by_key(|(rule, _)| rule.id);
    judged
}

/// What one rule says; a rule that panics becomes a finding of its own.
fn judge(
    rule: &'static Rule,
    figures: &Figures,
    run: impl FnOnce(&mut Findings) -> Outcome,
) -> (Vec<Finding>, Verdict) {
    let mut findings = Findings::new(rule, figures);
    let outcome = catch_unwind(AssertUnwindSafe(|| run(&mut findings)));
    let found = findings.finish();
    let verdict = match outcome {
        Err(_) => return (vec![Finding::internal(rule)], Verdict::Failed),
        _ if !found.is_empty() => Verdict::Failed,
        Ok(Ok(Applies::Yes)) => Verdict::Passed,
        Ok(Ok(Applies::No)) => Verdict::NotApplicable,
        Ok(Err(missing)) => not_checked(missing, figures),
    };
    (found, verdict)
}

/// What is missing, without what is only for annexes and tables that are not published.
fn not_checked(missing: Missing, figures: &Figures) -> Verdict {
    let is_wanted = |source: &Source| match source {
        Source::Entered(place) => figures.profile.wants(*place),
        Source::Cell(_) | Source::Measure(_) => true,
    };
    if !missing.0.is_empty() && !missing.0.iter().any(is_wanted) {
        return Verdict::NotApplicable;
    }
    Verdict::NotChecked(missing.0.into_iter().filter(is_wanted).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{charts, document::Document, testing::reference_sample};

    use super::*;

    #[test]
    fn rules_side_by_side_say_the_same() {
        let figures = Figures::of(&Arc::new(reference_sample()));
        let (report, charts) = (Report::of(&figures), charts::all(&figures));
        let said = |threads| {
            let review = Review::by_threads(&Printed::new(&figures, &report, &charts), threads);
            (format!("{:?}", review.findings), review.verdicts)
        };
        assert_eq!(said(4), said(1));
    }

    #[test]
    fn a_rule_that_panics_becomes_a_finding() {
        let figures = Figures::of(&Arc::new(Document::default()));
        let rule = registry::find("A01").expect("a rule");
        let (found, verdict) = judge(rule, &figures, |_| panic!("as a fault of a rule would"));
        assert!(matches!(found.as_slice(), [finding] if finding.rule == rule.id && finding.is_open()));
        assert!(matches!(verdict, Verdict::Failed));
    }
}

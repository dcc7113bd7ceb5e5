//! What forbids a final document (定稿): open errors, open warnings, and what is not written yet. Hints never do, and an
//! explanation closes a warning. Rule P08, the window, the console and signing all ask here.

use rustc_hash::FxHashSet;

use crate::{document::Path, report::Report};

use super::{Finding, Severity};

/// What forbids a final document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blockers<'a> {
    /// The errors that are open. They must be corrected.
    pub errors: Vec<&'a Finding>,
    /// The warnings that are open. They must be corrected or explained.
    pub warnings: Vec<&'a Finding>,
    /// What a person has yet to write, in the order of the report, each once: what is wanted, and where.
    pub blanks: Vec<(&'a str, Path)>,
}

impl<'a> Blockers<'a> {
    /// The blockers among these findings and in this report. A finding that only sums up others (P08) is not one, and
    /// hints never are.
    pub fn of(findings: &'a [Finding], report: &'a Report) -> Self {
        let open = |severity: Severity| {
            let open = findings.iter().filter(move |finding| finding.severity == severity && finding.is_open());
            open.filter(|finding| !finding.concludes()).collect()
        };
        let mut seen = FxHashSet::default();
        let blanks = report.blanks().filter(|blank| seen.insert(*blank)).collect();
        Self { errors: open(Severity::Error), warnings: open(Severity::Warning), blanks }
    }

    /// Whether a final document may be made.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.warnings.is_empty() && self.blanks.is_empty()
    }

    /// 还有 14 处错误没有改正、2 处警告没有改正或说明、3 处内容没有写
    pub fn summary(&self) -> String {
        let counts = [
            (self.errors.len(), "处错误没有改正"),
            (self.warnings.len(), "处警告没有改正或说明"),
            (self.blanks.len(), "处内容没有写"),
        ];
        let told = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        format!("还有 {}", told.collect::<Vec<_>>().join("、"))
    }
}

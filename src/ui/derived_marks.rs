//! 单元格上的审核标记，取自全部审核结果。

use crate::{derived::Derived, figures::Source, rules};

use super::{Marks, Severity};

impl From<rules::Severity> for Severity {
    fn from(severity: rules::Severity) -> Self {
        match severity {
            rules::Severity::Error => Self::Error,
            rules::Severity::Warning => Self::Warning,
            rules::Severity::Hint => Self::Hint,
        }
    }
}

impl Marks for Derived {
    fn severity(&self, source: &Source) -> Option<Severity> {
        self.findings_at(source).map(|finding| finding.severity.into()).min()
    }

    fn sentences(&self, source: &Source) -> Vec<(Severity, String)> {
        self.findings_at(source).map(|finding| (finding.severity.into(), finding.message.clone())).collect()
    }

    fn explanation(&self, source: &Source) -> Option<String> {
        let Source::Entered(_) = source else {
            return self.figures.explain(source).map(|explanation| format!("＝ {}", explanation.formula));
        };
        None
    }
}

//! 能不能定稿：what must be put right before the accounts may be published.

use crate::{
    derived::Derived,
    rules::{Finding, Severity},
};

use super::review::finding_text;

/// The errors that are open, the gravest first. None: a final document may be exported.
pub fn final_blockers(derived: &Derived) -> Vec<&Finding> {
    derived.review.findings.iter().filter(|finding| finding.severity == Severity::Error).collect()
}

/// Why there is no final document, with every error, how to put it right and where; `None` when there may be one.
pub fn refusal_text(derived: &Derived) -> Option<String> {
    let blockers = final_blockers(derived);
    if blockers.is_empty() {
        return None;
    }
    let mut text = format!("还有 {} 处错误没有改正，不能导出定稿\n", blockers.len());
    for finding in &blockers {
        text.push('\n');
        text.push_str(&finding_text(finding, &derived.figures));
    }
    text.push_str("\n请先改正以上各处，或用 --draft 导出草稿\n");
    Some(text)
}

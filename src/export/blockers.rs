//! 能不能定稿：what must be put right before the accounts may be published.

use std::fmt::Write;

use crate::{
    derived::Derived,
    document::Path,
    rules::{Finding, Severity},
};

use super::review::finding_text;

/// What forbids a final document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blockers<'a> {
    /// The errors that are open, the gravest first.
    pub errors: Vec<&'a Finding>,
    /// What a person has still to write, in the order of the report, each once: what is wanted, and where.
    pub blanks: Vec<(&'a str, Path)>,
}

/// What forbids a final document of these accounts. Nothing: it may be exported.
pub fn final_blockers(derived: &Derived) -> Blockers<'_> {
    let findings = &derived.review.findings;
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error && finding.is_open()).collect();
    let mut blanks = Vec::new();
    for blank in derived.report.blanks() {
        if !blanks.contains(&blank) {
            blanks.push(blank);
        }
    }
    Blockers { errors, blanks }
}

impl Blockers<'_> {
    /// Whether a final document may be exported.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.blanks.is_empty()
    }

    /// 还有 14 处错误没有改正、3 处内容没有写
    pub fn summary(&self) -> String {
        let errors = (!self.errors.is_empty()).then(|| format!("{} 处错误没有改正", self.errors.len()));
        let blanks = (!self.blanks.is_empty()).then(|| format!("{} 处内容没有写", self.blanks.len()));
        let counted: Vec<String> = errors.into_iter().chain(blanks).collect();
        format!("还有 {}", counted.join("、"))
    }
}

/// Why there is no final document, with every error, how to put it right and where, and what is to be written where;
/// `None` when there may be one.
pub fn refusal_text(derived: &Derived) -> Option<String> {
    let blockers = final_blockers(derived);
    if blockers.is_empty() {
        return None;
    }
    let mut text = format!("{}，不能导出定稿\n", blockers.summary());
    for finding in &blockers.errors {
        text.push('\n');
        text.push_str(&finding_text(finding, &derived.figures));
    }
    let mut head = "\n没有写的内容\n";
    for (prompt, path) in &blockers.blanks {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{head}  【待填：{prompt}】 位置：{}", derived.figures.label(&(*path).into()));
        head = "";
    }
    text.push_str("\n请先处理以上各处，或用 --draft 导出草稿\n");
    Some(text)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{document::Document, storage::parse_project};

    fn clean() -> Document {
        parse_project(include_bytes!("../../samples/clean.json")).expect("sample")
    }

    fn refusal(document: Document) -> Option<String> {
        refusal_text(&Derived::of(&Arc::new(document)))
    }

    #[test]
    fn the_clean_accounts_may_be_published() {
        assert_eq!(refusal(clean()), None);
    }

    #[test]
    fn what_is_not_written_is_named_with_its_place() {
        let mut document = clean();
        document.unit.duties = Default::default();
        let derived = Derived::of(&Arc::new(document.clone()));
        let blockers = final_blockers(&derived);
        let count = blockers.blanks.len();
        assert!(count > 0);
        assert!(blockers.summary().ends_with(&format!("{count} 处内容没有写")), "{}", blockers.summary());
        let refusal = refusal(document).expect("refused");
        assert_eq!(refusal.matches("【待填：").count(), count, "{refusal}");
        assert!(refusal.contains("没有写的内容\n") && refusal.contains("位置：概况›"), "{refusal}");
    }

    #[test]
    fn an_empty_document_names_each_blank_once() {
        let derived = Derived::of(&Arc::default());
        let blanks = final_blockers(&derived).blanks;
        assert!(blanks.iter().enumerate().all(|(index, blank)| !blanks[..index].contains(blank)));
        assert!(blanks.len() < derived.report.blanks().count());
    }
}

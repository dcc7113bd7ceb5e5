//! Everything that forbids a final document (定稿), in full, for an export without a window.

use std::fmt::Write;

use crate::derived::Derived;

use super::review::finding_text;

/// Why there is no final document: every error and warning with its remedy and place, and what is yet to be written;
/// `None` when nothing forbids it.
pub fn refusal_text(derived: &Derived) -> Option<String> {
    let blockers = derived.blockers();
    if blockers.is_empty() {
        return None;
    }
    let mut text = format!("{}，不能导出定稿\n", blockers.summary());
    for finding in blockers.errors.iter().chain(&blockers.warnings) {
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
    use crate::{
        at,
        document::{Document, Edit, Entry},
        money::AmountUnit,
        testing::clean_sample,
        workflow::explain,
    };

    fn refusal(document: Document) -> Option<String> {
        refusal_text(&Derived::of(&Arc::new(document)))
    }

    #[test]
    fn the_clean_accounts_may_be_published() {
        assert_eq!(refusal(clean_sample()), None);
    }

    #[test]
    fn an_open_warning_is_named() {
        let mut document = clean_sample();
        document.unit.published_on = crate::document::Date::new("2025-12-31");
        let refusal = refusal(document).expect("refused");
        assert!(refusal.starts_with("还有 1 处警告没有改正或说明，不能导出定稿\n"), "{refusal}");
        assert!(refusal.contains("核对两个日期"), "{refusal}");
    }

    #[test]
    fn what_is_not_written_is_named_with_its_place() {
        let mut document = clean_sample();
        document.unit.duties = Default::default();
        let derived = Derived::of(&Arc::new(document.clone()));
        let blockers = derived.blockers();
        let count = blockers.blanks.len();
        assert!(count > 0);
        assert!(blockers.summary().ends_with(&format!("{count} 处内容没有写")), "{}", blockers.summary());
        let refusal = refusal(document).expect("refused");
        assert_eq!(refusal.matches("【待填：").count(), count, "{refusal}");
        assert!(refusal.contains("没有写的内容\n") && refusal.contains("位置：概况›"), "{refusal}");
    }

    fn derive(document: &Document) -> Derived {
        Derived::of(&Arc::new(document.clone()))
    }

    fn counts(derived: &Derived) -> (usize, usize, usize) {
        let blockers = derived.blockers();
        (blockers.errors.len(), blockers.warnings.len(), blockers.blanks.len())
    }

    /// P08, which the person reads, and the blockers, which the program obeys, say the same.
    fn p08_agrees(derived: &Derived) {
        let told = derived.review.findings.iter().find(|finding| finding.rule == "P08");
        let blockers = derived.blockers();
        assert_eq!(told.is_some(), !blockers.is_empty());
        if let Some(told) = told {
            assert_eq!(told.message, blockers.summary());
        }
    }

    #[test]
    fn each_kind_of_what_is_left_forbids_and_is_told_alike() {
        let clean = clean_sample();
        assert_eq!(counts(&derive(&clean)), (0, 0, 0));
        p08_agrees(&derive(&clean));
        let typed =
            |path, text: &str| derive(&clean.apply(&Edit::type_text(path, text, AmountUnit::Wan)).expect("typed"));

        // A value that can't be read.
        let unreadable = typed(at!(expenditure.lines[0].adjusted_budget), "12..5");
        assert!(counts(&unreadable).0 > 0);
        assert!(unreadable.review.findings.iter().any(|finding| finding.rule == "M10" && finding.is_open()));
        p08_agrees(&unreadable);

        // A warning, until it is explained; the rule that only counts them is no warning of its own.
        let late = typed(at!(unit.published_on), "2025-12-31");
        let (errors, warnings, blanks) = counts(&late);
        assert!((errors, blanks) == (0, 0) && warnings > 0, "{:?}", late.review.findings);
        p08_agrees(&late);
        let mut explained = late.document().as_ref().clone();
        for finding in derive(&explained).blockers().warnings {
            let edit = explain(&derive(&explained), finding, "系统故障，已报告", "张三", "").expect("a warning");
            explained = explained.apply(&edit).expect("explained");
        }
        assert_eq!(counts(&derive(&explained)), (0, 0, 0));
        p08_agrees(&derive(&explained));

        // A text that a person has to write.
        let unwritten = clean.apply(&Edit::Set { path: at!(unit.duties), entry: Entry::Blank }).expect("blank");
        let unwritten = derive(&unwritten);
        assert!(counts(&unwritten).2 > 0);
        p08_agrees(&unwritten);
    }

    #[test]
    fn each_blank_is_named_once() {
        let derived = Derived::of(&Arc::default());
        let blanks = derived.blockers().blanks;
        assert!(blanks.iter().enumerate().all(|(index, blank)| !blanks[..index].contains(blank)));
        assert!(blanks.len() < derived.report.blanks().count());
    }
}

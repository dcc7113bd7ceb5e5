//! Explanations of findings (处理说明): giving one, and taking it back.

use crate::{
    at,
    derived::Derived,
    document::{Document, Edit, Explanation, LongText, Text},
    rules::Finding,
};

use super::rows;

/// The edit that explains `finding`; `None` for an error, which must be corrected, and for an empty text.
pub fn explain(derived: &Derived, finding: &Finding, text: &str, author: &str, time: &str) -> Option<Edit> {
    explain_all(derived, &[finding], text, author, time)
}

/// The edit that explains several findings with one text, in one step. Those that cannot be explained are left out;
/// `None` when none is left, and for an empty text.
pub fn explain_all(derived: &Derived, findings: &[&Finding], text: &str, author: &str, time: &str) -> Option<Edit> {
    let findings: Vec<&Finding> = findings.iter().copied().filter(|finding| finding.can_be_explained()).collect();
    if findings.is_empty() || text.trim().is_empty() {
        return None;
    }
    let list = at!(review.explanations);
    let mut former: Vec<usize> = findings.iter().flat_map(|finding| given(derived, finding)).collect();
    former.sort_unstable();
    former.dedup();
    let left = derived.document().review.explanations.len() - former.len();
    let mut edits = rows::remove(list, former.into_iter());
    for (index, finding) in findings.iter().enumerate() {
        let explanation = Explanation {
            rule: Text::new(finding.rule),
            places: LongText::new(finding.explained_places()),
            text: LongText::new(text.trim()),
            author: Text::new(author),
            time: Text::new(time),
            fingerprint: Text::new(finding.fingerprint(&derived.figures)),
            ..Default::default()
        };
        edits.extend(rows::append_at(left + index, list, &explanation));
    }
    let label = match &findings[..] {
        [finding] => format!("说明 {}", finding.rule),
        _ => format!("说明 {} 处问题", findings.len()),
    };
    Some(Edit::Many { label, edits })
}

/// The edit that takes an explanation back; `None` when there is none.
pub fn withdraw(derived: &Derived, finding: &Finding) -> Option<Edit> {
    let edits = rows::remove(at!(review.explanations), given(derived, finding).into_iter());
    (!edits.is_empty()).then(|| Edit::Many { label: format!("撤回 {} 的说明", finding.rule), edits })
}

/// The edit that takes back the explanation in this row; its finding may be gone.
pub fn withdraw_row(document: &Document, row: usize) -> Option<Edit> {
    let rule = document.review.explanations.get(row)?.rule.to_string();
    let edits = rows::remove(at!(review.explanations), std::iter::once(row));
    Some(Edit::Many { label: format!("撤回 {rule} 的说明"), edits })
}

fn given(derived: &Derived, finding: &Finding) -> Vec<usize> {
    let places = finding.explained_places();
    let all = derived.document().review.explanations.iter().enumerate();
    let same = |explanation: &Explanation| *explanation.rule == *finding.rule && *explanation.places == *places;
    all.filter(|(_, explanation)| same(explanation)).map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        money::AmountUnit,
        rules::Severity,
        testing::{derived, sample},
    };

    fn first(derived: &Derived, severity: Severity) -> Finding {
        let mut findings = derived.review.findings.iter();
        findings.find(|finding| finding.severity == severity && !finding.cells.is_empty()).expect("a finding").clone()
    }

    #[test]
    fn an_explanation_holds_until_its_values_change_and_is_then_offered() {
        let document = sample("yanbian-2024.json");
        let before = derived(&document);
        let warning = first(&before, Severity::Warning);
        let open = before.review.open(Severity::Warning);
        let edit = explain(&before, &warning, " 已核对 ", "张三", "2025-08-20").expect("a warning may be explained");
        let explained = document.apply(&edit).expect("explained");
        let after = derived(&explained);
        assert_eq!(after.review.open(Severity::Warning), open - 1);
        let same = |derived: &Derived| {
            let found = derived.review.findings.iter().find(|f| (f.rule, &f.cells) == (warning.rule, &warning.cells));
            found.expect("still found").clone()
        };
        assert_eq!(same(&after).explanation(&after.figures).map(|e| e.text.to_string()).as_deref(), Some("已核对"));

        // Whatever the finding is about: another value, and the answer falls.
        let place = after.entered_place(&warning).expect("an entered place");
        let other = Edit::type_text(place, "7777", AmountUnit::Wan);
        let changed = derived(&explained.apply(&other).expect("typed"));
        if let Some(finding) =
            changed.review.findings.iter().find(|f| (f.rule, &f.cells) == (warning.rule, &warning.cells))
        {
            assert!(finding.is_open());
            assert_eq!(&*finding.offered_explanation(&changed.figures).expect("offered").text, "已核对");
        }
        let withdrawn = explained.apply(&withdraw(&after, &warning).expect("there is one")).expect("withdrawn");
        assert_eq!(withdrawn, document);
        assert_eq!(explained.apply(&withdraw_row(&explained, 0).expect("a row")).expect("withdrawn"), document);
        assert_eq!(withdraw_row(&explained, 1), None);
    }

    #[test]
    fn several_warnings_are_explained_with_one_text_in_one_step() {
        let document = sample("yanbian-2024.json");
        let before = derived(&document);
        let warnings = before.blockers().warnings;
        assert!(warnings.len() > 2, "{warnings:?}");
        let old = explain(&before, warnings[1], "先前的说明", "张三", "2025-08-19").expect("may be explained");
        let answered = derived(&document.apply(&old).expect("explained"));
        // Whatever else is chosen with them is left as it is.
        let all: Vec<&Finding> = answered.review.findings.iter().collect();
        let edit = explain_all(&answered, &all, "已逐条核对", "李四", "2025-08-20").expect("some may be explained");
        let explained = answered.document().apply(&edit).expect("explained");
        let after = derived(&explained);
        assert!(after.blockers().warnings.is_empty());
        assert_eq!(after.blockers().errors.len(), before.blockers().errors.len());
        assert!(
            explained.review.explanations.iter().all(|one| &*one.text == "已逐条核对"),
            "the former one is replaced"
        );
        let count = answered.review.findings.iter().filter(|finding| finding.can_be_explained()).count();
        assert_eq!(edit.label(), format!("说明 {count} 处问题"));
        let errors: Vec<&Finding> = before.blockers().errors;
        assert_eq!(explain_all(&before, &errors, "x", "", ""), None);
    }

    #[test]
    fn an_error_cannot_be_explained_nor_can_p08() {
        let found = derived(&sample("yanbian-2024.json"));
        assert!(explain(&found, &first(&found, Severity::Error), "x", "", "").is_none());
        let concluding = found.review.findings.iter().find(|finding| finding.rule == "P08").expect("P08");
        assert!(explain(&found, concluding, "x", "", "").is_none());
        assert!(explain(&found, &first(&found, Severity::Warning), " ", "", "").is_none());
    }

    #[test]
    fn a_changed_value_of_the_same_finding_reopens_it() {
        // Published late: the finding stays, its dates change.
        let date = |document: &Document, path, text: &str| {
            document.apply(&Edit::type_text(path, text, AmountUnit::Wan)).expect("a date")
        };
        let late = date(&Document::default(), at!(unit.approved_on), "2025-08-01");
        let late = date(&late, at!(unit.published_on), "2025-09-10");
        let mut explained = late.clone();
        for finding in derived(&late).review.findings.iter().filter(|finding| finding.can_be_explained()) {
            let edit = explain(&derived(&explained), finding, "系统故障", "张三", "").expect("may be explained");
            explained = explained.apply(&edit).expect("explained");
        }
        let found = derived(&explained).review;
        assert_eq!((found.count(Severity::Warning) > 0, found.open(Severity::Warning)), (true, 0), "P08 is silent");
        let later = derived(&date(&explained, at!(unit.published_on), "2025-09-11"));
        let again = later.review.findings.iter().find(|finding| finding.is_open() && finding.rule != "P08");
        let again = again.expect("the values are others now");
        assert_eq!(&*again.offered_explanation(&later.figures).expect("offered").text, "系统故障");
    }
}

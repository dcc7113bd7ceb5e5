//! P08 还有错误或未说明的警告时不能定稿。

use crate::{
    figures::Source,
    rules::{Applies, Findings, Missing, Outcome, Review, Rule, Severity, State, Verdict},
};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "P08",
    severity: Severity::Warning,
    title: "存在未处理的审核问题，不能定稿",
    checks: "其他审核没有发现错误，警告都已改正或写明处理说明",
    basis: "决算公开的内部审核签批程序",
    remedy: "按审核结果逐条处理，先改错误，再改警告或写明处理说明",
    state: State::Concluding(run),
};

fn run(review: &Review, findings: &mut Findings) -> Outcome {
    let (errors, warnings) = (review.open(Severity::Error), review.open(Severity::Warning));
    if errors + warnings > 0 {
        let message = match (errors, warnings) {
            (_, 0) => format!("还有{errors}个错误没有处理，不能定稿"),
            (0, _) => format!("还有{warnings}个警告没有处理，不能定稿"),
            _ => format!("还有{errors}个错误、{warnings}个警告没有处理，不能定稿"),
        };
        findings.report(pressing_place(review), message);
        return Ok(Applies::Yes);
    }
    if review.verdicts.values().any(|verdict| *verdict == Verdict::Passed) {
        return Ok(Applies::Yes);
    }
    Err(Missing(blank_places(review)))
}

/// The first place of the most pressing finding: where to begin.
fn pressing_place(review: &Review) -> Option<Source> {
    let open = review.findings.iter().filter(|finding| finding.severity < Severity::Hint && finding.is_open());
    let mut open: Vec<_> = open.filter(|finding| !finding.cells.is_empty()).collect();
    open.sort_by_key(|finding| finding.severity);
    open.first().and_then(|finding| finding.cells.first()).cloned()
}

/// An empty document has nothing to sign: some of what the other rules lack.
fn blank_places(review: &Review) -> Vec<Source> {
    const ENOUGH: usize = 8;
    let mut places: Vec<Source> = Vec::new();
    for verdict in review.verdicts.values() {
        let Verdict::NotChecked(missing) = verdict else { continue };
        for place in missing {
            if places.len() < ENOUGH && !places.contains(place) {
                places.push(place.clone());
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        rules::testing::{document, fires, is_not_checked, passes, review},
    };

    #[test]
    fn silent_when_nothing_is_open() {
        passes(&RULE, &[(at!(performance.sampling.points), "80"), (at!(performance.sampling.sampled), "16")]);
    }

    #[test]
    fn names_what_is_open_and_leads_to_the_first() {
        let late = [(at!(unit.approved_on), "2025-08-01"), (at!(unit.published_on), "2025-09-10")];
        fires(&RULE, &late, &["个警告", "不能定稿"]);
        let mut cells = late.to_vec();
        cells.push((at!(expenditure.economic[0].economic), "30288"));
        let review = review(&document(&cells));
        let finding = review.findings.iter().find(|finding| finding.rule == "P08").expect("P08");
        assert!(finding.message.contains("个错误"), "{}", finding.message);
        assert_eq!(finding.cells, [at!(expenditure.economic[0].economic).into()]);
    }

    #[test]
    fn an_empty_document_is_not_checked() {
        is_not_checked(&RULE, &[]);
    }
}

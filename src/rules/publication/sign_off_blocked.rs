//! P08: what still forbids a final document.

use crate::{
    figures::Source,
    report::Report,
    rules::{Applies, Blockers, Findings, Missing, Outcome, Review, Rule, Severity, State, Verdict},
};

pub static RULE: Rule = Rule {
    id: "P08",
    severity: Severity::Warning,
    title: "存在未处理的审核问题，不能定稿",
    checks: "其他审核没有发现错误，警告都已改正或写明处理说明，报告里没有【待填】",
    basis: "决算公开的内部审核签批程序",
    remedy: "按审核结果逐条处理，先改错误，再改警告或写明处理说明，最后写完【待填】的内容",
    state: State::Concluding(run),
};

fn run(review: &Review, report: &Report, findings: &mut Findings) -> Outcome {
    let blockers = Blockers::of(&review.findings, report);
    let is_begun = review.verdicts.values().any(|verdict| matches!(verdict, Verdict::Passed | Verdict::Failed));
    if !is_begun {
        return Err(Missing(blank_places(review)));
    }
    if !blockers.is_empty() {
        let found = findings.report(pressing_place(&blockers), blockers.summary());
        // What is merely not written yet is nobody's fault.
        if blockers.errors.is_empty() && blockers.warnings.is_empty() {
            found.downgrade(Severity::Hint);
        }
    }
    Ok(Applies::Yes)
}

/// The first place of the most pressing finding, otherwise of what is to be written: where to begin.
fn pressing_place(blockers: &Blockers<'_>) -> Option<Source> {
    let mut findings = blockers.errors.iter().chain(&blockers.warnings);
    let found = findings.find_map(|finding| finding.cells.first().cloned());
    found.or_else(|| blockers.blanks.first().map(|(_, path)| Source::Entered(*path)))
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
        rules::kit::testing::{document, fires, review, run},
    };

    #[test]
    fn what_is_only_not_written_yet_is_a_hint() {
        let cells = [(at!(performance.sampling.points), "80"), (at!(performance.sampling.sampled), "16")];
        let (found, _) = run(&RULE, &document(&cells));
        let [found] = &found[..] else { panic!("{found:?}") };
        assert_eq!(found.severity, Severity::Hint);
        assert!(found.message.contains("处内容没有写"), "{}", found.message);
    }

    #[test]
    fn silent_when_nothing_is_left() {
        assert_eq!(run(&RULE, &std::sync::Arc::new(crate::testing::clean_sample())), (Vec::new(), Verdict::Passed));
    }

    #[test]
    fn names_what_is_open_and_leads_to_the_first() {
        let late = [(at!(unit.approved_on), "2025-08-01"), (at!(unit.published_on), "2025-09-10")];
        fires(&RULE, &late, "还有 4 处警告没有改正或说明、81 处内容没有写");
        let mut cells = late.to_vec();
        cells.push((at!(expenditure.economic[0].economic), "30288"));
        let review = review(&document(&cells));
        let finding = review.findings.iter().find(|finding| finding.rule == "P08").expect("P08");
        assert!(finding.message.contains("处错误"), "{}", finding.message);
        assert_eq!(finding.cells, [at!(expenditure.economic[0].economic).into()]);
    }
}

//! K04: staff, established and actual, by kind.

use crate::{
    at,
    document::{Path, StaffKinds},
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
};

pub static RULE: Rule = Rule {
    id: "K04",
    severity: Severity::Error,
    title: "编制或在职人数与分类之和不一致",
    checks: "核定编制 ＝ 公务员 ＋ 工勤 ＋ 事业；实有在职 ＝ 公务员 ＋ 工勤 ＋ 事业人员",
    basis: "附件1人员概况",
    remedy: "核对人员各数；没有的类别填0",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let staff = &figures.document.unit.staff;
    let groups = [
        ("核定编制", at!(unit.staff.establishment), &staff.establishment),
        ("实有在职", at!(unit.staff.actual), &staff.actual),
    ];
    let mut blank = Vec::new();
    for (words, place, kinds) in groups {
        compare(findings, words, place, kinds, &mut blank);
    }
    checked_unless(blank)
}

fn compare(findings: &mut Findings, words: &str, place: Path, kinds: &StaffKinds, blank: &mut Vec<Path>) {
    let parts = [("civil_servant", kinds.civil_servant), ("worker", kinds.worker), ("institution", kinds.institution)];
    let Some(total) = kinds.total else {
        blank.push(place.field("total"));
        return;
    };
    let sum: u64 = parts.iter().filter_map(|(_, count)| *count).map(u64::from).sum();
    let unfilled: Vec<Path> =
        parts.iter().filter(|(_, count)| count.is_none()).map(|(name, _)| place.field(name)).collect();
    if sum == u64::from(total) {
        // A blank kind can only be nobody.
    } else if sum > u64::from(total) || unfilled.is_empty() {
        let message = format!("{words}合计 {total}人，分类之和 {sum}人，相差 {}人", sum.abs_diff(total.into()));
        let cells = [place.field("total")].into_iter().chain(parts.iter().map(|(name, _)| place.field(name)));
        findings.report(cells, message).values(sum.to_string(), total.to_string());
    } else {
        blank.extend(unfilled);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str, institution: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(unit.staff.establishment.total), "4"),
            (at!(unit.staff.establishment.civil_servant), "3"),
            (at!(unit.staff.establishment.worker), "1"),
            (at!(unit.staff.actual.total), total),
            (at!(unit.staff.actual.civil_servant), "3"),
            (at!(unit.staff.actual.worker), "1"),
            (at!(unit.staff.actual.institution), institution),
        ]
    }

    #[test]
    fn silent_when_equal() {
        passes(&RULE, &cells("7", "3"));
        passes(&RULE, &cells("4", ""));
    }

    #[test]
    fn the_difference_is_named() {
        fires(&RULE, &cells("8", "3"), "实有在职合计 8人，分类之和 7人，相差 1人");
    }

    #[test]
    fn a_blank_kind_is_not_zero() {
        is_not_checked(&RULE, &cells("7", ""));
    }
}

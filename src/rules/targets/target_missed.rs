//! J03: a target was missed, yet the text speaks of completion.

use crate::{
    document::Relation,
    figures::Figures,
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::prose::{checked_unless, plain},
    },
};

use super::goals::{Goal, Quantity, all_goals, is_met};

pub static RULE: Rule = Rule {
    id: "J03",
    severity: Severity::Error,
    title: "实际完成值未达到目标但按完成表述",
    checks: "按指标性质（＝ ≥ ≤ ＞ ＜）比较实际完成值与指标值；没达到的应写偏差说明",
    basis: "部门整体绩效目标完成情况自评表",
    remedy: "核对完成值和指标值；确未达到的填写偏差说明",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut blank = Vec::new();
    for goal in all_goals(figures)? {
        let Some(relation) = goal.relation else {
            blank.push(goal.at("relation"));
            continue;
        };
        if relation == Relation::Qualitative {
            continue;
        }
        match (goal.target_quantity(), goal.actual_quantity()) {
            // Different units are a fault of their own (J05).
            (Some(target), Some(actual)) if target.unit == actual.unit => {
                compare(findings, &goal, relation, &target, &actual);
            }
            (Some(_), Some(_)) => {}
            (None, _) => blank.push(goal.at("target")),
            (_, None) => blank.push(goal.at("actual")),
        }
    }
    checked_unless(blank)
}

fn compare(findings: &mut Findings, goal: &Goal<'_>, relation: Relation, target: &Quantity, actual: &Quantity) {
    let is_met = is_met(relation, actual.number, target.number);
    if is_met || !goal.reason.is_empty() {
        return;
    }
    let unit = &target.unit;
    let (number, reached) = (plain(target.number), plain(actual.number));
    let difference = (actual.number - target.number).abs();
    // 目标 ＞32户 is missed by 32户.
    let gap =
        if difference.is_zero() { "，恰好相等".to_owned() } else { format!("，相差 {}", plain(difference)) };
    let message =
        format!("{}目标 {}{number}{unit}，实际 {reached}{unit}{gap}，没有说明", goal.words(), relation.label());
    findings.report([goal.at("actual"), goal.at("target"), goal.at("reason")], message).values(number, reached);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(relation: &'static str, actual: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].name), "走访慰问户数"),
            (at!(targets.indicators[0].relation), relation),
            (at!(targets.indicators[0].target), "32"),
            (at!(targets.indicators[0].unit), "户"),
            (at!(targets.indicators[0].actual), actual),
        ]
    }

    #[test]
    fn silent_when_met_or_explained() {
        passes(&RULE, &cells("＝", "32户"));
        passes(&RULE, &cells("≥", "33"));
        passes(&RULE, &cells("≤", "30"));
        let mut explained = cells("≥", "30");
        explained.push((at!(targets.indicators[0].reason), "2户迁出"));
        passes(&RULE, &explained);
    }

    #[test]
    fn a_missed_target_is_found() {
        fires(&RULE, &cells("≥", "30"), "“走访慰问户数”目标 ≥32户，实际 30户，相差 2，没有说明");
        fires(&RULE, &cells("＞", "32"), "“走访慰问户数”目标 ＞32户，实际 32户，恰好相等，没有说明");
    }

    #[test]
    fn a_blank_value_is_not_checked() {
        is_not_checked(&RULE, &cells("≥", ""));
        is_not_checked(&RULE, &cells("", "32"));
    }
}

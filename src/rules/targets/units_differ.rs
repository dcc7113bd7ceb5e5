//! J05: units of measurement differ or are doubled.

use crate::{
    document::Relation,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
};

use super::goals::{Goal, all_goals, quantity};

pub static RULE: Rule = Rule {
    id: "J05",
    severity: Severity::Error,
    title: "度量单位不一致或重复",
    checks: "实际完成值的单位 ＝ 指标值的单位；指标值已带单位时度量单位不再写同一单位",
    basis: "部门整体绩效目标完成情况自评表",
    remedy: "指标值和完成值只填数字，单位统一写在“度量单位”",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut blank = Vec::new();
    for goal in all_goals(figures)? {
        if goal.relation == Some(Relation::Qualitative) {
            continue;
        }
        let Some(target) = goal.target_quantity() else {
            blank.push(goal.at("target"));
            continue;
        };
        let own = quantity(goal.target, "").map(|bare| bare.unit).unwrap_or_default();
        if !own.is_empty() && own == unit_of(&goal) {
            let message = format!("{}指标值“{}”已带单位，度量单位又写“{}”", goal.words(), goal.target, goal.unit);
            findings.report([goal.at("target"), goal.at("unit")], message);
        } else if !own.is_empty() && !goal.unit.is_empty() {
            let message = format!("{}指标值“{}”与度量单位“{}”不一致", goal.words(), goal.target, goal.unit);
            findings.report([goal.at("target"), goal.at("unit")], message);
        }
        let Some(actual) = goal.actual_quantity() else {
            blank.push(goal.at("actual"));
            continue;
        };
        if actual.unit != target.unit {
            let message =
                format!("{}指标值单位“{}”，完成值“{}”单位“{}”", goal.words(), target.unit, goal.actual, actual.unit);
            let finding = findings.report([goal.at("actual"), goal.at("target"), goal.at("unit")], message);
            finding.values(target.unit, actual.unit);
        }
    }
    checked_unless(blank)
}

/// The unit column, spelt as quantities spell it.
fn unit_of(goal: &Goal<'_>) -> String {
    quantity("1", goal.unit).map(|one| one.unit).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(target: &'static str, unit: &'static str, actual: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].name), "按工作计划"),
            (at!(targets.indicators[0].relation), "＝"),
            (at!(targets.indicators[0].target), target),
            (at!(targets.indicators[0].unit), unit),
            (at!(targets.indicators[0].actual), actual),
        ]
    }

    #[test]
    fn one_unit_is_silent() {
        passes(&RULE, &cells("100", "%", "100%"));
        passes(&RULE, &cells("32", "户", "32"));
    }

    #[test]
    fn two_units_are_found() {
        fires(&RULE, &cells("1", "项", "100%"), "“按工作计划”指标值单位“项”，完成值“100%”单位“%”");
        fires(&RULE, &cells("100%", "％", "100%"), "“按工作计划”指标值“100%”已带单位，度量单位又写“％”");
        fires(&RULE, &cells("32户", "人", "32户"), "“按工作计划”指标值“32户”与度量单位“人”不一致");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", "户", "32"));
    }
}

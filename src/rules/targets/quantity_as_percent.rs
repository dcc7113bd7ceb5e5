//! J06: a quantity wants a number, not a percentage.

use crate::{
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
};

use super::goals::all_goals;

pub static RULE: Rule = Rule {
    id: "J06",
    severity: Severity::Warning,
    title: "数量指标应填具体数量",
    checks: "数量指标的度量单位是户、人、次、项等，不是百分比",
    basis: "部门整体绩效目标完成情况自评表",
    remedy: "改填具体数量，如“32户”；百分比放在质量或时效指标",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let goals = all_goals(figures)?;
    let mut blank = Vec::new();
    let mut is_found = false;
    for goal in goals.iter().filter(|goal| goal.level2.contains("数量")) {
        is_found = true;
        if goal.target.is_empty() && goal.unit.is_empty() {
            blank.push(goal.at("target"));
        } else if [goal.target, goal.unit].iter().any(|text| text.contains(['%', '％'])) {
            let target =
                if goal.target.is_empty() { String::new() } else { format!("指标值填了“{}”，", goal.target) };
            let unit = if goal.unit.is_empty() {
                "没有填度量单位".to_owned()
            } else {
                format!("单位“{}”", goal.unit)
            };
            let message = format!("{}是数量指标，{target}{unit}", goal.words());
            findings.report([goal.at("target"), goal.at("unit")], message);
        }
    }
    if is_found { checked_unless(blank) } else { Ok(Applies::No) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(level2: &'static str, target: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].level2), level2),
            (at!(targets.indicators[0].name), "春节走访慰问"),
            (at!(targets.indicators[0].target), target),
        ]
    }

    #[test]
    fn a_count_is_silent() {
        passes(&RULE, &cells("数量指标", "32户"));
        is_not_applicable(&RULE, &cells("质量指标", "100%"));
    }

    #[test]
    fn a_percentage_is_found() {
        fires(&RULE, &cells("数量指标", "100%"), "“春节走访慰问”是数量指标，指标值填了“100%”，没有填度量单位");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("数量指标", ""));
    }
}

//! J07: a kind of indicator is missing that must be there.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::goals::department_goals;

pub static RULE: Rule = Rule {
    id: "J07",
    severity: Severity::Warning,
    title: "缺少必填的指标类别",
    checks: "附表2 有数量、质量、时效、成本指标，效益指标和满意度指标",
    basis: "部门整体绩效目标完成情况自评表",
    remedy: "补上缺少的指标；确不适用的写明原因",
    state: State::Active(run),
};

/// What every set of targets has.
const REQUIRED: [&str; 6] = ["数量", "质量", "时效", "成本", "效益", "满意度"];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let goals = department_goals(figures);
    let Some(first) = goals.first() else { return Err(Missing::one(at!(targets.indicators))) };
    let absent: Vec<&str> = REQUIRED.into_iter().filter(|group| !goals.iter().any(|goal| goal.is_in(group))).collect();
    if !absent.is_empty() {
        let message = format!("目标完成表没有{}指标", absent.join("、"));
        findings.report([first.at("level2"), at!(targets.indicators)], message).values(REQUIRED.join("、"), "");
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(last: &'static str) -> Vec<(Path, &'static str)> {
        let rows = [
            (at!(targets.indicators[0].level2), at!(targets.indicators[0].name), "数量指标"),
            (at!(targets.indicators[1].level2), at!(targets.indicators[1].name), "质量指标"),
            (at!(targets.indicators[2].level2), at!(targets.indicators[2].name), "时效指标"),
            (at!(targets.indicators[3].level2), at!(targets.indicators[3].name), "社会效益指标"),
            (at!(targets.indicators[4].level2), at!(targets.indicators[4].name), "满意度指标"),
            (at!(targets.indicators[5].level2), at!(targets.indicators[5].name), last),
        ];
        rows.into_iter().flat_map(|(group, name, words)| [(group, words), (name, "走访慰问")]).collect()
    }

    #[test]
    fn all_groups_are_silent() {
        passes(&RULE, &cells("成本指标"));
    }

    #[test]
    fn an_absent_group_is_named() {
        fires(&RULE, &cells("满意度指标"), "目标完成表没有成本指标");
    }
}

//! J10: a target was far exceeded without a word why.

use rust_decimal::Decimal;

use crate::{
    document::Relation,
    figures::Figures,
    percent::Percent,
    rules::{
        Applies, Findings, Outcome, Rule, Severity, State,
        kit::prose::{checked_unless, plain},
    },
};

use super::goals::all_goals;

pub static RULE: Rule = Rule {
    id: "J10",
    severity: Severity::Warning,
    title: "完成值超目标较多未说明",
    checks: "数量指标：完成值 ≤ 指标值 ×（1＋参数，默认30%），超过的有说明",
    basis: "绩效目标设置偏低的判断标准",
    remedy: "在偏差说明中写明原因，下年据此调整目标值",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let limit = figures.document.parameters.over_target_percent.0.unwrap_or(Decimal::from(30));
    let goals = all_goals(figures)?;
    let mut blank = Vec::new();
    let mut is_found = false;
    for goal in goals.iter().filter(|goal| goal.level2.contains("数量")) {
        if matches!(goal.relation, Some(Relation::Qualitative | Relation::AtMost | Relation::Less)) {
            continue;
        }
        is_found = true;
        let (Some(target), Some(actual)) = (goal.target_quantity(), goal.actual_quantity()) else {
            blank.push(goal.at(if goal.target_quantity().is_none() { "target" } else { "actual" }));
            continue;
        };
        let over = Percent::ratio(actual.number - target.number, target.number);
        if let Some(over) = over.filter(|over| over.value() > limit && target.unit == actual.unit)
            && goal.reason.is_empty()
        {
            let unit = &target.unit;
            let message = format!(
                "{}目标 {}{unit}，实际 {}{unit}，超出{over}，没有说明",
                goal.words(),
                plain(target.number),
                plain(actual.number)
            );
            findings.report([goal.at("reason"), goal.at("actual"), goal.at("target")], message);
        }
    }
    if is_found { checked_unless(blank) } else { Ok(Applies::No) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(actual: &'static str, reason: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].level2), "数量指标"),
            (at!(targets.indicators[0].name), "培训人数"),
            (at!(targets.indicators[0].target), "100人"),
            (at!(targets.indicators[0].actual), actual),
            (at!(targets.indicators[0].reason), reason),
        ]
    }

    #[test]
    fn up_to_thirty_percent_is_silent() {
        passes(&RULE, &cells("130人", ""));
        passes(&RULE, &cells("200人", "上级追加培训任务"));
    }

    #[test]
    fn more_needs_a_reason() {
        fires(&RULE, &cells("131人", ""), "“培训人数”目标 100人，实际 131人，超出31%，没有说明");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", ""));
    }
}

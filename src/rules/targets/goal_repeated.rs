//! J28: the same indicator stands twice in one table.

use rustc_hash::FxHashMap;

use crate::{
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State},
};

use super::goals::all_goals;

pub static RULE: Rule = Rule {
    id: "J28",
    severity: Severity::Warning,
    title: "指标重复",
    checks: "附表2、同一项目的自评表中，同一类别下没有两个名称相同的指标",
    basis: "部门整体绩效目标完成情况自评表、项目支出绩效自评表",
    remedy: "删去重复的一行；确是两个指标的，名称要有区别",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let goals = all_goals(figures)?;
    let mut first = FxHashMap::default();
    for goal in goals.iter().filter(|goal| !goal.name.is_empty()) {
        let table = goal.row.parent();
        let Some(before) = first.insert((table, goal.level2, goal.name), goal.row) else { continue };
        let rows = [before, goal.row].map(|row| row.steps().last().map_or(0, |step| row_number(*step)));
        let message = format!("{}在同一张表里出现两次（第{}行和第{}行）", goal.words(), rows[0], rows[1]);
        findings.report([goal.at("name"), before.field("name")], message);
    }
    Ok(Applies::Yes)
}

/// As people count them.
fn row_number(step: crate::document::PathStep) -> u32 {
    match step {
        crate::document::PathStep::Row(row) => row + 1,
        crate::document::PathStep::Field(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, is_not_checked, passes},
    };

    fn cells(second: &'static str, group: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].level2), "数量指标"),
            (at!(targets.indicators[0].name), "春节慰问户数"),
            (at!(targets.indicators[0].target), "60"),
            (at!(targets.indicators[1].level2), group),
            (at!(targets.indicators[1].name), second),
            (at!(targets.indicators[1].target), "60"),
        ]
    }

    #[test]
    fn an_indicator_stands_once() {
        fires(&RULE, &cells("春节慰问户数", "数量指标"), "“春节慰问户数”在同一张表里出现两次（第1行和第2行）");
        passes(&RULE, &cells("夏季慰问户数", "数量指标"));
        passes(&RULE, &cells("春节慰问户数", "质量指标"));
    }

    #[test]
    fn two_projects_may_have_the_same_indicator() {
        let of = |i: usize| {
            [
                (at!(performance.projects[i].indicators[0].name), "资金发放准确率"),
                (at!(performance.projects[i].indicators[0].target), "100"),
            ]
        };
        passes(&RULE, &[of(0), of(1)].concat());
        is_not_checked(&RULE, &[(at!(performance.projects[0].name), "春节送温暖")]);
    }
}

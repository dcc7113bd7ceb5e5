//! J12: the score for execution.

use rust_decimal::Decimal;

use crate::{
    at,
    figures::Figures,
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::prose::{checked_unless, plain},
    },
};

use super::goals::{project_name, without_projects};

pub static RULE: Rule = Rule {
    id: "J12",
    severity: Severity::Error,
    title: "预算执行得分计算错误",
    checks: "预算执行得分 ＝ min（权重，权重 × 执行率），四舍五入到两位小数，权重默认10",
    basis: "项目支出绩效自评表",
    remedy: "按公式改正执行得分，或核对执行数和预算数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let mut blank = Vec::new();
    for (i, project) in projects.iter().enumerate() {
        let place = at!(performance.projects[i].execution_score);
        let Some(score) = project.execution_score.0 else {
            blank.push(place);
            continue;
        };
        if project.executed().is_none() || project.adjusted_budget.is_none() {
            blank.extend([at!(performance.projects[i].fiscal), at!(performance.projects[i].adjusted_budget)]);
            continue;
        }
        let Some(expected) = project.points_of_execution() else { continue };
        if (score - expected).abs() > Decimal::new(1, 2) {
            let difference = plain((score - expected).abs());
            let (score, expected) = (plain(score), plain(expected));
            let message = format!(
                "{}预算执行得分 {score}分，按执行率应为 {expected}分，相差 {difference}分",
                project_name(i, project)
            );
            findings.report([place, at!(performance.projects[i].adjusted_budget)], message).values(expected, score);
        }
    }
    checked_unless(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(score: &'static str, budget: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].fiscal), "2.5"),
            (at!(performance.projects[0].adjusted_budget), budget),
            (at!(performance.projects[0].execution_score), score),
        ]
    }

    #[test]
    fn full_execution_gives_full_score() {
        passes(&RULE, &cells("10", "2.5"));
        passes(&RULE, &cells("8.33", "3"));
    }

    #[test]
    fn another_score_is_found() {
        fires(&RULE, &cells("10", "3"), "第1个项目预算执行得分 10分，按执行率应为 8.33分，相差 1.67分");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", "3"));
    }
}

//! J15: the total score of a project.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{Path, Project},
    figures::Figures,
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::prose::{checked_unless, plain},
    },
};

use super::goals::{project_name, without_projects};

pub static RULE: Rule = Rule {
    id: "J15",
    severity: Severity::Error,
    title: "项目自评得分合计错误",
    checks: "指标得分 ≤ 权重；自评总分 ＝ 预算执行得分 ＋ Σ 指标得分",
    basis: "项目支出绩效自评表",
    remedy: "改正指标得分或自评总分",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let mut blank = Vec::new();
    for (i, project) in projects.iter().enumerate() {
        let mut scores = vec![(at!(performance.projects[i].execution_score), project.execution_score.0)];
        for (j, indicator) in project.indicators.iter().enumerate() {
            let place = at!(performance.projects[i].indicators[j].score);
            scores.push((place, indicator.score.0));
            if let (Some(weight), Some(score)) = (indicator.weight.0, indicator.score.0)
                && (score > weight || score < Decimal::ZERO)
            {
                let (score, weight) = (plain(score), plain(weight));
                let message = format!("“{}”得分 {score}分，权重 {weight}分", &*indicator.name);
                let cells = [place, at!(performance.projects[i].indicators[j].weight)];
                findings.report(cells, message).values(weight, score);
            }
        }
        compare(findings, i, project, &scores, &mut blank);
    }
    checked_unless(blank)
}

fn compare(
    findings: &mut Findings,
    i: usize,
    project: &Project,
    scores: &[(Path, Option<Decimal>)],
    blank: &mut Vec<Path>,
) {
    let place = at!(performance.projects[i].total_score);
    let unfilled = scores.iter().filter(|(_, score)| score.is_none()).map(|(path, _)| *path);
    blank.extend(unfilled);
    let Some(total) = project.total_score.0 else {
        blank.push(place);
        return;
    };
    let sum: Decimal = scores.iter().filter_map(|(_, score)| *score).sum();
    let is_complete = scores.iter().all(|(_, score)| score.is_some());
    if sum > total || (is_complete && sum != total) {
        let difference = plain((total - sum).abs());
        let (total, sum) = (plain(total), plain(sum));
        let message =
            format!("{}自评总分 {total}分，各项得分之和 {sum}分，相差 {difference}分", project_name(i, project));
        let cells = [place].into_iter().chain(scores.iter().map(|(path, _)| *path));
        findings.report(cells, message).values(sum, total);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(score: &'static str, total: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].execution_score), "10"),
            (at!(performance.projects[0].indicators[0].name), "慰问户数"),
            (at!(performance.projects[0].indicators[0].weight), "90"),
            (at!(performance.projects[0].indicators[0].score), score),
            (at!(performance.projects[0].total_score), total),
        ]
    }

    #[test]
    fn silent_when_equal() {
        passes(&RULE, &cells("85", "95"));
    }

    #[test]
    fn wrong_scores_are_found() {
        fires(&RULE, &cells("91", "101"), "“慰问户数”得分 91分，权重 90分");
        fires(&RULE, &cells("85", "96"), "第1个项目自评总分 96分，各项得分之和 95分，相差 1分");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", "90"));
    }
}

//! J14: the weights add up to 100.

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
    id: "J14",
    severity: Severity::Error,
    title: "指标权重合计不等于100",
    checks: "预算执行权重 ＋ Σ 指标权重 ＝ 100（默认：执行10、产出50、效益30、满意度10）",
    basis: "项目支出绩效自评表",
    remedy: "调整各指标权重，使合计为100",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let mut blank = Vec::new();
    for (i, project) in projects.iter().enumerate() {
        if project.indicators.is_empty() {
            blank.push(at!(performance.projects[i].indicators));
            continue;
        }
        let mut places = vec![at!(performance.projects[i].execution_weight)];
        let mut sum = project.execution_weight.0.unwrap_or(Decimal::TEN);
        let mut is_complete = true;
        for (j, indicator) in project.indicators.iter().enumerate() {
            let place = at!(performance.projects[i].indicators[j].weight);
            places.push(place);
            match indicator.weight.0 {
                Some(weight) => sum += weight,
                None => {
                    blank.push(place);
                    is_complete = false;
                }
            }
        }
        if sum > Decimal::ONE_HUNDRED || (is_complete && sum != Decimal::ONE_HUNDRED) {
            let difference = plain((sum - Decimal::ONE_HUNDRED).abs());
            let sum = plain(sum);
            let message = format!("{}权重合计 {sum}，应为 100，相差 {difference}", project_name(i, project));
            findings.report(places, message).values("100", sum);
        }
    }
    checked_unless(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(weight: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].execution_weight), "10"),
            (at!(performance.projects[0].indicators[0].weight), "50"),
            (at!(performance.projects[0].indicators[1].weight), weight),
        ]
    }

    #[test]
    fn one_hundred_is_silent() {
        passes(&RULE, &cells("40"));
    }

    #[test]
    fn another_sum_is_found() {
        fires(&RULE, &cells("30"), "第1个项目权重合计 90，应为 100，相差 10");
    }

    #[test]
    fn a_blank_weight_is_not_zero() {
        is_not_checked(&RULE, &cells(""));
    }
}

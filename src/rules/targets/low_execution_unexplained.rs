//! J13: a low rate of execution without a reason.

use rust_decimal::Decimal;

use crate::{
    at,
    figures::{Figures, MeasureKey},
    percent::Ratio,
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::prose::{checked_unless, plain},
    },
};

use super::goals::{project_name, without_projects};

pub static RULE: Rule = Rule {
    id: "J13",
    severity: Severity::Warning,
    title: "预算执行率偏低未说明原因",
    checks: "执行率 ＜ 参数（默认90%）时，执行偏差原因不为空",
    basis: "项目支出绩效自评表",
    remedy: "填写执行偏差原因",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let limit = figures.document.parameters.execution_percent.0.unwrap_or(Decimal::from(90));
    let mut blank = Vec::new();
    for (i, project) in projects.iter().enumerate() {
        let rate = figures.measures.ratio(MeasureKey::ProjectExecution(i as u32));
        if rate == Ratio::Missing {
            let place = at!(performance.projects[i].adjusted_budget);
            blank.push(if project.adjusted_budget.is_none() { place } else { at!(performance.projects[i].fiscal) });
        }
        if let Some(percent) = rate.percent().filter(|percent| percent.value() < limit)
            && project.reason.is_blank()
        {
            let message = format!("{}执行率 {percent}，低于{}%，没有说明原因", project_name(i, project), plain(limit));
            findings.report([at!(performance.projects[i].reason), at!(performance.projects[i].fiscal)], message);
        }
    }
    checked_unless(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(executed: &'static str, reason: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].name), "困难职工帮扶"),
            (at!(performance.projects[0].fiscal), executed),
            (at!(performance.projects[0].adjusted_budget), "3"),
            (at!(performance.projects[0].reason), reason),
        ]
    }

    #[test]
    fn ninety_percent_is_enough() {
        passes(&RULE, &cells("2.7", ""));
        passes(&RULE, &cells("1", "项目跨年实施"));
    }

    #[test]
    fn less_needs_a_reason() {
        fires(&RULE, &cells("2.69", ""), "“困难职工帮扶”执行率 89.67%，低于90%，没有说明原因");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", ""));
    }
}

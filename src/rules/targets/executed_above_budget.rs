//! J16: a project spent more than its budget.

use crate::{
    at,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
};

use super::goals::{executed, project_name, without_projects};

pub static RULE: Rule = Rule {
    id: "J16",
    severity: Severity::Error,
    title: "项目执行数超过预算数",
    checks: "项目执行数 ≤ 调整后预算",
    basis: "项目支出绩效自评表",
    remedy: "核对执行数；有追加的先调整预算",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let mut blank = Vec::new();
    for (i, project) in projects.iter().enumerate() {
        let place = at!(performance.projects[i].adjusted_budget);
        let Some(budget) = project.adjusted_budget else {
            blank.push(place);
            continue;
        };
        let Some(done) = executed(figures, i) else {
            blank.push(at!(performance.projects[i].fiscal));
            continue;
        };
        if done > budget {
            let (words, over) = (project_name(i, project), findings.amount(done - budget));
            let (done, budget) = (findings.amount(done), findings.amount(budget));
            let message = format!("{words}执行数 {done}，调整后预算 {budget}，超出 {over}{}", findings.unit());
            findings.report([at!(performance.projects[i].fiscal), place], message).values(budget, done);
        }
    }
    checked_unless(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(executed: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(performance.projects[0].fiscal), executed), (at!(performance.projects[0].adjusted_budget), "3")]
    }

    #[test]
    fn all_of_the_budget_is_silent() {
        passes(&RULE, &cells("3"));
    }

    #[test]
    fn more_is_found() {
        fires(&RULE, &cells("3.5"), "第1个项目执行数 3.50，调整后预算 3.00，超出 0.50万元");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells(""));
    }
}

//! J02: the budget of the whole department states the projects' money only.

use crate::{
    at,
    figures::{Figures, MeasureKey, Source},
    money::Money,
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "J02",
    severity: Severity::Warning,
    title: "“部门整体支出预算”只填了项目资金",
    checks: "附表2 资金总额 ＝ 部门年初预算总额或全年预算总额",
    basis: "部门整体绩效目标完成情况自评表",
    remedy: "资金总额填部门全部支出预算（基本支出加项目支出）",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let total = document.targets.budget_total.need(at!(targets.budget_total))?;
    let budgets: Vec<(&str, Source, Money)> = [
        ("年初预算", MeasureKey::InitialBudget.into(), figures.measures.money(MeasureKey::InitialBudget)),
        ("全年预算", MeasureKey::AdjustedBudget.into(), figures.measures.money(MeasureKey::AdjustedBudget)),
        (
            "附件1所述支出预算",
            at!(performance.stated_projects.budget_expenditure).into(),
            document.performance.stated_projects.budget_expenditure,
        ),
    ]
    .into_iter()
    .filter_map(|(words, source, amount)| Some((words, source, amount?)))
    .collect();
    if budgets.is_empty() {
        return Err(Missing::one(at!(expenditure.lines)));
    }
    // Totals printed in 万元 with two decimals stand for the same budget, and sums of such may show a tail.
    let lines = u32::try_from(document.expenditure.lines.len()).unwrap_or(u32::MAX);
    let tail = figures.tables.envelope(lines);
    let is_same = |budget: Money| budget.rounded_to_wan2() == total.rounded_to_wan2() || (budget - total).abs() <= tail;
    if !budgets.iter().any(|(_, _, budget)| is_same(*budget)) {
        let words: Vec<String> =
            budgets.iter().map(|(words, _, amount)| format!("{words} {}", findings.amount(*amount))).collect();
        let is_projects = figures.measures.money(MeasureKey::ProjectsExecuted).is_some_and(is_same);
        let message = format!(
            "资金总额 {}{}{}，部门{}",
            findings.amount(total),
            findings.unit(),
            if is_projects { "（等于项目支出）" } else { "" },
            words.join("，")
        );
        let cells = [Source::from(at!(targets.budget_total))].into_iter().chain(budgets.into_iter().map(|(_, s, _)| s));
        findings.report(cells, message);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.budget_total), total),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].initial_budget), "174.57"),
            (at!(expenditure.lines[0].adjusted_budget), "232.34"),
            (at!(performance.projects[0].fiscal), "32.254"),
        ]
    }

    #[test]
    fn either_budget_will_do() {
        passes(&RULE, &cells("174.57"));
        passes(&RULE, &cells("232.34"));
    }

    #[test]
    fn projects_alone_are_found() {
        fires(&RULE, &cells("32.254"), "资金总额 32.254万元（等于项目支出），部门年初预算 174.57，全年预算 232.34");
    }

    #[test]
    fn without_a_budget_not_checked() {
        is_not_checked(&RULE, &cells("174.57")[..1]);
    }
}

//! J17: what the projects spent is the project expenditure of the tables.

use crate::{
    at,
    document::Path,
    figures::{CellKey, Column, Figures, T06, T10, T12},
    rules::{Findings, Need, Outcome, Rule, Severity, Side, State, Tolerance, kit::prose::checked_unless},
};

use super::goals::{executed, without_projects};

pub static RULE: Rule = Rule {
    id: "J17",
    severity: Severity::Warning,
    title: "项目执行数合计与项目支出决算数不一致",
    checks: "Σ 项目执行数（财政资金）＝ 公开06表合计项目支出（有基金、国资项目支出的一并相加）",
    basis: "项目自评表与公开06、09表对照",
    remedy: "核对漏列的项目；口径不同的在“项目绩效”的“自评文字”里写明",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let amounts = projects.iter().enumerate().map(|(i, project)| (at!(performance.projects[i].fiscal), project.fiscal));
    let done = Side::entered(figures, amounts).need(at!(performance.projects))?.called("项目执行数（财政资金）合计");
    let tables = [
        CellKey::total(T06, Column::Project),
        CellKey::total(T10, Column::SpendingProject),
        CellKey::total(T12, Column::Project),
    ];
    figures.tables.stated(tables[0]).need(tables[0])?;
    let non_zero = tables
        .into_iter()
        .enumerate()
        .filter(|(i, key)| *i == 0 || figures.tables.stated(*key).is_some_and(|money| !money.is_zero()));
    let spent = Side::sum(figures, non_zero.map(|(_, key)| key)).need(tables[0])?.called("项目支出决算数");
    let blank: Vec<Path> = (0..projects.len())
        .filter(|i| executed(figures, *i).is_none())
        .map(|i| at!(performance.projects[i].fiscal))
        .collect();
    // A project that is not filled could only add to the sum.
    if blank.is_empty() || done.value() > spent.value() {
        let addends = done.addends();
        findings.compare(&done, &spent, Tolerance::Addends(addends));
    }
    checked_unless(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(fiscal: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].fiscal), "1.6"),
            (at!(performance.projects[1].fiscal), fiscal),
            (at!(expenditure.lines[0].item), "2012999"),
            (at!(expenditure.lines[0].project), "4.6"),
        ]
    }

    #[test]
    fn silent_when_equal() {
        passes(&RULE, &cells("3"));
    }

    #[test]
    fn a_missing_project_is_found() {
        fires(&RULE, &cells("2"), "项目执行数（财政资金）合计 3.60，项目支出决算数 4.60，相差 1.00万元");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("3")[..2]);
        is_not_checked(&RULE, &cells(""));
    }
}

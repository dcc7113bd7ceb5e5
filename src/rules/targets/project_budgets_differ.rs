//! J30: the budgets of the projects are the budget of the items that pay for them.

use std::collections::BTreeMap;

use crate::{
    at,
    codes::Code,
    document::{Document, Path},
    figures::Figures,
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::goals::without_projects;

pub static RULE: Rule = Rule {
    id: "J30",
    severity: Severity::Warning,
    title: "项目预算与科目预算不一致",
    checks: "只列项目支出、且项目都已列入清单的科目：Σ 项目年初预算 ＝ 科目年初预算，Σ 项目调整后预算 ＝ 科目全年预算",
    basis: "项目清单与支出明细对照",
    remedy: "核对项目和科目的预算数，漏列的项目补上；口径不同的写明",
    state: State::Active(run),
};

/// What stands under one code: in the lines of spending, and in the list of projects.
#[derive(Default)]
struct Item {
    lines: Budgets,
    projects: Budgets,
    /// Some of it is basic spending, or has no budget: the two can't be compared.
    is_mixed: bool,
}

#[derive(Default)]
struct Budgets {
    spent: Money,
    initial: Money,
    adjusted: Money,
    places: Vec<Path>,
}

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &*figures.document;
    if document.performance.projects.is_empty() {
        return without_projects(figures);
    }
    let mut applies = Applies::No;
    for (code, item) in items(document) {
        let (lines, projects) = (&item.lines, &item.projects);
        // Projects that are not all listed have only a part of the budget.
        if item.is_mixed || lines.places.is_empty() || projects.places.is_empty() || lines.spent != projects.spent {
            continue;
        }
        applies = Applies::Yes;
        let addends = u32::try_from(lines.places.len() + projects.places.len()).unwrap_or(u32::MAX);
        let kinds = [
            ("年初预算", "年初预算", "initial_budget", lines.initial, projects.initial),
            ("调整后预算", "全年预算", "adjusted_budget", lines.adjusted, projects.adjusted),
        ];
        for (of_projects, of_lines, field, planned, listed) in kinds {
            let difference = (planned - listed).abs();
            if difference > figures.tables.envelope(addends) {
                let message = format!(
                    "{code} {}：各项目{of_projects}合计 {}，科目{of_lines} {}，相差 {}{}",
                    figures.book.functional_name(code),
                    findings.amount(listed),
                    findings.amount(planned),
                    findings.amount(difference),
                    findings.unit()
                );
                let rows = projects.places.iter().chain(&lines.places);
                findings.report(rows.map(|row| row.field(field)), message);
            }
        }
    }
    if applies == Applies::No && document.expenditure.lines.is_empty() {
        return Err(Missing::one(at!(expenditure.lines)));
    }
    Ok(applies)
}

fn items(document: &Document) -> BTreeMap<Code, Item> {
    let mut items: BTreeMap<Code, Item> = BTreeMap::new();
    for (i, line) in document.expenditure.lines.iter().enumerate() {
        let Some(code) = Code::new(&line.item) else { continue };
        let item = items.entry(code).or_default();
        let (Some(initial), Some(adjusted)) = (line.initial_budget, line.adjusted_budget) else {
            item.is_mixed = true;
            continue;
        };
        let project = line.project.unwrap_or_default();
        item.is_mixed |= line.total().unwrap_or_default() != project;
        item.lines.spent += project;
        item.lines.initial += initial;
        item.lines.adjusted += adjusted;
        item.lines.places.push(at!(expenditure.lines[i]));
    }
    for (i, project) in document.performance.projects.iter().enumerate() {
        let Some(item) = Code::new(&project.item).and_then(|code| items.get_mut(&code)) else { continue };
        let (Some(initial), Some(adjusted)) = (project.initial_budget, project.adjusted_budget) else {
            item.is_mixed = true;
            continue;
        };
        item.projects.spent += project.executed().unwrap_or_default();
        item.projects.initial += initial;
        item.projects.adjusted += adjusted;
        item.projects.places.push(at!(performance.projects[i]));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(initial: &'static str, spent: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012999"),
            (at!(expenditure.lines[0].initial_budget), "26.40"),
            (at!(expenditure.lines[0].adjusted_budget), "27.80"),
            (at!(expenditure.lines[0].project), "27.48"),
            (at!(performance.projects[0].item), "2012999"),
            (at!(performance.projects[0].initial_budget), initial),
            (at!(performance.projects[0].adjusted_budget), "27.80"),
            (at!(performance.projects[0].fiscal), spent),
        ]
    }

    #[test]
    fn the_projects_of_an_item_have_its_budget() {
        passes(&RULE, &cells("26.40", "27.48"));
        fires(
            &RULE,
            &cells("24.60", "27.48"),
            "2012999 其他群众团体事务支出：各项目年初预算合计 24.60，科目年初预算 26.40，相差 1.80万元",
        );
    }

    #[test]
    fn projects_that_are_not_all_listed_are_not_compared() {
        is_not_applicable(&RULE, &cells("10", "12"));
        let mut basic = cells("10", "27.48");
        basic.push((at!(expenditure.lines[0].basic), "5"));
        is_not_applicable(&RULE, &basic);
        is_not_checked(&RULE, &[(at!(performance.projects[0].item), "2012999")]);
    }
}

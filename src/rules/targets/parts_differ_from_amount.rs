//! J21: standard × quantity gives the project's amount.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    at,
    document::{Path, Project},
    figures::Figures,
    money::Money,
    rules::{Applies, Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
};

use super::goals::{executed, project_name, without_projects};

pub static RULE: Rule = Rule {
    id: "J21",
    severity: Severity::Hint,
    title: "标准×数量与项目金额不一致",
    checks: "Σ 标准 × 数量 ＝ 项目执行数（没有执行数时用调整后预算），差0.01万元以内不计",
    basis: "附件2三与项目清单对照",
    remedy: "核对标准、数量和金额，漏列的内容补上",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let mut blank = Vec::new();
    let mut is_found = false;
    for (i, project) in projects.iter().enumerate().filter(|(_, project)| !project.parts.is_empty()) {
        is_found = true;
        let unfilled: Vec<Path> = (0..project.parts.len())
            .filter(|j| project.parts.get(*j).is_none_or(|part| part.standard.is_none() || part.quantity.0.is_none()))
            .map(|j| at!(performance.projects[i].parts[j].standard))
            .collect();
        let Some(amount) = executed(figures, i).or(project.adjusted_budget) else {
            blank.push(at!(performance.projects[i].fiscal));
            continue;
        };
        if !unfilled.is_empty() {
            blank.extend(unfilled);
            continue;
        }
        let Some(sum) = sum(project) else { continue };
        let difference = (sum - amount).abs();
        if difference > Money::from_fen(10_000) {
            let (words, difference) = (project_name(i, project), findings.amount(difference));
            let (sum, amount) = (findings.amount(sum), findings.amount(amount));
            let message = format!("{words}标准×数量 {sum}，项目金额 {amount}，相差 {difference}{}", findings.unit());
            const ENOUGH: usize = 8;
            let rows = (0..project.parts.len().min(ENOUGH)).map(|j| at!(performance.projects[i].parts[j]));
            let parts = rows.flat_map(|row| ["standard", "quantity"].map(|field| row.field(field)));
            findings.report(parts.chain([at!(performance.projects[i].fiscal)]), message).values(sum, amount);
        }
    }
    if is_found { checked_unless(blank) } else { Ok(Applies::No) }
}

/// To the 分; `None` if out of all proportion.
fn sum(project: &Project) -> Option<Money> {
    let mut sum = Decimal::ZERO;
    for part in project.parts.iter() {
        let product = part.standard?.yuan().checked_mul(part.quantity.0?)?;
        sum = sum.checked_add(product)?;
    }
    Money::from_yuan(sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(executed: &'static str, quantity: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].name), "春节送温暖"),
            (at!(performance.projects[0].fiscal), executed),
            (at!(performance.projects[0].parts[0].standard), "0.05"),
            (at!(performance.projects[0].parts[0].quantity), quantity),
        ]
    }

    #[test]
    fn silent_when_equal() {
        passes(&RULE, &cells("1.6", "32"));
    }

    #[test]
    fn the_difference_is_named() {
        fires(&RULE, &cells("1.75", "32"), "“春节送温暖”标准×数量 1.60，项目金额 1.75，相差 0.15万元");
    }

    #[test]
    fn without_parts_nothing_to_check() {
        is_not_applicable(&RULE, &cells("1.6", "32")[..2]);
        is_not_checked(&RULE, &cells("1.6", ""));
    }
}

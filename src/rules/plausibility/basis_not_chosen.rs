//! M12: nobody has chosen which budget completion is measured by.

use crate::{
    at,
    document::Path,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "M12",
    severity: Severity::Warning,
    title: "预算数口径未注明",
    checks: "填有预算数时，选定完成预算的口径（全年预算或年初预算）",
    basis: "公开13表、部门决算公开说明五、七",
    remedy: "在“单位与上年”的“概况”里选定“完成预算的口径”",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let basis = at!(unit.budget_basis);
    if document.unit.budget_basis.is_some() || !figures.profile.asks_for_basis {
        return Ok(Applies::Yes);
    }
    let Some(first) = first_budget(figures) else { return Err(Missing::one(basis)) };
    let words = figures.label(&first.into());
    findings.report([basis, first], format!("已填预算数（{words}等），没有选定完成预算的口径"));
    Ok(Applies::Yes)
}

/// Some budget that was entered.
fn first_budget(figures: &Figures) -> Option<Path> {
    let document = &figures.document;
    let of_line = document.expenditure.lines.iter().enumerate().find_map(|(i, line)| {
        let initial = line.initial_budget.map(|_| at!(expenditure.lines[i].initial_budget));
        initial.or_else(|| line.adjusted_budget.map(|_| at!(expenditure.lines[i].adjusted_budget)))
    });
    let budget = &document.three_public.budget;
    of_line
        .or_else(|| budget.reception_domestic.map(|_| at!(three_public.budget.reception_domestic)))
        .or_else(|| budget.vehicle_running.map(|_| at!(three_public.budget.vehicle_running)))
        .or_else(|| budget.abroad.map(|_| at!(three_public.budget.abroad)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn a_budget_needs_its_basis() {
        let cells = |basis| [(at!(expenditure.lines[0].adjusted_budget), "89.45"), (at!(unit.budget_basis), basis)];
        passes(&RULE, &cells("全年预算"));
        fires(&RULE, &cells(""), "已填预算数（支出项目›支出明细›第1行›全年预算等），没有选定完成预算的口径");
        fires(
            &RULE,
            &[(at!(three_public.budget.abroad), "0")],
            "已填预算数（三公经费›预算数›因公出国（境）费等），没有选定完成预算的口径",
        );
    }
}

//! C18: a completion must say which budget it is of.

use crate::{
    at,
    figures::{CellKey, Column, Figures, MeasureKey, Source, T03},
    money::Money,
    percent::Ratio,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State, kit::witness},
};

pub static RULE: Rule = Rule {
    id: "C18",
    severity: Severity::Warning,
    title: "完成率口径不清：应注明年初预算或全年预算",
    checks: "年初预算与决算不同、全年预算与决算相同（完成预算100%）时，须选定完成预算的口径",
    basis: "部门决算公开说明五（三）、附件1二",
    remedy: "在“单位与上年”的“概况”里选定“完成预算的口径”，公开时将注明所用的预算数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let actual_at = CellKey::total(T03, Column::Total);
    if figures.document.unit.budget_basis.is_some() || !figures.profile.asks_for_basis {
        return Ok(Applies::Yes);
    }
    let actual = figures.tables.printed(actual_at).need(actual_at)?;
    let (initial, initial_at) = initial_budget(figures).need(at!(expenditure.lines))?;
    let adjusted = witness::adjusted_budget(figures).need(at!(expenditure.lines))?;
    let budgets = figures.measures.get(MeasureKey::AdjustedBudget).map_or(0, |measure| measure.inputs.len());
    let tail = figures.tables.envelope(u32::try_from(budgets).unwrap_or(u32::MAX));
    if (initial - actual).abs() > tail && (adjusted - actual).abs() <= tail {
        let message = format!(
            "年初预算 {}，决算 {}，全年预算与决算相同，按全年预算完成100%、按年初预算完成{}，口径没有选定",
            findings.amount(initial),
            findings.amount(actual),
            Ratio::share(Some(actual), Some(initial))
        );
        let cells: [Source; 3] = [at!(unit.budget_basis).into(), initial_at, actual_at.into()];
        findings.report(cells, message);
    }
    Ok(Applies::Yes)
}

/// From the lines, or as the self-evaluation (附件1) states it.
fn initial_budget(figures: &Figures) -> Option<(Money, Source)> {
    let from_lines = witness::initial_budget(figures)
        .zip(figures.measures.get(MeasureKey::InitialBudget).and_then(|measure| measure.inputs.first().cloned()));
    let stated = &figures.document.performance.stated_projects;
    let income = stated.budget_income.map(|amount| (amount, at!(performance.stated_projects.budget_income).into()));
    let spending =
        stated.budget_expenditure.map(|amount| (amount, at!(performance.stated_projects.budget_expenditure).into()));
    from_lines.or(income).or(spending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(initial: &'static str, basis: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "232.34"),
            (at!(expenditure.lines[0].adjusted_budget), "232.34"),
            (at!(performance.stated_projects.budget_expenditure), initial),
            (at!(unit.budget_basis), basis),
        ]
    }

    #[test]
    fn a_chosen_basis_or_equal_budgets_are_clear() {
        passes(&RULE, &cells("174.57", "全年预算"));
        passes(&RULE, &cells("232.34", ""));
        // The form of the region says which.
        let mut of_national = cells("174.57", "");
        of_national.extend([(at!(unit.region), "全国样表"), (at!(form.edition), "现行样式")]);
        passes(&RULE, &of_national);
    }

    #[test]
    fn two_budgets_and_no_basis() {
        fires(
            &RULE,
            &cells("174.57", ""),
            "年初预算 174.57，决算 232.34，全年预算与决算相同，按全年预算完成100%、按年初预算完成133.09%，口径没有选定",
        );
    }

    #[test]
    fn without_the_initial_budget_it_is_not_checked() {
        is_not_checked(&RULE, &cells("", ""));
    }
}

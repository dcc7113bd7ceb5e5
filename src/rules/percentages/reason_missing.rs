//! C12: a large change without its reason.

use crate::{
    at,
    document::BudgetBasis,
    figures::{CellKey, Column, Figures, Source, T13, ThreePublicItem},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::witness},
};

use super::compared::{explains, with_last_year};

pub static RULE: Rule = Rule {
    id: "C12",
    severity: Severity::Warning,
    title: "变动较大没有说明原因",
    checks: "增减幅度达到10%或增减额达到1万元（可在“本文件的设置”的“审核参数”里调整）时，原因不少于8个字；预决算差异同样",
    basis: "部门决算公开说明一、四、五、七、八、九、十（一）",
    remedy: "在所指的原因栏写明增减的具体事项，不少于8个字",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let parameters = &figures.document.parameters;
    let (compared, mut missing) = with_last_year(figures);
    for item in &compared {
        if parameters.reason_is_due(item.growth) && !explains(item.text) {
            let change = item.growth.change.unwrap_or_default();
            let verb = if change.is_negative() { "减少" } else { "增加" };
            let message = format!(
                "{}比上年{verb} {}{}（{}），{}",
                item.words(),
                findings.amount(change.abs()),
                findings.unit(),
                item.growth.words(),
                fault(item.text)
            );
            findings.report(item.cells(), message);
        }
    }
    let checked = budget_differences(figures, findings) | three_public_difference(figures, findings);
    if compared.is_empty() && !checked && missing.is_empty() {
        missing.push(at!(income.prior_total).into());
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

fn fault(text: &str) -> &'static str {
    if text.trim().is_empty() { "没有说明原因" } else { "原因过短，没有说明具体事项" }
}

/// Actual spending against the budget, line by line. Whether there was a line to look at.
fn budget_differences(figures: &Figures, findings: &mut Findings) -> bool {
    let basis = figures.profile.basis;
    let mut checked = false;
    for (i, line) in figures.document.expenditure.lines.iter().enumerate() {
        let budget = witness::line_budget(&figures.document, i, basis);
        let (Some(budget), Some(actual)) = (budget, line.total()) else { continue };
        checked = true;
        let change = actual - budget;
        if explains(&line.reason) || !figures.document.parameters.difference_needs_reason(change, budget) {
            continue;
        }
        let reason: Source = at!(expenditure.lines[i].reason).into();
        let name = figures.label(&reason);
        let message = format!(
            "{}：决算 {}，预算 {}，相差 {}{}，{}",
            name.trim_end_matches("›预决算差异原因"),
            findings.amount(actual),
            findings.amount(budget),
            findings.amount(change.abs()),
            findings.unit(),
            fault(&line.reason)
        );
        let budget_at = if basis == BudgetBasis::Initial {
            at!(expenditure.lines[i].initial_budget)
        } else {
            at!(expenditure.lines[i].adjusted_budget)
        };
        findings.report([reason, budget_at.into()], message);
    }
    checked
}

/// Returns whether there was “三公” spending below its budget to look at; E13 looks at what exceeds it.
fn three_public_difference(figures: &Figures, findings: &mut Findings) -> bool {
    let [actual_at, budget_at] = [Column::ActualTotal, Column::BudgetTotal].map(|column| CellKey::total(T13, column));
    let amounts = (figures.tables.printed(actual_at), witness::three_public_budget(figures, ThreePublicItem::Total));
    let (Some(actual), Some(budget)) = amounts else { return false };
    let text = &figures.document.three_public.budget_reason;
    let is_large = figures.document.parameters.difference_needs_reason(actual - budget, budget);
    if actual < budget && is_large && !explains(text) {
        let message = format!(
            "“三公”经费：决算 {}，预算 {}，相差 {}{}，{}",
            findings.amount(actual),
            findings.amount(budget),
            findings.amount(budget - actual),
            findings.unit(),
            fault(text)
        );
        let reason: Source = at!(three_public.budget_reason).into();
        findings.report([reason, actual_at.into(), budget_at.into()], message);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn operating(amount: &'static str, reason: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(other.operating.amount), amount),
            (at!(other.operating.prior), "13.27"),
            (at!(other.operating.reason), reason),
        ]
    }

    #[test]
    fn a_large_change_needs_a_reason() {
        fires(&RULE, &operating("15.52", ""), "机关运行经费比上年增加 2.25万元（增长16.96%），没有说明原因");
        fires(
            &RULE,
            &operating("15.52", "人员变动"),
            "机关运行经费比上年增加 2.25万元（增长16.96%），原因过短，没有说明具体事项",
        );
        fires(&RULE, &operating("12.00", ""), "机关运行经费比上年减少 1.27万元（下降9.57%），没有说明原因");
        passes(&RULE, &operating("15.52", "新招录3人，办公费增加"));
        passes(&RULE, &operating("13.28", ""));
    }

    #[test]
    fn the_limits_can_be_set() {
        let mut cells = operating("15.52", "");
        cells.push((at!(parameters.reason_percent), "20"));
        cells.push((at!(parameters.reason_amount), "3"));
        passes(&RULE, &cells);
        cells.push((at!(parameters.reason_amount), "2.25"));
        fires(&RULE, &cells, "机关运行经费比上年增加 2.25万元（增长16.96%），没有说明原因");
    }

    #[test]
    fn a_budget_difference_needs_a_reason() {
        let line = |adjusted, reason| {
            vec![
                (at!(expenditure.lines[0].item), "2012901"),
                (at!(expenditure.lines[0].adjusted_budget), adjusted),
                (at!(expenditure.lines[0].basic), "100"),
                (at!(expenditure.lines[0].reason), reason),
                (at!(other.prior.gpb_total), "100"),
            ]
        };
        fires(
            &RULE,
            &line("80", ""),
            "支出项目›支出明细›2012901 行政运行：决算 100.00，预算 80.00，相差 20.00万元，没有说明原因",
        );
        fires(
            &RULE,
            &line("0", ""),
            "支出项目›支出明细›2012901 行政运行：决算 100.00，预算 0.00，相差 100.00万元，没有说明原因",
        );
        passes(&RULE, &line("80", "年中追加养老保险清算资金"));
        passes(&RULE, &line("100", ""));
    }

    #[test]
    fn three_public_below_its_budget_needs_a_reason() {
        let cells = |actual, reason| {
            let mut cells = vec![
                (at!(three_public.budget.reception_domestic), "0.80"),
                (at!(three_public.actual.reception_domestic), actual),
                (at!(three_public.budget_reason), reason),
            ];
            let zero = [
                at!(three_public.budget.abroad),
                at!(three_public.budget.vehicle_purchase),
                at!(three_public.budget.vehicle_running),
                at!(three_public.actual.abroad),
                at!(three_public.actual.vehicle_purchase),
                at!(three_public.actual.vehicle_running),
                at!(three_public.prior.abroad),
                at!(three_public.prior.vehicle_purchase),
                at!(three_public.prior.vehicle_running),
                at!(three_public.prior.reception_foreign),
            ];
            // As much as last year: what is said of that is no matter here.
            cells.push((at!(three_public.prior.reception_domestic), actual));
            cells.extend(zero.map(|place| (place, "0")));
            cells
        };
        fires(&RULE, &cells("0.52", ""), "“三公”经费：决算 0.52，预算 0.80，相差 0.28万元，没有说明原因");
        passes(&RULE, &cells("0.52", "外地来访考察的批次少于预计"));
        passes(&RULE, &cells("0.79", ""));
        // More than the budget is the business of E13.
        passes(&RULE, &cells("0.95", ""));
    }

    #[test]
    fn without_last_year_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(other.operating.amount), "15.52")]);
    }
}

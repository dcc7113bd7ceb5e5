//! B25: the budget of the general budget as published, against those of its items.

use crate::{
    at,
    codes::Code,
    document::{BudgetBasis, Fund},
    figures::Figures,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, Side, State, Tolerance},
};

pub static RULE: Rule = Rule {
    id: "B25",
    severity: Severity::Error,
    title: "公开的预算数与各科目预算之和不一致",
    checks: "一般公共预算财政拨款支出预算数（报告上印的数）＝ 各科目预算数之和",
    basis: "部门决算公开说明五（三）",
    remedy: "核对公开的预算数和各科目的预算数；不是照已公开的报告录入的，清空报告上印的数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let place = at!(expenditure.published_budget);
    let Some(published) = Side::one(figures, place, document.expenditure.published_budget) else {
        return Ok(Applies::No);
    };
    let lines = document.expenditure.lines.iter().enumerate();
    let own = lines.filter(|(_, line)| line.fund_or_default() == Fund::Gpb && Code::new(&line.item).is_some());
    let budgets = own.map(|(row, line)| match figures.profile.basis {
        BudgetBasis::Initial => (at!(expenditure.lines[row].initial_budget), line.initial_budget),
        BudgetBasis::Adjusted => (at!(expenditure.lines[row].adjusted_budget), line.adjusted_budget),
    });
    let sum = Side::entered(figures, budgets).need(at!(expenditure.lines))?;
    let tolerance = Tolerance::Addends(sum.addends());
    findings.compare(&published, &sum.called("各科目预算数之和"), tolerance);
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes},
    };

    fn cells(precision: &'static str, published: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(unit.precision), precision),
            (at!(expenditure.published_budget), published),
            (at!(expenditure.lines[0].item), "2010601"),
            (at!(expenditure.lines[0].adjusted_budget), "1560.05"),
            (at!(expenditure.lines[1].item), "2010602"),
            (at!(expenditure.lines[1].adjusted_budget), "10.00"),
        ]
    }

    #[test]
    fn the_published_budget_is_the_sum_of_the_items() {
        passes(&RULE, &cells("fen", "1570.05"));
        let told = |published: &str, difference: &str| {
            let place = "支出项目›一般公共预算财政拨款支出预算数（报告上印的数）";
            format!("{place} {published}，各科目预算数之和 1,570.05，相差 {difference}")
        };
        fires(&RULE, &cells("fen", "1570.06"), &told("1,570.06", "0.01万元"));
        let tail = told("1,570.06", "0.01万元（四舍五入尾差，可接受，按元录入可消除）");
        fires(&RULE, &cells("wan2", "1570.06"), &tail);
        fires(&RULE, &cells("wan2", "1570.09"), &told("1,570.09", "0.04万元"));
        is_not_applicable(&RULE, &cells("fen", ""));
        is_not_checked(&RULE, &[(at!(expenditure.published_budget), "1.00")]);
    }
}

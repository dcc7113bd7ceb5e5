//! J01: the total budget is fiscal grants plus other money.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, Side, State, Tolerance},
};

pub static RULE: Rule = Rule {
    id: "J01",
    severity: Severity::Error,
    title: "整体支出预算总额与财政拨款、其他资金之和不一致",
    checks: "附表2：资金总额 ＝ 财政拨款 ＋ 其他资金",
    basis: "部门整体绩效目标完成情况自评表",
    remedy: "核对三个数；没有其他资金填0",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let targets = &figures.document.targets;
    let total = Side::one(figures, at!(targets.budget_total), targets.budget_total).need(at!(targets.budget_total))?;
    targets.budget_fiscal.need(at!(targets.budget_fiscal))?;
    targets.budget_other.need(at!(targets.budget_other))?;
    let parts =
        [(at!(targets.budget_fiscal), targets.budget_fiscal), (at!(targets.budget_other), targets.budget_other)];
    let parts = Side::entered(figures, parts).need(at!(targets.budget_fiscal))?;
    findings.compare(&total.called("资金总额"), &parts.called("财政拨款与其他资金之和"), Tolerance::Addends(2));
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(other: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.budget_total), "32.254"),
            (at!(targets.budget_fiscal), "32.254"),
            (at!(targets.budget_other), other),
        ]
    }

    #[test]
    fn silent_when_equal() {
        passes(&RULE, &cells("0"));
    }

    #[test]
    fn the_difference_is_named() {
        fires(&RULE, &cells("1.5"), "资金总额 32.254，财政拨款与其他资金之和 33.754，相差 1.50万元");
    }

    #[test]
    fn a_blank_part_is_not_zero() {
        is_not_checked(&RULE, &cells(""));
    }
}

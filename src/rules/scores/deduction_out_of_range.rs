//! G06: a deduction out of its range.

use rust_decimal::Decimal;

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State, kit::prose::plain},
};

use super::leaves::leaves;

pub static RULE: Rule = Rule {
    id: "G06",
    severity: Severity::Error,
    title: "扣分项超出范围",
    checks: "0 ≤ 扣分（被评价部门配合度）≤ 10，填正数或留空",
    basis: "部门预算绩效自评打分表",
    remedy: "扣分项填0到10之间的正数；没有扣分可留空",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    leaves(figures)?;
    if let Some(deduction) = figures.document.performance.deduction.0
        && (deduction < Decimal::ZERO || deduction > Decimal::TEN)
    {
        let deduction = plain(deduction);
        let message = format!("扣分填了 {deduction}，应在0与10之间");
        findings.report([at!(performance.deduction)], message).values("0～10", deduction);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(deduction: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(performance.score_items[0].level3), "决策程序"), (at!(performance.deduction), deduction)]
    }

    #[test]
    fn blank_and_up_to_ten_are_allowed() {
        passes(&RULE, &cells(""));
        passes(&RULE, &cells("10"));
    }

    #[test]
    fn negative_and_too_much_are_found() {
        fires(&RULE, &cells("-2"), "扣分填了 -2，应在0与10之间");
        fires(&RULE, &cells("11"), "扣分填了 11，应在0与10之间");
    }
}

//! G04: an indicator without a score.

use crate::{
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::leaves::{Leaf, leaves};

pub static RULE: Rule = Rule {
    id: "G04",
    severity: Severity::Error,
    title: "指标未打分",
    checks: "每个三级指标都有自评得分（空白不等于0分）",
    basis: "部门预算绩效自评打分表",
    remedy: "补填得分；得0分也要填0，不涉及的指标按当年口径填写并备注",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let leaves = leaves(figures)?;
    let blank: Vec<&Leaf<'_>> = leaves.iter().filter(|leaf| leaf.item.score.0.is_none()).collect();
    // Nobody has begun to score: that is told where the report lacks the total.
    if blank.len() == leaves.len() {
        return Err(Missing(blank.iter().take(1).map(|leaf| leaf.at("score").into()).collect()));
    }
    if !blank.is_empty() {
        let names: Vec<String> = blank.iter().take(5).map(|leaf| leaf.name()).collect();
        let more = if blank.len() > names.len() { "等" } else { "" };
        let message = format!("{}个指标没有得分：{}{more}", blank.len(), names.join("、"));
        findings.report(blank.iter().map(|leaf| leaf.at("score")), message);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    #[test]
    fn zero_is_a_score() {
        passes(
            &RULE,
            &[(at!(performance.score_items[0].level3), "资产盘活率"), (at!(performance.score_items[0].score), "0")],
        );
    }

    #[test]
    fn blank_is_found() {
        let (name, other) = (at!(performance.score_items[0].level3), at!(performance.score_items[1].level3));
        let begun = [(name, "财务管理制度"), (other, "资产盘活率"), (at!(performance.score_items[1].score), "2")];
        fires(&RULE, &begun, "1个指标没有得分：“财务管理制度”");
        is_not_checked(&RULE, &begun[..2]);
    }
}

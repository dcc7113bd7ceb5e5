//! J04: a number where words are wanted.

use crate::{
    document::Relation,
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
};

use super::goals::all_goals;

pub static RULE: Rule = Rule {
    id: "J04",
    severity: Severity::Error,
    title: "定性指标填了数值",
    checks: "指标性质为定性时，指标值和完成值填等级词（如优良中低差、达成预期），不填数字或百分比",
    basis: "部门整体绩效目标完成情况自评表",
    remedy: "完成值改为等级词；确为数值的把性质改为＝、≥等",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let goals = all_goals(figures)?;
    let mut blank = Vec::new();
    let mut is_found = false;
    for goal in &goals {
        if goal.relation.is_none() {
            blank.push(goal.at("relation"));
        }
        if goal.relation != Some(Relation::Qualitative) {
            continue;
        }
        is_found = true;
        for (field, words, text) in [("actual", "实际完成值", goal.actual), ("target", "指标值", goal.target)] {
            if text.is_empty() {
                blank.push(goal.at(field));
            } else if text.contains(|c: char| c.is_numeric() || c == '%' || c == '％') {
                let message = format!("{}是定性指标，{words}填了“{text}”，应填等级词", goal.words());
                findings.report([goal.at(field), goal.at("relation")], message).values("等级词", text);
            }
        }
    }
    if is_found || !blank.is_empty() { checked_unless(blank) } else { Ok(Applies::No) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(relation: &'static str, actual: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].name), "关怀一线职工"),
            (at!(targets.indicators[0].relation), relation),
            (at!(targets.indicators[0].target), "优良"),
            (at!(targets.indicators[0].actual), actual),
        ]
    }

    #[test]
    fn a_grade_word_is_silent() {
        passes(&RULE, &cells("定性", "优"));
        is_not_applicable(&RULE, &cells("＝", "100%"));
    }

    #[test]
    fn a_number_is_found() {
        fires(&RULE, &cells("定性", "100%"), "“关怀一线职工”是定性指标，实际完成值填了“100%”，应填等级词");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("定性", ""));
    }
}

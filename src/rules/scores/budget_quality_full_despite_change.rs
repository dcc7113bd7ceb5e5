//! G11: the budget was changed a good deal, yet the quality of budgeting scores full points.

use rust_decimal::Decimal;

use crate::{
    at,
    figures::Figures,
    percent::Ratio,
    rules::{
        Applies, Findings, Need, Outcome, Rule, Severity, State,
        kit::{prose::plain, witness},
    },
};

use super::leaves::{leaf, leaves};

pub static RULE: Rule = Rule {
    id: "G11",
    severity: Severity::Hint,
    title: "预算调整幅度大而预算编制质量得满分",
    checks: "｜全年预算 － 年初预算｜÷ 年初预算 ≤ 10%，否则“预算编制质量”不得满分；各行没有年初预算时取附件1所述",
    basis: "部门预算绩效自评打分表；比例为经验值",
    remedy: "按计分标准核减得分，或在备注说明追加调整的原因",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let leaves = leaves(figures)?;
    let Some(leaf) = leaf(&leaves, "预算编制质量") else { return Ok(Applies::No) };
    let (_, score) = leaf.points_and_score().need(leaf.at("score"))?;
    let stated = &figures.document.performance.stated_projects;
    let initial = witness::initial_budget(figures).or(stated.budget_income).or(stated.budget_expenditure);
    let initial = initial.need(at!(expenditure.lines))?;
    let adjusted = witness::adjusted_budget(figures).need(at!(expenditure.lines))?;
    let change = (adjusted - initial).abs();
    let is_large = change.yuan() * Decimal::TEN > initial.yuan().abs();
    if leaf.is_full() && is_large {
        let percent = Ratio::share(Some(change), Some(initial));
        let message = format!(
            "年初预算 {}，全年预算 {}，调整 {}{}（{percent}），预算编制质量仍得满分 {}分",
            findings.amount(initial),
            findings.amount(adjusted),
            findings.amount(change),
            findings.unit(),
            plain(score),
        );
        findings.report([leaf.at("score"), at!(expenditure.lines)], message);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(score: &'static str, adjusted: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.score_items[0].level3), "预算编制质量"),
            (at!(performance.score_items[0].points), "8"),
            (at!(performance.score_items[0].score), score),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].initial_budget), "100"),
            (at!(expenditure.lines[0].adjusted_budget), adjusted),
        ]
    }

    #[test]
    fn ten_percent_are_allowed() {
        passes(&RULE, &cells("8", "110"));
        passes(&RULE, &cells("6", "133.09"));
    }

    #[test]
    fn a_larger_change_is_found() {
        fires(
            &RULE,
            &cells("8", "133.09"),
            "年初预算 100.00，全年预算 133.09，调整 33.09万元（33.09%），预算编制质量仍得满分 8分",
        );
    }

    #[test]
    fn the_initial_budget_may_be_known_from_the_text_alone() {
        let mut stated = cells("8", "232.34");
        stated[4].1 = "";
        stated.push((at!(performance.stated_projects.budget_income), "174.57"));
        fires(&RULE, &stated, "年初预算 174.57，全年预算 232.34，调整 57.77万元（33.09%），预算编制质量仍得满分 8分");
    }

    #[test]
    fn without_budgets_not_checked() {
        is_not_checked(&RULE, &cells("8", ""));
    }
}

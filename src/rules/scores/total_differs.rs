//! G03: the total of the scores.

use crate::{
    at,
    figures::{Figures, MeasureKey},
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State, kit::prose::plain},
};

use super::leaves::leaves;

pub static RULE: Rule = Rule {
    id: "G03",
    severity: Severity::Error,
    title: "得分合计与各项得分之和不一致",
    checks: "公开的得分合计 ＝ Σ 三级指标得分 － 扣分",
    basis: "部门预算绩效自评打分表",
    remedy: "核对各项得分；得分合计由程序计算，报告上印的数有误时改正或清空",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let leaves = leaves(figures)?;
    let place = at!(performance.stated_scores.table_total);
    let computed =
        figures.measures.number(MeasureKey::ScoreTotal).need(leaves.first().map_or(place, |leaf| leaf.at("score")))?;
    // Nothing stated: the program prints the sum itself.
    if let Some(stated) = figures.document.performance.stated_scores.table_total.0
        && stated != computed
    {
        let mut cells = vec![place];
        cells.extend(leaves.iter().map(|leaf| leaf.at("score")));
        let difference = plain((stated - computed).abs());
        let (stated, computed) = (plain(stated), plain(computed));
        let message = format!("得分合计 {stated}分，各项得分之和减扣分 {computed}分，相差 {difference}分");
        findings.report(cells, message).values(computed, stated);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.score_items[0].level3), "决策程序"),
            (at!(performance.score_items[0].score), "60"),
            (at!(performance.score_items[1].level3), "目标设置"),
            (at!(performance.score_items[1].score), "32"),
            (at!(performance.deduction), "2"),
            (at!(performance.stated_scores.table_total), total),
        ]
    }

    #[test]
    fn silent_when_equal_or_not_stated() {
        passes(&RULE, &cells("90"));
        passes(&RULE, &cells(""));
    }

    #[test]
    fn the_difference_is_named() {
        fires(&RULE, &cells("94"), "得分合计 94分，各项得分之和减扣分 90分，相差 4分");
    }

    #[test]
    fn without_scores_not_checked() {
        is_not_checked(&RULE, &[(at!(performance.score_items[0].level3), "决策程序")]);
    }
}

//! G05: points taken off without a reason.

use crate::{
    figures::Figures,
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::prose::{checked_unless, plain},
    },
};

use super::leaves::leaves;

pub static RULE: Rule = Rule {
    id: "G05",
    severity: Severity::Warning,
    title: "扣分未说明原因",
    checks: "自评得分 ＜ 指标分值 时，备注不为空",
    basis: "部门预算绩效自评打分表",
    remedy: "在备注中写明扣分原因",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut blank = Vec::new();
    for leaf in leaves(figures)? {
        let Some((points, score)) = leaf.points_and_score() else {
            blank.push(leaf.at("score"));
            continue;
        };
        if score < points && leaf.item.remark.is_blank() {
            let lost = plain(points - score);
            let message =
                format!("{}分值 {}分，得 {}分，扣 {lost}分，备注空白", leaf.name(), plain(points), plain(score));
            findings.report([leaf.at("remark"), leaf.at("score")], message);
        }
    }
    checked_unless(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(score: &'static str, remark: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.score_items[0].level3), "资产盘活率"),
            (at!(performance.score_items[0].points), "3"),
            (at!(performance.score_items[0].score), score),
            (at!(performance.score_items[0].remark), remark),
        ]
    }

    #[test]
    fn full_or_explained_is_silent() {
        passes(&RULE, &cells("3", ""));
        passes(&RULE, &cells("1", "无闲置资产"));
    }

    #[test]
    fn a_lost_point_needs_a_reason() {
        fires(&RULE, &cells("1", ""), "“资产盘活率”分值 3分，得 1分，扣 2分，备注空白");
    }

    #[test]
    fn a_blank_score_is_not_checked() {
        is_not_checked(&RULE, &cells("", ""));
    }
}

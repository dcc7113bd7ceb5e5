//! G02: a score above its points, or negative.

use rust_decimal::Decimal;

use crate::{
    figures::Figures,
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::prose::{checked_unless, plain},
    },
};

use super::leaves::leaves;

pub static RULE: Rule = Rule {
    id: "G02",
    severity: Severity::Error,
    title: "得分超过分值或为负",
    checks: "0 ≤ 自评得分 ≤ 指标分值",
    basis: "部门预算绩效自评打分表",
    remedy: "把得分改到0与指标分值之间",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut blank = Vec::new();
    for leaf in leaves(figures)? {
        let Some((points, score)) = leaf.points_and_score() else {
            blank.push(leaf.at(if leaf.item.points.0.is_none() { "points" } else { "score" }));
            continue;
        };
        if score < Decimal::ZERO || score > points {
            let (score, points) = (plain(score), plain(points));
            let message = format!("{}得分 {score}分，分值 {points}分，得分应在0与分值之间", leaf.name());
            findings.report([leaf.at("score"), leaf.at("points")], message).values(points, score);
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

    fn cells(score: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.score_items[0].level3), "资产盘活率"),
            (at!(performance.score_items[0].points), "3"),
            (at!(performance.score_items[0].score), score),
        ]
    }

    #[test]
    fn from_nothing_to_all_points() {
        passes(&RULE, &cells("0"));
        passes(&RULE, &cells("3"));
    }

    #[test]
    fn above_and_below_are_found() {
        fires(&RULE, &cells("3.5"), "“资产盘活率”得分 3.5分，分值 3分，得分应在0与分值之间");
        fires(&RULE, &cells("-1"), "“资产盘活率”得分 -1分，分值 3分，得分应在0与分值之间");
    }

    #[test]
    fn a_blank_score_is_not_checked() {
        is_not_checked(&RULE, &cells(""));
    }
}

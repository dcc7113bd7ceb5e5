//! G14: the remark takes off other points than the score.

use rust_decimal::Decimal;

use crate::{
    figures::Figures,
    rules::{
        Applies, Findings, Outcome, Rule, Severity, State,
        kit::prose::{leading_number, plain},
    },
};

use super::leaves::leaves;

pub static RULE: Rule = Rule {
    id: "G14",
    severity: Severity::Warning,
    title: "备注所说扣分与得分不符",
    checks: "备注写明“扣n分”的，n之和 ＝ 指标分值 － 自评得分",
    basis: "部门预算绩效自评打分表",
    remedy: "改正得分或备注，使两处一致",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    for leaf in leaves(figures)? {
        let Some((points, score)) = leaf.points_and_score() else { continue };
        let told = deductions(&leaf.item.remark);
        if told.is_empty() {
            continue;
        }
        let (sum, lost) = (told.iter().sum::<Decimal>(), points - score);
        // A remark may sum up the parts that it has named before.
        let is_told = sum == lost || told.contains(&lost);
        if !is_told {
            let message = format!(
                "{}分值 {}分，得 {}分，扣了 {}分，备注却写扣{}分",
                leaf.name(),
                plain(points),
                plain(score),
                plain(lost),
                plain(sum)
            );
            findings.report([leaf.at("score"), leaf.at("remark")], message).values(plain(lost), plain(sum));
        }
    }
    Ok(Applies::Yes)
}

/// The numbers of “扣0.5分”.
fn deductions(remark: &str) -> Vec<Decimal> {
    let after = remark.match_indices('扣').filter_map(|(at, word)| remark.get(at + word.len()..));
    let numbers = after.filter_map(|rest| leading_number(rest.trim_start_matches(['除', '减', '了'])));
    numbers.filter(|(_, rest)| rest.starts_with('分')).map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, is_not_checked, passes},
    };

    fn cells(score: &'static str, remark: &'static str) -> [(Path, &'static str); 4] {
        [
            (at!(performance.score_items[0].level3), "支出执行进度"),
            (at!(performance.score_items[0].points), "6"),
            (at!(performance.score_items[0].score), score),
            (at!(performance.score_items[0].remark), remark),
        ]
    }

    #[test]
    fn the_remark_takes_off_what_the_score_lacks() {
        passes(&RULE, &cells("5.5", "进度低1.2个百分点，扣0.5分"));
        passes(&RULE, &cells("5", "上半年扣0.5分，下半年扣0.5分"));
        passes(&RULE, &cells("5", "上半年扣0.6分，下半年扣0.4分，共扣1分"));
        passes(&RULE, &cells("5", "进度偏慢"));
        fires(
            &RULE,
            &cells("5.5", "进度低1.2个百分点，扣1分"),
            "“支出执行进度”分值 6分，得 5.5分，扣了 0.5分，备注却写扣1分",
        );
        fires(&RULE, &cells("6", "进度低，扣0.5分"), "“支出执行进度”分值 6分，得 6分，扣了 0分，备注却写扣0.5分");
    }

    #[test]
    fn without_a_table_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(performance.deduction), "1")]);
    }
}

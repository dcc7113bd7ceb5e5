//! G01: the points add up to 100 and to those of their groups.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::{
    at,
    document::Path,
    figures::Figures,
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::prose::{checked_unless, plain},
    },
};

use super::leaves::{Leaf, leaves};

pub static RULE: Rule = Rule {
    id: "G01",
    severity: Severity::Error,
    title: "打分表分值合计不等于100或与分组不符",
    checks: "Σ 三级指标分值 ＝ 100；一级、二级指标分值 ＝ 所属三级指标分值之和",
    basis: "部门预算绩效自评打分表",
    remedy: "对照当年打分表核对指标分值；可重新载入标准打分表",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let leaves = leaves(figures)?;
    let mut blank: Vec<Path> =
        leaves.iter().filter(|leaf| leaf.item.points.0.is_none()).map(|leaf| leaf.at("points")).collect();
    if blank.is_empty() {
        let mut all = Below::default();
        leaves.iter().for_each(|leaf| all.add(leaf));
        all.compare(findings, "全部三级指标分值合计", Decimal::ONE_HUNDRED, None);
    }
    // By what a group may name; what it leaves blank takes all.
    let mut below_of: FxHashMap<[&str; 2], Below<'_>> = FxHashMap::default();
    for leaf in &leaves {
        let mut names = vec![[leaf.level1, leaf.level2], [leaf.level1, ""], ["", leaf.level2]];
        names.dedup();
        for name in names {
            below_of.entry(name).or_default().add(leaf);
        }
    }
    for (row, group) in figures.document.performance.score_groups.iter().enumerate() {
        if group.level1.is_blank() && group.level2.is_blank() {
            continue;
        }
        let place = at!(performance.score_groups[row].points);
        let Some(points) = group.points.0 else {
            blank.push(place);
            continue;
        };
        let below = below_of.entry([&*group.level1, &*group.level2]).or_default();
        if !below.has_blank {
            let name = if group.level2.is_blank() { &group.level1 } else { &group.level2 };
            below.compare(findings, &format!("“{}”下级指标分值合计", &**name), points, Some(place));
        }
    }
    checked_unless(blank)
}

/// The leaves of a group.
#[derive(Default)]
struct Below<'a> {
    leaves: Vec<&'a Leaf<'a>>,
    sum: Decimal,
    has_blank: bool,
    is_told: bool,
}

impl<'a> Below<'a> {
    fn add(&mut self, leaf: &'a Leaf<'a>) {
        self.leaves.push(leaf);
        match leaf.item.points.0 {
            Some(points) => self.sum += points,
            None => self.has_blank = true,
        }
    }

    /// Of several groups of one name only the first finding names the leaves as well.
    fn compare(&mut self, findings: &mut Findings, words: &str, expected: Decimal, group: Option<Path>) {
        if self.sum == expected {
            return;
        }
        let leaves: &[&Leaf<'_>] = if std::mem::replace(&mut self.is_told, true) { &[] } else { &self.leaves };
        let cells: Vec<Path> = group.into_iter().chain(leaves.iter().map(|leaf| leaf.at("points"))).collect();
        let (sum_text, expected_text) = (plain(self.sum), plain(expected));
        let difference = plain((self.sum - expected).abs());
        let message = format!("{words} {sum_text}分，应为 {expected_text}分，相差 {difference}分");
        findings.report(cells, message).values(expected_text, sum_text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(second: &'static str, group: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.score_groups[0].level1), "总体绩效"),
            (at!(performance.score_groups[0].points), group),
            (at!(performance.score_groups[1].level1), "项目绩效"),
            (at!(performance.score_groups[1].points), "35"),
            (at!(performance.score_items[0].level1), "总体绩效"),
            (at!(performance.score_items[0].level3), "预算编制质量"),
            (at!(performance.score_items[0].points), "60"),
            (at!(performance.score_items[1].level3), "支出执行进度"),
            (at!(performance.score_items[1].points), second),
            (at!(performance.score_items[2].level1), "项目绩效"),
            (at!(performance.score_items[2].level3), "决策程序"),
            (at!(performance.score_items[2].points), "35"),
        ]
    }

    #[test]
    fn merged_cells_belong_to_the_group_above() {
        passes(&RULE, &cells("5", "65"));
    }

    #[test]
    fn wrong_points_are_found() {
        fires(&RULE, &cells("6", "65"), "全部三级指标分值合计 101分，应为 100分，相差 1分");
        fires(&RULE, &cells("5", "64"), "“总体绩效”下级指标分值合计 65分，应为 64分，相差 1分");
    }
}

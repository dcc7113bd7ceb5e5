//! F07: vehicles among the assets, by use.

use crate::{
    at,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::count_total::CountTotal},
};

pub static RULE: Rule = Rule {
    id: "F07",
    severity: Severity::Error,
    title: "车辆总数与分用途之和不一致",
    checks: "车辆总数 ＝ 主要负责人用车 ＋ 机要通信用车 ＋ 应急保障用车 ＋ 其他用车",
    basis: "部门决算公开说明十（三）",
    remedy: "核对车辆总数和各用途车辆数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let total = CountTotal {
        total: at!(other.assets.vehicles),
        words: "车辆总数",
        parts: &[
            at!(other.assets.leader),
            at!(other.assets.confidential),
            at!(other.assets.emergency),
            at!(other.assets.other),
        ],
        sum_words: "分用途合计",
        unit: "辆",
    };
    total.check(figures, findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str, other: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(other.assets.vehicles), total),
            (at!(other.assets.leader), "0"),
            (at!(other.assets.confidential), "1"),
            (at!(other.assets.emergency), "0"),
            (at!(other.assets.other), other),
        ]
    }

    #[test]
    fn the_uses_add_up() {
        passes(&RULE, &cells("2", "1"));
        fires(&RULE, &cells("3", "1"), "车辆总数 3辆，分用途合计 2辆，相差 1辆");
        fires(&RULE, &cells("0", ""), "车辆总数 0辆，分用途合计 1辆，相差 1辆");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("2", ""));
        is_not_checked(&RULE, &cells("", "1"));
    }
}

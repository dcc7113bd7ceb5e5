//! F07: vehicles among the assets, by use.

use crate::{
    at,
    document::Path,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::count_total::CountTotal},
};

pub static RULE: Rule = Rule {
    id: "F07",
    severity: Severity::Error,
    title: "车辆总数与分用途之和不一致",
    checks: "车辆总数 ＝ 各用途车辆之和，用途按公开样式所列",
    basis: "部门决算公开说明十（三）",
    remedy: "核对车辆总数和各用途车辆数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let uses = figures.profile.vehicle_uses(&figures.document);
    let parts: Vec<Path> = uses.iter().map(|of| of.place).collect();
    let total = CountTotal {
        total: at!(other.assets.vehicles),
        words: "车辆总数",
        parts: &parts,
        sum_words: "分用途合计",
        unit: "辆",
    };
    total.check(figures, findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str, other: &'static str) -> Vec<(Path, &'static str)> {
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

    /// A use that the form of the region does not list counts as soon as there is a number.
    #[test]
    fn other_uses_count_too() {
        let with = |enforcement| [cells("2", "1"), vec![(at!(other.assets.enforcement), enforcement)]].concat();
        passes(&RULE, &with("0"));
        fires(&RULE, &with("1"), "车辆总数 2辆，分用途合计 3辆，相差 1辆");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("2", ""));
    }

    #[test]
    fn a_total_that_nobody_entered_is_the_sum() {
        passes(&RULE, &cells("", "1"));
    }
}

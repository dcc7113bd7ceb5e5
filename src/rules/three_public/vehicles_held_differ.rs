//! E10: vehicles held, by type.

use crate::{
    at,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::count_total::CountTotal},
};

pub static RULE: Rule = Rule {
    id: "E10",
    severity: Severity::Error,
    title: "公务用车保有量与分车型之和不一致",
    checks: "保有量 ＝ 轿车 ＋ 越野车 ＋ 载客汽车",
    basis: "部门决算公开说明七（二）2",
    remedy: "核对年末各车型的保有量",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let total = CountTotal {
        total: at!(three_public.vehicles_held.total),
        words: "公务用车保有量",
        parts: &[
            at!(three_public.vehicles_held.sedan),
            at!(three_public.vehicles_held.offroad),
            at!(three_public.vehicles_held.coach),
        ],
        sum_words: "分车型合计",
        unit: "辆",
    };
    total.check(figures, findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str, coach: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(three_public.vehicles_held.total), total),
            (at!(three_public.vehicles_held.sedan), "1"),
            (at!(three_public.vehicles_held.offroad), "0"),
            (at!(three_public.vehicles_held.coach), coach),
        ]
    }

    #[test]
    fn the_types_add_up() {
        passes(&RULE, &cells("2", "1"));
        fires(&RULE, &cells("3", "1"), "公务用车保有量 3辆，分车型合计 2辆，相差 1辆");
        fires(&RULE, &cells("0", ""), "公务用车保有量 0辆，分车型合计 1辆，相差 1辆");
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

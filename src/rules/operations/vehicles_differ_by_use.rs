//! F07 车辆总数与分用途之和不一致。

use crate::{
    at,
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

/// See the fields.
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
    let assets = &figures.document.other.assets;
    let uses = [
        (at!(other.assets.leader), assets.leader),
        (at!(other.assets.confidential), assets.confidential),
        (at!(other.assets.emergency), assets.emergency),
        (at!(other.assets.other), assets.other),
    ];
    let total_at = at!(other.assets.vehicles);
    let total = u64::from(assets.vehicles.need(total_at)?);
    let sum: u64 = uses.iter().filter_map(|(_, count)| *count).map(u64::from).sum();
    let blank: Vec<Source> =
        uses.iter().filter(|(_, count)| count.is_none()).map(|(place, _)| (*place).into()).collect();
    if sum > total || (blank.is_empty() && sum != total) {
        let message = format!("车辆总数{total}辆，分用途合计{sum}辆，相差{}辆", total.abs_diff(sum));
        let cells = std::iter::once(total_at).chain(uses.map(|(place, _)| place));
        findings.report(cells, message).values(sum.to_string(), total.to_string());
    }
    if blank.is_empty() { Ok(Applies::Yes) } else { Err(Missing(blank)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{fires, is_not_checked, passes};

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
        fires(&RULE, &cells("3", "1"), &["3辆", "合计2辆", "相差1辆"]);
        fires(&RULE, &cells("0", ""), &["0辆", "合计1辆"]);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("2", ""));
        is_not_checked(&RULE, &cells("", "1"));
    }
}

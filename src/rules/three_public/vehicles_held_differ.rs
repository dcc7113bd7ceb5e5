//! E10 公务用车保有量与分车型之和不一致。

use crate::{
    at,
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

/// See the fields.
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
    let held = &figures.document.three_public.vehicles_held;
    let types = [
        (at!(three_public.vehicles_held.sedan), held.sedan),
        (at!(three_public.vehicles_held.offroad), held.offroad),
        (at!(three_public.vehicles_held.coach), held.coach),
    ];
    let total_at = at!(three_public.vehicles_held.total);
    let total = u64::from(held.total.need(total_at)?);
    let sum: u64 = types.iter().filter_map(|(_, count)| *count).map(u64::from).sum();
    let blank: Vec<Source> =
        types.iter().filter(|(_, count)| count.is_none()).map(|(place, _)| (*place).into()).collect();
    if sum > total || (blank.is_empty() && sum != total) {
        let message = format!("公务用车保有量{total}辆，分车型合计{sum}辆，相差{}辆", total.abs_diff(sum));
        let cells = std::iter::once(total_at).chain(types.map(|(place, _)| place));
        findings.report(cells, message).values(sum.to_string(), total.to_string());
    }
    if blank.is_empty() { Ok(Applies::Yes) } else { Err(Missing(blank)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{fires, is_not_checked, passes};

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
        fires(&RULE, &cells("3", "1"), &["3辆", "合计2辆", "相差1辆"]);
        fires(&RULE, &cells("0", ""), &["0辆", "合计1辆"]);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("2", ""));
        is_not_checked(&RULE, &cells("", "1"));
    }
}

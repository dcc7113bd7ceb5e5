//! E09: vehicles bought, in number and money, by type.

use crate::{
    at,
    document::Path,
    figures::{Figures, Source},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, Side, State, Tolerance},
};

pub static RULE: Rule = Rule {
    id: "E09",
    severity: Severity::Error,
    title: "公务用车购置数量、金额与分车型之和不一致",
    checks: "购置辆数 ＝ 各车型辆数之和，购置费 ＝ 各车型金额之和；有购置费即有辆数，有辆数即有金额",
    basis: "部门决算公开说明七（二）2",
    remedy: "核对各车型的辆数、金额和购置费",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let bought = &three_public.vehicles_bought;
    let total = (at!(three_public.vehicles_bought.total), bought.total);
    let cost = (at!(three_public.actual.vehicle_purchase), three_public.actual.vehicle_purchase);
    let types: [Bought; 3] = [
        (
            "轿车",
            (at!(three_public.vehicles_bought.sedan_count), bought.sedan_count),
            (at!(three_public.vehicles_bought.sedan_amount), bought.sedan_amount),
        ),
        (
            "越野车",
            (at!(three_public.vehicles_bought.offroad_count), bought.offroad_count),
            (at!(three_public.vehicles_bought.offroad_amount), bought.offroad_amount),
        ),
        (
            "载客汽车",
            (at!(three_public.vehicles_bought.coach_count), bought.coach_count),
            (at!(three_public.vehicles_bought.coach_amount), bought.coach_amount),
        ),
    ];
    judge_pair(findings, "公务用车", total, cost);
    for (words, count, amount) in types {
        judge_pair(findings, words, count, amount);
    }
    let mut missing = Vec::new();
    let blank_counts =
        types.iter().filter(|(_, count, _)| count.1.is_none()).map(|(_, count, _)| Source::Entered(count.0));
    let blank_amounts =
        types.iter().filter(|(_, _, amount)| amount.1.is_none()).map(|(_, _, amount)| Source::Entered(amount.0));
    missing.extend(blank_counts.chain(blank_amounts));
    let counts = types.iter().filter_map(|(_, count, _)| count.1).map(u64::from).sum::<u64>();
    let complete = types.iter().all(|(_, count, _)| count.1.is_some());
    match total.1.map(u64::from) {
        None => missing.push(total.0.into()),
        Some(stated) if stated < counts || (complete && stated != counts) => {
            let message = format!("购置公务用车{stated}辆，分车型合计{counts}辆，相差{}辆", stated.abs_diff(counts));
            let cells = std::iter::once(total.0).chain(types.iter().map(|(_, count, _)| count.0));
            findings.report(cells, message).values(counts.to_string(), stated.to_string());
        }
        Some(_) => {}
    }
    let amounts = types.map(|(_, _, amount)| amount);
    match Side::one(figures, cost.0, cost.1) {
        None => missing.push(cost.0.into()),
        Some(stated) if amounts.iter().all(|(_, amount)| amount.is_some()) => {
            if let Some(sum) = Side::entered(figures, amounts) {
                findings.compare(&stated.called("公务用车购置费"), &sum.called("分车型合计"), Tolerance::Addends(3));
            }
        }
        Some(_) => {}
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

/// A type of vehicle with count and amount.
type Bought = (&'static str, (Path, Option<u32>), (Path, Option<Money>));

/// Vehicles cost money, and money buys vehicles.
fn judge_pair(findings: &mut Findings, words: &str, count: (Path, Option<u32>), amount: (Path, Option<Money>)) {
    let (Some(vehicles), Some(money)) = (count.1, amount.1) else { return };
    if (vehicles == 0) != money.is_zero() {
        let message = format!("{words}购置{vehicles}辆，金额却是 {}{}", findings.amount(money), findings.unit());
        findings.report([count.0, amount.0], message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(
        total: &'static str,
        cost: &'static str,
        sedan: &'static str,
        sedan_cost: &'static str,
    ) -> Vec<(Path, &'static str)> {
        vec![
            (at!(three_public.vehicles_bought.total), total),
            (at!(three_public.actual.vehicle_purchase), cost),
            (at!(three_public.vehicles_bought.sedan_count), sedan),
            (at!(three_public.vehicles_bought.sedan_amount), sedan_cost),
            (at!(three_public.vehicles_bought.offroad_count), "0"),
            (at!(three_public.vehicles_bought.offroad_amount), "0"),
            (at!(three_public.vehicles_bought.coach_count), "0"),
            (at!(three_public.vehicles_bought.coach_amount), "0"),
        ]
    }

    #[test]
    fn counts_and_amounts_agree() {
        passes(&RULE, &cells("0", "0", "0", "0"));
        passes(&RULE, &cells("1", "18", "1", "18"));
        fires(&RULE, &cells("2", "18", "1", "18"), "购置公务用车2辆，分车型合计1辆，相差1辆");
        fires(&RULE, &cells("1", "18", "1", "17.5"), "公务用车购置费 18.00，分车型合计 17.50，相差 0.50万元");
        fires(&RULE, &cells("0", "18", "0", "0"), "公务用车购置0辆，金额却是 18.00万元");
        fires(&RULE, &cells("1", "18", "1", "0"), "轿车购置1辆，金额却是 0.00万元");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("1", "18", "", ""));
    }
}

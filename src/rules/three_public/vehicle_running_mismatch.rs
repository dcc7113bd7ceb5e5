//! E11: running costs of vehicles against the vehicles held.

use crate::{
    at,
    document::Parameters,
    figures::Figures,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

use super::per_head::per_person;

pub static RULE: Rule = Rule {
    id: "E11",
    severity: Severity::Warning,
    title: "公务用车运行费与保有量不匹配",
    checks: "有运行费即有公务用车（或说明租用），有公务用车即有运行费；每辆车运行费不超过5万元（可在“本文件的设置”的“审核参数”里调整）",
    basis: "部门决算公开说明七（二）2",
    remedy: "核对运行维护费和保有量；租用、封存等情况写入“公务用车情况说明”",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let three_public = &document.three_public;
    let cost_at = at!(three_public.actual.vehicle_running);
    let held_at = at!(three_public.vehicles_held.total);
    let cost = three_public.actual.vehicle_running.need(cost_at)?;
    let held = three_public.vehicles_held.total.need(held_at)?;
    if cost.is_zero() && held == 0 {
        return Ok(Applies::No);
    }
    let is_explained = !three_public.vehicle_note.trim().is_empty();
    let most = document.parameters.vehicle_running_max.unwrap_or(Parameters::VEHICLE_RUNNING_MAX);
    let fault = match per_person(cost, held) {
        _ if held == 0 || cost.is_zero() => {
            if is_explained {
                return Ok(Applies::Yes);
            }
            "又没有情况说明".to_owned()
        }
        Some(each) if each > most => {
            format!(
                "平均每辆 {}{}，超过 {}{}",
                findings.amount(each),
                findings.unit(),
                findings.amount(most),
                findings.unit()
            )
        }
        _ => return Ok(Applies::Yes),
    };
    let message = format!("公务用车运行维护费 {}{}，保有量{held}辆，{fault}", findings.amount(cost), findings.unit());
    findings.report([held_at, cost_at, at!(three_public.vehicle_note)], message);
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(cost: &'static str, held: &'static str, note: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(three_public.actual.vehicle_running), cost),
            (at!(three_public.vehicles_held.total), held),
            (at!(three_public.vehicle_note), note),
        ]
    }

    #[test]
    fn costs_and_vehicles_go_together() {
        passes(&RULE, &cells("4", "1", ""));
        passes(&RULE, &cells("4", "0", "租用车辆"));
        fires(&RULE, &cells("4", "0", ""), "公务用车运行维护费 4.00万元，保有量0辆，又没有情况说明");
        fires(&RULE, &cells("0", "2", ""), "公务用车运行维护费 0.00万元，保有量2辆，又没有情况说明");
        fires(
            &RULE,
            &cells("12", "2", ""),
            "公务用车运行维护费 12.00万元，保有量2辆，平均每辆 6.00万元，超过 5.00万元",
        );
    }

    #[test]
    fn blank_is_not_checked_and_none_is_not_applicable() {
        is_not_checked(&RULE, &cells("4", "", ""));
        is_not_applicable(&RULE, &cells("0", "0", ""));
    }
}

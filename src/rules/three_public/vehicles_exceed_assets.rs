//! E12: no more vehicles in use than the assets list.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "E12",
    severity: Severity::Warning,
    title: "公务用车保有量大于资产车辆数",
    checks: "国有资产车辆总数不少于公务用车保有量",
    basis: "部门决算公开说明七（二）2、十（三）",
    remedy: "核对公务用车保有量和国有资产车辆数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let held_at = at!(three_public.vehicles_held.total);
    let assets_at = at!(other.assets.vehicles);
    let held = document.three_public.vehicles_held.total.need(held_at)?;
    let assets = document.other.assets.vehicles.need(assets_at)?;
    if held > assets {
        let message = format!("公务用车保有量{held}辆，国有资产车辆只有{assets}辆，相差{}辆", held - assets);
        findings.report([held_at, assets_at], message);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(held: &'static str, assets: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![(at!(three_public.vehicles_held.total), held), (at!(other.assets.vehicles), assets)]
    }

    #[test]
    fn assets_contain_the_vehicles_in_use() {
        passes(&RULE, &cells("2", "3"));
        fires(&RULE, &cells("3", "2"), "公务用车保有量3辆，国有资产车辆只有2辆，相差1辆");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("2", ""));
    }
}

//! F08: “no assets” against assets or purchases.

use crate::{
    at,
    document::Path,
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::denies_assets;

pub static RULE: Rule = Rule {
    id: "F08",
    severity: Severity::Warning,
    title: "“无国有资产”与资产、购置支出矛盾",
    checks: "自评文字写“无国有资产”时，车辆、公务用车保有量、大型设备、资本性支出都为0；写没有车辆的，确实没有",
    basis: "部门决算公开说明十（三）、附件1",
    remedy: "改写自评文字，或核对资产数和资本性支出",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let text_at = at!(performance.texts.assets);
    let text = &document.performance.texts.assets;
    if text.trim().is_empty() {
        return Err(Missing::one(text_at));
    }
    if denies_vehicles(text) && !denies_assets(text) {
        return Ok(of_vehicles(figures, findings));
    }
    if !denies_assets(text) {
        return Ok(Applies::No);
    }
    let assets = &document.other.assets;
    let held = document.three_public.vehicles_held.total;
    let counts: [(Path, Option<u32>, &str, &str); 3] = [
        (at!(other.assets.vehicles), assets.vehicles, "车辆", "辆"),
        (at!(other.assets.equipment), assets.equipment, "单价100万元以上设备", "台（套）"),
        (at!(three_public.vehicles_held.total), held, "公务用车保有量", "辆"),
    ];
    let mut cells: Vec<Source> = vec![text_at.into()];
    let mut facts = Vec::new();
    for (place, count, words, measure) in counts {
        if let Some(count) = count.filter(|count| *count > 0) {
            facts.push(format!("{words}{count}{measure}"));
            cells.push(place.into());
        }
    }
    for (i, line) in document.expenditure.economic.iter().enumerate() {
        if let Some(amount) = line.amount.filter(|amount| line.economic.starts_with("310") && !amount.is_zero()) {
            facts.push(format!("资本性支出 {}{}", findings.amount(amount), findings.unit()));
            cells.push(at!(expenditure.economic[i].amount).into());
        }
    }
    if !facts.is_empty() {
        findings.report(cells, format!("自评文字写“无国有资产”，却有{}", facts.join("、")));
    }
    Ok(Applies::Yes)
}

/// Whether a text says that there are no vehicles: not only none that were bought or sold.
fn denies_vehicles(text: &str) -> bool {
    const DENIALS: [&str; 5] = ["没有车辆", "无车辆", "没有公务用车", "无公务用车", "未保有公务用车"];
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '\n']);
    DENIALS.iter().flat_map(|denial| text.split(denial).skip(1)).any(ends)
}

fn of_vehicles(figures: &Figures, findings: &mut Findings) -> Applies {
    let counts = [
        (at!(other.assets.vehicles), figures.document.other.assets.vehicles),
        (at!(three_public.vehicles_held.total), figures.document.three_public.vehicles_held.total),
    ];
    if let Some((place, count)) =
        counts.iter().find_map(|(place, count)| Some((*place, (*count)?))).filter(|of| of.1 > 0)
    {
        let cells = [at!(performance.texts.assets), place];
        findings.report(cells, format!("自评文字写没有车辆，却有{count}辆"));
    }
    Applies::Yes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, passes};

    fn cells(text: &'static str, vehicles: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(performance.texts.assets), text), (at!(other.assets.vehicles), vehicles)]
    }

    #[test]
    fn a_unit_without_assets_has_none() {
        fires(&RULE, &cells("我单位无国有资产。", "2"), "自评文字写“无国有资产”，却有车辆2辆");
        passes(&RULE, &cells("我单位无国有资产。", "0"));
        is_not_applicable(&RULE, &cells("资产账实相符。", "2"));
        fires(&RULE, &cells("资产账实相符，单位没有车辆。", "2"), "自评文字写没有车辆，却有2辆");
        passes(&RULE, &cells("单位没有车辆。", "0"));
        is_not_applicable(&RULE, &cells("没有公务用车购置，没有车辆处置。", "2"));
        let mut bought = cells("没有国有资产", "0");
        bought.push((at!(expenditure.economic[0].economic), "31002"));
        bought.push((at!(expenditure.economic[0].amount), "0.8"));
        fires(&RULE, &bought, "自评文字写“无国有资产”，却有资本性支出 0.80万元");
    }
}

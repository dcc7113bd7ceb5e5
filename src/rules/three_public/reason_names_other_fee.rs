//! E17: a reason that speaks of another fee.

use crate::{
    at,
    document::Path,
    figures::{Figures, MeasureKey, ThreePublicItem},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::reasons::accounts},
};

pub static RULE: Rule = Rule {
    id: "E17",
    severity: Severity::Warning,
    title: "变动原因与科目不符",
    checks: "公务接待、公务用车、因公出国（境）费的原因不写别的费用（会议费、培训费等）",
    basis: "部门决算公开说明七（二）",
    remedy: "改写为本项费用变动的原因；列错科目的先更正科目",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let reasons: [Named; 3] = [
        (
            "公务接待费",
            at!(three_public.reception_reason),
            &three_public.reception_reason,
            &["会议费", "会议接待费", "培训费", "差旅费", "办公费", "劳务费", "公务用车", "因公出国"],
        ),
        (
            "公务用车费用",
            at!(three_public.vehicle_reason),
            &three_public.vehicle_reason,
            &["会议费", "培训费", "接待费", "差旅费", "办公费", "因公出国"],
        ),
        (
            "因公出国（境）费",
            at!(three_public.abroad_reason),
            &three_public.abroad_reason,
            &["会议费", "接待费", "办公费", "公务用车"],
        ),
    ];
    let written = reasons.iter().any(|(_, _, text, _)| !text.trim().is_empty());
    for (fee, place, text, others) in reasons {
        if let Some(other) = others.iter().find(|other| text.contains(**other)) {
            findings.report([place], format!("{fee}的变动原因写的是{other}"));
            continue;
        }
        let (own, named) = (account(place), accounts(text));
        if let Some(first) = named.first().filter(|_| !named.contains(&own)) {
            findings.report([place], format!("{fee}的变动原因说的是{}", account_words(first)));
        }
    }
    if written {
        return Ok(Applies::Yes);
    }
    let items = [ThreePublicItem::Abroad, ThreePublicItem::Vehicles, ThreePublicItem::Reception];
    let changed = items.into_iter().any(|item| {
        let change = figures.measures.growth(MeasureKey::ThreePublicGrowth(item)).change;
        change.is_none_or(|change| !change.is_zero())
    });
    if changed { Err(Missing::one(at!(three_public.reception_reason))) } else { Ok(Applies::No) }
}

/// The fee that the reason at this place belongs to, as the lexicon calls it.
fn account(place: Path) -> &'static str {
    match place.last_field() {
        Some("reception_reason") => "reception",
        Some("vehicle_reason") => "vehicles",
        _ => "abroad",
    }
}

fn account_words(account: &str) -> &'static str {
    match account {
        "reception" => "公务接待",
        "vehicles" => "公务用车",
        _ => "因公出国（境）",
    }
}

/// The fee, its reason, and fees that do not belong there.
type Named<'a> = (&'static str, Path, &'a str, &'static [&'static str]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, passes};

    #[test]
    fn a_reason_speaks_of_its_own_fee() {
        let reason = |text| [(at!(three_public.reception_reason), text)];
        fires(&RULE, &reason("会议接待费有所增加"), "公务接待费的变动原因写的是会议接待费");
        passes(&RULE, &reason("接待上级调研组增加1批次"));
        let vehicle = |text| [(at!(three_public.vehicle_reason), text)];
        fires(&RULE, &vehicle("接待费增加"), "公务用车费用的变动原因写的是接待费");
        fires(&RULE, &vehicle("来访考察减少"), "公务用车费用的变动原因说的是公务接待");
        fires(&RULE, &reason("车辆维修减少"), "公务接待费的变动原因说的是公务用车");
        passes(&RULE, &vehicle("接待用车减少，车辆维修减少"));
    }

    #[test]
    fn no_reason_no_check() {
        let mut none = Vec::new();
        for name in ["abroad", "vehicle_purchase", "vehicle_running", "reception_domestic", "reception_foreign"] {
            none.push((at!(three_public.actual).field(name), "0"));
            none.push((at!(three_public.prior).field(name), "0"));
        }
        is_not_applicable(&RULE, &none);
    }
}

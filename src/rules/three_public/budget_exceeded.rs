//! E13: spending beyond the “三公” budget without its reason.

use crate::{
    at,
    figures::{CellKey, Figures, Source, T13, ThreePublicItem},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::witness},
};

pub static RULE: Rule = Rule {
    id: "E13",
    severity: Severity::Warning,
    title: "“三公”决算超预算没有说明原因",
    checks: "公开13表各项决算数不大于预算数，超出的须有不少于8个字的原因",
    basis: "公开13表",
    remedy: "核对预算数；确实超支的，在“三公经费”页的“三公经费预决算差异原因”写明",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let reason = &figures.document.three_public.budget_reason;
    let explains = reason.chars().filter(|c| !c.is_whitespace()).count() >= SHORTEST_REASON;
    let mut missing = Vec::new();
    for item in ITEMS {
        let (budget_at, actual_at) = (CellKey::total(T13, item.budget()), CellKey::total(T13, item.actual()));
        let (budget, actual) = (witness::three_public_budget(figures, item), figures.tables.printed(actual_at));
        let (Some(budget), Some(actual)) = (budget, actual) else {
            missing.extend(
                [(budget, budget_at), (actual, actual_at)]
                    .iter()
                    .filter(|(v, _)| v.is_none())
                    .map(|(_, k)| (*k).into()),
            );
            continue;
        };
        if actual > budget && !explains {
            let message = format!(
                "{}决算 {}，预算 {}，超出 {}{}，没有说明原因",
                item.words(),
                findings.amount(actual),
                findings.amount(budget),
                findings.amount(actual - budget),
                findings.unit()
            );
            let reason_at: Source = at!(three_public.budget_reason).into();
            findings.report([reason_at, actual_at.into(), budget_at.into()], message);
        }
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

const ITEMS: [ThreePublicItem; 5] = [
    ThreePublicItem::Abroad,
    ThreePublicItem::VehiclePurchase,
    ThreePublicItem::VehicleRunning,
    ThreePublicItem::Reception,
    ThreePublicItem::Total,
];

/// An explanation of fewer characters explains nothing.
const SHORTEST_REASON: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, is_not_checked, passes},
    };

    fn cells(reception: &'static str, reason: &'static str) -> Vec<(Path, &'static str)> {
        let mut cells = vec![
            (at!(three_public.actual.reception_domestic), reception),
            (at!(three_public.budget.reception_domestic), "0.10"),
            (at!(three_public.budget_reason), reason),
        ];
        for place in [
            at!(three_public.budget.abroad),
            at!(three_public.budget.vehicle_purchase),
            at!(three_public.budget.vehicle_running),
            at!(three_public.actual.abroad),
            at!(three_public.actual.vehicle_purchase),
            at!(three_public.actual.vehicle_running),
        ] {
            cells.push((place, "0"));
        }
        cells
    }

    #[test]
    fn an_overrun_needs_a_reason() {
        passes(&RULE, &cells("0.09", ""));
        passes(&RULE, &cells("0.12", "接待上级检查组增加两批"));
        fires(&RULE, &cells("0.12", ""), "公务接待费决算 0.12，预算 0.10，超出 0.02万元，没有说明原因");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[(at!(three_public.actual.reception_domestic), "0.12")]);
    }
}

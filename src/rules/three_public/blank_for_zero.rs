//! E15: a blank in the table stands for 0.00.

use crate::{
    at,
    document::{Document, Path, ThreePublicAmounts},
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "E15",
    severity: Severity::Warning,
    title: "表内空白应填0.00",
    checks: "公开13表有数时，没有发生的项目填0.00，不留空白",
    basis: "公开13表",
    remedy: "没有发生的项目填0",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let columns = [
        (at!(three_public.budget), &three_public.budget, "预算数"),
        (at!(three_public.actual), &three_public.actual, "决算数"),
    ];
    let parts: Vec<_> = columns.map(|(place, amounts, words)| (parts(place, amounts), words)).into_iter().collect();
    if parts.iter().all(|(cells, _)| cells.iter().all(|(_, is_blank)| *is_blank)) {
        return Err(Missing::one(at!(three_public.actual.abroad)));
    }
    for (cells, words) in parts {
        let blank: Vec<Path> = cells.iter().filter(|(_, is_blank)| *is_blank).map(|(place, _)| *place).collect();
        if !blank.is_empty() {
            let names: Vec<_> =
                blank.iter().filter_map(|place| Document::field_at(*place)).map(|field| field.label).collect();
            findings.report(blank, format!("{words}中{}空白，没有发生应填0.00", names.join("、")));
        }
    }
    Ok(Applies::Yes)
}

/// The five amounts, and whether each is blank.
fn parts(place: Path, amounts: &ThreePublicAmounts) -> [(Path, bool); 5] {
    [
        (place.field("abroad"), amounts.abroad.is_none()),
        (place.field("vehicle_purchase"), amounts.vehicle_purchase.is_none()),
        (place.field("vehicle_running"), amounts.vehicle_running.is_none()),
        (place.field("reception_domestic"), amounts.reception_domestic.is_none()),
        (place.field("reception_foreign"), amounts.reception_foreign.is_none()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(foreign: &'static str) -> Vec<(Path, &'static str)> {
        let mut cells = vec![(at!(three_public.actual.reception_foreign), foreign)];
        for name in ["abroad", "vehicle_purchase", "vehicle_running", "reception_domestic"] {
            cells.push((at!(three_public.actual).field(name), "0.09"));
            cells.push((at!(three_public.budget).field(name), "0.09"));
        }
        cells.push((at!(three_public.budget.reception_foreign), "0"));
        cells
    }

    #[test]
    fn zero_is_written() {
        passes(&RULE, &cells("0"));
        fires(&RULE, &cells(""), "决算数中外事接待费空白，没有发生应填0.00");
    }
}

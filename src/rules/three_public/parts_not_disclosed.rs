//! E14: each of the “三公” items must be disclosed; purchase and running are not merged.

use crate::{
    at,
    figures::{CellKey, Column, Figures, Source, T13},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "E14",
    severity: Severity::Error,
    title: "“三公”没有逐项披露（购置费与运行费不得合并表述）",
    checks: "公开13表给出合计或公务用车小计时，出国、购置、运行、接待四项各自有数（没有发生填0）",
    basis: "部门决算公开说明七（二）",
    remedy: "在“三公经费”页把出国、购置、运行、接待逐项填上，没有发生的填0",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let mut stated = false;
    for (amounts, place, whole, car, reception, words) in [
        (
            &three_public.budget,
            at!(three_public.budget),
            Column::BudgetTotal,
            Column::BudgetVehicles,
            Column::BudgetReception,
            "预算数",
        ),
        (
            &three_public.actual,
            at!(three_public.actual),
            Column::ActualTotal,
            Column::ActualVehicles,
            Column::ActualReception,
            "决算数",
        ),
    ] {
        let is_published =
            |column| figures.tables.get(CellKey::total(T13, column)).is_some_and(|figure| figure.published.is_some());
        let has_reception =
            amounts.reception_domestic.is_some() || amounts.reception_foreign.is_some() || is_published(reception);
        let parts: [(&'static str, bool, &str, bool); 4] = [
            ("abroad", amounts.abroad.is_none(), "因公出国（境）费", is_published(whole)),
            (
                "vehicle_purchase",
                amounts.vehicle_purchase.is_none(),
                "公务用车购置费",
                is_published(whole) || is_published(car),
            ),
            (
                "vehicle_running",
                amounts.vehicle_running.is_none(),
                "公务用车运行维护费",
                is_published(whole) || is_published(car),
            ),
            ("reception_domestic", !has_reception, "公务接待费", is_published(whole)),
        ];
        let blank: Vec<_> = parts.iter().filter(|(_, blank, _, wanted)| *blank && *wanted).collect();
        if !blank.is_empty() {
            let names: Vec<_> = blank.iter().map(|(_, _, name, _)| *name).collect();
            let cells = blank.iter().map(|(field, ..)| Source::Entered(place.field(field)));
            findings.report(cells, format!("{words}只有合计，{}没有单独填列", names.join("、")));
        }
        stated |= parts.iter().any(|(_, blank, ..)| !blank) || is_published(whole) || is_published(car);
    }
    if stated { Ok(Applies::Yes) } else { Err(Missing::one(at!(three_public.actual.abroad))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(purchase: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(published[0].cell), "T13!合计.f_car"),
            (at!(published[0].amount), "5.00"),
            (at!(three_public.actual.vehicle_purchase), purchase),
            (at!(three_public.actual.vehicle_running), "5.00"),
        ]
    }

    #[test]
    fn a_whole_without_parts_is_an_error() {
        passes(&RULE, &cells("0"));
        fires(&RULE, &cells(""), "决算数只有合计，公务用车购置费没有单独填列");
    }
}

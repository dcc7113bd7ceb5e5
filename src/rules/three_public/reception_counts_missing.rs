//! E03: a reception fee needs batches and persons; without a fee they are 0.

use crate::{
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::receptions::disclosed;

pub static RULE: Rule = Rule {
    id: "E03",
    severity: Severity::Error,
    title: "有接待费须披露批次、人次，没有接待费则应为0",
    checks: "国内、外事接待各自：金额大于0时批次、人次都大于0；金额为0时批次、人次都为0",
    basis: "部门决算公开说明七（二）、公开13表",
    remedy: "核对接待费金额和批次、人次",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut missing: Vec<Source> = Vec::new();
    for kind in disclosed(&figures.document.three_public) {
        let Some(amount) = kind.amount.1 else {
            missing.push(kind.amount.0.into());
            continue;
        };
        for ((place, count), unit) in [(kind.batches, "批次"), (kind.persons, "人次")] {
            let Some(count) = count else {
                missing.push(place.into());
                continue;
            };
            if amount.is_zero() != (count == 0) {
                let message =
                    format!("{} {}{}，却是{count}{unit}", kind.words, findings.amount(amount), findings.unit());
                findings.report([place, kind.amount.0], message);
            }
        }
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(amount: &'static str, batches: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(three_public.actual.reception_domestic), amount),
            (at!(three_public.actual.reception_foreign), "0"),
            (at!(three_public.domestic_batches), batches),
            (at!(three_public.domestic_persons), batches),
            (at!(three_public.foreign_batches), "0"),
            (at!(three_public.foreign_persons), "0"),
        ]
    }

    #[test]
    fn money_and_guests_go_together() {
        passes(&RULE, &cells("0.09", "2"));
        passes(&RULE, &cells("0", "0"));
        fires(&RULE, &cells("0.09", "0"), "国内公务接待 0.09万元，却是0批次");
        fires(&RULE, &cells("0", "2"), "国内公务接待 0.00万元，却是2批次");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("0.09", ""));
    }
}

//! E04: odd proportion of persons to batches.

use crate::{
    at,
    document::Path,
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::receptions::disclosed;

pub static RULE: Rule = Rule {
    id: "E04",
    severity: Severity::Warning,
    title: "接待人次与批次关系异常",
    checks: "人次不少于批次，平均每批次不超过30人",
    basis: "部门决算公开说明七（二）、公开13表",
    remedy: "核对批次和人次是否填反或多填一位",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let mut missing: Vec<Source> = Vec::new();
    let mut checked = false;
    for kind in disclosed(three_public) {
        match (kind.batches.1, kind.persons.1) {
            (Some(batches), Some(persons)) => {
                checked |= batches > 0 || persons > 0;
                // What was added up of the rows is told of at the rows.
                if [kind.batches.0, kind.persons.0]
                    .iter()
                    .all(|total| figures.summed(*total).is_some_and(|summed| summed.is_computed))
                {
                    continue;
                }
                judge(findings, kind.words, (kind.batches.0, batches), (kind.persons.0, persons));
            }
            (None, None) => {}
            (None, _) => missing.push(kind.batches.0.into()),
            (_, None) => missing.push(kind.persons.0.into()),
        }
    }
    for (i, row) in three_public.receptions.iter().enumerate() {
        if let (Some(batches), Some(persons)) = (row.batches, row.persons) {
            checked |= batches > 0 || persons > 0;
            let places = (at!(three_public.receptions[i].batches), at!(three_public.receptions[i].persons));
            judge(findings, &format!("接待明细第{}行", i + 1), (places.0, batches), (places.1, persons));
        }
    }
    let blank = disclosed(three_public).iter().all(|kind| kind.batches.1.is_none() && kind.persons.1.is_none());
    if !missing.is_empty() {
        Err(Missing(missing))
    } else if checked {
        Ok(Applies::Yes)
    } else if blank {
        Err(Missing::one(at!(three_public.domestic_batches)))
    } else {
        Ok(Applies::No)
    }
}

/// More guests of one visit than this are unusual.
const MOST_PER_BATCH: u64 = 30;

fn judge(findings: &mut Findings, words: &str, batches: (Path, u32), persons: (Path, u32)) {
    let fault = if persons.1 < batches.1 {
        "人次少于批次"
    } else if batches.1 > 0 && u64::from(persons.1) > u64::from(batches.1) * MOST_PER_BATCH {
        "平均每批次超过30人"
    } else {
        return;
    };
    findings.report([persons.0, batches.0], format!("{words}{}批次{}人次，{fault}", batches.1, persons.1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(batches: &'static str, persons: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(three_public.domestic_batches), batches), (at!(three_public.domestic_persons), persons)]
    }

    #[test]
    fn guests_fit_visits() {
        passes(&RULE, &cells("2", "15"));
        passes(&RULE, &cells("2", "60"));
        fires(&RULE, &cells("15", "2"), "国内公务接待15批次2人次，人次少于批次");
        fires(&RULE, &cells("2", "61"), "国内公务接待2批次61人次，平均每批次超过30人");
        let row = [(at!(three_public.receptions[0].batches), "1"), (at!(three_public.receptions[0].persons), "80")];
        fires(&RULE, &row, "接待明细第1行1批次80人次，平均每批次超过30人");
    }

    #[test]
    fn blank_is_not_checked_and_none_is_not_applicable() {
        is_not_checked(&RULE, &cells("2", ""));
        is_not_applicable(&RULE, &cells("0", "0"));
    }
}

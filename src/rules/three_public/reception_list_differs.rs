//! E02: the list of receptions adds up to the totals of money, batches and persons.

use crate::{
    at,
    document::{Path, Reception},
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, Side, State, Tolerance},
};

use super::receptions::{Disclosed, disclosed, listed, sum};

pub static RULE: Rule = Rule {
    id: "E02",
    severity: Severity::Error,
    title: "接待明细之和与总额（或批次、人次）不一致",
    checks: "国内、外事接待各自：金额 ＝ 各次金额之和，批次、人次 ＝ 各次之和",
    basis: "部门决算公开说明七（二）、公开13表",
    remedy: "核对接待明细各行和公布的金额、批次、人次",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let mut missing: Vec<Source> = Vec::new();
    let mut applies = false;
    for disclosed in disclosed(three_public) {
        let rows = listed(three_public, disclosed.kind);
        let spent = disclosed.amount.1.is_some_and(|amount| !amount.is_zero());
        if rows.is_empty() {
            if spent {
                missing.push(at!(three_public.receptions).into());
            }
            continue;
        }
        applies = true;
        missing.extend(amounts(figures, findings, &disclosed, &rows));
        let batches: (&str, Count, fn(usize) -> Path) =
            ("批次", |row| row.batches, |i| at!(three_public.receptions[i].batches));
        let persons: (&str, Count, fn(usize) -> Path) =
            ("人次", |row| row.persons, |i| at!(three_public.receptions[i].persons));
        for (stated, (unit, count, place)) in [(disclosed.batches, batches), (disclosed.persons, persons)] {
            let sum = match (stated.1, sum(&rows, count, place)) {
                (None, _) => {
                    missing.push(stated.0.into());
                    continue;
                }
                (_, Err(blank)) => {
                    missing.extend(blank);
                    continue;
                }
                (Some(_), Ok(sum)) => sum,
            };
            let stated_count = u64::from(stated.1.unwrap_or_default());
            if stated_count != sum {
                let message = format!(
                    "{}公布{stated_count}{unit}，明细合计{sum}{unit}，相差{}{unit}",
                    disclosed.words,
                    stated_count.abs_diff(sum)
                );
                let cells = std::iter::once(stated.0).chain(rows.iter().map(|(i, _)| place(*i)));
                findings.report(cells, message).values(sum.to_string(), stated_count.to_string());
            }
        }
    }
    match (missing.is_empty(), applies) {
        (false, _) => Err(Missing(missing)),
        (true, true) => Ok(Applies::Yes),
        (true, false) if disclosed(three_public).iter().all(|kind| kind.amount.1.is_none()) => {
            Err(Missing::one(at!(three_public.actual.reception_domestic)))
        }
        (true, false) => Ok(Applies::No),
    }
}

type Count = fn(&Reception) -> Option<u32>;

/// Compares the amounts; answers with what is blank.
fn amounts(
    figures: &Figures,
    findings: &mut Findings,
    disclosed: &Disclosed,
    rows: &[(usize, &Reception)],
) -> Vec<Source> {
    let amounts = rows.iter().map(|(i, row)| (at!(three_public.receptions[*i].amount), row.amount));
    let mut blank: Vec<Source> =
        amounts.clone().filter(|(_, amount)| amount.is_none()).map(|(place, _)| place.into()).collect();
    let stated = Side::one(figures, disclosed.amount.0, disclosed.amount.1);
    if stated.is_none() {
        blank.push(disclosed.amount.0.into());
    }
    if blank.is_empty()
        && let (Some(stated), Some(sum)) = (stated, Side::entered(figures, amounts))
    {
        let tolerance = Tolerance::Addends(sum.addends());
        findings.compare(&stated.called(disclosed.words), &sum.called("明细合计"), tolerance);
    }
    blank
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(amount: &'static str, persons: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(three_public.actual.reception_domestic), amount),
            (at!(three_public.domestic_batches), "2"),
            (at!(three_public.domestic_persons), persons),
            (at!(three_public.receptions[0].batches), "1"),
            (at!(three_public.receptions[0].persons), "8"),
            (at!(three_public.receptions[0].amount), "0.05"),
            (at!(three_public.receptions[1].batches), "1"),
            (at!(three_public.receptions[1].persons), "7"),
            (at!(three_public.receptions[1].amount), "0.04"),
        ]
    }

    #[test]
    fn the_list_adds_up() {
        passes(&RULE, &cells("0.09", "15"));
        passes(&RULE, &cells("0.09", ""));
        fires(&RULE, &cells("0.10", "15"), "国内公务接待 0.10，明细合计 0.09，相差 0.01万元");
        fires(&RULE, &cells("0.09", "16"), "国内公务接待公布16人次，明细合计15人次，相差1人次");
    }

    #[test]
    fn blank_is_not_checked_and_nothing_is_not_applicable() {
        is_not_checked(&RULE, &[(at!(three_public.actual.reception_domestic), "0.09")]);
        let without_persons = |cell: &(Path, &str)| cell.0 != at!(three_public.receptions[1].persons);
        let cells: Vec<_> = cells("0.09", "").into_iter().filter(without_persons).collect();
        is_not_checked(&RULE, &cells);
        is_not_applicable(&RULE, &[(at!(three_public.actual.reception_domestic), "0")]);
    }
}

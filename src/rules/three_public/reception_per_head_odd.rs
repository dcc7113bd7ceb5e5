//! E05: odd reception fee a head.

use crate::{
    at,
    document::{Parameters, Path, ReceptionKind},
    figures::{Figures, Source},
    money::{AmountUnit, Money},
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

use super::{per_head::per_person, receptions::listed};

pub static RULE: Rule = Rule {
    id: "E05",
    severity: Severity::Warning,
    title: "人均接待费异常",
    checks: "国内公务接待：金额 ÷ 人次在20元到150元之间（上下限可在“本文件的设置”的“审核参数”里按当地标准调整）",
    basis: "《党政机关国内公务接待管理规定》和当地接待标准",
    remedy: "核对金额单位（元、万元）、人次和当地标准",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let (three_public, parameters) = (&document.three_public, &document.parameters);
    let range = (
        parameters.reception_min.unwrap_or(Parameters::RECEPTION_MIN),
        parameters.reception_max.unwrap_or(Parameters::RECEPTION_MAX),
    );
    let total = (
        (at!(three_public.actual.reception_domestic), three_public.actual.reception_domestic),
        (at!(three_public.domestic_persons), three_public.domestic_persons),
    );
    let mut applies = judge(findings, "国内公务接待", total.0, total.1, range);
    for (i, row) in listed(three_public, ReceptionKind::Domestic) {
        let amount = (at!(three_public.receptions[i].amount), row.amount);
        let persons = (at!(three_public.receptions[i].persons), row.persons);
        applies |= judge(findings, &format!("接待明细第{}行", i + 1), amount, persons, range);
    }
    let amount = total.0.1.need(total.0.0)?;
    if !amount.is_zero() && total.1.1.is_none() {
        return Err(Missing::one(Source::Entered(total.1.0)));
    }
    Ok(if applies { Applies::Yes } else { Applies::No })
}

/// Whether there was something to judge.
fn judge(
    findings: &mut Findings,
    words: &str,
    amount: (Path, Option<Money>),
    persons: (Path, Option<u32>),
    range: (Money, Money),
) -> bool {
    let (Some(money), Some(count)) = (amount.1.filter(|money| !money.is_zero()), persons.1) else { return false };
    let Some(each) = per_person(money, count) else { return false };
    if each < range.0 || each > range.1 {
        let message = format!(
            "{words} {}{}、{count}人次，人均 {}元，不在{}元到{}元之间",
            findings.amount(money),
            findings.unit(),
            each.exact(AmountUnit::Yuan),
            range.0.yuan().normalize(),
            range.1.yuan().normalize()
        );
        findings.report([amount.0, persons.0], message);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(amount: &'static str, persons: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(three_public.actual.reception_domestic), amount), (at!(three_public.domestic_persons), persons)]
    }

    #[test]
    fn per_head_within_the_range() {
        passes(&RULE, &cells("0.09", "15"));
        fires(&RULE, &cells("0.09", "150"), "国内公务接待 0.09万元、150人次，人均 6.00元，不在20元到150元之间");
        fires(&RULE, &cells("9", "15"), "国内公务接待 9.00万元、15人次，人均 6000.00元，不在20元到150元之间");
        let mut local = cells("0.09", "15");
        local.push((at!(parameters.reception_max), "50元"));
        fires(&RULE, &local, "国内公务接待 0.09万元、15人次，人均 60.00元，不在20元到50元之间");
    }

    #[test]
    fn blank_is_not_checked_and_none_is_not_applicable() {
        is_not_checked(&RULE, &cells("0.09", ""));
        is_not_applicable(&RULE, &cells("0", ""));
    }
}

//! E08: odd fee a head for journeys abroad.

use crate::{
    at,
    figures::Figures,
    money::{AmountUnit, Money},
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

use super::per_head::per_person;

pub static RULE: Rule = Rule {
    id: "E08",
    severity: Severity::Warning,
    title: "人均因公出国（境）费异常",
    checks: "因公出国（境）费 ÷ 人次在0.3万元到15万元之间",
    basis: "部门决算公开说明七（二）1",
    remedy: "核对金额单位（元、万元）和人次",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let amount_at = at!(three_public.actual.abroad);
    let persons_at = at!(three_public.abroad_persons);
    let amount = three_public.actual.abroad.need(amount_at)?;
    if amount.is_zero() {
        return Ok(Applies::No);
    }
    let persons = three_public.abroad_persons.need(persons_at)?;
    let Some(each) = per_person(amount, persons) else { return Ok(Applies::No) };
    if each < Money::from_fen(LEAST_FEN) || each > Money::from_fen(MOST_FEN) {
        let message = format!(
            "因公出国（境）费 {}{}、{persons}人次，人均 {}万元，不在0.3万元到15万元之间",
            findings.amount(amount),
            findings.unit(),
            each.exact(AmountUnit::Wan)
        );
        findings.report([amount_at, persons_at], message);
    }
    Ok(Applies::Yes)
}

/// 0.3 万元
const LEAST_FEN: i64 = 300_000;
/// 15 万元
const MOST_FEN: i64 = 15_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(amount: &'static str, persons: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![(at!(three_public.actual.abroad), amount), (at!(three_public.abroad_persons), persons)]
    }

    #[test]
    fn per_head_within_the_range() {
        passes(&RULE, &cells("6", "2"));
        fires(&RULE, &cells("0.5", "2"), "因公出国（境）费 0.50万元、2人次，人均 0.25万元，不在0.3万元到15万元之间");
        fires(&RULE, &cells("60", "2"), "因公出国（境）费 60.00万元、2人次，人均 30.00万元，不在0.3万元到15万元之间");
    }

    #[test]
    fn blank_is_not_checked_and_none_is_not_applicable() {
        is_not_checked(&RULE, &cells("6", ""));
        is_not_applicable(&RULE, &cells("0", ""));
    }
}

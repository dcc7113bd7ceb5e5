//! E07: fee for journeys abroad against groups and persons.

use crate::{
    at,
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::prose::clauses},
};

pub static RULE: Rule = Rule {
    id: "E07",
    severity: Severity::Error,
    title: "因公出国（境）费与团组、人次矛盾",
    checks: "金额、团组数、人次同时为0或同时大于0；人次不少于团组数；没有团组的，变动原因不写有",
    basis: "部门决算公开说明七（二）1",
    remedy: "核对因公出国（境）费、团组数和人次",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let amount = (at!(three_public.actual.abroad), three_public.actual.abroad);
    let groups = (at!(three_public.abroad_groups), three_public.abroad_groups);
    let persons = (at!(three_public.abroad_persons), three_public.abroad_persons);
    let known = [amount.1.map(|money| money.is_zero()), groups.1.map(|n| n == 0), persons.1.map(|n| n == 0)];
    let differ = known.contains(&Some(true)) && known.contains(&Some(false));
    let fewer = groups.1.zip(persons.1).is_some_and(|(groups, persons)| persons < groups);
    if differ || fewer {
        let money = amount.1.map_or("—".to_owned(), |money| findings.amount(money));
        let count = |count: Option<u32>| count.map_or("—".to_owned(), |count| count.to_string());
        let message = format!(
            "因公出国（境）费 {money}{}，团组{}个，{}人次，{}",
            findings.unit(),
            count(groups.1),
            count(persons.1),
            if differ { "应同时为0或同时大于0" } else { "人次少于团组数" }
        );
        findings.report([groups.0, persons.0, amount.0], message);
    }
    if (groups.1, persons.1) == (Some(0), Some(0))
        && let Some(clause) = tells_of_a_journey(&three_public.abroad_reason)
    {
        let message = format!("因公出国（境）变动原因写“{clause}”，而团组0个，0人次");
        findings.report([at!(three_public.abroad_reason), groups.0, persons.0], message);
    }
    let mut missing: Vec<Source> = Vec::new();
    for (place, blank) in [(amount.0, known[0]), (groups.0, known[1]), (persons.0, known[2])] {
        if blank.is_none() {
            missing.push(place.into());
        }
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

/// The clause in which a reason counts groups or persons that went abroad this year.
fn tells_of_a_journey(reason: &str) -> Option<&str> {
    const OTHERS: [&str; 10] = ["上年", "去年", "计划", "原定", "取消", "未", "没有", "无", "减少", "0"];
    let counts = |clause: &str| {
        ["批", "个团", "人次"].iter().any(|measure| {
            clause
                .match_indices(measure)
                .any(|(at, _)| clause.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())))
        })
    };
    clauses(reason).find(|clause| counts(clause) && !OTHERS.iter().any(|word| clause.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(
        amount: &'static str,
        groups: &'static str,
        persons: &'static str,
    ) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(three_public.actual.abroad), amount),
            (at!(three_public.abroad_groups), groups),
            (at!(three_public.abroad_persons), persons),
        ]
    }

    #[test]
    fn money_groups_and_persons_go_together() {
        passes(&RULE, &cells("0", "0", "0"));
        passes(&RULE, &cells("3.2", "1", "2"));
        fires(&RULE, &cells("3.2", "0", "0"), "因公出国（境）费 3.20万元，团组0个，0人次，应同时为0或同时大于0");
        fires(&RULE, &cells("0", "1", "2"), "因公出国（境）费 0.00万元，团组1个，2人次，应同时为0或同时大于0");
        fires(&RULE, &cells("3.2", "2", "1"), "因公出国（境）费 3.20万元，团组2个，1人次，人次少于团组数");
    }

    #[test]
    fn a_reason_tells_of_no_journey_that_was_not_made() {
        let told =
            |reason: &'static str| [cells("0", "0", "0"), vec![(at!(three_public.abroad_reason), reason)]].concat();
        fires(
            &RULE,
            &told("本年组织1批2人次赴境外培训"),
            "因公出国（境）变动原因写“本年组织1批2人次赴境外培训”，而团组0个，0人次",
        );
        passes(&RULE, &told("上年组织1批2人次赴境外培训，本年没有安排"));
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("3.2", "", ""));
    }
}

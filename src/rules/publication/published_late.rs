//! P04: published within 20 days of approval.

use chrono::NaiveDate;

use crate::{
    at,
    document::{Date, Path},
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "P04",
    severity: Severity::Warning,
    title: "超过批复后20日公开",
    checks: "公开日期在财政批复日期之后20日内",
    basis: "预算法第十四条：部门决算经财政部门批复后二十日内公开",
    remedy: "核对两个日期；确已超期的，说明原因并尽快公开",
    state: State::Active(run),
};

const DAYS: i64 = 20;

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let unit = &figures.document.unit;
    let places = [at!(unit.published_on), at!(unit.approved_on)];
    let (published, approved) = (day(&unit.published_on), day(&unit.approved_on));
    let (Some(published), Some(approved)) = (published, approved) else {
        let blank = |(place, day): (Path, Option<NaiveDate>)| day.is_none().then_some(place.into());
        return Err(Missing(places.into_iter().zip([published, approved]).filter_map(blank).collect()));
    };
    let days = (published - approved).num_days();
    if days > DAYS {
        findings
            .report(places, format!("{approved}批复，{published}公开，相隔{days}日，超过{DAYS}日"))
            .values(format!("≤{DAYS}日"), format!("{days}日"));
    } else if days < 0 {
        findings.report(places, format!("公开日期{published}早于批复日期{approved}"));
    }
    Ok(Applies::Yes)
}

fn day(date: &Date) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    #[test]
    fn twenty_days_and_no_more() {
        let on = |day| [(at!(unit.approved_on), "2025-08-01"), (at!(unit.published_on), day)];
        passes(&RULE, &on("2025-08-21"));
        fires(&RULE, &on("2025-08-22"), "2025-08-01批复，2025-08-22公开，相隔21日，超过20日");
        fires(&RULE, &on("2025-07-31"), "公开日期2025-07-31早于批复日期2025-08-01");
        is_not_checked(&RULE, &on(""));
    }
}

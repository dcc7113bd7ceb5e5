//! M13: the dates of approval and publication, and this year's work, belong to another year of accounts.

use crate::{
    at,
    document::Path,
    figures::Figures,
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "M13",
    severity: Severity::Warning,
    title: "年度与日期、全年工作不一致",
    checks: "财政批复和公开都在决算年度的下一年；“本年重点工作”说的是决算年度",
    basis: "预算法：决算在年度终了后编制、批复，批复后二十日内公开",
    remedy: "核对“单位与上年”的“概况”里的年度和各处日期；文字沿用往年的，改为本年",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let unit = &figures.document.unit;
    let year = unit.year.need(at!(unit.year))?;
    let mut missing = Vec::new();
    let dates: [(&str, Path, &str); 2] = [
        ("财政批复日期", at!(unit.approved_on), &unit.approved_on),
        ("公开日期", at!(unit.published_on), &unit.published_on),
    ];
    for (words, place, date) in dates {
        let Some(of_date) = date.get(..4).and_then(|digits| digits.parse::<u32>().ok()) else {
            missing.push(place.into());
            continue;
        };
        let wanted = year.saturating_add(1);
        if of_date != wanted {
            let message = format!("{words}是{date}，{year}年度的决算应在{wanted}年批复、公开");
            findings.report([place, at!(unit.year)], message).values(wanted.to_string(), of_date.to_string());
        }
    }
    let own = year.to_string();
    let other = years(&unit.year_work).find(|named| *named != own);
    if let Some(other) = other.filter(|_| !unit.year_work.contains(&own)) {
        let message = format!("本年重点工作写的是{other}年，本决算是{year}年度");
        findings.report([at!(unit.year_work), at!(unit.year)], message);
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

/// Every 20xx that 年 follows.
fn years(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('年').filter_map(|(at, _)| {
        let digits = text.get(at.checked_sub(4)?..at)?;
        (digits.starts_with("20") && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(year: &'static str, published: &'static str, work: &'static str) -> [(Path, &'static str); 4] {
        [
            (at!(unit.year), year),
            (at!(unit.approved_on), "2025-08-29"),
            (at!(unit.published_on), published),
            (at!(unit.year_work), work),
        ]
    }

    #[test]
    fn accounts_are_published_the_year_after() {
        passes(&RULE, &cells("2024", "2025-09-12", "2024年新建企业工会18家。"));
        fires(&RULE, &cells("2023", "2025-09-12", ""), "财政批复日期是2025-08-29，2023年度的决算应在2024年批复、公开");
        fires(&RULE, &cells("2024", "2024-09-12", ""), "公开日期是2024-09-12，2024年度的决算应在2025年批复、公开");
    }

    #[test]
    fn the_work_is_that_of_the_year() {
        fires(
            &RULE,
            &cells("2024", "2025-09-12", "2023年新建企业工会18家。"),
            "本年重点工作写的是2023年，本决算是2024年度",
        );
        passes(&RULE, &cells("2024", "2025-09-12", "2024年新建企业工会18家，比2023年多3家。"));
        passes(&RULE, &cells("2024", "2025-09-12", "新建企业工会18家。"));
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[(at!(unit.year), "2024")]);
    }
}

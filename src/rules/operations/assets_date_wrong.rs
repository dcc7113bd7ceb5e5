//! F09: the assets are those of the last day of the year.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "F09",
    severity: Severity::Warning,
    title: "资产数据截止日期错误",
    checks: "资产截止日期 ＝ 年度的12月31日",
    basis: "部门决算公开说明十（三）",
    remedy: "把资产截止日期改为本年度12月31日",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let place = at!(other.assets.as_of);
    let year = figures.document.unit.year.need(at!(unit.year))?;
    let date = &figures.document.other.assets.as_of;
    if date.is_blank() {
        return Err(Missing::one(place));
    }
    let right = format!("{year}-12-31");
    if **date != *right {
        findings.report([place], format!("资产截止日期 {date}，应为 {right}")).values(right, date.to_string());
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(date: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![(at!(unit.year), "2024"), (at!(other.assets.as_of), date)]
    }

    #[test]
    fn the_last_day_of_the_year() {
        passes(&RULE, &cells("2024-12-31"));
        fires(&RULE, &cells("2023-12-31"), "资产截止日期 2023-12-31，应为 2024-12-31");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells(""));
        is_not_checked(&RULE, &[(at!(other.assets.as_of), "2024-12-31")]);
    }
}

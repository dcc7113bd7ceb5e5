//! D14 绩效部分引用的项目支出应当与表一致。

use crate::{
    at,
    figures::{CellKey, Figures, T06},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, Side, State, relation::between},
};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "D14",
    severity: Severity::Error,
    title: "绩效部分引用的决算数与表不符",
    checks: "说明十（四）所称项目支出 ＝ 公开06表项目支出合计",
    basis: "决算公开说明应与公开表一致",
    remedy: "按公开06表改正说明十（四）引用的金额；不另填时由程序引用表中的数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let place = at!(performance.stated_projects.section_ten_amount);
    let stated = figures.document.performance.stated_projects.section_ten_amount;
    let Some(actual) = Side::one(figures, place, stated) else { return Ok(Applies::No) };
    let cell = CellKey::total(T06, "proj");
    let Some(expected) = Side::cell(figures, cell) else { return Err(Missing::one(cell)) };
    findings.compare(&actual.called("说明十（四）所称项目支出"), &expected, between(figures, &[cell]));
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{fires, is_not_applicable, is_not_checked, passes};

    #[test]
    fn the_text_quotes_the_table() {
        let stated = at!(performance.stated_projects.section_ten_amount);
        let cells = |amount| {
            [
                (at!(expenditure.lines[0].item), "2012999"),
                (at!(expenditure.lines[0].project), "32.25"),
                (stated, amount),
            ]
        };
        passes(&RULE, &cells("32.25"));
        fires(&RULE, &cells("31.2"), &["31.20", "32.25", "1.05"]);
        is_not_applicable(&RULE, &cells(""));
        is_not_checked(&RULE, &[(stated, "1")]);
    }
}

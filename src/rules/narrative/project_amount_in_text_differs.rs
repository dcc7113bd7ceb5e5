//! D14: amounts that the performance part quotes are those of the tables.

use crate::{
    at,
    figures::{CellKey, Column, T06},
    report::{Fit, PercentKind},
    rules::{
        Applies, Findings, Missing, Outcome, Printed, Rule, Severity, Side, State, kit::relation::between,
        kit::typed::report_typed,
    },
};

pub static RULE: Rule = Rule {
    id: "D14",
    severity: Severity::Error,
    title: "绩效部分引用的决算数与表不符",
    checks: "说明十（四）所称项目支出 ＝ 公开06表项目支出合计；绩效文字中直接写的金额 ＝ 它所说的数",
    basis: "决算公开说明应与公开表一致",
    remedy: "按公开06表改正说明十（四）引用的金额；不另填时由程序引用表中的数",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let typed = report_typed(printed, findings, |typed| {
        // A wrong result of a survey is the business of J08.
        let is_ours =
            typed.percent.is_none() || (typed.percent == Some(PercentKind::Satisfaction) && typed.fit == Fit::Equal);
        is_ours && (typed.path.starts_with(&at!(performance)) || typed.path.starts_with(&at!(targets)))
    });
    let place = at!(performance.stated_projects.section_ten_amount);
    let stated = figures.document.performance.stated_projects.section_ten_amount;
    let Some(actual) = Side::one(figures, place, stated) else { return Ok(typed) };
    let cell = CellKey::total(T06, Column::Project);
    let Some(expected) = Side::cell(figures, cell) else { return Err(Missing::one(cell)) };
    findings.compare(&actual.called("说明十（四）所称项目支出"), &expected, between(figures, &[cell]));
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

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
        fires(&RULE, &cells("31.2"), "说明十（四）所称项目支出 31.20，公开06表 合计 项目支出 32.25，相差 1.05万元");
        is_not_checked(&RULE, &[(stated, "1")]);
    }

    #[test]
    fn typed_amounts_of_projects_are_compared() {
        let cells = |text| {
            [
                (at!(performance.projects[0].name), "春节送温暖"),
                (at!(performance.projects[0].fiscal), "23.99"),
                (at!(performance.texts.summary), text),
            ]
        };
        fires(
            &RULE,
            &cells("其中春节送温暖23.99万元，惠及职工。"),
            "项目绩效›自评文字›预算绩效管理情况（说明十（四））直接写“23.99万元”，春节送温暖执行数是23.99万元",
        );
        fires(
            &RULE,
            &cells("其中春节送温暖239.9万元，惠及职工。"),
            "项目绩效›自评文字›预算绩效管理情况（说明十（四））直接写“239.9万元”，春节送温暖执行数是23.99万元（小数点错位）",
        );
        passes(&RULE, &cells("每户慰问23.99万元，另有捐赠5万元。"));
    }
}

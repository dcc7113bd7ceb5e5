//! L10: a code against the kind of fund.

use crate::{
    codes::Code,
    figures::{CellKey, Column, Figures, RowKey, Source, T06, T10, T12, TableId},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::relation::entered_below},
};

pub static RULE: Rule = Rule {
    id: "L10",
    severity: Severity::Error,
    title: "科目与资金性质不匹配",
    checks: "政府性基金科目（21208、22960等）只在公开10表，223类只在公开11、12表，一般公共预算科目不在公开10表",
    basis: "政府收支分类科目：三本预算各有自己的功能科目",
    remedy: "改正这一行的资金性质，或改用相应预算的科目",
    state: State::Active(run),
};

/// section (and class 234) of the government fund budget.
const FUND: [&str; 42] = [
    "20610", "20707", "20709", "20710", "20822", "20823", "20829", "21160", "21161", "21208", "21210", "21211",
    "21213", "21214", "21215", "21216", "21217", "21218", "21219", "21366", "21367", "21369", "21370", "21371",
    "21460", "21462", "21464", "21468", "21469", "21470", "21471", "21472", "21473", "21562", "22904", "22908",
    "22960", "23104", "23204", "23304", "23404", "234",
];

fn is_fund(code: Code) -> bool {
    let digits = code.as_str();
    FUND.iter().any(|prefix| digits.starts_with(prefix))
}

fn is_state_capital(code: Code) -> bool {
    code.as_str().starts_with("223")
}

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    if [T06, T10, T12].iter().all(|table| figures.tables.rows(*table).is_empty()) {
        return Err(Missing::one(CellKey::total(T06, Column::Total)));
    }
    for code in items(figures, T06) {
        if is_fund(code) {
            report(figures, findings, CellKey::code(T06, code, Column::Total), "政府性基金科目", "一般公共预算");
        } else if is_state_capital(code) {
            report(figures, findings, CellKey::code(T06, code, Column::Total), "国有资本经营预算科目", "一般公共预算");
        }
    }
    for code in items(figures, T10).filter(|code| !is_fund(*code)) {
        let what = if is_state_capital(code) { "国有资本经营预算科目" } else { "一般公共预算科目" };
        let cell = [Column::Spending, Column::Income, Column::Opening].map(|column| CellKey::code(T10, code, column));
        let reported = cell.into_iter().any(|cell| report(figures, findings, cell, what, "政府性基金"));
        // The list of funds changes from year to year; a code of class 223 is wrong in any year.
        if reported
            && !is_state_capital(code)
            && let Some(finding) = findings.last_mut()
        {
            finding.downgrade(Severity::Warning);
        }
    }
    for code in items(figures, T12).filter(|code| is_fund(*code)) {
        report(figures, findings, CellKey::code(T12, code, Column::Total), "政府性基金科目", "国有资本经营预算");
    }
    Ok(Applies::Yes)
}

fn items(figures: &Figures, table: TableId) -> impl Iterator<Item = Code> + '_ {
    figures.tables.codes(table).filter(move |code| figures.tables.children(table, RowKey::Code(*code)).is_empty())
}

/// Whether there was an amount to report.
fn report(figures: &Figures, findings: &mut Findings, cell: CellKey, what: &str, listed: &str) -> bool {
    let Some(value) = figures.tables.stated(cell).filter(|value| !value.is_zero()) else { return false };
    let (label, amount, unit) = (figures.label(&cell.into()), findings.amount(value), findings.unit());
    let message = format!("{label} {amount}{unit}：这是{what}，却列在{listed}中");
    findings.report(entered_below(figures, cell).into_iter().chain([Source::Cell(cell)]), message);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{document, fires, passes, run as run_rule},
    };

    fn cells(code: &'static str, fund: &'static str) -> [(Path, &'static str); 3] {
        [
            (at!(expenditure.lines[0].item), code),
            (at!(expenditure.lines[0].fund), fund),
            (at!(expenditure.lines[0].project), "5"),
        ]
    }

    #[test]
    fn each_budget_has_its_codes() {
        passes(&RULE, &cells("2012999", "gpb"));
        passes(&RULE, &cells("2296002", "fund"));
        passes(&RULE, &cells("2230105", "soc"));
        let mut zero_income = cells("2012999", "gpb").to_vec();
        zero_income.extend([(at!(income.lines[0].item), "2012901"), (at!(income.lines[0].fund), "0")]);
        passes(&RULE, &zero_income);
    }

    #[test]
    fn codes_of_another_budget() {
        fires(&RULE, &cells("2120803", "gpb"), "公开06表 2120803 5.00万元：这是政府性基金科目，却列在一般公共预算中");
        fires(
            &RULE,
            &cells("2230105", "gpb"),
            "公开06表 国有企业退休人员社会化管理补助支出 5.00万元：这是国有资本经营预算科目，却列在一般公共预算中",
        );
        fires(
            &RULE,
            &cells("2230105", "fund"),
            "公开10表 国有企业退休人员社会化管理补助支出 本年支出 5.00万元：这是国有资本经营预算科目，却列在政府性基金中",
        );
        fires(
            &RULE,
            &cells("2296002", "soc"),
            "公开12表 用于社会福利的彩票公益金支出 5.00万元：这是政府性基金科目，却列在国有资本经营预算中",
        );
        let (found, _) = run_rule(&RULE, &document(&cells("2012901", "fund")));
        assert_eq!(found.first().map(|finding| finding.severity), Some(Severity::Warning));
    }
}

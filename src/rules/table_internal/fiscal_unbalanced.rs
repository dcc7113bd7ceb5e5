//! A15: the summary of fiscal grants must balance for each kind of fund.

use crate::{
    figures::{CellKey, Column, Figures, Line, T04},
    rules::{
        Findings, Outcome, Rule, Severity, Side, State,
        kit::relation::{Tally, between},
    },
};

pub static RULE: Rule = Rule {
    id: "A15",
    severity: Severity::Error,
    title: "财政拨款收支总计不平（分资金性质）",
    checks: "公开04表：收入总计 ＝ 支出总计；每种资金：本年收入 ＋ 年初结转 ＝ 本年支出 ＋ 年末结转",
    basis: "部门决算报表表内审核",
    remedy: "核对这种资金的本年收入、本年支出和年初、年末结转，补齐漏填的一项",
    state: State::Active(run),
};

struct Balance {
    name: &'static str,
    income: CellKey,
    opening: CellKey,
    spending: CellKey,
    closing: CellKey,
}

const fn amount(line: Line) -> CellKey {
    CellKey::line(T04, line, Column::Amount)
}

const FUNDS: [Balance; 3] = [
    Balance {
        name: "一般公共预算",
        income: amount(Line::GeneralBudgetGrant),
        opening: amount(Line::GeneralBudgetOpening),
        spending: CellKey::line(T04, Line::SpendingOfYear, Column::GeneralBudget),
        closing: CellKey::line(T04, Line::Closing, Column::GeneralBudget),
    },
    Balance {
        name: "政府性基金预算",
        income: amount(Line::GovernmentFundGrant),
        opening: amount(Line::GovernmentFundOpening),
        spending: CellKey::line(T04, Line::SpendingOfYear, Column::GovernmentFund),
        closing: CellKey::line(T04, Line::Closing, Column::GovernmentFund),
    },
    Balance {
        name: "国有资本经营预算",
        income: amount(Line::StateCapitalGrant),
        opening: amount(Line::StateCapitalOpening),
        spending: CellKey::line(T04, Line::SpendingOfYear, Column::StateCapital),
        closing: CellKey::line(T04, Line::Closing, Column::StateCapital),
    },
];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    tally.need(figures, amount(Line::IncomeOfYear));
    tally.need(figures, CellKey::line(T04, Line::SpendingOfYear, Column::Total));
    if !tally.is_complete() {
        return tally.outcome();
    }
    for fund in &FUNDS {
        check_fund(figures, findings, &mut tally, fund);
    }
    let totals = [amount(Line::IncomeTotal), CellKey::line(T04, Line::SpendingTotal, Column::Total)];
    let is_published = totals.iter().any(|key| figures.tables.get(*key).is_some_and(|cell| cell.published.is_some()));
    if is_published {
        tally.equal(figures, findings, totals[0], totals[1]);
    }
    tally.outcome()
}

/// Income and spending come from lists: a fund that no line names has none. Balances are cells: blank is not zero.
fn check_fund(figures: &Figures, findings: &mut Findings, tally: &mut Tally, fund: &Balance) {
    let cells = [fund.income, fund.opening, fund.spending, fund.closing];
    if cells.iter().all(|key| figures.tables.stated(*key).is_none_or(|value| value.is_zero())) {
        return;
    }
    let balances = [tally.need(figures, fund.opening), tally.need(figures, fund.closing)];
    if balances.iter().any(Option::is_none) {
        return;
    }
    tally.checked();
    let side = |keys: [CellKey; 2], words: &str| {
        let sides = keys.into_iter().filter_map(|key| Side::cell(figures, key));
        sides.reduce(Side::plus).map(|side| side.called(format!("{}{words}", fund.name)))
    };
    let income = side([fund.income, fund.opening], "收入与年初结转");
    let spending = side([fund.spending, fund.closing], "支出与年末结转");
    if let (Some(income), Some(spending)) = (income, spending) {
        findings.compare(&income, &spending, between(figures, &cells));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        rules::{
            kit::testing::{fires, is_not_checked, passes},
            table_internal::relations::tests::{unit, unit_with},
        },
    };

    #[test]
    fn silent_when_each_fund_balances() {
        passes(&RULE, &unit());
    }

    #[test]
    fn funds_do_not_make_up_for_each_other() {
        let cells = unit_with(&[(at!(expenditure.closing.gpb), "5"), (at!(expenditure.closing.fund), "5")]);
        fires(&RULE, &cells, "一般公共预算收入与年初结转 44.00，一般公共预算支出与年末结转 43.00，相差 1.00万元");
    }

    #[test]
    fn published_totals_are_compared() {
        let cells = unit_with(&[(at!(published[0].cell), "T04!I_tot.amount"), (at!(published[0].amount), "64.5")]);
        fires(&RULE, &cells, "公开04表 收入总计 64.50，公开04表 支出总计 64.00，相差 0.50万元");
    }

    #[test]
    fn blank_balances_are_not_zero() {
        is_not_checked(&RULE, &unit_with(&[(at!(expenditure.closing.gpb), "")]));
    }
}

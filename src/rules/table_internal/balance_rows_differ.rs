//! A25, A26: each row of the tables of government funds and of state capital must balance.

use crate::{
    at,
    document::Path,
    figures::{CellKey, Column, Figures, RowKey, T10, T11, TableId},
    money::Money,
    rules::{
        Applies, Findings, Outcome, Rule, Severity, Side, State, Tolerance,
        kit::relation::{Down, Tally, between, check_across, check_down},
    },
};

const CHECKS: &str = "每行：年初结转 ＋ 本年收入 ＝ 本年支出 ＋ 年末结转；本年支出 ＝ 基本 ＋ 项目；合计 ＝ 各类之和";
const BASIS: &str = "部门决算报表表内审核";
const REMEDY: &str = "核对这一科目的年初结转、本年收入、本年支出和年末结转";

pub static FUND: Rule = Rule {
    id: "A25",
    severity: Severity::Error,
    title: "政府性基金预算收支表收支结转不平",
    checks: CHECKS,
    basis: BASIS,
    remedy: REMEDY,
    state: State::Active(|figures, findings| {
        let document = &figures.document;
        run(
            figures,
            findings,
            T10,
            [
                (at!(income.opening.fund), document.income.opening.fund),
                (at!(expenditure.closing.fund), document.expenditure.closing.fund),
            ],
        )
    }),
};

pub static STATE_CAPITAL: Rule = Rule {
    id: "A26",
    severity: Severity::Error,
    title: "国有资本经营预算收支表收支结转不平",
    checks: CHECKS,
    basis: BASIS,
    remedy: REMEDY,
    state: State::Active(|figures, findings| {
        let document = &figures.document;
        run(
            figures,
            findings,
            T11,
            [
                (at!(income.opening.soc), document.income.opening.soc),
                (at!(expenditure.closing.soc), document.expenditure.closing.soc),
            ],
        )
    }),
};

fn run(figures: &Figures, findings: &mut Findings, table: TableId, balances: [(Path, Option<Money>); 2]) -> Outcome {
    if figures.tables.rows(table).is_empty() {
        return Ok(Applies::No);
    }
    check_across(figures, findings, table);
    check_down(figures, findings, table, Down::Codes);
    check_down(figures, findings, table, Down::Total);
    let mut tally = Tally::default();
    for (column, (path, amount)) in [Column::Opening, Column::Closing].into_iter().zip(balances) {
        check_entered_balance(figures, findings, CellKey::total(table, column), path, amount);
        tally.need(figures, CellKey::total(table, column));
    }
    for row in figures.tables.rows(table).iter().copied().chain([RowKey::Total]) {
        check_row(figures, findings, &mut tally, table, row);
    }
    tally.outcome()
}

/// Balances entered by item must add up to the one entered for the whole fund.
fn check_entered_balance(
    figures: &Figures,
    findings: &mut Findings,
    total: CellKey,
    path: Path,
    amount: Option<Money>,
) {
    let entered = Side::one(figures, path, amount);
    if let (Some(entered), Some(by_item)) = (entered, Side::cell(figures, total)) {
        findings.compare(&entered, &by_item, Tolerance::Addends(figures.tables.addends(total)));
    }
}

/// A row whose balances were not entered by item can't be checked on its own; its total can.
fn check_row(figures: &Figures, findings: &mut Findings, tally: &mut Tally, table: TableId, row: RowKey) {
    let cells = [Column::Opening, Column::Income, Column::Spending, Column::Closing]
        .map(|column| CellKey::new(table, row, column));
    let [opening, _, _, closing] = cells.map(|key| figures.tables.stated(key));
    if opening.is_none() || closing.is_none() {
        return;
    }
    tally.checked();
    let words = figures.label(&CellKey::new(table, row, Column::Total).into());
    let side = |keys: &[CellKey], what: &str| {
        let sides = keys.iter().filter_map(|key| Side::cell(figures, *key));
        sides.reduce(Side::plus).map(|side| side.called(format!("{words} {what}")))
    };
    if let (Some(have), Some(gone)) = (side(&cells[..2], "年初结转与收入"), side(&cells[2..], "支出与年末结转"))
    {
        findings.compare(&have, &gone, between(figures, &cells));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{
        kit::testing::{fires, is_not_checked, passes},
        table_internal::relations::tests::{unit, unit_with},
    };

    #[test]
    fn balanced_funds_are_silent_and_units_without_them_are_passed_over() {
        for rule in [&FUND, &STATE_CAPITAL] {
            passes(rule, &unit());
        }
    }

    #[test]
    fn one_fen_is_enough() {
        fires(
            &FUND,
            &unit_with(&[(at!(income.lines[1].fund), "10.000001")]),
            "公开10表 合计 年初结转与收入 13.000001，公开10表 合计 支出与年末结转 13.00，相差 0.000001万元",
        );
        fires(
            &STATE_CAPITAL,
            &unit_with(&[(at!(income.lines[2].soc), "5.5")]),
            "公开11表 合计 年初结转与收入 7.50，公开11表 合计 支出与年末结转 7.00，相差 0.50万元",
        );
    }

    #[test]
    fn blank_balances_are_not_zero() {
        is_not_checked(&FUND, &unit_with(&[(at!(expenditure.closing.fund), "")]));
        is_not_checked(&STATE_CAPITAL, &unit_with(&[(at!(income.opening.soc), "")]));
    }

    #[test]
    fn balances_by_item_must_add_up() {
        let by_item = [
            (at!(expenditure.carry_over[0].item), "2296002"),
            (at!(expenditure.carry_over[0].fund), "fund"),
            (at!(expenditure.carry_over[0].opening), "2"),
            (at!(expenditure.carry_over[0].closing), "4"),
        ];
        fires(
            &FUND,
            &unit_with(&by_item),
            "收入›年初结转和结余›政府性基金预算财政拨款 3.00，公开10表 合计 年初结转和结余 2.00，相差 1.00万元",
        );
    }
}

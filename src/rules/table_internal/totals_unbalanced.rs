//! A05: total income and total spending must be equal.

use crate::{
    figures::{CellKey, Column, Figures, Line, T01},
    rules::{Findings, Outcome, Rule, Severity, State, kit::relation::Tally},
};

pub static RULE: Rule = Rule {
    id: "A05",
    severity: Severity::Error,
    title: "收入总计与支出总计不一致，收支不平",
    checks: "公开01表：收入总计 ＝ 支出总计",
    basis: "部门决算报表表内审核",
    remedy: "核对本年收入、本年支出和年初、年末结转结余，补齐漏填的一项",
    state: State::Active(run),
};

const fn line(name: Line) -> CellKey {
    CellKey::line(T01, name, Column::Amount)
}

/// Without the balances nobody knows whether the accounts balance; published totals need none.
fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    for (total, parts) in [
        (Line::IncomeTotal, [Line::IncomeOfYear, Line::Opening]),
        (Line::SpendingTotal, [Line::SpendingOfYear, Line::Closing]),
    ] {
        let is_published = figures.tables.get(line(total)).is_some_and(|figure| figure.published.is_some());
        for part in parts.into_iter().filter(|_| !is_published) {
            tally.need(figures, line(part));
        }
    }
    if tally.is_complete() {
        tally.equal(figures, findings, line(Line::IncomeTotal), line(Line::SpendingTotal));
    }
    tally.outcome()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, is_not_checked, passes},
    };

    fn cells(closing: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "100"),
            (at!(income.opening.gpb), "0"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "90"),
            (at!(expenditure.closing.gpb), closing),
        ]
    }

    #[test]
    fn silent_when_balanced() {
        passes(&RULE, &cells("10"));
    }

    #[test]
    fn one_fen_is_enough() {
        fires(&RULE, &cells("9.999999"), "公开01表 收入总计 100.00，公开01表 支出总计 99.999999，相差 0.000001万元");
    }

    #[test]
    fn blank_balances_are_not_zero() {
        is_not_checked(&RULE, &cells(""));
    }

    #[test]
    fn published_totals_need_no_balances() {
        let mut cells = cells("");
        cells.extend([
            (at!(published[0].cell), "T01!I_tot.amount"),
            (at!(published[0].amount), "100"),
            (at!(published[1].cell), "T01!E_tot.amount"),
            (at!(published[1].amount), "99.99"),
        ]);
        fires(&RULE, &cells, "公开01表 收入总计 100.00，公开01表 支出总计 99.99，相差 0.01万元");
    }
}

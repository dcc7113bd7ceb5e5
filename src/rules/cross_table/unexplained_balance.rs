//! B22: income and spending differ, yet all balances are zero.

use crate::{
    figures::{CellKey, Column, Figures, Line, T01},
    rules::{Applies, Findings, Outcome, Rule, Severity, State, kit::relation::Tally},
};

pub static RULE: Rule = Rule {
    id: "B22",
    severity: Severity::Hint,
    title: "收支有差额，但没有结转结余",
    checks: "没有年初、年末结转结余、结余分配和使用结余时，本年收入 ＝ 本年支出",
    basis: "部门决算报表表间审核",
    remedy: "核实差额是否应列入年末结转和结余",
    state: State::Active(run),
};

const fn line(name: Line) -> CellKey {
    CellKey::line(T01, name, Column::Amount)
}

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    let sums = [line(Line::IncomeOfYear), line(Line::SpendingOfYear)];
    let known = [sums[0], sums[1], line(Line::Opening), line(Line::Closing)].map(|key| tally.need(figures, key));
    let extra = [line(Line::NonFiscalSurplus), line(Line::Allocation)].map(|key| figures.tables.stated(key));
    let [_, _, opening, closing] = known;
    let has_balance = [opening, closing, extra[0], extra[1]].iter().flatten().any(|amount| !amount.is_zero());
    if has_balance {
        return Ok(Applies::No);
    }
    if tally.is_complete() {
        tally.equal(figures, findings, sums[0], sums[1]);
    }
    tally.outcome()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes},
    };

    fn cells(spent: &'static str, closing: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "100"),
            (at!(income.opening.gpb), "0"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), spent),
            (at!(expenditure.closing.gpb), closing),
        ]
    }

    #[test]
    fn a_difference_needs_a_balance() {
        passes(&RULE, &cells("100", "0"));
        fires(&RULE, &cells("90", "0"), "公开01表 本年收入合计 100.00，公开01表 本年支出合计 90.00，相差 10.00万元");
        is_not_applicable(&RULE, &cells("90", "10"));
        is_not_checked(&RULE, &cells("90", ""));
    }
}

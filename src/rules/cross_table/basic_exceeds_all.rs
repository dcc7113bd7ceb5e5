//! B14: basic expenditure by an economic code is no more than all expenditure by it.

use crate::{
    at,
    figures::{CellKey, Column, ColumnKey, Figures, RowKey, T07, T08},
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::relation::{Tally, entered_below},
    },
};

pub static RULE: Rule = Rule {
    id: "B14",
    severity: Severity::Error,
    title: "基本支出某科目大于该科目的全部支出",
    checks: "公开08表每个经济科目 ≤ 公开07表合计行的同一科目",
    basis: "部门决算报表表间审核：基本支出是全部支出的一部分",
    remedy: "核对基本支出经济分类和明细表中的这个科目",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    if figures.document.expenditure.detail.is_empty() {
        tally.lacks(at!(expenditure.detail));
        return tally.outcome();
    }
    tally.need(figures, CellKey::total(T08, Column::Amount));
    for code in figures.tables.codes(T08).filter(|code| code.digits() > 3) {
        let part = CellKey::code(T08, code, Column::Amount);
        let whole = CellKey { table: T07, row: RowKey::Total, column: ColumnKey::Code(code) };
        let Some(basic) = figures.tables.stated(part) else { continue };
        tally.checked();
        let all = figures.tables.stated(whole).unwrap_or_default();
        if basic <= all || (basic - all) <= figures.tables.envelope(1) {
            continue;
        }
        let name = figures.book.economic_name(code);
        let (left, right) = (findings.amount(basic), findings.amount(all));
        let message = format!(
            "{code} {name}：基本支出 {left}，明细表全部支出 {right}，多 {}{}",
            findings.amount(basic - all),
            findings.unit()
        );
        let mut cells = entered_below(figures, part);
        cells.extend([part.into(), whole.into()]);
        findings.report(cells, message).values(format!("≤{right}"), left);
    }
    tally.outcome()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{
        cross_table::relations::tests::unit,
        kit::testing::{fires, passes},
    };

    #[test]
    fn a_part_is_not_larger_than_the_whole() {
        passes(&RULE, &unit());
        let mut cells = unit();
        cells.push((at!(expenditure.economic[1].amount), "10.000001"));
        fires(&RULE, &cells, "30201 办公费：基本支出 10.000001，明细表全部支出 10.00，多 0.000001万元");
    }
}

//! B18: a unit that has fiscal grants only has the same totals in both summaries.

use crate::{
    document::Fund,
    figures::{CellKey, Column, Figures, Line, T01, T03, T04},
    money::Money,
    rules::{Applies, Findings, Outcome, Rule, Severity, State, kit::relation::Tally},
};

pub static RULE: Rule = Rule {
    id: "B18",
    severity: Severity::Warning,
    title: "只有财政拨款，两张总表却不一致",
    checks: "没有财政拨款以外的收支时：公开01表收入总计 ＝ 公开04表收入总计，公开03表合计 ＝ 公开04表本年支出",
    basis: "部门决算报表表间审核",
    remedy: "核对是否漏填了非财政拨款收入，或把财政拨款支出记到了其他栏",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    let income = CellKey::line(T01, Line::IncomeOfYear, Column::Amount);
    tally.need(figures, income);
    tally.need(figures, CellKey::total(T03, Column::Total));
    if !tally.is_complete() {
        return tally.outcome();
    }
    if has_other_money(figures) {
        return Ok(Applies::No);
    }
    let totals = [T01, T04].map(|table| CellKey::line(table, Line::IncomeTotal, Column::Amount));
    tally.equal(figures, findings, totals[0], totals[1]);
    tally.equal(
        figures,
        findings,
        CellKey::total(T03, Column::Total),
        CellKey::line(T04, Line::SpendingOfYear, Column::Total),
    );
    tally.outcome()
}

fn has_other_money(figures: &Figures) -> bool {
    let is_some = |amount: Option<Money>| amount.is_some_and(|amount| !amount.is_zero());
    let document = &figures.document;
    [Line::SuperiorIncome, Line::BusinessIncome, Line::OperatingIncome, Line::AffiliateIncome, Line::OtherIncome]
        .iter()
        .any(|name| is_some(figures.tables.stated(CellKey::line(T01, *name, Column::Amount))))
        || is_some(document.income.opening.other)
        || is_some(document.expenditure.closing.other)
        || document
            .expenditure
            .lines
            .iter()
            .any(|line| line.fund == Some(Fund::Other) && (is_some(line.basic) || is_some(line.project)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, is_not_applicable, passes},
    };

    fn cells(more: &[(Path, &'static str)]) -> Vec<(Path, &'static str)> {
        let mut cells = vec![
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "10"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "10"),
        ];
        cells.extend_from_slice(more);
        cells
    }

    #[test]
    fn a_unit_with_fiscal_money_only() {
        passes(&RULE, &cells(&[]));
        fires(
            &RULE,
            &cells(&[(at!(income.non_fiscal_surplus), "2")]),
            "公开01表 收入总计 12.00，公开04表 收入总计 10.00，相差 2.00万元",
        );
        fires(
            &RULE,
            &cells(&[(at!(expenditure.lines[0].to_superior), "1")]),
            "公开03表 合计 11.00，公开04表 本年支出合计 10.00，相差 1.00万元",
        );
    }

    #[test]
    fn other_money_makes_them_differ_rightly() {
        is_not_applicable(&RULE, &cells(&[(at!(income.lines[0].business), "2")]));
    }
}

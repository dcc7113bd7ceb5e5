//! B26: the amount of an item, as its line says it and as its detail adds up to it. Where a table of the report would
//! differ from another because of it, the rule about the two tables says so.

use crate::{
    at,
    codes::Code,
    document::{Entry, Fund, Path, SpendingKind},
    figures::{CellKey, Column, Figures, T05, T06, T07, T10, T12},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, Side, State, Tolerance},
};

pub static RULE: Rule = Rule {
    id: "B26",
    severity: Severity::Error,
    title: "同一科目的支出与功能与经济明细不一致",
    checks: "支出明细各科目（分资金性质）的基本支出、项目支出 ＝ 功能与经济明细中同一科目之和",
    basis: "部门决算报表表间审核",
    remedy: "核对这一科目的两处金额；明细无误的，点支出明细上方的“改为取自明细”",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let expenditure = &figures.document.expenditure;
    if expenditure.detail.is_empty() {
        return Err(Missing::one(at!(expenditure.detail)));
    }
    let lines = at!(expenditure.lines);
    for place in figures.lines_that_differ() {
        let Some(line) = place.row_in(&lines).and_then(|row| expenditure.lines.get(row)) else { continue };
        let kind = if place.last_field() == Some("basic") { SpendingKind::Basic } else { SpendingKind::Project };
        if !is_told_by_tables(figures, line.fund_or_default(), kind, Code::new(&line.item)) {
            compare(figures, findings, place);
        }
    }
    Ok(Applies::Yes)
}

/// Whether two tables of the report differ because of the item (B09, B10).
fn is_told_by_tables(figures: &Figures, fund: Fund, kind: SpendingKind, item: Option<Code>) -> bool {
    let differ = |one: CellKey, other: CellKey| {
        let [one, other] = [one, other].map(|key| figures.tables.stated(key).unwrap_or_default());
        one != other
    };
    let of_fund = |column, table, of| differ(CellKey::total(T05, column), CellKey::total(table, of));
    match fund {
        Fund::Gpb => {
            let (column, of) = match kind {
                SpendingKind::Basic => (Column::GeneralBudgetBasic, Column::Basic),
                SpendingKind::Project => (Column::GeneralBudgetProject, Column::Project),
            };
            let of_item = |table, item| CellKey::code(table, item, Column::Total);
            of_fund(column, T06, of) || item.is_some_and(|item| differ(of_item(T07, item), of_item(T06, item)))
        }
        Fund::Government => of_fund(Column::GovernmentFund, T10, Column::Spending),
        Fund::StateCapital => of_fund(Column::StateCapital, T12, Column::Total),
        Fund::Other => false,
    }
}

fn compare(figures: &Figures, findings: &mut Findings, place: Path) {
    let Some(summed) = figures.summed(place) else { return };
    let money = |entry: &Entry| match entry {
        Entry::Money(amount) => Some(*amount),
        _ => None,
    };
    let Some(entered) = figures.document.entry(place).as_ref().and_then(money) else { return };
    let addends = u32::try_from(summed.parts.len()).unwrap_or(u32::MAX);
    // About the line alone: there it is decided whether it follows from the detail.
    let [line, sum] =
        [entered, money(&summed.sum).unwrap_or_default()].map(|amount| Side::one(figures, place, Some(amount)));
    if let (Some(line), Some(sum)) = (line, sum) {
        findings.compare(&line, &sum.called("明细中同一科目之和"), Tolerance::Addends(addends));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{
        cross_table::relations::tests::unit,
        kit::testing::{fires, is_not_checked, passes},
    };

    /// Another item of other money, with its detail.
    fn with_other(basic: &'static str) -> Vec<(Path, &'static str)> {
        let mut cells = unit();
        cells.extend([
            (at!(expenditure.lines[4].item), "2012950"),
            (at!(expenditure.lines[4].fund), "other"),
            (at!(expenditure.lines[4].basic), basic),
            (at!(expenditure.detail[5].item), "2012950"),
            (at!(expenditure.detail[5].economic), "30201"),
            (at!(expenditure.detail[5].kind), "basic"),
            (at!(expenditure.detail[5].fund), "other"),
            (at!(expenditure.detail[5].amount), "5"),
        ]);
        cells
    }

    #[test]
    fn lines_that_are_as_their_detail() {
        passes(&RULE, &unit());
        passes(&RULE, &with_other("5"));
        passes(&RULE, &with_other(""));
    }

    #[test]
    fn other_money_stands_in_no_table() {
        fires(
            &RULE,
            &with_other("6"),
            "支出项目›支出明细›2012950 事业运行›基本支出 6.00，明细中同一科目之和 5.00，相差 1.00万元",
        );
    }

    #[test]
    fn items_whose_slips_even_out() {
        let mut cells = unit();
        cells.extend([
            (at!(expenditure.lines[0].basic), "31"),
            (at!(expenditure.lines[0].project), "0"),
            (at!(expenditure.lines[4].item), "2296003"),
            (at!(expenditure.lines[4].fund), "fund"),
            (at!(expenditure.lines[4].project), "2"),
            (at!(expenditure.lines[2].project), "8"),
            (at!(expenditure.detail[5].item), "2296003"),
            (at!(expenditure.detail[5].economic), "30299"),
            (at!(expenditure.detail[5].kind), "project"),
            (at!(expenditure.detail[5].fund), "fund"),
            (at!(expenditure.detail[5].amount), "1"),
        ]);
        fires(
            &RULE,
            &cells,
            "支出项目›支出明细›2296002 用于社会福利的彩票公益金支出›项目支出 8.00，明细中同一科目之和 9.00，相差 1.00万元",
        );
    }

    #[test]
    fn nothing_to_compare_with() {
        let lines: Vec<(Path, &str)> =
            unit().into_iter().filter(|(place, _)| !place.starts_with(&at!(expenditure.detail))).collect();
        is_not_checked(&RULE, &lines);
    }
}

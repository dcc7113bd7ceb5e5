//! B19: a table without data must not contradict the summary.

use crate::{
    figures::{CellKey, Column, Figures, Line, Source, T04, T10, T11, T12, TableId},
    rules::{
        Applies, Findings, Missing, Outcome, Rule, Severity, State,
        kit::relation::{entered_below, published_cells},
    },
};

pub static RULE: Rule = Rule {
    id: "B19",
    severity: Severity::Error,
    title: "空表与财政拨款总表矛盾",
    checks: "公开04表有政府性基金金额，公开10表就有数据，没有就为空表；国有资本经营金额与公开11、12表同样",
    basis: "部门决算报表表间审核",
    remedy: "补填这种资金的收入、支出或按科目的结转结余，或删去总表中的金额",
    state: State::Active(run),
};

const fn amount(line: Line) -> CellKey {
    CellKey::line(T04, line, Column::Amount)
}

const FUND: [CellKey; 4] = [
    amount(Line::GovernmentFundOpening),
    amount(Line::GovernmentFundGrant),
    CellKey::line(T04, Line::SpendingOfYear, Column::GovernmentFund),
    CellKey::line(T04, Line::Closing, Column::GovernmentFund),
];
const STATE_CAPITAL: [CellKey; 4] = [
    amount(Line::StateCapitalOpening),
    amount(Line::StateCapitalGrant),
    CellKey::line(T04, Line::SpendingOfYear, Column::StateCapital),
    CellKey::line(T04, Line::Closing, Column::StateCapital),
];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut applies = Applies::No;
    for (cells, table, columns) in [
        (&FUND[..], T10, &[Column::Opening, Column::Income, Column::Spending, Column::Closing][..]),
        (&STATE_CAPITAL[..], T11, &[Column::Opening, Column::Income, Column::Spending, Column::Closing][..]),
        (&STATE_CAPITAL[2..3], T12, &[Column::Total][..]),
    ] {
        if check(figures, findings, cells, table, columns) {
            applies = Applies::Yes;
        }
    }
    let sums = [amount(Line::IncomeOfYear), CellKey::line(T04, Line::SpendingOfYear, Column::Total)];
    let is_blank = sums.iter().all(|key| figures.tables.stated(*key).is_none());
    if applies == Applies::No && is_blank { Err(Missing(sums.map(Source::from).to_vec())) } else { Ok(applies) }
}

/// Whether the unit has such money at all.
fn check(figures: &Figures, findings: &mut Findings, cells: &[CellKey], table: TableId, columns: &[Column]) -> bool {
    let has_amount = |key: &CellKey| figures.tables.stated(*key).is_some_and(|value| !value.is_zero());
    let filled: Vec<CellKey> = cells.iter().copied().filter(has_amount).collect();
    let totals: Vec<CellKey> = columns.iter().map(|column| CellKey::total(table, *column)).collect();
    let has_rows = !figures.tables.rows(table).is_empty() && totals.iter().any(has_amount);
    let number = table.official_number();
    match (filled.first(), has_rows) {
        (Some(first), false) => {
            let value = figures.tables.stated(*first).unwrap_or_default();
            let message = format!(
                "{} {}{}，而{number}没有数据",
                figures.label(&(*first).into()),
                findings.amount(value),
                findings.unit()
            );
            let mut places: Vec<Source> = filled.iter().flat_map(|key| entered_below(figures, *key)).collect();
            places.extend(filled.iter().map(|key| Source::Cell(*key)));
            findings.report(places, message);
            true
        }
        (None, true) => {
            let message = format!("{number}有数据，而公开04表没有这种资金的金额");
            let mut places: Vec<Source> = totals.iter().flat_map(|key| entered_below(figures, *key)).collect();
            places.extend(published_cells(figures, T04).into_iter().map(Source::Cell));
            findings.report(places, message);
            true
        }
        (Some(_), true) => true,
        (None, false) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        rules::{
            cross_table::relations::tests::unit,
            kit::testing::{fires, is_not_applicable, passes},
        },
    };

    #[test]
    fn both_filled_or_both_empty() {
        passes(&RULE, &unit());
        let general = [(at!(income.lines[0].item), "2012901"), (at!(income.lines[0].gpb), "1")];
        is_not_applicable(&RULE, &general);
    }

    #[test]
    fn a_balance_without_rows() {
        fires(
            &RULE,
            &[(at!(income.opening.fund), "3")],
            "公开04表 年初政府性基金预算财政拨款结转和结余 3.00万元，而公开10表没有数据",
        );
        fires(
            &RULE,
            &[(at!(expenditure.closing.soc), "3")],
            "公开04表 年末结转和结余 国有资本经营预算 3.00万元，而公开11表没有数据",
        );
    }

    #[test]
    fn a_zero_published_over_rows() {
        let mut cells = vec![
            (at!(expenditure.lines[0].item), "2296002"),
            (at!(expenditure.lines[0].fund), "fund"),
            (at!(expenditure.lines[0].project), "9"),
        ];
        passes(&RULE, &cells);
        cells.extend([(at!(published[0].cell), "T04!E_sum.fund"), (at!(published[0].amount), "0")]);
        fires(&RULE, &cells, "公开10表有数据，而公开04表没有这种资金的金额");
    }
}

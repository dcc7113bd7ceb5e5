//! B24: a published figure that is not what was entered for it, or that belongs to no cell.
//!
//! The rules of each table look at its sums. Cells that are no sums (balances, income by source) and places that the
//! tables have not got are looked at here, so that no published figure is accepted and then ignored.

use rustc_hash::FxHashSet;

use crate::{
    at,
    figures::{CellKey, Column, ColumnKey, Figures, Line, RowKey, T01, T04},
    rules::{Applies, Findings, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "B24",
    severity: Severity::Error,
    title: "报告上印的数与手工录入的数不一致，或没有用上",
    checks: "每个报告上印的数都对应一个有数的格子；结转结余等由一处录入的格子，报告上印的数 ＝ 手工录入的数",
    basis: "报告上印的数填在“报告上印的数”中，与由录入算出的同一格对照",
    remedy: "核对原表：报告上印的数抄错的改正，录入错的改录入；位置填错的改位置，或删去这一行",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let published = &figures.document.published;
    let mut applies = Applies::No;
    let mut seen: FxHashSet<CellKey> = FxHashSet::default();
    for (row, entry) in published.iter().enumerate() {
        let Some(amount) = entry.amount else { continue };
        applies = Applies::Yes;
        let key = entry.cell.parse::<CellKey>().ok();
        match (key, key.and_then(|key| figures.tables.get(key))) {
            (Some(key), Some(_)) if is_entered_once(key) && seen.insert(key) => {
                findings.check_total(figures, key);
            }
            (Some(_), Some(_)) => {}
            (Some(key), None) if !amount.is_zero() => {
                let message = format!(
                    "{}报告上印的数 {}{}，表中没有这一格，报告上印的数没有用上",
                    figures.label(&key.into()),
                    findings.amount(amount),
                    findings.unit()
                );
                findings.report([at!(published[row].amount)], message).downgrade(Severity::Warning);
            }
            (None, _) if !entry.cell.is_blank() => {
                let message = format!("报告上印的数第{}行的位置“{}”不是表格中的一格，没有用上", row + 1, &*entry.cell);
                findings.report([at!(published[row].cell)], message).downgrade(Severity::Warning);
            }
            _ => {}
        }
    }
    Ok(applies)
}

/// Cells that repeat one entered amount, which no rule of their table looks at.
fn is_entered_once(key: CellKey) -> bool {
    let RowKey::Line(line) = key.row else { return false };
    let is_sum = matches!(
        line,
        Line::IncomeOfYear
            | Line::IncomeTotal
            | Line::SpendingOfYear
            | Line::SpendingTotal
            | Line::Personnel
            | Line::Public
    );
    let is_single = key.column == ColumnKey::Named(Column::Amount) || key.table == T04;
    (key.table == T01 || key.table == T04) && !is_sum && is_single
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, is_not_applicable, passes},
    };

    fn cells(cell: &'static str, amount: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "218.02"),
            (at!(income.opening.gpb), "4.40"),
            (at!(published[0].cell), cell),
            (at!(published[0].amount), amount),
        ]
    }

    #[test]
    fn a_cell_without_parts_is_compared_too() {
        passes(&RULE, &cells("T01!I_open.amount", "4.40"));
        fires(&RULE, &cells("T01!I_open.amount", "0.44"), "公开01表 年初结转和结余 0.44，各项之和 4.40，相差 3.96万元");
    }

    #[test]
    fn what_belongs_nowhere_is_told() {
        fires(
            &RULE,
            &cells("T06!2080501.tot", "8"),
            "公开06表 行政单位离退休报告上印的数 8.00万元，表中没有这一格，报告上印的数没有用上",
        );
        fires(&RULE, &cells("收入总计", "8"), "报告上印的数第1行的位置“收入总计”不是表格中的一格，没有用上");
        passes(&RULE, &cells("T06!2080501.tot", "0"));
        is_not_applicable(&RULE, &cells("T01!I_open.amount", "")[..3]);
    }
}

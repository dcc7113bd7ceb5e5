//! B20: the tables list the same functional codes, and a published total has a row to stand in.

use rustc_hash::FxHashMap;

use crate::{
    at,
    codes::Code,
    document::Fund,
    figures::{CellKey, Column, Figures, T03, T06, T10, T12, TableId},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "B20",
    severity: Severity::Error,
    title: "各表科目行不一致，有漏行或错行",
    checks: "报告上印的数所在的行在表中都有；明细表与支出明细的功能科目一一对应",
    basis: "部门决算报表表间审核",
    remedy: "补填漏掉的科目行，或改正科目编码、资金性质、报告上印的数的位置",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    check_published(figures, findings);
    if !figures.document.expenditure.detail.is_empty() {
        check_grid(figures, findings);
    }
    if figures.tables.rows(T03).is_empty() {
        return Err(Missing::one(at!(expenditure.lines)));
    }
    Ok(Applies::Yes)
}

fn check_published(figures: &Figures, findings: &mut Findings) {
    for (index, entry) in figures.document.published.iter().enumerate() {
        let text = &*entry.cell;
        let message = match text.parse::<CellKey>() {
            _ if text.is_empty() => continue,
            Ok(key) if figures.tables.get(key).is_some() => continue,
            Ok(key) => {
                let label = figures.label(&key.into());
                format!("报告上印的数“{text}”（{label}）在{}中没有相应的行", key.table.official_number())
            }
            Err(()) => format!("报告上印的数的位置“{text}”不是任何一张表的单元格"),
        };
        findings.report([at!(published[index].cell), at!(published[index].amount)], message);
    }
}

/// The table that lists the spending of a fund by item.
fn table_of(fund: Fund) -> Option<TableId> {
    match fund {
        Fund::Gpb => Some(T06),
        Fund::Government => Some(T10),
        Fund::StateCapital => Some(T12),
        Fund::Other => None,
    }
}

/// The items of the grid by table, with the first row of each that has an amount.
fn grid_items(figures: &Figures) -> FxHashMap<(TableId, Code), usize> {
    let mut items = FxHashMap::default();
    for (index, line) in figures.document.expenditure.detail.iter().enumerate() {
        let spent = line.amount.is_some_and(|amount| !amount.is_zero());
        if let (true, Some(code), Some(table)) = (spent, Code::new(&line.item), table_of(line.fund_or_default())) {
            items.entry((table, code)).or_insert(index);
        }
    }
    items
}

fn check_grid(figures: &Figures, findings: &mut Findings) {
    let items = grid_items(figures);
    let mut lost: Vec<(usize, TableId, Code)> = items
        .iter()
        .filter(|((table, code), _)| {
            let column = if *table == T10 { Column::Spending } else { Column::Total };
            figures.tables.stated(CellKey::code(*table, *code, column)).is_none()
        })
        .map(|((table, code), index)| (*index, *table, *code))
        .collect();
    lost.sort_unstable();
    for (index, table, code) in lost {
        let name = figures.book.functional_name(code);
        let message = format!("明细表有{code} {name}，而支出明细（{}）没有这一行", table.official_number());
        findings.report([at!(expenditure.detail[index].item)], message);
    }
    for (index, line) in figures.document.expenditure.lines.iter().enumerate() {
        let spent = [line.basic, line.project].iter().flatten().any(|amount| !amount.is_zero());
        let (Some(code), Some(table)) = (Code::new(&line.item), table_of(line.fund_or_default())) else { continue };
        if spent && !items.contains_key(&(table, code)) {
            let message = format!("支出明细有{code} {}，而明细表没有这一行", figures.book.functional_name(code));
            findings.report([at!(expenditure.lines[index].item)], message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{
        cross_table::relations::tests::unit,
        kit::testing::{fires, passes},
    };

    #[test]
    fn rows_that_agree() {
        passes(&RULE, &unit());
    }

    #[test]
    fn a_published_total_without_its_row() {
        let published = |cell: &'static str| {
            let mut cells = unit();
            cells.extend([(at!(published[0].cell), cell), (at!(published[0].amount), "1")]);
            cells
        };
        passes(&RULE, &published("T06!2012901.tot"));
        fires(
            &RULE,
            &published("T06!2080501.tot"),
            "报告上印的数“T06!2080501.tot”（公开06表 行政单位离退休）在公开06表中没有相应的行",
        );
        fires(&RULE, &published("合计"), "报告上印的数的位置“合计”不是任何一张表的单元格");
    }

    #[test]
    fn the_grid_and_the_lines_have_the_same_items() {
        let mut cells = unit();
        cells.push((at!(expenditure.detail[0].item), "2012950"));
        fires(&RULE, &cells, "明细表有2012950 事业运行，而支出明细（公开06表）没有这一行");
        let mut cells = unit();
        cells.extend([(at!(expenditure.lines[4].item), "2210201"), (at!(expenditure.lines[4].basic), "1")]);
        fires(&RULE, &cells, "支出明细有2210201 住房公积金，而明细表没有这一行");
    }
}

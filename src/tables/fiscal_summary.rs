//! `T04` “财政拨款收入支出决算总表”: income by fund at the left, spending by class and fund at the right.

use crate::figures::{CellKey, Column, FISCAL_COLUMNS, Figures, Line, RowKey, T04, row_label};

use super::{
    layout::{Head, Table, TableCell, TableRow},
    summary::{chinese_number, classes},
};

/// 公开04表
pub(super) fn table(figures: &Figures) -> Table {
    let (head, columns) = Head::default()
        .mixed_group("收入", &[("项目", false), ("行次", false), ("决算数", true)])
        .mixed_group(
            "支出",
            &[
                ("项目", false),
                ("行次", false),
                ("合计", true),
                ("一般公共预算财政拨款", true),
                ("政府性基金预算财政拨款", true),
                ("国有资本经营预算财政拨款", true),
            ],
        )
        .build();
    let mut table = Table::new(figures, T04, head, columns);
    let words = |name: Line| row_label(T04, RowKey::Line(name), &figures.book, &figures.document);

    let mut left: Vec<(String, Option<Line>)> =
        [Line::GeneralBudgetGrant, Line::GovernmentFundGrant, Line::StateCapitalGrant]
            .into_iter()
            .enumerate()
            .map(|(i, name)| (format!("{}、{}", chinese_number(i + 1), words(name)), Some(name)))
            .collect();
    let mut right: Vec<(String, RowKey)> = classes(figures.tables.codes(T04))
        .into_iter()
        .enumerate()
        .map(|(i, class)| {
            let name = format!("{}、{}", chinese_number(i + 1), figures.book.functional_name(class));
            (name, RowKey::Code(class))
        })
        .collect();
    // The three sub-rows of the opening balance stand beside 本年支出合计 and what follows it.
    left.resize(right.len(), (String::new(), None));
    for name in [
        Line::IncomeOfYear,
        Line::Opening,
        Line::GeneralBudgetOpening,
        Line::GovernmentFundOpening,
        Line::StateCapitalOpening,
    ] {
        let name_words =
            if name == Line::Opening { "年初财政拨款结转和结余".to_owned() } else { words(name) };
        left.push((name_words, Some(name)));
    }
    right.push((words(Line::SpendingOfYear), RowKey::Line(Line::SpendingOfYear)));
    right.push(("年末财政拨款结转和结余".to_owned(), RowKey::Line(Line::Closing)));

    let count = left.len() + 1;
    for (index, (name, line)) in left.iter().enumerate() {
        let is_total = *line == Some(Line::IncomeOfYear);
        let cells = row(figures, name, *line, right.get(index), index + 1, count);
        table.rows.push(TableRow { cells, is_total, level: 0 });
    }
    let total = ("总计".to_owned(), RowKey::Line(Line::SpendingTotal));
    table.rows.push(TableRow::total(row(figures, "总计", Some(Line::IncomeTotal), Some(&total), count, count)));
    table.notes.push("注：本表反映部门本年度财政拨款的总收支和年末结转结余情况。".to_owned());
    table
}

fn row(
    figures: &Figures,
    name: &str,
    line: Option<Line>,
    right: Option<&(String, RowKey)>,
    number: usize,
    count: usize,
) -> Vec<TableCell> {
    let mut cells = vec![
        if name.is_empty() { TableCell::Empty } else { TableCell::text(name) },
        TableCell::text(number.to_string()),
        line.map_or(TableCell::Empty, |line| TableCell::figure(figures, CellKey::line(T04, line, Column::Amount))),
    ];
    match right {
        Some((name, row)) => {
            cells.push(TableCell::text(name.as_str()));
            cells.push(TableCell::text((count + number).to_string()));
            for column in [Column::Total].iter().chain(FISCAL_COLUMNS) {
                cells.push(TableCell::figure(figures, CellKey::new(T04, *row, *column)));
            }
        }
        None => {
            cells.extend([TableCell::Empty, TableCell::text((count + number).to_string())]);
            cells.extend([TableCell::Empty, TableCell::Empty, TableCell::Empty, TableCell::Empty]);
        }
    }
    cells
}

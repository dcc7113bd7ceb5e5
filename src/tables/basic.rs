//! `T08` “一般公共预算财政拨款基本支出决算表”: three blocks of economic codes side by side.

use crate::{
    codes::{BasicGroup, Code},
    document::Axis,
    figures::{CellKey, Column, Figures, Line, T08},
};

use super::layout::{Head, Table, TableCell, TableRow};

/// 公开08表
pub(super) fn table(figures: &Figures) -> Table {
    let block = [("科目编码", false), ("科目名称", false), ("决算数", true)];
    let (head, columns) = Head::default()
        .mixed_group("人员经费", &block)
        .mixed_group("公用经费", &block)
        .mixed_group("公用经费（续）", &block)
        .build();
    let mut table = Table::new(figures, T08, head, columns);
    let codes = printed_codes(figures);
    let of_group = |group: BasicGroup| {
        codes.iter().filter(move |code| {
            figures.book.economic(**code).and_then(|entry| entry.group).unwrap_or(BasicGroup::Public) == group
        })
    };
    let left: Vec<Code> = of_group(BasicGroup::Personnel).copied().collect();
    let goods = |code: &&Code| code.as_str().starts_with("302");
    let middle: Vec<Code> = of_group(BasicGroup::Public).filter(goods).copied().collect();
    let right: Vec<Code> = of_group(BasicGroup::Public).filter(|code| !goods(code)).copied().collect();

    for index in 0..left.len().max(middle.len()).max(right.len()) {
        let mut cells = Vec::new();
        for block in [&left, &middle, &right] {
            cells.extend(block_cells(figures, block.get(index).copied()));
        }
        table.rows.push(TableRow::new(cells));
    }
    let line = |name| TableCell::figure(figures, CellKey::line(T08, name, Column::Amount));
    table.rows.push(TableRow::total(vec![
        TableCell::Empty,
        TableCell::text("人员经费合计"),
        line(Line::Personnel),
        TableCell::Empty,
        TableCell::Empty,
        TableCell::Empty,
        TableCell::Empty,
        TableCell::text("公用经费合计"),
        line(Line::Public),
    ]));
    let mut total = vec![TableCell::Empty; 7];
    total.push(TableCell::text("合计"));
    total.push(TableCell::figure(figures, CellKey::total(T08, Column::Amount)));
    table.rows.push(TableRow::total(total));
    table.notes.push("注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。".to_owned());
    table
}

/// The codes of the official form and those that occur besides.
fn printed_codes(figures: &Figures) -> Vec<Code> {
    let list = figures.book.list(Axis::Economic).values();
    let mut codes: Vec<Code> = list.filter(|entry| entry.in_basic_table).map(|entry| entry.code).collect();
    codes.extend(figures.tables.codes(T08));
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn block_cells(figures: &Figures, code: Option<Code>) -> [TableCell; 3] {
    match code {
        None => [TableCell::Empty, TableCell::Empty, TableCell::Empty],
        Some(code) => [
            TableCell::text(code.as_str()),
            TableCell::text(figures.book.economic_name(code)),
            TableCell::figure(figures, CellKey::code(T08, code, Column::Amount)),
        ],
    }
}

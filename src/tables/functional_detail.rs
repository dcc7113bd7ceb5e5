//! `T07` “一般公共预算财政拨款支出决算明细表”: functional rows, economic columns that occur.

use crate::{
    codes::Code,
    figures::{CellKey, Column, ColumnKey, Figures, RowKey, T07},
};

use super::layout::{Head, Table, TableCell, TableRow};

/// 公开07表
pub(super) fn table(figures: &Figures) -> Table {
    let codes: Vec<Code> = figures
        .tables
        .columns(T07)
        .iter()
        .filter_map(|column| match column {
            ColumnKey::Code(code) => Some(*code),
            ColumnKey::Named(_) => None,
        })
        .collect();
    let mut head =
        Head::default().mixed_group("项目", &[("科目编码", false), ("科目名称", false)]).single("合计", true);
    let mut columns: Vec<ColumnKey> = vec![ColumnKey::Named(Column::Total)];
    for class in codes.iter().filter(|code| code.digits() == 3) {
        let below: Vec<Code> = codes.iter().filter(|code| code.digits() > 3 && class.contains(code)).copied().collect();
        let mut names = vec!["小计".to_owned()];
        names.extend(below.iter().map(|code| figures.book.economic_name(*code)));
        head = head.group(&figures.book.economic_name(*class), names.iter().map(String::as_str));
        columns.push(ColumnKey::Code(*class));
        columns.extend(below.into_iter().map(ColumnKey::Code));
    }
    let (head, names) = head.build();
    let mut table = Table::new(figures, T07, head, names);
    let amounts = |row: RowKey| {
        columns.iter().map(move |column| TableCell::figure(figures, CellKey { table: T07, row, column: *column }))
    };
    let mut total = vec![TableCell::Empty, TableCell::text("合计")];
    total.extend(amounts(RowKey::Total));
    table.rows.push(TableRow::total(total));
    for code in figures.tables.codes(T07) {
        let mut cells = vec![TableCell::text(code.as_str()), TableCell::text(figures.book.functional_name(code))];
        cells.extend(amounts(RowKey::Code(code)));
        let level = code.digits().saturating_sub(3) / 2;
        table.rows.push(TableRow { cells, is_total: false, level: u8::try_from(level).unwrap_or(2) });
    }
    table.notes.push("注：本表反映部门本年度一般公共预算财政拨款支出的明细情况。".to_owned());
    if table.has_unfilled() {
        table.notes.push("功能与经济分类明细尚未录入，“未填列”的部分暂不能公开。".to_owned());
    }
    table
}

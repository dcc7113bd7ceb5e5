//! `T09` “一般公共预算财政拨款项目支出决算表”: items and the projects below them.

use crate::figures::{CellKey, Column, Figures, RowKey, T09, row_label};

use super::layout::{Head, Table, TableCell, TableRow};

/// 公开09表
pub(super) fn table(figures: &Figures) -> Table {
    let (head, columns) =
        Head::default().single("科目编码", false).single("科目名称／项目名称", false).single("金额", true).build();
    let mut table = Table::new(figures, T09, head, columns);
    let amount = |row| TableCell::figure(figures, CellKey::new(T09, row, Column::Amount));
    table.rows.push(TableRow::total(vec![TableCell::Empty, TableCell::text("合计"), amount(RowKey::Total)]));
    for code in figures.tables.codes(T09) {
        let row = RowKey::Code(code);
        let name = TableCell::text(figures.book.functional_name(code));
        table.rows.push(TableRow::new(vec![TableCell::text(code.as_str()), name, amount(row)]));
        for project in figures.tables.children(T09, row) {
            let name = TableCell::Text(row_label(T09, *project, &figures.book, &figures.document));
            table.rows.push(TableRow {
                cells: vec![TableCell::Empty, name, amount(*project)],
                is_total: false,
                level: 1,
            });
        }
    }
    table.notes.push("注：本表反映部门本年度一般公共预算财政拨款项目支出情况。".to_owned());
    table
}

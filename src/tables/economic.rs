//! `T05` “财政拨款支出决算明细表”: economic codes by fund and kind.
//!
//! The layout used in Sichuan is not published in a machine-readable form; this is the reading with economic codes as
//! rows (see the open question in ARCHITECTURE.md).

use crate::figures::{CellKey, Column, Figures, RowKey, T05};

use super::layout::{Head, Table, TableCell, TableRow};

const COLUMNS: [Column; 10] = [
    Column::Total,
    Column::GeneralBudget,
    Column::GeneralBudgetBasic,
    Column::GeneralBudgetProject,
    Column::GovernmentFund,
    Column::GovernmentFundBasic,
    Column::GovernmentFundProject,
    Column::StateCapital,
    Column::StateCapitalBasic,
    Column::StateCapitalProject,
];

/// 公开05表
pub(super) fn table(figures: &Figures) -> Table {
    let parts = ["小计", "基本支出", "项目支出"];
    let (head, columns) = Head::default()
        .mixed_group("项目", &[("科目编码", false), ("科目名称", false)])
        .single("合计", true)
        .group("一般公共预算财政拨款", parts)
        .group("政府性基金预算财政拨款", parts)
        .group("国有资本经营预算财政拨款", parts)
        .build();
    let mut table = Table::new(figures, T05, head, columns);
    let amounts =
        |row: RowKey| COLUMNS.iter().map(move |column| TableCell::figure(figures, CellKey::new(T05, row, *column)));
    let mut total = vec![TableCell::Empty, TableCell::text("合计")];
    total.extend(amounts(RowKey::Total));
    table.rows.push(TableRow::total(total));
    for code in figures.tables.codes(T05) {
        let mut cells = vec![TableCell::text(code.as_str()), TableCell::text(figures.book.economic_name(code))];
        cells.extend(amounts(RowKey::Code(code)));
        table.rows.push(TableRow { cells, is_total: false, level: u8::from(code.digits() > 3) });
    }
    table.notes.push("注：本表反映部门本年度财政拨款支出按经济分类的明细情况。".to_owned());
    if table.has_unfilled() {
        table.notes.push("功能与经济分类明细尚未录入，“未填列”的部分暂不能公开。".to_owned());
    }
    table
}

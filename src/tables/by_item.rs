//! The tables with a row for each functional code: `T02`, `T03`, `T06`, `T10`, `T11` and `T12`.
//!
//! The total comes first, then classes, sections and items in the order of their codes.

use crate::figures::{CellKey, Column, Figures, RowKey, T02, T03, T06, T10, T11, T12, TableId};

use super::layout::{Head, Table, TableCell, TableRow};

/// 公开02表
pub(super) fn income(figures: &Figures) -> Table {
    let head = item_head()
        .single("本年收入合计", true)
        .single("财政拨款收入", true)
        .single("上级补助收入", true)
        .single("事业收入", true)
        .single("经营收入", true)
        .single("附属单位上缴收入", true)
        .single("其他收入", true);
    let mut table = build(
        figures,
        T02,
        head,
        &[
            Column::Total,
            Column::Fiscal,
            Column::Superior,
            Column::Business,
            Column::Operating,
            Column::Affiliate,
            Column::Other,
        ],
    );
    table.notes.push("注：本表反映部门本年度取得的各项收入情况。".to_owned());
    table
}

/// 公开03表
pub(super) fn spending(figures: &Figures) -> Table {
    let head = item_head()
        .single("本年支出合计", true)
        .single("基本支出", true)
        .single("项目支出", true)
        .single("上缴上级支出", true)
        .single("经营支出", true)
        .single("对附属单位补助支出", true);
    let mut table = build(
        figures,
        T03,
        head,
        &[Column::Total, Column::Basic, Column::Project, Column::ToSuperior, Column::Operating, Column::Subsidy],
    );
    table.notes.push("注：本表反映部门本年度各项支出情况。".to_owned());
    table
}

/// 公开06表
pub(super) fn general_budget(figures: &Figures) -> Table {
    let head = item_head().group("本年支出", ["小计", "基本支出", "项目支出"]);
    let mut table = build(figures, T06, head, &[Column::Total, Column::Basic, Column::Project]);
    table.notes.push("注：本表反映部门本年度一般公共预算财政拨款支出情况。".to_owned());
    table
}

/// 公开10表
pub(super) fn government_fund(figures: &Figures) -> Table {
    balances(figures, T10, "政府性基金预算")
}

/// 公开11表
pub(super) fn state_capital(figures: &Figures) -> Table {
    balances(figures, T11, "国有资本经营预算")
}

/// 公开12表
pub(super) fn state_capital_spending(figures: &Figures) -> Table {
    let head = item_head().group("本年支出", ["小计", "基本支出", "项目支出"]);
    let mut table = build(figures, T12, head, &[Column::Total, Column::Basic, Column::Project]);
    table.notes.push(note(&table, "国有资本经营预算", "支出"));
    table
}

fn balances(figures: &Figures, id: TableId, fund: &str) -> Table {
    let head = item_head()
        .single("年初结转和结余", true)
        .single("本年收入", true)
        .group("本年支出", ["小计", "基本支出", "项目支出"])
        .single("年末结转和结余", true);
    let mut table = build(
        figures,
        id,
        head,
        &[
            Column::Opening,
            Column::Income,
            Column::Spending,
            Column::SpendingBasic,
            Column::SpendingProject,
            Column::Closing,
        ],
    );
    table.notes.push(note(&table, fund, "收入和支出"));
    table
}

/// An empty table keeps its grid and says why it is empty.
fn note(table: &Table, fund: &str, what: &str) -> String {
    if table.has_no_amounts() {
        format!("注：本年度没有{fund}财政拨款{what}，本表无数据。")
    } else {
        format!("注：本表反映部门本年度{fund}财政拨款{what}情况。")
    }
}

fn item_head() -> Head {
    Head::default().mixed_group("项目", &[("科目编码", false), ("科目名称", false)])
}

fn build(figures: &Figures, id: TableId, head: Head, columns: &[Column]) -> Table {
    let (head, names) = head.build();
    let mut table = Table::new(figures, id, head, names);
    let amounts =
        |row: RowKey| columns.iter().map(move |column| TableCell::figure(figures, CellKey::new(id, row, *column)));
    let mut total = vec![TableCell::Empty, TableCell::text("合计")];
    total.extend(amounts(RowKey::Total));
    table.rows.push(TableRow::total(total));
    for code in figures.tables.codes(id) {
        let mut cells = vec![TableCell::text(code.as_str()), TableCell::text(figures.book.functional_name(code))];
        cells.extend(amounts(RowKey::Code(code)));
        let level = code.digits().saturating_sub(3) / 2;
        table.rows.push(TableRow { cells, is_total: false, level: u8::try_from(level).unwrap_or(2) });
    }
    table
}

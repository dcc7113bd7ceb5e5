//! `T13` “财政拨款三公经费支出决算表”: one row, budget then actual.

use crate::figures::{CellKey, Column, Figures, T13};

use super::layout::{Head, HeadCell, Table, TableCell, TableRow};

const PARTS: [&str; 6] =
    ["合计", "因公出国（境）费", "公务用车购置及运行维护费小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"];
const BUDGET: [Column; 6] = [
    Column::BudgetTotal,
    Column::BudgetAbroad,
    Column::BudgetVehicles,
    Column::BudgetVehiclePurchase,
    Column::BudgetVehicleRunning,
    Column::BudgetReception,
];
const ACTUAL: [Column; 6] = [
    Column::ActualTotal,
    Column::ActualAbroad,
    Column::ActualVehicles,
    Column::ActualVehiclePurchase,
    Column::ActualVehicleRunning,
    Column::ActualReception,
];

/// 公开13表
pub(super) fn table(figures: &Figures) -> Table {
    let (_, columns) = Head::default().group("预算数", PARTS).group("决算数", PARTS).build();
    let mut table = Table::new(figures, T13, head(), columns);
    // A blank stays blank here; rule E15 demands that it be filled with 0.00.
    let cells: Vec<TableCell> =
        BUDGET.iter().chain(&ACTUAL).map(|column| TableCell::figure(figures, CellKey::total(T13, *column))).collect();
    table.rows.push(TableRow::new(cells));
    table.notes.push(if table.has_no_amounts() {
        "注：本年度没有财政拨款“三公”经费支出，本表无数据。".to_owned()
    } else {
        let basis = figures.profile.three_public_basis.label();
        format!("注：本表反映部门本年度财政拨款“三公”经费支出预决算情况，预算数为{basis}数。")
    });
    table
}

/// Three lines: “预算数／决算数”, the parts, and below “公务用车购置及运行维护费” its own parts.
fn head() -> Vec<Vec<HeadCell>> {
    let cell = |text: &str, columns, lines| HeadCell { text: text.to_owned(), columns, lines };
    let mut head = vec![vec![cell("预算数", 6, 1), cell("决算数", 6, 1)], Vec::new(), Vec::new()];
    for _ in 0..2 {
        head[1].push(cell("合计", 1, 2));
        head[1].push(cell("因公出国（境）费", 1, 2));
        head[1].push(cell("公务用车购置及运行维护费", 3, 1));
        head[1].push(cell("公务接待费", 1, 2));
        head[2].extend([cell("小计", 1, 1), cell("公务用车购置费", 1, 1), cell("公务用车运行维护费", 1, 1)]);
    }
    head
}

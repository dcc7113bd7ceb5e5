//! The tables by economic code: `T05`, `T07` and `T08`.
//!
//! `T08` is computed from the list of basic expenditure by economic code, or from the detail if that list has no amounts.
//! `T05` and `T07` are computed from the detail; without it they show what is known and mark the rest as unfilled.

use std::collections::BTreeSet;

use crate::{
    address::{CellKey, Column, ColumnKey, Line, RowKey, T05, T06, T07, T08},
    at,
    codes::{BasicGroup, Code, CodeBook},
    document::{DetailLine, Document, Fund, SpendingKind},
};

use super::{
    detail::makes_basic,
    figure::{Origin, Sign},
    pivot::{Pivot, put_column_sum, with_ancestors},
    table_figures::TableFigures,
};

/// The leaf columns of `T05`, by fund and kind.
const LEAF_COLUMNS: [(Column, Fund, SpendingKind); 6] = [
    (Column::GeneralBudgetBasic, Fund::Gpb, SpendingKind::Basic),
    (Column::GeneralBudgetProject, Fund::Gpb, SpendingKind::Project),
    (Column::GovernmentFundBasic, Fund::Government, SpendingKind::Basic),
    (Column::GovernmentFundProject, Fund::Government, SpendingKind::Project),
    (Column::StateCapitalBasic, Fund::StateCapital, SpendingKind::Basic),
    (Column::StateCapitalProject, Fund::StateCapital, SpendingKind::Project),
];

fn is_basic_gpb(line: &DetailLine) -> bool {
    line.fund_or_default() == Fund::Gpb && line.kind_or_default() == SpendingKind::Basic
}

/// Puts `T08`; needs nothing else.
pub(super) fn put_basic(document: &Document, book: &CodeBook, figures: &mut TableFigures) {
    let expenditure = &document.expenditure;
    let from_detail = makes_basic(document);
    let list = if from_detail { at!(expenditure.detail) } else { at!(expenditure.economic) };
    let mut pivot = Pivot::new(T08, list);
    let amount = ColumnKey::Named(Column::Amount);
    if from_detail {
        for (row, line) in expenditure.detail.iter().enumerate().filter(|(_, line)| is_basic_gpb(line)) {
            if let Some(code) = Code::new(&line.economic) {
                pivot.add(code, amount, "amount", row, line.amount);
            }
        }
    } else {
        for (row, line) in expenditure.economic.iter().enumerate() {
            if let Some(code) = Code::new(&line.economic) {
                pivot.add(code, amount, "amount", row, line.amount);
            }
        }
    }
    pivot.put(figures, &[amount]);
    for (line, group) in [(Line::Personnel, BasicGroup::Personnel), (Line::Public, BasicGroup::Public)] {
        let classes = figures.codes(T08).filter(|code| code.digits() == 3);
        let of_group = classes.filter(|code| book.economic(*code).and_then(|entry| entry.group) == Some(group));
        let cells: Box<[_]> = of_group.map(|code| (Sign::Plus, CellKey::code(T08, code, Column::Amount))).collect();
        figures.put(CellKey::line(T08, line, Column::Amount), Origin::Cells(cells));
    }
    let groups = [Line::Personnel, Line::Public].map(|line| (Sign::Plus, CellKey::line(T08, line, Column::Amount)));
    figures.put(CellKey::total(T08, Column::Amount), Origin::Cells(Box::new(groups)));
}

/// Puts 公开05表; needs 08.
pub(super) fn put_fiscal_detail(document: &Document, figures: &mut TableFigures) {
    let detail = &document.expenditure.detail;
    if detail.is_empty() {
        put_without_detail(figures);
    } else {
        let mut pivot = Pivot::new(T05, at!(expenditure.detail));
        for (row, line) in detail.iter().enumerate() {
            let place = (line.fund_or_default(), line.kind_or_default());
            let column = LEAF_COLUMNS.iter().find(|(_, fund, kind)| (*fund, *kind) == place);
            if let (Some((column, ..)), Some(code)) = (column, Code::new(&line.economic)) {
                pivot.add(code, ColumnKey::Named(*column), "amount", row, line.amount);
            }
        }
        pivot.put(figures, &LEAF_COLUMNS.map(|(column, ..)| ColumnKey::Named(column)));
    }
    put_column_sum(figures, T05, Column::GeneralBudget, &[Column::GeneralBudgetBasic, Column::GeneralBudgetProject]);
    put_column_sum(figures, T05, Column::GovernmentFund, &[Column::GovernmentFundBasic, Column::GovernmentFundProject]);
    put_column_sum(figures, T05, Column::StateCapital, &[Column::StateCapitalBasic, Column::StateCapitalProject]);
    put_column_sum(figures, T05, Column::Total, &[Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital]);
    if detail.is_empty() {
        let rows: Vec<RowKey> = figures.rows(T05).iter().copied().chain([RowKey::Total]).collect();
        for row in rows {
            for column in [Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital, Column::Total] {
                figures.put(CellKey::new(T05, row, column), Origin::Unfilled);
            }
        }
    }
}

/// Only basic spending from the general budget is known: it is `T08`.
fn put_without_detail(figures: &mut TableFigures) {
    let codes: Vec<RowKey> = figures.codes(T08).map(RowKey::Code).collect();
    figures.set_rows(T05, codes.clone());
    for row in codes.into_iter().chain([RowKey::Total]) {
        let known = CellKey::new(T08, row, Column::Amount);
        figures.put(CellKey::new(T05, row, Column::GeneralBudgetBasic), Origin::Cells(Box::new([(Sign::Plus, known)])));
        for (column, ..) in &LEAF_COLUMNS[1..] {
            figures.put(CellKey::new(T05, row, *column), Origin::Unfilled);
        }
    }
}

/// Puts 公开07表; needs 06.
pub(super) fn put_functional_detail(document: &Document, figures: &mut TableFigures) {
    let detail = &document.expenditure.detail;
    if detail.is_empty() {
        let codes: Vec<RowKey> = figures.codes(T06).map(RowKey::Code).collect();
        figures.set_rows(T07, codes.clone());
        for row in codes.into_iter().chain([RowKey::Total]) {
            figures.put(CellKey::new(T07, row, Column::Total), Origin::Unfilled);
        }
        return;
    }
    let mut pivot = Pivot::new(T07, at!(expenditure.detail));
    for (row, line) in detail.iter().enumerate().filter(|(_, line)| line.fund_or_default() == Fund::Gpb) {
        if let Some((item, economic)) = Code::new(&line.item).zip(Code::new(&line.economic)) {
            pivot.add(item, ColumnKey::Code(economic), "amount", row, line.amount);
        }
    }
    let entered = pivot.put_sparse(figures);
    let economic: BTreeSet<Code> = entered
        .iter()
        .filter_map(|column| match column {
            ColumnKey::Code(code) => Some(*code),
            ColumnKey::Named(_) => None,
        })
        .collect();
    let columns = with_ancestors(&economic);
    figures.set_columns(T07, columns.iter().map(|code| ColumnKey::Code(*code)).collect());
    let classes: Vec<Code> = columns.into_iter().filter(|code| code.digits() == 3).collect();
    let rows: Vec<RowKey> = figures.rows(T07).iter().copied().chain([RowKey::Total]).collect();
    for row in rows {
        figures.reserve(T07, row, classes.len() + 1);
        let class_key = |class: &Code| CellKey { table: T07, row, column: ColumnKey::Code(*class) };
        for class in classes.iter().filter(|class| !economic.contains(class)) {
            figures.put(class_key(class), Origin::EconomicColumns);
        }
        let parts = classes.iter().map(|class| (Sign::Plus, class_key(class))).collect();
        figures.put(CellKey::new(T07, row, Column::Total), Origin::Cells(parts));
    }
}

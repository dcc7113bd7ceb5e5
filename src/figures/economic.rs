//! 经济分类各表：公开05、07、08表。
//!
//! 公开08表 comes from the list of 基本支出经济分类, or from the detail grid if that list is empty. 公开05表 and 公开07表
//! come from the detail grid; without it they show what is known and mark the rest as unfilled.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    at,
    codes::{BasicGroup, Code, CodeBook},
    document::{DetailLine, Document, Fund, SpendingKind},
    money::Money,
};

use super::{
    figure::{Origin, RowsOrigin, Sign},
    key::{CellKey, ColumnKey, RowKey, T05, T06, T07, T08},
    pivot::{EnteredColumn, Pivot, put_column_sum, with_ancestors},
    table_figures::TableFigures,
};

/// The leaf columns of 公开05表, by fund and kind.
const LEAF_COLUMNS: [(&str, Fund, SpendingKind); 6] = [
    ("gpb_basic", Fund::Gpb, SpendingKind::Basic),
    ("gpb_proj", Fund::Gpb, SpendingKind::Project),
    ("fund_basic", Fund::Government, SpendingKind::Basic),
    ("fund_proj", Fund::Government, SpendingKind::Project),
    ("soc_basic", Fund::StateCapital, SpendingKind::Basic),
    ("soc_proj", Fund::StateCapital, SpendingKind::Project),
];

fn is_basic_gpb(line: &DetailLine) -> bool {
    line.fund_or_default() == Fund::Gpb && line.kind_or_default() == SpendingKind::Basic
}

/// Puts 公开08表; needs nothing else.
pub(super) fn put_basic(document: &Document, book: &CodeBook, figures: &mut TableFigures) {
    let expenditure = &document.expenditure;
    let from_detail = expenditure.economic.is_empty();
    let list = if from_detail { at!(expenditure.detail) } else { at!(expenditure.economic) };
    let column = EnteredColumn { column: ColumnKey::Named("amount"), field: "amount" };
    let mut pivot = Pivot::new(T08, list, vec![column]);
    if from_detail {
        for (row, line) in expenditure.detail.iter().enumerate().filter(|(_, line)| is_basic_gpb(line)) {
            if let Some(code) = Code::new(&line.economic) {
                pivot.add(code, 0, row, line.amount);
            }
        }
    } else {
        for (row, line) in expenditure.economic.iter().enumerate() {
            if let Some(code) = Code::new(&line.economic) {
                pivot.add(code, 0, row, line.amount);
            }
        }
    }
    pivot.put(figures);
    for (line, group) in [("personnel", BasicGroup::Personnel), ("public", BasicGroup::Public)] {
        let classes = figures.codes(T08).filter(|code| code.digits() == 3);
        let of_group = classes.filter(|code| book.economic(*code).and_then(|entry| entry.group) == Some(group));
        let cells: Box<[_]> = of_group.map(|code| (Sign::Plus, CellKey::code(T08, code, "amount"))).collect();
        figures.put(CellKey::line(T08, line, "amount"), Origin::Cells(cells));
    }
    let groups = ["personnel", "public"].map(|line| (Sign::Plus, CellKey::line(T08, line, "amount")));
    figures.put(CellKey::total(T08, "amount"), Origin::Cells(Box::new(groups)));
}

/// Puts 公开05表; needs 08.
pub(super) fn put_fiscal_detail(document: &Document, figures: &mut TableFigures) {
    let detail = &document.expenditure.detail;
    if detail.is_empty() {
        put_without_detail(figures);
    } else {
        let columns =
            LEAF_COLUMNS.iter().map(|(name, ..)| EnteredColumn { column: ColumnKey::Named(name), field: "amount" });
        let mut pivot = Pivot::new(T05, at!(expenditure.detail), columns.collect());
        for (row, line) in detail.iter().enumerate() {
            let place = (line.fund_or_default(), line.kind_or_default());
            let column = LEAF_COLUMNS.iter().position(|(_, fund, kind)| (*fund, *kind) == place);
            if let (Some(column), Some(code)) = (column, Code::new(&line.economic)) {
                pivot.add(code, column, row, line.amount);
            }
        }
        pivot.put(figures);
    }
    put_column_sum(figures, T05, "gpb", &["gpb_basic", "gpb_proj"]);
    put_column_sum(figures, T05, "fund", &["fund_basic", "fund_proj"]);
    put_column_sum(figures, T05, "soc", &["soc_basic", "soc_proj"]);
    put_column_sum(figures, T05, "tot", &["gpb", "fund", "soc"]);
    if detail.is_empty() {
        let rows: Vec<RowKey> = figures.rows(T05).iter().copied().chain([RowKey::Total]).collect();
        for row in rows {
            for column in ["gpb", "fund", "soc", "tot"] {
                figures.put(CellKey::new(T05, row, column), Origin::Unfilled);
            }
        }
    }
}

/// Only basic spending from the general budget is known: it is 公开08表.
fn put_without_detail(figures: &mut TableFigures) {
    let codes: Vec<RowKey> = figures.codes(T08).map(RowKey::Code).collect();
    figures.set_rows(T05, codes.clone());
    for row in codes.into_iter().chain([RowKey::Total]) {
        let known = CellKey::new(T08, row, "amount");
        figures.put(CellKey::new(T05, row, "gpb_basic"), Origin::Cells(Box::new([(Sign::Plus, known)])));
        for (column, ..) in &LEAF_COLUMNS[1..] {
            figures.put(CellKey::new(T05, row, column), Origin::Unfilled);
        }
    }
}

/// The rows of the detail grid by item and economic code.
type DetailRows = BTreeMap<(Code, Code), Vec<(u32, Option<Money>)>>;

/// Puts 公开07表; needs 06.
pub(super) fn put_functional_detail(document: &Document, figures: &mut TableFigures) {
    let detail = &document.expenditure.detail;
    if detail.is_empty() {
        let codes: Vec<RowKey> = figures.codes(T06).map(RowKey::Code).collect();
        figures.set_rows(T07, codes.clone());
        for row in codes.into_iter().chain([RowKey::Total]) {
            figures.put(CellKey::new(T07, row, "tot"), Origin::Unfilled);
        }
        return;
    }
    let mut leaves = DetailRows::new();
    for (row, line) in detail.iter().enumerate().filter(|(_, line)| line.fund_or_default() == Fund::Gpb) {
        let codes = Code::new(&line.item).zip(Code::new(&line.economic));
        if let (Some(codes), Some(_)) = (codes, line.amount) {
            leaves.entry(codes).or_default().push((u32::try_from(row).unwrap_or(u32::MAX), line.amount));
        }
    }
    let mut used: BTreeMap<Code, BTreeSet<Code>> = BTreeMap::new();
    for (item, economic) in leaves.keys() {
        let mut above = Some(*item);
        while let Some(code) = above {
            used.entry(code).or_default().insert(*economic);
            above = code.parent();
        }
    }
    let economic: BTreeSet<Code> = leaves.keys().map(|(_, economic)| *economic).collect();
    let columns = with_ancestors(&economic);
    let cell_count: usize = used.values().map(BTreeSet::len).sum();
    figures.reserve(2 * cell_count);
    figures.set_rows(T07, used.keys().map(|code| RowKey::Code(*code)).collect());
    figures.set_columns(T07, columns.iter().map(|code| ColumnKey::Code(*code)).collect());

    put_detail_cells(figures, &used, leaves);
    for code in &economic {
        figures.put(detail_key(RowKey::Total, *code), Origin::Children);
    }
    let classes: Vec<Code> = columns.iter().filter(|code| code.digits() == 3).copied().collect();
    for row in used.keys().map(|code| RowKey::Code(*code)).chain([RowKey::Total]) {
        for class in classes.iter().filter(|class| !economic.contains(class)) {
            figures.put(detail_key(row, *class), Origin::EconomicColumns);
        }
        let parts = classes.iter().map(|class| (Sign::Plus, detail_key(row, *class))).collect();
        figures.put(CellKey::new(T07, row, "tot"), Origin::Cells(parts));
    }
}

fn detail_key(row: RowKey, economic: Code) -> CellKey {
    CellKey { table: T07, row, column: ColumnKey::Code(economic) }
}

/// The cells that occur: an item's own entries, and above them the sums of what lies below.
fn put_detail_cells(figures: &mut TableFigures, used: &BTreeMap<Code, BTreeSet<Code>>, mut leaves: DetailRows) {
    let mut deepest_first: Vec<Code> = used.keys().copied().collect();
    deepest_first.sort_by_key(|code| std::cmp::Reverse(code.digits()));
    for item in deepest_first {
        let row = RowKey::Code(item);
        let has_children = !figures.children(T07, row).is_empty();
        for economic in used.get(&item).into_iter().flatten() {
            let origin = match leaves.remove(&(item, *economic)) {
                Some(rows) => Origin::Rows(Box::new(RowsOrigin {
                    list: at!(expenditure.detail),
                    field: "amount",
                    rows,
                    children: has_children,
                })),
                None => Origin::Children,
            };
            figures.put(detail_key(row, *economic), origin);
        }
    }
}

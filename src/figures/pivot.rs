//! 按科目汇总: from rows of a document list to a table with 项, 款, 类 and 合计.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use crate::{codes::Code, document::Path, money::Money};

use super::{
    figure::{ListRows, Origin},
    key::{CellKey, ColumnKey, RowKey, TableId},
    table_figures::TableFigures,
};

/// An amount on its way into a cell.
struct Amount {
    code: Code,
    column: ColumnKey,
    field: &'static str,
    row: u32,
    value: Money,
}

/// The entered amounts of one table before they are summed.
pub(super) struct Pivot {
    table: TableId,
    list: Path,
    amounts: Vec<Amount>,
}

impl Pivot {
    pub fn new(table: TableId, list: Path) -> Self {
        Self { table, list, amounts: Vec::new() }
    }

    /// Adds the amount in `field` of `row`; a blank one makes no row of the table.
    pub fn add(&mut self, code: Code, column: ColumnKey, field: &'static str, row: usize, amount: Option<Money>) {
        if let Some(value) = amount {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            self.amounts.push(Amount { code, column, field, row, value });
        }
    }

    /// The codes with an amount.
    pub fn codes(&self) -> BTreeSet<Code> {
        self.amounts.iter().map(|amount| amount.code).collect()
    }

    /// Registers the rows (with all codes above) and puts `columns` in every row and 合计, blank or not.
    pub fn put(self, figures: &mut TableFigures, columns: &[ColumnKey]) {
        let codes = self.codes();
        self.put_with_codes(figures, columns, &codes);
    }

    /// [`Pivot::put`] for a table that has more rows than this list fills.
    pub fn put_with_codes(self, figures: &mut TableFigures, columns: &[ColumnKey], codes: &BTreeSet<Code>) {
        let all: BTreeSet<ColumnKey> = columns.iter().copied().collect();
        let used = with_ancestors(codes).into_iter().map(|code| (code, all.clone())).collect();
        self.put_cells(figures, &used, columns);
    }

    /// Puts only those columns of a row that occur in it or below it; returns the columns that occur.
    pub fn put_sparse(self, figures: &mut TableFigures) -> BTreeSet<ColumnKey> {
        let mut used: BTreeMap<Code, BTreeSet<ColumnKey>> = BTreeMap::new();
        for amount in &self.amounts {
            used.entry(amount.code).or_default().insert(amount.column);
        }
        for code in used.keys().rev().copied().collect::<Vec<_>>() {
            let own = used.get(&code).cloned().unwrap_or_default();
            let mut above = code.parent();
            while let Some(code) = above {
                used.entry(code).or_default().extend(own.iter().copied());
                above = code.parent();
            }
        }
        let columns: BTreeSet<ColumnKey> = used.values().flatten().copied().collect();
        let ordered: Vec<ColumnKey> = columns.iter().copied().collect();
        self.put_cells(figures, &used, &ordered);
        columns
    }

    fn put_cells(
        mut self,
        figures: &mut TableFigures,
        used: &BTreeMap<Code, BTreeSet<ColumnKey>>,
        columns: &[ColumnKey],
    ) {
        figures.reserve(used.values().map(BTreeSet::len).sum());
        figures.set_rows(self.table, used.keys().map(|code| RowKey::Code(*code)).collect());
        self.amounts.sort_unstable_by_key(|amount| (amount.code, amount.column, amount.row));
        let ranges = ranges(&self.amounts);
        let amounts = self.amounts.iter().map(|amount| (amount.field, amount.row, amount.value)).collect();
        let list = Arc::new(ListRows { list: self.list, amounts });

        let mut deepest_first: Vec<Code> = used.keys().copied().collect();
        deepest_first.sort_by_key(|code| std::cmp::Reverse(code.digits()));
        for code in deepest_first {
            let row = RowKey::Code(code);
            let children = !figures.children(self.table, row).is_empty();
            for column in used.get(&code).into_iter().flatten() {
                let at = ranges.binary_search_by_key(&(code, *column), |(cell, _)| *cell);
                let origin = match at.ok().and_then(|at| ranges.get(at)) {
                    Some((_, range)) => Origin::Rows { list: list.clone(), range: range.clone(), children },
                    None => Origin::Children,
                };
                figures.put(CellKey { table: self.table, row, column: *column }, origin);
            }
        }
        for column in columns {
            figures.put(CellKey { table: self.table, row: RowKey::Total, column: *column }, Origin::Children);
        }
    }
}

/// The amounts of each cell, as ranges of the sorted amounts; sorted by cell.
fn ranges(amounts: &[Amount]) -> Vec<((Code, ColumnKey), Range<u32>)> {
    let mut ranges: Vec<((Code, ColumnKey), Range<u32>)> = Vec::new();
    for (index, amount) in (0_u32..).zip(amounts) {
        let cell = (amount.code, amount.column);
        match ranges.last_mut() {
            Some((last, range)) if *last == cell => range.end = index + 1,
            _ => ranges.push((cell, index..index + 1)),
        }
    }
    ranges
}

/// The codes and every code above them, sorted.
pub(super) fn with_ancestors(codes: &BTreeSet<Code>) -> BTreeSet<Code> {
    let mut all = codes.clone();
    for code in codes {
        let mut above = code.parent();
        while let Some(code) = above {
            all.insert(code);
            above = code.parent();
        }
    }
    all
}

/// Puts a column that sums other columns, in every row and in 合计.
pub(super) fn put_column_sum(
    figures: &mut TableFigures,
    table: TableId,
    column: &'static str,
    of: &'static [&'static str],
) {
    let rows: Vec<RowKey> = figures.rows(table).iter().copied().chain([RowKey::Total]).collect();
    for row in rows {
        figures.put(CellKey::new(table, row, column), Origin::Columns(of));
    }
}

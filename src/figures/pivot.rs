//! Sums the rows of a list up by code: items, sections, classes and the total.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use rustc_hash::FxHashMap;

use crate::{codes::Code, document::Path, money::Money};

use crate::address::{CellKey, Column, ColumnKey, RowKey, TableId};

use super::{
    figure::{ListRows, Origin},
    table_figures::TableFigures,
};

/// An amount on its way into a cell.
struct Amount {
    code: Code,
    /// Index into [`Pivot::columns`].
    column: u32,
    row: u32,
    value: Money,
}

/// The entered amounts of one table before they are summed.
pub(super) struct Pivot {
    table: TableId,
    list: Path,
    amounts: Vec<Amount>,
    /// Each column with the field that fills it.
    columns: Vec<(ColumnKey, &'static str)>,
    column_index: FxHashMap<ColumnKey, u32>,
}

/// The columns of each row, as sorted indices.
type Used = BTreeMap<Code, Vec<u32>>;

impl Pivot {
    pub fn new(table: TableId, list: Path) -> Self {
        Self { table, list, amounts: Vec::new(), columns: Vec::new(), column_index: FxHashMap::default() }
    }

    /// Adds the amount in `field` of `row`; a blank one makes no row of the table. A column has one field.
    pub fn add(&mut self, code: Code, column: ColumnKey, field: &'static str, row: usize, amount: Option<Money>) {
        if let Some(value) = amount {
            let column = self.column(column, field);
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            self.amounts.push(Amount { code, column, row, value });
        }
    }

    fn column(&mut self, column: ColumnKey, field: &'static str) -> u32 {
        *self.column_index.entry(column).or_insert_with(|| {
            self.columns.push((column, field));
            u32::try_from(self.columns.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// The codes with an amount.
    pub fn codes(&self) -> BTreeSet<Code> {
        let mut codes: Vec<Code> = self.amounts.iter().map(|amount| amount.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.into_iter().collect()
    }

    /// Registers the rows (with all codes above) and puts `columns` in every row and the total, blank or not.
    pub fn put(self, figures: &mut TableFigures, columns: &[ColumnKey]) {
        let codes = self.codes();
        self.put_with_codes(figures, columns, &codes);
    }

    /// [`Pivot::put`] for a table that has more rows than this list fills.
    pub fn put_with_codes(mut self, figures: &mut TableFigures, columns: &[ColumnKey], codes: &BTreeSet<Code>) {
        for column in columns {
            self.column(*column, "");
        }
        self.sort();
        let all: Vec<u32> = (0..).take(self.columns.len()).collect();
        let used = with_ancestors(codes).into_iter().map(|code| (code, all.clone())).collect();
        self.put_cells(figures, &used);
    }

    /// Puts only those columns of a row that occur in it or below it; returns the columns that occur.
    pub fn put_sparse(mut self, figures: &mut TableFigures) -> BTreeSet<ColumnKey> {
        self.sort();
        let mut used = Used::new();
        for cell in self.amounts.chunk_by(|a, b| a.code == b.code) {
            let Some(first) = cell.first() else { continue };
            let columns = used.entry(first.code).or_default();
            columns.extend(cell.iter().map(|amount| amount.column));
            columns.dedup();
        }
        for digits in (4..=8).rev() {
            add_to_parents(&mut used, digits);
        }
        let columns = self.columns.iter().map(|(column, _)| *column).collect();
        self.put_cells(figures, &used);
        columns
    }

    /// Sorts the columns, then the amounts by cell.
    fn sort(&mut self) {
        let mut order: Vec<u32> = (0..).take(self.columns.len()).collect();
        order.sort_by_key(|index| self.columns.get(*index as usize).map(|(column, _)| *column));
        let mut place = vec![0; order.len()];
        for (new, old) in (0..).zip(&order) {
            place[*old as usize] = new;
        }
        self.columns.sort_by_key(|(column, _)| *column);
        for amount in &mut self.amounts {
            amount.column = place[amount.column as usize];
        }
        self.amounts.sort_unstable_by_key(|amount| (amount.code, amount.column, amount.row));
    }

    fn put_cells(self, figures: &mut TableFigures, used: &Used) {
        figures.set_rows(self.table, used.keys().map(|code| RowKey::Code(*code)).collect());
        let ranges = ranges(&self.amounts);
        let field = |amount: &Amount| self.columns.get(amount.column as usize).map_or("", |(_, field)| *field);
        let amounts = self.amounts.iter().map(|amount| (field(amount), amount.row, amount.value)).collect();
        let list = Arc::new(ListRows { list: self.list, amounts });

        let mut deepest_first: Vec<(Code, &[u32])> = used.iter().map(|(code, own)| (*code, own.as_slice())).collect();
        deepest_first.sort_by_key(|(code, _)| std::cmp::Reverse(code.digits()));
        for (code, columns) in deepest_first {
            let row = RowKey::Code(code);
            let children = !figures.children(self.table, row).is_empty();
            let first = ranges.partition_point(|(cell, _)| cell.0 < code);
            let mut own = ranges.iter().skip(first).peekable();
            // Most tables have a column or two more, which sum these.
            figures.reserve(self.table, row, columns.len() + 2);
            for column in columns {
                let Some((key, _)) = self.columns.get(*column as usize) else { continue };
                let origin = match own.next_if(|(cell, _)| *cell == (code, *column)) {
                    Some((_, range)) => Origin::Rows { list: list.clone(), range: range.clone(), children },
                    None => Origin::Children,
                };
                figures.put(CellKey { table: self.table, row, column: *key }, origin);
            }
        }
        for (column, _) in &self.columns {
            figures.put(CellKey { table: self.table, row: RowKey::Total, column: *column }, Origin::Children);
        }
    }
}

/// The amounts of each cell, as ranges of the sorted amounts; sorted by cell.
fn ranges(amounts: &[Amount]) -> Vec<((Code, u32), Range<u32>)> {
    let mut ranges: Vec<((Code, u32), Range<u32>)> = Vec::with_capacity(amounts.len());
    for (index, amount) in (0_u32..).zip(amounts) {
        let cell = (amount.code, amount.column);
        match ranges.last_mut() {
            Some((last, range)) if *last == cell => range.end = index + 1,
            _ => ranges.push((cell, index..index + 1)),
        }
    }
    ranges
}

/// Adds the columns of the codes with so many digits to the codes above them.
fn add_to_parents(used: &mut Used, digits: usize) {
    let mut above = Used::new();
    for (code, columns) in used.iter().filter(|(code, _)| code.digits() == digits) {
        if let Some(parent) = code.parent() {
            above.entry(parent).or_default().extend(columns);
        }
    }
    for (parent, below) in above {
        let columns = used.entry(parent).or_default();
        columns.extend(below);
        columns.sort_unstable();
        columns.dedup();
    }
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

/// Puts a column that sums other columns, in every row and in the total.
pub(super) fn put_column_sum(figures: &mut TableFigures, table: TableId, column: Column, of: &'static [Column]) {
    let rows: Vec<RowKey> = figures.rows(table).iter().copied().chain([RowKey::Total]).collect();
    for row in rows {
        figures.put(CellKey::new(table, row, column), Origin::Columns(of));
    }
}

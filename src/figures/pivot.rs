//! 按科目汇总: from rows of a document list to a table with 项, 款, 类 and 合计.

use std::collections::{BTreeMap, BTreeSet};

use crate::{codes::Code, document::Path, money::Money};

use super::{
    figure::{Origin, RowsOrigin},
    key::{CellKey, ColumnKey, RowKey, TableId},
    table_figures::TableFigures,
};

/// A column that is summed from a field of the list.
pub(super) struct EnteredColumn {
    pub column: ColumnKey,
    pub field: &'static str,
}

/// The entered amounts of one table before they are summed: code × column → rows of the list.
pub(super) struct Pivot {
    table: TableId,
    list: Path,
    columns: Vec<EnteredColumn>,
    leaves: BTreeMap<(Code, usize), Vec<(u32, Option<Money>)>>,
    codes: BTreeSet<Code>,
}

impl Pivot {
    pub fn new(table: TableId, list: Path, columns: Vec<EnteredColumn>) -> Self {
        Self { table, list, columns, leaves: BTreeMap::new(), codes: BTreeSet::new() }
    }

    /// Adds an entered amount; blank ones make no row.
    pub fn add(&mut self, code: Code, column: usize, row: usize, amount: Option<Money>) {
        if amount.is_some() {
            self.codes.insert(code);
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            self.leaves.entry((code, column)).or_default().push((row, amount));
        }
    }

    /// The codes with an entry.
    pub fn codes(&self) -> &BTreeSet<Code> {
        &self.codes
    }

    /// Registers the rows (with all codes above) and puts the entered columns, from the leaves up to 合计.
    pub fn put(self, figures: &mut TableFigures) {
        let codes = self.codes.clone();
        self.put_with_codes(figures, &codes);
    }

    /// [`Pivot::put`] for a table that has more rows than this list fills.
    pub fn put_with_codes(mut self, figures: &mut TableFigures, codes: &BTreeSet<Code>) {
        let rows = with_ancestors(codes);
        figures.set_rows(self.table, rows.iter().map(|code| RowKey::Code(*code)).collect());
        let mut deepest_first: Vec<Code> = rows.into_iter().collect();
        deepest_first.sort_by_key(|code| std::cmp::Reverse(code.digits()));
        for code in deepest_first {
            let row = RowKey::Code(code);
            let has_children = !figures.children(self.table, row).is_empty();
            for (index, column) in self.columns.iter().enumerate() {
                let key = CellKey { table: self.table, row, column: column.column };
                let origin = match self.leaves.remove(&(code, index)) {
                    Some(rows) => Origin::Rows(Box::new(RowsOrigin {
                        list: self.list,
                        field: column.field,
                        rows,
                        children: has_children,
                    })),
                    None => Origin::Children,
                };
                figures.put(key, origin);
            }
        }
        for column in &self.columns {
            figures.put(CellKey { table: self.table, row: RowKey::Total, column: column.column }, Origin::Children);
        }
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

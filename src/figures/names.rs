//! Names of tables, rows and columns: the official titles, and the words used in findings and explanations.

use crate::codes::{Code, CodeBook};
use crate::document::Document;

use crate::address::{CellKey, Column, ColumnKey, RowKey, TableId};

/// The titles of the 13 tables, in order.
const TITLES: [&str; 13] = [
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "财政拨款支出决算明细表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款支出决算明细表",
    "一般公共预算财政拨款基本支出决算表",
    "一般公共预算财政拨款项目支出决算表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款支出决算表",
    "财政拨款“三公”经费支出决算表",
];

impl TableId {
    /// 收入支出决算总表
    pub fn title(self) -> &'static str {
        TITLES.get(usize::from(self.number()).wrapping_sub(1)).copied().unwrap_or("其他资金支出")
    }

    /// 公开01表
    pub fn official_number(self) -> String {
        if self == Self::OTHER_FUNDS {
            "其他资金支出".to_owned()
        } else {
            format!("公开{:02}表", self.number())
        }
    }
}

/// The words for a row; functional or economic names by the table that the code stands in.
pub fn row_label(table: TableId, row: RowKey, book: &CodeBook, document: &Document) -> String {
    match row {
        RowKey::Total => "合计".to_owned(),
        RowKey::Line(line) => line.words().to_owned(),
        RowKey::Code(code) => code_label(table, code, book),
        RowKey::Project(index) => document
            .performance
            .projects
            .get(index as usize)
            .map(|project| project.name.to_string())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("第{}个项目", index + 1)),
    }
}

fn code_label(table: TableId, code: Code, book: &CodeBook) -> String {
    match table.number() {
        5 | 8 => book.economic_name(code),
        _ => book.functional_name(code),
    }
}

/// The words for a column.
pub fn column_label(column: ColumnKey, book: &CodeBook) -> String {
    match column {
        ColumnKey::Named(column) => column.words().to_owned(),
        ColumnKey::Code(code) => book.economic_name(code),
    }
}

/// `公开06表 行政运行 基本支出`; a column that only says “决算数” or “合计” beside a named line is left out.
pub fn cell_label(key: CellKey, book: &CodeBook, document: &Document) -> String {
    let row = row_label(key.table, key.row, book, document);
    let table = key.table.official_number();
    match (key.row, key.column) {
        (RowKey::Total, ColumnKey::Named(Column::Total | Column::Amount)) => format!("{table} 合计"),
        (_, ColumnKey::Named(Column::Total | Column::Amount)) => format!("{table} {row}"),
        (RowKey::Total, column) if key.table.number() == 13 => format!("{table} {}", column_label(column, book)),
        (_, column) => format!("{table} {row} {}", column_label(column, book)),
    }
}

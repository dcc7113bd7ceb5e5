//! 表、行、列的名称: the official titles, and the words for rows and columns in findings and explanations.

use crate::codes::{Code, CodeBook};
use crate::document::Document;

use super::key::{CellKey, ColumnKey, RowKey, TableId};

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

/// Named lines with their words.
const LINES: &[(&str, &str)] = &[
    ("I1", "一般公共预算财政拨款收入"),
    ("I2", "政府性基金预算财政拨款收入"),
    ("I3", "国有资本经营预算财政拨款收入"),
    ("I4", "上级补助收入"),
    ("I5", "事业收入"),
    ("I6", "经营收入"),
    ("I7", "附属单位上缴收入"),
    ("I8", "其他收入"),
    ("I_sum", "本年收入合计"),
    ("I_nonfis", "使用非财政拨款结余（含专用结余）"),
    ("I_open", "年初结转和结余"),
    ("I_tot", "收入总计"),
    ("E_sum", "本年支出合计"),
    ("E_alloc", "结余分配"),
    ("E_close", "年末结转和结余"),
    ("E_tot", "支出总计"),
    ("I_gpb", "一般公共预算财政拨款收入"),
    ("I_fund", "政府性基金预算财政拨款收入"),
    ("I_soc", "国有资本经营预算财政拨款收入"),
    ("open_gpb", "年初一般公共预算财政拨款结转和结余"),
    ("open_fund", "年初政府性基金预算财政拨款结转和结余"),
    ("open_soc", "年初国有资本经营预算财政拨款结转和结余"),
    ("personnel", "人员经费合计"),
    ("public", "公用经费合计"),
];

/// Named columns with their words.
const COLUMNS: &[(&str, &str)] = &[
    ("amount", "决算数"),
    ("tot", "合计"),
    ("gpb", "一般公共预算"),
    ("gpb_basic", "一般公共预算基本支出"),
    ("gpb_proj", "一般公共预算项目支出"),
    ("fund", "政府性基金预算"),
    ("fund_basic", "政府性基金基本支出"),
    ("fund_proj", "政府性基金项目支出"),
    ("soc", "国有资本经营预算"),
    ("soc_basic", "国有资本经营基本支出"),
    ("soc_proj", "国有资本经营项目支出"),
    ("fisc", "财政拨款收入"),
    ("sup", "上级补助收入"),
    ("biz", "事业收入"),
    ("oper", "经营"),
    ("sub", "附属单位上缴收入"),
    ("oth", "其他收入"),
    ("basic", "基本支出"),
    ("proj", "项目支出"),
    ("up", "上缴上级支出"),
    ("subsid", "对附属单位补助支出"),
    ("open", "年初结转和结余"),
    ("inc", "本年收入"),
    ("exp", "本年支出"),
    ("exp_basic", "本年支出（基本支出）"),
    ("exp_proj", "本年支出（项目支出）"),
    ("close", "年末结转和结余"),
    ("b_tot", "预算数合计"),
    ("b_abroad", "因公出国（境）费预算数"),
    ("b_car", "公务用车购置及运行费预算数"),
    ("b_car_buy", "公务用车购置费预算数"),
    ("b_car_run", "公务用车运行费预算数"),
    ("b_recv", "公务接待费预算数"),
    ("f_tot", "决算数合计"),
    ("f_abroad", "因公出国（境）费决算数"),
    ("f_car", "公务用车购置及运行费决算数"),
    ("f_car_buy", "公务用车购置费决算数"),
    ("f_car_run", "公务用车运行费决算数"),
    ("f_recv", "公务接待费决算数"),
];

fn known(list: &'static [(&'static str, &'static str)], name: &str) -> Option<&'static (&'static str, &'static str)> {
    list.iter().find(|(key, _)| *key == name)
}

/// The static name of a line, if there is one of this spelling.
pub(super) fn line(name: &str) -> Option<&'static str> {
    known(LINES, name).map(|(key, _)| *key)
}

/// The static name of a column, if there is one of this spelling.
pub(super) fn column(name: &str) -> Option<&'static str> {
    known(COLUMNS, name).map(|(key, _)| *key)
}

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
        RowKey::Line(name) => known(LINES, name).map_or(name, |(_, words)| *words).to_owned(),
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
        ColumnKey::Named(name) => known(COLUMNS, name).map_or(name, |(_, words)| *words).to_owned(),
        ColumnKey::Code(code) => book.economic_name(code),
    }
}

/// `公开06表 行政运行 基本支出`; a column that only says 决算数 or 合计 beside a named line is left out.
pub fn cell_label(key: CellKey, book: &CodeBook, document: &Document) -> String {
    let row = row_label(key.table, key.row, book, document);
    let table = key.table.official_number();
    match (key.row, key.column) {
        (RowKey::Total, ColumnKey::Named("tot" | "amount")) => format!("{table} 合计"),
        (_, ColumnKey::Named("tot" | "amount")) => format!("{table} {row}"),
        (RowKey::Total, column) if key.table.number() == 13 => format!("{table} {}", column_label(column, book)),
        (_, column) => format!("{table} {row} {}", column_label(column, book)),
    }
}

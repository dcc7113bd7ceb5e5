//! The layout of a table: head, rows, cells.

use crate::{
    figures::{CellKey, Figures, Source, TableId},
    money::Money,
    templates::NumberForm,
};

/// A table as it is published.
#[derive(Clone, Debug)]
pub struct Table {
    pub id: TableId,
    /// “收入支出决算总表”, as it is published.
    pub title: String,
    /// `T01`, as it is published.
    pub number: String,
    /// 编制单位
    pub department: String,
    /// 2024年度
    pub year: String,
    /// The head, line by line; spans tell how cells are merged.
    pub head: Vec<Vec<HeadCell>>,
    /// The columns below the head.
    pub columns: Vec<TableColumn>,
    pub rows: Vec<TableRow>,
    /// What stands below the table.
    pub notes: Vec<String>,
    /// How its amounts are printed.
    pub numbers: NumberForm,
}

/// A cell of the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadCell {
    pub text: String,
    /// How many columns it spans.
    pub columns: usize,
    /// How many lines of the head it spans.
    pub lines: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Its full name, e.g. `一般公共预算 基本支出`.
    pub title: String,
    /// Holds amounts, right-aligned?
    pub is_amount: bool,
}

#[derive(Clone, Debug)]
pub struct TableRow {
    /// As many as there are columns.
    pub cells: Vec<TableCell>,
    /// A total: bold, with a line above.
    pub is_total: bool,
    /// Depth of the code: 0 for classes and the total, 1 for sections, 2 for items; names are indented by it.
    pub level: u8,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableCell {
    /// Words or a code.
    Text(String),
    /// An amount; blank if `None`.
    Amount {
        /// As printed.
        value: Option<Money>,
        source: Source,
    },
    /// An amount for which nothing was entered that it could be made of.
    Unfilled {
        source: Source,
    },
    Empty,
}

impl TableCell {
    /// The figure `key` as printed.
    pub fn figure(figures: &Figures, key: CellKey) -> Self {
        let source = Source::Cell(key);
        match figures.tables.get(key) {
            Some(figure) if figure.is_unfilled() => Self::Unfilled { source },
            Some(figure) => Self::Amount { value: figure.printed(), source },
            None => Self::Empty,
        }
    }

    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// What is printed: 万元 with two decimals, `未填列`, words, or nothing.
    pub fn printed(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Amount { value, .. } => value.map(Money::wan2),
            Self::Unfilled { .. } => Some("未填列".to_owned()),
            Self::Empty => None,
        }
    }
}

impl Table {
    /// An empty table with its head.
    pub(super) fn new(figures: &Figures, id: TableId, head: Vec<Vec<HeadCell>>, columns: Vec<TableColumn>) -> Self {
        let unit = &figures.document.unit;
        let (number, title) = match figures.profile.table(id) {
            Some(table) => (table.number.clone(), table.title.clone()),
            None => (id.official_number(), id.title().to_owned()),
        };
        Self {
            id,
            title,
            number,
            department: unit.department.to_string(),
            year: unit.year.map_or_else(String::new, |year| format!("{year}年度")),
            head,
            columns,
            rows: Vec::new(),
            notes: Vec::new(),
            numbers: figures.profile.numbers,
        }
    }

    /// Amounts are printed in this unit.
    pub const UNIT: &'static str = "万元";

    /// Whether no cell of the table holds an amount other than zero.
    pub fn has_no_amounts(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).all(|cell| match cell {
            TableCell::Amount { value, .. } => value.is_none_or(Money::is_zero),
            TableCell::Unfilled { .. } => false,
            _ => true,
        })
    }

    /// Whether some cells wait for details that were not entered.
    pub fn has_unfilled(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, TableCell::Unfilled { .. }))
    }
}

impl TableRow {
    /// A row of `cells`.
    pub(super) fn new(cells: Vec<TableCell>) -> Self {
        Self { cells, is_total: false, level: 0 }
    }

    pub(super) fn total(cells: Vec<TableCell>) -> Self {
        Self { cells, is_total: true, level: 0 }
    }
}

/// Builds a head of groups with columns below them; a group of one column without a name spans both lines.
#[derive(Default)]
pub(super) struct Head {
    groups: Vec<(String, Vec<TableColumn>)>,
}

impl Head {
    /// A column that spans the whole head.
    pub fn single(mut self, title: &str, is_amount: bool) -> Self {
        self.groups.push((String::new(), vec![TableColumn { title: title.to_owned(), is_amount }]));
        self
    }

    /// Columns of amounts under a common name.
    pub fn group<'a>(mut self, title: &str, columns: impl IntoIterator<Item = &'a str>) -> Self {
        let columns = columns.into_iter().map(|name| TableColumn { title: name.to_owned(), is_amount: true }).collect();
        self.groups.push((title.to_owned(), columns));
        self
    }

    /// Columns under a common name, each with its own alignment.
    pub fn mixed_group(mut self, title: &str, columns: &[(&str, bool)]) -> Self {
        let columns = columns
            .iter()
            .map(|(name, is_amount)| TableColumn { title: (*name).to_owned(), is_amount: *is_amount })
            .collect();
        self.groups.push((title.to_owned(), columns));
        self
    }

    /// The lines of the head and the columns with their full names.
    pub fn build(self) -> (Vec<Vec<HeadCell>>, Vec<TableColumn>) {
        let lines = if self.groups.iter().any(|(name, _)| !name.is_empty()) { 2 } else { 1 };
        let mut head = vec![Vec::new(); lines];
        let mut columns = Vec::new();
        for (group, below) in self.groups {
            if group.is_empty() {
                for column in below {
                    head[0].push(HeadCell { text: column.title.clone(), columns: 1, lines });
                    columns.push(column);
                }
                continue;
            }
            head[0].push(HeadCell { text: group.clone(), columns: below.len(), lines: 1 });
            for column in below {
                head[1].push(HeadCell { text: column.title.clone(), columns: 1, lines: 1 });
                columns.push(TableColumn { title: format!("{group} {}", column.title), ..column });
            }
        }
        (head, columns)
    }
}

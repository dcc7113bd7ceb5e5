//! A form as it is laid out: a head of merged cells, rows, notes; and what has to be read of it.

use std::collections::BTreeMap;

use juesuan::{
    address::CellKey,
    figures::Figures,
    money::{AmountUnit, Money},
};

#[derive(Clone, Debug, Default)]
pub struct MadeCell {
    pub row: u32,
    pub column: u32,
    pub rows: u32,
    pub columns: u32,
    pub text: String,
    /// Held as a number where a file can.
    pub is_number: bool,
}

/// How codes are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Codes {
    /// In one column.
    One,
    /// 类 款 项, the whole code merged over all three.
    Merged,
    /// 201 | 29 | 01 in each row.
    Parts,
    /// Only the part that is new: 201 | |, | 29 |, | | 01.
    Steps,
    /// Whole codes, each in the column of its level.
    Whole,
    /// In one column with the name: 2012901 行政运行.
    WithName,
}

/// How forms are laid out.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub codes: Codes,
    pub is_total_below: bool,
    /// Rows of 类 and 款.
    pub has_subtotals: bool,
    /// 栏次 and 行次
    pub has_ordinals: bool,
    pub unit: AmountUnit,
    /// What stands where there is no amount.
    pub nothing: &'static str,
    pub is_grouped: bool,
    pub notes: bool,
    /// So many rows stand on a page; then the head is repeated.
    pub page: Option<usize>,
    /// Columns beside one another in 公开08表.
    pub sides: u32,
    /// Budget and accounts of 三公经费 below each name.
    pub is_interleaved: bool,
}

pub const PLAIN: Style = Style {
    codes: Codes::One,
    is_total_below: false,
    has_subtotals: true,
    has_ordinals: false,
    unit: AmountUnit::Wan,
    nothing: "",
    is_grouped: false,
    notes: true,
    page: None,
    sides: 2,
    is_interleaved: false,
};

/// A form on its own sheet, or one below the other in a document.
#[derive(Clone, Debug)]
pub struct MadeForm {
    pub sheet: String,
    pub title: String,
    /// 公开02表
    pub number: String,
    pub unit: AmountUnit,
    pub year: u32,
    pub width: u32,
    /// Rows and cells of the head.
    pub head: (u32, Vec<MadeCell>),
    pub rows: Vec<Vec<MadeCell>>,
    pub notes: Vec<String>,
    pub page: Option<usize>,
    /// What has to be read, in 万元.
    pub expected: BTreeMap<String, String>,
}

pub const DEPARTMENT: &str = "青禾县总工会";

pub struct FormMaker<'a> {
    figures: &'a Figures,
    pub style: Style,
    pub form: MadeForm,
    row: Vec<MadeCell>,
}

impl<'a> FormMaker<'a> {
    pub fn new(figures: &'a Figures, style: Style, number: &str, title: &str) -> Self {
        let form = MadeForm {
            sheet: number.to_owned(),
            title: title.to_owned(),
            number: number.to_owned(),
            unit: style.unit,
            year: 2024,
            width: 0,
            head: (0, Vec::new()),
            rows: Vec::new(),
            notes: Vec::new(),
            page: style.page,
            expected: BTreeMap::new(),
        };
        Self { figures, style, form, row: Vec::new() }
    }

    /// The columns, each by the words above it: `本年支出/小计`. What they share is merged.
    pub fn head(&mut self, columns: &[&str]) {
        let paths: Vec<Vec<&str>> = columns.iter().map(|path| path.split('/').collect()).collect();
        let depth = paths.iter().map(Vec::len).max().unwrap_or(1);
        let mut cells = Vec::new();
        let mut column = 0;
        for level in 0..depth {
            column = 0;
            while column < paths.len() {
                let own = &paths[column];
                if level >= own.len() {
                    column += 1;
                    continue;
                }
                let is_last = level + 1 == own.len();
                let same = |other: &Vec<&str>| other.len() > level && other[..=level] == own[..=level];
                let count = if is_last { 1 } else { paths[column..].iter().take_while(|other| same(other)).count() };
                cells.push(MadeCell {
                    row: level as u32,
                    column: column as u32,
                    rows: if is_last { (depth - level) as u32 } else { 1 },
                    columns: count as u32,
                    text: own[level].to_owned(),
                    is_number: false,
                });
                column += count;
            }
        }
        self.form.width = column as u32;
        self.form.head = (depth as u32, cells);
    }

    /// The line of 栏次 below the head: blank, a word, or a number for each column.
    pub fn ordinals(&mut self, columns: &[&str]) {
        if !self.style.has_ordinals {
            return;
        }
        let row = self.form.head.0;
        let cells = (0..).zip(columns).filter(|(_, text)| !text.is_empty());
        self.form.head.1.extend(cells.map(|(column, text)| MadeCell {
            row,
            column,
            rows: 1,
            columns: 1,
            text: (*text).to_owned(),
            is_number: text.parse::<u32>().is_ok(),
        }));
        self.form.head.0 += 1;
    }

    pub fn text(&mut self, column: u32, text: &str) {
        self.wide(column, 1, text);
    }

    pub fn wide(&mut self, column: u32, columns: u32, text: &str) {
        if !text.is_empty() {
            let cell = MadeCell { row: 0, column, rows: 1, columns, text: text.to_owned(), is_number: false };
            self.row.push(cell);
        }
    }

    /// An amount, to be read as the cell `key`.
    pub fn amount(&mut self, column: u32, key: CellKey) {
        let value = self.figures.tables.printed(key);
        let address = key.to_string();
        self.amount_of(column, value, Some(&address));
    }

    /// An amount to be read as of `address`, or not at all.
    pub fn amount_of(&mut self, column: u32, value: Option<Money>, address: Option<&str>) {
        let shown = value.filter(|value| !value.is_zero() || self.style.nothing == "0.00");
        let Some(value) = shown else {
            let text = if self.style.nothing == "0.00" { "" } else { self.style.nothing };
            return self.text(column, text);
        };
        let text = match (self.style.unit, self.style.is_grouped) {
            (AmountUnit::Wan, false) => value.wan2(),
            (AmountUnit::Wan, true) => value.wan2_grouped(),
            (AmountUnit::Yuan, false) => value.exact(AmountUnit::Yuan),
            (AmountUnit::Yuan, true) => value.exact_grouped(AmountUnit::Yuan),
        };
        self.row.push(MadeCell { row: 0, column, rows: 1, columns: 1, text, is_number: true });
        if let Some(address) = address {
            self.form.expected.insert(address.to_owned(), value.wan().normalize().to_string());
        }
    }

    /// A number of things, which has no unit.
    pub fn count(&mut self, column: u32, count: u32, address: &str) {
        self.row.push(MadeCell { row: 0, column, rows: 1, columns: 1, text: count.to_string(), is_number: true });
        self.form.expected.insert(address.to_owned(), count.to_string());
    }

    pub fn end_row(&mut self) {
        self.form.rows.push(std::mem::take(&mut self.row));
    }

    pub fn figures(&self) -> &'a Figures {
        self.figures
    }

    pub fn note(&mut self, text: &str) {
        if self.style.notes {
            self.form.notes.push(text.to_owned());
        }
    }
}

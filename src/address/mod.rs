//! The addresses of computed numbers, which the compiler checks: cells of the official tables, and measures beside
//! them.
//!
//! Files, templates and texts write them `T06!合计.tot` and `gpb.growth`; their spelling stands here and nowhere else.

mod code;
mod measure;
mod spelling;

pub use code::Code;
pub use measure::{Budget, MeasureKey, PerHead, ProjectTerm, SmallFirms, ThreePublicItem, YearOnYear};
pub use spelling::{Column, Line};

use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use crate::effort;

/// Begins an address inside a text: `⟦T06!合计.tot⟧`. Nobody types these brackets by chance.
pub const OPEN: char = '⟦';
/// Ends an address inside a text.
pub const CLOSE: char = '⟧';

/// One of the 13 official tables, or the auxiliary table of non-fiscal spending (00).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(u8);

impl TableId {
    /// 其他资金支出（不单独公开，用于汇总公开03表）
    pub const OTHER_FUNDS: Self = Self(0);
    /// The 13 published tables in order.
    pub const PUBLISHED: [Self; 13] = {
        let mut all = [Self(0); 13];
        let mut i = 0;
        while i < 13 {
            all[i] = Self(i as u8 + 1);
            i += 1;
        }
        all
    };

    /// How many there are, the auxiliary table among them.
    pub const COUNT: usize = 14;
    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self(0); Self::COUNT];
        let mut i = 0;
        while i < Self::COUNT {
            all[i] = Self(i as u8);
            i += 1;
        }
        all
    };

    /// The published table of this number (公开01表 is 1); out of range is the auxiliary table.
    pub const fn published(number: u8) -> Self {
        if number <= 13 { Self(number) } else { Self(0) }
    }

    /// Below [`Self::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// 1 to 13; 0 for the auxiliary table.
    pub fn number(self) -> u8 {
        self.0
    }
}

macro_rules! tables {
    ($($name:ident = $number:literal;)*) => { $(
        #[doc = concat!("公开", stringify!($number), "表")]
        pub const $name: TableId = TableId::published($number);
    )* };
}
tables! { T01 = 1; T02 = 2; T03 = 3; T04 = 4; T05 = 5; T06 = 6; T07 = 7; T08 = 8; T09 = 9; T10 = 10; T11 = 11; T12 = 12; T13 = 13; }

impl fmt::Display for TableId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{:02}", self.0)
    }
}

impl fmt::Debug for TableId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKey {
    /// 合计
    Total,
    /// A line with a name of its own: `E_sum`, `personnel`.
    Line(Line),
    /// A functional or economic code.
    Code(Code),
    /// A project of `T09`, by its row in the document.
    Project(u32),
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnKey {
    /// `tot`, `basic`, `proj` …
    Named(Column),
    /// An economic code (公开07表).
    Code(Code),
}

/// Tens of thousands of cells are looked up after each edit: one word of hash input each for row and column.
impl Hash for RowKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Total => state.write_u64(0),
            Self::Line(line) => state.write_u64(u64::MAX - *line as u64),
            Self::Code(code) => state.write_u64(code.as_word()),
            Self::Project(index) => state.write_u64(u64::from(*index) + 1),
        }
    }
}

impl Hash for ColumnKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Named(column) => state.write_u64(*column as u64),
            Self::Code(code) => state.write_u64(code.as_word()),
        }
    }
}

/// One cell of a table, written `T06!合计.basic`.
#[derive(Clone, Copy, Eq, PartialOrd, Ord)]
pub struct CellKey {
    pub table: TableId,
    pub row: RowKey,
    pub column: ColumnKey,
}

impl PartialEq for CellKey {
    fn eq(&self, other: &Self) -> bool {
        effort::step();
        self.table == other.table && self.row == other.row && self.column == other.column
    }
}

impl Hash for CellKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.table, self.row, self.column).hash(state);
    }
}

impl CellKey {
    /// A cell of a named column.
    pub const fn new(table: TableId, row: RowKey, column: Column) -> Self {
        Self { table, row, column: ColumnKey::Named(column) }
    }

    /// The total of a named column.
    pub const fn total(table: TableId, column: Column) -> Self {
        Self::new(table, RowKey::Total, column)
    }

    pub const fn line(table: TableId, line: Line, column: Column) -> Self {
        Self::new(table, RowKey::Line(line), column)
    }

    /// The row of a code.
    pub const fn code(table: TableId, code: Code, column: Column) -> Self {
        Self::new(table, RowKey::Code(code), column)
    }
}

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total => f.write_str("合计"),
            Self::Line(line) => line.fmt(f),
            Self::Code(code) => code.fmt(f),
            Self::Project(index) => write!(f, "#{index}"),
        }
    }
}

impl fmt::Display for ColumnKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(column) => column.fmt(f),
            Self::Code(code) => code.fmt(f),
        }
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}.{}", self.table, self.row, self.column)
    }
}

impl fmt::Debug for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for CellKey {
    type Err = ();
    /// Reads `T06!合计.basic`; unknown rows and columns are refused.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (table, rest) = text.split_once('!').ok_or(())?;
        let number: u8 = table.strip_prefix('T').and_then(|n| n.parse().ok()).filter(|n| *n <= 13).ok_or(())?;
        let (row, column) = rest.rsplit_once('.').ok_or(())?;
        let row = match row {
            "合计" => RowKey::Total,
            row => match (row.strip_prefix('#'), Code::new(row)) {
                (Some(index), _) => RowKey::Project(index.parse().map_err(|_| ())?),
                (_, Some(code)) => RowKey::Code(code),
                _ => RowKey::Line(row.parse()?),
            },
        };
        let column = match Code::new(column) {
            Some(code) => ColumnKey::Code(code),
            None => ColumnKey::Named(column.parse()?),
        };
        Ok(Self { table: TableId::published(number), row, column })
    }
}

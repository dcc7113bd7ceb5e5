//! A table of the report, with widths, alignment and merged cells decided, as all outputs set it.

use crate::figures::Source;

use super::model::TableKey;

/// A table as it is printed. A table too wide for one page is several of them, one below the other, each with the
/// columns of code and name repeated.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedTable {
    pub key: TableKey,
    /// 收入支出决算总表
    pub title: String,
    /// 公开01表, 附表1
    pub number: String,
    /// What stands above the table at the left, in the middle and at the right: “编制单位”, “年度”, “金额单位”.
    pub caption: [String; 3],
    pub columns: Vec<PrintedColumn>,
    /// The lines of the head, repeated on each page; cells covered by a span from above or left are left out.
    pub head: Vec<Vec<PrintedCell>>,
    /// The rows; cells covered by a span are left out.
    pub rows: Vec<Vec<PrintedCell>>,
    /// Rows of a form that are the heads of those below them: each page repeats them. No cell spans one from above.
    pub subheads: Vec<usize>,
    /// What stands below.
    pub notes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedColumn {
    /// Its share of the width of the table; the shares need not add up to anything.
    pub width: u16,
}

impl PrintedTable {
    /// Its title and its number, where the headings and labels right above do not say them.
    pub fn unsaid<'a>(&'a self, above: &[String]) -> [Option<&'a str>; 2] {
        let is_unsaid = |text: &&str| !text.is_empty() && !above.iter().any(|above| above.contains(text));
        [self.title.as_str(), self.number.as_str()].map(|text| Some(text).filter(is_unsaid))
    }
}

/// How a cell is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Heads, short words.
    Centre,
    /// Amounts: two decimals, so that the points stand below each other.
    Right,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PrintedCell {
    /// As printed; may hold line ends.
    pub text: String,
    /// Where a number comes from.
    pub source: Option<Source>,
    /// How many columns it spans.
    pub columns: usize,
    /// How many lines it spans.
    pub lines: usize,
    /// How it is set.
    pub align: Align,
    /// Totals and heads.
    pub is_bold: bool,
    /// Depth of the code, in characters.
    pub indent: u8,
}

impl PrintedCell {
    /// The short lines of a label over several rows, as of 预算管理（28分）, which do not break.
    pub fn label_lines(&self) -> impl Iterator<Item = &str> {
        const LONGEST: usize = 6;
        let lines = self.text.split('\n').filter(|line| line.chars().count() <= LONGEST);
        lines.filter(|_| self.lines > 1)
    }

    /// A cell of one column and line.
    pub fn new(text: impl Into<String>, align: Align) -> Self {
        Self { text: text.into(), source: None, columns: 1, lines: 1, align, is_bold: false, indent: 0 }
    }
}

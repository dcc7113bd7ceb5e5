//! What was read: facts, the tables that they stand in, and what was not understood.

use crate::{
    address::TableId,
    codes::Code,
    evidence::{Evidence, FileBlock},
    figures::Source,
    money::{AmountUnit, Money},
};

/// How sure it is that a number is what its address says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// A person has to look.
    Unsure,
    /// Nothing speaks against it.
    #[default]
    Likely,
    /// Title, columns, unit and the sums of its table agree.
    Proven,
}

impl Certainty {
    pub fn label(self) -> &'static str {
        match self {
            Self::Unsure => "存疑",
            Self::Likely => "较有把握",
            Self::Proven => "已证实",
        }
    }
}

/// Where a number stands: the block of the evidence, and its row and column there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactPlace {
    pub block: usize,
    pub row: u32,
    pub column: u32,
}

impl FactPlace {
    /// In the words of whoever looks for it.
    pub fn words(&self, evidence: &Evidence) -> String {
        match evidence.blocks.get(self.block) {
            Some(FileBlock::Table(table)) => {
                let cell = table.cells.iter().find(|cell| (cell.row, cell.column) == (self.row, self.column));
                cell.map_or_else(|| table.place.table_words().trim_end().to_owned(), |cell| table.cell_words(cell))
            }
            Some(FileBlock::Paragraph(paragraph)) => paragraph.place.paragraph_words(),
            _ => String::new(),
        }
    }
}

/// A number of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Of which number of ours it speaks.
    pub address: Source,
    pub value: Money,
    /// How many decimals of `unit` are printed.
    pub decimals: u8,
    pub unit: AmountUnit,
    pub place: FactPlace,
}

/// A table of the file, over all pages that it stands on.
#[derive(Clone, Debug)]
pub struct ReadTable {
    pub table: TableId,
    /// The blocks of the evidence that it is made of.
    pub blocks: Vec<usize>,
    /// As the file has it; empty if it was recognised by its columns.
    pub title: String,
    pub unit: AmountUnit,
    /// Of the year that it names itself.
    pub year: Option<u16>,
    pub certainty: Certainty,
    /// Why, in sentences.
    pub reasons: Vec<String>,
    pub facts: Vec<Fact>,
    /// Whether something speaks against it besides its sums.
    pub is_doubted: bool,
    pub(super) is_titled: bool,
    /// Whether the file says the unit, or a person did.
    pub is_unit_stated: bool,
    /// A budget, which has the same columns.
    pub(super) is_plan: bool,
    /// Columns with numbers that were not understood.
    pub(super) strange_columns: Vec<String>,
    /// Two columns of the same meaning.
    pub(super) is_ambiguous: bool,
}

impl ReadTable {
    pub(super) fn new(table: TableId, block: usize, title: String) -> Self {
        Self {
            table,
            blocks: vec![block],
            title,
            unit: AmountUnit::Wan,
            year: None,
            certainty: Certainty::Likely,
            reasons: Vec::new(),
            facts: Vec::new(),
            is_doubted: false,
            is_titled: false,
            is_unit_stated: false,
            is_plan: false,
            strange_columns: Vec::new(),
            is_ambiguous: false,
        }
    }
}

/// A project by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundProject {
    pub name: String,
    /// The item that it stands below.
    pub item: Option<Code>,
}

/// What was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    pub place: FactPlace,
    /// As it stands there.
    pub text: String,
    pub why: String,
}

/// All that was read of a file.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub department: Option<String>,
    pub year: Option<u16>,
    pub tables: Vec<ReadTable>,
    /// The projects, by the number that addresses have: those of the document first.
    pub projects: Vec<FoundProject>,
    pub left: Vec<Leftover>,
}

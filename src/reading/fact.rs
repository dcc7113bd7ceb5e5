//! What was read: facts, the tables that they stand in, and what was not understood.

use crate::{
    address::{CellKey, Column, ColumnKey, RowKey, T03, T06, T07, T08, T10, T12, TableId},
    codes::Code,
    document::{Fund, Path, SpendingKind},
    evidence::{Evidence, FileBlock},
    figures::Source,
    money::{AmountUnit, Money},
};

use super::forms::{Form, TablePart};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
                let cell = table.cell(self.row, self.column);
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

/// A number of persons, vehicles, batches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountFact {
    pub path: Path,
    pub count: u32,
    pub place: FactPlace,
}

/// What a column is taken for, or what a person says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnMeaning {
    Code,
    Name,
    Amount(ColumnKey),
    /// Understood, or left out on purpose.
    Nothing,
    Unknown,
}

/// A column of a table, by its number in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadColumn {
    pub column: u32,
    /// The words above it, from top to bottom.
    pub heading: String,
    pub meaning: ColumnMeaning,
    pub holds_numbers: bool,
}

impl ReadColumn {
    /// It holds numbers of which nobody knows what they are.
    pub fn is_strange(&self) -> bool {
        self.meaning == ColumnMeaning::Unknown && self.holds_numbers
    }
}

/// A table of the file, over all pages that it stands on.
#[derive(Clone, Debug)]
pub struct ReadTable {
    /// Ours, or of ours the one that it is nearest to.
    pub table: TableId,
    /// What it is called.
    pub name: String,
    /// The blocks of the evidence that it is made of.
    pub blocks: Vec<usize>,
    /// Of its first block.
    pub columns: Vec<ReadColumn>,
    /// The first row below its head there.
    pub first_row: u32,
    /// What its columns of amounts may be.
    pub offers: Vec<Column>,
    /// As the file has it; empty if it was recognised by its columns.
    pub title: String,
    pub unit: AmountUnit,
    /// Of the year that it names itself.
    pub year: Option<u16>,
    pub certainty: Certainty,
    /// Why, in sentences.
    pub reasons: Vec<String>,
    pub facts: Vec<Fact>,
    pub counts: Vec<CountFact>,
    /// Of a part of what was spent; then `details` are its numbers by item and economic code, as cells of `T07`.
    pub part: Option<TablePart>,
    pub details: Vec<Fact>,
    /// Its numbers are budgets.
    pub is_budget: bool,
    pub budgets: Vec<Fact>,
    /// How many of its own sums hold, and how many there are.
    pub(super) sums: (usize, usize),
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
    pub(super) fn new(form: &Form, block: usize, title: String) -> Self {
        Self {
            table: form.table,
            name: form.name().to_owned(),
            blocks: vec![block],
            columns: Vec::new(),
            first_row: 0,
            offers: form.amounts(),
            title,
            unit: AmountUnit::Wan,
            year: None,
            certainty: Certainty::Likely,
            reasons: Vec::new(),
            facts: Vec::new(),
            counts: Vec::new(),
            part: form.part,
            details: Vec::new(),
            is_budget: form.is_budget,
            budgets: Vec::new(),
            sums: (0, 0),
            is_doubted: false,
            is_titled: false,
            is_unit_stated: false,
            is_plan: false,
            strange_columns: Vec::new(),
            is_ambiguous: false,
        }
    }
}

impl ReadTable {
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many numbers were read.
    pub fn len(&self) -> usize {
        self.facts.len() + self.counts.len() + self.details.len() + self.budgets.len()
    }

    /// A table of a part of what was spent has other addresses than `T07`: its sums are numbers of other tables.
    pub(super) fn take_apart(&mut self) {
        if self.is_budget {
            self.budgets = std::mem::take(&mut self.facts);
        }
        let Some(part) = self.part else { return };
        for mut fact in std::mem::take(&mut self.facts) {
            let Source::Cell(key) = fact.address else { continue };
            let own = match key.column {
                ColumnKey::Named(_) => part.spent().map(|(table, column)| CellKey::new(table, key.row, column)),
                ColumnKey::Code(code) if key.row == RowKey::Total && part.is_basic_of_general() => {
                    Some(CellKey::code(T08, code, Column::Amount))
                }
                ColumnKey::Code(_) => None,
            };
            if let Some(own) = own {
                if own == CellKey::total(T06, Column::Basic) {
                    let address = Source::Cell(CellKey::total(T08, Column::Amount));
                    self.facts.push(Fact { address, ..fact.clone() });
                }
                fact.address = Source::Cell(own);
                self.facts.push(fact);
            } else if key.table == T07 && matches!((key.row, key.column), (RowKey::Code(_), ColumnKey::Code(_))) {
                self.details.push(fact);
            }
        }
    }
}

impl TablePart {
    fn is_basic_of_general(self) -> bool {
        (self.kind, self.fund) == (Some(SpendingKind::Basic), Some(Fund::Gpb))
    }

    /// The table and column that its first column stands in, too.
    pub fn spent(self) -> Option<(TableId, Column)> {
        use SpendingKind::{Basic, Project};
        let of_kind = |table| match self.kind {
            Some(Basic) => Some((table, Column::Basic)),
            Some(Project) => Some((table, Column::Project)),
            None => Some((table, Column::Total)),
        };
        match self.fund {
            Some(Fund::Gpb) => of_kind(T06),
            Some(Fund::Government) => Some((
                T10,
                match self.kind {
                    Some(Basic) => Column::SpendingBasic,
                    Some(Project) => Column::SpendingProject,
                    None => Column::Spending,
                },
            )),
            Some(Fund::StateCapital) => of_kind(T12),
            // What goes to others has no economic code.
            None if self.kind.is_some() => of_kind(T03),
            _ => None,
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

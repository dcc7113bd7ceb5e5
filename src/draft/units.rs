//! The form in which both sides are compared.

use crate::{
    document::Path,
    evidence::{FileCell, FileChart},
    report::PrintedCell,
};

use super::{difference::Author, plain::Letters};

/// What may be the counterpart of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum UnitKind {
    Text,
    /// An entry of the contents.
    Entry,
    Row,
    /// A cell over several rows, which pages cut and repeat.
    Tall,
    Chart,
}

/// What alignment knows of a unit.
pub(super) trait Unit {
    fn kind(&self) -> UnitKind;
    /// In plain letters.
    fn key(&self) -> &str;
}

/// A unit of the report as it is printed.
pub(super) struct ExpectedUnit {
    pub kind: UnitKind,
    pub key: String,
    /// The entry of the outline that it belongs to.
    pub topic: usize,
    pub body: ExpectedBody,
}

/// Words of one author.
pub(super) struct Piece {
    pub text: String,
    pub author: Author,
    /// Where they stand in a person's text, in bytes.
    pub at: usize,
}

impl Piece {
    pub fn of_program(text: String) -> Self {
        Self { text, author: Author::Program, at: 0 }
    }

    /// The words of a person: whose text it is.
    pub fn path(&self) -> Option<Path> {
        match self.author {
            Author::Person(path) => Some(path),
            _ => None,
        }
    }
}

pub(super) enum ExpectedBody {
    Text { pieces: Vec<Piece>, letters: Letters, heading: Option<u8> },
    Cells { table: usize, cells: Vec<ExpectedCell> },
    Chart(usize),
}

pub(super) struct ExpectedCell {
    pub cell: PrintedCell,
    pub plain: String,
    pub column: usize,
}

/// A unit of the file.
pub(super) struct FoundUnit {
    pub kind: UnitKind,
    pub key: String,
    /// The block of the file, or the chart.
    pub block: usize,
    pub body: FoundBody,
}

pub(super) enum FoundBody {
    Text { letters: Letters, heading: Option<u8> },
    Cells { table: usize, cells: Vec<FoundCell> },
    Chart(FileChart),
}

pub(super) struct FoundCell {
    pub cell: FileCell,
    pub plain: String,
}

impl Unit for ExpectedUnit {
    fn kind(&self) -> UnitKind {
        self.kind
    }

    fn key(&self) -> &str {
        &self.key
    }
}

impl Unit for FoundUnit {
    fn kind(&self) -> UnitKind {
        self.kind
    }

    fn key(&self) -> &str {
        &self.key
    }
}

/// Cells in one key.
pub(super) fn row_key<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    cells.into_iter().collect::<Vec<_>>().join("\u{1f}")
}

/// For each cell the place of its column among the columns of its table that begin with a filled cell, and how many
/// these are: programs count covered columns differently.
pub(super) fn ranks(columns: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut ranks: Vec<usize> = columns.collect();
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

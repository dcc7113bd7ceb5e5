//! What the page of import asks for.

use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportCommand {
    /// Asks for a file to read.
    Ask,
    /// Asks for a file, to begin a new document with it.
    AskNew,
    /// Reads files, beside those that are on the page.
    Read(Vec<PathBuf>),
    /// Begins a new document, which these files are then read for.
    ReadForNew(Vec<PathBuf>),
    /// Gives up reading.
    Cancel,
    /// Takes or leaves out a table: the file and the table there, by number.
    Toggle(usize, usize),
    /// Shows a page of a file, both by number, as it is printed.
    ShowPage(usize, u32),
    /// Opens a file that values were taken from, which is known by its content.
    OpenOriginal { file: String, hash: String },
    /// Takes over what is on the page.
    TakeOver,
    /// The same, though a signature is lost by it.
    TakeOverSigned,
    /// Takes the files off the page.
    Clear,
    /// Back to where one was.
    Leave,
}

impl ImportCommand {
    pub fn needs_document(&self) -> bool {
        !matches!(self, Self::AskNew | Self::ReadForNew(_))
    }

    /// Whether it leads to a change of the open document.
    pub fn changes_document(&self) -> bool {
        matches!(self, Self::Ask | Self::Read(_) | Self::TakeOver | Self::TakeOverSigned)
    }
}

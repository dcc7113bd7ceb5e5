//! What the page that checks an edited file against the project asks for.

use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckingCommand {
    /// Asks for the file.
    Ask,
    Read(PathBuf),
    /// Gives up reading.
    Cancel,
    /// Shows a page of the file as it is printed.
    ShowPage(u32),
    /// Reads the same file again, after it was edited.
    Again,
    /// Asks where the list of differences is to be written.
    AskWhere,
    WriteList(PathBuf),
    /// Chooses a text of the file to be taken into the project, by the number of its difference, or leaves it out.
    Toggle(usize),
    /// Takes the chosen texts into the project.
    TakeOver,
    /// The same, though a signature is lost by it.
    TakeOverSigned,
    /// Back to where one was.
    Leave,
}

impl CheckingCommand {
    /// Whether it leads to a change of the open document.
    pub fn changes_document(&self) -> bool {
        matches!(self, Self::TakeOver | Self::TakeOverSigned)
    }
}

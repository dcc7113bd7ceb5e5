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
    /// Back to where one was.
    Leave,
}

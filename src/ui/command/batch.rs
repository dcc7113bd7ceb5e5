//! What the page asks for that audits all reports of a folder. No document needs to be open.

use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchCommand {
    /// Asks for the folder.
    Ask,
    Read(PathBuf),
    /// What was not audited yet is not audited any more.
    Cancel,
    /// Asks where the list is to be written.
    AskWhere,
    Write(PathBuf),
    /// Back to where one was.
    Leave,
}

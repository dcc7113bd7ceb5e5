//! What the page asks for that audits reports written elsewhere. No document needs to be open.

use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditingCommand {
    /// Asks for the report.
    Ask,
    Read(PathBuf),
    /// Audits text that was pasted.
    ReadText(String),
    /// Gives up reading.
    Cancel,
    /// Shows a page of the report as it is printed.
    ShowPage(u32),
    /// A person has looked at a finding, by its identity, and found no fault; or takes that back.
    Clear(String),
    /// Asks where what was found is to be written.
    AskWhere,
    Write(PathBuf),
    /// Makes what was read a project of its own.
    Record,
    /// Back to where one was.
    Leave,
}

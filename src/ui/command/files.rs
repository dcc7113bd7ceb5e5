//! 文件的命令: what the dialogs decide about the open file and about what a crash left behind.

use crate::storage::IfChanged;

use super::Command;

/// One decision about files. It was asked for when everything typed was entered, so that it runs at once.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Saves, and goes on once that has succeeded.
    Save { if_changed: IfChanged, then: Option<Box<Command>> },
    /// Asks for a name, saves under it, and goes on.
    SaveAs { then: Option<Box<Command>> },
    /// Goes on with what gives up the open document, and does not ask again.
    GoOn(Box<Command>),
    /// Back to a note or explanation that was begun.
    FinishDraft { kind: &'static str, place: String },
    /// Without it, on to what would have lost it.
    GiveUpDraft { kind: &'static str, place: String, then: Box<Command> },
    /// Opens this one of the recovery copies that were asked about.
    Recover(usize),
    /// Removes it.
    Discard(usize),
    /// They are asked about at the next start.
    DecideLater,
}

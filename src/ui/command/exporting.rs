//! What the dialog of the export asks for.

use std::path::PathBuf;

use crate::export::{ExportChoices, ExportOrder};

/// One request of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportCommand {
    /// Which of these files are there already.
    LookFor(Vec<PathBuf>),
    /// Asks for another folder than this one.
    ChooseFolder(Option<PathBuf>),
    /// To begin, and to offer these choices the next time.
    Start(ExportOrder, ExportChoices),
    Cancel,
    /// To stop, and to end the program.
    Leave,
    /// To open a file with its program.
    Open(PathBuf),
    /// To show the folder of the files.
    OpenFolder(PathBuf),
}

//! 命令：what the window asks for while it is drawn; `app.rs` runs the queue after drawing.

use crate::{document::Edit, figures::Source};

/// One request of the person at the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Changes the document.
    Edit(Edit),
    /// Goes to the place where a number is entered or shown.
    ShowSource(Source),
    /// Explains a number: formula, inputs, where it goes.
    Explain(Source),
    /// Takes back the last change.
    Undo,
    /// Makes the change that was taken back again.
    Redo,
    /// Puts text on the clipboard.
    CopyText(String),
    /// A sentence for the status line.
    Status(String),
}

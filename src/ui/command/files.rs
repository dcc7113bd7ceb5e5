//! What gives up the open document, and what the dialogs decide about it.

use std::{path::PathBuf, sync::Arc};

use crate::{
    document::Document,
    storage::{Generation, IfChanged, KeptCopy},
};

use super::NewDocument;

/// What gives up the open document: asked about first where something would be lost.
#[derive(Clone, Debug, PartialEq)]
pub enum Departure {
    /// Begins a new document.
    New(NewDocument),
    Open(PathBuf),
    OpenCopy(KeptCopy),
    OpenSample,
    OpenGeneration(Generation),
    /// Begins the document that was read of a report, with the report's name.
    Record {
        document: Arc<Document>,
        report: String,
    },
    /// Begins the document of the next year from it.
    NextYear,
    Close,
    Quit,
}

/// One decision about files. It was asked for when everything typed was entered, so that it runs at once.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Saves, and goes on once that has succeeded.
    Save { if_changed: IfChanged, then: Option<Departure> },
    /// Asks for a name, saves under it, and goes on.
    SaveAs { then: Option<Departure> },
    /// Goes on, and does not ask again.
    GoOn(Departure),
    /// Back to a note or explanation that was begun.
    FinishDraft { kind: &'static str, place: String },
    /// Without it, on to what would have lost it.
    GiveUpDraft { kind: &'static str, place: String, then: Departure },
    /// Opens this one of the recovery copies that were asked about.
    Recover(usize),
    /// Removes it.
    Discard(usize),
    /// They are asked about at the next start.
    DecideLater,
}

//! What the window knows for the page that checks an edited file against the project.

use std::{path::PathBuf, sync::Arc};

use crate::{derived::Derived, draft::DraftCheck, evidence::Evidence};

use super::PageTexture;

#[derive(Default)]
pub struct CheckingDesk {
    /// The name of the file that is being read.
    pub reading: Option<String>,
    pub shown: Option<Arc<ShownCheck>>,
    /// The page of the file that was asked for last; until it is drawn, or if it cannot be, it has no picture.
    pub page: Option<(u32, Option<PageTexture>)>,
    /// Why the file was not checked, and what to do.
    pub refused: Option<String>,
}

/// A file as it was read.
pub struct ReadDraft {
    pub path: PathBuf,
    pub name: String,
    pub original: Vec<u8>,
    pub evidence: Evidence,
    /// What it was made of, where that is kept and not what the project has now.
    pub former: Option<Derived>,
}

/// A check on screen.
pub struct ShownCheck {
    pub draft: Arc<ReadDraft>,
    pub check: DraftCheck,
    /// What the file was compared with.
    pub derived: Arc<Derived>,
}

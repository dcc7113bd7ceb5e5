//! What the window knows for the page that checks an edited file against the project.

use std::{path::PathBuf, sync::Arc};

use crate::{console::Brake, derived::Derived, draft::DraftCheck, evidence::Evidence};

use super::ShownPage;

#[derive(Default)]
pub struct CheckingDesk {
    pub reading: Option<BeingRead>,
    pub shown: Option<Arc<ShownCheck>>,
    /// The page of the file that was asked for last.
    pub page: Option<ShownPage>,
    /// Why the file was not checked, and what to do.
    pub refused: Option<String>,
}

/// A file that is being read.
pub struct BeingRead {
    pub name: String,
    pub brake: Brake,
}

/// A file as it was read.
pub struct ReadDraft {
    pub path: PathBuf,
    pub name: String,
    pub original: Arc<[u8]>,
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

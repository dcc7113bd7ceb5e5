//! What the window knows for the page that checks an edited file against the project.

use std::{path::PathBuf, sync::Arc};

use crate::{
    console::Brake,
    derived::Derived,
    draft::{Difference, DraftCheck, DraftOrigin, Takeover},
    evidence::Evidence,
};

use super::ShownPage;

#[derive(Default)]
pub struct CheckingDesk {
    pub reading: Option<BeingRead>,
    pub shown: Option<Arc<ShownCheck>>,
    /// The page of the file that was asked for last.
    pub page: Option<ShownPage>,
    /// Why the file was not checked, and what to do.
    pub refused: Option<String>,
    /// The final document that was exported last.
    pub last_final: Option<PathBuf>,
    /// What was chosen otherwise than by itself.
    pub toggled: Vec<Takeover>,
}

impl CheckingDesk {
    /// Whether a text of the file is to be taken into the project. What was surely edited in the file is chosen by itself.
    pub fn takes(&self, check: &DraftCheck, difference: &Difference) -> bool {
        let is_sure = check.origin == DraftOrigin::Present || difference.is_edit == Some(true);
        difference.takeover.is_possible() && is_sure != self.toggled.contains(&difference.takeover)
    }

    /// The numbers of the chosen ones.
    pub fn chosen(&self, check: &DraftCheck) -> Vec<usize> {
        let all = check.differences.iter().enumerate();
        all.filter(|(_, difference)| self.takes(check, difference)).map(|(number, _)| number).collect()
    }
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
    /// What it was made of, where that is kept.
    pub former: Option<Arc<Derived>>,
}

/// A check on screen.
pub struct ShownCheck {
    pub draft: Arc<ReadDraft>,
    pub check: DraftCheck,
    /// What the file was compared with.
    pub derived: Arc<Derived>,
}

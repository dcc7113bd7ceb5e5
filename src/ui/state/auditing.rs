//! What the window knows for the pages that audit reports written elsewhere. It belongs to no document.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{Arc, LazyLock},
};

use crate::{audit::Audit, evidence::Evidence};

use super::{BatchDesk, BeingRead, RowCounts, ShownPage};

#[derive(Default)]
pub struct AuditingDesk {
    pub reading: Option<BeingRead>,
    pub shown: Option<Arc<ShownAudit>>,
    /// What a person has looked at and found to be no fault, by identity.
    pub cleared: Arc<BTreeSet<String>>,
    /// The page of the report that was asked for last.
    pub page: Option<ShownPage>,
    /// Why the report was not audited, and what to do.
    pub refused: Option<String>,
    pub batch: BatchDesk,
}

impl AuditingDesk {
    /// Of nothing: for screens without an application around them.
    pub fn empty() -> &'static Self {
        static EMPTY: LazyLock<AuditingDesk> = LazyLock::new(AuditingDesk::default);
        &EMPTY
    }
}

/// A report on screen, and what was found in it.
pub struct ShownAudit {
    /// Of text that was pasted, there is none.
    pub path: Option<PathBuf>,
    pub name: String,
    pub digest: String,
    pub original: Arc<[u8]>,
    pub evidence: Evidence,
    pub audit: Audit,
    /// Of each finding.
    pub identities: Vec<String>,
}

impl ShownAudit {
    pub fn is_cleared(&self, finding: usize, cleared: &BTreeSet<String>) -> bool {
        self.identities.get(finding).is_some_and(|identity| cleared.contains(identity))
    }

    pub fn counts(&self, cleared: &BTreeSet<String>) -> RowCounts {
        RowCounts::of(&self.audit, |at| self.is_cleared(at, cleared))
    }
}

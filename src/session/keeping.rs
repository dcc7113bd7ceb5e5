//! The recovery copy of a session: what goes into it, and when it is removed.

use std::sync::Arc;

use crate::storage::{Draft, Pending, RecoverySlot, SaveError};

use super::Session;

/// Unsaved work to be kept in the data folder; to be run away from the window's thread.
#[derive(Debug)]
pub struct AutosaveJob {
    slot: Arc<RecoverySlot>,
    draft: Draft,
}

impl AutosaveJob {
    /// Writes the recovery copy. Work that was saved or given up in the meantime is not written.
    pub fn run(self) -> Result<(), SaveError> {
        self.slot.write(&self.draft).map(|_| ())
    }
}

impl Session {
    /// What is being typed beside the document, to be kept with it; true when that has changed.
    pub fn set_pending(&mut self, pending: Vec<Pending>) -> bool {
        if self.pending == pending {
            return false;
        }
        self.pending = pending;
        self.edition += 1;
        true
    }

    /// Counts what is to be kept: work seen with this number has not changed since.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// Is there anything that would be lost without a save or a recovery copy?
    pub fn has_unsaved_work(&self) -> bool {
        self.is_modified || !self.pending.is_empty()
    }

    /// The job of keeping the unsaved work, if there is any that is not kept yet.
    pub fn autosave_job(&mut self) -> Option<AutosaveJob> {
        if !self.has_unsaved_work() {
            self.settle();
            return None;
        }
        let data = self.data.as_ref().filter(|_| self.edition != self.autosaved_edition)?;
        let new_slot = || Arc::new(RecoverySlot::new(data, self.path.as_deref()));
        let slot = self.slot.get_or_insert_with(new_slot).clone();
        self.autosaved_edition = self.edition;
        let draft = Draft {
            document: self.document.clone(),
            pending: self.pending.clone(),
            revision: self.edition,
            path: self.path.clone(),
            saved: self.fingerprint.clone(),
        };
        Some(AutosaveJob { slot, draft })
    }

    /// Keeps unsaved work now; false when there was nothing to keep.
    pub fn autosave(&mut self) -> Result<bool, SaveError> {
        let Some(job) = self.autosave_job() else { return Ok(false) };
        job.run().inspect_err(|_| self.autosave_failed())?;
        Ok(true)
    }

    /// Called when the last job failed: the next one tries again, although nothing has changed since.
    pub fn autosave_failed(&mut self) {
        self.autosaved_edition = 0;
    }

    /// Ends the session: the user has discarded what is not saved. Without this call, as in a crash, the recovery copy
    /// stays.
    pub fn close(mut self) {
        self.settle();
    }

    /// Removes the copy of the work up to this edition.
    pub(super) fn settle_slot(&self, slot: Arc<RecoverySlot>, edition: u64) {
        (self.apart)(Box::new(move || slot.settle(edition)));
    }

    /// The work so far is saved or discarded: removes its recovery copy.
    pub(super) fn settle(&mut self) {
        if let Some(slot) = self.slot.take() {
            self.settle_slot(slot, self.edition);
        }
    }
}

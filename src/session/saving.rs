//! Saving and opening as jobs that do not need the session while they run: the user can go on editing meanwhile.
//!
//! # How a file is saved and opened
//!
//! A save is a job ([`Session::save_job`]): the document as it is, what was in the file, who and when. It runs on a
//! thread while editing goes on; [`Session::finish_save`] then takes its result over. What was changed meanwhile stays
//! unsaved, with the record of the save added to it. A second save, closing, or opening another file waits for the
//! first (`app/files/saving`). Opening is a job as well, which the user may give up: a late answer is dropped
//! (`app/files/opening`). When the window is gone, `main` waits a while for what is still to be written.

use std::{
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};

use chrono::NaiveDateTime;

use crate::{
    derived::Derived,
    document::Document,
    seal::KnownSigners,
    storage::{
        DataFolder, DiskState, Draft, Fingerprint, Generation, IfChanged, OpenError, Pending, RecoverySlot, SaveError,
        keep_generation, list_generations, read_project, save_project, sweep_folder_of, write_project,
    },
    workflow::{Stamp, record_save},
};

use super::{GenerationState, Session, absolute, identified};

/// A save of the document as it was when this was made.
pub struct SaveJob {
    path: PathBuf,
    document: Arc<Document>,
    derived: Arc<Derived>,
    /// Of what is saved, and of what is being typed beside it.
    edition: u64,
    begun: u64,
    slot: Option<Arc<RecoverySlot>>,
    pending: Vec<Pending>,
    before: Before,
    opened: Option<Fingerprint>,
    if_changed: IfChanged,
    /// The identity for accounts that have none yet.
    identity: Option<String>,
    signers: KnownSigners,
    stamp: Stamp,
    data: Option<DataFolder>,
    now: NaiveDateTime,
}

/// What the record of a save compares with.
enum Before {
    /// Nothing was saved before.
    Nothing,
    Saved(Arc<Document>),
    /// A recovered document does not know what the file holds.
    InFile,
}

/// What a save has written; [`Session::finish_save`] takes it over.
pub struct Saved {
    path: PathBuf,
    /// What was to be saved.
    document: Arc<Document>,
    /// The same with the record of this save, as it stands in the file.
    recorded: Arc<Document>,
    derived: Arc<Derived>,
    fingerprint: Fingerprint,
    edition: u64,
    begun: u64,
    generations: Vec<Generation>,
    is_kept: bool,
}

impl SaveJob {
    /// Where it is saved to.
    pub fn path(&self) -> &FilePath {
        &self.path
    }

    /// Writes the file, then the copy that stays on this computer.
    ///
    /// # Errors
    /// Nothing was saved; the file is as it was.
    pub fn run(self) -> Result<Saved, SaveError> {
        let before = match &self.before {
            Before::Nothing => None,
            Before::Saved(saved) => Some(saved.clone()),
            Before::InFile => read_project(&self.path).ok().map(|opened| Arc::new(opened.document)),
        };
        let document = match self.identity.clone() {
            Some(identity) => Arc::new(identified(&self.document, identity)),
            None => self.document.clone(),
        };
        let recorded = record_save(&document, before.as_deref(), &self.stamp);
        let recorded = recorded.map_or(document, Arc::new);
        self.renew_copy(&recorded);
        let fingerprint = save_project(&self.path, &recorded, self.opened.as_ref(), self.if_changed)?;
        let derived = match Arc::ptr_eq(&recorded, &self.document) {
            true => self.derived.clone(),
            false => Arc::new(Derived::with_signers(&recorded, &self.signers)),
        };
        // The file is saved whatever becomes of its copy here.
        let kept = self.keep_generation(&recorded);
        let is_kept = kept.inspect_err(|error| log::warn!("this save is not kept as a generation: {error}")).is_ok();
        let generations = self.data.as_ref().map(|data| list_generations(data, &self.path)).unwrap_or_default();
        let Self { path, document, edition, begun, .. } = self;
        Ok(Saved { path, document, recorded, derived, fingerprint, edition, begun, generations, is_kept })
    }

    /// The recovery copy, if there is one, becomes what is about to be saved: if the program is killed before the copy
    /// is removed, the user is not asked about an older state.
    fn renew_copy(&self, recorded: &Arc<Document>) {
        let Some(slot) = &self.slot else { return };
        let draft = Draft {
            document: recorded.clone(),
            pending: self.pending.clone(),
            revision: self.edition,
            path: Some(self.path.clone()),
            saved: self.opened.clone(),
        };
        if let Err(error) = slot.renew(&draft) {
            log::warn!("the recovery copy stays as it is: {error}");
        }
    }

    fn keep_generation(&self, recorded: &Document) -> Result<(), SaveError> {
        let Some(data) = &self.data else { return Ok(()) };
        keep_generation(data, &self.path, &write_project(recorded)?, self.now)
    }
}

impl Saved {
    /// The former saves of the file on this computer, the latest first.
    pub fn generations(&self) -> &[Generation] {
        &self.generations
    }
}

/// A project file to be opened.
#[derive(Debug)]
pub struct OpenJob {
    path: PathBuf,
    data: Option<DataFolder>,
    signers: KnownSigners,
}

/// A project file that was read, with what follows from it; [`Session::finish_opening`] takes it over.
pub struct OpenedFile {
    path: PathBuf,
    document: Arc<Document>,
    derived: Arc<Derived>,
    fingerprint: Fingerprint,
    generations: Vec<Generation>,
}

impl OpenJob {
    /// Reads the file.
    ///
    /// # Errors
    /// It can't be read, or is no project file.
    pub fn run(self) -> Result<OpenedFile, OpenError> {
        let opened = read_project(&self.path)?;
        sweep_folder_of(&self.path);
        let document = Arc::new(opened.document);
        let derived = Arc::new(Derived::with_signers(&document, &self.signers));
        let generations = self.data.as_ref().map(|data| list_generations(data, &self.path)).unwrap_or_default();
        Ok(OpenedFile { path: self.path, document, derived, fingerprint: opened.fingerprint, generations })
    }
}

impl OpenedFile {
    pub fn path(&self) -> &FilePath {
        &self.path
    }

    /// The former saves of the file on this computer, the latest first.
    pub fn generations(&self) -> &[Generation] {
        &self.generations
    }
}

/// The question whether someone else has changed the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskCheck {
    path: PathBuf,
    fingerprint: Fingerprint,
}

impl DiskCheck {
    /// The state of the file now; `None` when that cannot be found out.
    pub fn run(self) -> Option<DiskState> {
        self.fingerprint.compare(&self.path).ok()
    }
}

impl Session {
    /// The job of saving to the document's file.
    ///
    /// # Errors
    /// [`SaveError::Unnamed`]: it has none yet.
    pub fn save_job(&self, if_changed: IfChanged) -> Result<SaveJob, SaveError> {
        let path = self.path.clone().ok_or(SaveError::Unnamed)?;
        Ok(self.save_job_at(path, if_changed))
    }

    /// The job of saving to another file, which from then on is the document's; the file dialog has asked before
    /// replacing one.
    pub fn save_as_job(&self, path: &FilePath) -> SaveJob {
        self.save_job_at(absolute(path), IfChanged::Overwrite)
    }

    fn save_job_at(&self, path: PathBuf, if_changed: IfChanged) -> SaveJob {
        SaveJob {
            path,
            document: self.document.clone(),
            derived: self.derived.clone(),
            edition: self.edition,
            begun: self.begun,
            slot: self.slot.clone(),
            pending: self.pending.clone(),
            before: match (&self.path, &self.saved) {
                (None, _) => Before::Nothing,
                (Some(_), Some(saved)) => Before::Saved(saved.clone()),
                (Some(_), None) => Before::InFile,
            },
            opened: self.fingerprint.clone(),
            if_changed,
            identity: self.identity_due(),
            signers: self.signers.clone(),
            stamp: self.stamp(),
            data: self.data.clone(),
            now: (self.clock)(),
        }
    }

    /// Takes over a save that has succeeded: what was changed since its job was made stays unsaved. False when the
    /// session has another document by now.
    pub fn finish_save(&mut self, saved: Saved) -> bool {
        if saved.begun != self.begun {
            return false;
        }
        self.path = Some(saved.path);
        self.fingerprint = Some(saved.fingerprint);
        match (saved.is_kept, self.generations) {
            (true, _) => self.generations = GenerationState::Kept,
            (false, GenerationState::Kept) => self.generations = GenerationState::Failed,
            (false, _) => {}
        }
        self.saved = Some(saved.recorded.clone());
        if Arc::ptr_eq(&self.document, &saved.document) {
            if !Arc::ptr_eq(&self.document, &saved.recorded) {
                self.document = saved.recorded;
                self.derived = saved.derived;
                if *self.derived.signers() != self.signers {
                    self.derived = self.derive();
                }
            }
            self.is_modified = false;
        } else {
            self.keep_saves_of(&saved.recorded);
            self.document_edited();
        }
        log::info!("已保存");
        self.is_left_over = false;
        match &self.slot {
            // What is being typed beside the document stays, and is kept anew beside what is saved now.
            Some(_) if !self.pending.is_empty() => self.edition += 1,
            // The copy of what was typed meanwhile stays until there is a newer one.
            Some(slot) if self.is_modified => self.settle_slot(slot.clone(), saved.edition),
            _ => self.settle(),
        }
        true
    }

    /// The job of opening a file.
    pub fn open_job(&self, path: &FilePath) -> OpenJob {
        OpenJob { path: absolute(path), data: self.data.clone(), signers: self.signers.clone() }
    }

    /// Begins with a file that was read. Unsaved work is discarded: ask first.
    pub fn finish_opening(&mut self, opened: OpenedFile) {
        let OpenedFile { path, document, derived, fingerprint, .. } = opened;
        self.begin(document.clone(), Some(document), Some(path), Some(fingerprint));
        // The user may have accepted a signer while it was read.
        let derived = if *derived.signers() == self.signers { derived } else { self.derive() };
        self.document_changed_to(derived);
    }

    /// Counts the documents that this session had: answers about a former one are ignored.
    pub fn begun(&self) -> u64 {
        self.begun
    }

    /// The former saves of this file on this computer, the latest first. Asks the disk.
    pub fn generations(&self) -> Vec<Generation> {
        match (&self.data, &self.path) {
            (Some(data), Some(path)) => list_generations(data, path),
            _ => Vec::new(),
        }
    }

    /// The question whether someone else has changed the file since it was opened or saved; `None` without a file.
    pub fn disk_check(&self) -> Option<DiskCheck> {
        Some(DiskCheck { path: self.path.clone()?, fingerprint: self.fingerprint.clone()? })
    }
}

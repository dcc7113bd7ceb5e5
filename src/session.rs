//! The open document without a window: where it is saved, what was changed, what follows from it.
//!
//! # Where former contents are kept
//!
//! | where | what | how long | why no other can stand in |
//! |---|---|---|---|
//! | undo (`session/history`) | the documents before the last 500 steps, sharing their rows | until the file is closed | one step back, at once |
//! | `Session::saved` | what the file holds | until the next save | says whether and what a save changes |
//! | recovery copy (`storage/recovery`) | unsaved work, half-typed too | until it is saved or given up | the only copy after a crash |
//! | `.bak` beside the file (`storage/backup`) | the file before the last save | until the next save | goes where the file goes, needs no data folder |
//! | former saves (`storage/generations`) | the last 20, and one of each of 30 days | on this computer | weeks back, whole |
//! | history of saves (`workflow/history`) | differences, who and when | folded above 256 KB | travels by mail: who changed what, the common origin of two copies |
//! | kept with a signature (`seal/record`) | the content as signed | as long as the signature | proves what was signed, whatever came after |
//! | last look (`storage/look`) | what a reviewer saw last | until the next look | whoever only reads saves nothing: what is new since then |

mod concluding;
mod history;
mod keeping;
mod saving;

use std::{
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};

use crate::{
    derived::Derived,
    document::{Document, Edit, EditError, Text},
    rules::Severity,
    seal::{self, KnownSigners},
    shown::one_line,
    storage::{DataFolder, Fingerprint, IfChanged, OpenError, Pending, Recovery, RecoverySlot, SaveError, user_name},
    workflow::{OWN_PROGRAM, Stamp},
};

use chrono::NaiveDateTime;

use concluding::Pace;
pub use concluding::{Concluded, ConclusionJob};
use history::History;
pub use history::{MAX_STEPS, StepSummary, TypingRun};
pub use keeping::AutosaveJob;
pub use saving::{DiskCheck, OpenJob, OpenedFile, SaveJob, Saved};

/// The title of a document without a file.
const UNNAMED: &str = "未命名";
/// More of a file's name is not shown.
const MOST_OF_NAME: usize = 120;

pub struct Session {
    document: Arc<Document>,
    derived: Arc<Derived>,
    pace: Pace,
    history: History,
    path: Option<PathBuf>,
    /// The document as it is in the file, or as it began; `None` after adopting a recovery copy.
    saved: Option<Arc<Document>>,
    fingerprint: Option<Fingerprint>,
    is_modified: bool,
    /// From a recovery copy, and its file is no longer what it was then.
    is_left_over: bool,
    revision: u64,
    /// Counts the documents that this session had: a save of a former one is not taken over.
    begun: u64,
    /// What is being typed and is no part of the document yet.
    pending: Vec<Pending>,
    /// Counts what is to be kept: changes of the document and of `pending`.
    edition: u64,
    autosaved_edition: u64,
    data: Option<DataFolder>,
    slot: Option<Arc<RecoverySlot>>,
    /// Runs work on the disk whose result nobody waits for.
    apart: Box<dyn Fn(Work)>,
    author: String,
    clock: fn() -> NaiveDateTime,
    generations: GenerationState,
    signers: KnownSigners,
}

/// Whether the last save could also be kept on this computer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum GenerationState {
    #[default]
    Kept,
    /// Not kept, and the user has not been told yet.
    Failed,
    /// Not kept, and the user has been told.
    FailureSaid,
}

/// Work that may wait for the disk.
pub type Work = Box<dyn FnOnce() + Send>;

impl Session {
    /// A blank document. Recovery copies go to `data`; without it there are none.
    pub fn new(data: Option<DataFolder>) -> Self {
        let document = Arc::new(Document::default());
        Self {
            derived: Arc::new(Derived::of(&document)),
            pace: Pace::default(),
            saved: Some(document.clone()),
            document,
            history: History::default(),
            path: None,
            fingerprint: None,
            is_modified: false,
            is_left_over: false,
            revision: 0,
            begun: 0,
            pending: Vec::new(),
            edition: 0,
            autosaved_edition: 0,
            data,
            slot: None,
            apart: Box::new(|work| work()),
            author: user_name(),
            clock: || chrono::Local::now().naive_local(),
            generations: GenerationState::default(),
            signers: KnownSigners::default(),
        }
    }

    /// Sets the accepted signers; the report names them.
    pub fn set_signers(&mut self, signers: &KnownSigners) {
        if self.signers != *signers {
            self.signers = signers.clone();
            self.derived = self.derive();
        }
    }

    /// Sets the name of the person who saves; an empty one means the system's name for the user.
    pub fn set_author(&mut self, name: &str) {
        self.author = if name.trim().is_empty() { user_name() } else { name.trim().to_owned() };
    }

    /// Where work that may wait for the disk is run, in order; without this it is run at once.
    pub fn work_apart(&mut self, apart: impl Fn(Work) + 'static) {
        self.apart = Box::new(apart);
    }

    /// Sets the clock; for tests.
    pub fn set_clock(&mut self, clock: fn() -> NaiveDateTime) {
        self.clock = clock;
    }

    /// Who saves, and when, if it were now.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            author: self.author.clone(),
            time: (self.clock)().format("%Y-%m-%d %H:%M:%S").to_string(),
            program: OWN_PROGRAM.to_owned(),
        }
    }

    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// What follows from it.
    pub fn derived(&self) -> &Arc<Derived> {
        &self.derived
    }

    /// The document as it is in the file, or as it began; `None` when that is not known.
    pub fn saved(&self) -> Option<&Arc<Document>> {
        self.saved.as_ref()
    }

    /// The project file; `None` until saved for the first time.
    pub fn path(&self) -> Option<&FilePath> {
        self.path.as_deref()
    }

    /// Whether the document differs from what is saved. Undoing back to the saved state counts as not modified.
    pub fn is_modified(&self) -> bool {
        self.is_modified
    }

    /// Whether the document was left behind by a crash and its file has changed since.
    pub fn is_left_over(&self) -> bool {
        self.is_left_over
    }

    /// Counts the changes, undone ones too; a document seen with this revision has not changed since.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The name on screen: the file's name, or “未命名”.
    pub fn name(&self) -> String {
        let file_name = self.path.as_deref().and_then(FilePath::file_name);
        // A name may contain line breaks and direction marks.
        let shown = |name: &std::ffi::OsStr| one_line(&name.to_string_lossy(), MOST_OF_NAME);
        file_name.map_or_else(|| UNNAMED.to_owned(), shown)
    }

    /// The window's title; `*` marks unsaved changes.
    pub fn title(&self) -> String {
        let mark = if self.is_modified { "*" } else { "" };
        format!("{mark}{} — 决算公开编审", self.name())
    }

    /// Changes the document; false when the edit changes nothing, which makes no step to undo.
    pub fn apply(&mut self, edit: &Edit) -> Result<bool, EditError> {
        let changed = self.derived.figures.let_follow(self.document.apply(edit)?, edit);
        if changed == *self.document {
            return Ok(false);
        }
        let before = std::mem::replace(&mut self.document, Arc::new(changed));
        self.history.record(StepSummary { label: edit.label(), place: edit.place() }, before);
        self.document_edited();
        Ok(true)
    }

    /// Changes the document while someone types: everything in one run of typing is one step to undo, and no step when
    /// the text is what it was at the beginning.
    pub fn apply_typed(&mut self, edit: &Edit, run: TypingRun) -> Result<bool, EditError> {
        let changed = self.derived.figures.let_follow(self.document.apply(edit)?, edit);
        if changed == *self.document {
            return Ok(false);
        }
        let before = std::mem::replace(&mut self.document, Arc::new(changed));
        let change = StepSummary { label: edit.label(), place: edit.place() };
        self.history.record_typed(change, before, &self.document, run);
        self.document_edited();
        Ok(true)
    }

    /// Takes the last change back.
    pub fn undo(&mut self) -> Option<StepSummary> {
        let saves = self.document.clone();
        let change = self.history.undo(&mut self.document)?;
        self.keep_saves_of(&saves);
        self.document_edited();
        Some(change)
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self) -> Option<StepSummary> {
        let saves = self.document.clone();
        let change = self.history.redo(&mut self.document)?;
        self.keep_saves_of(&saves);
        self.document_edited();
        Some(change)
    }

    /// The change that undo would take back.
    pub fn next_undo(&self) -> Option<&StepSummary> {
        self.history.next_undo()
    }

    /// The change that redo would make again.
    pub fn next_redo(&self) -> Option<&StepSummary> {
        self.history.next_redo()
    }

    /// What was saved stays saved: undoing an edit does not undo the records of saves since.
    fn keep_saves_of(&mut self, latest: &Document) {
        let (here, there) = (&self.document.review, &latest.review);
        if here.history != there.history || here.folded != there.folded || here.identity != there.identity {
            let mut document = Document::clone(&self.document);
            document.review.history = there.history.clone();
            document.review.folded = there.folded.clone();
            document.review.identity = there.identity.clone();
            self.document = Arc::new(document);
        }
    }

    /// Gives the set of accounts an identity if it has none, under which this computer remembers it. This does not
    /// count as a change of the document and is not a step to undo.
    pub fn identify(&mut self) {
        let Some(identity) = self.identity_due() else { return };
        let is_as_begun = self.path.is_none() && self.saved.as_ref() == Some(&self.document);
        self.document = Arc::new(identified(&self.document, identity));
        self.derived = self.derive();
        if is_as_begun {
            self.saved = Some(self.document.clone());
        }
    }

    /// A new identity, where the accounts have none.
    fn identity_due(&self) -> Option<String> {
        if self.document.review.identity.is_blank() { seal::new_identity() } else { None }
    }

    fn document_changed(&mut self) {
        let derived = self.derive();
        self.document_changed_to(derived);
    }

    /// The same, with what follows from the document already computed.
    fn document_changed_to(&mut self, derived: Arc<Derived>) {
        self.revision += 1;
        self.edition += 1;
        self.is_modified = self.saved.as_ref() != Some(&self.document);
        self.derived = derived;
        if !self.derived.is_behind() {
            self.log_counts();
        }
    }

    /// The state for tests that drive the window from outside; no amounts.
    fn log_counts(&self) {
        let review = &self.derived.review;
        let [errors, warnings, hints] =
            [Severity::Error, Severity::Warning, Severity::Hint].map(|severity| review.count(severity));
        log::info!("审核：错误 {errors} 警告 {warnings} 提示 {hints} 未检查 {}", review.not_checked());
    }
}

/// Files.
impl Session {
    /// Begins with `document`, which has no file yet. Unsaved work is discarded: ask first.
    pub fn start(&mut self, document: Document) {
        let document = Arc::new(document);
        self.begin(document.clone(), Some(document), None, None);
        self.document_changed();
    }

    /// Opens a project file at once, as tests and the console do. Unsaved work is discarded: ask first. When the file
    /// is refused, everything stays as it was.
    pub fn open(&mut self, path: &FilePath) -> Result<(), OpenError> {
        let opened = self.open_job(path).run()?;
        self.finish_opening(opened);
        Ok(())
    }

    /// Takes over what a former session left behind. Its copy is removed once this session has its own.
    pub fn adopt(&mut self, recovery: Recovery) {
        let draft = recovery.draft.clone();
        // Only the form for a new document was open.
        let is_blank = draft.path.is_none() && *draft.document == Document::default();
        // If the file is as the crashed session knew it, we also know what was changed since.
        let saved = recovery.begun.clone().or_else(|| is_blank.then(|| draft.document.clone()));
        self.begin(draft.document, saved, draft.path, draft.saved);
        self.document_changed();
        self.revision = self.revision.max(draft.revision + 1);
        self.edition = self.edition.max(draft.revision + 1);
        self.pending = draft.pending;
        self.is_left_over = self.saved.is_none() && self.path.is_some();
        let Some(job) = self.autosave_job() else { return };
        (self.apart)(Box::new(move || match job.run() {
            Ok(()) => recovery.discard(),
            Err(error) => log::warn!("the adopted copy stays, there is no new one: {error}"),
        }));
    }

    /// Saves to the document's file at once; a window does it by [`Session::save_job`].
    pub fn save(&mut self, if_changed: IfChanged) -> Result<(), SaveError> {
        let saved = self.save_job(if_changed)?.run()?;
        self.finish_save(saved);
        Ok(())
    }

    /// Saves to another file at once, which from now on is the document's.
    pub fn save_as(&mut self, path: &FilePath) -> Result<(), SaveError> {
        let saved = self.save_as_job(path).run()?;
        self.finish_save(saved);
        Ok(())
    }

    /// When the last save could not be kept on this computer: the folder where saves are kept. Answers once, until a
    /// save is kept again.
    pub fn generation_failure(&mut self) -> Option<PathBuf> {
        if self.generations != GenerationState::Failed {
            return None;
        }
        self.generations = GenerationState::FailureSaid;
        self.data.as_ref().map(|data| data.path().to_owned())
    }

    /// A colleague's copy was merged: its history of saves is continued here if it begins with that of this file. If
    /// the copy is what this file contains now (`in_file`), the next save replaces it without a question.
    pub fn merged_with(&mut self, theirs: &Arc<Document>, in_file: Option<Fingerprint>) {
        let (here, there) = (&self.document.review, &theirs.review);
        let goes_on = match here.history.iter().last() {
            Some(last) => there.history.iter().any(|record| record.hash == last.hash),
            None => here.folded == Default::default(),
        };
        if goes_on && here.history != there.history {
            let mut document = Document::clone(&self.document);
            document.review.history = there.history.clone();
            document.review.folded = there.folded.clone();
            self.document = Arc::new(document);
        }
        if let Some(fingerprint) = in_file {
            self.fingerprint = Some(fingerprint);
            self.saved = Some(theirs.clone());
        }
        self.document_changed();
    }

    /// Called when the document has changed: computes what follows from it.
    fn begin(
        &mut self,
        document: Arc<Document>,
        saved: Option<Arc<Document>>,
        path: Option<PathBuf>,
        fingerprint: Option<Fingerprint>,
    ) {
        self.settle();
        self.document = document;
        self.saved = saved;
        self.path = path;
        self.fingerprint = fingerprint;
        self.pending = Vec::new();
        self.is_left_over = false;
        self.history = History::default();
        self.begun += 1;
    }
}

fn identified(document: &Document, identity: String) -> Document {
    let mut document = document.clone();
    document.review.identity = Text::new(identity);
    document
}

fn absolute(path: &FilePath) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests;

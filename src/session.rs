//! The open document without a window: where it is saved, what was changed, what follows from it.

mod history;

use std::{
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};

use crate::{
    derived::Derived,
    document::{Document, Edit, EditError},
    rules::Severity,
    storage::{
        DataFolder, DiskState, Draft, Fingerprint, Generation, IfChanged, OpenError, Recovery, RecoverySlot, SaveError,
        keep_generation, list_generations, one_line, read_project, save_project, sweep_folder_of, user_name,
        write_project,
    },
    workflow::{OWN_PROGRAM, Stamp, record_save},
};

use chrono::NaiveDateTime;

use history::History;
pub use history::{Change, MAX_STEPS};

/// What the title says of a document without a file.
const UNNAMED: &str = "未命名";
/// More of a file's name is not shown.
const MOST_OF_NAME: usize = 120;

/// The open document.
pub struct Session {
    document: Arc<Document>,
    derived: Arc<Derived>,
    history: History,
    path: Option<PathBuf>,
    /// The document as it is in the file, or as it began; `None` after adopting a recovery copy.
    saved: Option<Arc<Document>>,
    fingerprint: Option<Fingerprint>,
    is_modified: bool,
    revision: u64,
    autosaved_revision: u64,
    data: Option<DataFolder>,
    slot: Option<Arc<RecoverySlot>>,
    author: String,
    clock: fn() -> NaiveDateTime,
    generations: GenerationState,
}

/// Whether the last save could be kept as a generation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum GenerationState {
    #[default]
    Kept,
    /// Not kept, and nobody knows yet.
    Failed,
    /// Not kept, which was said.
    FailureSaid,
}

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
    /// A blank document. Recovery copies go to `data`; without it there are none.
    pub fn new(data: Option<DataFolder>) -> Self {
        let document = Arc::new(Document::default());
        Self {
            derived: Arc::new(Derived::of(&document)),
            saved: Some(document.clone()),
            document,
            history: History::default(),
            path: None,
            fingerprint: None,
            is_modified: false,
            revision: 0,
            autosaved_revision: 0,
            data,
            slot: None,
            author: user_name(),
            clock: || chrono::Local::now().naive_local(),
            generations: GenerationState::default(),
        }
    }

    /// Who saves; an empty name leaves the system's name for the user.
    pub fn set_author(&mut self, name: &str) {
        self.author = if name.trim().is_empty() { user_name() } else { name.trim().to_owned() };
    }

    /// What time it is; for tests.
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

    /// What was entered.
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

    /// Counts the changes, undone ones too; a document seen with this revision has not changed since.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The name on screen: the file's name, or 未命名.
    pub fn name(&self) -> String {
        let file_name = self.path.as_deref().and_then(FilePath::file_name);
        // A name may hold line breaks and marks of direction.
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
        let changed = self.document.apply(edit)?;
        if changed == *self.document {
            return Ok(false);
        }
        let before = std::mem::replace(&mut self.document, Arc::new(changed));
        self.history.record(Change { label: edit.label(), place: edit.place() }, before);
        self.document_changed();
        Ok(true)
    }

    /// Takes the last change back.
    pub fn undo(&mut self) -> Option<Change> {
        let saves = self.document.clone();
        let change = self.history.undo(&mut self.document)?;
        self.keep_saves_of(&saves);
        self.document_changed();
        Some(change)
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self) -> Option<Change> {
        let saves = self.document.clone();
        let change = self.history.redo(&mut self.document)?;
        self.keep_saves_of(&saves);
        self.document_changed();
        Some(change)
    }

    /// The change that undo would take back.
    pub fn next_undo(&self) -> Option<&Change> {
        self.history.next_undo()
    }

    /// The change that redo would make again.
    pub fn next_redo(&self) -> Option<&Change> {
        self.history.next_redo()
    }

    /// What was saved stays saved: undoing an edit does not undo the records of saves since.
    fn keep_saves_of(&mut self, latest: &Document) {
        let (here, there) = (&self.document.review, &latest.review);
        if here.history != there.history || here.folded != there.folded {
            let mut document = Document::clone(&self.document);
            document.review.history = there.history.clone();
            document.review.folded = there.folded.clone();
            self.document = Arc::new(document);
        }
    }

    fn document_changed(&mut self) {
        self.revision += 1;
        self.is_modified = self.saved.as_ref() != Some(&self.document);
        self.derived = Arc::new(Derived::of(&self.document));
        self.log_counts();
    }

    /// What the window shows, for those who drive it from outside; no amounts.
    fn log_counts(&self) {
        let review = &self.derived.review;
        let [errors, warnings, hints] =
            [Severity::Error, Severity::Warning, Severity::Hint].map(|severity| review.count(severity));
        log::info!("审核：错误 {errors} 警告 {warnings} 提示 {hints} 未检查 {}", review.not_checked());
    }
}

/// Files.
impl Session {
    /// Begins with `document`, which has no file yet. Unsaved work is given up: ask first.
    pub fn start(&mut self, document: Document) {
        let document = Arc::new(document);
        self.begin(document.clone(), Some(document), None, None);
    }

    /// Opens a project file. Unsaved work is given up: ask first. When the file is refused, all stays as it was.
    pub fn open(&mut self, path: &FilePath) -> Result<(), OpenError> {
        let opened = read_project(path)?;
        sweep_folder_of(path);
        let document = Arc::new(opened.document);
        self.begin(document.clone(), Some(document), Some(absolute(path)), Some(opened.fingerprint));
        Ok(())
    }

    /// Takes over what a former session left behind. The copy goes once this session has its own.
    pub fn adopt(&mut self, recovery: Recovery) {
        let draft = recovery.draft.clone();
        self.begin(draft.document, None, draft.path, draft.saved);
        self.revision = self.revision.max(draft.revision + 1);
        match self.autosave() {
            Ok(true) => recovery.discard(),
            Ok(false) => {}
            Err(error) => log::warn!("the adopted copy stays, there is no new one: {error}"),
        }
    }

    /// Saves to the document's file.
    pub fn save(&mut self, if_changed: IfChanged) -> Result<(), SaveError> {
        let path = self.path.clone().ok_or(SaveError::Unnamed)?;
        self.save_at(path, if_changed)
    }

    /// Saves to another file, which from now on is the document's; the file dialog has asked before replacing one.
    pub fn save_as(&mut self, path: &FilePath) -> Result<(), SaveError> {
        self.save_at(absolute(path), IfChanged::Overwrite)
    }

    fn save_at(&mut self, path: PathBuf, if_changed: IfChanged) -> Result<(), SaveError> {
        let recorded = self.with_this_save(&path);
        let fingerprint = save_project(&path, &recorded, self.fingerprint.as_ref(), if_changed)?;
        if !Arc::ptr_eq(&recorded, &self.document) {
            self.document = recorded;
            self.derived = Arc::new(Derived::of(&self.document));
        }
        self.keep_generation(&path);
        self.path = Some(path);
        self.fingerprint = Some(fingerprint);
        self.saved = Some(self.document.clone());
        self.is_modified = false;
        self.settle();
        log::info!("已保存");
        Ok(())
    }

    /// The document with a record of its save at `path`; the document itself when there is nothing to record.
    fn with_this_save(&self, path: &FilePath) -> Arc<Document> {
        // A recovered document does not know what the file holds; a new one has nothing that was saved before.
        let in_file = || read_project(path).ok().map(|opened| Arc::new(opened.document));
        let before = match (&self.path, &self.saved) {
            (None, _) => None,
            (Some(_), Some(saved)) => Some(saved.clone()),
            (Some(_), None) => in_file(),
        };
        let recorded = record_save(&self.document, before.as_deref(), &self.stamp());
        recorded.map_or_else(|| self.document.clone(), Arc::new)
    }

    /// The file is saved whatever becomes of its copy here.
    fn keep_generation(&mut self, path: &FilePath) {
        let Some(data) = &self.data else { return };
        let kept =
            write_project(&self.document).and_then(|content| keep_generation(data, path, &content, (self.clock)()));
        match kept {
            Ok(()) => self.generations = GenerationState::Kept,
            Err(error) => {
                log::warn!("this save is not kept as a generation: {error}");
                if self.generations == GenerationState::Kept {
                    self.generations = GenerationState::Failed;
                }
            }
        }
    }

    /// Where the saves are kept on this computer, when the last one could not be; answers once, until one is kept again.
    pub fn generation_failure(&mut self) -> Option<PathBuf> {
        if self.generations != GenerationState::Failed {
            return None;
        }
        self.generations = GenerationState::FailureSaid;
        self.data.as_ref().map(|data| data.path().to_owned())
    }

    /// The former saves of this file on this computer, the latest first. Asks the disk.
    pub fn generations(&self) -> Vec<Generation> {
        match (&self.data, &self.path) {
            (Some(data), Some(path)) => list_generations(data, path),
            _ => Vec::new(),
        }
    }

    /// Whether someone else has changed the file since it was opened or saved. Asks the disk: not for every frame.
    pub fn is_changed_on_disk(&self) -> bool {
        let (Some(path), Some(fingerprint)) = (&self.path, &self.fingerprint) else { return false };
        matches!(fingerprint.compare(path), Ok(DiskState::Changed))
    }

    /// Whether the file is no longer where it was opened or saved. Asks the disk: not for every frame.
    pub fn is_gone_from_disk(&self) -> bool {
        let (Some(path), Some(fingerprint)) = (&self.path, &self.fingerprint) else { return false };
        matches!(fingerprint.compare(path), Ok(DiskState::Missing))
    }

    /// A colleague's copy was merged: its records of saves go on here if they begin with those of this file. Where it
    /// was what stands in this file now (`in_file`), the next save replaces it without a question.
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
        self.history = History::default();
        self.document_changed();
    }
}

/// Recovery copies.
impl Session {
    /// The job of keeping the unsaved work, if there is any that is not kept yet.
    pub fn autosave_job(&mut self) -> Result<Option<AutosaveJob>, SaveError> {
        if !self.is_modified {
            self.settle();
            return Ok(None);
        }
        let Some(data) = self.data.as_ref().filter(|_| self.revision != self.autosaved_revision) else {
            return Ok(None);
        };
        let slot = match &self.slot {
            Some(slot) => slot.clone(),
            None => Arc::new(RecoverySlot::take(data, self.path.as_deref())?),
        };
        self.slot = Some(slot.clone());
        self.autosaved_revision = self.revision;
        let draft = Draft {
            document: self.document.clone(),
            revision: self.revision,
            path: self.path.clone(),
            saved: self.fingerprint.clone(),
        };
        Ok(Some(AutosaveJob { slot, draft }))
    }

    /// Keeps unsaved work now; false when there was nothing to keep.
    pub fn autosave(&mut self) -> Result<bool, SaveError> {
        let Some(job) = self.autosave_job()? else { return Ok(false) };
        job.run().inspect_err(|_| self.autosave_failed())?;
        Ok(true)
    }

    /// The last job failed: the next one tries again, although nothing has changed since.
    pub fn autosave_failed(&mut self) {
        self.autosaved_revision = 0;
    }

    /// Ends the session for good: what is not saved was given up by the user. Without this call, as in a crash, the
    /// recovery copy stays.
    pub fn close(mut self) {
        self.settle();
    }

    /// The work so far is saved or given up: its recovery copy goes.
    fn settle(&mut self) {
        if let Some(slot) = self.slot.take() {
            slot.settle(self.revision);
        }
    }
}

fn absolute(path: &FilePath) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests;

//! Recovery copies: unsaved work, kept in the data folder until the user decides about it.
//!
//! Each running session owns one slot, named after its document and held by a lock that the system releases when the
//! program dies. Copies whose slot nobody holds are offered at the next start. The best copy is the readable one with
//! the highest revision; the time of the file does not matter.

use std::{
    collections::BTreeMap,
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
    process,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{digest::sha256, document::Document, workflow::brings_nothing};

use super::{
    backup::backup_paths,
    by_name::{is_at, names_in},
    data_folder::DataFolder,
    disk::{exists, fs},
    fingerprint::Fingerprint,
    project::{LoadedProject, parse_project, read_project, write_project},
    safe_write::write_file,
    save_error::SaveError,
    stray::sweep_folder,
};

/// Text that is being typed and is no part of the document yet: in a cell, a field or a dialog.
///
/// Only the window knows what the words mean; here they are just kept, so that a copy of another version can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The kind of place where it is typed.
    pub kind: String,
    /// Which of its kind.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What stands in its fields, by their names.
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
    /// The selected characters of the field that has the keyboard; one place where nothing is selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<(usize, usize)>,
}

/// Unsaved work, as it is to be kept.
#[derive(Clone, Debug)]
pub struct Draft {
    pub document: Arc<Document>,
    /// What is being typed beside it.
    pub pending: Vec<Pending>,
    /// Counts the changes of the session, those of `pending` included: the higher of two drafts is the later.
    pub revision: u64,
    /// The project file that it belongs to; `None` when never saved.
    pub path: Option<PathBuf>,
    /// What that file held when it was opened or saved.
    pub saved: Option<Fingerprint>,
}

/// The form of a recovery copy.
#[derive(Serialize, Deserialize)]
struct Copy {
    path: Option<PathBuf>,
    saved: Option<Fingerprint>,
    revision: u64,
    time: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pending: Vec<Pending>,
    document: Box<RawValue>,
}

/// The place of one session's recovery copy. The disk is not accessed before the first write.
#[derive(Debug)]
pub struct RecoverySlot {
    data: DataFolder,
    name: String,
    state: Mutex<SlotState>,
}

#[derive(Debug, Default)]
struct SlotState {
    place: Option<SlotPlace>,
    /// Drafts up to this revision are saved or discarded, and no longer written.
    settled: u64,
    /// What is in the copy.
    written: u64,
}

#[derive(Debug)]
struct SlotPlace {
    copy: PathBuf,
    lock: PathBuf,
    /// Held open, and locked, as long as the session lives.
    _held: File,
}

impl SlotPlace {
    fn take(data: &DataFolder, document: &str) -> Result<Self, SaveError> {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        data.make()?;
        loop {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let lock = data.recovery().join(format!("{document}-{}-{number}.lock", process::id()));
            let copy = lock.with_extension("json");
            // Process numbers are reused: never take over an abandoned copy.
            if exists(&copy) {
                continue;
            }
            if let Some(held) = hold(&lock)? {
                return Ok(Self { copy, lock, _held: held });
            }
        }
    }
}

impl RecoverySlot {
    /// A new slot for the document of this path.
    pub fn new(data: &DataFolder, path: Option<&Path>) -> Self {
        let name = path.map_or_else(|| "new".to_owned(), name_of);
        Self { data: data.clone(), name, state: Mutex::default() }
    }

    /// Writes the copy; false when the work was saved or discarded meanwhile, or a later draft is written already.
    pub fn write(&self, draft: &Draft) -> Result<bool, SaveError> {
        let bytes = bytes_of(draft)?;
        let mut state = self.state();
        if draft.revision <= state.settled.max(state.written) {
            return Ok(false);
        }
        let place = match state.place.take() {
            Some(place) => place,
            None => SlotPlace::take(&self.data, &self.name)?,
        };
        let place = state.place.insert(place);
        write_file(&place.copy, &bytes)?;
        state.written = draft.revision;
        Ok(true)
    }

    /// Before a save: if there is a copy, it becomes what is about to be saved. If the program is killed before the
    /// copy is removed, the user is then not asked about an older state.
    pub fn renew(&self, draft: &Draft) -> Result<(), SaveError> {
        let bytes = bytes_of(draft)?;
        let mut state = self.state();
        if let Some(place) = state.place.as_ref().filter(|_| draft.revision >= state.written) {
            write_file(&place.copy, &bytes)?;
            state.written = draft.revision;
        }
        Ok(())
    }

    /// The work up to `revision` is saved or discarded: removes its copy and never writes it again. A copy of later
    /// work stays.
    pub fn settle(&self, revision: u64) {
        let mut state = self.state();
        state.settled = revision.max(state.settled);
        if state.written <= revision
            && let Some(place) = state.place.take()
        {
            remove(&place.copy);
            remove(&place.lock);
        }
    }

    fn state(&self) -> MutexGuard<'_, SlotState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn bytes_of(draft: &Draft) -> Result<Vec<u8>, SaveError> {
    let document = String::from_utf8(write_project(&draft.document)?).map_err(|_| SaveError::NotReadable)?;
    let copy = Copy {
        path: draft.path.clone().filter(|path| path.to_str().is_some()),
        saved: draft.saved.clone(),
        revision: draft.revision,
        time: chrono::Local::now().format("%Y-%m-%d %H:%M:%S").to_string(),
        pending: draft.pending.clone(),
        document: RawValue::from_string(document.trim_end().to_owned()).map_err(|_| SaveError::NotReadable)?,
    };
    serde_json::to_vec(&copy).map_err(|_| SaveError::NotReadable)
}

/// Unsaved work of a session that ended without saving; kept on the disk until [`Recovery::discard`].
#[derive(Debug)]
pub struct Recovery {
    pub draft: Draft,
    /// When it was kept, for the user.
    pub time: String,
    /// What is in its file, if the work began with just that.
    pub begun: Option<Arc<Document>>,
    copy: PathBuf,
    lock: PathBuf,
    /// Two windows never offer the same copy.
    _held: File,
}

impl Recovery {
    /// Removes the copy: the user has taken it over, or does not want it.
    pub fn discard(self) {
        remove(&self.copy);
        remove(&self.lock);
    }
}

/// What former sessions left behind.
#[derive(Debug, Default)]
pub struct FoundRecoveries {
    /// Copies that can be read, by document, the highest revision of each first.
    pub recoveries: Vec<Recovery>,
    /// Copies that cannot; they stay where they are.
    pub unreadable: Vec<PathBuf>,
}

/// The recovery copies that no running session holds. A copy that adds nothing to its file is not unsaved work: it is
/// removed silently.
pub fn find_recoveries(data: &DataFolder) -> FoundRecoveries {
    let mut found = FoundRecoveries::default();
    sweep_folder(&data.recovery());
    let Ok(names) = names_in(&data.recovery()) else { return found };
    for copy in names.into_iter().map(|name| data.recovery().join(name)) {
        if copy.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let lock = copy.with_extension("lock");
        let Ok(Some(held)) = hold(&lock) else { continue };
        match read_copy(&copy) {
            Some((draft, time)) => {
                found.recoveries.push(Recovery { draft, time, begun: None, copy, lock, _held: held })
            }
            None => found.unreadable.push(copy),
        }
    }
    for mut recovery in std::mem::take(&mut found.recoveries) {
        match compare_with_file(&recovery.draft) {
            InFile::All => recovery.discard(),
            InFile::Beginning(begun) => {
                recovery.begun = Some(Arc::new(*begun));
                found.recoveries.push(recovery);
            }
            InFile::Other => found.recoveries.push(recovery),
        }
    }
    found.recoveries.sort_by(|a, b| {
        let (a, b) = (&a.draft, &b.draft);
        a.path.cmp(&b.path).then(b.revision.cmp(&a.revision))
    });
    found
}

/// How long to wait for a file on a server that does not answer; after that the copy is offered.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is in the file of some unsaved work by now.
enum InFile {
    All,
    /// What it began with.
    Beginning(Box<Document>),
    /// Something else, or nothing that can be read.
    Other,
}

fn compare_with_file(draft: &Draft) -> InFile {
    let Some(path) = draft.path.clone() else { return InFile::Other };
    let draft = draft.clone();
    let (sender, answer) = mpsc::channel();
    let compare = move || {
        let is_begun = |copy: &LoadedProject| Some(&copy.fingerprint) == draft.saved.as_ref();
        let in_file = match read_project(&path) {
            Err(_) => InFile::Other,
            Ok(opened) => {
                let begun = || backup_paths(&path).find_map(|copy| read_project(&copy).ok().filter(is_begun));
                let nothing = draft.pending.is_empty()
                    && brings_nothing(&opened.document, &draft.document, begun().map(|copy| copy.document).as_ref());
                match nothing {
                    true => InFile::All,
                    false if is_begun(&opened) => InFile::Beginning(Box::new(opened.document)),
                    false => InFile::Other,
                }
            }
        };
        // The receiver is gone when it took too long.
        let _ = sender.send(in_file);
    };
    let started = thread::Builder::new().name("recovery".to_owned()).spawn(compare);
    let answer = started.ok().and_then(|_| answer.recv_timeout(PATIENCE).ok());
    answer.unwrap_or(InFile::Other)
}

fn read_copy(path: &Path) -> Option<(Draft, String)> {
    let copy: Copy = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    let document = Arc::new(parse_project(copy.document.get().as_bytes()).ok()?);
    let (revision, pending) = (copy.revision, copy.pending);
    Some((Draft { document, pending, revision, path: copy.path, saved: copy.saved }, copy.time))
}

/// Locks a file, making it if need be; `None` when a running session holds it.
fn hold(lock: &Path) -> io::Result<Option<File>> {
    let file = fs::open(lock, File::options().create(true).truncate(false).write(true))?;
    match file.try_lock() {
        // Another start may have removed the file while it was being opened: then the lock holds nothing.
        Ok(()) => Ok(is_at(&file, lock).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// A short name for the file at this path.
pub(super) fn name_of(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    sha256(path.as_os_str().as_encoded_bytes())[..16].to_owned()
}

fn remove(path: &Path) {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => log::warn!("{} stays: {error}", path.display()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Edit, Entry},
    };

    fn draft(revision: u64, path: &str) -> Draft {
        let edit = Edit::Set { path: at!(unit.year), entry: Entry::Count(u32::try_from(revision).expect("small")) };
        let document = Arc::new(Document::default().apply(&edit).expect("year"));
        Draft { document, pending: Vec::new(), revision, path: Some(path.into()), saved: Some(Fingerprint::of(b"x")) }
    }

    fn data() -> (tempfile::TempDir, DataFolder) {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        (folder, data)
    }

    #[test]
    fn unsaved_work_is_offered_once_its_session_is_gone() {
        let (_folder, data) = data();
        let slot = RecoverySlot::new(&data, Some(Path::new("/a")));
        assert_eq!(slot.write(&draft(3, "/a")), Ok(true));
        assert!(find_recoveries(&data).recoveries.is_empty(), "the session still runs");
        drop(slot);

        let mut found = find_recoveries(&data).recoveries;
        assert!(find_recoveries(&data).recoveries.is_empty(), "another window offers it");
        let recovery = found.pop().expect("offered");
        assert_eq!(*recovery.draft.document, *draft(3, "/a").document);
        assert_eq!((recovery.draft.revision, recovery.draft.path.as_deref()), (3, Some(Path::new("/a"))));
        assert_eq!(recovery.draft.saved, Some(Fingerprint::of(b"x")));

        drop(recovery);
        let recovery = find_recoveries(&data).recoveries.pop().expect("kept until the user decides");
        recovery.discard();
        assert!(find_recoveries(&data).recoveries.is_empty());
        assert_eq!(std::fs::read_dir(data.recovery()).expect("folder").count(), 0);
    }

    #[test]
    fn settled_work_leaves_nothing_and_is_not_written_late() {
        let (_folder, data) = data();
        let slot = RecoverySlot::new(&data, None);
        slot.write(&draft(1, "/a")).expect("written");
        slot.settle(2);
        assert_eq!(slot.write(&draft(2, "/a")), Ok(false), "a save came first");
        assert_eq!(std::fs::read_dir(data.recovery()).expect("folder").count(), 0);
        assert_eq!(slot.write(&draft(3, "/a")), Ok(true), "what was typed during the save");
        slot.settle(2);
        drop(slot);
        assert_eq!(find_recoveries(&data).recoveries.pop().expect("kept").draft.revision, 3);
    }

    #[test]
    fn validity_and_revision_choose_not_the_time() {
        let (_folder, data) = data();
        for revision in [5, 9, 2] {
            let slot = RecoverySlot::new(&data, Some(Path::new("/a")));
            slot.write(&draft(revision, "/a")).expect("written");
        }
        fs::write(data.recovery().join("torn.json"), r#"{"path": "/a", "revision": 99, "docu"#).expect("written");
        fs::write(data.recovery().join("newer.json"), "{}").expect("written");
        let found = find_recoveries(&data);
        let revisions: Vec<_> = found.recoveries.iter().map(|recovery| recovery.draft.revision).collect();
        assert_eq!(revisions, [9, 5, 2]);
        assert_eq!(found.unreadable.len(), 2);
        assert!(found.unreadable.iter().all(|path| path.exists()));
    }

    #[test]
    fn a_later_draft_is_never_replaced_by_an_earlier_one() {
        let (_folder, data) = data();
        let slot = RecoverySlot::new(&data, None);
        assert_eq!(slot.write(&draft(5, "/a")), Ok(true));
        assert_eq!(slot.write(&draft(4, "/a")), Ok(false));
        slot.renew(&draft(3, "/a")).expect("nothing to do");
        drop(slot);
        assert_eq!(find_recoveries(&data).recoveries[0].draft.revision, 5);
    }

    /// As versions before this one wrote it.
    #[test]
    fn a_copy_without_what_was_being_typed_is_read() {
        let (_folder, data) = data();
        data.make().expect("folder");
        let old =
            r#"{"path":null,"saved":null,"revision":7,"time":"2025-08-20 14:03:00","document":{"format_version": 1}}"#;
        fs::write(data.recovery().join("new-1-0.json"), old).expect("written");
        let found = find_recoveries(&data);
        assert_eq!((found.recoveries[0].draft.revision, found.recoveries[0].draft.pending.len()), (7, 0));
    }

    #[test]
    fn what_is_being_typed_comes_back() {
        let (_folder, data) = data();
        let slot = RecoverySlot::new(&data, None);
        let texts = [("text".to_owned(), "12.".to_owned())].into();
        let half = Pending { kind: "value".into(), place: "/unit/year".into(), texts, selected: Some((1, 3)) };
        let draft = Draft { pending: vec![half.clone()], ..draft(1, "/a") };
        slot.write(&draft).expect("written");
        drop(slot);
        assert_eq!(find_recoveries(&data).recoveries[0].draft.pending, [half]);
    }
}

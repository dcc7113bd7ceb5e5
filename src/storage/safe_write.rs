//! Replaces a file whole or not at all.
//!
//! The new content is written beside the file, flushed to the disk, read back, and only then renamed over it. At no
//! moment is the file missing or half written, even if the program is killed or the power fails.

use std::{
    fs::{File, Permissions},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use tempfile::TempPath;

use super::{
    backup::{ForBackup, place_for_backup},
    disk::{fs, pass},
    fingerprint::{DiskState, Fingerprint},
    open_error::is_busy,
    patience::{is_let_go_soon, patiently, uninterrupted},
    save_error::SaveError,
    save_lock::SaveLock,
    stray::{TEMP_LETTERS, TEMP_PREFIX, TEMP_SUFFIX},
};

/// Where no lock can be taken: how long to wait before checking that no other program saved at the same moment.
const AFTERMATH: Duration = Duration::from_millis(300);

/// Writes any file, e.g. an export: whole or not at all, without a backup.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    Staged::write(path, bytes)?.put_in_place()
}

/// What must stand under a file's name at the moment when it is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Former<'a> {
    /// This content.
    Is(&'a Fingerprint),
    Missing,
    /// Whatever is there is replaced.
    Any,
}

/// Replaces or creates the file at `path` if its content is what is expected, and keeps the former content as the
/// backup.
///
/// Programs that save the same file at the same moment take turns: the second finds a content that it does not expect.
pub(super) fn replace(path: &Path, bytes: &[u8], former: Former) -> Result<(), SaveError> {
    let wait = || thread::sleep(AFTERMATH);
    replace_by(path, bytes, former, |file| file.write_all(bytes), SaveLock::take, wait)
}

/// [`replace`] with the writing, the taking of turns and the waiting as parameters, so that tests can make them fail or
/// do something meanwhile.
fn replace_by(
    path: &Path,
    bytes: &[u8],
    former: Former,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
    take_turn: impl FnOnce(&Path) -> Result<Option<SaveLock>, SaveError>,
    wait: impl FnOnce(),
) -> Result<(), SaveError> {
    // The slow part comes first: the turn itself is short.
    let staged = Staged::write_by(path, bytes, fill)?;
    let target = staged.target.clone();
    let turn = take_turn(&target)?;
    match fs::metadata(&target) {
        Ok(_) => {
            keep_former(&target, former)?;
            staged.put_in_place()?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => match former {
            Former::Is(_) => return Err(SaveError::Gone),
            // A link that leads nowhere: the user has chosen its name.
            Former::Any if fs::symlink_metadata(&target).is_ok() => staged.put_in_place()?,
            Former::Missing | Former::Any => staged.put_where_nothing_is()?,
        },
        Err(error) => return Err(error.into()),
    }
    if turn.is_none() {
        wait();
        look_after(&target, bytes)?;
    }
    Ok(())
}

/// Without a turn, another program may have replaced the file between our comparison and now.
fn look_after(target: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    match Fingerprint::of(bytes).compare(target) {
        Ok(DiskState::Changed | DiskState::Missing) => Err(SaveError::ChangedOnDisk),
        // What can't be read now was written whole and read back.
        Ok(DiskState::Same) | Err(_) => Ok(()),
    }
}

/// New content of a file, on the disk beside its place; removed when dropped.
pub(super) struct Staged {
    written: TempPath,
    target: PathBuf,
}

impl Staged {
    /// Writes the content beside the file at `path`.
    pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<Self, SaveError> {
        Self::write_by(path, bytes, |file| file.write_all(bytes))
    }

    fn write_by(path: &Path, bytes: &[u8], fill: impl FnOnce(&mut File) -> io::Result<()>) -> Result<Self, SaveError> {
        let target = real_place(path);
        let permissions = match fs::metadata(&target) {
            Ok(metadata) if !metadata.is_file() => return Err(SaveError::NotAFile),
            // Renaming would replace a read-only file without a question.
            Ok(metadata) if metadata.permissions().readonly() => return Err(SaveError::ReadOnly),
            Ok(metadata) => Some(metadata.permissions()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        let written = write_beside(folder_of(&target), permissions, bytes, fill)?;
        Ok(Self { written, target })
    }

    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Replaces the file by it.
    pub(super) fn put_in_place(self) -> Result<(), SaveError> {
        put_in_place(self.written, &self.target)?;
        sync_folder(folder_of(&self.target));
        Ok(())
    }

    /// Creates the file from it; a file that somebody has created at this very moment is not replaced.
    fn put_where_nothing_is(self) -> Result<(), SaveError> {
        put_where_nothing_is(self.written, &self.target)?;
        sync_folder(folder_of(&self.target));
        Ok(())
    }
}

/// Where the content really goes: a link stays a link, the file that it leads to is replaced. On Windows this is also
/// the form of a path that may be longer than 260 characters, for a new file by way of its folder.
fn real_place(path: &Path) -> PathBuf {
    let by_folder = || Some(fs::canonicalize(folder_of(path)).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(by_folder).unwrap_or_else(|| path.to_owned())
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// The name of a temporary file, by which one that was left behind is recognised.
pub(super) fn temporary_name() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMP_PREFIX).suffix(TEMP_SUFFIX).rand_bytes(TEMP_LETTERS);
    // Temporary files are private by default; a new project file follows the user's umask like any other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// A temporary file in `folder` that holds `bytes`, on the disk and read back.
fn write_beside(
    folder: &Path,
    permissions: Option<Permissions>,
    bytes: &[u8],
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<TempPath, SaveError> {
    pass(folder);
    let (mut file, path) = temporary_name().tempfile_in(folder)?.into_parts();
    fill(&mut file)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    uninterrupted(|| file.sync_all())?;
    let mut written = Vec::with_capacity(bytes.len());
    file.rewind()?;
    file.read_to_end(&mut written)?;
    if written != bytes {
        return Err(SaveError::ReadBackDiffers);
    }
    Ok(path)
}

/// Gives the file at `target` its backup name as well, if its content is what is expected; it keeps its own name all
/// the time.
fn keep_former(target: &Path, expected: Former) -> Result<(), SaveError> {
    let kept = second_of(target)?;
    let is_expected = match expected {
        Former::Is(fingerprint) => fingerprint.compare(&kept)? == DiskState::Same,
        Former::Missing => false,
        Former::Any => true,
    };
    if !is_expected {
        return Err(SaveError::ChangedOnDisk);
    }
    let name = kept.to_path_buf();
    match place_for_backup(target, expected == Former::Any)? {
        ForBackup::Free(place) => put_where_nothing_is(kept, &place)?,
        ForBackup::Ours(place) => put_in_place(kept, &place)?,
    }
    // Renaming does nothing when the backup is this very file already, after a save that was killed half-way.
    let _ = fs::remove_file(name);
    Ok(())
}

/// The file at `target` under a temporary name as well: a hard link, which costs nothing; a copy where the file system
/// (FAT, network drives) has none.
pub(super) fn second_of(target: &Path) -> Result<TempPath, SaveError> {
    let folder = folder_of(target);
    if let Ok(link) = temporary_name().make_in(folder, |name| fs::hard_link(target, name)) {
        return Ok(link.into_temp_path());
    }
    let bytes = patiently(is_busy, || fs::read(target))?;
    let permissions = fs::metadata(target)?.permissions();
    write_beside(folder, Some(permissions), &bytes, |file| file.write_all(&bytes))
}

/// Renames a temporary file to `target` unless something has this name.
fn put_where_nothing_is(written: TempPath, target: &Path) -> Result<(), SaveError> {
    let failure = match written.persist_noclobber(target) {
        Ok(()) => return Ok(()),
        Err(failure) => failure,
    };
    match failure.error.kind() {
        io::ErrorKind::AlreadyExists => Err(SaveError::ChangedOnDisk),
        // Some file systems can neither rename without replacing nor link.
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied
            if fs::symlink_metadata(target).is_err() =>
        {
            put_in_place(failure.path, target)
        }
        _ => Err(failure.error.into()),
    }
}

/// Renames a temporary file over `target`.
pub(super) fn put_in_place(written: TempPath, target: &Path) -> Result<(), SaveError> {
    let mut waiting = Some(written);
    let renamed = patiently(is_let_go_soon, || {
        let Some(written) = waiting.take() else { return Ok(()) };
        pass(target);
        written.persist(target).map_err(|failure| {
            waiting = Some(failure.path);
            failure.error
        })
    });
    match renamed {
        Err(error) if is_let_go_soon(&error) && !is_busy(&error) => Err(SaveError::Busy),
        renamed => Ok(renamed?),
    }
}

/// Flushes the renaming itself to the disk, where the system can.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Err(error) = uninterrupted(|| fs::open(folder, File::options().read(true))?.sync_all())
    {
        // Network file systems may refuse; the content itself is on the disk.
        log::warn!("the folder could not be synced: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::backup_path;

    /// Without caring for what the file held.
    fn save(path: &Path, content: &str) -> Result<(), SaveError> {
        replace(path, content.as_bytes(), Former::Any)
    }

    /// As a project file begins: what is no project is not replaced as a backup.
    fn project(content: &str) -> String {
        format!("{{\n  \"format_version\": 1,\n  \"x\": \"{content}\"\n}}\n")
    }

    fn folder_with(name: &str, content: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join(name);
        fs::write(&path, content).expect("former content");
        (folder, path)
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = std::fs::read_dir(folder.path()).expect("folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_former_version_is_kept_once() {
        let (folder, path) = folder_with("a.juesuan", &project("1"));
        for content in ["2", "3"] {
            save(&path, &project(content)).expect("saved");
        }
        assert_eq!(fs::read_to_string(&path).expect("file"), project("3"));
        assert_eq!(fs::read_to_string(backup_path(&path)).expect("backup"), project("2"));
        assert_eq!(names(&folder), ["a.juesuan", "a.juesuan.bak"]);
    }

    #[test]
    fn a_save_killed_after_its_backup_is_taken_up_again() {
        let (folder, path) = folder_with("a.juesuan", &project("1"));
        fs::hard_link(&path, backup_path(&path)).expect("linked");
        save(&path, "2").expect("saved");
        assert_eq!(fs::read_to_string(backup_path(&path)).expect("backup"), project("1"));
        assert_eq!(names(&folder), ["a.juesuan", "a.juesuan.bak"]);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let (folder, path) = folder_with("a.juesuan", "old");
        let full = |file: &mut File| {
            file.write_all(b"ne")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        };
        let written_by = |fill: &dyn Fn(&mut File) -> io::Result<()>| {
            replace_by(&path, b"new", Former::Any, fill, SaveLock::take, || {})
        };
        assert_eq!(written_by(&full), Err(SaveError::DiskFull));
        let lies = |file: &mut File| file.write_all(b"nEw");
        assert_eq!(written_by(&lies), Err(SaveError::ReadBackDiffers));
        assert_eq!(fs::read_to_string(&path).expect("file"), "old");
        assert_eq!(names(&folder), ["a.juesuan"]);
    }

    #[test]
    fn a_read_only_file_is_not_replaced() {
        let (folder, path) = folder_with("a.juesuan", "old");
        let mut permissions = fs::metadata(&path).expect("metadata").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("read-only");
        assert_eq!(save(&path, "new"), Err(SaveError::ReadOnly));
        assert_eq!(fs::read_to_string(&path).expect("file"), "old");
        assert_eq!(names(&folder), ["a.juesuan"]);
    }

    #[test]
    fn places_that_cannot_be_written_are_named() {
        let folder = tempfile::tempdir().expect("folder");
        assert_eq!(write_file(folder.path(), b"x"), Err(SaveError::NotAFile));
        assert_eq!(write_file(&folder.path().join("none").join("a"), b"x"), Err(SaveError::NoFolder));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, path) = folder_with("a.juesuan", "old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("mode");
        let link = folder.path().join("link.juesuan");
        symlink(&path, &link).expect("link");
        save(&link, "new").expect("saved");
        assert!(fs::symlink_metadata(&link).expect("link").is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("file"), "new");
        assert_eq!(fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o640);
        let short = folder.path().join("short");
        symlink(folder.path(), &short).expect("link");
        let real = fs::canonicalize(folder.path()).expect("folder").join("none");
        assert_eq!(real_place(&short.join("none")), real, "a file that is not there yet");

        let plain = folder.path().join("plain");
        fs::write(&plain, "").expect("a file");
        let new = folder.path().join("new");
        write_file(&new, b"x").expect("saved");
        let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode();
        assert_eq!(mode(&new), mode(&plain), "a new file has the mode that any program gives it");
    }

    #[test]
    fn only_what_is_expected_is_replaced() {
        let (folder, path) = folder_with("a.juesuan", &project("1"));
        let seen = Fingerprint::of(project("0").as_bytes());
        assert_eq!(replace(&path, b"2", Former::Is(&seen)), Err(SaveError::ChangedOnDisk));
        assert_eq!(replace(&path, b"2", Former::Missing), Err(SaveError::ChangedOnDisk));
        assert_eq!(fs::read_to_string(&path).expect("file"), project("1"));
        assert_eq!(names(&folder), ["a.juesuan"]);
        fs::remove_file(&path).expect("removed");
        assert_eq!(replace(&path, b"2", Former::Is(&seen)), Err(SaveError::Gone));
        assert!(names(&folder).is_empty());
        replace(&path, b"2", Former::Missing).expect("made");
        assert_eq!(names(&folder), ["a.juesuan"]);
    }

    #[test]
    fn without_turns_the_loser_is_told_afterwards() {
        let (_folder, path) = folder_with("a.juesuan", &project("1"));
        let save = |content: &'static str, meanwhile: &dyn Fn()| {
            let fill = |file: &mut File| file.write_all(content.as_bytes());
            replace_by(&path, content.as_bytes(), Former::Any, fill, |_| Ok(None), meanwhile)
        };
        save("2", &|| {}).expect("nobody else");
        let other = || write_file(&path, b"other").expect("saved by another program");
        assert_eq!(save("3", &other), Err(SaveError::ChangedOnDisk));
        assert_eq!(fs::read_to_string(&path).expect("file"), "other");
    }

    #[test]
    fn whoever_cannot_have_the_turn_saves_nothing() {
        let (folder, path) = folder_with("a.juesuan", "1");
        let fill = |file: &mut File| file.write_all(b"2");
        let held = |_: &Path| Err(SaveError::BeingSaved);
        assert_eq!(replace_by(&path, b"2", Former::Any, fill, held, || {}), Err(SaveError::BeingSaved));
        assert_eq!(fs::read_to_string(&path).expect("file"), "1");
        assert_eq!(names(&folder), ["a.juesuan"]);
    }

    #[test]
    fn a_backup_that_is_no_backup_stays_and_hinders_no_save() {
        let (folder, path) = folder_with("a.juesuan", &project("1"));
        fs::create_dir(backup_path(&path)).expect("a folder");
        save(&path, "2").expect("saved");
        assert_eq!(fs::read_to_string(folder.path().join("a.juesuan.2.bak")).expect("backup"), project("1"));
        fs::remove_dir(backup_path(&path)).expect("removed");
        fs::write(backup_path(&path), "foreign").expect("a file");
        save(&path, "3").expect("saved");
        assert_eq!(fs::read_to_string(backup_path(&path)).expect("stays"), "foreign");
    }
}

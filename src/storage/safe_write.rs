//! Replaces a file whole or not at all.
//!
//! The new content is written beside the file, brought to the disk, read back and only then renamed over it. At no
//! moment is the file missing or half written, whatever kills the program or the power.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use tempfile::TempPath;

use super::{
    open_error::is_busy,
    save_error::SaveError,
    stray::{TEMP_PREFIX, TEMP_SUFFIX},
};

/// Whether the former file is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Backup {
    /// As [`backup_path`], replacing the one before.
    Keep,
    /// Not at all.
    Skip,
}

/// How long a virus scanner or a sync client is given to let go of a file, between one attempt and the next.
const PATIENCE_MS: [u64; 6] = [10, 25, 50, 100, 200, 400];

/// Where the former version of a project file is kept: `name.juesuan.bak`.
pub fn backup_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".bak");
    name.into()
}

/// Writes any file, e.g. an export: whole or not at all, without a backup.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    replace(path, bytes, Backup::Skip)
}

/// Replaces the file at `path`, or makes it.
pub(super) fn replace(path: &Path, bytes: &[u8], backup: Backup) -> Result<(), SaveError> {
    replace_by(path, bytes, backup, |file| file.write_all(bytes))
}

/// [`replace`] with the writing itself as a parameter, so that tests can let it fail.
fn replace_by(
    path: &Path,
    bytes: &[u8],
    backup: Backup,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), SaveError> {
    let staged = Staged::write_by(path, bytes, fill)?;
    if staged.has_former && backup == Backup::Keep {
        keep_former(&staged.target, folder_of(&staged.target))?;
    }
    staged.put_in_place()
}

/// New content of a file, on the disk beside its place; gone again when dropped.
pub(super) struct Staged {
    written: TempPath,
    target: PathBuf,
    has_former: bool,
}

impl Staged {
    /// Writes the content beside the file at `path`.
    pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<Self, SaveError> {
        Self::write_by(path, bytes, |file| file.write_all(bytes))
    }

    fn write_by(path: &Path, bytes: &[u8], fill: impl FnOnce(&mut File) -> io::Result<()>) -> Result<Self, SaveError> {
        let target = real_place(path);
        let former = match fs::metadata(&target) {
            Ok(metadata) if !metadata.is_file() => return Err(SaveError::NotAFile),
            // Renaming would replace a read-only file without a question.
            Ok(metadata) if metadata.permissions().readonly() => return Err(SaveError::ReadOnly),
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        let permissions = former.as_ref().map(fs::Metadata::permissions);
        let written = write_beside(folder_of(&target), permissions, bytes, fill)?;
        Ok(Self { written, target, has_former: former.is_some() })
    }

    /// Replaces the file by it.
    pub(super) fn put_in_place(self) -> Result<(), SaveError> {
        put_in_place(self.written, &self.target)?;
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

fn temporary_name() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMP_PREFIX).suffix(TEMP_SUFFIX);
    // Temporary files are private by default; a new project file follows the user's umask like any other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// A temporary file in `folder` that holds `bytes`, on the disk and read back.
fn write_beside(
    folder: &Path,
    permissions: Option<fs::Permissions>,
    bytes: &[u8],
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<TempPath, SaveError> {
    let (mut file, path) = temporary_name().tempfile_in(folder)?.into_parts();
    fill(&mut file)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()?;
    let mut written = Vec::with_capacity(bytes.len());
    file.rewind()?;
    file.read_to_end(&mut written)?;
    if written != bytes {
        return Err(SaveError::ReadBackDiffers);
    }
    Ok(path)
}

/// Keeps the file at `target` under its backup name as well; it is never missing under its own.
fn keep_former(target: &Path, folder: &Path) -> Result<(), SaveError> {
    if link_as_backup(target, folder).is_ok() {
        return Ok(());
    }
    // Some file systems (FAT, network drives) know no links.
    let bytes = patiently(is_busy, || fs::read(target))?;
    let permissions = fs::metadata(target)?.permissions();
    let copy = write_beside(folder, Some(permissions), &bytes, |file| file.write_all(&bytes))?;
    put_in_place(copy, &backup_path(target))
}

/// Gives the file a second name, which takes neither time nor room, and makes that the backup.
fn link_as_backup(target: &Path, folder: &Path) -> Result<(), SaveError> {
    let link = temporary_name().make_in(folder, |name| fs::hard_link(target, name))?.into_temp_path();
    let name = link.to_path_buf();
    put_in_place(link, &backup_path(target))?;
    // Renaming does nothing when the backup is this very file already, after a save that was killed half-way.
    let _ = fs::remove_file(name);
    Ok(())
}

/// Renames a temporary file over `target`.
fn put_in_place(written: TempPath, target: &Path) -> Result<(), SaveError> {
    let mut waiting = Some(written);
    let renamed = patiently(is_let_go_soon, || {
        let Some(written) = waiting.take() else { return Ok(()) };
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

/// ERROR_ACCESS_DENIED is what Windows says, too, while a scanner holds the file.
fn is_let_go_soon(error: &io::Error) -> bool {
    is_busy(error) || (cfg!(windows) && error.raw_os_error() == Some(5))
}

/// Tries again after a while as long as the failure is one that passes.
pub(super) fn patiently<T>(
    passes: impl Fn(&io::Error) -> bool,
    mut attempt: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    for pause in PATIENCE_MS {
        match attempt() {
            Err(error) if passes(&error) => thread::sleep(Duration::from_millis(pause)),
            done => return done,
        }
    }
    attempt()
}

/// Brings the renaming itself to the disk, where the system can.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Err(error) = File::open(folder).and_then(|folder| folder.sync_all())
    {
        // Network file systems may refuse; the content itself is on the disk.
        log::warn!("the folder could not be synced: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(name: &str, content: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join(name);
        fs::write(&path, content).expect("former content");
        (folder, path)
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).expect("folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_former_version_is_kept_once() {
        let (folder, path) = folder_with("a.juesuan", "1");
        for content in ["2", "3"] {
            replace(&path, content.as_bytes(), Backup::Keep).expect("saved");
        }
        assert_eq!(fs::read_to_string(&path).expect("file"), "3");
        assert_eq!(fs::read_to_string(backup_path(&path)).expect("backup"), "2");
        assert_eq!(names(&folder), ["a.juesuan", "a.juesuan.bak"]);
    }

    #[test]
    fn a_save_killed_after_its_backup_is_taken_up_again() {
        let (folder, path) = folder_with("a.juesuan", "1");
        fs::hard_link(&path, backup_path(&path)).expect("linked");
        replace(&path, b"2", Backup::Keep).expect("saved");
        assert_eq!(fs::read_to_string(backup_path(&path)).expect("backup"), "1");
        assert_eq!(names(&folder), ["a.juesuan", "a.juesuan.bak"]);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let (folder, path) = folder_with("a.juesuan", "old");
        let full = |file: &mut File| {
            file.write_all(b"ne")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        };
        assert_eq!(replace_by(&path, b"new", Backup::Keep, full), Err(SaveError::DiskFull));
        let lies = |file: &mut File| file.write_all(b"nEw");
        assert_eq!(replace_by(&path, b"new", Backup::Keep, lies), Err(SaveError::ReadBackDiffers));
        assert_eq!(fs::read_to_string(&path).expect("file"), "old");
        assert_eq!(names(&folder), ["a.juesuan"]);
    }

    #[test]
    fn a_read_only_file_is_not_replaced() {
        let (folder, path) = folder_with("a.juesuan", "old");
        let mut permissions = fs::metadata(&path).expect("metadata").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("read-only");
        assert_eq!(replace(&path, b"new", Backup::Keep), Err(SaveError::ReadOnly));
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
        replace(&link, b"new", Backup::Keep).expect("saved");
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
    fn a_passing_failure_is_tried_again_and_any_other_is_not() {
        let mut left = 2;
        let done = patiently(
            |error| error.kind() == io::ErrorKind::ResourceBusy,
            || {
                left -= 1;
                if left > 0 { Err(io::ErrorKind::ResourceBusy.into()) } else { Ok("done") }
            },
        );
        assert_eq!(done.expect("at last"), "done");
        let mut attempts = 0;
        let failed: io::Result<()> = patiently(
            |_| false,
            || {
                attempts += 1;
                Err(io::ErrorKind::PermissionDenied.into())
            },
        );
        assert!(failed.is_err());
        assert_eq!(attempts, 1);
    }
}

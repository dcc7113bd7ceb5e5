//! Two programs that save the same file take turns, so that what was compared is what is replaced.
//!
//! The turn is a locked file beside the one that is saved; it exists only during the save. The system releases the lock
//! when its program dies; where a drive has no locks, creating the file, which only one program can do, is the lock.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant, SystemTime},
};

use crate::digest::sha256;

use super::{
    by_name::{is_at, open_itself},
    disk::fs,
    open_error::is_busy,
    safe_write::folder_of,
    save_error::SaveError,
    stray::server_time,
};

/// The content of a turn's file: one with any other content belongs to somebody else and is left alone.
const MARK: &[u8] = b"juesuan is saving\n";
const PREFIX: &str = ".juesuan-";
const SUFFIX: &str = ".lock";
/// Digits of the name between them.
const DIGITS: usize = 16;

/// A save takes milliseconds; if the wait is longer than this, the user is told.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where there are no locks, a turn of this age was left by a program that has died.
const DEAD_AFTER: Duration = Duration::from_secs(60);

/// The turn to save one file; over when dropped.
#[derive(Debug)]
pub(super) struct SaveLock {
    path: PathBuf,
    /// Taken when the turn is over.
    held: Option<File>,
}

enum Attempt {
    Taken(File),
    /// By another program, which may just have finished.
    Held,
    /// Something else has this name, or nothing can be made here.
    Impossible,
}

impl SaveLock {
    /// Waits for the turn to save `target`; `None` where no turn can be taken, so that the file must be checked
    /// afterwards.
    pub fn take(target: &Path) -> Result<Option<Self>, SaveError> {
        Self::take_within(target, PATIENCE)
    }

    fn take_within(target: &Path, patience: Duration) -> Result<Option<Self>, SaveError> {
        let path = lock_path(target);
        let begun = Instant::now();
        let mut pause = Duration::from_millis(1);
        loop {
            match attempt(&path) {
                Attempt::Taken(file) => return Ok(Some(Self { path, held: Some(file) })),
                Attempt::Impossible => {
                    log::info!("no turn to save can be taken here");
                    return Ok(None);
                }
                Attempt::Held if begun.elapsed() >= patience => return Err(SaveError::BeingSaved),
                Attempt::Held => thread::sleep(pause),
            }
            pause = (pause * 2).min(Duration::from_millis(50));
        }
    }
}

impl Drop for SaveLock {
    fn drop(&mut self) {
        // Windows removes no file that is open without being shared; elsewhere it must be removed while it is locked.
        if cfg!(windows) {
            self.held = None;
        }
        if let Err(error) = fs::remove_file(&self.path) {
            log::info!("the turn's file stays: {error}");
        }
        self.held = None;
    }
}

/// Where the turn to save `target` is taken.
fn lock_path(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let digest = sha256(name.as_bytes());
    folder_of(target).join(format!("{PREFIX}{}{SUFFIX}", &digest[..DIGITS]))
}

/// Whether a file of this name is that of a turn.
pub(super) fn is_lock_name(name: &str) -> bool {
    let digits = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    digits.is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Removes the file of a turn whose program has died; one that is held stays, and so does any other file.
pub(super) fn remove_dead(path: &Path) {
    if let Attempt::Taken(file) = take_existing(path) {
        drop(SaveLock { path: path.to_owned(), held: Some(file) });
    }
}

fn attempt(path: &Path) -> Attempt {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    exclusive(&mut options);
    match fs::open(path, &options) {
        Ok(mut file) => match file.write_all(MARK) {
            Ok(()) => hold(file, path, true),
            Err(_) => Attempt::Impossible,
        },
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => take_existing(path),
        Err(error) if is_going(&error) => Attempt::Held,
        Err(_) => Attempt::Impossible,
    }
}

/// Takes the turn of a program that has died.
fn take_existing(path: &Path) -> Attempt {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    exclusive(&mut options);
    let mut file = match open_itself(path, &mut options) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound || is_going(&error) => return Attempt::Held,
        Err(_) => return Attempt::Impossible,
    };
    let mut content = Vec::new();
    match (&mut file).take(MARK.len() as u64 + 1).read_to_end(&mut content) {
        // Empty or half written: it is just being made.
        Ok(_) if MARK.starts_with(&content) => hold(file, path, false),
        Ok(_) => Attempt::Impossible,
        Err(_) => Attempt::Held,
    }
}

fn hold(file: File, path: &Path, is_new: bool) -> Attempt {
    if cfg!(windows) {
        // It is open without being shared: nobody else has it.
        return Attempt::Taken(file);
    }
    match file.try_lock() {
        Ok(()) if is_at(&file, path) => Attempt::Taken(file),
        Ok(()) | Err(TryLockError::WouldBlock) => Attempt::Held,
        Err(TryLockError::Error(_)) => without_locks(file, path, is_new),
    }
}

/// Whoever made the file has the turn, unless it is long dead.
fn without_locks(file: File, path: &Path, is_new: bool) -> Attempt {
    if is_new {
        return Attempt::Taken(file);
    }
    let made = file.metadata().and_then(|metadata| metadata.modified()).unwrap_or(SystemTime::now());
    let age = server_time(folder_of(path)).and_then(|now| now.duration_since(made).ok());
    if age.is_some_and(|age| age > DEAD_AFTER) && is_at(&file, path) {
        let _ = fs::remove_file(path);
    }
    Attempt::Held
}

/// On Windows the program that has the file open keeps all others out, as far as the server of a drive.
fn exclusive(options: &mut OpenOptions) {
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(options, 0);
    let _ = options;
}

/// What Windows says of a file that is held, or is just being removed.
fn is_going(error: &io::Error) -> bool {
    is_busy(error) || (cfg!(windows) && error.raw_os_error() == Some(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(30);

    fn target() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("folder");
        let target = folder.path().join("决算.juesuan");
        (folder, target)
    }

    fn count(folder: &tempfile::TempDir) -> usize {
        super::super::by_name::names_in(folder.path()).expect("listed").len()
    }

    #[test]
    fn one_has_the_turn_and_nothing_is_left_of_it() {
        let (folder, target) = target();
        let turn = SaveLock::take(&target).expect("free").expect("possible");
        assert_eq!(SaveLock::take_within(&target, SHORT).expect_err("held"), SaveError::BeingSaved);
        let other = SaveLock::take(&folder.path().join("其他.juesuan")).expect("free");
        assert!(other.is_some(), "another file is saved meanwhile");
        drop((turn, other));
        assert!(SaveLock::take_within(&target, SHORT).expect("free again").is_some());
        assert_eq!(count(&folder), 0);
    }

    #[test]
    fn the_turn_of_a_dead_program_is_taken_over_or_swept() {
        let (folder, target) = target();
        for left in [MARK, b"", b"jue"] {
            fs::write(lock_path(&target), left).expect("left behind");
            drop(SaveLock::take_within(&target, SHORT).expect("taken over").expect("possible"));
            assert_eq!(count(&folder), 0);
            fs::write(lock_path(&target), left).expect("left behind");
            remove_dead(&lock_path(&target));
            assert_eq!(count(&folder), 0);
        }
        let turn = SaveLock::take(&target).expect("free");
        remove_dead(&lock_path(&target));
        assert_eq!(count(&folder), 1, "one that is held stays");
        drop(turn);
    }

    #[test]
    fn what_is_not_ours_is_neither_taken_nor_removed() {
        let (folder, target) = target();
        let lock = lock_path(&target);
        fs::write(&lock, "someone's notes").expect("foreign");
        assert!(SaveLock::take_within(&target, SHORT).expect("no error").is_none());
        remove_dead(&lock);
        assert_eq!(fs::read_to_string(&lock).expect("stays"), "someone's notes");
        fs::remove_file(&lock).expect("removed");
        fs::create_dir(&lock).expect("a folder");
        assert!(SaveLock::take_within(&target, SHORT).expect("no error").is_none());
        remove_dead(&lock);
        assert!(lock.is_dir());
        #[cfg(unix)]
        {
            fs::remove_dir(&lock).expect("removed");
            let other = folder.path().join("other");
            fs::write(&other, MARK).expect("a file");
            std::os::unix::fs::symlink(&other, &lock).expect("a link");
            assert!(SaveLock::take_within(&target, SHORT).expect("no error").is_none());
            remove_dead(&lock);
            assert!(other.exists() && fs::symlink_metadata(&lock).expect("link").is_symlink());
        }
    }

    #[test]
    fn names_of_turns_are_told_from_others() {
        let (_folder, target) = target();
        assert!(is_lock_name(&lock_path(&target).file_name().expect("name").to_string_lossy()));
        for other in ["x.lock", ".juesuan-.lock", ".juesuan-meine-datei.lock", ".juesuan-0123456789abcdef.tmp"] {
            assert!(!is_lock_name(other), "{other}");
        }
    }
}

//! The gate before the disk: every disk access of `storage` passes here.
//!
//! A disk may be a server that is off, and then each access takes half a minute. So the disk is never accessed while
//! the window is drawn: in a debug build the gate panics, whoever the caller is. Tests shut the gate for a folder and
//! check that the window still responds.

#![expect(clippy::disallowed_methods, reason = "the gate itself")]

use std::{
    cell::Cell,
    io,
    marker::PhantomData,
    path::{Path, PathBuf},
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

thread_local! {
    static IS_DRAWING: Cell<bool> = const { Cell::new(false) };
}

/// While this exists, its thread draws the window and must not wait for a disk.
#[derive(Debug)]
#[must_use]
pub struct Drawing {
    was_drawing: bool,
    _of_this_thread: PhantomData<*const ()>,
}

/// This thread begins to draw the window.
pub fn draw() -> Drawing {
    Drawing { was_drawing: IS_DRAWING.replace(true), _of_this_thread: PhantomData }
}

/// Runs work on this thread as if it were another one: for tests, whose window has no threads.
pub fn apart<T>(work: impl FnOnce() -> T) -> T {
    let _pause = Drawing { was_drawing: IS_DRAWING.replace(false), _of_this_thread: PhantomData };
    work()
}

impl Drop for Drawing {
    fn drop(&mut self) {
        IS_DRAWING.set(self.was_drawing);
    }
}

/// Folders that do not answer.
static HELD: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// How many they are: usually none, which is quickly found out.
static HELD_COUNT: AtomicUsize = AtomicUsize::new(0);
static LET_GO: Condvar = Condvar::new();

/// A folder that does not answer until this is dropped: for tests.
#[derive(Debug)]
#[must_use]
pub struct HeldFolder(PathBuf);

/// From now on every access below `folder` waits.
pub fn hold(folder: &Path) -> HeldFolder {
    held().push(folder.to_owned());
    HELD_COUNT.fetch_add(1, Ordering::SeqCst);
    HeldFolder(folder.to_owned())
}

impl Drop for HeldFolder {
    fn drop(&mut self) {
        let mut folders = held();
        if let Some(at) = folders.iter().position(|folder| *folder == self.0) {
            folders.remove(at);
        }
        HELD_COUNT.fetch_sub(1, Ordering::SeqCst);
        LET_GO.notify_all();
    }
}

fn held() -> MutexGuard<'static, Vec<PathBuf>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The disk is about to be asked for `path`.
#[inline]
pub(super) fn pass(path: &Path) {
    debug_assert!(
        !IS_DRAWING.get() || std::thread::panicking(),
        "the disk is asked for {} while the window is drawn: do it apart",
        path.display()
    );
    if HELD_COUNT.load(Ordering::Relaxed) > 0 {
        let is_held = |folders: &mut Vec<PathBuf>| folders.iter().any(|folder| path.starts_with(folder));
        drop(LET_GO.wait_while(held(), is_held));
    }
}

/// Whether a file of this name exists; one that cannot be checked counts as existing.
pub fn exists(path: &Path) -> bool {
    pass(path);
    path.try_exists().unwrap_or(true)
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    /// Also what cannot be checked.
    File,
    Folder,
}

pub fn found_at(path: &Path) -> Found {
    pass(path);
    match path.metadata() {
        Ok(about) if about.is_dir() => Found::Folder,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Found::Nothing,
        _ => Found::File,
    }
}

/// Whether this is a file, and there.
pub fn is_file(path: &Path) -> bool {
    pass(path);
    path.is_file()
}

/// Whether this is a folder, and there.
pub(super) fn is_dir(path: &Path) -> bool {
    pass(path);
    path.is_dir()
}

/// The calls of the standard library that access the disk, through the gate.
#[allow(dead_code, reason = "whoever writes the next call finds it here")]
pub(super) mod fs {
    use std::{
        fs::{File, OpenOptions},
        io,
        path::Path,
    };

    pub use std::fs::{Metadata, Permissions};

    use super::pass;

    /// Each of one path.
    macro_rules! gated {
        ($($name:ident($($more:ident: $type:ty),*) -> $answer:ty;)*) => {
            $(pub fn $name(path: impl AsRef<Path> $(, $more: $type)*) -> io::Result<$answer> {
                pass(path.as_ref());
                std::fs::$name(path $(, $more)*)
            })*
        };
    }

    gated! {
        canonicalize() -> std::path::PathBuf;
        create_dir() -> ();
        create_dir_all() -> ();
        metadata() -> Metadata;
        read() -> Vec<u8>;
        read_to_string() -> String;
        remove_dir() -> ();
        remove_dir_all() -> ();
        remove_file() -> ();
        set_permissions(permissions: Permissions) -> ();
        symlink_metadata() -> Metadata;
    }

    /// Opens a file as `options` say. A name that somebody else could have taken goes through
    /// [`open_itself`](crate::storage::by_name::open_itself).
    pub fn open(path: impl AsRef<Path>, options: &OpenOptions) -> io::Result<File> {
        pass(path.as_ref());
        options.open(path)
    }

    pub fn write(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> io::Result<()> {
        pass(path.as_ref());
        std::fs::write(path, content)
    }

    pub fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
        pass(to.as_ref());
        std::fs::rename(from, to)
    }

    pub fn hard_link(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
        pass(to.as_ref());
        std::fs::hard_link(from, to)
    }

    pub fn copy(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<u64> {
        pass(to.as_ref());
        std::fs::copy(from, to)
    }
}

//! A file beside the project that says who has it open, for shared folders. It informs; it locks nothing.
//!
//! Any other file may have its name, and may take it at any moment. So it is made only where nothing has the name,
//! renewed through the very handle by which it was read and recognised as ours, and removed only after it was moved
//! aside and looked at once more.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    process,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::document::{shown_line, shown_name};

use super::{
    by_name::open_itself,
    disk::{fs, pass},
    safe_write::{folder_of, temporary_name},
    stray::server_time,
};

/// A hint that has not been renewed for this long was left behind by a program that ended.
const STALE_AFTER: Duration = Duration::from_secs(30 * 60);
/// How often the holder renews it.
pub const RENEW_EVERY_SECS: i64 = 10 * 60;

/// Who has a file open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opener {
    /// The person, or the system's user.
    pub user: String,
    pub host: String,
    /// Since when, as it is to be shown.
    pub since: String,
    /// The process, to tell our own hint from others.
    pub process: u32,
}

impl Opener {
    pub fn this(user: &str, since: &str) -> Self {
        let host = ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        // Where the shell does not export the name, the system has it in a file.
        let host = host.or_else(|| fs::read_to_string("/etc/hostname").ok()).unwrap_or_default();
        Self { user: user.to_owned(), host: host.trim().to_owned(), since: since.to_owned(), process: process::id() }
    }

    pub fn sentence(&self) -> String {
        let (user, host, since) = (shown_name(&self.user), shown_name(&self.host), shown_line(&self.since));
        let host = if host.is_empty() { String::new() } else { format!("（在 {host} 上）") };
        format!("{user}{host} 从 {since} 起打开着这份文件")
    }

    fn is_same(&self, other: &Self) -> bool {
        (&self.host, self.process) == (&other.host, other.process)
    }
}

/// Our hint; gone when dropped.
#[derive(Debug)]
pub struct OpenHint {
    path: PathBuf,
    opener: Opener,
}

/// Where the hint of a project file is: `~$name.juesuan`, as users know it from office programs.
fn hint_path(project: &Path) -> Option<PathBuf> {
    let mut name = OsString::from("~$");
    name.push(project.file_name()?);
    Some(project.with_file_name(name))
}

/// A larger file is not a hint.
const MOST_BYTES: u64 = 4096;

/// What the hint of this name says; `None` where there is none, or something else.
fn read(path: &Path) -> Option<Opener> {
    read_from(&mut open_hint(path)?)
}

fn open_hint(path: &Path) -> Option<File> {
    open_itself(path, OpenOptions::new().read(true)).ok()
}

/// Whether the program that wrote a hint has probably ended and left it behind. Both times are by the clock of the
/// folder's disk, because those of two computers may differ by hours; a clock that was set back since tells nothing
/// either way. Where the disk tells no time the hint counts.
fn is_left_behind(hint: &File, path: &Path) -> bool {
    let renewed = hint.metadata().and_then(|metadata| metadata.modified());
    let (Ok(renewed), Some(now)) = (renewed, server_time(folder_of(path))) else { return false };
    let apart = now.duration_since(renewed).unwrap_or_else(|earlier| earlier.duration());
    apart > STALE_AFTER
}

fn read_from(file: &mut File) -> Option<Opener> {
    let mut content = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut content).ok()?;
    (content.len() as u64 <= MOST_BYTES).then(|| serde_json::from_slice(&content).ok())?
}

/// Creates the hint in one step, never half written; an error when something has its name.
fn make(path: &Path, opener: &Opener) -> io::Result<()> {
    pass(path);
    let mut file = temporary_name().tempfile_in(folder_of(path))?;
    file.write_all(&serde_json::to_vec(opener)?)?;
    file.into_temp_path().persist_noclobber(path).map_err(|failure| failure.error)
}

/// Overwrites a hint that is ours or that of a program which has ended, through the handle by which it was read.
fn rewrite(path: &Path, opener: &Opener, may: impl FnOnce(&File, &Opener) -> bool) -> io::Result<bool> {
    let mut file = open_itself(path, OpenOptions::new().read(true).write(true))?;
    if !is_alone(&file)? || !read_from(&mut file).is_some_and(|former| may(&file, &former)) {
        return Ok(false);
    }
    let content = serde_json::to_vec(opener)?;
    file.rewind()?;
    file.write_all(&content)?;
    file.set_len(content.len() as u64)?;
    Ok(true)
}

/// Whether the file has no second name (hard link): under that it may be somebody's document.
fn is_alone(file: &File) -> io::Result<bool> {
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) == 1);
    #[cfg(not(unix))]
    return file.metadata().map(|_| true);
}

/// Removes our hint. Another file may have taken its name since it was read, so whatever has the name is moved aside,
/// checked, and put back if it is not ours.
fn remove(path: &Path, opener: &Opener) -> io::Result<()> {
    let is_ours = |path: &Path| read(path).is_some_and(|other| other.is_same(opener));
    if !is_ours(path) {
        return Ok(());
    }
    pass(path);
    let taken = temporary_name().make_in(folder_of(path), |aside| {
        // A random name that nothing has; if a folder had it, the renaming would fail.
        if fs::symlink_metadata(aside).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(path, aside)
    })?;
    let taken = taken.into_temp_path();
    if is_ours(&taken) {
        return taken.close();
    }
    let back = taken.persist_noclobber(path);
    back.map_err(|failure| {
        // Yet another file has taken the name: this one stays under its temporary name rather than being lost.
        let _ = failure.path.keep();
        failure.error
    })
}

/// Who else has the project file open. Stale hints do not count, nor does one that the same person left behind on this
/// computer, because each person has only one window.
pub fn other_opener(project: &Path, me: &Opener) -> Option<Opener> {
    let path = hint_path(project)?;
    let mut file = open_hint(&path)?;
    let other = read_from(&mut file)?;
    (!is_mine(&other, me) && !is_left_behind(&file, &path)).then_some(other)
}

fn is_mine(other: &Opener, me: &Opener) -> bool {
    other.is_same(me) || (&other.user, &other.host) == (&me.user, &me.host)
}

impl OpenHint {
    /// Says that we have the file open. `None` when somebody else has said so already, when something else has the
    /// name, or the folder can't be written: the file is opened all the same.
    pub fn place(project: &Path, me: Opener) -> Option<Self> {
        if other_opener(project, &me).is_some() {
            return None;
        }
        let path = hint_path(project)?;
        let is_placed = match make(&path, &me) {
            // Left behind by a program that has ended; a current one was checked above, but may have come since.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                rewrite(&path, &me, |file, former| is_mine(former, &me) || is_left_behind(file, &path))
            }
            made => made.map(|()| true),
        };
        match is_placed {
            // Constructed only once it is placed, because dropping a hint removes its file.
            Ok(is_placed) => is_placed.then(|| Self { path, opener: me }),
            Err(error) => {
                log::info!("no hint can be placed: {error}");
                None
            }
        }
    }

    /// Writes the hint anew, with the time of now; false when it is somebody else's by now.
    pub fn renew(&mut self) -> bool {
        match rewrite(&self.path, &self.opener, |_, other| other.is_same(&self.opener)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(&self.path, &self.opener).is_ok(),
            renewed => renewed.unwrap_or(false),
        }
    }
}

impl Drop for OpenHint {
    fn drop(&mut self) {
        if let Err(error) = remove(&self.path, &self.opener) {
            log::warn!("the hint stays: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn opener(host: &str, process: u32) -> Opener {
        Opener { user: "张三".into(), host: host.into(), since: "09:30".into(), process }
    }

    /// As if the hint had last been renewed at another time.
    fn date(hint: &Path, time: SystemTime) {
        OpenOptions::new().write(true).open(hint).and_then(|file| file.set_modified(time)).expect("dated");
    }

    fn long_ago() -> SystemTime {
        SystemTime::now() - STALE_AFTER - Duration::from_secs(60)
    }

    #[test]
    fn a_hint_is_seen_by_others_until_it_is_gone_or_stale() {
        let folder = tempfile::tempdir().expect("folder");
        let project = folder.path().join("决算.juesuan");
        let (a, b) = (opener("甲", 1), opener("乙", 1));
        let mut hint = OpenHint::place(&project, a.clone()).expect("placed");
        assert_eq!(other_opener(&project, &a), None, "our own");
        assert_eq!(other_opener(&project, &b).expect("seen").sentence(), "张三（在 甲 上） 从 09:30 起打开着这份文件");
        assert!(OpenHint::place(&project, b.clone()).is_none(), "the first hint stays");
        date(&hint.path, long_ago());
        assert_eq!(other_opener(&project, &b), None, "stale");
        assert!(hint.renew());
        assert!(other_opener(&project, &b).is_some(), "renewed");
        date(&hint.path, SystemTime::now() + STALE_AFTER * 100);
        assert_eq!(other_opener(&project, &b), None, "left behind before the clock was set back");
        drop(hint);
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 0);
    }

    #[test]
    fn a_hint_taken_over_is_not_removed_and_a_broken_one_is_nobody() {
        let folder = tempfile::tempdir().expect("folder");
        let project = folder.path().join("a.juesuan");
        let mut old = OpenHint::place(&project, opener("甲", 1)).expect("placed");
        date(&old.path, long_ago());
        let new = OpenHint::place(&project, opener("乙", 2)).expect("the old one is stale");
        assert!(!old.renew());
        drop(old);
        assert!(new.path.exists());
        fs::write(&new.path, "{").expect("written");
        assert_eq!(other_opener(&project, &opener("丙", 3)), None);
        assert!(OpenHint::place(&folder.path().join("none").join("a"), opener("甲", 1)).is_none());
    }

    fn hint_of(project: &Path) -> PathBuf {
        hint_path(project).expect("a name")
    }

    /// All that happens to a hint: placed, seen, renewed, taken away.
    fn use_hint(project: &Path) -> bool {
        let me = opener("甲", 1);
        let _ = other_opener(project, &me);
        let hint = OpenHint::place(project, me);
        hint.map(|mut hint| hint.renew()).is_some()
    }

    #[test]
    fn what_the_program_did_not_write_is_never_touched() {
        let folder = tempfile::tempdir().expect("folder");
        let project = folder.path().join("决算.juesuan");
        let hint = hint_of(&project);
        let long = format!("{}{}", serde_json::to_string(&opener("甲", 1)).expect("json"), " ".repeat(5000));
        for foreign in ["", "\u{5}Zhang San", "{\"user\": \"张三\"}", "[]", &long] {
            fs::write(&hint, foreign).expect("foreign");
            assert!(!use_hint(&project));
            assert_eq!(fs::read_to_string(&hint).expect("stays"), foreign);
        }
        fs::remove_file(&hint).expect("removed");
        fs::create_dir(&hint).expect("a folder");
        assert!(!use_hint(&project) && hint.is_dir());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_neither_followed_nor_replaced() {
        let folder = tempfile::tempdir().expect("folder");
        let project = folder.path().join("决算.juesuan");
        let (hint, other) = (hint_of(&project), folder.path().join("other.juesuan"));
        let stale = serde_json::to_string(&opener("甲", 1)).expect("json");
        for content in ["the accounts of somebody else", &stale] {
            fs::write(&other, content).expect("another file");
            std::os::unix::fs::symlink(&other, &hint).expect("a link");
            assert!(!use_hint(&project));
            assert!(fs::symlink_metadata(&hint).expect("stays").is_symlink());
            fs::remove_file(&hint).expect("removed");
            fs::hard_link(&other, &hint).expect("a second name");
            assert!(!use_hint(&project));
            assert_eq!(fs::read_to_string(&hint).expect("stays"), content);
            assert_eq!(fs::read_to_string(&other).expect("stays"), content);
            fs::remove_file(&hint).expect("removed");
        }
        std::os::unix::fs::symlink(folder.path().join("none"), &hint).expect("a link to nothing");
        assert!(!use_hint(&project));
        assert!(!folder.path().join("none").exists() && fs::symlink_metadata(&hint).is_ok());
    }

    #[test]
    fn what_takes_the_place_of_our_hint_stays() {
        let folder = tempfile::tempdir().expect("folder");
        let project = folder.path().join("a.juesuan");
        let mut hint = OpenHint::place(&project, opener("甲", 1)).expect("placed");
        fs::remove_file(&hint.path).expect("removed by somebody");
        assert!(hint.renew(), "placed again");
        fs::write(&hint.path, "foreign").expect("replaced by somebody");
        assert!(!hint.renew());
        drop(hint);
        assert_eq!(fs::read_to_string(hint_of(&project)).expect("stays"), "foreign");
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
    }

    #[test]
    fn a_hint_left_behind_is_written_over_in_place() {
        let folder = tempfile::tempdir().expect("folder");
        let project = folder.path().join("a.juesuan");
        let mut left = opener("乙", 2);
        left.user = "一个名字很长很长的同事".into();
        fs::write(hint_of(&project), serde_json::to_vec(&left).expect("json")).expect("left behind");
        date(&hint_of(&project), long_ago());
        let me = opener("甲", 1);
        let hint = OpenHint::place(&project, me.clone()).expect("placed");
        assert_eq!(read(&hint.path), Some(me), "nothing of the longer one is left");
        drop(hint);
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 0);
    }
}

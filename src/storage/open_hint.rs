//! 共享文件夹中的提示: a file beside the project that says who has it open. A hint, never a wall.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process,
};

use serde::{Deserialize, Serialize};

use super::safe_write::write_file;

/// A hint that was not renewed for so long is of a program that ended without taking it away.
pub const STALE_AFTER_SECS: i64 = 30 * 60;
/// How often the holder renews it.
pub const RENEW_EVERY_SECS: i64 = 10 * 60;

/// Who has a file open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opener {
    /// The person, or the system's user.
    pub user: String,
    /// The computer.
    pub host: String,
    /// Since when, as it is to be shown.
    pub since: String,
    /// The process, to tell our own hint from others.
    pub process: u32,
    /// Seconds since 1970 when it was last renewed.
    pub renewed: i64,
}

impl Opener {
    /// This process; `now` in seconds since 1970.
    pub fn this(user: &str, since: &str, now: i64) -> Self {
        let host = ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        // Where the shell keeps the name to itself, the system has it in a file.
        let host = host.or_else(|| fs::read_to_string("/etc/hostname").ok()).unwrap_or_default();
        Self {
            user: user.to_owned(),
            host: host.trim().to_owned(),
            since: since.to_owned(),
            process: process::id(),
            renewed: now,
        }
    }

    /// Whether its program has probably ended without taking the hint away.
    pub fn is_stale(&self, now: i64) -> bool {
        now - self.renewed > STALE_AFTER_SECS
    }

    /// For the user.
    pub fn sentence(&self) -> String {
        let host = if self.host.is_empty() { String::new() } else { format!("（在 {} 上）", self.host) };
        format!("{}{host} 从 {} 起打开着这份文件", self.user, self.since)
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

fn read(path: &Path) -> Option<Opener> {
    const MOST_BYTES: u64 = 4096;
    let is_small = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() <= MOST_BYTES);
    if !is_small {
        return None;
    }
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Who else has the project file open; stale hints count as nobody, and so does what the same person left behind on this
/// computer: there is one window a person.
pub fn other_opener(project: &Path, me: &Opener) -> Option<Opener> {
    let other = read(&hint_path(project)?)?;
    let is_mine = other.is_same(me) || (&other.user, &other.host) == (&me.user, &me.host);
    (!is_mine && !other.is_stale(me.renewed)).then_some(other)
}

impl OpenHint {
    /// Says that we have the file open. `None` when somebody else has said so already, or the folder can't be written:
    /// the file is opened all the same.
    pub fn place(project: &Path, me: Opener) -> Option<Self> {
        if other_opener(project, &me).is_some() {
            return None;
        }
        let hint = Self { path: hint_path(project)?, opener: me };
        hint.write().then_some(hint)
    }

    /// Says it again, at `now`; false when the hint is somebody else's by now.
    pub fn renew(&mut self, now: i64) -> bool {
        if read(&self.path).is_some_and(|other| !other.is_same(&self.opener)) {
            return false;
        }
        self.opener.renewed = now;
        self.write()
    }

    fn write(&self) -> bool {
        serde_json::to_vec(&self.opener).is_ok_and(|bytes| write_file(&self.path, &bytes).is_ok())
    }
}

impl Drop for OpenHint {
    fn drop(&mut self) {
        if read(&self.path).is_some_and(|other| other.is_same(&self.opener))
            && let Err(error) = fs::remove_file(&self.path)
        {
            log::warn!("the hint stays: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opener(host: &str, process: u32, renewed: i64) -> Opener {
        Opener { user: "张三".into(), host: host.into(), since: "09:30".into(), process, renewed }
    }

    #[test]
    fn a_hint_is_seen_by_others_until_it_is_gone_or_stale() {
        let folder = tempfile::tempdir().expect("folder");
        let project = folder.path().join("决算.juesuan");
        let (a, b) = (opener("甲", 1, 1000), opener("乙", 1, 1000));
        let mut hint = OpenHint::place(&project, a.clone()).expect("placed");
        assert_eq!(other_opener(&project, &a), None, "our own");
        assert_eq!(other_opener(&project, &b).expect("seen").sentence(), "张三（在 甲 上） 从 09:30 起打开着这份文件");
        assert!(OpenHint::place(&project, b.clone()).is_none(), "the first hint stays");
        let later = opener("乙", 1, 1000 + STALE_AFTER_SECS + 1);
        assert_eq!(other_opener(&project, &later), None, "stale");
        assert!(hint.renew(later.renewed));
        assert!(other_opener(&project, &later).is_some(), "renewed");
        drop(hint);
        assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 0);
    }

    #[test]
    fn a_hint_taken_over_is_not_removed_and_a_broken_one_is_nobody() {
        let folder = tempfile::tempdir().expect("folder");
        let project = folder.path().join("a.juesuan");
        let mut old = OpenHint::place(&project, opener("甲", 1, 0)).expect("placed");
        let new = OpenHint::place(&project, opener("乙", 2, STALE_AFTER_SECS + 1)).expect("the old one is stale");
        assert!(!old.renew(STALE_AFTER_SECS + 2));
        drop(old);
        assert!(new.path.exists());
        fs::write(&new.path, "{").expect("written");
        assert_eq!(other_opener(&project, &opener("丙", 3, 0)), None);
        assert!(OpenHint::place(&folder.path().join("none").join("a"), opener("甲", 1, 0)).is_none());
    }
}

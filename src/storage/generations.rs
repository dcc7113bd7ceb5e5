//! 本机留存的历次保存: the last saves of each file and one a day, kept in the data folder.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use chrono::{NaiveDateTime, TimeDelta};

use super::{
    data_folder::DataFolder,
    open_error::OpenError,
    project::{Opened, read_project},
    recovery::name_of,
    safe_write::write_file,
    save_error::SaveError,
    stray::sweep_folder,
};

/// How many of the latest saves of a file are kept.
pub const LATEST: usize = 20;
/// For how many days one save a day is kept.
pub const DAYS: i64 = 30;
/// Files that nobody has saved for so long lose theirs.
const FORGOTTEN_DAYS: i64 = 400;

const STAMP: &str = "%Y%m%d-%H%M%S";
const ENDING: &str = ".juesuan";

/// A former save of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// When it was saved.
    pub time: NaiveDateTime,
    /// How large it is.
    pub bytes: u64,
    path: PathBuf,
}

impl Generation {
    /// When it was saved, as it is shown: `2025-08-20 09:30:00`.
    pub fn shown_time(&self) -> String {
        self.time.format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// Its content, to be looked at, compared or restored; the file itself is never written again.
    pub fn open(&self) -> Result<Opened, OpenError> {
        read_project(&self.path)
    }
}

/// Keeps `content` as a generation of the project file at `path`, saved at `now`.
pub fn keep_generation(data: &DataFolder, path: &Path, content: &[u8], now: NaiveDateTime) -> Result<(), SaveError> {
    let folder = folder_of(data, path);
    fs::create_dir_all(&folder)?;
    sweep_folder(&folder);
    let known = list_in(&folder);
    let is_kept = |latest: &Generation| fs::read(&latest.path).is_ok_and(|bytes| bytes == content);
    if known.first().is_some_and(is_kept) {
        return Ok(());
    }
    write_file(&folder.join(free_name(&folder, now)), content)?;
    for generation in outdated(&list_in(&folder), now) {
        fs::remove_file(&generation.path)?;
    }
    forget_old_files(data, now);
    Ok(())
}

/// The generations of the project file at `path`, the latest first.
pub fn list_generations(data: &DataFolder, path: &Path) -> Vec<Generation> {
    list_in(&folder_of(data, path))
}

fn folder_of(data: &DataFolder, path: &Path) -> PathBuf {
    data.file("generations").join(name_of(path))
}

/// Several saves may fall into one second.
fn free_name(folder: &Path, now: NaiveDateTime) -> String {
    let stamp = now.format(STAMP).to_string();
    let names = (0..).map(|number| format!("{stamp}-{number:03}{ENDING}"));
    names.into_iter().find(|name| !folder.join(name).exists()).unwrap_or(stamp)
}

fn list_in(folder: &Path) -> Vec<Generation> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let time = NaiveDateTime::parse_from_str(name.strip_suffix(ENDING)?.rsplit_once('-')?.0, STAMP).ok()?;
        Some(Generation { time, bytes: entry.metadata().ok()?.len(), path: entry.path() })
    };
    let mut found: Vec<Generation> = entries.flatten().filter_map(read).collect();
    found.sort_by(|a, b| b.path.cmp(&a.path));
    found
}

/// Those that are neither among the latest nor the last of a day that counts; `all` has the latest first.
fn outdated(all: &[Generation], now: NaiveDateTime) -> Vec<&Generation> {
    let mut days = HashSet::new();
    let rest = all.iter().enumerate().filter(|(index, generation)| {
        let is_last_of_day = days.insert(generation.time.date());
        let is_recent = now.date() - generation.time.date() < TimeDelta::days(DAYS);
        *index >= LATEST && !(is_last_of_day && is_recent)
    });
    rest.map(|(_, generation)| generation).collect()
}

/// The folder must not grow with every file that was ever saved.
fn forget_old_files(data: &DataFolder, now: NaiveDateTime) {
    let Ok(entries) = fs::read_dir(data.file("generations")) else { return };
    for folder in entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
        let is_old = |latest: &Generation| now - latest.time > TimeDelta::days(FORGOTTEN_DAYS);
        if list_in(&folder).first().is_some_and(is_old)
            && let Err(error) = fs::remove_dir_all(&folder)
            && error.kind() != io::ErrorKind::NotFound
        {
            log::warn!("{} stays: {error}", folder.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::write_project;

    fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        let date = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date") + TimeDelta::days(i64::from(day));
        date.and_hms_opt(hour, minute, 0).expect("a time")
    }

    #[test]
    fn the_latest_and_one_a_day_are_kept_and_no_more() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let path = Path::new("/somewhere/a.juesuan");
        for day in 0..50 {
            for minute in 0..4 {
                let content = format!("{day} {minute}");
                keep_generation(&data, path, content.as_bytes(), at(day, 9, minute)).expect("kept");
            }
        }
        let kept = list_generations(&data, path);
        assert_eq!(kept[0].time, at(49, 9, 3));
        // Five days whole, and the last of each of the days before.
        let days: HashSet<_> = kept.iter().map(|generation| generation.time.date()).collect();
        assert_eq!((kept.len(), days.len()), (20 + 25, 30));
        assert!(kept.iter().skip(LATEST).all(|generation| generation.time.format("%M").to_string() == "03"));
        assert!(list_generations(&data, Path::new("/somewhere/b.juesuan")).is_empty());
    }

    #[test]
    fn an_unchanged_save_is_kept_once_and_a_kept_one_opens() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let path = Path::new("/somewhere/a.juesuan");
        let document = crate::large_sample::large_document(3);
        let content = write_project(&document).expect("bytes");
        for minute in 0..3 {
            keep_generation(&data, path, &content, at(0, 9, minute)).expect("kept");
        }
        keep_generation(&data, path, b"{", at(0, 9, 0)).expect("kept");
        let kept = list_generations(&data, path);
        assert_eq!(kept.len(), 2);
        let opened: Vec<bool> = kept.iter().map(|generation| generation.open().is_ok()).collect();
        assert_eq!(opened.iter().filter(|ok| **ok).count(), 1);
    }

    #[test]
    fn files_long_forgotten_lose_theirs() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        keep_generation(&data, Path::new("/old"), b"1", at(0, 9, 0)).expect("kept");
        keep_generation(&data, Path::new("/new"), b"2", at(500, 9, 0)).expect("kept");
        assert!(list_generations(&data, Path::new("/old")).is_empty());
        assert_eq!(list_generations(&data, Path::new("/new")).len(), 1);
    }
}

//! Former saves kept on this computer: the last of each file and one a day, in the data folder.
//!
//! Their numbers tell which is older, never their times: a clock may be wrong by years and be set right again. A save
//! thins out the former saves of its own file and touches those of no other.

use std::{
    collections::HashSet,
    fs::Metadata,
    path::{Path, PathBuf},
};

use chrono::NaiveDateTime;

use super::{
    by_name::names_in,
    data_folder::DataFolder,
    disk::fs,
    open_error::OpenError,
    project::{LoadedProject, read_project},
    recovery::name_of,
    safe_write::write_file,
    save_error::SaveError,
    stray::sweep_folder,
};

/// How many of the latest saves of a file are kept.
pub const LATEST: usize = 20;
/// Of how many days, counting only days with saves, the last save is kept.
pub const DAYS: usize = 30;
/// The saves of one file together are no larger than this: the oldest are removed.
const MOST_BYTES: u64 = 256 << 20;
/// The latest saves are never removed.
const AT_LEAST: usize = 5;

const STAMP: &str = "%Y%m%d-%H%M%S";
const ENDING: &str = ".juesuan";

/// A former save of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// When it was saved, as the clock said then.
    pub time: NaiveDateTime,
    /// How large it is.
    pub bytes: u64,
    path: PathBuf,
    order: Order,
}

/// The order of the saves of a file. Former versions of the program gave no numbers: their saves come first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    number: u64,
    name: String,
}

impl Generation {
    /// When it was saved, as it is shown: `2025-08-20 09:30:00`.
    pub fn shown_time(&self) -> String {
        self.time.format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its content, to be looked at, compared or restored; the file itself is never written again.
    pub fn open(&self) -> Result<LoadedProject, OpenError> {
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
    write_file(&free_place(&folder, known.first(), now), content)?;
    for generation in outdated(&list_in(&folder), MOST_BYTES) {
        if let Err(error) = fs::remove_file(&generation.path) {
            log::warn!("an old generation stays: {error}");
        }
    }
    Ok(())
}

/// The generations of the project file at `path`, the latest first.
pub fn list_generations(data: &DataFolder, path: &Path) -> Vec<Generation> {
    list_in(&folder_of(data, path))
}

fn folder_of(data: &DataFolder, path: &Path) -> PathBuf {
    data.generations().join(name_of(path))
}

/// The next number: `20250820-093000-n00000042.juesuan`. Another window may just have taken it.
fn free_place(folder: &Path, latest: Option<&Generation>, now: NaiveDateTime) -> PathBuf {
    let stamp = now.format(STAMP);
    let next = latest.map_or(1, |latest| latest.order.number.saturating_add(1));
    let places = (next..).map(|number| folder.join(format!("{stamp}-n{number:08}{ENDING}")));
    places.into_iter().find(|place| fs::symlink_metadata(place).is_err()).unwrap_or_else(|| folder.join("n"))
}

fn list_in(folder: &Path) -> Vec<Generation> {
    let read = |name: std::ffi::OsString| {
        let name = name.into_string().ok()?;
        let (stamp, number) = name.strip_suffix(ENDING)?.rsplit_once('-')?;
        let time = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?;
        let number = number.strip_prefix('n').map_or(Some(0), |number| number.parse().ok())?;
        let path = folder.join(&name);
        let metadata = fs::symlink_metadata(&path).ok().filter(Metadata::is_file)?;
        Some(Generation { time, bytes: metadata.len(), path, order: Order { number, name } })
    };
    let mut found: Vec<Generation> = names_in(folder).unwrap_or_default().into_iter().filter_map(read).collect();
    found.sort_by(|a, b| b.order.cmp(&a.order));
    found
}

/// The saves to remove: those that are neither among the latest nor the last of one of the latest days, and the oldest
/// while all together are too large. `all` has the latest first.
fn outdated(all: &[Generation], most_bytes: u64) -> Vec<&Generation> {
    let mut days = HashSet::new();
    let mut bytes = 0;
    let mut outdated = Vec::new();
    for (index, generation) in all.iter().enumerate() {
        let is_last_of_day = days.len() < DAYS && days.insert(generation.time.date());
        bytes += generation.bytes;
        let is_too_much = index >= AT_LEAST && bytes > most_bytes;
        if (index >= LATEST && !is_last_of_day) || is_too_much {
            bytes -= generation.bytes;
            outdated.push(generation);
        }
    }
    outdated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::write_project;
    use chrono::TimeDelta;

    fn at(day: i64, hour: u32, minute: u32) -> NaiveDateTime {
        let date = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date") + TimeDelta::days(day);
        date.and_hms_opt(hour, minute, 0).expect("a time")
    }

    fn data() -> (tempfile::TempDir, DataFolder) {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        (folder, data)
    }

    /// What is kept, the latest first.
    fn contents(data: &DataFolder, path: &Path) -> Vec<String> {
        let read = |generation: &Generation| fs::read_to_string(&generation.path).expect("a file");
        list_generations(data, path).iter().map(read).collect()
    }

    #[test]
    fn the_latest_and_one_a_day_are_kept_and_no_more() {
        let (_folder, data) = data();
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
        let (_folder, data) = data();
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
        assert_eq!(opened, [false, true], "the latest first");
    }

    #[test]
    fn no_clock_makes_a_save_old() {
        let (_folder, data) = data();
        let (path, other) = (Path::new("/a"), Path::new("/b"));
        for (number, day) in [0, 0, 500, 500, -3650, -3650, 36500, 1, 1].into_iter().enumerate() {
            let content = number.to_string();
            keep_generation(&data, path, content.as_bytes(), at(day, 9, 0)).expect("kept");
            keep_generation(&data, other, b"of another file", at(0, 9, 0)).expect("kept");
        }
        let expected: Vec<String> = (0..9).rev().map(|number: u32| number.to_string()).collect();
        assert_eq!(contents(&data, path), expected, "in the order in which they were saved");
        assert_eq!(contents(&data, other), ["of another file"]);

        // Ten years back for a month, then right again: the saves of that month are thinned out like any others.
        for day in 0..30 {
            keep_generation(&data, path, format!("back {day}").as_bytes(), at(day - 3650, 9, 0)).expect("kept");
        }
        keep_generation(&data, path, b"right again", at(2, 9, 0)).expect("kept");
        let kept = contents(&data, path);
        assert_eq!(kept.len(), 30, "one a day for thirty days with saves");
        assert_eq!((kept[0].as_str(), kept[1].as_str()), ("right again", "back 29"));
        assert_eq!(contents(&data, other), ["of another file"]);
    }

    #[test]
    fn a_save_touches_nothing_of_another_file() {
        let (_folder, data) = data();
        for number in 0..40 {
            let path = PathBuf::from(format!("/{number}"));
            keep_generation(&data, &path, b"1", at(number * 500, 9, 0)).expect("kept");
        }
        fs::write(data.generations().join("notes.txt"), "x").expect("a stray");
        keep_generation(&data, Path::new("/0"), b"2", at(-36500, 9, 0)).expect("kept");
        assert!((1..40).all(|number| contents(&data, Path::new(&format!("/{number}"))) == ["1"]));
        assert_eq!(contents(&data, Path::new("/0")), ["2", "1"]);
        assert!(data.generations().join("notes.txt").exists());
    }

    #[test]
    fn saves_of_former_versions_are_before_all_others() {
        let (_folder, data) = data();
        let path = Path::new("/a");
        let folder = folder_of(&data, path);
        fs::create_dir_all(&folder).expect("folder");
        for (name, content) in
            [("20990101-090000-001", "2"), ("20990101-090000-000", "1"), ("20240101-090000-000", "0")]
        {
            fs::write(folder.join(format!("{name}{ENDING}")), content).expect("kept by a former version");
        }
        fs::create_dir(folder.join(format!("20990101-090000-n00000077{ENDING}"))).expect("a folder");
        fs::write(folder.join("notes.juesuan"), "x").expect("a stray");
        keep_generation(&data, path, b"3", at(0, 9, 0)).expect("kept");
        keep_generation(&data, path, b"4", at(-9, 9, 0)).expect("kept");
        assert_eq!(contents(&data, path), ["4", "3", "2", "1", "0"]);
    }

    #[test]
    fn large_files_are_thinned_out_but_never_to_nothing() {
        let generation = |number: u64, bytes| Generation {
            time: at(number as i64, 9, 0),
            bytes,
            path: number.to_string().into(),
            order: Order { number, name: String::new() },
        };
        let all: Vec<Generation> = (0..12).rev().map(|number| generation(number, 10)).collect();
        let left = |most| all.len() - outdated(&all, most).len();
        assert_eq!((left(120), left(75), left(0)), (12, 7, AT_LEAST));
    }
}

//! Files that a killed program left behind: temporary ones, and those of a turn to save.

use std::{
    fs::OpenOptions,
    io,
    path::Path,
    time::{Duration, SystemTime},
};

use super::{
    by_name::{is_at, names_in, open_itself},
    data_folder::DataFolder,
    disk::fs,
    safe_write::{folder_of, temporary_name},
    save_lock::{is_lock_name, remove_dead},
};

/// How our temporary files begin; files of other names are never touched.
pub(super) const TEMP_PREFIX: &str = ".juesuan-";
/// How our temporary files end.
pub(super) const TEMP_SUFFIX: &str = ".tmp";
/// Random letters and digits between them.
pub(super) const TEMP_LETTERS: usize = 6;

/// A save takes milliseconds; after this time its temporary file is stray, whoever shares the folder.
const STRAY_AFTER: Duration = Duration::from_secs(10 * 60);

/// Removes stray files beside the file at `path`. Failing to is of no consequence.
pub fn sweep_folder_of(path: &Path) {
    sweep_folder(folder_of(path));
}

/// Removes what killed programs left behind in the data folder. Looks through all of it: not on the drawing thread.
pub fn sweep_data_folder(data: &DataFolder) {
    sweep_folder(data.path());
    sweep_folder(&data.recovery());
    sweep_slots(&data.recovery());
    let generations = data.generations();
    sweep_folder(&generations);
    for name in names_in(&generations).unwrap_or_default() {
        let folder = generations.join(name);
        if fs::symlink_metadata(&folder).is_ok_and(|metadata| metadata.is_dir()) {
            sweep_folder(&folder);
            // Only where nothing is in it any more.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Removes the locks of sessions that have ended and left no unsaved work. A lock that is held stays.
fn sweep_slots(recovery: &Path) {
    for name in names_in(recovery).unwrap_or_default() {
        let lock = recovery.join(name);
        let is_lock = lock.extension().is_some_and(|ending| ending == "lock");
        if !is_lock || fs::symlink_metadata(lock.with_extension("json")).is_ok() {
            continue;
        }
        if let Ok(file) = open_itself(&lock, OpenOptions::new().read(true).write(true))
            && file.metadata().is_ok_and(|metadata| metadata.len() == 0)
            && file.try_lock().is_ok()
            && is_at(&file, &lock)
            && let Err(error) = fs::remove_file(&lock)
        {
            log::info!("the lock of a session that has ended stays: {error}");
        }
    }
}

/// Removes stray files in `folder`.
pub(super) fn sweep_folder(folder: &Path) {
    if let Err(error) = sweep(folder, server_time) {
        log::info!("stray files could not be swept: {error}");
    }
}

/// The time by the clock of the folder's own disk: a server's clock may differ from ours, and either may be wrong.
pub(super) fn server_time(folder: &Path) -> Option<SystemTime> {
    let probe = temporary_name().tempfile_in(folder).ok()?;
    probe.as_file().metadata().ok()?.modified().ok()
}

/// Removes the stray files in `folder`; reads its clock only when there is something to remove.
fn sweep(folder: &Path, now: impl Fn(&Path) -> Option<SystemTime>) -> io::Result<()> {
    let names = names_in(folder)?;
    let ours: Vec<&str> = names.iter().filter_map(|name| name.to_str()).filter(|name| is_ours(name)).collect();
    if ours.is_empty() {
        return Ok(());
    }
    let Some(now) = now(folder) else { return Ok(()) };
    for name in ours {
        let path = folder.join(name);
        if !is_stray(&path, now) {
            continue;
        }
        if is_lock_name(name) {
            remove_dead(&path);
        } else if let Err(error) = fs::remove_file(&path) {
            log::info!("a stray file stays: {error}");
        }
    }
    Ok(())
}

fn is_ours(name: &str) -> bool {
    let letters = name.strip_prefix(TEMP_PREFIX).and_then(|rest| rest.strip_suffix(TEMP_SUFFIX));
    let is_temporary =
        |letters: &str| letters.len() == TEMP_LETTERS && letters.bytes().all(|b| b.is_ascii_alphanumeric());
    letters.is_some_and(is_temporary) || is_lock_name(name)
}

/// A file whose time is unknown or in the future is left alone; links and folders are never ours.
fn is_stray(path: &Path, now: SystemTime) -> bool {
    let Ok(metadata) = fs::symlink_metadata(path) else { return false };
    let age = metadata.modified().ok().and_then(|time| now.duration_since(time).ok());
    metadata.is_file() && age.is_some_and(|age| age >= STRAY_AFTER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{Draft, RecoverySlot};

    #[test]
    fn only_our_own_old_files_go() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |name: &str| folder.path().join(name);
        let names = [
            ".juesuan-1aB2c3.tmp",
            ".juesuan-0123456789abcdef.lock",
            ".juesuan-fedcba9876543210.lock",
            ".juesuan-notes.tmp",
            ".juesuan-我的笔记.tmp",
            ".juesuan-notes.txt",
            "my.tmp",
            "a.juesuan",
        ];
        for name in names {
            fs::write(at(name), if name.contains("012345") { "juesuan is saving\n" } else { "x" }).expect("a file");
        }
        let folder_name = ".juesuan-aaaaaa.tmp";
        fs::create_dir(at(folder_name)).expect("a folder");
        let left = || names.iter().filter(|name| at(name).exists()).count();
        let now = SystemTime::now();
        let sweep_at = |time: Option<SystemTime>| sweep(folder.path(), |_| time).expect("swept");
        sweep_at(Some(now + Duration::from_secs(60)));
        assert_eq!(left(), names.len(), "a save may still be running");
        sweep_at(Some(now - Duration::from_secs(3600)));
        sweep_at(None);
        assert_eq!(left(), names.len(), "a clock may be wrong");
        sweep_at(Some(now + STRAY_AFTER + Duration::from_secs(1)));
        assert_eq!(left(), names.len() - 2);
        assert!(!at(names[0]).exists() && !at(names[1]).exists() && at(names[2]).exists(), "the third is no turn");
        assert!(at(folder_name).is_dir());
    }

    #[test]
    fn locks_of_dead_sessions_go_and_those_of_living_ones_and_of_unsaved_work_stay() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let slot = RecoverySlot::new(&data, None);
        let draft = Draft { document: Default::default(), pending: Vec::new(), revision: 1, path: None, saved: None };
        slot.write(&draft).expect("a living session");
        let at = |name: &str| data.recovery().join(name);
        for name in ["dead-1-0.lock", "work-2-0.lock", "work-2-0.json"] {
            fs::write(at(name), "").expect("left behind");
        }
        fs::write(at("foreign.lock"), "not ours").expect("foreign");
        sweep_data_folder(&data);
        assert!(!at("dead-1-0.lock").exists());
        assert!(at("work-2-0.lock").exists() && at("work-2-0.json").exists() && at("foreign.lock").exists());
        assert_eq!(names_in(&data.recovery()).expect("listed").len(), 5, "with those of the living session");
        drop(slot);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_of_such_a_name_stays_with_what_it_leads_to() {
        let folder = tempfile::tempdir().expect("folder");
        let other = folder.path().join("other");
        fs::write(&other, "x").expect("a file");
        let link = folder.path().join(".juesuan-1aB2c3.tmp");
        std::os::unix::fs::symlink(&other, &link).expect("a link");
        sweep(folder.path(), |_| Some(SystemTime::now() + STRAY_AFTER * 2)).expect("swept");
        assert!(other.exists() && fs::symlink_metadata(&link).is_ok());
    }

    #[test]
    fn a_clock_that_is_wrong_here_makes_no_file_stray() {
        let folder = tempfile::tempdir().expect("folder");
        let running = folder.path().join(".juesuan-1aB2c3.tmp");
        fs::write(&running, "x").expect("a file");
        sweep_folder(folder.path());
        assert!(running.exists());
        let time = server_time(folder.path()).expect("a time");
        let made = fs::metadata(&running).and_then(|metadata| metadata.modified()).expect("a time");
        assert!(time.duration_since(made).expect("later") < STRAY_AFTER);
        assert_eq!(names_in(folder.path()).expect("listed").len(), 1, "the question leaves nothing");
    }

    #[test]
    fn the_data_folder_is_swept_down_to_the_generations_and_keeps_them() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let kept = data.generations().join("0123456789abcdef");
        let empty = data.generations().join("fedcba9876543210");
        for folder in [&kept, &empty] {
            fs::create_dir_all(folder).expect("a folder");
        }
        let long_ago = SystemTime::now() - STRAY_AFTER * 2;
        for name in ["20250101-090000-000.juesuan", ".juesuan-1aB2c3.tmp"] {
            fs::write(kept.join(name), "x").expect("a file");
            let file = std::fs::File::options().write(true).open(kept.join(name)).expect("opens");
            file.set_modified(long_ago).expect("aged");
        }
        sweep_data_folder(&data);
        assert_eq!(names_in(&kept).expect("listed"), ["20250101-090000-000.juesuan"]);
        assert!(!empty.exists());
    }
}

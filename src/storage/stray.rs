//! Temporary files that a killed save left behind.

use std::{
    fs, io,
    path::Path,
    time::{Duration, SystemTime},
};

use super::safe_write::folder_of;

/// How our temporary files begin; files of other names are never touched.
pub(super) const TEMP_PREFIX: &str = ".juesuan-";
/// How our temporary files end.
pub(super) const TEMP_SUFFIX: &str = ".tmp";

/// A save takes milliseconds; after this time its temporary file is stray, whoever shares the folder.
const STRAY_AFTER: Duration = Duration::from_secs(10 * 60);

/// Removes stray temporary files beside the file at `path`. Failing to is of no consequence.
pub fn sweep_folder_of(path: &Path) {
    sweep_folder(folder_of(path));
}

/// Removes stray temporary files in `folder`.
pub(super) fn sweep_folder(folder: &Path) {
    if let Err(error) = sweep(folder, SystemTime::now()) {
        log::info!("stray files could not be swept: {error}");
    }
}

/// Removes the stray files in `folder`.
fn sweep(folder: &Path, now: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(TEMP_PREFIX) && name.ends_with(TEMP_SUFFIX));
        if is_ours
            && is_stray(&entry, now)
            && let Err(error) = fs::remove_file(entry.path())
        {
            log::info!("a stray file stays: {error}");
        }
    }
    Ok(())
}

/// A file whose time cannot be told, or lies in the future, is left alone.
fn is_stray(entry: &fs::DirEntry, now: SystemTime) -> bool {
    let Ok(metadata) = entry.metadata() else { return false };
    let age = metadata.modified().ok().and_then(|time| now.duration_since(time).ok());
    metadata.is_file() && age.is_some_and(|age| age >= STRAY_AFTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_old_files_go() {
        let folder = tempfile::tempdir().expect("folder");
        let names = [".juesuan-1a.tmp", ".juesuan-notes.txt", "my.tmp", "a.juesuan"];
        for name in names {
            fs::write(folder.path().join(name), "x").expect("a file");
        }
        let left = || names.iter().filter(|name| folder.path().join(name).exists()).count();
        let now = SystemTime::now();
        sweep(folder.path(), now + Duration::from_secs(60)).expect("swept");
        assert_eq!(left(), 4, "a save may still be running");
        sweep(folder.path(), now - Duration::from_secs(3600)).expect("swept");
        assert_eq!(left(), 4, "a clock may be wrong");
        sweep(folder.path(), now + STRAY_AFTER + Duration::from_secs(1)).expect("swept");
        assert_eq!(left(), 3);
        assert!(!folder.path().join(names[0]).exists());
    }
}

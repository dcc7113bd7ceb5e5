//! The former version of a project file, beside it: `name.juesuan.bak`, or the next free name where something else has
//! that one.

use std::{
    ffi::{OsStr, OsString},
    fs::OpenOptions,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{
    by_name::open_itself,
    project::{MAX_FILE_BYTES, is_project, parse_project},
    save_error::SaveError,
};

const ENDING: &str = "bak";
/// How many names are tried: `a.json.bak`, then `a.json.2.bak` and so on.
const MOST: u32 = 9;

/// The first choice for the name of the backup of a project file.
pub fn backup_path(path: &Path) -> PathBuf {
    numbered(path, 1)
}

/// The names that backups of a project file can have, in the order in which they are tried; the files need not exist.
pub(super) fn backup_paths(path: &Path) -> impl Iterator<Item = PathBuf> {
    (1..=MOST).map(|number| numbered(path, number))
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    let mut name = OsString::from(path);
    if number > 1 {
        name.push(format!(".{number}"));
    }
    name.push(".");
    name.push(ENDING);
    name.into()
}

/// The project file that this is a backup of; `None` for any other file.
pub fn original_of_backup(path: &Path) -> Option<PathBuf> {
    let ends = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING));
    if !ends(path) {
        return None;
    }
    let mut original = path.to_owned();
    // Former versions of the program made backups of backups: they belong to the same file.
    while ends(&original) {
        original.set_extension("");
        let number = original.extension().and_then(OsStr::to_str).and_then(|ending| ending.parse::<u32>().ok());
        // a.json.2.bak; but 决算.2024.bak is somebody's own copy of 决算.2024.
        if number.is_some_and(|number| (2..=MOST).contains(&number)) {
            original.set_extension("");
        }
    }
    original.file_name().is_some().then_some(original)
}

/// Where a backup goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ForBackup {
    /// Nothing has this name yet.
    Free(PathBuf),
    /// A backup that is to be replaced.
    Ours(PathBuf),
}

/// Where the backup of `target` goes: the first name that is free or already a backup. Folders, links and files of
/// other programs are left alone. So is a good backup of a file that has been damaged since; that is checked only
/// where the file may differ from the one that was opened.
pub(super) fn place_for_backup(target: &Path, may_be_damaged: bool) -> Result<ForBackup, SaveError> {
    let is_damaged = may_be_damaged && !read_capped(target).is_ok_and(|bytes| parse_project(&bytes).is_ok());
    for place in backup_paths(target) {
        match read_capped(&place) {
            Ok(bytes) if !is_damaged && is_project(&bytes) => return Ok(ForBackup::Ours(place)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(ForBackup::Free(place)),
            _ => {}
        }
    }
    Err(SaveError::NoPlaceForBackup)
}

/// The content of the file of exactly this name; `None` when it is too large for a project.
fn read_capped(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_itself(path, OpenOptions::new().read(true))?.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn backups_lead_to_their_file() {
        for (backup, original) in [
            ("/a/决算.juesuan.bak", "/a/决算.juesuan"),
            ("/a/决算.json.BAK", "/a/决算.json"),
            ("/a/决算.json.2.bak", "/a/决算.json"),
            ("/a/决算.json.bak.bak", "/a/决算.json"),
            ("/a/决算.2024.bak", "/a/决算.2024"),
            ("/a/决算.bak", "/a/决算"),
        ] {
            assert_eq!(original_of_backup(Path::new(backup)), Some(original.into()), "{backup}");
        }
        for other in ["/a/决算.juesuan", "/a/bak", "/a/决算.bak.json", "/a/.bak"] {
            assert_eq!(original_of_backup(Path::new(other)), None, "{other}");
        }
        for path in backup_paths(Path::new("/a/b.json")) {
            assert_eq!(original_of_backup(&path), Some("/a/b.json".into()), "{path:?}");
        }
    }

    #[test]
    fn what_is_no_backup_is_gone_around() {
        let folder = tempfile::tempdir().expect("folder");
        let target = folder.path().join("a.json");
        let [first, second, third] = [1, 2, 3].map(|number| numbered(&target, number));
        let place = || place_for_backup(&target, false).expect("a place");
        assert_eq!(place(), ForBackup::Free(first.clone()));
        fs::write(&first, "notes of somebody else").expect("foreign");
        assert_eq!(place(), ForBackup::Free(second.clone()));
        fs::create_dir(&second).expect("a folder");
        fs::write(&third, "{\"format_version\": 1}").expect("a backup");
        assert_eq!(place(), ForBackup::Ours(third));
        fs::remove_file(&first).expect("removed");
        #[cfg(unix)]
        {
            let other = folder.path().join("other.json");
            fs::write(&other, "{\"format_version\": 1}").expect("a project");
            std::os::unix::fs::symlink(&other, &first).expect("a link");
            assert!(matches!(place(), ForBackup::Ours(place) if place.ends_with("a.json.3.bak")), "no link");
        }
        for path in backup_paths(&target) {
            let _ = fs::remove_file(&path);
            let _ = fs::create_dir(&path);
        }
        assert_eq!(place_for_backup(&target, false), Err(SaveError::NoPlaceForBackup));
    }

    #[test]
    fn a_damaged_file_does_not_replace_its_good_backup() {
        let folder = tempfile::tempdir().expect("folder");
        let target = folder.path().join("a.json");
        let good = "{\"format_version\": 1}";
        fs::write(backup_path(&target), good).expect("a backup");
        fs::write(&target, "{\n  \"format_version\": 1,\n  \"uni").expect("a torn file");
        assert_eq!(place_for_backup(&target, true), Ok(ForBackup::Free(numbered(&target, 2))));
        fs::write(&target, good).expect("a whole file");
        assert_eq!(place_for_backup(&target, true), Ok(ForBackup::Ours(backup_path(&target))));
    }
}

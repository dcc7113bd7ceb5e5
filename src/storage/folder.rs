//! What is in a folder, for the program's own file dialog.

use std::{
    io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Local};

use super::{by_name::names_in, disk::fs};

/// One file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    pub name: String,
    /// A folder, or a link to one.
    pub is_folder: bool,
    /// When it was changed, `2025-03-04 16:20`; empty when that is not known.
    pub changed: String,
}

/// What is in a folder, folders first; hidden files are left out. Slow where the disk is slow.
pub fn list_folder(folder: &Path) -> Result<Vec<FolderEntry>, String> {
    let listed = names_in(folder).map_err(|error| reason(&error))?;
    let mut entries: Vec<FolderEntry> = listed
        .into_iter()
        .filter_map(|name| {
            // A name that is not Unicode could be neither shown nor typed.
            let name = name.into_string().ok().filter(|name| !name.starts_with(['.', '~']))?;
            // A link counts as what it leads to; one that leads nowhere cannot be opened.
            let about = fs::metadata(folder.join(&name)).ok()?;
            let changed = about.modified().ok().map(DateTime::<Local>::from);
            let changed = changed.map_or_else(String::new, |time| time.format("%Y-%m-%d %H:%M").to_string());
            Some(FolderEntry { name, is_folder: about.is_dir(), changed })
        })
        .collect();
    entries.sort_by_cached_key(|entry| (!entry.is_folder, entry.name.to_lowercase(), entry.name.clone()));
    Ok(entries)
}

/// Deeper than anybody files reports; a folder that contains itself by a link has no end.
const DEEPEST: usize = 8;
/// More files than one list is good for.
const MOST_FILES: usize = 20_000;

/// The files below a folder with one of these extensions, by name, those of a folder before those of the folders in it.
///
/// # Errors
/// Why the folder cannot be read; what is below it and cannot be read is left out.
pub fn files_below(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let first = list_folder(folder)?;
    collect(folder, first, extensions, DEEPEST, &mut found);
    Ok(found)
}

fn collect(folder: &Path, entries: Vec<FolderEntry>, extensions: &[&str], deeper: usize, found: &mut Vec<PathBuf>) {
    let (folders, files): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.is_folder);
    let is_wanted = |path: &PathBuf| {
        path.extension().is_some_and(|end| extensions.iter().any(|wanted| end.eq_ignore_ascii_case(wanted)))
    };
    found.extend(files.into_iter().map(|entry| folder.join(entry.name)).filter(is_wanted));
    for entry in folders {
        if deeper == 0 || found.len() >= MOST_FILES {
            return;
        }
        let inner = folder.join(entry.name);
        if let Ok(entries) = list_folder(&inner) {
            collect(&inner, entries, extensions, deeper - 1, found);
        }
    }
}

/// Makes a folder inside another one.
pub fn make_folder(inside: &Path, name: &str) -> Result<PathBuf, String> {
    let folder = inside.join(name);
    match fs::create_dir(&folder) {
        Ok(()) => Ok(folder),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::AlreadyExists => format!("这里已有“{name}”，请换一个名字"),
            _ => format!("文件夹没有建成：{}", reason(&error)),
        }),
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件夹，请检查写法或换一个".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限，请换一个文件夹".to_owned(),
        io::ErrorKind::NotADirectory => "这不是文件夹，请换一个".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "这个位置只能读取，请换一个文件夹".to_owned(),
        _ => format!("读不出来，请换一个文件夹（{error}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_hidden_files_not_at_all() {
        let folder = tempfile::tempdir().expect("folder");
        for name in ["乙.juesuan", ".隐藏", "甲.json", "~$甲.json"] {
            fs::write(folder.path().join(name), "").expect("written");
        }
        make_folder(folder.path(), "往年").expect("made");
        let names: Vec<_> = list_folder(folder.path()).expect("listed").into_iter().map(|entry| entry.name).collect();
        assert_eq!(names.first().map(String::as_str), Some("往年"));
        assert_eq!(names.len(), 3, "{names:?}");
        assert!(make_folder(folder.path(), "往年").is_err_and(|words| words.contains("已有“往年”")));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("甲");
        fs::write(&file, "").expect("written");
        assert!(list_folder(&folder.path().join("没有")).is_err_and(|words| words.contains("没有这个文件夹")));
        assert!(list_folder(&file).is_err());
    }
}

//! What is left of a damaged or missing file: the backup beside it, and its saves that are kept on this computer.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{
    backup::backup_paths,
    data_folder::DataFolder,
    disk::fs,
    generations::list_generations,
    open_error::OpenError,
    project::{LoadedProject, read_project},
};

/// A former content of a project file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCopy {
    /// The project file.
    pub of: PathBuf,
    /// Where the copy is.
    pub path: PathBuf,
    /// What it is: “备份 决算.juesuan.bak”, “本机留存”.
    pub name: String,
    /// When it was written: `2025-08-20 09:30:00`.
    pub time: String,
    /// How large it is.
    pub bytes: u64,
}

impl KeptCopy {
    /// What it is and when it was written: “本机留存（2025-08-20 09:30:00）”
    pub fn words(&self) -> String {
        format!("{}（{}）", self.name, self.time)
    }

    /// In a line: “备份 决算.juesuan.bak　2025-08-20 09:30:00　12 KB”
    pub fn line(&self) -> String {
        format!("{}　{}　{}", self.name, self.time, shown_size(self.bytes))
    }

    /// Its content; the copy itself is never written.
    ///
    /// # Errors
    /// When it is damaged, too.
    pub fn open(&self) -> Result<LoadedProject, OpenError> {
        read_project(&self.path)
    }
}

/// What there is besides the project file at `path`, the backups first, then the saves, the latest first. Empty files
/// are left out. Asks the disk.
pub fn kept_copies(data: Option<&DataFolder>, path: &Path) -> Vec<KeptCopy> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut copies: Vec<KeptCopy> = backup_paths(&path).filter_map(|backup| backup_at(&path, backup)).collect();
    let generations = data.map(|data| list_generations(data, &path)).unwrap_or_default();
    copies.extend(generations.into_iter().filter(|generation| generation.bytes > 0).map(|generation| KeptCopy {
        of: path.clone(),
        path: generation.path().to_owned(),
        name: "本机留存".to_owned(),
        time: generation.shown_time(),
        bytes: generation.bytes,
    }));
    copies
}

/// A backup that the user opened by its own name: it is only looked at.
pub fn backup_at(original: &Path, backup: PathBuf) -> Option<KeptCopy> {
    let metadata = fs::metadata(&backup).ok().filter(|metadata| metadata.is_file() && metadata.len() > 0)?;
    Some(KeptCopy {
        of: original.to_owned(),
        name: format!("备份 {}", backup.file_name()?.to_string_lossy()),
        path: backup,
        time: metadata.modified().map_or_else(|_| String::new(), shown_time),
        bytes: metadata.len(),
    })
}

fn shown_time(time: SystemTime) -> String {
    chrono::DateTime::<chrono::Local>::from(time).format("%Y-%m-%d %H:%M:%S").to_string()
}

fn shown_size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} 字节"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{} MB", bytes.div_ceil(1_048_576)),
    }
}

impl OpenError {
    /// Whether a former content could help: the file is missing or damaged, not merely locked or forbidden.
    pub fn asks_for_a_copy(&self) -> bool {
        !matches!(self, Self::NoPermission | Self::Busy | Self::Newer(_) | Self::NotAFile)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{backup_path, keep_generation};
    use chrono::NaiveDate;

    #[test]
    fn backups_and_saves_are_found_whether_the_file_is_there_or_not() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path().join("data"));
        let path = folder.path().join("决算.juesuan");
        assert!(kept_copies(Some(&data), &path).is_empty());
        fs::write(backup_path(&path), "x".repeat(3000)).expect("a backup");
        fs::write(folder.path().join("决算.juesuan.2.bak"), "").expect("an empty one");
        fs::create_dir(folder.path().join("决算.juesuan.3.bak")).expect("a folder");
        for hour in [9, 10] {
            let time = NaiveDate::from_ymd_opt(2025, 8, 20).and_then(|day| day.and_hms_opt(hour, 30, 0)).expect("time");
            keep_generation(&data, &path, hour.to_string().as_bytes(), time).expect("kept");
        }
        let copies = kept_copies(Some(&data), &path);
        let lines: Vec<String> = copies.iter().map(KeptCopy::line).collect();
        assert!(lines[0].starts_with("备份 决算.juesuan.bak　20") && lines[0].ends_with("　3 KB"), "{lines:?}");
        assert_eq!(lines[1..], ["本机留存　2025-08-20 10:30:00　2 字节", "本机留存　2025-08-20 09:30:00　1 字节"]);
        assert!(copies.iter().all(|copy| copy.of == path));
        assert_eq!(kept_copies(None, &path).len(), 1);
    }

    #[test]
    fn what_a_copy_does_not_help_against_offers_none() {
        for error in [OpenError::Busy, OpenError::NoPermission, OpenError::Newer(9)] {
            assert!(!error.asks_for_a_copy());
        }
        for error in [OpenError::NotFound, OpenError::Empty, OpenError::Zeroed, OpenError::NotText] {
            assert!(error.asks_for_a_copy());
        }
    }
}

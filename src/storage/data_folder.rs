//! The program's own folder on this machine: recovery copies and settings. Never a folder that is synced.

use std::{env, fs, io, path::PathBuf};

/// Names another data folder: for tests and for programs on a stick.
pub const DATA_FOLDER_VARIABLE: &str = "JUESUAN_DATA_DIR";

/// The program's own folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFolder(PathBuf);

impl DataFolder {
    /// The folder of this user on this machine; `None` when the system does not tell one.
    pub fn locate() -> Option<Self> {
        Self::locate_with(env::var_os(DATA_FOLDER_VARIABLE).map(PathBuf::from))
    }

    fn locate_with(chosen: Option<PathBuf>) -> Option<Self> {
        let chosen = chosen.filter(|path| !path.as_os_str().is_empty());
        let usual = || Some(directories::ProjectDirs::from("", "", "juesuan")?.data_local_dir().to_owned());
        chosen.or_else(usual).map(Self)
    }

    /// This folder, whether it exists or not.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where the window program writes what went wrong; `None` when the folder cannot be made.
    pub fn log_file(&self) -> Option<PathBuf> {
        self.make().ok()?;
        Some(self.file("juesuan.log"))
    }

    /// A file in it.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The folder of recovery copies.
    pub(super) fn recovery(&self) -> PathBuf {
        self.0.join("recovery")
    }

    /// Makes the folder if need be.
    pub(super) fn make(&self) -> io::Result<()> {
        fs::create_dir_all(self.recovery())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_goes_before_the_usual_place() {
        assert_eq!(DataFolder::locate_with(Some("/tmp/x".into())), Some(DataFolder::at("/tmp/x")));
        assert_ne!(DataFolder::locate_with(Some("".into())), Some(DataFolder::at("")));
    }
}

//! The program's own folder on this machine: recovery copies and settings. Never a folder that is synced.

use std::{
    env, io,
    path::{Path, PathBuf},
};

use crate::digest::sha256;

use super::disk::{fs, is_file};

/// Names another data folder: for tests and for whoever sets up machines.
pub const DATA_FOLDER_VARIABLE: &str = "JUESUAN_DATA_DIR";

/// A file of this name beside the program makes it portable: its data folder stands beside it, too.
const PORTABLE_MARK: &str = "portable.txt";
/// The data folder of a portable program.
const PORTABLE_FOLDER: &str = "juesuan-data";

/// The program's own folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFolder(PathBuf);

impl DataFolder {
    /// The folder of this user on this machine; `None` when the system names none.
    pub fn locate() -> Option<Self> {
        let program = env::current_exe().ok();
        Self::locate_with(env::var_os(DATA_FOLDER_VARIABLE).map(PathBuf::from), program.as_deref())
    }

    fn locate_with(chosen: Option<PathBuf>, program: Option<&Path>) -> Option<Self> {
        let chosen = chosen.filter(|path| !path.as_os_str().is_empty()).or_else(|| beside(program?));
        let usual = || Some(directories::ProjectDirs::from("", "", "juesuan")?.data_local_dir().to_owned());
        chosen.or_else(usual).map(Self)
    }

    /// This folder, whether it exists or not.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The user to whom the folder belongs.
    #[cfg(unix)]
    pub fn owner(&self) -> Option<u32> {
        use std::os::unix::fs::MetadataExt;
        self.make().ok()?;
        Some(fs::metadata(&self.0).ok()?.uid())
    }

    /// A name by which programs of this user and data folder find each other.
    pub fn handover_name(&self) -> String {
        let place = std::path::absolute(&self.0).unwrap_or_else(|_| self.0.clone());
        let user = env::var_os("USERNAME").or_else(|| env::var_os("USER")).unwrap_or_default();
        let parts = [place.as_os_str().as_encoded_bytes(), user.as_encoded_bytes()];
        format!("juesuan-{}", &sha256(&parts.join(&0))[..24])
    }

    /// The folder itself, to be shown to a person.
    pub fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The folder of recovery copies.
    pub(super) fn recovery(&self) -> PathBuf {
        self.0.join("recovery")
    }

    /// The folder of former saves.
    pub(super) fn generations(&self) -> PathBuf {
        self.0.join("generations")
    }

    /// Makes the folder if need be.
    pub(super) fn make(&self) -> io::Result<()> {
        fs::create_dir_all(self.recovery())
    }
}

/// The data folder beside a portable program; `None` when it is not portable, or its folder cannot be written to.
fn beside(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    if !is_file(&folder.join(PORTABLE_MARK)) {
        return None;
    }
    let data = folder.join(PORTABLE_FOLDER);
    fs::create_dir_all(&data).ok()?;
    tempfile::tempfile_in(&data).ok()?;
    Some(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portable_program_keeps_its_data_beside_itself() {
        let folder = tempfile::tempdir().expect("folder");
        let program = folder.path().join("juesuan.exe");
        let usual = DataFolder::locate_with(None, None);
        assert_eq!(DataFolder::locate_with(None, Some(&program)), usual);
        fs::write(folder.path().join(PORTABLE_MARK), "").expect("mark");
        let beside = DataFolder::at(folder.path().join(PORTABLE_FOLDER));
        assert_eq!(DataFolder::locate_with(None, Some(&program)), Some(beside));
        assert_eq!(DataFolder::locate_with(Some("/tmp/x".into()), Some(&program)), Some(DataFolder::at("/tmp/x")));
        // Where that folder cannot be written to, the usual place is used.
        fs::remove_dir_all(folder.path().join(PORTABLE_FOLDER)).expect("removed");
        fs::write(folder.path().join(PORTABLE_FOLDER), "no folder").expect("in the way");
        assert_eq!(DataFolder::locate_with(None, Some(&program)), usual);
    }

    #[test]
    fn the_variable_goes_before_the_usual_place() {
        assert_eq!(DataFolder::locate_with(Some("/tmp/x".into()), None), Some(DataFolder::at("/tmp/x")));
        assert_ne!(DataFolder::locate_with(Some("".into()), None), Some(DataFolder::at("")));
    }
}

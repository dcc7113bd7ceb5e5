//! The findings in reports of others that a person has looked at and found to be no fault, on this computer only: one
//! small file in the data folder for each report, named by the digest of its bytes. It holds nothing of the report.

use std::collections::BTreeSet;

use super::{data_folder::DataFolder, disk::fs, safe_write::write_file, save_error::SaveError};

const FOLDER: &str = "audited";
/// More than anybody looks at; a larger file is not one of ours.
const MOST_BYTES: u64 = 4 << 20;

/// The identities of the findings in the report with these bytes.
pub fn load_cleared(data: &DataFolder, digest: &str) -> BTreeSet<String> {
    let path = data.file(FOLDER).join(file_of(digest));
    let is_small = fs::metadata(&path).is_ok_and(|metadata| metadata.len() <= MOST_BYTES);
    let bytes = is_small.then(|| fs::read(&path).ok()).flatten();
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Remembers these and no others; the last one taken back takes the file with it.
///
/// # Errors
/// What the disk says.
pub fn keep_cleared(data: &DataFolder, digest: &str, cleared: &BTreeSet<String>) -> Result<(), SaveError> {
    let path = data.file(FOLDER).join(file_of(digest));
    if cleared.is_empty() {
        return match fs::metadata(&path) {
            Ok(_) => Ok(fs::remove_file(&path)?),
            Err(_) => Ok(()),
        };
    }
    fs::create_dir_all(data.file(FOLDER))?;
    let bytes = serde_json::to_vec(cleared).map_err(|_| SaveError::NotReadable)?;
    write_file(&path, &bytes)
}

fn file_of(digest: &str) -> String {
    format!("{digest}.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::sha256;

    #[test]
    fn what_was_cleared_is_known_for_this_file_and_can_be_taken_back() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let (file, other) = (sha256(b"a report"), sha256(b"another"));
        let both: BTreeSet<String> = ["a", "b"].map(str::to_owned).into();
        assert_eq!(load_cleared(&data, &file), BTreeSet::new());
        assert_eq!(keep_cleared(&data, &file, &BTreeSet::new()), Ok(()));
        keep_cleared(&data, &file, &both).expect("kept");
        assert_eq!(load_cleared(&data, &file), both);
        assert_eq!(load_cleared(&data, &other), BTreeSet::new());
        keep_cleared(&data, &file, &BTreeSet::new()).expect("taken back");
        assert_eq!(std::fs::read_dir(data.file(FOLDER)).expect("folder").count(), 0);
        // A damaged file is forgotten, not an error.
        std::fs::write(data.file(FOLDER).join(file_of(&file)), "{").expect("written");
        assert_eq!(load_cleared(&data, &file), BTreeSet::new());
    }
}

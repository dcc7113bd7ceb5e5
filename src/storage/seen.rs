//! The signatures that this computer has seen: one small file in the data folder for each identity of accounts.

use crate::{digest::sha256, workflow::SeenSignature};

use super::{data_folder::DataFolder, disk::fs, safe_write::write_file, save_error::SaveError};

const FOLDER: &str = "signed";
/// More than anybody signs; a larger file is not one of ours.
const MOST_BYTES: u64 = 4 << 20;

/// What was seen of the accounts that are called by any of these names (see
/// [`seen_under`](crate::workflow::seen_under)), in the order in which it was seen.
pub fn load_seen(data: &DataFolder, names: &[String]) -> Vec<SeenSignature> {
    let mut seen: Vec<SeenSignature> = Vec::new();
    let mut digests = std::collections::HashSet::new();
    for name in names {
        let new = load(data, name).into_iter().filter(|one| digests.insert(one.digest.clone()));
        seen.extend(new);
    }
    seen
}

fn load(data: &DataFolder, name: &str) -> Vec<SeenSignature> {
    let path = data.file(FOLDER).join(file_of(name));
    let is_small = fs::metadata(&path).is_ok_and(|metadata| metadata.len() <= MOST_BYTES);
    let bytes = is_small.then(|| fs::read(&path).ok()).flatten();
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Remembers these signatures under each of the names, and nothing else.
pub fn keep_seen(data: &DataFolder, names: &[String], seen: &[SeenSignature]) -> Result<(), SaveError> {
    if names.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(data.file(FOLDER))?;
    let bytes = serde_json::to_vec(seen).map_err(|_| SaveError::NotReadable)?;
    for name in names {
        if load(data, name) != seen {
            write_file(&data.file(FOLDER).join(file_of(name)), &bytes)?;
        }
    }
    Ok(())
}

/// The name comes from a file that anybody may have written.
fn file_of(name: &str) -> String {
    format!("{}.json", &sha256(name.as_bytes())[..24])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(digest: &str) -> SeenSignature {
        let (name, time) = ("李四".to_owned(), "2025-08-20".to_owned());
        SeenSignature { digest: digest.to_owned(), role: None, decision: None, name, time }
    }

    #[test]
    fn what_was_seen_is_found_under_any_of_its_names() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(load_seen(&data, &names(&["a"])), []);
        keep_seen(&data, &[], &[seen("1")]).expect("nothing to keep");
        assert!(!data.file(FOLDER).exists());
        keep_seen(&data, &names(&["a", "../b"]), &[seen("1"), seen("2")]).expect("kept");
        assert_eq!(load_seen(&data, &names(&["c", "../b", "a"])), [seen("1"), seen("2")]);
        assert_eq!(std::fs::read_dir(data.file(FOLDER)).expect("folder").count(), 2);
        // A damaged file is forgotten, not an error.
        fs::write(data.file(FOLDER).join(file_of("a")), "{").expect("written");
        assert_eq!(load_seen(&data, &names(&["a"])), []);
        assert_eq!(load_seen(&data, &names(&["a", "../b"])), [seen("1"), seen("2")]);
    }
}

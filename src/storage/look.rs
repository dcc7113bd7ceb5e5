//! 上次查看的内容: what a file held when its reviewer last closed it, kept in the data folder of this computer.

use serde::{Deserialize, Serialize};

use crate::{
    document::Document,
    seal::{canonical_text, sha256},
};

use super::{data_folder::DataFolder, disk::fs, safe_write::write_file, save_error::SaveError};

const FOLDER: &str = "looked";

/// As it stands on the disk.
#[derive(Serialize, Deserialize)]
struct Stored {
    time: String,
    content: Document,
}

/// A mailed file has another name each time: the department and year tell which accounts these are.
fn name_of(document: &Document) -> String {
    let unit = &document.unit;
    let what = format!("{}\n{}", &*unit.department, unit.year.unwrap_or_default());
    format!("{}.json", &sha256(what.as_bytes())[..24])
}

/// Remembers what the person saw, at `time`.
pub fn keep_look(data: &DataFolder, document: &Document, time: &str) -> Result<(), SaveError> {
    let content = serde_json::from_str(&canonical_text(document)).map_err(|_| SaveError::NotReadable)?;
    let stored = Stored { time: time.to_owned(), content };
    let bytes = serde_json::to_vec(&stored).map_err(|_| SaveError::NotReadable)?;
    fs::create_dir_all(data.file(FOLDER))?;
    write_file(&data.file(FOLDER).join(name_of(document)), &bytes)
}

/// When the person last saw these accounts, and what they held then; `None` when that is not known.
pub fn load_look(data: &DataFolder, document: &Document) -> Option<(String, Document)> {
    let bytes = fs::read(data.file(FOLDER).join(name_of(document))).ok()?;
    let stored: Stored = serde_json::from_slice(&bytes).ok()?;
    Some((stored.time, stored.content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{at, document::Edit, money::AmountUnit};

    #[test]
    fn what_was_seen_is_found_again_under_department_and_year() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = DataFolder::at(folder.path().to_owned());
        let document: Document =
            serde_json::from_str(include_str!("../../samples/clean.json")).expect("the sample is readable");
        assert_eq!(load_look(&data, &document), None);
        keep_look(&data, &document, "2025-08-20 10:00:00").expect("kept");
        let changed = document
            .apply(&Edit::type_text(at!(three_public.actual.abroad), "3.21", AmountUnit::Wan))
            .expect("it fits");
        let (time, content) = load_look(&data, &changed).expect("seen before");
        assert_eq!((time.as_str(), &content), ("2025-08-20 10:00:00", &document.content()));
        let other = document.apply(&Edit::type_text(at!(unit.year), "2025", AmountUnit::Wan)).expect("it fits");
        assert_eq!(load_look(&data, &other), None, "another year");
    }
}

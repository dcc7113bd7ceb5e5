//! What a file contained when its reviewer last closed it, kept in the data folder.

use serde::{Deserialize, Serialize};

use crate::{digest::sha256, document::Document, seal::canonical_text};

use super::{data_folder::DataFolder, disk::fs, safe_write::write_file, save_error::SaveError};

const FOLDER: &str = "looked";

/// As it stands on the disk.
#[derive(Serialize, Deserialize)]
struct Stored {
    time: String,
    content: Document,
}

/// Names a set of accounts on this computer. A mailed file has another name each time, so its identity says which accounts
/// these are. A file that began as a copy has the same identity, so department, kind, level and year count as well.
/// `None` without an identity: nothing else distinguishes two unfinished files.
pub fn accounts_key(document: &Document) -> Option<String> {
    let (unit, identity) = (&document.unit, &document.review.identity);
    if identity.is_blank() {
        return None;
    }
    let kind = unit.unit_type.map_or("", |kind| kind.name());
    let level = unit.attachment_subunits.level.map_or("", |level| level.name());
    let year = unit.year.map_or_else(String::new, |year| year.to_string());
    let what =
        [&**identity, &*unit.department, kind, level, &year].map(|part| format!("{}:{part}\n", part.len())).concat();
    Some(sha256(what.as_bytes())[..24].to_owned())
}

fn name_of(document: &Document) -> Option<String> {
    Some(format!("{}.json", accounts_key(document)?))
}

/// Remembers what the person saw at `time`; false when the file has no identity.
pub fn keep_look(data: &DataFolder, document: &Document, time: &str) -> Result<bool, SaveError> {
    let Some(name) = name_of(document) else { return Ok(false) };
    let content = serde_json::from_str(&canonical_text(document)).map_err(|_| SaveError::NotReadable)?;
    let stored = Stored { time: time.to_owned(), content };
    let bytes = serde_json::to_vec(&stored).map_err(|_| SaveError::NotReadable)?;
    fs::create_dir_all(data.file(FOLDER))?;
    write_file(&data.file(FOLDER).join(name), &bytes)?;
    Ok(true)
}

/// When the person last saw these accounts, and what they contained; `None` when that is not known.
pub fn load_look(data: &DataFolder, document: &Document) -> Option<(String, Document)> {
    let bytes = fs::read(data.file(FOLDER).join(name_of(document)?)).ok()?;
    let stored: Stored = serde_json::from_slice(&bytes).ok()?;
    Some((stored.time, stored.content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        testing::{clean_sample, typed},
    };

    fn folder() -> (tempfile::TempDir, DataFolder) {
        let folder = tempfile::tempdir().expect("a folder");
        let data = DataFolder::at(folder.path().to_owned());
        (folder, data)
    }

    fn identified(identity: &str) -> Document {
        typed(&clean_sample(), at!(review.identity), identity)
    }

    #[test]
    fn what_was_seen_is_found_again_under_the_identity() {
        let (_folder, data) = folder();
        let document = identified("a1");
        assert_eq!(load_look(&data, &document), None);
        assert_eq!(keep_look(&data, &document, "2025-08-20 10:00:00"), Ok(true));
        let changed = typed(&document, at!(three_public.actual.abroad), "3.21");
        let (time, content) = load_look(&data, &changed).expect("seen before");
        assert_eq!((time.as_str(), &content), ("2025-08-20 10:00:00", &document.content()));
    }

    #[test]
    fn different_accounts_never_meet() {
        let (_folder, data) = folder();
        let document = identified("a1");
        keep_look(&data, &document, "2025-08-20 10:00:00").expect("kept");
        let kind = if document.unit.unit_type == Some(crate::document::UnitType::ALL[0]) { 1 } else { 0 };
        let kind = crate::document::UnitType::ALL[kind].label();
        for other in [
            typed(&document, at!(unit.year), "2031"),
            typed(&document, at!(unit.department), "另一个单位"),
            typed(&document, at!(unit.unit_type), kind),
            identified("a2"),
            identified(""),
        ] {
            assert_ne!(other, document);
            assert_eq!(load_look(&data, &other), None);
        }
        // Two unfinished files without a department.
        let blank = Document::default();
        assert_eq!(keep_look(&data, &blank, "2025-08-20 10:00:00"), Ok(false));
        assert_eq!(load_look(&data, &typed(&blank, at!(unit.duties), "职能")), None);
    }
}

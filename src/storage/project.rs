//! The project file: UTF-8 JSON in a stable order, `format_version` first.

use std::{fs::File, io::Read, path::Path};

use serde::Serialize;

use crate::document::{Document, FORMAT_VERSION, check_structure};

use super::{
    disk::{fs, is_dir},
    encoding::text_of,
    fingerprint::{DiskState, Fingerprint},
    migrations::{self, Migration, Root, migrate},
    open_error::{OpenError, is_busy},
    patience::patiently,
    safe_write::{Former, folder_of, replace},
    save_error::SaveError,
    syntax::refusal,
};

/// No project comes near this size; a larger file must be something else.
pub const MAX_FILE_BYTES: u64 = 16 << 20;

const VERSION_FIELD: &str = "format_version";

/// A project file that was read.
#[derive(Debug)]
pub struct LoadedProject {
    pub document: Document,
    /// What was in the file, to notice a later change by someone else.
    pub fingerprint: Fingerprint,
}

/// What a save does when someone else has changed the file since it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfChanged {
    /// Refuses with [`SaveError::ChangedOnDisk`].
    Refuse,
    /// Replaces the file; the user has decided so. The other version stays as the backup.
    Overwrite,
    /// Recreates a file that is gone; the user has decided so. One that has come back is refused as changed.
    MakeAnew,
}

/// Reads the project file at `path`.
pub fn read_project(path: &Path) -> Result<LoadedProject, OpenError> {
    let bytes = read_capped(path)?;
    let document = parse_project(&bytes)?;
    Ok(LoadedProject { document, fingerprint: Fingerprint::of(&bytes) })
}

/// The file's bytes; never more than [`MAX_FILE_BYTES`], and never from a pipe or device, which might not end.
fn read_capped(path: &Path) -> Result<Vec<u8>, OpenError> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(OpenError::NotAFile);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(MAX_FILE_BYTES)).unwrap_or_default());
    patiently(is_busy, || fs::open(path, File::options().read(true)))?
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(OpenError::TooLarge);
    }
    Ok(bytes)
}

/// Reads the content of a project file.
pub fn parse_project(bytes: &[u8]) -> Result<Document, OpenError> {
    let mut document = parse_text(text_of(bytes)?)?;
    document.blank_unreadable();
    Ok(document)
}

fn parse_text(text: &str) -> Result<Document, OpenError> {
    let parsed = Document::from_json(text).map_err(|error| refusal(text, &error));
    match parsed {
        Ok(mut document) => {
            // Not a field of the document, so it was kept among the unknown ones.
            let version = document.unknown.take(VERSION_FIELD).ok_or(OpenError::NotAProject)?;
            match version.get().parse::<u32>() {
                Ok(FORMAT_VERSION) => Ok(document),
                Ok(version) => lift(text, version, migrations::ALL),
                Err(_) => Err(OpenError::BadVersion),
            }
        }
        // A file of another version may not fit this version's types: then the version is what matters. If a file of a
        // former version cannot be read either, its fault is reported at its place in the file, not in the lifted text.
        Err(error) => match version_in(text) {
            Some(version) if version > FORMAT_VERSION => Err(OpenError::Newer(version)),
            Some(version) if version < FORMAT_VERSION => lift(text, version, migrations::ALL).map_err(|_| error),
            _ => Err(error),
        },
    }
}

/// The version stated in a file that could not be read as a document.
fn version_in(text: &str) -> Option<u32> {
    let mut root: Root = serde_json::from_str(text).ok()?;
    root.take_raw(VERSION_FIELD)?.get().parse().ok()
}

/// Reads a file of another version; `migrations` lead up to the current one.
fn lift(text: &str, version: u32, migrations: &[Migration]) -> Result<Document, OpenError> {
    if version as usize > migrations.len() + 1 {
        return Err(OpenError::Newer(version));
    }
    if version == 0 {
        return Err(OpenError::BadVersion);
    }
    let read = check_structure(text).and_then(|()| serde_json::from_str(text));
    let mut root: Root = read.map_err(|error| refusal(text, &error))?;
    root.take_raw(VERSION_FIELD);
    migrate(&mut root, version, migrations);
    let lifted = serde_json::to_string(&root).map_err(|error| refusal(text, &error))?;
    Document::from_json(&lifted).map_err(|error| refusal(&lifted, &error))
}

/// The content of the project file: the same document always gives the same bytes.
pub fn write_project(document: &Document) -> Result<Vec<u8>, SaveError> {
    #[derive(Serialize)]
    struct ProjectFile<'a> {
        format_version: u32,
        #[serde(flatten)]
        document: &'a Document,
    }
    let file = ProjectFile { format_version: FORMAT_VERSION, document };
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(|_| SaveError::NotReadable)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Whether this is a project file, whole or not: the way in which we write one, or any other JSON with a version.
pub(super) fn is_project(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let first = bytes.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    let is_written_by_us = first.strip_prefix(b"\"").is_some_and(|rest| rest.starts_with(VERSION_FIELD.as_bytes()));
    is_written_by_us || std::str::from_utf8(bytes).ok().and_then(version_in).is_some()
}

/// Saves `document` at `path`, replacing the file whole or not at all and keeping the former one as `.bak`.
///
/// `opened` is what the file held when we last saw it; `None` for a file that we never saw, which is not replaced
/// either unless told to. Comparing and replacing are one step: of two programs that save at the same moment, the
/// second is refused.
///
/// # Errors
/// [`SaveError::ChangedOnDisk`] and [`SaveError::Gone`] are questions for the user, asked unless told to
/// [`IfChanged::Overwrite`]; in every case the file is as it was.
pub fn save_project(
    path: &Path,
    document: &Document,
    opened: Option<&Fingerprint>,
    if_changed: IfChanged,
) -> Result<Fingerprint, SaveError> {
    let bytes = write_project(document)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(SaveError::TooLarge);
    }
    // Never report a save as done that could not be opened again.
    if parse_project(&bytes).ok().as_ref() != Some(document) {
        return Err(SaveError::NotReadable);
    }
    let fingerprint = Fingerprint::of(&bytes);
    let state = fingerprint.compare(path)?;
    if state == DiskState::Same {
        return Ok(fingerprint);
    }
    let former = match (if_changed, opened) {
        (IfChanged::Overwrite, _) => Former::Any,
        (IfChanged::MakeAnew, _) => Former::Missing,
        (IfChanged::Refuse, Some(_)) if state == DiskState::Missing && is_dir(folder_of(path)) => {
            return Err(SaveError::Gone);
        }
        (IfChanged::Refuse, Some(opened)) => Former::Is(opened),
        (IfChanged::Refuse, None) => Former::Missing,
    };
    // Checked before the work of writing, and once more at the moment of replacing.
    if let Former::Is(opened) = former
        && opened.compare(path)? == DiskState::Changed
    {
        return Err(SaveError::ChangedOnDisk);
    }
    replace(path, &bytes, former)?;
    Ok(fingerprint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Edit, Entry},
        storage::backup_path,
    };

    fn with_year(year: u32) -> Document {
        let edit = Edit::Set { path: at!(unit.year), entry: Entry::Count(year) };
        Document::default().apply(&edit).expect("year")
    }

    #[test]
    fn the_version_stands_first_and_is_no_part_of_the_document() {
        let bytes = write_project(&with_year(2024)).expect("bytes");
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        assert!(text.starts_with("{\n  \"format_version\": 2,\n  \"unit\": {\n    \"department\": null,"), "{text}");
        assert!(text.ends_with("}\n"));
        assert_eq!(parse_project(&bytes), Ok(with_year(2024)));
    }

    #[test]
    fn only_files_of_this_version_open() {
        let open = |text: &str| parse_project(text.as_bytes());
        assert_eq!(open(r#"{"format_version": 1}"#), Ok(Document::default()));
        assert_eq!(open("{}"), Err(OpenError::NotAProject));
        assert_eq!(open(r#"{"name": "x", "version": "1"}"#), Err(OpenError::NotAProject));
        assert_eq!(open(r#"{"format_version": 2}"#), Ok(Document::default()));
        assert_eq!(open(r#"{"format_version": 3}"#), Err(OpenError::Newer(3)));
        assert_eq!(open(r#"{"format_version": 3, "review": {"signatures": 0}}"#), Err(OpenError::Newer(3)));
        assert_eq!(open(r#"{"unit": "changed its type", "format_version": 7}"#), Err(OpenError::Newer(7)));
        for bad in ["0", "-1", "1.0", "\"1\"", "null", "[]", "99999999999"] {
            let text = format!(r#"{{"format_version": {bad}}}"#);
            assert_eq!(open(&text), Err(OpenError::BadVersion), "{bad}");
        }
    }

    #[test]
    fn a_file_of_a_former_version_is_lifted() {
        let rename: Migration = |root| {
            if let Some(former) = root.take_raw("overview") {
                root.put_raw("unit", former);
            }
        };
        let text = r#"{"format_version": 1, "overview": {"year": 2024}, "later": [1]}"#;
        let lifted = lift(text, 1, &[rename]).expect("lifted");
        assert_eq!(lifted.unit.year, Some(2024));
        assert_eq!(lifted.unknown["later"].get(), "[1]");
        assert!(!lifted.unknown.contains_key(VERSION_FIELD));
        assert_eq!(lift(text, 3, &[rename]), Err(OpenError::Newer(3)));
        let twice = r#"{"format_version": 1, "overview": {"year": 1, "year": 2}}"#;
        assert!(matches!(lift(twice, 1, &[rename]), Err(OpenError::Content { .. })));
    }

    #[test]
    fn what_someone_else_wrote_is_not_replaced_unasked() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.juesuan");
        let save = |year, opened, if_changed| save_project(&path, &with_year(year), opened, if_changed);
        let year = || read_project(&path).expect("opens").document.unit.year;

        let first = save(1, None, IfChanged::Refuse).expect("a new file");
        assert_eq!(save(2, None, IfChanged::Refuse), Err(SaveError::ChangedOnDisk), "a file that we never saw");
        save(2, Some(&first), IfChanged::Refuse).expect("our own file");
        assert_eq!(save(3, Some(&first), IfChanged::Refuse), Err(SaveError::ChangedOnDisk));
        assert_eq!(year(), Some(2));
        save(3, Some(&first), IfChanged::Overwrite).expect("told to");
        assert_eq!(read_project(&backup_path(&path)).expect("backup").document.unit.year, Some(2));
    }

    #[test]
    fn a_file_that_is_gone_is_made_anew_only_when_told_to() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("部门").join("a.juesuan");
        let save = |year, opened, if_changed| save_project(&path, &with_year(year), opened, if_changed);
        fs::create_dir(folder.path().join("部门")).expect("folder");
        let seen = save(1, None, IfChanged::Refuse).expect("a new file");
        for year in [1, 2] {
            fs::rename(&path, folder.path().join("moved")).expect("moved by a colleague");
            assert_eq!(save(year, Some(&seen), IfChanged::Refuse), Err(SaveError::Gone), "even unchanged");
            assert!(!path.exists());
            save(1, Some(&seen), IfChanged::MakeAnew).expect("told to");
            assert_eq!(save(5, Some(&seen), IfChanged::MakeAnew), Err(SaveError::ChangedOnDisk), "it is back");
        }
        fs::remove_dir_all(folder.path().join("部门")).expect("removed");
        assert_eq!(save(3, Some(&seen), IfChanged::Refuse), Err(SaveError::NoFolder));
        assert_eq!(save(3, Some(&seen), IfChanged::Overwrite), Err(SaveError::NoFolder));
    }

    #[test]
    fn a_project_file_is_told_from_any_other() {
        for project in ["{\n  \"format_version\": 1,\n  \"uni", "\u{feff}{\"unit\": {}, \"format_version\": 2}"] {
            assert!(is_project(project.as_bytes()), "{project}");
        }
        for other in ["", "{", "notes", "{\"version\": 1}", "{\"x\": {\"format_version\": 1}}", "[1]"] {
            assert!(!is_project(other.as_bytes()), "{other}");
        }
        assert!(!is_project(b"\xFF\xFE{"));
    }

    #[test]
    fn saving_what_the_file_holds_already_touches_nothing() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.json");
        let seen = save_project(&path, &with_year(1), None, IfChanged::Refuse).expect("saved");
        save_project(&path, &with_year(1), Some(&seen), IfChanged::Refuse).expect("saved");
        assert!(!backup_path(&path).exists());
    }

    #[test]
    fn what_could_not_be_opened_again_is_not_saved() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.json");
        let mut document = Document::default();
        document.performance.deduction.0 = Some(rust_decimal::Decimal::new(1, 9));
        assert_eq!(save_project(&path, &document, None, IfChanged::Refuse), Err(SaveError::NotReadable));
        assert!(!path.exists());
    }

    #[test]
    fn pipes_folders_and_endless_files_are_refused() {
        let folder = tempfile::tempdir().expect("folder");
        assert_eq!(read_project(folder.path()).expect_err("refused"), OpenError::NotAFile);
        assert_eq!(read_project(&folder.path().join("none")).expect_err("refused"), OpenError::NotFound);
        let large = folder.path().join("large");
        File::create(&large).and_then(|file| file.set_len(MAX_FILE_BYTES + 1)).expect("a large file");
        assert_eq!(read_project(&large).expect_err("refused"), OpenError::TooLarge);
        if cfg!(unix) {
            assert_eq!(read_project(Path::new("/dev/zero")).expect_err("refused"), OpenError::NotAFile);
        }
    }
}

//! Writes exported files: all or none.
//!
//! Every file is written beside its place and flushed before the first one is put in place, so that a full disk, a
//! forbidden folder or a document that is open in Word leaves everything as it was. What was there before is kept until
//! the last file is in place, and is put back when one of them cannot be.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use super::{
    disk::{fs, is_dir},
    fingerprint::{DiskState, Fingerprint},
    open_error::is_busy,
    output_error::{LeftBehind, OutputError, OutputFault},
    patience::patiently,
    safe_write::{Staged, folder_of, put_in_place, second_of},
    save_error::SaveError,
};

use tempfile::TempPath;

/// Checks, before the work is done, whether a file could be written there, or files in a folder, which is created when
/// its parent exists.
///
/// # Errors
/// What can be found out without writing.
pub fn check_output(path: &Path, is_folder: bool) -> Result<(), OutputError> {
    let fail = |fault: OutputFault| Err(OutputError::new(path, fault));
    if path.as_os_str().is_empty() {
        return fail(OutputFault::BadName);
    }
    match fs::metadata(path) {
        Ok(metadata) if is_folder => {
            if metadata.is_dir() {
                Ok(())
            } else {
                fail(OutputFault::IsFile)
            }
        }
        Ok(metadata) if !metadata.is_file() => fail(OutputFault::IsFolder),
        Ok(metadata) if metadata.permissions().readonly() => fail(OutputFault::ReadOnly),
        Ok(_) => let_go(path).or_else(fail),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::metadata(folder_of(path)) {
            Ok(folder) if folder.is_dir() && path.file_name().is_some() => Ok(()),
            _ => fail(OutputFault::NoFolder),
        },
        Err(error) => fail(SaveError::from(error).into()),
    }
}

/// Word and Excel let nobody else write to what they have open.
fn let_go(path: &Path) -> Result<(), OutputFault> {
    let opened = patiently(is_busy, || fs::open(path, File::options().write(true)));
    opened.map(drop).map_err(|error| SaveError::from(error).into())
}

/// Whether both names lead to the same file or folder; neither need exist.
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let resolved = fs::canonicalize(path).or_else(|_| {
            let folder = fs::canonicalize(folder_of(path))?;
            Ok::<_, io::Error>(folder.join(path.file_name().unwrap_or_default()))
        });
        let place = resolved.or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
        // Windows ignores case in names.
        if cfg!(windows) { place.to_string_lossy().to_lowercase().into() } else { place }
    };
    place(one) == place(other)
}

/// Writes all files, or none. A missing folder is created when its parent exists.
///
/// # Errors
/// The first file that cannot be written.
pub fn write_outputs(files: &[(PathBuf, Vec<u8>)]) -> Result<(), OutputError> {
    write_outputs_by(files, &mut |_, staged| staged.put_in_place())
}

/// Puts the file of this number in place; a parameter so that tests can make it fail.
type Put<'a> = &'a mut dyn FnMut(usize, Staged) -> Result<(), SaveError>;

fn write_outputs_by(files: &[(PathBuf, Vec<u8>)], put: Put) -> Result<(), OutputError> {
    let made = make_folders(files)?;
    let result = write_into_folders(files, put);
    if result.is_err() {
        for folder in made {
            // Removes the folder only if it is empty.
            let _ = fs::remove_dir(folder);
        }
    }
    result
}

fn write_into_folders(files: &[(PathBuf, Vec<u8>)], put: Put) -> Result<(), OutputError> {
    let mut staged = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        check_output(path, false)?;
        staged.push(Staged::write(path, bytes).map_err(|error| OutputError::new(path, error))?);
    }
    let mut formers = Vec::with_capacity(files.len());
    for (index, (path, bytes)) in files.iter().enumerate() {
        let is_last = index + 1 == files.len();
        let former = Former::keep(staged[index].target(), bytes, is_last);
        formers.push(former.map_err(|error| OutputError::new(path, error))?);
    }
    for (index, staged) in staged.into_iter().enumerate() {
        if let Err(error) = put(index, staged) {
            let written =
                formers.into_iter().take(index).rev().filter_map(|former| former.bring_back().err()).collect();
            return Err(OutputError { written, ..OutputError::new(&files[index].0, error) });
        }
    }
    Ok(())
}

/// What a place held before, until all files are in place.
struct Former {
    path: PathBuf,
    written: Fingerprint,
    kept: Option<TempPath>,
}

impl Former {
    /// Once the last file is in place, nothing can fail any more.
    fn keep(path: &Path, bytes: &[u8], is_last: bool) -> Result<Self, SaveError> {
        let is_there = !is_last && fs::symlink_metadata(path).is_ok();
        let kept = if is_there { Some(second_of(path)?) } else { None };
        Ok(Self { path: path.to_owned(), written: Fingerprint::of(bytes), kept })
    }

    /// Puts the former content back. If that fails, it is kept under a name of its own.
    fn bring_back(self) -> Result<(), LeftBehind> {
        let Some(kept) = self.kept else {
            // Removes only what we have written: somebody may have saved there since.
            let is_ours = self.written.compare(&self.path).is_ok_and(|state| state == DiskState::Same);
            return match is_ours.then(|| fs::remove_file(&self.path)) {
                Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => {
                    Err(LeftBehind { path: self.path, former: None })
                }
                _ => Ok(()),
            };
        };
        // If putting it back fails, the temporary file is removed, and with it the only copy: so a second one is made.
        let aside = aside(&kept, &self.path);
        match put_in_place(kept, &self.path) {
            Ok(()) => {
                if let Some(aside) = aside {
                    let _ = fs::remove_file(aside);
                }
                Ok(())
            }
            Err(error) => {
                log::warn!("a former file could not be put back: {error}");
                Err(LeftBehind { path: self.path, former: aside })
            }
        }
    }
}

/// The former content under a name that a person can find: `a（导出前）.docx`.
fn aside(kept: &Path, path: &Path) -> Option<PathBuf> {
    let stem = path.file_stem()?.to_string_lossy();
    let ending = path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    (1..100).find_map(|number| {
        let number = if number == 1 { String::new() } else { number.to_string() };
        let name = path.with_file_name(format!("{stem}（导出前{number}）{ending}"));
        let is_free = fs::symlink_metadata(&name).is_err();
        let done = is_free && fs::hard_link(kept, &name).or_else(|_| fs::copy(kept, &name).map(drop)).is_ok();
        done.then_some(name)
    })
}

/// Makes the folders that are missing, one level deep; answers with those made.
fn make_folders(files: &[(PathBuf, Vec<u8>)]) -> Result<Vec<PathBuf>, OutputError> {
    let mut made: Vec<PathBuf> = Vec::new();
    for (path, _) in files {
        let folder = folder_of(path);
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            Err(_) if is_dir(folder) => {}
            Err(error) => {
                let fault = match error.kind() {
                    io::ErrorKind::AlreadyExists => OutputFault::IsFile,
                    _ => SaveError::from(error).into(),
                };
                for folder in made {
                    let _ = fs::remove_dir(folder);
                }
                return Err(OutputError::new(folder, fault));
            }
        }
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .expect("folder")
            .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn all_files_are_written_into_a_new_folder_too() {
        let folder = tempfile::tempdir().expect("folder");
        let files = [("a.docx", "1"), ("图/1.svg", "2"), ("图/2.svg", "3")]
            .map(|(name, content)| (folder.path().join(name), content.as_bytes().to_vec()));
        fs::write(&files[0].0, "old").expect("former");
        write_outputs(&files).expect("written");
        for (path, content) in &files {
            assert_eq!(&fs::read(path).expect("file"), content);
        }
        assert_eq!(names(folder.path()), ["a.docx", "图"]);
        assert_eq!(names(&folder.path().join("图")), ["1.svg", "2.svg"]);
    }

    #[test]
    fn one_place_that_cannot_be_written_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.docx"), "old").expect("former");
        fs::write(at("图"), "a file").expect("former");
        fs::create_dir(at("b.pdf")).expect("folder");
        fs::write(at("c.xlsx"), "old").expect("former");
        let mut permissions = fs::metadata(at("c.xlsx")).expect("metadata").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(at("c.xlsx"), permissions).expect("read-only");
        let before = names(folder.path());
        for (bad, named, fault) in [
            ("b.pdf", "b.pdf", OutputFault::IsFolder),
            ("c.xlsx", "c.xlsx", OutputFault::ReadOnly),
            ("没有/深/d.svg", "没有/深", OutputFault::NoFolder),
            ("图/1.svg", "图", OutputFault::IsFile),
        ] {
            let files = [at("a.docx"), at("新/1.svg"), at(bad)].map(|path| (path, b"new".to_vec()));
            let error = write_outputs(&files).expect_err(bad);
            assert_eq!(error, OutputError { path: at(named), fault, written: Vec::new() });
            assert_eq!(fs::read_to_string(at("a.docx")).expect("file"), "old");
            assert_eq!(names(folder.path()), before, "{bad}");
        }
    }

    #[test]
    fn places_are_checked_before_the_work() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "").expect("a file");
        let fault = |name: &str, is_folder| check_output(&at(name), is_folder).err().map(|error| error.fault);
        assert_eq!(fault("new", false), None);
        assert_eq!(fault("file", false), None);
        assert_eq!(fault("", false), Some(OutputFault::IsFolder));
        assert_eq!(fault("none/new", false), Some(OutputFault::NoFolder));
        assert_eq!(fault("new", true), None);
        assert_eq!(fault("", true), None);
        assert_eq!(fault("file", true), Some(OutputFault::IsFile));
        assert_eq!(fault("none/new", true), Some(OutputFault::NoFolder));
        assert_eq!(check_output(Path::new(""), false).map_err(|error| error.fault), Err(OutputFault::BadName));
    }

    #[test]
    fn a_place_can_have_several_names() {
        let folder = tempfile::tempdir().expect("folder");
        fs::create_dir(folder.path().join("a")).expect("folder");
        let at = |name: &str| folder.path().join(name);
        assert!(is_same_place(&at("x.docx"), &at("a/../x.docx")));
        assert!(is_same_place(&at("a"), &at("a/.")));
        assert!(!is_same_place(&at("x.docx"), &at("x.pdf")));
        assert!(is_same_place(Path::new("x"), Path::new("./x")));
    }

    /// Three places that hold something already, two that do not, one of them in a folder that is not there yet.
    fn exported(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        for name in ["a.docx", "b.pdf", "c.xlsx"] {
            fs::write(folder.join(name), format!("former {name}")).expect("former");
        }
        ["a.docx", "new.svg", "b.pdf", "图/1.svg", "c.xlsx"].map(|name| (folder.join(name), b"new".to_vec())).into()
    }

    fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
        names(folder).into_iter().map(|name| (name.clone(), fs::read(folder.join(name)).unwrap_or_default())).collect()
    }

    #[test]
    fn whichever_file_cannot_be_put_in_place_all_are_as_before() {
        for failing in 0..5 {
            let folder = tempfile::tempdir().expect("folder");
            let files = exported(folder.path());
            let before = contents(folder.path());
            let error = write_outputs_by(&files, &mut |index, staged| {
                if index == failing { Err(SaveError::Busy) } else { staged.put_in_place() }
            });
            let path = files[failing].0.clone();
            assert_eq!(error, Err(OutputError { path, fault: OutputFault::InUse, written: Vec::new() }));
            assert_eq!(contents(folder.path()), before, "the file of number {failing} failed");
        }
        let folder = tempfile::tempdir().expect("folder");
        let files = exported(folder.path());
        write_outputs(&files).expect("written");
        assert!(files.iter().all(|(path, _)| fs::read(path).expect("file") == b"new"));
        assert_eq!(names(folder.path()), ["a.docx", "b.pdf", "c.xlsx", "new.svg", "图"], "no former file is left");
    }

    /// As the disk itself refuses: a folder stands there since the places were checked.
    #[test]
    fn a_real_failure_of_renaming_brings_all_back() {
        for failing in [2, 4] {
            let folder = tempfile::tempdir().expect("folder");
            let files = exported(folder.path());
            let before = contents(folder.path());
            let path = files[failing].0.clone();
            let error = write_outputs_by(&files, &mut |index, staged| {
                if index == failing {
                    fs::rename(&path, folder.path().join("away")).expect("moved");
                    fs::create_dir(&path).expect("in the way");
                }
                staged.put_in_place()
            });
            assert_eq!(error.expect_err("refused").fault, OutputFault::IsFolder);
            fs::remove_dir(&path).expect("removed");
            fs::rename(folder.path().join("away"), &path).expect("moved back");
            assert_eq!(contents(folder.path()), before);
        }
    }

    #[test]
    fn what_somebody_else_saved_meanwhile_is_not_removed_and_what_cannot_come_back_is_named() {
        let folder = tempfile::tempdir().expect("folder");
        let files = exported(folder.path());
        let error = write_outputs_by(&files, &mut |index, staged| {
            if index < 4 {
                return staged.put_in_place();
            }
            fs::write(&files[1].0, "somebody's").expect("written");
            fs::remove_file(&files[0].0).expect("removed");
            fs::create_dir(&files[0].0).expect("in the way");
            Err(SaveError::DiskFull)
        });
        let former = folder.path().join("a（导出前）.docx");
        let left = LeftBehind { path: files[0].0.clone(), former: Some(former.clone()) };
        assert_eq!(error.expect_err("refused").written, [left]);
        assert_eq!(fs::read_to_string(&former).expect("kept"), "former a.docx");
        assert_eq!(fs::read_to_string(&files[1].0).expect("kept"), "somebody's");
        assert_eq!(fs::read_to_string(&files[2].0).expect("back"), "former b.pdf");
    }
}

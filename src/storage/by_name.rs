//! Opens a file by exactly its name, following no link, and lists the names in a folder.
//!
//! Anything may lie beside a user's file: links, pipes, folders, files of other programs. Code that uses a name which
//! something else could have taken goes through these functions.

use std::{
    ffi::OsString,
    fs::{File, Metadata, OpenOptions},
    io,
    path::Path,
};

use super::disk::{self, pass};

/// Opens the plain file of exactly this name. A link is not followed, a pipe or device is not waited for: both are
/// errors, and so is a folder.
pub(super) fn open_itself(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.cast_signed());
    }
    #[cfg(windows)]
    {
        // FILE_FLAG_OPEN_REPARSE_POINT: a link is opened itself, and refused below.
        std::os::windows::fs::OpenOptionsExt::custom_flags(options, 0x0020_0000);
    }
    let file = disk::fs::open(path, options)?;
    if file.metadata()?.file_type().is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Whether the name still belongs to the file that is open.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |metadata: Metadata| (metadata.dev(), metadata.ino());
    let here = disk::fs::symlink_metadata(path).map(place).ok();
    here.is_some() && here == file.metadata().map(place).ok()
}

/// Windows keeps the name of a file that is open without being shared.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    disk::fs::symlink_metadata(path).as_ref().is_ok_and(Metadata::is_file)
}

/// The names in a folder.
///
/// The standard library panics when closing the handle of a folder fails, as it may on a network drive that is just
/// going away; here such a failure is ignored.
#[cfg(unix)]
pub(super) fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
    use rustix::fs::{Dir, Mode, OFlags, open};
    use std::os::unix::ffi::OsStringExt;
    pass(folder);
    let handle = open(folder, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let mut names = Vec::new();
    for entry in Dir::new(handle)? {
        let name = entry?.file_name().to_bytes().to_vec();
        if name != b"." && name != b".." {
            names.push(OsString::from_vec(name));
        }
    }
    Ok(names)
}

/// The names in a folder.
#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "elsewhere than on Unix there is no other way")]
pub(super) fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
    pass(folder);
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_folder_lists_its_names() {
        let folder = tempfile::tempdir().expect("folder");
        for name in ["决算.json", ".hidden"] {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        fs::create_dir(folder.path().join("sub")).expect("a folder");
        let mut names = names_in(folder.path()).expect("listed");
        names.sort();
        assert_eq!(names, [".hidden", "sub", "决算.json"]);
        assert!(names_in(&folder.path().join("none")).is_err());
        assert!(names_in(&folder.path().join("决算.json")).is_err(), "a file");
    }

    #[test]
    fn only_a_plain_file_of_the_very_name_is_opened() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "x").expect("a file");
        let open = |name: &str| open_itself(&at(name), OpenOptions::new().read(true));
        let file = open("file").expect("opens");
        assert!(is_at(&file, &at("file")));
        assert!(open("none").is_err());
        fs::create_dir(at("folder")).expect("a folder");
        assert!(open("folder").is_err());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("file"), at("link")).expect("a link");
            assert!(open("link").is_err(), "what it leads to is not meant");
            rustix::fs::mknodat(
                rustix::fs::CWD,
                at("pipe"),
                rustix::fs::FileType::Fifo,
                rustix::fs::Mode::from_raw_mode(0o600),
                0,
            )
            .expect("a pipe");
            assert!(open("pipe").is_err(), "and is not waited for");
            fs::rename(at("file"), at("moved")).expect("moved");
            fs::write(at("file"), "y").expect("another");
            assert!(!is_at(&file, &at("file")));
        }
    }
}

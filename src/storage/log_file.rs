//! The log: what went wrong in the last starts, so that a start after a failure does not wipe out its trace.

use std::{fs::File, path::PathBuf};

use super::{data_folder::DataFolder, disk::fs};

const NAME: &str = "juesuan.log";
/// What was written before the log began anew.
const FORMER_NAME: &str = "juesuan-former.log";
/// A log longer than this is begun anew at the next start.
const MOST_BYTES: u64 = 256 * 1024;

/// The log file of the window program; `None` when its folder cannot be made.
pub fn log_file(data: &DataFolder) -> Option<PathBuf> {
    data.make().ok()?;
    Some(data.file(NAME))
}

/// Opens the log for appending; several programs may do so at a time.
pub fn open_log(data: &DataFolder) -> Option<File> {
    let path = log_file(data)?;
    if fs::metadata(&path).is_ok_and(|metadata| metadata.len() > MOST_BYTES) {
        // While another program has it open, it is not begun anew.
        let _ = fs::rename(&path, data.file(FORMER_NAME));
    }
    fs::open(path, File::options().create(true).append(true)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_start_adds_to_the_log_and_a_long_log_begins_anew() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path().join("new"));
        let read = |name: &str| fs::read_to_string(data.file(name)).unwrap_or_default();
        for word in ["one ", "two "] {
            open_log(&data).and_then(|mut log| log.write_all(word.as_bytes()).ok()).expect("written");
        }
        assert_eq!((read(NAME), read(FORMER_NAME)), ("one two ".to_owned(), String::new()));
        fs::write(data.file(NAME), vec![b'x'; 256 * 1024 + 1]).expect("written");
        open_log(&data).and_then(|mut log| log.write_all(b"three").ok()).expect("written");
        assert_eq!((read(NAME), read(FORMER_NAME).len()), ("three".to_owned(), 256 * 1024 + 1));
    }
}

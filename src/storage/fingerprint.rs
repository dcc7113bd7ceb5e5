//! Length and digest of a file when we last read or wrote it, to notice that someone else has changed it since.

use std::{io, path::Path};

use serde::{Deserialize, Serialize};

use crate::digest::sha256;

use super::{disk::fs, open_error::is_busy, patience::patiently};

/// Length and SHA-256 of a file's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    length: u64,
    sha256: String,
}

/// The file on disk, compared with what we last saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskState {
    Same,
    /// Someone else has written it.
    Changed,
    /// It is no longer there.
    Missing,
}

impl Fingerprint {
    pub fn of(bytes: &[u8]) -> Self {
        Self { length: bytes.len() as u64, sha256: sha256(bytes) }
    }

    /// How the file at `path` compares with this.
    pub fn compare(&self, path: &Path) -> io::Result<DiskState> {
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(DiskState::Missing),
            Err(error) => Err(error),
            Ok(metadata) if !metadata.is_file() || metadata.len() != self.length => Ok(DiskState::Changed),
            Ok(_) => {
                let same = Self::of(&patiently(is_busy, || fs::read(path))?) == *self;
                Ok(if same { DiskState::Same } else { DiskState::Changed })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_a_change_of_the_same_length() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a");
        let seen = Fingerprint::of(b"one");
        assert_eq!(seen.compare(&path).expect("state"), DiskState::Missing);
        fs::write(&path, "one").expect("write");
        assert_eq!(seen.compare(&path).expect("state"), DiskState::Same);
        fs::write(&path, "two").expect("write");
        assert_eq!(seen.compare(&path).expect("state"), DiskState::Changed);
    }
}

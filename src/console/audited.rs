//! One report read and audited, for the console and for the pages of the window.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use crate::{
    audit::Audit,
    digest::sha256,
    evidence::{self, Evidence, MOST_BYTES, Refusal},
    storage,
};

use super::{child::Brake, evidence_child::read_in_child};

/// A report, what stands in it, and what was found.
pub struct Audited {
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes.
    pub digest: String,
    pub evidence: Evidence,
    pub audit: Audit,
}

/// A file that could not be audited.
pub struct Unaudited {
    /// As files have it.
    pub state: &'static str,
    pub digest: Option<String>,
    /// A sentence for the person.
    pub why: String,
}

/// What stands in a file, or why it cannot be read.
pub(super) struct ReadFile {
    pub bytes: Vec<u8>,
    pub digest: String,
    pub evidence: Evidence,
}

/// Reads a file in a child process, where there is a program for that, and audits it.
///
/// # Errors
/// [`Unaudited`], with the state and the reason.
pub fn audit_file(program: Option<&Path>, path: &Path, brake: &Brake) -> Result<Audited, Unaudited> {
    audited(read_file(program, path, brake)?)
}

/// The same of text, or of what stands in a file.
///
/// # Errors
/// [`Unaudited`], with the state and the reason.
pub fn audit_bytes(program: Option<&Path>, bytes: Vec<u8>, brake: &Brake) -> Result<Audited, Unaudited> {
    audited(read(program, bytes, brake)?)
}

/// The same for many files, several at a time: `tell` hears of each by its number. What is not begun when the brake is
/// pulled is left.
pub fn audit_each(
    program: Option<&Path>,
    files: &[PathBuf],
    workers: usize,
    brake: &Brake,
    tell: impl Fn(usize, Result<Audited, Unaudited>) + Sync,
) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..workers.clamp(1, files.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = files.get(at).filter(|_| !brake.is_pulled()) else { return };
                    tell(at, audit_file(program, path, brake));
                }
            });
        }
    });
}

pub(super) fn read_file(program: Option<&Path>, path: &Path, brake: &Brake) -> Result<ReadFile, Unaudited> {
    let bytes = storage::read_foreign(path, MOST_BYTES).map_err(|error| Unaudited {
        state: "unreadable",
        digest: None,
        why: error.to_string(),
    })?;
    read(program, bytes, brake)
}

fn read(program: Option<&Path>, bytes: Vec<u8>, brake: &Brake) -> Result<ReadFile, Unaudited> {
    let digest = sha256(&bytes);
    let read = match program {
        Some(program) => read_in_child(program, &bytes, brake),
        None => Ok(evidence::read(&bytes)),
    };
    match read {
        Ok(Ok(evidence)) => Ok(ReadFile { bytes, digest, evidence }),
        Ok(Err(refusal)) => {
            let state = match refusal {
                Refusal::Encrypted => "protected",
                Refusal::Scanned => "scan",
                Refusal::TooSlow => "stopped",
                _ => "unreadable",
            };
            Err(Unaudited { state, digest: Some(digest), why: refusal.to_string() })
        }
        Err(error) => Err(Unaudited { state: "unreadable", digest: Some(digest), why: error.to_string() }),
    }
}

fn audited(file: ReadFile) -> Result<Audited, Unaudited> {
    let ReadFile { bytes, digest, evidence } = file;
    match unless_it_fails(|| Audit::keeping(evidence)) {
        Some((audit, evidence)) => Ok(Audited { bytes, digest, evidence, audit }),
        None => Err(Unaudited { state: "unreadable", digest: Some(digest), why: Refusal::Broken.to_string() }),
    }
}

/// A file that brings the comparison down costs its own answer.
pub(super) fn unless_it_fails<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

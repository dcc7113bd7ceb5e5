//! A child process: the program started once more for work that takes much memory, which goes when that process ends.
//!
//! An allocator gives little back of several hundred megabytes. The child touches no file: what it is to work on comes
//! by its standard input, and what it made goes by its standard output, both as messages of some words and a content.
//!
//! Files of others are read by such a child. Exports are made by one, and the pages of the preview as long as they are in sight: the window keeps what
//! stands where and the pictures in sight, the child what typst has set. Where a program may not start itself, and in
//! most tests, a thread does the same work.

use std::{
    io::{self, Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde::{Serialize, de::DeserializeOwned};

/// A message is no longer than this: more is no message.
const MOST_BYTES: u64 = 1 << 30;

/// Why the child gave no product.
#[derive(Debug, thiserror::Error)]
pub enum ChildError {
    /// A sentence for the person.
    #[error("{0}")]
    Refused(String),
    /// It could not be started.
    #[error("the process does not start: {0}")]
    NotStarted(io::Error),
    /// It broke off, or its words make no sense.
    #[error("the process broke off: {0}")]
    Broken(#[from] io::Error),
}

impl From<io::ErrorKind> for ChildError {
    fn from(kind: io::ErrorKind) -> Self {
        Self::Broken(kind.into())
    }
}

pub(super) fn put(out: &mut impl Write, words: &impl Serialize, content: &[u8]) -> io::Result<()> {
    let words = serde_json::to_vec(words)?;
    for part in [&words[..], content] {
        out.write_all(&(part.len() as u64).to_le_bytes())?;
        out.write_all(part)?;
    }
    out.flush()
}

/// Waits for a message.
pub(super) fn take<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<(T, Vec<u8>)> {
    let mut part = || -> io::Result<Vec<u8>> {
        let mut length = [0; 8];
        from.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        if length > MOST_BYTES {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut bytes = Vec::new();
        from.by_ref().take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    };
    let words = part()?;
    Ok((serde_json::from_slice(&words)?, part()?))
}

/// Starts the program as the child that `mark` asks for, without a console window of its own.
pub(super) fn start(program: &Path, mark: &str) -> Result<Child, ChildError> {
    command(program, mark).spawn().map_err(ChildError::NotStarted)
}

/// The same for a child that may die of what it is given, of which nobody wants to hear.
pub(super) fn start_quietly(program: &Path, mark: &str) -> Result<Child, ChildError> {
    command(program, mark).stderr(Stdio::null()).spawn().map_err(ChildError::NotStarted)
}

fn command(program: &Path, mark: &str) -> Command {
    let mut command = Command::new(program);
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    command.arg(mark).stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// Whatever it said last, it must not stay.
pub(super) fn stop(child: &mut Child) {
    // It may have ended by itself.
    let _ = child.kill();
    let _ = child.wait();
}

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
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
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

/// Ends children before their time: whoever gives up what they work for pulls it.
#[derive(Clone, Default)]
pub struct Brake(Arc<(Mutex<bool>, Condvar)>);

impl Brake {
    pub fn pull(&self) {
        *self.is_pulled_now() = true;
        self.0.1.notify_all();
    }

    pub fn is_pulled(&self) -> bool {
        *self.is_pulled_now()
    }

    fn is_pulled_now(&self) -> MutexGuard<'_, bool> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is pulled, until [`Brake::ring`] after `is_done`, or so long; true if it took so long.
    pub(super) fn wait(&self, is_done: &AtomicBool, most: Duration) -> bool {
        let goes_on = |is_pulled: &mut bool| !*is_pulled && !is_done.load(Ordering::Acquire);
        let waited = self.0.1.wait_timeout_while(self.is_pulled_now(), most, goes_on);
        waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Whoever waits looks again.
    pub(super) fn ring(&self, is_done: &AtomicBool) {
        let _waits = self.is_pulled_now();
        is_done.store(true, Ordering::Release);
        self.0.1.notify_all();
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

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(600);

    #[test]
    fn whoever_waits_goes_on_when_it_is_pulled_or_when_the_work_is_done() {
        let (brake, is_done) = (Brake::default(), AtomicBool::new(false));
        assert!(brake.wait(&is_done, Duration::ZERO), "it takes too long");
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| brake.wait(&is_done, LONG));
            brake.ring(&is_done);
            assert!(!waits.join().expect("it goes on"));
        });
        let other = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| brake.wait(&other, LONG));
            brake.clone().pull();
            assert!(!waits.join().expect("it goes on"));
        });
        assert!(brake.is_pulled() && !brake.wait(&other, LONG), "once pulled, nobody waits");
    }
}

//! A file of others is read in a process of its own, within limits of time and memory: what brings that process down is
//! a sentence here.

use std::{
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
    process::ExitCode,
    sync::atomic::AtomicBool,
    thread,
};

use crate::evidence::{self, CHILD_MEMORY, CHILD_TIME, Evidence, MOST_BYTES, Refusal};

use super::child::{self, Brake, ChildError};

/// The first argument by which the program is asked to be such a child.
pub const EVIDENCE_MARK: &str = "--evidence-child";

/// What the child says is no longer.
const MOST_SAID: u64 = 512 << 20;

/// The child: reads a file from standard input, writes what stands in it to standard output. `limit_memory` makes the
/// process end when it asks for more.
pub fn run_evidence_child(limit_memory: impl FnOnce(usize)) -> ExitCode {
    limit_memory(CHILD_MEMORY);
    let mut bytes = Vec::new();
    let taken = io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes);
    let written =
        taken.and_then(|_| evidence::write_lines(&evidence::read(&bytes), &mut BufWriter::new(io::stdout().lock())));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        // Nobody is left to be told.
        Err(_) => ExitCode::FAILURE,
    }
}

/// Has `program` read a file, and ends it when it takes too long or when the brake is pulled.
///
/// # Errors
/// Only if the child cannot be started; a child that dies is a [`Refusal`].
pub fn read_in_child(program: &Path, bytes: &[u8], brake: &Brake) -> Result<Result<Evidence, Refusal>, ChildError> {
    read_at_most(MOST_SAID, program, bytes, brake)
}

/// The same of a child that may say so many bytes.
///
/// # Errors
/// As [`read_in_child`].
pub fn read_at_most(
    most: u64,
    program: &Path,
    bytes: &[u8],
    brake: &Brake,
) -> Result<Result<Evidence, Refusal>, ChildError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Ok(Err(Refusal::TooLarge));
    }
    let mut child = child::start_quietly(program, EVIDENCE_MARK)?;
    let (to_child, from_child) = (child.stdin.take(), child.stdout.take());
    let is_done = AtomicBool::new(false);
    let read = thread::scope(|scope| {
        scope.spawn(move || {
            // A child that refuses early does not read to the end.
            if let Some(mut to_child) = to_child {
                let _ = to_child.write_all(bytes);
            }
        });
        let watch = scope.spawn(|| {
            let is_late = brake.wait(&is_done, CHILD_TIME);
            child::stop(&mut child);
            is_late
        });
        let read = from_child.map(|out| evidence::read_lines(&mut BufReader::new(out.take(most))));
        brake.ring(&is_done);
        let is_late = watch.join().unwrap_or_default();
        match read {
            Some(Ok(read)) => read,
            _ if is_late => Err(Refusal::TooSlow),
            _ => Err(Refusal::Broken),
        }
    });
    Ok(read)
}

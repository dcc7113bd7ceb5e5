//! Failures of the disk that pass: what is tried again, and for how long.

use std::{io, thread, time::Duration};

use super::open_error::is_busy;

/// How long a virus scanner or a sync client is given to let go of a file, between one attempt and the next.
const PATIENCE_MS: [u64; 6] = [10, 25, 50, 100, 200, 400];

/// ERROR_ACCESS_DENIED is what Windows says, too, while a scanner holds the file.
pub(super) fn is_let_go_soon(error: &io::Error) -> bool {
    is_busy(error) || error.kind() == io::ErrorKind::Interrupted || (cfg!(windows) && error.raw_os_error() == Some(5))
}

/// Tries again what a signal has interrupted.
pub(super) fn uninterrupted<T>(mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match attempt() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// Tries again after a while, as long as the failure may be temporary.
pub(super) fn patiently<T>(
    passes: impl Fn(&io::Error) -> bool,
    mut attempt: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    for pause in PATIENCE_MS {
        match attempt() {
            Err(error) if passes(&error) => thread::sleep(Duration::from_millis(pause)),
            done => return done,
        }
    }
    attempt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passing_failure_is_tried_again_and_any_other_is_not() {
        let mut left = 2;
        let done = patiently(
            |error| error.kind() == io::ErrorKind::ResourceBusy,
            || {
                left -= 1;
                if left > 0 { Err(io::ErrorKind::ResourceBusy.into()) } else { Ok("done") }
            },
        );
        assert_eq!(done.expect("at last"), "done");
        let mut attempts = 0;
        let failed: io::Result<()> = patiently(
            |_| false,
            || {
                attempts += 1;
                Err(io::ErrorKind::PermissionDenied.into())
            },
        );
        assert!(failed.is_err());
        assert_eq!(attempts, 1);
    }

    #[test]
    fn what_a_signal_interrupts_is_tried_again() {
        let mut left = 3;
        let synced = uninterrupted(|| {
            left -= 1;
            if left > 0 { Err(io::ErrorKind::Interrupted.into()) } else { Ok(left) }
        });
        assert_eq!(synced.expect("at last"), 0);
        assert!(is_let_go_soon(&io::ErrorKind::Interrupted.into()), "a renaming, too");
        assert!(uninterrupted(|| Err::<(), _>(io::ErrorKind::StorageFull.into())).is_err());
    }
}

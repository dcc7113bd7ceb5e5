//! From version 1 to 2: everything that version 2 adds may be missing, so a file of version 1 needs no change.
//!
//! The number was raised so that an older program refuses the file with a clear message instead of dropping what it
//! does not know. Cells with a value beside an unreadable text are mended when a file of any version is read
//! (`Document::blank_unreadable`).

use super::Root;

/// Lifts a file of version 1.
pub(super) fn lift(_: &mut Root) {}

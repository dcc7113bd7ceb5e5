//! Version 2: everything that it adds may be missing, so that a file of version 1 is one of version 2 as it stands.
//!
//! The number was raised so that an older program refuses the file by name instead of reading it without what it does
//! not know. Cells that hold a value beside an unreadable text are mended in files of each version, when they are read
//! (`Document::blank_unreadable`).

use super::Root;

/// Lifts a file of version 1.
pub(super) fn lift(_: &mut Root) {}

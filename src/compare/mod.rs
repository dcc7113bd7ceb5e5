//! Comparing and merging: how two contents differ, how one becomes the other, and how the changes of two people go into
//! one file.
//!
//! Only content is compared, never review data. Rows are matched by what they are about (code, name) before they are
//! compared, so that an inserted row is one change and not many. Each [`Change`] consists of primitive [`Step`]s which
//! can be applied and taken back; all of them together lead from the old content to the new one exactly.

mod change;
mod difference;
mod matching;
mod merge;
mod merge_lists;
mod step;
#[cfg(test)]
pub(crate) mod testing;
mod words;

pub use change::{Change, apply_changes, by_tab};
pub use difference::compare;
pub use merge::{Conflict, Merge, Side};
pub use step::Step;
pub use words::{Segment, SegmentKind, marked_words};

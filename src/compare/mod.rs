//! Comparing and merging: how two contents differ, how one becomes the other, and how the changes of two people go into
//! one file.
//!
//! Only content is compared, never review data. Rows are matched by what they are about (code, name) before they are
//! compared, so that an inserted row is one change and not many. Each [`Change`] consists of primitive [`Step`]s which
//! can be applied and taken back; all of them together lead from the old content to the new one exactly.
//!
//! # What a change is
//!
//! An [`Edit`](crate::document::Edit) changes the document. A [`Step`] is an edit of one value or row that knows what
//! was there before, so that it can be taken back; a comparison ([`Change`]), a merge and the record of a save
//! (`SavedChange`, its form in the file) are made of steps. What a change did is a
//! [`ChangeKind`](crate::document::ChangeKind), on screen as in the file. Changes of rows are a `RowShift` in all of
//! them: paths, cells, measures, notes and links follow it.

mod change;
mod difference;
mod matching;
mod merge;
mod merge_lists;
mod merge_marks;
mod step;
#[cfg(test)]
pub(crate) mod testing;
mod words;

pub use change::{Change, apply_changes, by_tab};
pub use difference::compare;
pub use merge::{Conflict, Merge, MergeSide};
pub use step::Step;
pub use words::{Segment, SegmentKind, marked_words};

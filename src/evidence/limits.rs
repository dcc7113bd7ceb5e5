//! How much of a file is read. A person's file is far below, a bomb far above.

use std::time::Duration;

/// A larger file is not read.
pub const MOST_BYTES: u64 = 100 << 20;
/// The memory that the child may use.
pub const CHILD_MEMORY: usize = 512 << 20;
/// How long the child may take.
pub const CHILD_TIME: Duration = Duration::from_secs(10);
/// More filled cells than any workbook of accounts has.
pub const MOST_CELLS: usize = 2_000_000;

/// What one part of an archive may unfold to.
pub(super) const MOST_OF_PART: u64 = 160 << 20;
/// What all parts that are read may unfold to.
pub(super) const MOST_UNFOLDED: u64 = 300 << 20;
/// Parts of an archive.
pub(super) const MOST_PARTS: usize = 20_000;
/// Elements within elements.
pub(super) const DEEPEST: usize = 256;
/// Nodes of a part that is read whole.
pub(super) const MOST_NODES: usize = 3_000_000;
/// A longer text of a cell or paragraph is cut.
pub(super) const LONGEST_TEXT: usize = 40_000;
/// Pages of a PDF.
pub(super) const MOST_PAGES: usize = 2_000;

//! What the window knows for the screens of comparison, merge and former saves.

use std::sync::Arc;

use crate::{
    compare::{Merge, MergeSide},
    storage::Generation,
    workflow::Comparison,
};

/// What the window knows for these screens.
#[derive(Default)]
pub struct ComparingDesk {
    /// What is being worked out, in words.
    pub busy: Option<&'static str>,
    pub comparison: Option<Arc<ShownComparison>>,
    /// A merge whose conflicts are to be settled.
    pub merge: Option<Arc<ShownMerge>>,
    /// The former saves of this file on this computer, the latest first.
    pub generations: Arc<[Generation]>,
}

/// A comparison on screen. The open document is the new side, so that its places can be gone to.
#[derive(Debug, PartialEq)]
pub struct ShownComparison {
    /// What the open document is compared with, in words.
    pub old: String,
    /// The open document, in words.
    pub new: String,
    pub comparison: Comparison,
    /// The revision of the document that was compared.
    pub revision: u64,
}

/// A merge on screen.
#[derive(Debug)]
pub struct ShownMerge {
    /// The other file, in words.
    pub theirs: String,
    /// Whether it is known what both began with.
    pub has_origin: bool,
    /// What is to be merged.
    pub merge: Merge,
    /// The revision of the document that is merged into.
    pub revision: u64,
    /// What is offered first where both have changed a place: the later one, as far as that is known.
    pub offered: MergeSide,
}

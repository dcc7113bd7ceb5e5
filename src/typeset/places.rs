//! Where on a page each number and text stands.

use serde::{Deserialize, Serialize};

use crate::{document::Path, figures::Source};

/// A rectangle on a page, in points from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// From the left.
    pub left: f32,
    /// From the top.
    pub top: f32,
    /// From the left.
    pub right: f32,
    /// From the top.
    pub bottom: f32,
}

impl Rect {
    /// Whether a place lies in it.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// The smallest one that holds both.
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// What a marked piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MarkKind {
    Figure,
    /// What a person wrote.
    Text,
    /// What a person has still to write.
    Blank,
}

/// A number or text on a page; one that goes over several lines is several of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarkedText {
    pub rect: Rect,
    pub kind: MarkKind,
    /// Its words on this line.
    pub text: String,
    /// Where it comes from.
    pub source: Source,
}

/// The label that carries the address of a piece of text through typst. It is not a running number: a label must not
/// change when something is put in before it, or everything after it would be set anew.
pub(super) fn label_of(kind: MarkKind, source: &Source) -> String {
    let kind = match kind {
        MarkKind::Figure => "n",
        MarkKind::Text => "w",
        MarkKind::Blank => "b",
    };
    format!("{kind}:{source}")
}

impl MarkedText {
    /// Where a person writes it, if it is a text.
    pub fn written_at(&self) -> Option<Path> {
        match (self.kind, &self.source) {
            (MarkKind::Text | MarkKind::Blank, Source::Entered(path)) => Some(*path),
            _ => None,
        }
    }
}

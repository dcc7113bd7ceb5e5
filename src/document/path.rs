//! The address of one entered value inside the document.
//!
//! A path is written as a JSON pointer (`/expenditure/lines/3/basic`), in findings as in notes, so that what the
//! console program prints can be found in the project file with any tool.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use crate::effort;

/// Deepest nesting of the document: `/performance/projects/0/indicators/0/actual`.
pub const MAX_DEPTH: usize = 6;

/// One step of a [`Path`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathStep {
    /// A field, by its name in the file.
    Field(&'static str),
    /// A row of a list, counted from 0.
    Row(u32),
}

/// The address of a value, record or list. Cheap to copy and compare.
#[derive(Clone, Copy, Eq)]
pub struct Path {
    steps: [PathStep; MAX_DEPTH],
    length: u8,
}

const UNUSED: PathStep = PathStep::Row(u32::MAX);

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        effort::step();
        self.steps() == other.steps()
    }
}

impl Ord for Path {
    fn cmp(&self, other: &Self) -> Ordering {
        effort::step();
        self.steps.cmp(&other.steps).then(self.length.cmp(&other.length))
    }
}

impl PartialOrd for Path {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Unused steps are left out.
impl Hash for Path {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.steps().hash(state);
    }
}

impl Path {
    /// The document itself.
    pub const ROOT: Self = Self { steps: [UNUSED; MAX_DEPTH], length: 0 };

    /// From its steps; steps beyond [`MAX_DEPTH`] do not occur in the document.
    pub fn new(steps: &[PathStep]) -> Self {
        steps.iter().fold(Self::ROOT, |path, step| path.then(*step))
    }

    #[must_use]
    pub const fn then(mut self, step: PathStep) -> Self {
        debug_assert!((self.length as usize) < MAX_DEPTH, "the document is not that deep");
        if (self.length as usize) < MAX_DEPTH {
            self.steps[self.length as usize] = step;
            self.length += 1;
        }
        self
    }

    /// A field of this record.
    #[must_use]
    pub const fn field(self, name: &'static str) -> Self {
        self.then(PathStep::Field(name))
    }

    /// A row of this list.
    #[must_use]
    pub const fn row(self, index: usize) -> Self {
        let last = u32::MAX - 1;
        self.then(PathStep::Row(if index < last as usize { index as u32 } else { last }))
    }

    /// The steps from the document down.
    pub fn steps(&self) -> &[PathStep] {
        &self.steps[..self.length as usize]
    }

    /// The record or list that this is in; the root's parent is the root.
    #[must_use]
    pub fn parent(self) -> Self {
        let steps = self.steps();
        Self::new(&steps[..steps.len().saturating_sub(1)])
    }

    /// Whether this is `other` or lies inside it.
    pub fn starts_with(&self, other: &Self) -> bool {
        self.steps().starts_with(other.steps())
    }

    /// The name of the last field on the way, e.g. `basic`.
    pub fn last_field(&self) -> Option<&'static str> {
        self.steps().iter().rev().find_map(|step| match step {
            PathStep::Field(name) => Some(*name),
            PathStep::Row(_) => None,
        })
    }

    /// The row index directly below `list`, if this lies inside that list.
    pub fn row_in(&self, list: &Self) -> Option<usize> {
        if !self.starts_with(list) {
            return None;
        }
        match self.steps().get(list.length as usize) {
            Some(PathStep::Row(index)) => Some(*index as usize),
            _ => None,
        }
    }

    /// The same address with another row index directly below `list`.
    #[must_use]
    pub fn with_row(mut self, list: &Self, index: usize) -> Self {
        if let Some(slot) = self.steps.get_mut(list.length as usize) {
            *slot = PathStep::Row(u32::try_from(index).unwrap_or(u32::MAX - 1));
        }
        self
    }
}

/// A JSON pointer.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in self.steps() {
            match step {
                PathStep::Field(name) => write!(f, "/{name}")?,
                PathStep::Row(index) => write!(f, "/{index}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The path of a value, checked by the compiler against the document's types:
/// `at!(expenditure.lines[i].basic)`.
#[macro_export]
macro_rules! at {
    (@steps $path:expr;) => { $path };
    (@steps $path:expr; . $field:ident $($rest:tt)*) => {
        $crate::at!(@steps $path.field(stringify!($field)); $($rest)*)
    };
    (@steps $path:expr; [$row:expr] $($rest:tt)*) => {
        $crate::at!(@steps $path.row($row); $($rest)*)
    };
    ($field:ident $($rest:tt)*) => {{
        #[allow(unused_variables, clippy::unnecessary_cast)]
        let _exists = |document: &$crate::document::Document| { let _ = &document.$field $($rest)*; };
        $crate::at!(@steps $crate::document::Path::ROOT.field(stringify!($field)); $($rest)*)
    }};
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_as_a_json_pointer() {
        let path = at!(expenditure.lines[3].basic);
        assert_eq!(path.to_string(), "/expenditure/lines/3/basic");
        assert_eq!(path.last_field(), Some("basic"));
        let list = at!(expenditure.lines);
        assert_eq!(path.row_in(&list), Some(3));
        assert_eq!(path.with_row(&list, 4).to_string(), "/expenditure/lines/4/basic");
        assert_eq!(path.parent().to_string(), "/expenditure/lines/3");
        assert!(path.starts_with(&list) && !list.starts_with(&path));
    }
}

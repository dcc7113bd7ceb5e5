//! Where a number stands: typed by a person, a cell of a table, or a measure.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::{
    address::{CellKey, MeasureKey},
    document::{Document, Path},
};

/// Where a number comes from: every number on screen, in a finding or in the report has one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Typed by a person.
    Entered(Path),
    /// A cell of a table.
    Cell(CellKey),
    /// A computed number that stands in no table.
    Measure(MeasureKey),
}

impl From<Path> for Source {
    fn from(path: Path) -> Self {
        Self::Entered(path)
    }
}

impl From<MeasureKey> for Source {
    fn from(key: MeasureKey) -> Self {
        Self::Measure(key)
    }
}

impl From<CellKey> for Source {
    fn from(key: CellKey) -> Self {
        Self::Cell(key)
    }
}

/// A JSON pointer or a cell name.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entered(path) => path.fmt(f),
            Self::Cell(key) => key.fmt(f),
            Self::Measure(key) => key.fmt(f),
        }
    }
}

impl FromStr for Source {
    type Err = ();
    /// Reads a JSON pointer, a cell or a measure; an address that does not exist is refused.
    fn from_str(text: &str) -> Result<Self, ()> {
        if text.starts_with('/') {
            Document::parse_path(text).map(Self::Entered).ok_or(())
        } else if text.contains('!') {
            text.parse().map(Self::Cell)
        } else {
            text.parse().map(Self::Measure)
        }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(from)?;
        text.parse().map_err(|()| D::Error::custom(format!("no such number: {text}")))
    }
}

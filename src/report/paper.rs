//! The sheets that the report is printed on, for Word as for PDF, after GB/T 9704. Measures are twentieths of a point.

use super::Orientation;

/// A sheet with its margins.
#[derive(Clone, Copy)]
pub struct Paper {
    pub width: u32,
    pub height: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
    pub left: u32,
    /// From the lower edge to the page number.
    pub footer: u32,
}

/// Type area (版心) of 156 mm × 225 mm.
const PORTRAIT: Paper =
    Paper { width: 11906, height: 16838, top: 2098, right: 1474, bottom: 1984, left: 1588, footer: 1304 };
/// Narrower margins: the official tables are wide.
const LANDSCAPE: Paper =
    Paper { width: 16838, height: 11906, top: 1418, right: 1304, bottom: 1418, left: 1304, footer: 794 };

/// For tables of few columns and many rows, which are published upright.
const UPRIGHT: Paper =
    Paper { width: 11906, height: 16838, top: 1418, right: 1134, bottom: 1418, left: 1134, footer: 794 };

impl Paper {
    pub fn of(orientation: Orientation) -> Self {
        match orientation {
            Orientation::Portrait => PORTRAIT,
            Orientation::Landscape => LANDSCAPE,
            Orientation::Upright => UPRIGHT,
        }
    }

    pub fn text_width(self) -> u32 {
        self.width - self.left - self.right
    }

    pub fn text_height(self) -> u32 {
        self.height - self.top - self.bottom
    }
}

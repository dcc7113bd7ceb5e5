//! 标记：what a cell or field shows beside its value.

use egui::Color32;

use crate::figures::Source;

use super::theme::Palette;

/// How grave a mark is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// ✖
    Error,
    /// ▲
    Warning,
    /// ●
    Hint,
}

impl Severity {
    /// The symbol that tells it apart without colour.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Error => "✖",
            Self::Warning => "▲",
            Self::Hint => "●",
        }
    }

    /// Its colour.
    pub fn colour(self, palette: &Palette) -> Color32 {
        match self {
            Self::Error => palette.error,
            Self::Warning => palette.warning,
            Self::Hint => palette.hint,
        }
    }
}

/// What is known about a number beside its value. Asked for every visible cell in every frame, so `severity` must be
/// quick; the sentences are asked for only when they are read.
pub trait Marks {
    /// The gravest finding at this place.
    fn severity(&self, source: &Source) -> Option<Severity>;
    /// One sentence a finding, the gravest first.
    fn sentences(&self, source: &Source) -> Vec<(Severity, String)>;
    /// How a derived number came about, in one line.
    fn explanation(&self, _source: &Source) -> Option<String> {
        None
    }
}

/// Marks nothing.
pub struct NoMarks;

impl Marks for NoMarks {
    fn severity(&self, _source: &Source) -> Option<Severity> {
        None
    }
    fn sentences(&self, _source: &Source) -> Vec<(Severity, String)> {
        Vec::new()
    }
}

//! What is asked for about notes (批注), ticks (核对) and explanations (处理说明).

use crate::{document::Role, rules::Finding};

use super::places::Place;

/// One request about notes, ticks and explanations.
#[derive(Clone, Debug, PartialEq)]
pub enum RemarkCommand {
    /// Goes to a chart or a section of the report.
    Show(Place),
    /// Asks for a note about what has the keyboard.
    Note,
    /// Asks for a note about this place.
    NoteOn(Place),
    /// Asks something about a place.
    AddNote { place: Place, role: Role, text: String },
    /// Says something more in the note of this row.
    Reply {
        /// The note.
        row: usize,
        role: Role,
        text: String,
        /// That is the end of it.
        closes: bool,
    },
    /// Closes the note of this row.
    CloseNote(usize),
    /// Opens the note of this row again.
    ReopenNote(usize),
    /// Marks the current cell as compared, or takes the mark off.
    Tick,
    /// Marks the row of the current cell as compared, or takes the mark off.
    TickRow,
    /// Marks this place as compared, or takes the mark off.
    TickAt(Place),
    /// Asks for an explanation of the finding in the line below.
    Explain,
    Answer {
        finding: Box<Finding>,
        /// Why it is acceptable.
        text: String,
    },
    /// Answers several findings with one text.
    AnswerAll {
        findings: Vec<Finding>,
        /// Why they are acceptable.
        text: String,
    },
    /// Takes back the answer to a finding.
    Withdraw(Box<Finding>),
    /// Takes back the explanation of this row.
    WithdrawRow(usize),
}

impl RemarkCommand {
    /// Whether what is being typed must be entered before this runs.
    pub fn needs_typed_text(&self) -> bool {
        match self {
            Self::Show(_)
            | Self::Note
            | Self::NoteOn(_)
            | Self::Tick
            | Self::TickRow
            | Self::TickAt(_)
            | Self::Explain => true,
            Self::AddNote { .. }
            | Self::Reply { .. }
            | Self::CloseNote(_)
            | Self::ReopenNote(_)
            | Self::Answer { .. }
            | Self::AnswerAll { .. }
            | Self::Withdraw(_)
            | Self::WithdrawRow(_) => false,
        }
    }
}

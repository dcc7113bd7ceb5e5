//! 批注、核对、处理说明：what the window asks for them, how they look in place, and the forms in which they are written.

mod answer;
mod beside;
mod paint;
mod text_field;
mod thread;
mod words;

pub use answer::AnswerForm;
pub use beside::{buttons_ui, left_ui, sign_ui};
pub use paint::{cell_ui, note_sign, paint_note};
pub use thread::{Thread, ThreadForm};
pub use words::{author_name, entry_head, latest_line, lines, note_symbol, remark_lines_beside, tick_line};

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
    AddNote {
        /// What about.
        place: Place,
        /// Who asks.
        role: Role,
        /// The question.
        text: String,
    },
    /// Says something more in the note of this row.
    Reply {
        /// The note.
        row: usize,
        /// Who says it.
        role: Role,
        /// What.
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
    /// Answers a finding.
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
        matches!(
            self,
            Self::Show(_) | Self::Note | Self::NoteOn(_) | Self::Tick | Self::TickRow | Self::TickAt(_) | Self::Explain
        )
    }
}

/// What came of a form.
#[derive(Debug, Default)]
pub struct FormOutcome {
    /// What is to be written.
    pub command: Option<RemarkCommand>,
    /// The keyboard goes back to where it was.
    pub is_left: bool,
}

//! Notes (批注), ticks (核对) and explanations (处理说明): how they look in place, and the forms in which they are written.

mod answer;
mod beside;
mod paint;
mod text_field;
mod thread;

pub use answer::AnswerForm;
pub use beside::{buttons_ui, left_ui, sign_ui};
pub use paint::{cell_ui, note_sign, paint_note};
pub use thread::{Thread, ThreadForm};

use crate::ui::command::RemarkCommand;

/// What came of a form.
#[derive(Debug, Default)]
pub struct FormOutcome {
    /// What is to be written.
    pub command: Option<RemarkCommand>,
    /// The keyboard goes back to where it was.
    pub is_left: bool,
}

//! The views of signing off (签批): the leader's page, what colleagues say, explanations, signatures.

mod answers;
pub mod leader;
mod notes;
mod signatures;

pub use answers::AnswersPart;
pub use notes::NotesPart;
pub use signatures::SignaturesPart;

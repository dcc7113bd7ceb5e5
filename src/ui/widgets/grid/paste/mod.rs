//! Pasting a block of text: what it would change, the question before anything is lost, the edit.

mod block;
mod heading;
mod official;
mod plan;
mod planner;
mod question;

pub use question::PendingPaste;

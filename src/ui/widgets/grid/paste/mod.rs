//! Pasting a block of text: what it would change, the question before anything is lost, the edit.

mod block;
mod choices;
mod heading;
mod official;
mod placed;
mod plan;
mod planner;
mod preview;
mod question;

pub use question::PendingPaste;

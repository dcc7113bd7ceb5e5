//! 粘贴：a block of text into the cells: what it would change, the question before anything is lost, the edit.

mod heading;
mod plan;
mod planner;
mod question;

pub use question::PendingPaste;

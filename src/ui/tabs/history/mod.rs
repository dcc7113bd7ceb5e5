//! The views of what the file was before (历史): its saves, those kept on this computer, comparison and merge.

mod comparison;
mod generations;
mod saves;

pub use comparison::ComparisonPart;
pub use generations::GenerationsPart;
pub use saves::SavesPart;

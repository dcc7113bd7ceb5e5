//! Forms issued for a region and a year, loaded from `assets`.

mod profile;
mod score_tree;

pub use profile::{Annex, Profile, PublishedTable, VehicleUse};
pub use score_tree::{StandardScore, load_standard_scores, official_explanation, standard_scores};

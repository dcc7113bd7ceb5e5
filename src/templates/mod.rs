//! Forms issued for a region and a year, loaded from `assets`.

mod number_form;
mod profile;
mod score_tree;

pub use number_form::{NumberForm, PrintedIn};
pub use profile::{Annex, Profile, PublishedTable, TermNumbers, VehicleUse};
pub use score_tree::{StandardScore, load_standard_scores, official_explanation, standard_scores};

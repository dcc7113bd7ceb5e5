//! Standard forms issued for a year, loaded from `assets`; a document can change them after loading.

mod score_tree;

pub use score_tree::{StandardScore, load_standard_scores, official_explanation, standard_scores};

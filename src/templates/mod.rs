//! 随年度下发的标准表样，由 `assets` 装入，载入后可改。

mod score_tree;

pub use score_tree::{StandardScore, load_standard_scores, official_explanation, standard_scores};

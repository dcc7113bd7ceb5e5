//! What the report says of the samples.

use std::sync::Arc;

use crate::{
    document::Document,
    figures::Figures,
    report::{Report, glossary::text_of_report},
};

fn sample(text: &str) -> Report {
    let document: Document = serde_json::from_str(text).expect("the sample opens");
    Report::of(&Figures::of(&Arc::new(document)))
}

/// The published report says 26.52 %, 86.11 %, 19.28 %, 6.16 % and 8 %.
#[test]
fn the_reference_report_is_right_where_the_published_one_is_wrong() {
    let text = text_of_report(&sample(include_str!("../../../samples/yanbian-2024.json")));
    for right in ["下降26.53%", "占86.12%", "占19.25%", "占6.14%", "增长80%"] {
        assert!(text.contains(right), "{right}");
    }
    for wrong in ["26.52%", "86.11%", "19.28%", "6.16%", "增长8%"] {
        assert!(!text.contains(wrong), "{wrong}");
    }
}

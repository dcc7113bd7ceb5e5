//! Tests of all rules at once: whatever is entered, every rule ends, and a blank never passes.

use std::sync::Arc;

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{
    at,
    document::{Document, Edit, Entry, Kind, Path, Shape},
    money::Money,
    rules::{Finding, Verdict, find, kit::testing::review},
    templates::load_standard_scores,
};

/// The rules that do not apply to a document without content; all others lack what they need.
const NOT_APPLICABLE: &[&str] =
    &["A25", "A26", "A27", "B24", "B25", "C01", "C07", "C10", "C11", "C15", "D13", "D14", "L02", "L04", "L11"];

/// Blank is not zero: nothing passes, and nothing is wrong either.
#[test]
fn a_blank_document_is_not_checked() {
    let review = review(&Arc::new(Document::default()));
    let mut not_applicable = Vec::new();
    for (id, verdict) in &review.verdicts {
        match verdict {
            Verdict::NotApplicable => not_applicable.push(*id),
            Verdict::NotChecked(_) => {}
            Verdict::Passed | Verdict::Failed => panic!("{id}: {verdict:?}"),
        }
    }
    assert_eq!(not_applicable, NOT_APPLICABLE);
}

#[test]
fn the_standard_score_table_only_lacks_scores() {
    let empty = Document::default();
    let document = Arc::new(empty.apply(&load_standard_scores(&empty)).expect("loads"));
    let review = review(&document);
    assert_eq!(review.verdicts.get("G01"), Some(&Verdict::Passed));
    assert_eq!(review.verdicts.get("G13"), Some(&Verdict::Passed));
    assert_eq!(
        review.verdicts.get("G04"),
        Some(&Verdict::NotChecked(vec![at!(performance.score_items[0].score).into()]))
    );
    assert_eq!(review.verdicts.get("G09"), Some(&Verdict::Failed), "XX履职效果 waits for the department's own words");
}

/// Every list gets two rows, so that any path of the form has a value.
fn with_rows() -> Document {
    fn fill(document: &mut Document, at: Path, fields: &'static [crate::document::Field]) {
        for field in fields {
            let path = at.field(field.name);
            match field.shape {
                Shape::Leaf(_) => {}
                Shape::Record(inner) => fill(document, path, inner()),
                Shape::List(inner) => {
                    let edit = Edit::insert_rows(path, 0, 2);
                    *document = document.apply(&edit).expect("a list");
                    fill(document, path.row(0), inner());
                    fill(document, path.row(1), inner());
                }
            }
        }
    }
    let mut document = Document::default();
    fill(&mut document, Path::ROOT, <Document as crate::document::record::Declared>::declared());
    document
}

/// Values that are as bad as the form allows: huge, negative, zero, odd texts and codes.
fn entry(kind: Kind, seed: usize) -> Entry {
    let pick = |words: &[&str]| Entry::Text(words[seed % words.len()].to_owned());
    match kind {
        Kind::Money => {
            let fen = [0, 1, -1, 10_000, 123_456, -987_654_321, 99_999_999_999_999_999];
            Entry::Money(Money::from_fen(fen[seed % fen.len()]))
        }
        Kind::Number => {
            let numbers = [0, 1, -1, 10, 50, 100, 1_000_000_000_000];
            Entry::Number(Decimal::new(numbers[seed % numbers.len()], (seed % 3) as u32))
        }
        Kind::Count => Entry::Count([0, 1, 2, 4, u32::MAX][seed % 5]),
        Kind::Text => pick(&[
            "数量指标",
            "满意度指标",
            "100%",
            "≥32户",
            "优良",
            "%",
            "1.2.3",
            "预算编制质量",
            "T06!合计.tot",
            "…得分",
        ]),
        Kind::LongText => pick(&[
            "部门整体绩效自评得分94分，均按期完成；推进滞后。",
            "得分99999999999999999999999999999999分，满意度达9999999999999999999999999999999999%",
            "等级为，自评政府性基金预算、债券资金，阶段项目有序开展",
            "满意度",
        ]),
        Kind::Functional => pick(&["2012901", "2012950", "2080505", "2", "201", "abc", "2120801"]),
        Kind::Economic => pick(&["30101", "30302", "302", "9", "文字", "31002"]),
        Kind::Date => pick(&["2025-08-20", "2024-12-31"]),
        Kind::Choice(items) => {
            items.get(seed % items.len().max(1)).map_or(Entry::Blank, |item| Entry::Choice(item.name))
        }
        Kind::Fixed => Entry::Blank,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is entered, every rule ends and gives a verdict.
    #[test]
    fn no_rule_breaks_off(seeds in prop::collection::vec(any::<u16>(), 700), density in 1_u16..8) {
        let mut document = with_rows();
        let mut places = Vec::new();
        document.walk(&mut |path, field, _| if let Shape::Leaf(kind) = field.shape { places.push((path, kind)) });
        let mut edits = Vec::new();
        for (seed, (path, kind)) in seeds.iter().cycle().zip(places) {
            // Some cells stay blank.
            if seed % 8 < density {
                edits.push(Edit::Set { path, entry: entry(kind, usize::from(*seed / 8)) });
            }
        }
        document = document.apply(&Edit::Many { label: String::new(), edits }).expect("every entry fits");
        let review = review(&Arc::new(document));
        for finding in &review.findings {
            let is_internal = find(finding.rule).is_some_and(|rule| {
                *finding == Finding::internal(rule)
            });
            prop_assert!(!is_internal, "{} broke off", finding.rule);
        }
    }
}

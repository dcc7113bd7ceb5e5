//! What is wrong with the words themselves: another year, words of the form that were left, marks, missing tables.

mod basic_columns;
mod items;
mod marks;
mod names;
mod pairs;
mod staff;
mod tables;
mod years;

use crate::{
    evidence::{FileBlock, TextOrigin},
    reading::prose::Prose,
};

use super::{AuditFinding, AuditPlace, Outcome, values::Numbers, values::paragraph_words};

/// Where something is wrong, and how it reads.
struct Spot<'a> {
    block: usize,
    characters: Option<(usize, usize)>,
    quote: &'a str,
}

struct Texts<'a, 'b> {
    numbers: &'a Numbers<'b>,
    found: Vec<AuditFinding>,
}

pub(super) fn look(numbers: &Numbers<'_>) -> Vec<AuditFinding> {
    let mut texts = Texts { numbers, found: Vec::new() };
    texts.marks();
    texts.pairs();
    texts.staff();
    texts.years();
    texts.names();
    texts.misspelt_names();
    texts.missing_tables();
    texts.absent_tables();
    texts.blank_tables();
    texts.codes();
    texts.named_items();
    texts.basic_columns();
    texts.order();
    texts.found
}

impl Texts<'_, '_> {
    fn paragraphs(&self) -> Vec<(usize, String)> {
        let blocks = self.numbers.evidence.blocks.iter().enumerate();
        blocks
            .filter_map(|(block, content)| match content {
                FileBlock::Paragraph(paragraph)
                    if matches!(paragraph.origin, TextOrigin::Body | TextOrigin::TextBox) =>
                {
                    Some((block, paragraph.text.clone()))
                }
                _ => None,
            })
            .collect()
    }

    fn report(&mut self, outcome: Outcome, kind: &'static str, spot: Spot<'_>, message: String, remedy: &'static str) {
        let words = paragraph_words(self.numbers.evidence, spot.block);
        self.found.push(AuditFinding {
            outcome,
            rule: None,
            kind,
            message,
            quote: spot.quote.trim().chars().take(120).collect(),
            places: vec![AuditPlace { block: spot.block, cell: None, characters: spot.characters, words }],
            stated: None,
            computed: None,
            remedy,
            gathered: Vec::new(),
        });
    }
}

/// The clause around some bytes.
fn around(text: &str, at: usize, length: usize) -> (usize, usize) {
    const BEFORE: usize = 24;
    let from = text[..at].char_indices().rev().nth(BEFORE).map_or(0, |(from, _)| from);
    let to = text[at + length..].char_indices().nth(12).map_or(text.len(), |(to, _)| at + length + to);
    (from, to)
}

/// What a file says without a table at hand is told by the prose alone.
pub(super) fn has_prose(prose: &Prose) -> bool {
    prose.facts.len() >= 3
}

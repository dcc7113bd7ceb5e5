//! A report that was read: what stands in its tables and sentences, as a document, and which tables are to be believed.

use std::collections::BTreeSet;

use crate::{
    address::T06,
    codes::CodeBook,
    document::{Document, Edit, Precision, Region, Text},
    evidence::{Evidence, FileBlock},
    import::{ImportPlan, ImportSource, ImportWish},
    money::AmountUnit,
    reading::{Certainty, Reading, prose::Prose, written::Written},
};

use super::{
    relations::{self, Bond, Relation},
    values::{Numbers, Stand},
};

pub(super) struct Read {
    pub evidence: Evidence,
    pub reading: Reading,
    pub plan: ImportPlan,
    /// What the tables alone say.
    pub document: Document,
    pub book: CodeBook,
    pub prose: Prose,
    pub written: Written,
    /// Tables that are not to be believed, by their number.
    pub silent: Vec<bool>,
}

impl Read {
    pub fn of(evidence: Evidence) -> Self {
        let blank = Document::default();
        let source = ImportSource::of(String::new(), evidence, &blank);
        // Without the table of the general budget, what is of which fund would be a guess, and the rules would judge it.
        let assumes = source.reading.tables.iter().any(|table| table.table == T06 && !table.facts.is_empty());
        let wish = ImportWish { groups: None, least: Certainty::Likely, exceptions: BTreeSet::new(), assumes };
        let sources = [source];
        let plan = ImportPlan::of(&blank, &sources, &wish);
        let document = plan.edit.as_ref().and_then(|edit| blank.apply(edit).ok()).unwrap_or(blank);
        let [source] = sources;
        let (evidence, reading) = (source.evidence, source.reading);
        let prose = Prose::of(&evidence, &reading, &document);
        let written = Written::of(&evidence, &reading, &prose, &document);
        let silent = reading.tables.iter().map(|table| table.is_doubted).collect();
        let book = CodeBook::of(&document);
        let mut own = Self { evidence, reading, plan, document, book, prose, written, silent };
        // A table of which too much does not add up was read wrongly.
        let numbers = own.numbers();
        let unproven = unproven(&numbers, &relations::all(&numbers), &own.reading);
        own.silent.iter_mut().zip(unproven).for_each(|(silent, unproven)| *silent |= unproven);
        own
    }

    pub fn numbers(&self) -> Numbers<'_> {
        let is_silent = |index: usize| self.silent.get(index).copied().unwrap_or_default();
        Numbers::of(&self.evidence, &self.reading, &self.prose, &self.book, &self.document, is_silent)
    }

    /// The document with what the sentences say besides.
    pub fn completed(&self) -> Document {
        let Self { document, written, prose, evidence, .. } = self;
        let edit = Edit::Many { label: String::new(), edits: written.edits(document) };
        let mut own = document.apply(&edit).unwrap_or_else(|_| document.clone());
        if own.unit.department.is_blank() {
            own.unit.department = Text::new(prose.department.clone());
        }
        let is_in_yuan =
            self.reading.tables.iter().any(|table| table.unit == AmountUnit::Yuan && !table.facts.is_empty());
        let precision = if is_in_yuan { Precision::Fen } else { Precision::WanTwo };
        own.unit.precision = own.unit.precision.or(Some(precision));
        own.unit.region = own.unit.region.or(Some(region_of(prose, evidence)));
        own
    }
}

/// The form that a report follows: that of Sichuan has the self-evaluation among its annexes.
fn region_of(prose: &Prose, evidence: &Evidence) -> Region {
    let has = |topic: &str| prose.sections.iter().any(|(own, _)| *own == topic);
    let names = |word: &str| {
        evidence.blocks.iter().take(40).any(|block| match block {
            FileBlock::Paragraph(paragraph) => paragraph.text.contains(word),
            _ => false,
        })
    };
    if has("self_evaluation") || has("score_table") || has("analysis_duty") {
        Region::Sichuan
    } else if prose.department.contains("上海") || names("上海市") {
        Region::Shanghai
    } else {
        Region::National
    }
}

/// Tables of which less than nine in ten sums hold, however few cells are blamed.
fn unproven(numbers: &Numbers<'_>, all: &[Relation], reading: &Reading) -> Vec<bool> {
    /// Of the sums of a table, so many in a hundred have to hold.
    const ENOUGH: usize = 90;
    let within = |relation: &&Relation, blocks: &[usize]| {
        matches!(relation.bond, Bond::Sum)
            && relation.numbers.iter().all(|number| match numbers.all[*number].stand {
                Stand::Table(place) => blocks.contains(&place.block),
                Stand::Prose(_) => false,
            })
    };
    let judged = reading.tables.iter().map(|table| {
        let own: Vec<&Relation> = all.iter().filter(|relation| within(relation, &table.blocks)).collect();
        let holding = own.iter().filter(|relation| !relation.is_broken).count();
        if own.is_empty() || holding * 100 >= ENOUGH * own.len() {
            return false;
        }
        // One wrong cell breaks a few sums, which all go through it.
        let mut common = own.iter().filter(|relation| relation.is_broken).map(|relation| relation.numbers.clone());
        let first = common.next().unwrap_or_default();
        let rest: Vec<Vec<usize>> = common.collect();
        let is_one = first.iter().any(|number| rest.iter().all(|other| other.contains(number)));
        !is_one || holding == 0 && own.len() > 1
    });
    judged.collect()
}

//! Taking over what files say: leaves fill the document, everything else is compared with what follows from it.
//!
//! A leaf is a number that a person would type: the rows of items, economic codes, three-public spending. Totals, and
//! numbers that stand in a second table, are claims: they fill nothing, but what does not agree with them is told
//! before anything is taken over. All of it is one edit.

mod claims;
mod facts;
mod group;
mod last_year;
mod leaves;
mod merge;

pub use claims::Claim;
pub use group::ImportGroup;

use std::collections::HashSet;

use crate::{
    document::{Document, Edit, Entry, Path},
    evidence::Evidence,
    reading::{Certainty, Reading},
};

use facts::Facts;

/// A file that was read.
pub struct ImportSource {
    /// Without its folder.
    pub file: String,
    pub evidence: Evidence,
    pub reading: Reading,
}

impl ImportSource {
    /// Reads the numbers of a file for a document.
    pub fn of(file: String, evidence: Evidence, document: &Document) -> Self {
        let reading = Reading::of(&evidence, document);
        Self { file, evidence, reading }
    }
}

/// What is wanted of the files.
#[derive(Clone, Debug)]
pub struct ImportWish {
    /// All if `None`.
    pub groups: Option<HashSet<ImportGroup>>,
    /// Numbers that are less certain are only listed.
    pub least: Certainty,
    /// Whether what the files do not say is assumed as it is nearly always: all fiscal money is of the general budget,
    /// all receptions are of guests from this country.
    pub assumes: bool,
}

/// A value that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportChange {
    pub group: ImportGroup,
    pub path: Path,
    /// The place in words.
    pub label: String,
    pub old: Entry,
    pub new: Entry,
    /// Where it stands in which file.
    pub origin: String,
    /// How it follows from what stands there, if it is not the number itself.
    pub reason: Option<String>,
    /// Not said by the file.
    pub is_assumed: bool,
}

/// What is not taken over, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRest {
    pub origin: String,
    pub text: String,
    pub why: String,
}

/// What taking over would do.
#[derive(Debug, Default)]
pub struct ImportPlan {
    /// One step; `None` if nothing changes.
    pub edit: Option<Edit>,
    pub changes: Vec<ImportChange>,
    /// Values that the document has already.
    pub unchanged: usize,
    /// Totals and repetitions that were compared.
    pub agreeing: usize,
    /// Those that do not agree.
    pub claims: Vec<Claim>,
    pub rest: Vec<ImportRest>,
}

impl ImportPlan {
    /// Works out what the files change in a document.
    pub fn of(document: &Document, sources: &[ImportSource], wish: &ImportWish) -> Self {
        let mut plan = Self::default();
        let (mut own, mut last) = (Vec::new(), Vec::new());
        for source in sources {
            plan.rest.extend(source.rest());
            match (source.reading.year, document.unit.year) {
                (Some(year), Some(own_year)) if u32::from(year) + 1 == own_year => last.push(source),
                (Some(year), Some(own_year)) if u32::from(year) != own_year => plan.rest.push(ImportRest {
                    origin: source.file.clone(),
                    text: format!("{year}年度"),
                    why: format!("项目是{own_year}年度，只能取本年度和上年度的数"),
                }),
                _ => own.push(source),
            }
        }
        let wants = |group: ImportGroup| wish.groups.as_ref().is_none_or(|groups| groups.contains(&group));
        let facts = Facts::of(&own, wish.least, &mut plan.rest);
        let mut wanted = leaves::of(&facts, document, wish.assumes, &mut plan.rest);
        wanted.retain(|value| wants(value.group));
        let mut edits = merge::edits(document, &facts, wanted, &mut plan);
        if wants(ImportGroup::LastYear) && !last.is_empty() {
            edits.extend(last_year::edits(document, &last, wish.least, &mut plan));
        }
        let names: Vec<&str> = sources.iter().map(|source| source.file.as_str()).collect();
        let label = format!("导入：{}（{}个数）", names.join("、"), plan.changes.len());
        plan.edit = (!edits.is_empty()).then_some(Edit::Many { label, edits });
        let after = plan.edit.as_ref().and_then(|edit| document.apply(edit).ok());
        claims::compare(after.as_ref().unwrap_or(document), &facts, wants, &mut plan);
        plan
    }

    /// Whether nothing was left that a person has to look at.
    pub fn is_whole(&self) -> bool {
        self.rest.is_empty() && self.claims.is_empty()
    }
}

impl ImportSource {
    /// What was not understood in the file.
    fn rest(&self) -> Vec<ImportRest> {
        let left = self.reading.left.iter();
        let mut rest: Vec<ImportRest> = left
            .map(|left| ImportRest {
                origin: format!("{} {}", self.file, left.place.words(&self.evidence)),
                text: left.text.clone(),
                why: left.why.clone(),
            })
            .collect();
        rest.extend(self.evidence.remarks.iter().filter_map(|remark| {
            use crate::evidence::FileRemark;
            let (text, why) = match remark {
                FileRemark::ScannedPage(page) => (format!("第{page}页"), "这一页是图片，没有读"),
                FileRemark::TrackedChanges(count) => {
                    (format!("{count}处修订"), "有没有接受的修订，已按接受后的内容读，请核对")
                }
                FileRemark::Unread(part) => (part.clone(), "读不了"),
                FileRemark::Comment { .. } => return None,
            };
            Some(ImportRest { origin: self.file.clone(), text, why: why.to_owned() })
        }));
        if self.reading.tables.iter().all(|table| table.facts.is_empty()) {
            rest.push(ImportRest {
                origin: self.file.clone(),
                text: self.evidence.kind.label().to_owned(),
                why: "没有认出有数的决算表".to_owned(),
            });
        }
        rest
    }
}

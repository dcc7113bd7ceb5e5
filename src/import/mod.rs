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
mod particulars;
mod warnings;
mod years;

pub use claims::Claim;
pub use group::ImportGroup;
pub use particulars::Particulars;

use std::{
    borrow::Borrow,
    collections::{BTreeSet, HashSet},
    fmt,
    path::PathBuf,
    sync::Arc,
};

use crate::{
    digest::sha256,
    document::{Document, Edit, Entry, Kind, Path, TakenMark},
    evidence::Evidence,
    reading::{Certainty, FactPlace, ReadTable, Reading},
};

use facts::Facts;
use years::Years;

/// A file that was read.
pub struct ImportSource {
    /// Without its folder.
    pub file: String,
    pub evidence: Evidence,
    pub reading: Reading,
    /// Where it lies, if somebody may want to open it.
    pub path: Option<PathBuf>,
    /// SHA-256 of the file; empty for what is none.
    pub hash: String,
    /// The file itself, for whoever shows it; empty where nobody does.
    pub original: Arc<[u8]>,
}

impl ImportSource {
    /// Reads the numbers of a file for a document.
    pub fn of(file: String, evidence: Evidence, document: &Document) -> Self {
        let reading = Reading::of(&evidence, document);
        Self::read(file, evidence, reading)
    }

    pub fn read(file: String, evidence: Evidence, reading: Reading) -> Self {
        Self { file, evidence, reading, path: None, hash: String::new(), original: Arc::from([]) }
    }

    /// Of a file with this content, which values that are taken from it remember.
    #[must_use]
    pub fn hashed(self, content: &[u8]) -> Self {
        Self { hash: sha256(content), ..self }
    }
}

/// What is wanted of the files.
#[derive(Clone, Debug)]
pub struct ImportWish {
    /// All if `None`.
    pub groups: Option<HashSet<ImportGroup>>,
    /// Numbers that are less certain are only listed.
    pub least: Certainty,
    /// Files and their tables, by number, for which a person has decided otherwise: taken though they are less certain,
    /// or left out.
    pub exceptions: BTreeSet<(usize, usize)>,
    /// Whether what the files do not say is assumed as it is nearly always: all fiscal money is of the general budget,
    /// all receptions are of guests from this country.
    pub assumes: bool,
}

impl ImportWish {
    /// Whether a table is taken.
    pub fn takes(&self, source: usize, table: usize, certainty: Certainty) -> bool {
        (certainty >= self.least) != self.exceptions.contains(&(source, table))
    }
}

/// Where something stands in the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOrigin {
    /// For a person.
    pub words: String,
    /// The file by its number, and the place there, as far as it is one place.
    pub place: Option<(usize, FactPlace)>,
}

impl fmt::Display for ImportOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl ImportOrigin {
    /// Somewhere in a file, or in several.
    fn of_file(words: impl Into<String>) -> Self {
        Self { words: words.into(), place: None }
    }
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
    pub origin: ImportOrigin,
    /// How it follows from what stands there, if it is not the number itself.
    pub reason: Option<String>,
    /// Not said by the file.
    pub is_assumed: bool,
}

/// What is not taken over, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRest {
    pub origin: ImportOrigin,
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
    /// Those of which nothing is filled yet that they could be compared with.
    pub uncompared: usize,
    pub rest: Vec<ImportRest>,
    /// Texts of last year that are offered where this year's are blank.
    pub wordings: usize,
    /// What a person should know before, in sentences.
    pub warnings: Vec<String>,
    /// The amounts are 万元 with two decimals, and the document is not.
    pub offers_wan_two: bool,
}

impl ImportChange {
    /// The value before or after, for a person.
    pub fn words(&self, document: &Document, entry: &Entry) -> String {
        match entry {
            Entry::Blank => "空白".to_owned(),
            entry => entry.text(Document::kind_at(self.path).unwrap_or(Kind::Text), document.unit_at(self.path)),
        }
    }
}

impl ImportPlan {
    /// Works out what the files change in a document.
    pub fn of<S: Borrow<ImportSource>>(document: &Document, sources: &[S], wish: &ImportWish) -> Self {
        let sources: Vec<&ImportSource> = sources.iter().map(Borrow::borrow).collect();
        let mut plan = Self::default();
        for (number, source) in sources.iter().enumerate() {
            plan.rest.extend(source.rest(number));
        }
        let years = Years::of(document, &sources);
        plan.rest.extend(years.others(&sources));
        let wants = |group: ImportGroup| wish.groups.as_ref().is_none_or(|groups| groups.contains(&group));
        let facts = Facts::of(&sources, |source, table| years.is_own(source, table), wish, &mut plan.rest);
        let mut wanted = leaves::of(&facts, document, years.own, wish.assumes, &mut plan.rest);
        wanted.retain(|value| wants(value.group));
        let mut edits = merge::edits(document, &facts, wanted, &mut plan);
        let has_last = |source: &&ImportSource| {
            years.is_last_file(source) || source.reading.tables.iter().any(|table| years.is_last(source, table))
        };
        if wants(ImportGroup::LastYear) && sources.iter().any(has_last) {
            let is_last = |source: &ImportSource, table: &ReadTable| years.is_last(source, table);
            let is_last_file = |source: &&&ImportSource| years.is_last_file(source);
            // What goes to rows of last year goes to those that this year's numbers have begun.
            let begun = document.apply(&Edit::Many { label: String::new(), edits: edits.clone() });
            let begun = begun.as_ref().unwrap_or(document);
            edits.extend(last_year::edits(begun, &sources, is_last, is_last_file, wish, &mut plan));
        }
        plan.warnings = warnings::of(document, &sources, &facts);
        plan.offers_wan_two = warnings::offers_wan_two(document, &facts);
        edits.extend(plan.marks(document, &sources));
        let names: Vec<&str> = sources.iter().map(|source| source.file.as_str()).collect();
        let label = format!("导入：{}（{}个数）", names.join("、"), plan.changes.len());
        plan.edit = (!edits.is_empty()).then_some(Edit::Many { label, edits });
        let after = plan.edit.as_ref().and_then(|edit| document.apply(edit).ok());
        claims::compare(after.as_ref().unwrap_or(document), &facts, wants, &mut plan);
        plan
    }

    /// What lets the values remember where they are from.
    fn marks(&self, document: &Document, sources: &[&ImportSource]) -> Vec<Edit> {
        let mark = |change: &ImportChange| {
            let (number, place) = change.origin.place?;
            let source = sources.get(number).filter(|source| !source.hash.is_empty())?;
            let origin = place.words(&source.evidence);
            Some(TakenMark { place: change.path, file: source.file.clone(), hash: source.hash.clone(), origin })
        };
        let marks: Vec<TakenMark> = self.changes.iter().filter_map(mark).collect();
        if marks.is_empty() { Vec::new() } else { document.mark_taken(&marks) }
    }

    /// Whether nothing was left that a person has to look at. A total whose parts are not there yet was understood.
    pub fn is_whole(&self) -> bool {
        self.rest.is_empty() && self.claims.is_empty() && self.warnings.is_empty()
    }
}

impl ImportSource {
    fn origin(&self, number: usize, place: FactPlace) -> ImportOrigin {
        let words = format!("{} {}", self.file, place.words(&self.evidence));
        ImportOrigin { words, place: Some((number, place)) }
    }

    /// What was not understood in the file.
    fn rest(&self, number: usize) -> Vec<ImportRest> {
        let left = self.reading.left.iter();
        let mut rest: Vec<ImportRest> = left
            .map(|left| ImportRest {
                origin: self.origin(number, left.place),
                text: left.text.clone(),
                why: left.why.clone(),
            })
            .collect();
        rest.extend(self.evidence.remarks.iter().filter_map(|remark| {
            use crate::evidence::FileRemark;
            let (text, why) = match remark {
                FileRemark::ScannedPage(page) => (format!("第{page}页"), "这一页是图片，没有读"),
                FileRemark::TrackedChanges { count, .. } => {
                    (format!("{count}处修订"), "有没有接受的修订，已按接受后的内容读，请核对")
                }
                FileRemark::Hidden { text, .. } => (text.clone(), "是隐藏的文字，打印时看不见，没有读"),
                FileRemark::Unread(part) => (part.clone(), "读不了"),
                FileRemark::Comment { .. } => return None,
            };
            Some(ImportRest { origin: ImportOrigin::of_file(&self.file), text, why: why.to_owned() })
        }));
        if self.reading.tables.iter().all(ReadTable::is_empty) {
            rest.push(ImportRest {
                origin: ImportOrigin::of_file(&self.file),
                text: self.evidence.kind.label().to_owned(),
                why: "没有认出有数的决算表".to_owned(),
            });
        }
        rest
    }
}

//! What the sentences of a report say of our numbers.
//!
//! The templates of the report are the grammar, read backwards: which words name which number, in which section. What
//! stands between a name and its number says what the number is of it: its growth, its share, its budget. A number
//! whose words are not all known is none of ours, and nothing is said of it.

mod dictionary;
mod flow;
mod formulas;
mod headings;
mod reader;
mod scope;
mod tokens;

use crate::{
    address::{RowKey, T03, T06},
    codes::{Code, CodeBook},
    document::Document,
    evidence::{Evidence, FileBlock},
    figures::Source,
    money::Money,
};
use rust_decimal::Decimal;

use super::fact::Reading;
use dictionary::{Dictionary, ItemNames};
use flow::Flow;
use headings::Headings;
use reader::Reader;

pub use formulas::{Formula, budget_of, completion_of, formula, growth_of, prior_of, share_of};
pub use tokens::{ProseUnit, Way};

/// What a sentence says of the number that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProseRole {
    /// The amount or count itself.
    Amount,
    Budget,
    /// Of last year.
    Prior,
    Share,
    Completion,
    /// By how much it was more or less than last year.
    Change(Way),
    /// By how many percent.
    Growth(Way),
    /// By how much it was more or less than its budget.
    ChangeOfBudget(Way),
    GrowthOfBudget(Way),
    /// 持平
    Level,
    /// 决算数大于预算数
    Compare(Way),
}

/// Where something stands in the text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProsePlace {
    pub block: usize,
    /// The bytes in the text of the block.
    pub from: usize,
    pub to: usize,
}

/// A number of a sentence.
#[derive(Clone, Debug)]
pub struct ProseFact {
    pub place: ProsePlace,
    /// The section, by its name in the templates; empty if it is none of theirs.
    pub topic: &'static str,
    pub role: ProseRole,
    /// Of which of our numbers it speaks: any of these would be right.
    pub addresses: Vec<Source>,
    /// What its name means in other sections: where text is out of order, it may stand in another one.
    pub meanings: Vec<Source>,
    /// Where a share is not of what it usually is of, or has no address: the amount, and of which one it is a share.
    pub share_of: Option<(Vec<Source>, Vec<Source>)>,
    /// Of which amounts a change, a rate or a budget is told.
    pub of: Vec<Source>,
    /// Which numbers speak of the same thing one after the other: those of the same mention of it. What is said of it
    /// needs no address of its own to be compared.
    pub mention: usize,
    /// `None` for words such as 持平.
    pub value: Option<Decimal>,
    pub decimals: u8,
    pub unit: Option<ProseUnit>,
    /// What it is called there.
    pub name: String,
    /// As it stands there.
    pub printed: String,
    pub sentence: String,
    /// The words since the number before, as they are compared.
    pub lead: String,
    /// Whether every word of the sentence is known.
    pub is_clear: bool,
}

impl ProseFact {
    /// Whether it is an amount, and no count or percentage.
    pub fn is_money(&self) -> bool {
        matches!(self.unit, Some(ProseUnit::Yuan | ProseUnit::Wan | ProseUnit::HundredMillion))
    }

    /// The amount; `None` for counts and percentages.
    pub fn money(&self) -> Option<Money> {
        let value = self.value?;
        match self.unit? {
            ProseUnit::Yuan => Money::from_yuan(value),
            ProseUnit::Wan => Money::from_wan(value),
            ProseUnit::HundredMillion => Money::from_wan(value.checked_mul(Decimal::from(10_000))?),
            ProseUnit::Percent | ProseUnit::Count(_) => None,
        }
    }
}

/// A year that a text names.
#[derive(Clone, Debug)]
pub struct ProseYear {
    pub place: ProsePlace,
    pub topic: &'static str,
    pub year: u16,
    /// The words around it.
    pub before: String,
    pub behind: String,
    pub sentence: String,
}

/// A paragraph of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProsePart {
    pub topic: &'static str,
    pub block: usize,
    /// Where its text begins behind the heading that stands in the same paragraph, in bytes.
    pub from: usize,
}

/// A number of which it is not known what it speaks of.
#[derive(Clone, Debug)]
pub struct UnreadNumber {
    pub place: ProsePlace,
    pub unit: ProseUnit,
    /// As it stands there.
    pub printed: String,
}

/// All that the text of a file says.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    pub facts: Vec<ProseFact>,
    pub years: Vec<ProseYear>,
    /// The sections in their order: name, block of the heading.
    pub sections: Vec<(&'static str, usize)>,
    /// The paragraphs of the sections, in their order.
    pub parts: Vec<ProsePart>,
    /// Whose report it is, as far as it says.
    pub department: String,
    /// Amounts, percentages and counts in sections of ours of which nothing was understood.
    pub unread: Vec<UnreadNumber>,
    /// All amounts, percentages and counts of those sections.
    pub numbers: usize,
}

impl Prose {
    pub fn of(evidence: &Evidence, reading: &Reading, document: &Document) -> Self {
        let book = CodeBook::of(document);
        let mut known: Vec<Code> = reading
            .tables
            .iter()
            .flat_map(|table| &table.facts)
            .filter_map(|fact| match fact.address {
                Source::Cell(key) if key.table == T06 || key.table == T03 => match key.row {
                    RowKey::Code(code) => Some(code),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        known.sort_unstable();
        known.dedup();
        let department = department(evidence, reading);
        let reader = Reader {
            evidence,
            dictionary: Dictionary::of(document, &book, &reading.projects),
            projects: reading.projects.iter().map(|project| flow::normal(&project.name).chars().collect()).collect(),
            items: ItemNames::of(&book, known),
            department: flow::normal(&department).chars().collect(),
            last_year: reading.year.map(|year| year.saturating_sub(1)),
        };
        let headings = Headings::get();
        let mut prose = Self { department: reader.department.iter().collect(), ..Self::default() };
        let mut topic = "";
        let mut flow = Flow::default();
        for (block, content) in evidence.blocks.iter().enumerate() {
            let FileBlock::Paragraph(paragraph) = content else {
                if matches!(content, FileBlock::Table(_)) {
                    reader.read(std::mem::take(&mut flow), topic, &mut prose);
                }
                continue;
            };
            if !flow::is_body(paragraph.origin) {
                continue;
            }
            if let Some(found) = headings.of_line(&paragraph.text, topic) {
                reader.read(std::mem::take(&mut flow), topic, &mut prose);
                topic = found.unwrap_or_default();
                if !topic.is_empty() {
                    prose.sections.push((topic, block));
                }
                continue;
            }
            let mut from = 0;
            if let Some((found, end)) = headings.run_in(&paragraph.text, topic) {
                reader.read(std::mem::take(&mut flow), topic, &mut prose);
                (topic, from) = (found, end);
                prose.sections.push((topic, block));
            }
            if !topic.is_empty() {
                prose.parts.push(ProsePart { topic, block, from });
            }
            flow.add(block, &paragraph.text);
            flow.end_paragraph();
        }
        reader.read(flow, topic, &mut prose);
        prose
    }
}

/// Whose report it is, by its title if no table says so.
fn department(evidence: &Evidence, reading: &Reading) -> String {
    if let Some(name) = &reading.department {
        return name.clone();
    }
    let paragraphs = evidence.blocks.iter().take(60).filter_map(|block| match block {
        FileBlock::Paragraph(paragraph) => Some(flow::normal(&paragraph.text)),
        _ => None,
    });
    let mut titled = paragraphs.filter_map(|text| {
        let marks = ["年度部门决算", "年度单位决算", "年部门决算", "年单位决算"];
        let at = marks.iter().find_map(|mark| text.find(mark));
        // The year may stand in a line of its own.
        let alone = || ["部门决算", "单位决算"].iter().find_map(|mark| text.strip_suffix(mark)).map(str::len);
        let name = text.get(..at.or_else(alone)?)?.trim_end_matches(|c: char| c.is_ascii_digit());
        let name = name.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')')).next()?;
        let name = name.rsplit_once("部分").map_or(name, |(_, name)| name);
        let name = name.trim_start_matches("纳入");
        (name.chars().count() >= 3 && name.chars().count() <= 40).then(|| name.to_owned())
    });
    if let Some(name) = titled.next() {
        return name;
    }
    let texts = evidence.blocks.iter().filter_map(|block| match block {
        FileBlock::Paragraph(paragraph) => Some(paragraph.text.trim()),
        _ => None,
    });
    let mut named = texts.filter_map(|text| {
        let name = text.strip_prefix("纳入")?.split(|c: char| c.is_ascii_digit()).next()?;
        (name.chars().count() >= 3 && name.chars().count() <= 40).then(|| flow::normal(name))
    });
    named.next().unwrap_or_default()
}

//! 公开情况检查表: what a finance bureau looks at in a published report, answered row by row from what the audit found.
//! The rows are data of the region, in `assets/checklist`.
//!
//! “Yes” is said only where it was looked at and nothing was found; an error is “no”. A doubt is neither.

use std::collections::HashMap;

use crate::{
    address::TableId,
    document::{Edition, Region},
    evidence::{FileBlock, FileRemark},
    templates::Profile,
};

use super::{AuditFinding, AuditPlace, Outcome, read::Read, values::paragraph_words};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    NotChecked,
}

impl Answer {
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "是",
            Self::No => "否",
            Self::NotChecked => "没查",
        }
    }

    /// As files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotChecked => "not_checked",
        }
    }
}

/// A row as it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistRow {
    pub subject: String,
    /// What “yes” says.
    pub question: &'static str,
    pub answer: Answer,
    /// What was found, or why it was not checked.
    pub note: String,
    pub place: Option<AuditPlace>,
}

/// Where a row looks.
#[derive(Debug, PartialEq, Eq)]
enum Where {
    /// Nowhere in the file, for this reason.
    Outside(&'static str),
    /// Before the first section and the first table.
    Front,
    Sections,
    /// The sections, and all numbers in them are known.
    Numbers,
    Report,
    /// A row for each table that is published.
    Tables,
    Topics(Vec<&'static str>),
}

#[derive(Debug, PartialEq, Eq)]
struct Line {
    subject: &'static str,
    question: &'static str,
    place: Where,
    against: Vec<&'static str>,
}

const NATIONAL: &str = include_str!("../../assets/checklist/national.txt");
const SICHUAN: &str = include_str!("../../assets/checklist/sichuan.txt");
const SHANGHAI: &str = include_str!("../../assets/checklist/shanghai.txt");

fn lines_of(region: Region) -> Vec<Line> {
    match region {
        Region::Sichuan => parse(SICHUAN),
        Region::Shanghai => parse(SHANGHAI),
        Region::National => parse(NATIONAL),
    }
}

fn parse(text: &'static str) -> Vec<Line> {
    let mut lines = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        if line == "like national" {
            lines.extend(parse(NATIONAL));
        }
        let cells: Vec<&'static str> = line.split('|').map(str::trim).collect();
        let [subject, question, place, against] = cells[..] else { continue };
        let place = match place.split_once(' ').unwrap_or((place, "")) {
            ("outside", reason) => Where::Outside(reason),
            ("front", "") => Where::Front,
            ("text", "") => Where::Sections,
            ("numbers", "") => Where::Numbers,
            ("report", "") => Where::Report,
            ("tables", "") => Where::Tables,
            _ => Where::Topics(place.split_whitespace().collect()),
        };
        lines.push(Line { subject, question, place, against: against.split_whitespace().collect() });
    }
    lines
}

impl Line {
    fn is_about(&self, finding: &AuditFinding) -> bool {
        self.against.iter().any(|against| match against.strip_suffix('*') {
            Some("") => true,
            Some(family) => finding.rule.is_some_and(|rule| rule.starts_with(family)),
            None => *against == finding.kind || finding.rule == Some(*against),
        })
    }
}

/// The parts of a file that rows look at.
struct Parts<'a> {
    read: &'a Read,
    findings: &'a [AuditFinding],
    topics: HashMap<usize, &'static str>,
    /// Where the front ends.
    front: usize,
    /// Pages and parts that nobody can read.
    unreadable: usize,
}

/// Answers the rows of the region.
pub(super) fn fill(region: Region, read: &Read, findings: &[AuditFinding], is_read: bool) -> Vec<ChecklistRow> {
    let parts = Parts::of(read, findings);
    let lines = lines_of(region);
    if !is_read {
        let why = || "没有读懂这份文件，请人工检查".to_owned();
        return lines.iter().map(|line| row(line.subject, line, Answer::NotChecked, why(), None)).collect();
    }
    let mut rows = Vec::new();
    for line in &lines {
        if line.place == Where::Tables {
            let tables = &Profile::preset(Some(region), Some(Edition::Y2025)).tables;
            rows.extend(tables.iter().map(|table| parts.table(line, table.id, &table.title)));
        } else {
            rows.push(parts.answer(line));
        }
    }
    rows
}

fn row(subject: &str, line: &Line, answer: Answer, note: String, place: Option<AuditPlace>) -> ChecklistRow {
    ChecklistRow { subject: subject.to_owned(), question: line.question, answer, note, place }
}

impl<'a> Parts<'a> {
    fn of(read: &'a Read, findings: &'a [AuditFinding]) -> Self {
        let Read { evidence, prose, .. } = read;
        let first_section = prose.sections.first().map(|(_, block)| *block);
        let first_table = evidence.blocks.iter().position(|block| matches!(block, FileBlock::Table(_)));
        let front = first_section.into_iter().chain(first_table).min().unwrap_or_default();
        let headings = prose.sections.iter().map(|(topic, block)| (*block, *topic));
        let topics = headings.chain(prose.parts.iter().map(|part| (part.block, part.topic))).collect();
        let is_unreadable = |remark: &&FileRemark| matches!(remark, FileRemark::ScannedPage(_) | FileRemark::Unread(_));
        let unreadable = evidence.remarks.iter().filter(is_unreadable).count();
        Self { read, findings, topics, front, unreadable }
    }

    fn answer(&self, line: &Line) -> ChecklistRow {
        let not_checked = |why: String| row(line.subject, line, Answer::NotChecked, why, None);
        let prose = &self.read.prose;
        let is_within = |block: usize| match &line.place {
            Where::Front => block < self.front,
            Where::Sections | Where::Numbers => self.topics.contains_key(&block),
            Where::Topics(topics) => self.topics.get(&block).is_some_and(|topic| topics.contains(topic)),
            Where::Report => true,
            Where::Outside(_) | Where::Tables => false,
        };
        let is_there = match &line.place {
            Where::Outside(reason) => return not_checked((*reason).to_owned()),
            Where::Front => self.front > 0,
            Where::Sections => !prose.sections.is_empty(),
            Where::Numbers => !prose.facts.is_empty(),
            Where::Topics(topics) => prose.parts.iter().any(|part| topics.contains(&part.topic)),
            Where::Report | Where::Tables => true,
        };
        if let Some(found) = self.found(line.subject, line, is_within) {
            return found;
        }
        if !is_there {
            return not_checked("报告里没有认出这一部分，请人工检查".to_owned());
        }
        if line.place == Where::Numbers && !prose.unread.is_empty() {
            return not_checked(format!("说明里有{}个数没有认出，其余没有发现问题", prose.unread.len()));
        }
        if self.unreadable > 0 {
            return not_checked(format!("有{}处是图片或读不了，其余没有发现问题", self.unreadable));
        }
        row(line.subject, line, Answer::Yes, String::new(), None)
    }

    fn table(&self, line: &Line, table: TableId, title: &str) -> ChecklistRow {
        let own = self.read.reading.tables.iter().zip(&self.read.silent).filter(|(read, _)| read.table == table);
        let own: Vec<_> = own.collect();
        let is_within = |block: usize| own.iter().any(|(read, _)| read.blocks.contains(&block));
        if let Some(found) = self.found(title, line, is_within) {
            return found;
        }
        let why = match own.iter().find(|(read, _)| !read.facts.is_empty()).or(own.first()) {
            None => "没有认出这张表，请人工检查",
            Some((read, _)) if read.facts.is_empty() => "表里没有数，请看有没有说明",
            Some((_, true)) => "这张表读得没有把握，请人工检查",
            Some((read, false)) => {
                let block = read.blocks.first().copied().unwrap_or_default();
                let words = paragraph_words(&self.read.evidence, block);
                let place = AuditPlace { block, cell: None, characters: None, words };
                return row(title, line, Answer::Yes, String::new(), Some(place));
            }
        };
        row(title, line, Answer::NotChecked, why.to_owned(), None)
    }

    /// What was found within some blocks: errors first, as the findings stand.
    fn found(&self, subject: &str, line: &Line, is_within: impl Fn(usize) -> bool) -> Option<ChecklistRow> {
        let own = self.findings.iter().filter(|finding| {
            let is_here = finding.places.first().is_some_and(|place| is_within(place.block));
            (is_here || line.place == Where::Report) && line.is_about(finding)
        });
        let own: Vec<&AuditFinding> = own.collect();
        let first = own.first()?;
        let count = own.iter().filter(|finding| finding.outcome == first.outcome).count();
        let more = if count > 1 { format!("（共{count}处）") } else { String::new() };
        let (answer, note) = match first.outcome {
            Outcome::Wrong => (Answer::No, format!("{}{more}", first.message)),
            Outcome::Doubtful => (Answer::NotChecked, format!("存疑，请人工看：{}{more}", first.message)),
        };
        Some(row(subject, line, answer, note, first.places.first().cloned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{report::Grammar, rules};

    const REGIONS: [(Region, &str); 3] =
        [(Region::National, NATIONAL), (Region::Sichuan, SICHUAN), (Region::Shanghai, SHANGHAI)];

    #[test]
    fn every_row_is_understood() {
        for (region, text) in REGIONS {
            let written = text.lines().filter(|line| line.contains('|')).count();
            let lines = lines_of(region);
            let inherited = if region == Region::National { 0 } else { parse(NATIONAL).len() };
            assert_eq!(lines.len(), written + inherited, "{region:?}");
            for line in &lines {
                if let Where::Topics(topics) = &line.place {
                    for topic in topics {
                        assert!(Grammar::get().headings.iter().any(|(_, key)| key == topic), "{topic}");
                    }
                }
                assert_eq!(line.against.is_empty(), matches!(line.place, Where::Outside(_)), "{}", line.subject);
                for against in line.against.iter().filter(|against| against.is_ascii() && **against != "*") {
                    let is_known = match against.strip_suffix('*') {
                        Some(family) => rules::all().any(|rule| rule.id.starts_with(family)),
                        None => rules::find(against).is_some(),
                    };
                    assert!(is_known, "{against}");
                }
            }
        }
    }
}

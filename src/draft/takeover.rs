//! 收进项目: which differences are other words in a person's text, and the edit that takes them into the project.
//!
//! What the program wrote follows from what was entered, and a number is entered where it belongs: neither is taken from a
//! file. A link between the words stays a link, because only words are replaced.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    address::{CLOSE, OPEN},
    at,
    document::{Document, Edit, Entry, Kind, Path},
    figures::Source,
};

use super::{
    DraftCheck,
    difference::{Author, Difference},
    expected::Expected,
    plain::{numbers, plain_text},
    units::{ExpectedBody, Piece},
};

/// What the project can take over of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takeover {
    /// Other words in place of a part of a text, which is given in bytes.
    Words {
        path: Path,
        at: Range<usize>,
        text: String,
    },
    /// A paragraph of one's own at the end of a topic, by its name in the template.
    Paragraph {
        topic: String,
        text: String,
    },
    Refused(Refusal),
    /// The difference is no other text.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The program wrote it.
    Generated,
    /// It goes over words of the program and of a person.
    Joined,
    Number,
    /// It has the brackets of a link.
    Brackets,
    /// Printed so often, and not changed everywhere alike.
    Repeated(usize),
    /// Order, division, tables and charts.
    Structure,
    /// What stands there is chosen or signed, and not written.
    Elsewhere,
    /// A page does not tell where its lines end.
    Paged,
    /// Tracked changes are not decided yet.
    Tracked,
    /// The project was changed here, and not the file.
    OfProject,
}

impl Refusal {
    pub fn sentence(self) -> String {
        match self {
            Self::Generated => "程序写的，不能收进；以项目为准".to_owned(),
            Self::Joined => "改动连着程序写的文字，不能收进；请在项目里改填写的部分".to_owned(),
            Self::Number => "改动里有数，不能收进；数请在项目里填，文字里引用".to_owned(),
            Self::Brackets => "文字里有⟦⟧，不能收进；请在成稿里去掉再核对".to_owned(),
            Self::Repeated(count) => format!("报告里印了{count}处，成稿没有改成一样，不能收进；请在项目里改"),
            Self::Structure => "位置、分段、表和图由程序排，不能收进".to_owned(),
            Self::Elsewhere => "不是在项目里写的文字，不能收进；请到项目中的位置去改".to_owned(),
            Self::Paged => "PDF 里的文字断了行，不能收进；请用 Word 文件核对后收进".to_owned(),
            Self::Tracked => "成稿里有修订没有接受或拒绝，不能收进；请在Word中处理后再核对".to_owned(),
            Self::OfProject => "导出以后在项目里改的，项目已经是新的".to_owned(),
        }
    }
}

impl Takeover {
    pub fn is_possible(&self) -> bool {
        matches!(self, Self::Words { .. } | Self::Paragraph { .. })
    }

    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Refused(refusal) => Some(*refusal),
            _ => None,
        }
    }

    /// Other words for a part of a text in which the file changed no number.
    pub(super) fn of_words(document: &Document, path: Path, at: Range<usize>, [old, new]: [&str; 2]) -> Self {
        let Some(stored) = written(document, path) else { return Self::Refused(Refusal::Elsewhere) };
        // What is printed may be made of the text, and not be a part of it.
        if stored.get(at.clone()).is_none_or(|part| plain_text(part, false) != plain_text(old, false)) {
            return Self::Refused(Refusal::Elsewhere);
        }
        if new.contains([OPEN, CLOSE]) {
            return Self::Refused(Refusal::Brackets);
        }
        if numbers(old) != numbers(new) {
            return Self::Refused(Refusal::Number);
        }
        Self::Words { path, at, text: new.chars().filter(|c| !c.is_control()).collect() }
    }

    /// A line of a text, which the file does not have any more.
    pub(super) fn line_gone(document: &Document, pieces: &[Piece]) -> Self {
        let Some((path, line)) = line(pieces) else { return Self::Refused(author_of(pieces)) };
        let Some(stored) = written(document, path) else { return Self::Refused(Refusal::Elsewhere) };
        let Some([before, part, after]) = cut(&stored, &line) else { return Self::Refused(Refusal::Elsewhere) };
        if !numbers(part).is_empty() || part.contains(OPEN) {
            return Self::Refused(Refusal::Number);
        }
        let end = stored.len() - after.trim_start_matches([' ', '\u{3000}', '\t', '\r']).len();
        let at = match stored[end..].starts_with('\n') {
            true => line.start..end + 1,
            false => before.trim_end().len()..end,
        };
        Self::Words { path, at, text: String::new() }
    }

    /// A new line below a paragraph of a person.
    pub(super) fn line_new(document: &Document, pieces: &[Piece], new: &str) -> Option<Self> {
        let last = pieces.iter().rfind(|piece| !piece.text.trim().is_empty())?;
        let (path, end) = (last.path()?, last.at + last.text.len());
        let stored = written(document, path)?;
        let after = stored.get(end..)?;
        let ends_here = after.lines().next().is_none_or(|rest| rest.trim().is_empty());
        let is_long = matches!(Document::kind_at(path), Some(Kind::LongText));
        let is_fit = is_long && ends_here && is_paragraph(new).is_ok();
        is_fit.then(|| Self::Words { path, at: end..end, text: format!("\n{}", new.trim()) })
    }

    pub(super) fn paragraph(topic: &str, new: &str) -> Self {
        match is_paragraph(new) {
            Ok(()) => Self::Paragraph { topic: topic.to_owned(), text: new.trim().to_owned() },
            Err(refusal) => Self::Refused(refusal),
        }
    }
}

/// A person's text as it is kept; `None` where nobody writes one.
pub(super) fn written(document: &Document, path: Path) -> Option<String> {
    let is_text = matches!(Document::kind_at(path)?, Kind::Text | Kind::LongText);
    if !is_text || path.starts_with(&at!(review)) {
        return None;
    }
    match document.entry(path)? {
        Entry::Text(text) => Some(text),
        Entry::Blank => Some(String::new()),
        _ => None,
    }
}

/// Before a part, the part, and behind it.
fn cut<'a>(text: &'a str, part: &Range<usize>) -> Option<[&'a str; 3]> {
    Some([text.get(..part.start)?, text.get(part.clone())?, text.get(part.end..)?])
}

/// The text that a paragraph is a line of, and its place there; `None` if anything else stands in the paragraph.
fn line(pieces: &[Piece]) -> Option<(Path, Range<usize>)> {
    let said = || pieces.iter().filter(|piece| !piece.text.trim().is_empty());
    let (first, last) = (said().next()?, said().next_back()?);
    let path = first.path()?;
    let range = first.at..last.at + last.text.len();
    (said().all(|piece| piece.path() == Some(path)) && range.start < range.end).then_some((path, range))
}

/// Why a paragraph is no line of a person's text.
fn author_of(pieces: &[Piece]) -> Refusal {
    let mut authors = pieces.iter().map(|piece| &piece.author);
    if authors.clone().any(|author| matches!(author, Author::Figure(_))) {
        Refusal::Number
    } else if authors.any(|author| matches!(author, Author::Person(_))) {
        Refusal::Joined
    } else {
        Refusal::Generated
    }
}

fn is_paragraph(text: &str) -> Result<(), Refusal> {
    match text.contains([OPEN, CLOSE]) {
        true => Err(Refusal::Brackets),
        false if numbers(text).is_empty() => Ok(()),
        false => Err(Refusal::Number),
    }
}

/// Takes back what cannot be taken over after all: of pages, beside undecided changes, and where a text is printed several
/// times and not changed alike everywhere.
pub(super) fn settle(differences: &mut [Difference], expected: &Expected<'_>, is_tracked: bool) {
    let all: Vec<Takeover> = differences.iter().map(|difference| difference.takeover.clone()).collect();
    for difference in differences.iter_mut().filter(|difference| difference.takeover.is_possible()) {
        let refusal = if expected.is_paged {
            Some(Refusal::Paged)
        } else if is_tracked {
            Some(Refusal::Tracked)
        } else if let Takeover::Words { path, at, .. } = &difference.takeover {
            let printed = printed(expected, *path, at);
            let changed = all.iter().filter(|other| **other == difference.takeover).count();
            (changed < printed).then_some(Refusal::Repeated(printed))
        } else {
            None
        };
        if let Some(refusal) = refusal {
            difference.takeover = Takeover::Refused(refusal);
        }
    }
}

/// How often a part of a text is printed.
fn printed(expected: &Expected<'_>, path: Path, part: &Range<usize>) -> usize {
    let count = expected.units.iter().map(|unit| match &unit.body {
        ExpectedBody::Text { pieces, .. } => {
            let is_within = |piece: &&Piece| (piece.at..=piece.at + piece.text.len()).contains(&part.start);
            pieces.iter().filter(|piece| piece.path() == Some(path)).filter(is_within).count()
        }
        ExpectedBody::Cells { cells, .. } => {
            cells.iter().filter(|cell| cell.cell.source == Some(Source::Entered(path))).count()
        }
        ExpectedBody::Chart(_) => 0,
    });
    count.sum()
}

impl DraftCheck {
    /// The numbers of the differences that can be taken over.
    pub fn possible_takeovers(&self) -> Vec<usize> {
        let all = self.differences.iter().enumerate();
        all.filter(|(_, one)| one.takeover.is_possible()).map(|(number, _)| number).collect()
    }

    /// One step that takes over the differences of these numbers; `None` if it would change nothing.
    pub fn takeover(&self, document: &Document, chosen: &[usize]) -> Option<Edit> {
        let mut texts: BTreeMap<Path, Vec<(&Range<usize>, &str)>> = BTreeMap::new();
        let mut paragraphs = Vec::new();
        let taken = chosen.iter().filter_map(|number| self.differences.get(*number));
        let mut count = 0;
        for difference in taken {
            match &difference.takeover {
                Takeover::Words { path, at, text } => {
                    let parts = texts.entry(*path).or_default();
                    // Printed several times, it was changed several times.
                    if !parts.contains(&(at, text)) {
                        parts.push((at, text));
                    }
                }
                Takeover::Paragraph { topic, text } => paragraphs.push((topic, text)),
                Takeover::Refused(_) | Takeover::Nothing => continue,
            }
            count += 1;
        }
        let mut edits = Vec::new();
        for (path, mut parts) in texts {
            let stored = written(document, path)?;
            parts.sort_by_key(|(at, _)| at.start);
            let (mut new, mut done) = (String::new(), 0);
            for (at, text) in parts.into_iter().filter(|(at, _)| at.end <= stored.len()) {
                let Some(kept) = stored.get(done..at.start) else { continue };
                new.push_str(kept);
                new.push_str(text);
                done = at.end;
            }
            new.push_str(stored.get(done..)?);
            edits.push(Edit::type_text(path, &new, document.amount_unit()));
        }
        for (row, (topic, text)) in (document.report.additions.len()..).zip(paragraphs) {
            edits.push(Edit::insert_rows(at!(report.additions), row, 1));
            let entries = [(at!(report.additions[row].topic), topic), (at!(report.additions[row].text), text)];
            edits.extend(entries.map(|(path, text)| Edit::Set { path, entry: Entry::Text(text.clone()) }));
        }
        (!edits.is_empty()).then(|| Edit::Many { label: format!("收进成稿的 {count} 处文字"), edits })
    }
}

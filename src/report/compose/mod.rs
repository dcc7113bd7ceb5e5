//! Composes the report: walks through the lines of the template and fills in numbers and words.

mod approval;
mod flow;
mod rows;
mod sentences;
mod worth;
mod written;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    at,
    document::Path,
    figures::{Figures, TableId},
    seal::KnownSigners,
    tables::chinese_number,
    templates::TermNumbers,
};

use super::{
    glossary,
    model::{
        Block, Cover, Heading, HeadingStyle, Orientation, PageSection, Paragraph, ParagraphStyle, Report, Run,
        TableKey, Topic, text_of,
    },
    template::{self, Pieces, Template, TemplateLine},
};

use flow::Flow;
use rows::{DetailLines, ListedRow};

impl Report {
    /// The whole report, to be signed by pen. Cannot fail: what is missing becomes a [`Run::Blank`].
    pub fn of(figures: &Figures) -> Self {
        Self::with_signers(figures, &KnownSigners::default())
    }

    /// The whole report; who signed is named where the key was accepted for the name and role.
    pub fn with_signers(figures: &Figures, known: &KnownSigners) -> Self {
        let template = template::of(&figures.profile);
        let mut composer = Composer::new(figures, template, known);
        composer.lines(&template.front);
        for name in &figures.profile.parts {
            composer.part(name);
        }
        composer.part(APPROVAL);
        composer.finish_topic();
        composer.put_glossary();
        composer.report.title = composer.title();
        composer.report
    }
}

/// How the page of a table lies. `T01`, `T04` and `T08` have few columns and fill a page with rows.
fn orientation(table: TableId) -> Orientation {
    if matches!(table.number(), 1 | 4 | 8) { Orientation::Upright } else { Orientation::Landscape }
}

fn is_part_title(blocks: &[Block]) -> bool {
    matches!(blocks, [Block::Heading(Heading { style: HeadingStyle::Part, .. })])
}

/// The part that ends the report, if it is asked for.
const APPROVAL: &str = "approval";

struct Composer<'a> {
    figures: &'a Figures,
    template: &'static Template,
    known: &'a KnownSigners,
    report: Report,
    /// The number of the part that is being written, from 1.
    part: usize,
    /// Whether blocks still go to the last topic.
    is_open: bool,
    /// Whether the last title is that of an attachment.
    is_in_attachment: bool,
    /// What `$` stands for.
    row: ListedRow,
    /// The amount and the rate that a wording speaks of.
    local: [Vec<Run>; 2],
    /// The lines of each item, made when first asked for.
    lines: Option<DetailLines>,
    /// The texts of the open topic, each once; there may be thousands.
    noted: FxHashSet<Path>,
    /// The rows of the persons' own paragraphs, by topic.
    additions: FxHashMap<&'a str, Vec<usize>>,
    /// Where the glossary belongs: it is written last, because it lists what the report uses.
    glossary: Option<(usize, usize, usize)>,
}

impl<'a> Composer<'a> {
    fn new(figures: &'a Figures, template: &'static Template, known: &'a KnownSigners) -> Self {
        let mut additions: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, addition) in figures.document.report.additions.iter().enumerate() {
            additions.entry(&*addition.topic).or_default().push(index);
        }
        Self {
            figures,
            template,
            known,
            report: Report::default(),
            part: 0,
            is_open: false,
            is_in_attachment: false,
            row: ListedRow::default(),
            local: Default::default(),
            lines: None,
            noted: FxHashSet::default(),
            additions,
            glossary: None,
        }
    }

    fn title(&mut self) -> String {
        let covers = self.report.blocks().find_map(|block| match block {
            Block::Cover(cover) => Some(cover.lines.iter().map(|line| text_of(line)).collect()),
            _ => None,
        });
        covers.unwrap_or_default()
    }

    fn part(&mut self, name: &str) {
        if let Some((_, lines)) = self.template.parts.iter().find(|(known, _)| known == name) {
            self.part += 1;
            self.lines(lines);
        }
    }

    fn lines(&mut self, lines: &'static [TemplateLine]) {
        lines.iter().for_each(|line| self.line(line));
    }

    fn line(&mut self, line: &'static TemplateLine) {
        match line {
            TemplateLine::Section(orientation) => self.section(*orientation),
            TemplateLine::Cover { lines, foot } => {
                let lines = lines.iter().map(|line| self.one_line(line)).collect();
                let foot = self.one_line(foot);
                self.push(Block::Cover(Cover { lines, foot }));
            }
            TemplateLine::Contents => self.push(Block::Contents),
            TemplateLine::PageBreak => self.page_break(),
            TemplateLine::Heading { key, style, text } => {
                self.finish_topic();
                let runs = self.one_line(text);
                self.heading(key, *style, runs);
            }
            TemplateLine::Paragraph { style, text } => {
                let flow = self.flow(text);
                self.paragraphs(*style, flow);
            }
            TemplateLine::Chart(key) if self.figures.profile.has_charts => self.push(Block::Chart(key)),
            TemplateLine::Chart(_) => {}
            TemplateLine::Table(key) => self.push(Block::Table(*key)),
            TemplateLine::Tables => self.tables(),
            TemplateLine::Text { path, prompt } => {
                let mut flow = Flow::default();
                self.written_below(*path, prompt.as_deref(), &mut flow);
                self.paragraphs(ParagraphStyle::Body, flow);
            }
            TemplateLine::Glossary => self.mark_glossary(),
            TemplateLine::Approval => self.approval(),
            TemplateLine::If { condition, then, otherwise } => {
                let lines = if self.holds(condition) { then } else { otherwise };
                self.lines(lines);
            }
            TemplateLine::Each { list, lines } => {
                for row in self.rows(*list) {
                    let outer = std::mem::replace(&mut self.row, row);
                    self.lines(lines);
                    self.row = outer;
                }
            }
        }
    }

    fn section(&mut self, orientation: Orientation) {
        self.finish_topic();
        self.report.sections.push(PageSection { orientation, blocks: Vec::new() });
    }

    fn push(&mut self, block: Block) {
        if self.report.sections.is_empty() {
            self.section(Orientation::Portrait);
        }
        if let Some(section) = self.report.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    /// The section that is being written and how many blocks it has.
    fn place(&self) -> (usize, usize) {
        let last = self.report.sections.len().saturating_sub(1);
        (last, self.report.sections.last().map_or(0, |section| section.blocks.len()))
    }

    /// What comes first in a part stands below its heading.
    fn page_break(&mut self) {
        let last = self.report.sections.last().and_then(|section| section.blocks.last());
        if !matches!(last, Some(Block::Heading(Heading { style: HeadingStyle::Part, .. }))) {
            self.push(Block::PageBreak);
        }
    }

    /// Each published table on a page of its own.
    fn tables(&mut self) {
        let figures = self.figures;
        for (index, table) in figures.profile.tables.iter().enumerate() {
            self.finish_topic();
            let orientation = orientation(table.id);
            match self.report.sections.last_mut() {
                Some(section) if section.blocks.is_empty() => section.orientation = orientation,
                // The title of the part has no page of its own.
                Some(PageSection { orientation: own, blocks }) if is_part_title(blocks) => *own = orientation,
                Some(section) if section.orientation == orientation => {
                    self.push(Block::PageBreak);
                    // It belongs to the table before, whose own paragraphs stand above it.
                    let (_, end) = self.place();
                    if let Some(topic) = self.report.topics.last_mut().filter(|topic| topic.blocks.end + 1 == end) {
                        topic.blocks.end = end;
                    }
                }
                _ => self.section(orientation),
            }
            let title = format!("{}、{}", chinese_number(index + 1), table.title);
            self.heading(&format!("table_{:02}", table.id.number()), HeadingStyle::Table, vec![Run::words(title)]);
            self.push(Block::Table(TableKey::Published(table.id)));
        }
    }

    fn heading(&mut self, key: &str, style: HeadingStyle, runs: Vec<Run>) {
        let (section, at) = self.place();
        match style {
            HeadingStyle::Part => self.is_in_attachment = false,
            HeadingStyle::Attachment => self.is_in_attachment = true,
            HeadingStyle::Table | HeadingStyle::First | HeadingStyle::Second | HeadingStyle::Third => {}
        }
        let is_attached = self.is_in_attachment && style != HeadingStyle::Attachment;
        let topic = self.report.topics.len();
        let heading = Heading { style, is_attached, runs, topic };
        self.report.topics.push(Topic {
            key: key.to_owned(),
            title: heading.text(),
            level: heading.level(),
            section,
            blocks: at..at + 1,
            texts: Vec::new(),
        });
        self.is_open = true;
        self.noted.clear();
        self.push(Block::Heading(heading));
    }

    /// Puts a person's own paragraphs below what the template says, and closes the topic.
    fn finish_topic(&mut self) {
        if !std::mem::take(&mut self.is_open) {
            return;
        }
        let own = self.report.topics.last().and_then(|topic| self.additions.get(topic.key.as_str())).cloned();
        for index in own.into_iter().flatten() {
            let mut flow = Flow::default();
            self.written(at!(report.additions[index].text), None, &mut flow);
            self.paragraphs(ParagraphStyle::Body, flow);
        }
        let (_, end) = self.place();
        if let Some(topic) = self.report.topics.last_mut() {
            topic.blocks.end = end;
        }
    }

    fn paragraphs(&mut self, style: ParagraphStyle, flow: Flow) {
        for runs in flow.into_paragraphs() {
            self.push(Block::Paragraph(Paragraph { style, runs }));
        }
    }

    fn one_line(&mut self, pieces: &'static Pieces) -> Vec<Run> {
        self.flow(pieces).into_paragraphs().into_iter().flatten().collect()
    }

    /// Notes that a person writes this text for the topic.
    fn note_text(&mut self, path: Path) {
        if let Some(topic) = self.report.topics.last_mut()
            && self.noted.insert(path)
        {
            topic.texts.push(path);
        }
    }

    fn mark_glossary(&mut self) {
        let (section, at) = self.place();
        self.glossary = Some((section, at, self.report.topics.len().saturating_sub(1)));
    }

    fn put_glossary(&mut self) {
        let Some((section, at, topic)) = self.glossary else { return };
        let mut flow = Flow::default();
        for (number, term) in glossary::terms(self.figures, &self.report).into_iter().enumerate() {
            let number = match self.figures.profile.term_numbers {
                TermNumbers::Arabic => format!("{}.", number + 1),
                TermNumbers::Chinese => format!("{}、", chinese_number(number + 1)),
            };
            flow.words(&format!("{number}{}：", term.name));
            match term.own {
                Some(path) => self.written(path, None, &mut flow),
                None => flow.words(&term.text),
            }
            flow.end_paragraph();
        }
        let paragraphs = flow.into_paragraphs().into_iter();
        let blocks: Vec<Block> =
            paragraphs.map(|runs| Block::Paragraph(Paragraph { style: ParagraphStyle::Body, runs })).collect();
        let count = blocks.len();
        if let Some(section) = self.report.sections.get_mut(section) {
            section.blocks.splice(at..at, blocks);
        }
        for (index, other) in self.report.topics.iter_mut().enumerate().skip(topic) {
            if other.section == section {
                let shift = if index == topic { 0 } else { count };
                other.blocks = other.blocks.start + shift..other.blocks.end + count;
            }
        }
        let own = glossary::own_texts(self.figures);
        if let Some(topic) = self.report.topics.get_mut(topic) {
            topic.texts.extend(own);
        }
    }
}

#[cfg(test)]
mod sweep;
#[cfg(test)]
mod tests;

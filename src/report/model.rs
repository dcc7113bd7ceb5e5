//! What a report consists of.

use std::ops::Range;

use crate::{
    document::Path,
    figures::{Source, TableId},
};

/// The whole published document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// 盐边县总工会2024年度部门决算
    pub title: String,
    /// In the order of the template.
    pub sections: Vec<PageSection>,
    /// What the outline lists, in the order of the report.
    pub topics: Vec<Topic>,
    /// The reasons that a person wrote for what did not change.
    pub without_change: Vec<Path>,
}

/// Consecutive pages of one orientation. A section begins on a new page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageSection {
    /// Of its pages.
    pub orientation: Orientation,
    /// What stands on them.
    pub blocks: Vec<Block>,
}

/// How the paper lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// 纵向
    Portrait,
    /// Landscape, for wide tables.
    Landscape,
    /// Portrait with the narrow margins of the tables.
    Upright,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The title page; ends its page.
    Cover(Cover),
    /// The contents (目录): whoever sets the pages makes them of all headings; ends its page.
    Contents,
    Heading(Heading),
    Paragraph(Paragraph),
    /// A table, see [`PrintedTable::of`](super::PrintedTable::of).
    Table(TableKey),
    /// A chart, by its [`crate::charts::ChartSpec::key`].
    Chart(&'static str),
    /// What follows begins on a new page.
    PageBreak,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cover {
    /// The title, line by line.
    pub lines: Vec<Vec<Run>>,
    /// The foot of the page: the time of publication (公开时间).
    pub foot: Vec<Run>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    pub style: HeadingStyle,
    /// Whether it stands below the title of an attachment, and so one level deeper.
    pub is_attached: bool,
    /// Its words, number included: “一、部门职责”.
    pub runs: Vec<Run>,
    /// Its place in [`Report::topics`].
    pub topic: usize,
}

/// The kinds of headings of a published report (GB/T 9704).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadingStyle {
    /// “第一部分 部门概况”: begins a page, centred.
    Part,
    /// The title of an attachment, centred. A label such as “附件1” stands above it as a paragraph.
    Attachment,
    /// The title of a published table, centred.
    Table,
    /// 一、
    First,
    /// （一）
    Second,
    /// 1.
    Third,
}

impl HeadingStyle {
    /// The level where it stands below no attachment, from 1.
    pub fn level(self) -> u8 {
        match self {
            Self::Part => 1,
            Self::Attachment | Self::Table | Self::First => 2,
            Self::Second => 3,
            Self::Third => 4,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    pub style: ParagraphStyle,
    pub runs: Vec<Run>,
}

/// The kinds of paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphStyle {
    /// The text: 仿宋, indented by two characters.
    Body,
    /// “附件1”, “附表1”: 黑体, flush left.
    Label,
    /// A centred line below a title: （报告范围包括机关和下属单位）.
    Centred,
    /// Small print below a table or chart.
    Note,
    /// A line at the right: signatures and dates.
    Right,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    /// Fixed wording of the template; holds no figures.
    Words(String),
    /// A figure as printed, without its unit.
    Figure {
        /// 232.34, 86.12%, 13.
        text: String,
        /// Where it comes from.
        source: Source,
    },
    /// What a person wrote.
    Written {
        /// As it stands in the document between links.
        text: String,
        /// The text it is part of.
        path: Path,
        /// Where in it, in bytes.
        at: usize,
    },
    /// What a person has still to write; printed in a draft only.
    Blank {
        /// What is wanted: “主要变动原因”.
        prompt: String,
        /// Where to write it.
        path: Path,
    },
}

impl Run {
    pub fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    /// A whole text that a person wrote.
    pub fn written(text: impl Into<String>, path: Path) -> Self {
        Self::Written { text: text.into(), path, at: 0 }
    }

    /// As printed in a draft.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Words(text) | Self::Figure { text, .. } | Self::Written { text, .. } => text.into(),
            Self::Blank { prompt, .. } => format!("【待填：{prompt}】").into(),
        }
    }
}

impl Paragraph {
    pub fn text(&self) -> String {
        text_of(&self.runs)
    }
}

impl Heading {
    /// The level in the outline of a word processor, from 1.
    pub fn level(&self) -> u8 {
        self.style.level() + u8::from(self.is_attached)
    }

    /// Whether the contents list it: parts, attachments and what is numbered “一、”.
    pub fn is_listed(&self) -> bool {
        self.style <= HeadingStyle::First
    }

    pub fn text(&self) -> String {
        text_of(&self.runs)
    }
}

/// The text of some runs.
pub fn text_of(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text()).collect()
}

/// A table of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKey {
    /// One of the 13 tables.
    Published(TableId),
    /// 附表1 部门预算绩效自评打分表
    Scores,
    /// 附表2 部门整体绩效目标完成情况自评表
    Targets,
}

/// An entry of the outline: a heading and what stands below it up to the next entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its stable name in the template: `overview`, `income`.
    pub key: String,
    pub title: String,
    /// Its depth, as [`HeadingStyle::level`] gives it.
    pub level: u8,
    /// The section of the report.
    pub section: usize,
    /// The blocks of that section, heading included.
    pub blocks: Range<usize>,
    /// The texts that a person writes for it, filled or not, in order.
    pub texts: Vec<Path>,
}

impl Report {
    /// The blocks of a topic.
    pub fn blocks_of(&self, topic: &Topic) -> &[Block] {
        let section = self.sections.get(topic.section);
        section.and_then(|section| section.blocks.get(topic.blocks.clone())).unwrap_or_default()
    }

    /// A topic by its name.
    pub fn topic(&self, key: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.key == key)
    }

    /// Every block, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }

    /// The charts by name, in order.
    pub fn charts(&self) -> impl Iterator<Item = &'static str> {
        self.blocks().filter_map(|block| match block {
            Block::Chart(key) => Some(*key),
            _ => None,
        })
    }

    /// Every run of headings and paragraphs, in order.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        self.blocks().flat_map(|block| match block {
            Block::Heading(heading) => heading.runs.as_slice(),
            Block::Paragraph(paragraph) => paragraph.runs.as_slice(),
            _ => &[],
        })
    }

    /// Headings and paragraphs, one a line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for block in self.blocks() {
            let runs = match block {
                Block::Heading(heading) => &heading.runs,
                Block::Paragraph(paragraph) => &paragraph.runs,
                _ => continue,
            };
            runs.iter().for_each(|run| text.push_str(&run.text()));
            text.push('\n');
        }
        text
    }

    /// What a person has still to write, in order; the title page first.
    pub fn blanks(&self) -> impl Iterator<Item = (&str, Path)> {
        let covers = self.blocks().filter_map(|block| match block {
            Block::Cover(cover) => Some(cover.lines.iter().flatten().chain(&cover.foot)),
            _ => None,
        });
        covers.flatten().chain(self.runs()).filter_map(|run| match run {
            Run::Blank { prompt, path } => Some((prompt.as_str(), *path)),
            _ => None,
        })
    }
}

//! Templates of the report: the order of sections and the fixed words, as data in `assets/report`.
//!
//! A template is parsed once into [`TemplateLine`]s of [`Piece`]s with checked addresses, so that composing a report
//! looks no name up. The form of the files is described in `assets/report/README.md`.

mod address;
mod lines;
mod pieces;

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    document::Path,
    templates::{Annex, Profile},
};

use super::model::{HeadingStyle, Orientation, ParagraphStyle, TableKey};

pub(super) use address::{Address, PathAddress, RowNames};

/// The wording of one region.
#[derive(Default)]
pub(super) struct Template {
    /// What stands before the first part: cover and contents.
    pub front: Vec<TemplateLine>,
    /// The parts by the names of their headings, in the order of the file.
    pub parts: Vec<(String, Vec<TemplateLine>)>,
    /// Wordings that depend on the data, by name: `change.up`.
    pub words: BTreeMap<String, Pieces>,
}

/// A line of a template.
pub(super) enum TemplateLine {
    Section(Orientation),
    Cover {
        lines: Vec<Pieces>,
        foot: Pieces,
    },
    Contents,
    PageBreak,
    Heading {
        key: String,
        style: HeadingStyle,
        text: Pieces,
    },
    Paragraph {
        style: ParagraphStyle,
        text: Pieces,
    },
    Chart(&'static str),
    Table(TableKey),
    /// Each table that is published, under a heading of its own.
    Tables,
    /// The paragraphs that a person wrote; without a prompt they may be missing.
    Text {
        path: Path,
        prompt: Option<String>,
    },
    Glossary,
    /// Who signed, a line for each role.
    Approval,
    If {
        condition: Box<Condition>,
        then: Vec<TemplateLine>,
        otherwise: Vec<TemplateLine>,
    },
    Each {
        list: ListName,
        lines: Vec<TemplateLine>,
    },
}

pub(super) type Pieces = Vec<Piece>;

/// A piece of a line.
pub(super) enum Piece {
    Words(String),
    Slot(Box<Slot>),
    Choice {
        condition: Condition,
        then: Pieces,
        otherwise: Pieces,
    },
    /// Parts that say something, with the separator between them.
    Join {
        separator: String,
        parts: Vec<Pieces>,
    },
    /// The same for each row of a list.
    Each {
        separator: String,
        list: ListName,
        each: Pieces,
    },
}

/// A place for a figure or for words that depend on the data.
pub(super) enum Slot {
    /// A number or text as printed.
    Value(Address),
    /// The year, or so many years before.
    Year(u32),
    /// 增加…，增长…
    Change { growth: Address, words: String },
    /// 完成预算…
    Completion { actual: Address, budget: Address, rate: Address, words: String },
    /// 决算数等于预算数…
    Compare { actual: Address, budget: Address, words: String, reason: Option<ReasonOf> },
    /// A reason and the words before it; needed when the change is large.
    Reason { path: PathAddress, growth: Address, before: String },
    /// A person's words inside a sentence.
    Written { path: PathAddress, prompt: Option<String> },
    /// A place for something that is missing.
    Blank { path: Path, prompt: String },
    /// What the current item was used for, and the words before it.
    Purpose { before: String },
    /// 全年预算 or 年初预算
    Basis,
    /// The same of three-public spending.
    ThreePublicBasis,
    /// The number of the part of the report: “一”.
    Part,
    /// How many tables are published: “十三”.
    TableCount,
    /// Something of the current row of a list.
    Item(ItemPart),
    /// The amount or rate of the change, completion that is put into words.
    Local(Local),
}

/// Where the reason of a difference from the budget is written.
pub(super) enum ReasonOf {
    /// In the lines of the item.
    Lines,
    /// In a place of its own.
    Path(Box<PathAddress>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemPart {
    /// 1
    Number,
    /// 一
    Chinese,
    Name,
    /// 类、款、项
    FullName,
    /// The number that the row is about.
    Value,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Local {
    Amount,
    Rate,
}

/// What a wording depends on.
pub(super) enum Condition {
    /// The first is zero and none of the others is larger.
    Zero(Vec<Address>),
    /// At least one is neither blank nor zero.
    Some(Vec<Address>),
    /// All are blank.
    Blank(Vec<Address>),
    /// Zero, or blank although other spending was entered: there is none of this kind.
    Idle(Box<Address>),
    /// As [`Self::Zero`], where the form does not list what is zero.
    None(Vec<Address>),
    /// One is worth something; where the form lists what is zero, zero is enough.
    Shown(Vec<Address>),
    /// The form lists what is zero.
    ZerosListed,
    /// Both print the same amount.
    Same(Box<[Address; 2]>),
    /// A list has rows.
    Any(ListName),
    /// A choice.
    Is(Path, String),
    /// An annex is published.
    Published(Annex),
    Not(Box<Condition>),
}

/// Lists of what occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListName {
    /// 收入来源
    Income,
    /// 财政拨款以外的收入来源
    OtherIncome,
    /// 支出种类
    Spending,
    /// 一般公共预算支出的类
    Classes,
    /// 一般公共预算支出的项
    Items,
    /// 人员经费的经济科目
    Personnel,
    /// 公用经费的经济科目
    Public,
    /// 项目
    Projects,
    /// 国内接待
    Domestic,
    /// 国有资产里车辆的用途
    Vehicles,
    /// 所属单位
    Members,
}

impl Template {
    /// All lines, in the order of the file.
    #[cfg(test)]
    fn lines(&self) -> impl Iterator<Item = &[TemplateLine]> {
        std::iter::once(self.front.as_slice()).chain(self.parts.iter().map(|(_, lines)| lines.as_slice()))
    }
}

impl ListName {
    pub const ALL: [(&'static str, Self); 11] = [
        ("income", Self::Income),
        ("other_income", Self::OtherIncome),
        ("spending", Self::Spending),
        ("classes", Self::Classes),
        ("items", Self::Items),
        ("personnel", Self::Personnel),
        ("public", Self::Public),
        ("projects", Self::Projects),
        ("domestic", Self::Domestic),
        ("vehicles", Self::Vehicles),
        ("members", Self::Members),
    ];
}

/// A template and what of it cannot be read.
type Read = (Template, Vec<Fault>);

static SICHUAN: LazyLock<Read> =
    LazyLock::new(|| lines::parse(include_str!("../../../assets/report/sichuan-2024.txt")));
static NATIONAL: LazyLock<Read> = LazyLock::new(|| lines::parse(include_str!("../../../assets/report/national.txt")));
static SHANGHAI: LazyLock<Read> = LazyLock::new(|| lines::parse(include_str!("../../../assets/report/shanghai.txt")));

/// What a template says that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub line: usize,
    pub words: String,
}

/// The template of a profile.
pub(super) fn of(profile: &Profile) -> &'static Template {
    let named = ALL.iter().find(|(name, _)| *name == profile.report);
    named.map_or(&SICHUAN.0, |(_, read)| &read.0)
}

/// Every template.
pub(super) fn all() -> impl Iterator<Item = &'static Template> {
    ALL.iter().map(|(_, read)| &read.0)
}

/// The templates by their names.
const ALL: [(&str, &LazyLock<Read>); 3] =
    [("sichuan-2024", &SICHUAN), ("national", &NATIONAL), ("shanghai", &SHANGHAI)];

#[cfg(test)]
mod tests;

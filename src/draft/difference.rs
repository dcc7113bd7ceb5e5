//! What is different, in the words of whoever has to mend it.

use crate::{
    document::Path,
    evidence::{FileCell, FilePlace},
    figures::Source,
};

use super::takeover::Takeover;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DifferenceKind {
    /// A number in a text or a cell.
    Number,
    Words,
    Heading,
    /// Words of a cell, or a cell that stands in another column.
    Cell,
    ParagraphMissing,
    ParagraphAdded,
    ParagraphMoved,
    /// A paragraph that was divided, or several that were joined.
    ParagraphDivided,
    RowMissing,
    RowAdded,
    RowMoved,
    TableMissing,
    TableAdded,
    ChartLabel,
    /// What a chart is drawn of.
    ChartData,
    ChartMissing,
    ChartAdded,
    ChartMoved,
    PictureAdded,
    /// Above or below the text of a page.
    Margin,
    /// An entry of the contents.
    Contents,
    TrackedChanges,
    Comment,
    /// Text that is in the file and on no page.
    Hidden,
    /// A part of the file that nobody can read.
    Unread,
}

impl DifferenceKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Number => "改了数",
            Self::Words => "改了字",
            Self::Heading => "改了标题",
            Self::Cell => "改了单元格",
            Self::ParagraphMissing => "少了一段",
            Self::ParagraphAdded => "多了一段",
            Self::ParagraphMoved => "段落换了位置",
            Self::ParagraphDivided => "段落拆开或合并了",
            Self::RowMissing => "少了一行",
            Self::RowAdded => "多了一行",
            Self::RowMoved => "行换了位置",
            Self::TableMissing => "少了一张表",
            Self::TableAdded => "多了一张表",
            Self::ChartLabel => "改了图上的字",
            Self::ChartData => "改了图的数据",
            Self::ChartMissing => "少了一张图",
            Self::ChartAdded => "多了一张图",
            Self::ChartMoved => "图换了位置",
            Self::PictureAdded => "多了一张图片",
            Self::Margin => "页眉页脚有别的字",
            Self::Contents => "目录不一致",
            Self::TrackedChanges => "有修订没有接受",
            Self::Comment => "留有批注",
            Self::Hidden => "有隐藏文字",
            Self::Unread => "没有核对",
        }
    }

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Words => "words",
            Self::Heading => "heading",
            Self::Cell => "cell",
            Self::ParagraphMissing => "paragraph-missing",
            Self::ParagraphAdded => "paragraph-added",
            Self::ParagraphMoved => "paragraph-moved",
            Self::ParagraphDivided => "paragraph-divided",
            Self::RowMissing => "row-missing",
            Self::RowAdded => "row-added",
            Self::RowMoved => "row-moved",
            Self::TableMissing => "table-missing",
            Self::TableAdded => "table-added",
            Self::ChartLabel => "chart-label",
            Self::ChartData => "chart-data",
            Self::ChartMissing => "chart-missing",
            Self::ChartAdded => "chart-added",
            Self::ChartMoved => "chart-moved",
            Self::PictureAdded => "picture-added",
            Self::Margin => "margin",
            Self::Contents => "contents",
            Self::TrackedChanges => "tracked-changes",
            Self::Comment => "comment",
            Self::Hidden => "hidden",
            Self::Unread => "unread",
        }
    }
}

/// Who wrote what the project has at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// The template: 程序写的.
    Program,
    Figure(Source),
    Person(Path),
    /// Nobody yet.
    Blank(Path),
}

/// A place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPlace {
    /// `第12段`, `第3页 第2张表 第5行第2列`
    pub words: String,
    /// The block of the file at which it stands.
    pub block: usize,
    pub place: FilePlace,
    pub cell: Option<FileCell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: DifferenceKind,
    /// What the project says; blank for what is added.
    pub expected: String,
    /// What the file says; blank for what is missing.
    pub found: String,
    /// What stands around it.
    pub context: String,
    pub author: Author,
    /// The entry of the outline.
    pub topic: Option<usize>,
    /// Its title.
    pub chapter: String,
    pub place: Option<DraftPlace>,
    /// Where the project has moved on: whether the file was edited here, too. `None` where nobody can tell.
    pub is_edit: Option<bool>,
    pub takeover: Takeover,
}

impl Difference {
    /// Where the number comes from in the project.
    pub fn source(&self) -> Option<&Source> {
        match &self.author {
            Author::Figure(source) => Some(source),
            _ => None,
        }
    }

    pub(super) fn is_at_same_place(&self, other: &Self) -> bool {
        self.kind == other.kind && self.found == other.found && self.place == other.place
    }
}

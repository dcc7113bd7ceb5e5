//! The model: blocks with places.

use serde::{Deserialize, Serialize};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    Xlsx,
    Xls,
    SpreadsheetXml,
    Html,
    Docx,
    Pdf,
    Text,
}

impl FileKind {
    /// The words for a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Xlsx => "Excel 工作簿",
            Self::Xls => "旧格式的 Excel 工作簿",
            Self::SpreadsheetXml => "XML 电子表格",
            Self::Html => "网页表格",
            Self::Docx => "Word 文件",
            Self::Pdf => "PDF",
            Self::Text => "文本",
        }
    }

    /// Whether cells hold numbers themselves, and not only their print.
    pub fn has_numbers(self) -> bool {
        matches!(self, Self::Xlsx | Self::Xls | Self::SpreadsheetXml)
    }
}

/// All that stands in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    pub kind: FileKind,
    /// In the order of the file.
    pub blocks: Vec<FileBlock>,
    /// What a reader has to know of the file besides.
    pub remarks: Vec<FileRemark>,
    /// The properties that programs leave in it, by name.
    pub properties: Vec<(String, String)>,
    /// In the order of the file; their words stand among the blocks, too.
    #[serde(default)]
    pub charts: Vec<FileChart>,
}

impl Evidence {
    pub fn new(kind: FileKind) -> Self {
        Self { kind, blocks: Vec::new(), remarks: Vec::new(), properties: Vec::new(), charts: Vec::new() }
    }

    pub fn tables(&self) -> impl Iterator<Item = &FileTable> {
        self.blocks.iter().filter_map(|block| match block {
            FileBlock::Table(table) => Some(table),
            _ => None,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileRemark {
    /// Changes that were tracked and not yet accepted; the block of the first.
    TrackedChanges { count: usize, block: Option<usize> },
    /// Text that is not printed, and the block in which it stands.
    Hidden { text: String, block: usize },
    /// A remark of a person, and the block that it is about.
    Comment { author: String, text: String, block: Option<usize> },
    /// A page that is a picture.
    ScannedPage(u32),
    /// A part that could not be read, in words.
    Unread(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileBlock {
    Paragraph(FileParagraph),
    Table(FileTable),
    Picture(FilePicture),
}

impl FileBlock {
    pub fn place(&self) -> &FilePlace {
        match self {
            Self::Paragraph(paragraph) => &paragraph.place,
            Self::Table(table) => &table.place,
            Self::Picture(picture) => &picture.place,
        }
    }

    /// From 1; only files that are made of pages have some.
    pub fn page(&self) -> Option<u32> {
        self.place().page
    }
}

/// Where something stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePlace {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// From 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Of the paragraphs, or of the tables, from 1.
    pub number: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectangle: Option<PageRectangle>,
}

/// In tenths of a point from the upper left corner of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRectangle {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

/// What a paragraph is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextOrigin {
    #[default]
    Body,
    Footnote,
    TextBox,
    /// Above or below the text of each page; kept at the end, once.
    Margin,
    /// A label or number of a chart.
    Chart,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileParagraph {
    pub place: FilePlace,
    /// As it is read, with the number that the program which made the file puts before it.
    pub text: String,
    /// How much of the text is such a number, in bytes.
    #[serde(default)]
    pub numbered: usize,
    /// 1 for the uppermost; `None` for what is no heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<u8>,
    #[serde(default)]
    pub origin: TextOrigin,
}

/// How the cells of a table are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellBorders {
    /// The file says so itself.
    Native,
    /// By the lines between them.
    Ruled,
    /// By tabs in a text.
    Separated,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileTable {
    pub place: FilePlace,
    pub borders: CellBorders,
    /// Filled cells alone, row by row.
    pub cells: Vec<FileCell>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCell {
    /// From 0.
    #[serde(rename = "r")]
    pub row: u32,
    #[serde(rename = "c")]
    pub column: u32,
    /// How many it spans.
    #[serde(rename = "h", default = "one", skip_serializing_if = "is_one")]
    pub rows: u32,
    #[serde(rename = "w", default = "one", skip_serializing_if = "is_one")]
    pub columns: u32,
    #[serde(rename = "t")]
    pub text: String,
    /// Whether the cell holds a number itself; then `text` is that number, exact.
    #[serde(rename = "n", default, skip_serializing_if = "std::ops::Not::not")]
    pub is_number: bool,
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub rectangle: Option<PageRectangle>,
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_one(count: &u32) -> bool {
    *count == 1
}

/// A chart with what the file keeps of its data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileChart {
    /// The number of blocks before it.
    pub block: usize,
    /// Each series is a whole, and its points are the parts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_pie: bool,
    pub series: Vec<FileSeries>,
    /// Titles, of the chart and of its axes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// The cells of its workbook, if it has one that can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workbook: Option<Vec<FileCell>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileSeries {
    pub name: String,
    pub points: Vec<FilePoint>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FilePoint {
    /// Its category.
    pub name: String,
    /// As the file keeps it.
    pub value: String,
    /// The cell that its label shows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The words of its label.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Whether anything is written beside it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_labelled: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FilePicture {
    pub place: FilePlace,
    /// What it shows, if the file says so.
    pub words: String,
}

impl FileTable {
    /// How many rows and columns there are up to the last filled cell.
    pub fn size(&self) -> (u32, u32) {
        let rows = self.cells.iter().map(|cell| cell.row.saturating_add(cell.rows)).max().unwrap_or_default();
        let columns = self.cells.iter().map(|cell| cell.column.saturating_add(cell.columns)).max().unwrap_or_default();
        (rows, columns)
    }

    /// The cell that begins at a row and column.
    pub fn cell(&self, row: u32, column: u32) -> Option<&FileCell> {
        let from = self.cells.partition_point(|cell| cell.row < row);
        let own = self.cells.get(from..)?.iter().take_while(|cell| cell.row == row);
        own.into_iter().find(|cell| cell.column == column)
    }

    /// The place of a row in the words of whoever looks for it: `第3张表 第5行`.
    pub fn row_words(&self, row: u32) -> String {
        format!("{}第{}行", self.place.table_words(), u64::from(row) + 1)
    }

    /// The place of a cell in the words of whoever looks for it: `工作表“Z01” C12`, `第18页 第3张表 第5行第2列`.
    pub fn cell_words(&self, cell: &FileCell) -> String {
        match &self.place.sheet {
            Some(sheet) => format!("工作表“{sheet}” {}{}", column_letters(cell.column), u64::from(cell.row) + 1),
            None => {
                format!("{}第{}行第{}列", self.place.table_words(), u64::from(cell.row) + 1, u64::from(cell.column) + 1)
            }
        }
    }
}

impl FilePlace {
    pub fn table_words(&self) -> String {
        match (&self.sheet, self.page) {
            (Some(sheet), _) => format!("工作表“{sheet}”"),
            (None, Some(page)) => format!("第{page}页 第{}张表 ", self.number),
            (None, None) => format!("第{}张表 ", self.number),
        }
    }

    pub fn paragraph_words(&self) -> String {
        match self.page {
            Some(page) => format!("第{page}页 第{}段", self.number),
            None => format!("第{}段", self.number),
        }
    }
}

/// A, B, …, Z, AA, …
fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_worksheet() {
        let letters: Vec<String> = [0, 25, 26, 701, 702, 16_383].into_iter().map(column_letters).collect();
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}

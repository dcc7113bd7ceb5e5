//! The formats: what can be exported, and what the files are called.

use serde::{Deserialize, Serialize};

use crate::{derived::Derived, document::Document, typeset::Engine};

use super::{DocumentStatus, ExportError, Imprint, Progress, charts, docx, html, pdf, review_sheet, xlsx};

/// A kind of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The report, to be edited.
    Docx,
    /// The report as it is printed.
    Pdf,
    /// The report as a page for a web site.
    Html,
    /// The tables and charts as a workbook.
    Xlsx,
    /// Each chart as SVG and PNG.
    Charts,
    /// One page for a leader who signs on paper; not published.
    ReviewSheet,
}

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedFile {
    /// Its name in the folder; `None` when the export is this one file.
    pub name: Option<String>,
    pub bytes: Vec<u8>,
}

/// An export before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// In a fixed order.
    pub files: Vec<ExportedFile>,
    /// What the person has to know, for example that a typeface was replaced.
    pub notes: Vec<String>,
}

impl Format {
    /// In the order in which they are offered and made.
    pub const ALL: [Self; 6] = [Self::Docx, Self::Pdf, Self::Html, Self::Xlsx, Self::Charts, Self::ReviewSheet];

    /// On screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Docx => "Word 文件",
            Self::Xlsx => "Excel 工作簿",
            Self::Pdf => "PDF 文件",
            Self::Html => "网页稿",
            Self::Charts => "图表图片",
            Self::ReviewSheet => "复核单",
        }
    }

    /// Its option on the command line.
    pub fn option(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Charts => "charts",
            Self::ReviewSheet => "review-sheet",
        }
    }

    /// What it is, in a few words.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Docx => "整篇报告，字体、版面按公文格式，图表可在 Word、WPS 中编辑",
            Self::Xlsx => "公开的各张表、附表1、附表2和图表各占一页，合计为公式，打印格式已设好",
            Self::Pdf => "整篇报告，与预览相同，字体嵌入，带书签",
            Self::Html => "整篇报告，一个网页，供贴到网站上；图在其中，图中的数另有文字",
            Self::Charts => "每张图各存为 SVG 和 PNG（300 dpi），放在一个文件夹中",
            Self::ReviewSheet => "一页 A4 纸的 PDF，供负责人看了签字：六个数、图、变动原因、未了的问题；有问题也能导出",
        }
    }

    /// Whether it is for the public, so that it is a draft until nothing is left to do.
    pub fn is_published(self) -> bool {
        !matches!(self, Self::ReviewSheet)
    }

    /// Whether it is a folder of files.
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Charts)
    }

    /// 盐边县总工会2024年度部门决算（草稿）.docx
    pub fn file_name(self, document: &Document, status: DocumentStatus) -> String {
        let department = document.unit.department.chars().take(60).map(allowed).collect::<String>();
        let year = document.unit.year.map_or_else(String::new, |year| format!("{year}年度"));
        let what = match self {
            Self::Docx => "部门决算",
            Self::Xlsx => "部门决算公开表",
            Self::Pdf | Self::Html => "部门决算",
            Self::Charts => "部门决算图表",
            Self::ReviewSheet => "部门决算复核单",
        };
        let status = match status {
            DocumentStatus::Draft if self.is_published() => "（草稿）",
            DocumentStatus::Draft | DocumentStatus::Final => "",
        };
        let ending = match self {
            Self::Docx => ".docx",
            Self::Xlsx => ".xlsx",
            Self::Pdf => ".pdf",
            Self::Html => ".html",
            Self::Charts => "",
            Self::ReviewSheet => ".pdf",
        };
        format!("{}{year}{what}{status}{ending}", department.trim())
    }
}

/// The character, or a similar one if a file name may not contain it.
pub(super) fn allowed(c: char) -> char {
    match c {
        '\\' => '＼',
        '/' => '／',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '"' => '＂',
        '<' => '＜',
        '>' => '＞',
        '|' => '｜',
        c if c.is_control() => ' ',
        c => c,
    }
}

/// Makes one export.
///
/// # Errors
/// When a final document is asked for that may not be published yet, when the person does not want to wait, and on
/// faults of the libraries.
pub fn produce(
    format: Format,
    derived: &Derived,
    imprint: &Imprint,
    progress: &Progress,
) -> Result<Exported, ExportError> {
    let status = imprint.status;
    if status == DocumentStatus::Final && format.is_published() {
        let blockers = derived.blockers();
        if !blockers.is_empty() {
            return Err(ExportError::NotFinal(blockers.summary()));
        }
    }
    progress.step(0, 1)?;
    match format {
        Format::Docx => docx(derived, imprint.clone(), progress).map(single),
        Format::Xlsx => xlsx(derived, imprint.clone(), progress).map(single),
        Format::Pdf => {
            let (bytes, notes) = pdf(derived, imprint.clone(), &mut Engine::new(), progress)?;
            Ok(Exported { files: vec![ExportedFile { name: None, bytes }], notes })
        }
        Format::Html => {
            let (bytes, notes) = html(derived, status, progress)?;
            Ok(Exported { files: vec![ExportedFile { name: None, bytes }], notes })
        }
        Format::ReviewSheet => {
            let (bytes, notes) = review_sheet(derived, &mut Engine::new(), progress)?;
            Ok(Exported { files: vec![ExportedFile { name: None, bytes }], notes })
        }
        Format::Charts => charts::export(derived, progress),
    }
}

/// An export of one file.
fn single(bytes: Vec<u8>) -> Exported {
    Exported { files: vec![ExportedFile { name: None, bytes }], notes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Text;

    #[test]
    fn names_say_whose_accounts_and_whether_a_draft() {
        let mut document = Document::default();
        assert_eq!(Format::Charts.file_name(&document, DocumentStatus::Draft), "部门决算图表（草稿）");
        document.unit.department = Text::new("甲县/乙局: <本级>\u{1}");
        document.unit.year = Some(2024);
        assert_eq!(
            Format::Docx.file_name(&document, DocumentStatus::Draft),
            "甲县／乙局： ＜本级＞2024年度部门决算（草稿）.docx"
        );
        assert_eq!(
            Format::Charts.file_name(&document, DocumentStatus::Final),
            "甲县／乙局： ＜本级＞2024年度部门决算图表"
        );
        assert_eq!(Format::Xlsx.file_name(&Document::default(), DocumentStatus::Draft), "部门决算公开表（草稿）.xlsx");
        document.unit.department = Text::new("长".repeat(300));
        assert!(Format::Charts.file_name(&document, DocumentStatus::Final).len() < 255);
    }
}

//! The result as text and as JSON.

use serde_json::{Value, json};

use crate::{
    derived::Derived,
    document::Document,
    export::{ExportError, WordList, list_docx, list_xlsx},
};

use super::{
    DraftCheck,
    difference::{Author, Difference, DifferenceKind},
    origin::DraftOrigin,
    takeover::{Refusal, Takeover},
};

/// Numbers that moved, shown in a text.
const MOST_MOVED: usize = 50;

impl Difference {
    /// What to do about it, or what it is: `应为232.34，文件中是232.43`.
    pub fn sentence(&self) -> String {
        let (expected, found) = (&self.expected, &self.found);
        match self.kind {
            DifferenceKind::TrackedChanges => format!("{found}修订还没有接受或拒绝；请在Word中处理后再核对"),
            DifferenceKind::Comment => format!("{found}；公开前请删除批注"),
            DifferenceKind::Hidden => format!("“{found}”打印时看不见；公开前请在Word中删除"),
            DifferenceKind::PictureAdded => format!("{found}，图里的字没有核对"),
            DifferenceKind::Unread => format!("{found}，没有核对"),
            DifferenceKind::ParagraphMoved | DifferenceKind::RowMoved | DifferenceKind::ChartMoved => expected.clone(),
            DifferenceKind::ParagraphDivided => format!("项目中是{expected}，文件中是{found}"),
            _ if expected.is_empty() => format!("多出“{found}”"),
            _ if found.is_empty() => format!("少了“{expected}”"),
            _ => format!("应为“{expected}”，文件中是“{found}”"),
        }
    }

    /// Who wrote what the project has there.
    pub fn author_words(&self, derived: &Derived) -> String {
        match &self.author {
            Author::Program => String::new(),
            Author::Figure(source) => format!("取自{}", derived.figures.label(source)),
            Author::Person(path) => format!("填写的文字：{}", Document::label_at(*path)),
            Author::Blank(path) => format!("项目中待填：{}", Document::label_at(*path)),
        }
    }
}

impl Takeover {
    /// Whether it can be taken over, or why not.
    pub fn sentence(&self) -> String {
        match self {
            Self::Words { .. } => "可以收进".to_owned(),
            Self::Paragraph { .. } => "可以收进，作为这一节的补充段落".to_owned(),
            Self::Refused(refusal) => refusal.sentence(),
            Self::Nothing => String::new(),
        }
    }
}

/// The columns of the list, with their widths in characters.
const COLUMNS: [(&str, u16); 8] = [
    ("类别", 14),
    ("所在部分", 26),
    ("成稿中的位置", 22),
    ("项目中", 36),
    ("成稿中", 36),
    ("上下文", 44),
    ("来历", 30),
    ("收进项目", 26),
];

impl DraftCheck {
    /// The differences as a workbook.
    ///
    /// # Errors
    /// [`ExportError::Fault`] if the workbook cannot be written.
    pub fn xlsx(&self, derived: &Derived, file: &str) -> Result<Vec<u8>, ExportError> {
        let heading = format!("{file}：{}。{}", self.line(), self.origin.sentence());
        list_xlsx(&[self.list("核对成稿", vec![heading], derived)])
    }

    /// The same as a Word file.
    ///
    /// # Errors
    /// [`ExportError::Fault`] if the file cannot be written.
    pub fn docx(&self, derived: &Derived, file: &str) -> Result<Vec<u8>, ExportError> {
        let facts = vec![
            format!("成稿：{file}"),
            format!("项目：{}", derived.report.title),
            format!("结果：{}", self.line()),
            self.origin.sentence(),
        ];
        list_docx(&[self.list("成稿核对清单", facts, derived)])
    }

    fn list(&self, title: &'static str, facts: Vec<String>, derived: &Derived) -> WordList<'static> {
        let rows = self.rows(derived).into_iter().map(Vec::from).collect();
        WordList { title, facts, columns: &COLUMNS, rows }
    }

    fn rows(&self, derived: &Derived) -> Vec<[String; 8]> {
        let row = |one: &Difference| {
            let place = one.place.as_ref().map_or_else(String::new, |place| place.words.clone());
            let whose = match &one.author {
                Author::Program => "程序写的".to_owned(),
                _ => one.author_words(derived),
            };
            [
                one.kind.label().to_owned(),
                one.chapter.clone(),
                place,
                one.expected.clone(),
                one.found.clone(),
                one.context.clone(),
                whose,
                one.takeover.sentence(),
            ]
        };
        let mut rows: Vec<[String; 8]> = self.differences.iter().map(row).collect();
        if let DraftOrigin::Moved { numbers: Some(numbers) } = &self.origin {
            rows.extend(numbers.iter().map(|number| {
                let label = derived.figures.label(&number.source);
                let (now, then) = (number.after.clone(), number.before.clone());
                let blank = String::new;
                ["项目改了".to_owned(), blank(), blank(), now, then, blank(), label, blank()]
            }));
        }
        rows
    }

    /// The one line about the file: `与项目一致`, `3处不同`.
    pub fn line(&self) -> String {
        match self.differences.len() {
            _ if self.is_foreign => "不像是这个项目导出的文件".to_owned(),
            0 => "与项目一致".to_owned(),
            count => format!("{count}处不同"),
        }
    }

    pub fn text(&self, derived: &Derived, file: &str) -> String {
        let mut lines = vec![format!("{file}：{}", self.line())];
        if self.is_foreign {
            lines.push("  请确认选对了项目和文件".to_owned());
        } else if !self.differences.is_empty() || self.origin != DraftOrigin::Present {
            lines.push(format!("  {}", self.origin.sentence()));
        }
        if let DraftOrigin::Moved { numbers: Some(numbers) } = &self.origin {
            for number in numbers.iter().take(MOST_MOVED) {
                let label = derived.figures.label(&number.source);
                lines.push(format!("  项目改了：{label}　{} → {}", number.before, number.after));
            }
            if numbers.len() > MOST_MOVED {
                lines.push(format!("  另有{}个数", numbers.len() - MOST_MOVED));
            }
        }
        for difference in &self.differences {
            let place = difference.place.as_ref().map_or("", |place| place.words.as_str());
            let mut line = format!("[{}] {}　{}", difference.kind.label(), place, difference.sentence());
            let author = difference.author_words(derived);
            let context = if difference.context.is_empty() { "" } else { &difference.context };
            for part in [difference.chapter.as_str(), context, &author] {
                if !part.is_empty() {
                    line.push_str(&format!("　{}", part.replace('\n', " ")));
                }
            }
            if difference.is_edit == Some(false) {
                line.push_str("　（项目后来改的）");
            }
            if difference.takeover.is_possible() {
                line.push_str("　（可以收进项目）");
            }
            lines.push(line);
        }
        lines.join("\n") + "\n"
    }

    pub fn json(&self, derived: &Derived, file: &str) -> String {
        let differences: Vec<Value> = self.differences.iter().map(|one| difference_json(one, derived)).collect();
        let (origin, numbers) = match &self.origin {
            DraftOrigin::Present => ("present", None),
            DraftOrigin::Moved { numbers } => ("moved", numbers.as_ref()),
            DraftOrigin::Unknown => ("unknown", None),
        };
        let numbers = numbers.map(|numbers| {
            let number = |number: &super::MovedNumber| {
                json!({
                    "source": number.source,
                    "label": derived.figures.label(&number.source),
                    "before": number.before,
                    "after": number.after,
                })
            };
            numbers.iter().map(number).collect::<Vec<_>>()
        });
        let all = json!({
            "file": file,
            "result": self.line(),
            "foreign": self.is_foreign,
            "origin": origin,
            "moved": numbers,
            "same": self.same,
            "differences": differences,
        });
        format!("{all:#}\n")
    }
}

fn difference_json(difference: &Difference, derived: &Derived) -> Value {
    let (author, path) = match &difference.author {
        Author::Program => ("program", None),
        Author::Figure(_) => ("figure", None),
        Author::Person(path) => ("person", Some(path.to_string())),
        Author::Blank(path) => ("blank", Some(path.to_string())),
    };
    json!({
        "kind": difference.kind.name(),
        "label": difference.kind.label(),
        "expected": difference.expected,
        "found": difference.found,
        "context": difference.context,
        "chapter": difference.chapter,
        "author": author,
        "path": path,
        "source": difference.source(),
        "source_label": difference.source().map(|source| derived.figures.label(source)),
        "place": difference.place.as_ref().map(|place| &place.words),
        "block": difference.place.as_ref().map(|place| place.block),
        "page": difference.place.as_ref().and_then(|place| place.place.page),
        "edited": difference.is_edit,
        "can_take": difference.takeover.is_possible(),
        "why_not": difference.takeover.refusal().map(Refusal::sentence),
    })
}

//! Whether a file was made of what the project holds now: the digest in its properties says which content it was.

use std::collections::BTreeMap;

use crate::{
    derived::Derived,
    evidence::{Evidence, FileKind},
    export::CONTENT_PROPERTY,
    figures::Source,
    seal::content_hash,
};

use super::{difference::Author, expected, units::ExpectedBody};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftOrigin {
    /// Exported from the content that the project has: every difference was made in the file.
    Present,
    /// Exported from another content.
    Moved {
        /// The numbers that the project has changed since; `None` if the content of then is not kept any more.
        numbers: Option<Vec<MovedNumber>>,
    },
    /// The file does not say it, as those that other programs printed.
    Unknown,
}

/// A number that the project prints otherwise than when the file was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedNumber {
    pub source: Source,
    /// Blank where it was not printed then.
    pub before: String,
    /// Blank where it is not printed any more.
    pub after: String,
}

/// The digest of the content of which a file was made.
pub fn content_of(evidence: &Evidence) -> Option<&str> {
    let mut properties = evidence.properties.iter();
    let digest = properties.find(|(name, _)| name == CONTENT_PROPERTY).map(|(_, value)| value.trim())?;
    (digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(digest)
}

impl DraftOrigin {
    pub(super) fn of(derived: &Derived, evidence: &Evidence, former: Option<&Derived>) -> Self {
        let Some(digest) = content_of(evidence) else { return Self::Unknown };
        if digest.eq_ignore_ascii_case(&content_hash(derived.document())) {
            return Self::Present;
        }
        let is_of = |former: &&Derived| digest.eq_ignore_ascii_case(&content_hash(former.document()));
        let is_paged = evidence.kind == FileKind::Pdf;
        let numbers = former.filter(is_of).map(|former| moved(&printed(former, is_paged), &printed(derived, is_paged)));
        Self::Moved { numbers }
    }

    /// The sentence for a person.
    pub fn sentence(&self) -> String {
        match self {
            Self::Present => "文件由项目现在的内容导出，以下不同都是导出后在文件里改的".to_owned(),
            Self::Moved { numbers: Some(numbers) } if numbers.is_empty() => {
                "文件导出后项目又改过，但印出的数没有变".to_owned()
            }
            Self::Moved { numbers: Some(numbers) } => {
                format!("文件导出后项目又改过，有{}个印出的数变了；请重新导出", numbers.len())
            }
            Self::Moved { numbers: None } => {
                "文件导出后项目又改过，当时的内容已不在本机，分不清以下不同是在文件里还是在项目里改的；请重新导出后再核对".to_owned()
            }
            Self::Unknown => "文件没有记下由哪份内容导出（例如由别的程序另存为PDF），只能与项目现在的内容核对".to_owned(),
        }
    }
}

/// Each number that is printed, once.
fn printed(derived: &Derived, is_paged: bool) -> BTreeMap<Source, String> {
    let mut numbers = BTreeMap::new();
    for unit in expected::units(derived, is_paged).units {
        match unit.body {
            ExpectedBody::Text { pieces, .. } => {
                for piece in pieces {
                    if let Author::Figure(source) = piece.author {
                        numbers.entry(source).or_insert(piece.text);
                    }
                }
            }
            ExpectedBody::Cells { cells, .. } => {
                for cell in cells {
                    if let Some(source) = cell.cell.source {
                        numbers.entry(source).or_insert(cell.cell.text);
                    }
                }
            }
            ExpectedBody::Chart(_) => {}
        }
    }
    numbers
}

fn moved(before: &BTreeMap<Source, String>, after: &BTreeMap<Source, String>) -> Vec<MovedNumber> {
    let mut sources: Vec<&Source> = before.keys().chain(after.keys()).collect();
    sources.sort_unstable();
    sources.dedup();
    let text = |of: &BTreeMap<Source, String>, source: &Source| of.get(source).cloned().unwrap_or_default();
    let numbers = sources.into_iter().map(|source| MovedNumber {
        source: source.clone(),
        before: text(before, source),
        after: text(after, source),
    });
    numbers.filter(|number| number.before != number.after).collect()
}

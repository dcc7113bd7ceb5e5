//! What a file says of where it comes from, in its properties.
//!
//! A reader of a draft finds there which content it was made of and by which version of the program:
//!
//! | file | where | names |
//! |---|---|---|
//! | Word, Excel | `docProps/custom.xml`, text properties | `JuesuanContentSha256`, `JuesuanVersion` |
//! | PDF | keywords of the document information and of the XMP | `JuesuanContentSha256=…`, `JuesuanVersion=…` |
//! | web page | `meta` in its head, which a web editor drops | `JuesuanContentSha256`, `JuesuanVersion` |
//!
//! The digest is that of the content as it is signed ([`crate::seal::content_hash`]), 64 hexadecimal digits. The author is
//! the department, or a person who chose it. Dates are those of the document: of publication, else of approval; where it has
//! neither there is none. Nothing depends on a clock.

use crate::{derived::Derived, seal::content_hash, typeset::Properties};

/// The digest of the content.
pub const CONTENT: &str = "JuesuanContentSha256";
/// The version of the program.
pub(super) const VERSION: &str = "JuesuanVersion";
/// The program, as files name it.
pub(super) const PROGRAM: &str = "决算公开编审";
pub(super) const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Clone, Debug, Default)]
pub(super) struct Provenance {
    pub title: String,
    /// A person who chose it.
    pub author: Option<String>,
    pub department: String,
    /// Year, month, day.
    pub date: Option<(u16, u8, u8)>,
    /// Names and values of what a program reads.
    pub custom: Vec<(&'static str, String)>,
}

impl Provenance {
    pub fn of(derived: &Derived, author: Option<&str>) -> Self {
        let document = derived.document();
        let unit = &document.unit;
        Self {
            title: derived.report.title.clone(),
            author: author.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned),
            department: unit.department.to_string(),
            date: [&*unit.published_on, &*unit.approved_on].into_iter().find_map(day),
            custom: vec![(CONTENT, content_hash(document)), (VERSION, PROGRAM_VERSION.to_owned())],
        }
    }

    /// The person, else the department.
    pub fn author(&self) -> &str {
        self.author.as_deref().unwrap_or(&self.department)
    }

    /// `2025-09-01T00:00:00Z`
    pub fn timestamp(&self) -> Option<String> {
        self.date.map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}T00:00:00Z"))
    }

    /// For the PDF.
    pub fn properties(&self) -> Properties {
        Properties {
            author: self.author().to_owned(),
            date: self.date,
            keywords: self.custom.iter().map(|(name, value)| format!("{name}={value}")).collect(),
        }
    }
}

/// Reads `2025-09-01`.
fn day(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let day = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Date,
        testing::{derived, reference_sample},
    };

    #[test]
    fn files_name_the_content_and_the_program_and_take_their_date_from_the_document() {
        let mut document = reference_sample();
        document.unit.published_on = Date::default();
        document.unit.approved_on = Date::default();
        let of = |document: &crate::document::Document| Provenance::of(&derived(document), None);
        let before = of(&document);
        assert_eq!((before.date, before.timestamp()), (None, None));
        assert_eq!(before.custom[0].1.len(), 64);
        assert_eq!(before.custom[1], (VERSION, PROGRAM_VERSION.to_owned()));
        document.unit.approved_on = Date::new("2025-08-31");
        let after = of(&document);
        assert_ne!(after.custom[0], before.custom[0]);
        assert_eq!(after.timestamp().as_deref(), Some("2025-08-31T00:00:00Z"));
        document.unit.published_on = Date::new("2025-09-01");
        assert_eq!(of(&document).date, Some((2025, 9, 1)));
        let keywords = after.properties().keywords;
        assert!(keywords[0].starts_with("JuesuanContentSha256=") && keywords[1].starts_with("JuesuanVersion="));
    }

    #[test]
    fn a_day_is_read_whole() {
        assert_eq!(day("2025-09-01"), Some((2025, 9, 1)));
        assert_eq!([day(""), day("2025-09"), day("2025-09-01-02")], [None; 3]);
    }
}

//! What the dialog of a new document asks for (新建).

use crate::document::{Document, Edition, EntryUnit, Precision, Region, Text};

/// Where the amounts are taken from: it says in which unit they are typed, and how exact they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountsFrom {
    Books,
    PublishedReport,
}

impl AmountsFrom {
    pub const ALL: &[Self] = &[Self::Books, Self::PublishedReport];

    /// In a recovery copy.
    pub fn name(self) -> &'static str {
        match self {
            Self::Books => "books",
            Self::PublishedReport => "published",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Books => "从账上录（元）",
            Self::PublishedReport => "照已公开的报告录（万元）",
        }
    }

    /// What follows from the choice.
    pub fn help(self) -> &'static str {
        match self {
            Self::Books => "按元录入到分，各项之和必须分毫不差",
            Self::PublishedReport => "按万元录入两位小数，允许四舍五入的尾差，可核对报告上印的数",
        }
    }

    fn entry_unit(self) -> EntryUnit {
        match self {
            Self::Books => EntryUnit::Yuan,
            Self::PublishedReport => EntryUnit::Wan,
        }
    }

    fn precision(self) -> Precision {
        match self {
            Self::Books => Precision::Fen,
            Self::PublishedReport => Precision::WanTwo,
        }
    }
}

/// The particulars of a new document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDocument {
    /// The department's name; blank is allowed and asked for later by the checks.
    pub department: String,
    /// The year of the accounts.
    pub year: u32,
    pub region: Region,
    pub amounts_from: AmountsFrom,
}

impl NewDocument {
    /// A document that holds nothing else.
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        document.unit.department = Text::new(self.department.trim());
        document.unit.year = Some(self.year);
        document.unit.region = Some(self.region);
        document.form.edition = Some(Edition::Y2025);
        document.unit.entry_unit = Some(self.amounts_from.entry_unit());
        document.unit.precision = Some(self.amounts_from.precision());
        document
    }
}

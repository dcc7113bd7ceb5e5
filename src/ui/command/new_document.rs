//! What the dialog of a new document asks for (新建).

use crate::document::{Document, Edition, EntryUnit, Precision, Region, Text};

/// The particulars of a new document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDocument {
    /// The department's name; blank is allowed and asked for later by the checks.
    pub department: String,
    /// The year of the accounts.
    pub year: u32,
    pub region: Region,
    /// The unit in which amounts are typed.
    pub entry_unit: EntryUnit,
    /// How exact the source is.
    pub precision: Precision,
}

impl NewDocument {
    /// A document that holds nothing else.
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        document.unit.department = Text::new(self.department.trim());
        document.unit.year = Some(self.year);
        document.unit.region = Some(self.region);
        document.form.edition = Some(Edition::Y2025);
        document.unit.entry_unit = Some(self.entry_unit);
        document.unit.precision = Some(self.precision);
        document
    }
}

//! What is pasted, and what a person says of its columns: now, or earlier of the same headings.

use std::collections::BTreeMap;

use crate::{money::AmountUnit, storage::PastedHeading};

/// For a column that goes nowhere.
pub(super) const NOT_PASTED: &str = "不粘贴";

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PasteChoices {
    pub unit: Option<AmountUnit>,
    /// What columns of the block are, by their number.
    pub columns: BTreeMap<usize, String>,
}

#[derive(Clone, Copy)]
pub struct Pasting<'a> {
    pub text: &'a str,
    /// The same as a page, if it was copied as one.
    pub page: Option<&'a str>,
    pub choices: &'a PasteChoices,
    /// What columns were said to be earlier.
    pub remembered: &'a [PastedHeading],
    /// It was copied from the same columns of this grid.
    pub is_own: bool,
}

impl Pasting<'_> {
    /// What columns with these headings were said to be in a grid.
    pub(super) fn remembered_of<'h>(
        &self,
        grid: &str,
        headings: impl Iterator<Item = (usize, &'h str)>,
    ) -> BTreeMap<usize, String> {
        let said = |heading: &str| {
            let found = self.remembered.iter().find(|own| own.grid == grid && own.heading == heading);
            found.map(|own| own.column.clone())
        };
        headings.filter_map(|(number, heading)| Some((number, said(heading)?))).collect()
    }
}

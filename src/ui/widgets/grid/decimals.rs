//! Decimals shown so far, by column: the decimal points of a column stand under each other.

use crate::money::AmountUnit;

use super::{
    model::{Content, GridColumn},
    sheet::Sheet,
};

#[derive(Default)]
pub(super) struct Decimals {
    unit: Option<AmountUnit>,
    shown: Vec<usize>,
}

impl Decimals {
    /// Begins anew with another unit or other columns.
    pub fn begin(&mut self, sheet: &Sheet<'_>) {
        let unit = sheet.unit();
        if self.unit != Some(unit) || self.shown.len() != sheet.column_total() {
            self.unit = Some(unit);
            let shown = |column: &GridColumn| if column.content == Content::Money { 2 } else { 0 };
            self.shown = sheet.model.columns().iter().map(shown).collect();
        }
    }

    /// How many a column leaves room for.
    pub fn of(&self, column: usize) -> usize {
        self.shown.get(column).copied().unwrap_or(0)
    }

    /// Makes room for an amount; room is never taken back, so that a column does not jump while scrolling.
    pub fn make_room(&mut self, column: usize, decimals: usize) {
        if let Some(shown) = self.shown.get_mut(column) {
            *shown = (*shown).max(decimals);
        }
    }
}

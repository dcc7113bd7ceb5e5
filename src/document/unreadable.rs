//! Input that could not be read (未能识别的输入): the cell is blank, and the text is kept beside it and shown in it.
//!
//! # From the cell to the signature
//!
//! A text that is not a value of its cell makes the cell blank (`Edit::KeepText`); the text is kept in
//! [`Document::unreadable`], is shown in the cell, is an error (M10) and forbids a final document. Former versions left
//! the value behind the text: [`Document::blank_unreadable`] takes it out and notes it in `former`. Signatures cover
//! [`Document::as_signed`], in which such a value stands in its cell again, so that lifting a file changes nothing that
//! was signed.

use std::collections::HashSet;

use super::{
    Document, UnreadableEntry,
    entry::{Entry, Kind},
    path::Path,
    record::{NodeMut, find_mut},
    value::{LongText, Text},
};

impl Document {
    /// The text that stands in a cell although it could not be read.
    pub fn unreadable_text(&self, path: Path) -> Option<&str> {
        if self.unreadable.is_empty() {
            return None;
        }
        let cell = path.to_string();
        self.unreadable.first_with(|entry| &entry.cell, &cell).map(|entry| &*entry.text)
    }

    /// The same, of a cell by its address.
    pub(super) fn has_unreadable_text(&self, cell: &str) -> bool {
        !self.unreadable.is_empty() && self.unreadable.first_with(|entry| &entry.cell, cell).is_some()
    }

    /// Makes each cell blank whose text could not be read, and notes the value that stood in it.
    ///
    /// Former versions left that value behind the text, where it went on counting; a file may contain both. A file
    /// written by hand may contain a date that is none.
    pub fn blank_unreadable(&mut self) {
        self.blank_behind_texts();
        self.read_dates();
    }

    /// Each date in its usual form; one that is no date is kept beside its cell.
    fn read_dates(&mut self) {
        let mut odd = Vec::new();
        self.walk_kinds(|kind| matches!(kind, Kind::Date), &mut |path, _, entry| {
            let Entry::Text(text) = &entry else { return };
            let read = Kind::Date.parse(text, self.amount_unit());
            if read.as_ref() != Ok(&entry) {
                odd.push((path, text.clone(), read.ok()));
            }
        });
        for (path, text, read) in odd {
            let is_put = self.put(path, &read.clone().unwrap_or_default());
            if is_put && read.is_none() {
                self.unreadable.push(UnreadableEntry {
                    cell: Text::new(path.to_string()),
                    text: LongText::new(text.clone()),
                    former: Text::new(text),
                    ..Default::default()
                });
            }
        }
    }

    /// The same for what is edited, where a date is one by the time it is entered.
    pub(super) fn blank_behind_texts(&mut self) {
        for row in 0..self.unreadable.len() {
            let Some(path) = cell_of(&self.unreadable[row]) else { continue };
            let value = self.entry(path).unwrap_or_default();
            if !value.is_blank() && self.put(path, &Entry::Blank) {
                self.note_former(row, &value.stored());
            }
        }
    }

    /// The content in the form that signatures cover: values that [`Self::blank_unreadable`] took out of their cells
    /// stand in them again, as when it was signed. Two contents never share a form, because the cell of such a text is
    /// blank otherwise.
    #[must_use]
    pub fn as_signed(&self) -> Self {
        let mut signed = self.content();
        let mut told = HashSet::new();
        let mut made_by_reading = HashSet::new();
        for (row, entry) in self.unreadable.iter().enumerate().filter(|(_, entry)| !entry.former.is_blank()) {
            let Some(path) = cell_of(entry).filter(|path| told.insert(*path)) else { continue };
            let value = Self::kind_at(path).and_then(|kind| kind.from_stored(&entry.former));
            let Some(value) = value.filter(|value| value.stored() == *entry.former) else { continue };
            if self.entry(path) == Some(Entry::Blank) && signed.put(path, &value) {
                signed.note_former(row, "");
                if *entry.former == *entry.text && matches!(Self::kind_at(path), Some(Kind::Date)) {
                    made_by_reading.insert(row);
                }
            }
        }
        if !made_by_reading.is_empty() {
            let rows = signed.unreadable.iter().enumerate();
            signed.unreadable =
                rows.filter(|(row, _)| !made_by_reading.contains(row)).map(|(_, row)| row.clone()).collect();
        }
        signed
    }

    fn note_former(&mut self, row: usize, value: &str) {
        if let Some(entry) = self.unreadable.get_mut(row) {
            entry.former = Text::new(value);
        }
    }

    fn put(&mut self, path: Path, entry: &Entry) -> bool {
        match find_mut(self, path.steps()) {
            Some(NodeMut::Leaf(slot)) => slot.put(entry),
            _ => false,
        }
    }
}

/// The cell that an entry is about. Free text can always be read, and the list of what could not is not about itself.
fn cell_of(entry: &UnreadableEntry) -> Option<Path> {
    let path = Document::parse_path(&entry.cell)?;
    let is_free = matches!(Document::kind_at(path), None | Some(Kind::Text | Kind::LongText));
    let is_apart = ["unreadable", "review"].iter().any(|part| path.starts_with(&Path::ROOT.field(part)));
    (!is_free && !is_apart).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{at, document::Edit, money::AmountUnit};

    fn written_by_hand(date: &str) -> Document {
        let text = format!(r#"{{"unit": {{"year": 2024, "approved_on": "{date}"}}}}"#);
        serde_json::from_str(&text).expect("a document")
    }

    #[test]
    fn a_date_that_is_none_is_blank_and_kept_beside() {
        let path = at!(unit.approved_on);
        for date in ["不久", "2025-02-30", "2025-13-01", "25.8.20", "2025", "0"] {
            let signed = written_by_hand(date);
            let mut read = signed.clone();
            read.blank_unreadable();
            assert_eq!((read.entry(path), read.unreadable_text(path)), (Some(Entry::Blank), Some(date)));
            assert_eq!(read.as_signed(), signed.as_signed(), "reading is no change of content");
            let mut again = read.clone();
            again.blank_unreadable();
            assert_eq!(again, read, "read once is read for good");
            let typed = Edit::type_text(path, "2025-08-20", AmountUnit::Wan);
            let mended = read.apply(&typed).expect("a place");
            assert!(mended.unreadable.is_empty() && mended.entry(path) == Some(Entry::Text("2025-08-20".into())));
        }
    }

    #[test]
    fn a_date_written_as_people_do_is_that_date() {
        for date in ["2025年8月20日", "2025.8.20", "20250820", "2025-08-20"] {
            let mut read = written_by_hand(date);
            read.blank_unreadable();
            assert_eq!(read.entry(at!(unit.approved_on)), Some(Entry::Text("2025-08-20".into())), "{date}");
            assert!(read.unreadable.is_empty());
        }
    }
}

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
    value::Text,
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

    /// Makes each cell blank whose text could not be read, and notes the value that stood in it.
    ///
    /// Former versions left that value behind the text, where it went on counting; a file may contain both.
    pub fn blank_unreadable(&mut self) {
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
        for (row, entry) in self.unreadable.iter().enumerate().filter(|(_, entry)| !entry.former.is_blank()) {
            let Some(path) = cell_of(entry).filter(|path| told.insert(*path)) else { continue };
            let value = Self::kind_at(path).and_then(|kind| kind.from_stored(&entry.former));
            let Some(value) = value.filter(|value| value.stored() == *entry.former) else { continue };
            if self.entry(path) == Some(Entry::Blank) && signed.put(path, &value) {
                signed.note_former(row, "");
            }
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

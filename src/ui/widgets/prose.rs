//! A text in which figures stand as chips that follow the data.
//!
//! The file holds `⟦T06!合计.tot⟧`; on screen the chip shows what will be printed. A chip is one thing: the cursor does
//! not stop inside it, and whatever deletes a part of it deletes it whole.

mod clip;
mod look;
#[cfg(test)]
mod tests;

use std::{
    any::TypeId,
    cell::{Ref, RefCell},
    ops::Range,
    rc::Rc,
    sync::Arc,
};

use egui::{
    TextBuffer,
    text::{CCursor, CharIndex},
};

use crate::{
    address::OPEN,
    derived::Derived,
    report::{Link, LinkPart, parts_of, resolve},
};

pub use crate::ui::state::pending::selection;
pub use clip::before_keys;
pub use look::layout;

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// The characters that show it.
    pub at: Range<usize>,
    pub link: Link,
}

/// The chips of a text in order; the text and whoever lays it out look at the same.
type Chips = Rc<RefCell<Vec<Chip>>>;

/// A text as it is edited.
#[derive(Default)]
pub struct Prose {
    text: String,
    chips: Chips,
    /// From which the chips read their values; without it, brackets are words.
    derived: Option<Arc<Derived>>,
}

impl Prose {
    /// A text in which nothing is a link.
    pub fn plain(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// A text as it stands in the document, its links shown by the figures of now.
    pub fn linked(stored: &str, derived: &Arc<Derived>) -> Self {
        let mut prose = Self { derived: Some(derived.clone()), ..Self::default() };
        prose.insert_text(stored, CharIndex(0));
        prose
    }

    /// Another text of the same kind.
    pub fn with_text(&self, stored: &str) -> Self {
        match &self.derived {
            Some(derived) => Self::linked(stored, derived),
            None => Self::plain(stored.to_owned()),
        }
    }

    /// The same text with its links as the figures are now; `None` where it shows them already.
    pub fn renewed(&self, derived: &Arc<Derived>) -> Option<Self> {
        let known = self.derived.as_ref()?;
        if Arc::ptr_eq(known, derived) {
            return None;
        }
        Some(Self::linked(&self.stored(), derived))
    }

    /// As it stands in the document.
    pub fn stored(&self) -> String {
        self.stored_range(0..usize::MAX)
    }

    /// A part of it as it would stand in the document; a chip that is cut is in it as words.
    pub fn stored_range(&self, range: Range<usize>) -> String {
        let chips = self.chips.borrow();
        let mut stored = String::with_capacity(self.text.len());
        for (index, c) in self.text.chars().enumerate().skip(range.start) {
            if index >= range.end {
                break;
            }
            match chips.iter().find(|chip| chip.at.contains(&index)) {
                Some(chip) if chip.at.start >= range.start && chip.at.end <= range.end => {
                    if index == chip.at.start {
                        stored.push_str(&chip.link.to_string());
                    }
                }
                _ => stored.push(c),
            }
        }
        stored
    }

    /// The chips, in order.
    pub fn chips(&self) -> Ref<'_, Vec<Chip>> {
        self.chips.borrow()
    }

    /// For whoever lays the text out while it is being edited.
    pub(super) fn shared_chips(&self) -> Chips {
        self.chips.clone()
    }

    /// The chip at the cursor: around it, before it, or behind it.
    pub fn chip_near(&self, cursor: usize) -> Option<Chip> {
        self.chips.borrow().iter().find(|chip| (chip.at.start..=chip.at.end).contains(&cursor)).cloned()
    }

    /// How many characters it has on screen.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// Puts a chip in the place of these characters; answers with the place behind it.
    pub fn put_link(&mut self, range: Range<usize>, link: &Link) -> usize {
        let length = self.length();
        let range = range.start.min(length)..range.end.min(length);
        let at = self.delete_selected_ccursor_range([CCursor::new(range.start), CCursor::new(range.end)]).index;
        at.0 + self.insert_text(&link.to_string(), at)
    }

    /// Where a cursor may stand instead of `at`: not inside a chip. Coming from `from`, it goes on to the other side.
    pub fn stop(&self, at: usize, from: usize) -> usize {
        let Some(chip) = self.cut_by(at) else { return at };
        match () {
            () if from <= chip.start => chip.end,
            () if from >= chip.end => chip.start,
            () if at - chip.start < chip.end - at => chip.start,
            () => chip.end,
        }
    }

    /// The characters of the chip that a cursor at this place would stand in.
    fn cut_by(&self, at: usize) -> Option<Range<usize>> {
        let chips = self.chips.borrow();
        chips.iter().map(|chip| &chip.at).find(|chip| chip.start < at && at < chip.end).cloned()
    }

    /// The characters that show these bytes of the stored text.
    pub fn shown_range(&self, stored: Range<usize>) -> Range<usize> {
        let chips = self.chips.borrow();
        let mut chips = chips.iter().peekable();
        let (mut bytes, mut start, mut end) = (0, 0, 0);
        let mut chars = self.text.chars().enumerate();
        while let Some((index, c)) = chars.next() {
            if bytes <= stored.start {
                start = index;
            }
            if bytes >= stored.end {
                return start..index;
            }
            match chips.next_if(|chip| chip.at.start == index) {
                Some(chip) => {
                    bytes += chip.link.to_string().len();
                    for _ in 1..chip.at.len() {
                        chars.next();
                    }
                    end = chip.at.end;
                }
                None => {
                    bytes += c.len_utf8();
                    end = index + 1;
                }
            }
        }
        start.min(end)..end
    }

    /// What a chip shows: the figure as it is printed. A chip is never invisible.
    fn chip_text(&self, link: &Link) -> Option<String> {
        let figures = &self.derived.as_ref()?.figures;
        let printed = resolve(figures, &link.0).map(|runs| runs.iter().map(|run| run.text()).collect());
        Some(printed.unwrap_or_else(|| format!("（尚无：{}）", figures.label(&link.0))))
    }

    /// Puts words in, without looking for links; answers with their number of characters.
    fn insert_words(&mut self, words: &str, at: usize) -> usize {
        let count = TextBuffer::insert_text(&mut self.text, words, CharIndex(at));
        for chip in self.chips.borrow_mut().iter_mut().filter(|chip| chip.at.start >= at) {
            chip.at = chip.at.start + count..chip.at.end + count;
        }
        count
    }

    /// The range with every chip whole that it touches.
    fn whole(&self, range: Range<usize>) -> Range<usize> {
        let chips = self.chips.borrow();
        let cut = chips.iter().filter(|chip| chip.at.start < range.end && range.start < chip.at.end);
        cut.fold(range.clone(), |range, chip| range.start.min(chip.at.start)..range.end.max(chip.at.end))
    }
}

impl TextBuffer for Prose {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.text
    }

    /// What is inserted inside a chip goes behind it; links in it become chips.
    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let mut at = self.cut_by(char_index.0).map_or(char_index.0, |chip| chip.end);
        if self.derived.is_none() || !text.contains(OPEN) {
            at += self.insert_words(text, at);
            return at - char_index.0;
        }
        for part in parts_of(text) {
            match part {
                LinkPart::Words(words) | LinkPart::Unknown(words) => at += self.insert_words(words, at),
                LinkPart::Link(link, _) => {
                    let Some(shown) = self.chip_text(&link) else { continue };
                    let count = self.insert_words(&shown, at);
                    let mut chips = self.chips.borrow_mut();
                    let place = chips.partition_point(|chip| chip.at.start < at);
                    chips.insert(place, Chip { at: at..at + count, link });
                    at += count;
                }
            }
        }
        at - char_index.0
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        let length = self.length();
        let range = self.whole(char_range.start.0.min(length)..char_range.end.0.min(length));
        self.text.delete_char_range(CharIndex(range.start)..CharIndex(range.end));
        let mut chips = self.chips.borrow_mut();
        chips.retain(|chip| chip.at.end <= range.start || chip.at.start >= range.end);
        for chip in chips.iter_mut().filter(|chip| chip.at.start >= range.end) {
            chip.at = chip.at.start - range.len()..chip.at.end - range.len();
        }
    }

    fn delete_selected_ccursor_range(&mut self, [min, max]: [CCursor; 2]) -> CCursor {
        let start = if min.index == max.index { min.index.0 } else { self.whole(min.index.0..max.index.0).start };
        self.delete_char_range(min.index..max.index);
        CCursor { index: CharIndex(start), prefer_next_row: true }
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Self>()
    }
}

/// A text of its own: its chips are not those of the original.
impl Clone for Prose {
    fn clone(&self) -> Self {
        let chips = Rc::new(RefCell::new(self.chips.borrow().clone()));
        Self { text: self.text.clone(), chips, derived: self.derived.clone() }
    }
}

impl PartialEq for Prose {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && *self.chips.borrow() == *other.chips.borrow()
    }
}

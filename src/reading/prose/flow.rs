//! The text of a section as one run of characters in one form, each with the place where it stands.

use unicode_normalization::UnicodeNormalization;

use crate::{
    evidence::{Evidence, FileBlock, TextOrigin},
    reading::words::keeps_form,
    report::YEAR_MARK,
};

use super::tokens::year_at;

/// Where a paragraph ends whose text does not go on.
pub(super) const PARAGRAPH_END: char = '\n';

/// Consecutive paragraphs, without what headings and tables stand between. A year is one character, [`YEAR_MARK`].
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub chars: Vec<char>,
    /// Each year with its place among the characters.
    pub years: Vec<(usize, u16)>,
    places: Vec<FlowPlace>,
}

/// The block in which a character stands, and its bytes there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FlowPlace {
    pub block: usize,
    pub from: usize,
    pub to: usize,
}

impl Flow {
    pub fn add(&mut self, block: usize, text: &str) {
        for (from, c) in text.char_indices() {
            if is_idle(c) {
                continue;
            }
            let place = FlowPlace { block, from, to: from + c.len_utf8() };
            if keeps_form(c) {
                self.chars.push(c);
                self.places.push(place);
                continue;
            }
            for plain in std::iter::once(c).nfkc() {
                self.chars.push(plain);
                self.places.push(place);
            }
        }
    }

    /// Ends a paragraph; one that breaks off in the middle of a sentence goes on with the next.
    pub fn end_paragraph(&mut self) {
        if self.chars.last().is_some_and(|last| "。;:!?".contains(*last)) {
            let place = self.places.last().copied().unwrap_or_default();
            self.chars.push(PARAGRAPH_END);
            self.places.push(FlowPlace { from: place.to, ..place });
        }
    }

    pub fn mark_years(&mut self) {
        let mut at = 0;
        while at < self.chars.len() {
            if let Some(year) = year_at(&self.chars, at) {
                self.years.push((at, year));
                self.chars.splice(at..at + 4, [YEAR_MARK]);
                let to = self.places[at + 3].to;
                self.places.drain(at + 1..at + 4);
                self.places[at].to = to;
            }
            at += 1;
        }
    }

    /// 收、支 and 收入、支出 are one word.
    pub fn join_pairs(&mut self) {
        let mut at = 1;
        while at + 1 < self.chars.len() {
            let is_between = |first: char, second: char| self.chars[at - 1] == first && self.chars[at + 1] == second;
            if self.chars[at] == '、' && (is_between('收', '支') || is_between('入', '支')) {
                self.chars.remove(at);
                self.places.remove(at);
            }
            at += 1;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    pub fn place(&self, index: usize) -> FlowPlace {
        self.places.get(index).or(self.places.last()).copied().unwrap_or_default()
    }

    /// The words between two characters as they stand in the file.
    pub fn quote(&self, evidence: &Evidence, from: usize, to: usize) -> String {
        let mut words = String::new();
        let mut index = from;
        let to = to.min(self.chars.len());
        while index < to {
            let first = self.place(index);
            let end = (index..to).find(|next| self.place(*next).block != first.block).unwrap_or(to);
            let last = self.place(end - 1);
            if let Some(FileBlock::Paragraph(paragraph)) = evidence.blocks.get(first.block) {
                words.push_str(paragraph.text.get(first.from..last.to).unwrap_or_default());
            }
            index = end;
        }
        words
    }

    /// Where the sentence around a character begins and ends.
    pub fn sentence(&self, index: usize) -> (usize, usize) {
        let is_end = |c: &char| matches!(*c, '。' | ';' | PARAGRAPH_END);
        let from = self.chars[..index.min(self.chars.len())].iter().rposition(is_end).map_or(0, |at| at + 1);
        let rest = self.chars.get(index..).unwrap_or_default();
        let to = rest.iter().position(is_end).map_or(self.chars.len(), |at| index + at);
        (from, to)
    }
}

/// Blanks and quotation marks, which reports use as they like.
fn is_idle(c: char) -> bool {
    c.is_whitespace() || matches!(c, '“' | '”' | '"' | '‘' | '’' | '\u{feff}' | '\u{200b}')
}

/// Words of ours in the same form.
pub(super) fn normal(text: &str) -> String {
    text.chars().filter(|c| !is_idle(*c)).nfkc().collect()
}

/// Whether a paragraph is text of the report itself.
pub(super) fn is_body(origin: TextOrigin) -> bool {
    matches!(origin, TextOrigin::Body | TextOrigin::TextBox)
}

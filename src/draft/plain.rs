//! Text as it is compared: letter by letter, without what programs change when they only save a file.

use std::ops::Range;

/// Letters, each with the number of the piece of text in which it stands, and where it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    pub text: Vec<char>,
    pub owner: Vec<u32>,
    /// In bytes; a letter may be longer there.
    pub at: Vec<usize>,
}

impl Letters {
    /// The letters of pieces that stand one behind the other. Blanks say nothing, except between digits where
    /// `is_spaced`: a page does not tell how wide they were.
    pub fn of<'a>(pieces: impl IntoIterator<Item = &'a str>, is_spaced: bool) -> Self {
        let mut letters = Self::default();
        let mut is_apart = false;
        for (piece, owner) in pieces.into_iter().zip(0..) {
            for (at, c) in piece.char_indices() {
                if c.is_whitespace() {
                    is_apart = true;
                    continue;
                }
                let Some(c) = plain(c) else { continue };
                let is_between = letters.text.last().is_some_and(char::is_ascii_digit) && c.is_ascii_digit();
                if is_apart && is_spaced && is_between {
                    letters.push(' ', owner, at);
                }
                is_apart = false;
                letters.push(c, owner, at);
            }
        }
        letters
    }

    fn push(&mut self, c: char, owner: u32, at: usize) {
        self.text.push(c);
        self.owner.push(owner);
        self.at.push(at);
    }

    /// Puts the letters of another text behind, its pieces counted on from `first`.
    pub fn append(&mut self, other: &Self, first: u32) {
        self.text.extend(&other.text);
        self.owner.extend(other.owner.iter().map(|owner| owner + first));
        self.at.extend(&other.at);
    }

    pub fn string(&self) -> String {
        self.text.iter().collect()
    }

    pub fn part(&self, range: Range<usize>) -> String {
        self.text.get(range).unwrap_or_default().iter().collect()
    }

    /// Numbers and Latin words whole, other letters one by one.
    pub fn tokens(&self) -> Vec<Range<usize>> {
        let text = &self.text;
        let at = |index: usize| text.get(index).copied().unwrap_or(' ');
        let is_digit = |index: usize| at(index).is_ascii_digit();
        let mut tokens = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let mut end = start + 1;
            let is_signed = at(start) == '-' && is_digit(end) && !(start > 0 && at(start - 1).is_ascii_alphanumeric());
            if is_digit(start) || is_signed {
                while is_digit(end) || (matches!(at(end), '.' | ',') && is_digit(end + 1)) {
                    end += 1;
                }
                end += usize::from(at(end) == '%');
            } else if at(start).is_ascii_alphabetic() {
                while at(end).is_ascii_alphanumeric() {
                    end += 1;
                }
            }
            tokens.push(start..end);
            start = end;
        }
        tokens
    }
}

/// The numbers of a text, in order.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let letters = Letters::of([text], true);
    let tokens = letters.tokens().into_iter().map(|token| letters.part(token));
    tokens.filter(|token| has_digit(token)).collect()
}

/// A text without pieces.
pub(super) fn plain_text(text: &str, is_spaced: bool) -> String {
    Letters::of([text], is_spaced).string()
}

pub(super) fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// A letter in the form that keyboards without Chinese give; `None` for what is not seen.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        c if c.is_control() => None,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '－' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Some('-'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_widths_say_nothing_but_between_digits() {
        assert_eq!(plain_text("图1\u{a0}２０２４ 年 度\u{200b}，增长３．５０％", true), "图1 2024年度，增长3.50%");
        assert_eq!(plain_text("图1 2024年度", false), "图12024年度");
        let letters = Letters::of(["支出 ", "1.5", "万元"], true);
        assert_eq!(letters.owner, [0, 0, 1, 1, 1, 2, 2]);
        assert_eq!(letters.at, [0, 3, 0, 1, 2, 0, 3]);
    }

    #[test]
    fn a_number_is_one_token_with_its_sign_and_its_per_cent() {
        let letters = Letters::of(["1.为-1,234.50万元，占5%。2023-2024年APP"], true);
        let tokens: Vec<String> = letters.tokens().into_iter().map(|token| letters.part(token)).collect();
        let long: Vec<&str> =
            tokens.iter().map(String::as_str).filter(|token| token.len() > 1 && token.is_ascii()).collect();
        assert_eq!(long, ["-1,234.50", "5%", "2023", "2024", "APP"]);
    }
}

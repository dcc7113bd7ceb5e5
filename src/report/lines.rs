//! Foretells how many lines a text takes.
//!
//! Chinese characters are as wide as the font is high whichever font there is. Lines break as word processors and typst
//! break them: a line begins with no closing mark and ends with no opening one, a mark may hang beyond the margin, and
//! Latin words and amounts stay whole.

/// How wide letters are, in thousandths of a Chinese character.
pub struct LetterWidths {
    /// Of a character; `None` for Chinese ones.
    pub latin: fn(char) -> Option<u32>,
    /// The gap between Chinese and Latin characters.
    pub gap: u32,
    /// How far a mark at the end of a line may hang beyond the margin.
    pub hanging: u32,
}

/// Width of a Chinese character.
const FULL: u32 = 1000;
/// No line begins with them.
const CLOSING: &str = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠";
/// No line ends with them.
const OPENING: &str = "$(<[{£¥‘“〈《「『【〔〖〝＄（．［｛￡￥";
/// They may hang beyond the margin, or lose their empty half there.
const HANGING: &str = "、。，．：；！？";

impl LetterWidths {
    /// How many lines of this width a text takes; its first is shorter by `indent`.
    pub fn lines(&self, text: &str, width: u32, indent: u32) -> u32 {
        let paragraphs = text.split('\n').enumerate();
        paragraphs.map(|(place, line)| self.lines_of(line, width, if place == 0 { indent } else { 0 })).sum()
    }

    fn lines_of(&self, text: &str, width: u32, indent: u32) -> u32 {
        let (mut lines, mut used, mut last) = (1, indent, None);
        for word in words(text) {
            let mut own = self.width_of(word, last);
            let trimmed = word.trim_end_matches(' ');
            if used > 0 && last.is_some() && used + self.width_of(trimmed, last) > width + self.hanging(trimmed) {
                lines += 1;
                used = 0;
                own = self.width_of(word, None);
            }
            used += own;
            while used > width + FULL && width > 0 {
                lines += 1;
                used -= width;
            }
            last = word.chars().last();
        }
        lines
    }

    /// The width of a word behind a character.
    fn width_of(&self, word: &str, before: Option<char>) -> u32 {
        let mut last = before;
        let mut width = 0;
        for c in word.chars() {
            if last.is_some_and(|last| is_chinese(last) && is_latin(c) || is_latin(last) && is_chinese(c)) {
                width += self.gap;
            }
            width += (self.latin)(c).unwrap_or(FULL);
            last = Some(c);
        }
        width
    }

    /// How far the last mark of a word may hang beyond the margin.
    fn hanging(&self, word: &str) -> u32 {
        let mut last = word.chars().rev();
        let is_mark = last.next().is_some_and(|mark| HANGING.contains(mark));
        if is_mark && last.next().is_some_and(|before| !before.is_ascii()) { self.hanging } else { 0 }
    }
}

/// The pieces that do not break.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut before = rest.chars().next()?;
        let mut end = rest.len();
        for (place, c) in rest.char_indices().skip(1) {
            let is_word = |c: char| c.is_ascii_graphic();
            if !(c == ' ' || CLOSING.contains(c) || OPENING.contains(before) || is_word(before) && is_word(c)) {
                end = place;
                break;
            }
            before = c;
        }
        let (word, others) = rest.split_at(end);
        rest = others;
        Some(word)
    })
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn is_chinese(c: char) -> bool {
    ('\u{2E80}'..'\u{FF00}').contains(&c) && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTERS: LetterWidths =
        LetterWidths { latin: |c| (c.is_ascii() && !c.is_control()).then_some(500), gap: 200, hanging: 1000 };

    /// In a line of 28 characters, after an indent of two.
    fn of(text: &str) -> u32 {
        LETTERS.lines(text, 28_000, 2000)
    }

    #[test]
    fn a_line_holds_28_characters() {
        assert_eq!([of(""), of(&"字".repeat(26)), of(&"字".repeat(27)), of(&"字".repeat(54))], [1, 1, 2, 2]);
        assert_eq!(of(&"字".repeat(55)), 3);
        assert_eq!(of(&format!("{}\n{}", "字".repeat(26), "字".repeat(28))), 2);
    }

    #[test]
    fn marks_hang_and_opening_ones_go_to_the_next_line() {
        assert_eq!(of(&format!("{}。", "字".repeat(26))), 1);
        assert_eq!(of(&format!("{}）", "字".repeat(26))), 2);
        // （字 stand together in the second line, which then holds 27 more.
        let text = format!("{}（{}", "字".repeat(25), "字".repeat(27));
        assert_eq!([of(&text), of(&format!("{text}字"))], [2, 3]);
    }

    #[test]
    fn amounts_stay_whole_and_are_narrow() {
        let text = format!("{}12345.67", "字".repeat(24));
        assert_eq!(of(&text), 2);
        // Eight Latin characters are as wide as four Chinese ones, with a gap before.
        assert_eq!(of(&format!("{}1234567", "字".repeat(22))), 1);
        assert_eq!(of(&"9".repeat(200)), 4);
    }
}

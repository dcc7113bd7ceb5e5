//! Foretells how many lines a text will take in Word and LibreOffice.
//!
//! Chinese characters are as wide as the font is high whichever font there is; Latin ones have the widths of Times New
//! Roman. Lines break as both programs break them: a line begins with no closing mark and ends with no opening one, a
//! mark may hang beyond the margin, and Latin words and amounts stay whole.

/// Widths of the ASCII characters from the blank on in Times New Roman, in thousandths of its size.
const LATIN: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];
/// Width of a Chinese character, in thousandths of its size.
const FULL: u32 = 1000;
/// The gap between Chinese and Latin characters.
const GAP: u32 = 200;
/// No line begins with them.
const CLOSING: &str = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠";
/// No line ends with them.
const OPENING: &str = "$(<[{£¥‘“〈《「『【〔〖〝＄（．［｛￡￥";
/// They may hang beyond the margin.
const HANGING: &str = "、。，．：；！？";

/// How many lines a text takes; its first is shorter by `indent`. Size in half points, widths in twentieths of a point.
pub(super) fn count(text: &str, size: u32, width: u32, indent: u32) -> u32 {
    // In thousandths of the size, which is as many tenths of a twentieth of a point.
    let thousandths = |twips: u32| twips * 100 / size.max(1);
    let paragraphs = text.split('\n').enumerate();
    paragraphs
        .map(|(place, line)| lines(line, thousandths(width), if place == 0 { thousandths(indent) } else { 0 }))
        .sum()
}

fn lines(text: &str, width: u32, indent: u32) -> u32 {
    let (mut lines, mut used, mut last) = (1, indent, None);
    for word in words(text) {
        let mut own = width_of(word, last);
        let trimmed = word.trim_end_matches(' ');
        if used > 0 && last.is_some() && used + width_of(trimmed, last) > width + hanging(trimmed) {
            lines += 1;
            used = 0;
            own = width_of(word, None);
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

/// The width of a word behind a character.
fn width_of(word: &str, before: Option<char>) -> u32 {
    let mut last = before;
    let mut width = 0;
    for c in word.chars() {
        if last.is_some_and(|last| is_chinese(last) && is_latin(c) || is_latin(last) && is_chinese(c)) {
            width += GAP;
        }
        let place = u32::from(c).checked_sub(32).and_then(|place| usize::try_from(place).ok());
        width += place.and_then(|place| LATIN.get(place)).map_or(FULL, |width| u32::from(*width));
        last = Some(c);
    }
    width
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn is_chinese(c: char) -> bool {
    ('\u{2E80}'..'\u{FF00}').contains(&c) && c.is_alphanumeric()
}

/// How far the last mark of a word may hang beyond the margin.
fn hanging(word: &str) -> u32 {
    let mut last = word.chars().rev();
    let is_mark = last.next().is_some_and(|mark| HANGING.contains(mark));
    if is_mark && last.next().is_some_and(|before| !before.is_ascii()) { FULL } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of “三号” in a line of 28 characters, after an indent of two.
    fn of(text: &str) -> u32 {
        count(text, 32, 28 * 320, 640)
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

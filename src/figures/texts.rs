//! Every text that a person wrote and the report prints, collected once for all readers.
//!
//! Dozens of rules look for a few words each. A text knows which pairs of neighbouring characters occur in it, so that
//! most words that are not in it are ruled out without a search.

use std::ops::{Deref, Range};

use crate::{
    at,
    document::{Document, Entry, Kind, Path},
};

/// All texts of a document that are not blank, in the order of the file.
#[derive(Default)]
pub struct Texts {
    all: Vec<WrittenText>,
    self_evaluation: Range<usize>,
}

impl Texts {
    /// Reads them. Amounts, codes and dates are passed over, because there may be thousands of them.
    pub(super) fn of(document: &Document) -> Self {
        let mut all = Vec::new();
        let is_text = |kind| matches!(kind, Kind::Text | Kind::LongText);
        document.walk_kinds(is_text, &mut |path, _, entry| {
            if let Entry::Text(text) = entry {
                all.push(WrittenText::new(path, text));
            }
        });
        let is_in = |text: &WrittenText| text.path.starts_with(&at!(performance.texts));
        let start = all.iter().position(is_in).unwrap_or_default();
        let count = all[start..].iter().take_while(|text| is_in(text)).count();
        Self { all, self_evaluation: start..start + count }
    }

    pub fn iter(&self) -> impl Iterator<Item = &WrittenText> {
        self.all.iter()
    }

    /// The texts of the self-evaluation, in the order of the form.
    pub fn self_evaluation(&self) -> &[WrittenText] {
        self.all.get(self.self_evaluation.clone()).unwrap_or_default()
    }
}

/// One text; reads like a `str`.
pub struct WrittenText {
    /// Where it was entered.
    pub path: Path,
    text: String,
    /// A bit for each character and each pair of neighbours that occurs; some stand for several.
    traces: Vec<u64>,
    digits: usize,
}

impl WrittenText {
    /// A text and what occurs in it.
    pub fn new(path: Path, text: String) -> Self {
        // Some 16 bits a character: few enough are set that a word of two characters is seldom suspected in vain.
        let size = (text.len() / 12 + 1).next_power_of_two();
        let mut traces = vec![0; size];
        let mut before = None;
        let mut digits = 0;
        for c in text.chars() {
            let (word, bit) = trace(c, None, size);
            traces[word] |= bit;
            if let Some(first) = before.replace(c) {
                let (word, bit) = trace(first, Some(c), size);
                traces[word] |= bit;
            }
            digits += usize::from(matches!(c, '0'..='9' | '０'..='９'));
        }
        Self { path, text, traces, digits }
    }

    /// How many digits occur, in any width.
    pub fn digits(&self) -> usize {
        self.digits
    }

    /// Whether `word` occurs.
    pub fn has(&self, word: &str) -> bool {
        let is_traced = |first, second| {
            let (place, bit) = trace(first, second, self.traces.len());
            self.traces.get(place).is_some_and(|traces| traces & bit != 0)
        };
        let mut chars = word.chars();
        let Some(mut before) = chars.next() else { return true };
        if chars.as_str().is_empty() && !is_traced(before, None) {
            return false;
        }
        for c in chars {
            if !is_traced(before, Some(c)) {
                return false;
            }
            before = c;
        }
        self.text.contains(word)
    }

    /// Whether one of `words` occurs.
    pub fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }
}

impl Deref for WrittenText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.text
    }
}

/// Which word and bit of `size` words stand for this character, or this pair.
fn trace(first: char, second: Option<char>, size: usize) -> (usize, u64) {
    let key = u64::from(first as u32) | u64::from(second.map_or(0, |c| c as u32)) << 32;
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed >> 40) as usize & (size - 1), 1 << (mixed >> 58))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Date, LongText, Project, ProjectIndicator, Text};

    #[test]
    fn finds_texts_at_every_depth_and_nothing_else() {
        let mut document = Document::default();
        document.unit.department = Text::new("县总工会");
        document.unit.approved_on = Date::new("2025-08-01");
        document.performance.texts.duty = LongText::new("履职");
        document.performance.texts.summary = LongText::new("总结");
        let indicator = ProjectIndicator { reason: Text::new("未完成"), ..Default::default() };
        let mut project = Project::default();
        project.indicators.push(indicator);
        document.performance.projects.push(project);
        let texts = Texts::of(&document);
        let mut seen: Vec<(String, &str)> = texts.iter().map(|text| (text.path.to_string(), &**text)).collect();
        seen.sort_unstable();
        let wanted = [
            ("/performance/projects/0/indicators/0/reason", "未完成"),
            ("/performance/texts/duty", "履职"),
            ("/performance/texts/summary", "总结"),
            ("/unit/department", "县总工会"),
        ];
        assert_eq!(seen, wanted.map(|(path, text)| (path.to_owned(), text)));
        let mut own: Vec<&str> = texts.self_evaluation().iter().map(|text| &**text).collect();
        own.sort_unstable();
        assert_eq!(own, ["履职", "总结"]);
    }

    #[test]
    fn a_text_has_its_words_and_no_others() {
        let text = "2024年，部门整体支出绩效自评得分94分，压减“三公”经费。";
        let written = WrittenText::new(Path::ROOT, text.to_owned());
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        for (start, _) in &chars {
            for (end, last) in chars.iter().filter(|(end, _)| end >= start) {
                assert!(written.has(&text[*start..end + last.len_utf8()]));
            }
        }
        for word in ["得分9分", "三公经费", "年部门", "优", "2025年"] {
            assert!(!written.has(word), "{word}");
        }
        assert!(written.has_any(&["压缩", "压减"]) && !written.has_any(&["压缩", "减压"]));
    }
}

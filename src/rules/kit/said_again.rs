//! What the program writes and what a person wrote on the same matter: sentences with the same words, whatever numbers
//! and directions stand in them.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::{document::Path, figures::Source};

use super::printed::{Printed, PrintedText, paragraphs};

/// Shorter sentences are too common to tell what they speak of: “年末无结转和结余”.
const SHORTEST: usize = 10;

/// Words that tell which way; they count as values of a sentence, not as its matter.
const DIRECTIONS: [&str; 10] = ["增加", "减少", "增长", "下降", "上升", "降低", "大于", "小于", "等于", "持平"];

/// Clauses about other years say what the program does not.
const OTHER_TIMES: [&str; 8] = ["上年", "去年", "上一年", "以前年度", "往年", "下年", "下一年", "明年"];

/// A sentence of a person that has the words of one that the program writes.
pub struct SaidAgain {
    pub path: Path,
    pub typed: String,
    pub generated: String,
    /// A figure in the generated one.
    pub source: Option<Source>,
    pub differs: bool,
}

/// Whether a person wrote any sentence, and those that the program writes as well.
pub(super) fn said_again(printed: &Printed<'_>) -> (bool, Vec<SaidAgain>) {
    let year = printed.figures.document.unit.year.map(|year| year.to_string());
    let sections: Vec<_> = printed.report.topics.iter().map(|topic| paragraphs(printed.report, topic)).collect();
    let all = sections.iter().enumerate().flat_map(|(topic, paragraphs)| {
        paragraphs.iter().flat_map(|paragraph| parts(year.as_deref(), topic, paragraph)).collect::<Vec<_>>()
    });
    let (typed, own): (Vec<_>, Vec<_>) = all.partition(|(_, part)| part.origin().0.is_some());
    // Of thousands of sentences that either writes, few are on a matter that the other writes of, too.
    let asked: FxHashSet<u64> = typed.iter().map(|(key, _)| *key).collect();
    let mut told: FxHashSet<u64> = FxHashSet::default();
    let mut generated: FxHashMap<String, Vec<Sentence>> = FxHashMap::default();
    for (key, part) in own.iter().filter(|(key, _)| asked.contains(key)) {
        let sentence = part.read();
        told.insert(*key);
        generated.entry(sentence.matter.clone()).or_default().push(sentence);
    }
    let any = !typed.is_empty();
    let found = typed.iter().filter(|(key, _)| told.contains(key)).filter_map(|(_, part)| {
        let sentence = part.read();
        let topic = sentence.topic;
        let alike = generated.get(&sentence.matter)?;
        let same = alike.iter().find(|own| own.values == sentence.values);
        let here = || alike.iter().find(|own| own.topic == topic);
        // The annexes may quote what the explanation says; that is no repetition.
        let own = match same {
            Some(own) => Some(own).filter(|own| own.topic == topic),
            None => {
                here().or_else(|| alike.first()).filter(|own| own.is_whole && sentence.is_whole || own.topic == topic)
            }
        }?;
        Some(SaidAgain {
            path: sentence.path?,
            differs: own.values != sentence.values,
            typed: sentence.text,
            generated: own.text.clone(),
            source: own.source.clone(),
        })
    });
    let mut found: Vec<SaidAgain> = found.collect();
    // A whole sentence tells more than its clauses, and comes first.
    found.dedup_by(|later, first| later.path == first.path && first.typed.contains(later.typed.as_str()));
    (any, found)
}

/// A sentence, or a clause of one.
struct Part<'p> {
    topic: usize,
    paragraph: &'p PrintedText<'p>,
    at: usize,
    text: &'p str,
    is_sentence: bool,
}

struct Sentence {
    topic: usize,
    /// Without amounts, directions and marks; of another year it is another matter.
    matter: String,
    /// Numbers and directions, in order.
    values: Vec<String>,
    text: String,
    /// Where a person wrote it; `None` for words of the program.
    path: Option<Path>,
    source: Option<Source>,
    is_whole: bool,
}

/// The sentences of a paragraph, each followed by its clauses if there are several.
fn parts<'p>(year: Option<&str>, topic: usize, paragraph: &'p PrintedText<'p>) -> Vec<(u64, Part<'p>)> {
    let mut found = Vec::new();
    for (at, text) in pieces(&paragraph.text, |c| matches!(c, '。' | '；' | '！' | '？')) {
        let text = without_reason(text);
        let Some(whole) = matter_key(text) else { continue };
        found.push((whole, Part { topic, paragraph, at, text, is_sentence: true }));
        let of_sentence = found.len();
        for (begin, clause) in pieces(text, |c| matches!(c, '，' | '：')) {
            let is_told = clause.bytes().any(|byte| byte.is_ascii_digit());
            let key = is_told.then(|| matter_key(clause)).flatten();
            if let Some(key) = key.filter(|key| *key != whole) {
                found.push((key, Part { topic, paragraph, at: at + begin, text: clause, is_sentence: false }));
            }
        }
        // A clause does not tell of which year the sentence speaks.
        if found.len() > of_sentence && !is_of_this_year(text, year) {
            found.truncate(of_sentence);
        }
    }
    found
}

/// Two sentences on the same matter have the same; `None` if it is too short to tell what it speaks of.
fn matter_key(text: &str) -> Option<u64> {
    let (mut hasher, mut length) = (FxHasher::default(), 0);
    let mut add = |c: char| {
        length += 1;
        hasher.write_u32(u32::from(c));
    };
    each_part(text, &mut add, &mut |_| {});
    (length >= SHORTEST).then(|| hasher.finish())
}

impl Part<'_> {
    fn origin(&self) -> (Option<Path>, Option<Source>) {
        self.paragraph.origin(self.at..self.at + self.text.len())
    }

    fn read(&self) -> Sentence {
        let (mut matter, mut values) = (String::new(), Vec::new());
        each_part(self.text, &mut |c| matter.push(c), &mut |value| values.push(normal(value)));
        let (path, source) = self.origin();
        let text = self.text.trim().to_owned();
        Sentence { topic: self.topic, matter, values, text, path, source, is_whole: self.is_sentence }
    }
}

/// Up to “主要原因是”: the reason is a person's in any case.
fn without_reason(text: &str) -> &str {
    let at = ["原因是", "，主要是"].iter().filter_map(|words| text.find(words)).min();
    let told = at.and_then(|at| text.get(..at)).unwrap_or(text);
    if told.len() == text.len() { text } else { told.rfind('，').map_or(told, |comma| &told[..comma]) }
}

/// The parts between these marks with where they begin.
fn pieces(text: &str, is_mark: fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive(is_mark).filter_map(move |part| {
        let at = start;
        start += part.len();
        let words = part.trim_end_matches(is_mark);
        (!words.trim_start().is_empty()).then_some((at, words))
    })
}

fn is_of_this_year(text: &str, year: Option<&str>) -> bool {
    let other = text.match_indices('年').any(|(at, _)| {
        let before = &text[..at];
        let digits = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        digits.len() == 4 && Some(digits) != year
    });
    !other && !OTHER_TIMES.iter().any(|word| text.contains(word))
}

/// Takes a sentence apart: the letters of its matter, and its numbers and directions.
fn each_part<'t>(text: &'t str, matter: &mut impl FnMut(char), value: &mut impl FnMut(&'t str)) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(word) = direction(c, rest) {
            value(word);
            rest = &rest[word.len()..];
        } else if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let (number, after) = rest.split_at(end);
            if number.len() == 4 && after.starts_with('年') {
                number.chars().for_each(&mut *matter);
            } else {
                value(number);
            }
            rest = after;
        } else {
            if c.is_alphanumeric() {
                matter(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
}

/// The direction that begins here; most characters begin none, and that is seen at once.
fn direction(first: char, rest: &str) -> Option<&'static str> {
    if !matches!(first, '增' | '减' | '下' | '上' | '降' | '大' | '小' | '等' | '持') {
        return None;
    }
    DIRECTIONS.into_iter().find(|word| rest.starts_with(word))
}

/// 90.00 and 90 are one number.
fn normal(number: &str) -> String {
    number.parse::<rust_decimal::Decimal>().map_or_else(|_| number.to_owned(), |value| value.normalize().to_string())
}

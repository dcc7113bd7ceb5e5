//! Which section of ours a heading begins.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::report::Grammar;

use super::{super::words, dictionary::Lexicon, scope::Scope};

/// The headings of the templates, as they are compared: the sections that a heading may begin, with their place in the
/// templates.
pub(super) struct Headings(FxHashMap<String, Vec<(usize, &'static str)>>);

impl Headings {
    pub fn get() -> &'static Self {
        static HEADINGS: LazyLock<Headings> = LazyLock::new(|| {
            let mut all: FxHashMap<String, Vec<(usize, &'static str)>> = FxHashMap::default();
            for (place, (words, key)) in Grammar::get().headings.iter().enumerate() {
                all.entry(heading_words(words)).or_default().push((place, *key));
            }
            let keys = &Grammar::get().headings;
            for (words, topic) in &Lexicon::get().headings {
                if let Some(place) = keys.iter().position(|(_, key)| key == topic) {
                    all.entry(heading_words(words)).or_insert_with(|| vec![(place, keys[place].1)]);
                }
            }
            all.remove("");
            Headings(all)
        });
        &HEADINGS
    }

    /// “评价结论” ends two parts of a report: it is the next one that is meant.
    fn find(&self, words: &str, topic: &str) -> Option<&'static str> {
        let all = self.0.get(&heading_words(words))?;
        // “2.支出情况” within the section of a fund is of that fund.
        let is_part = words.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let is_of_fund = Scope::of_topic(topic).is_some_and(|scope| scope != Scope::Department);
        if is_part && is_of_fund && all.iter().all(|(_, key)| Scope::of_topic(key) == Some(Scope::Department)) {
            return self.known(topic);
        }
        let places = Grammar::get().headings.iter().enumerate().filter(|(_, (_, key))| *key == topic);
        let here = places.map(|(place, _)| place).min();
        let next = all.iter().find(|(place, _)| here.is_some_and(|here| *place > here));
        next.or(all.first()).map(|(_, key)| *key)
    }

    fn known(&self, topic: &str) -> Option<&'static str> {
        Grammar::get().headings.iter().map(|(_, key)| *key).find(|key| *key == topic)
    }

    /// Whether a paragraph is a heading, and of which section of ours.
    pub fn of_line(&self, text: &str, topic: &str) -> Option<Option<&'static str>> {
        const LONGEST: usize = 48;
        let text = text.trim();
        let length = text.chars().count();
        if text.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            return None;
        }
        let has_unit = |unit: &str| text.contains(unit) && text.contains(|c: char| c.is_ascii_digit());
        if length == 0 || length > LONGEST || has_unit("万元") || has_unit("%") || text.contains('，') {
            return None;
        }
        let found = self.find(text, topic);
        if found.is_some() {
            return Some(found);
        }
        let ends_open = !text.ends_with(['。', '；', '：', '、']);
        let is_numbered = words::without_number(text) != text || text.starts_with('第') && text.contains("部分");
        let open = words::without_number(text);
        let is_heading = is_numbered && ends_open && length <= 30 && !open.contains(['。', '：', '；']);
        let section = by_words(open, topic);
        (is_heading && (section.is_some() || !open.contains('（'))).then_some(section)
    }

    /// A heading in the same paragraph as its text: “（二）存在问题。对于…”; and where the text begins.
    pub fn run_in(&self, text: &str, topic: &str) -> Option<(&'static str, usize)> {
        const LONGEST: usize = 28;
        let end = text.find(['。', '：', ':'])?;
        let head = &text[..end];
        let is_numbered = words::without_number(head) != head.trim_start();
        let is_short = head.chars().count() <= LONGEST && !head.contains('，');
        let behind = end + text[end..].chars().next().map_or(0, char::len_utf8);
        // A term that is explained is no heading.
        if !is_numbered || !is_short || topic == "glossary" || text[behind..].trim().is_empty() {
            return None;
        }
        Some((self.find(head, topic).or_else(|| by_words(head, topic).filter(|_| head.contains("情况")))?, behind))
    }
}

/// The section of a heading that is none of ours, by telling words of it. A part of a section stays in it.
fn by_words(text: &str, topic: &str) -> Option<&'static str> {
    let bare = words::plain(text);
    // Parts of a report, and what it says of itself.
    if bare.contains("第") && bare.contains("部分") || bare.contains("概况") || bare.contains("名词") {
        return None;
    }
    let found = Lexicon::get().topics.iter().find(|(words, _)| words.iter().all(|word| bare.contains(word.as_str())));
    let found = found.map(|(_, topic)| *topic);
    let is_part = |found: &str| topic.starts_with(found) || found == "gpb" && topic.starts_with("gpb");
    match found {
        Some(found) if is_part(found) => Headings::get().known(topic),
        found => found,
    }
}

/// A heading without its number, and without department and year before its words.
fn heading_words(text: &str) -> String {
    let mut bare = words::plain(words::without_number(text));
    for year in ["年度", "年"] {
        if let Some((before, behind)) = bare.rsplit_once(year)
            && before.ends_with(|c: char| c.is_ascii_digit())
        {
            bare = behind.to_owned();
        }
    }
    for front in ["关于", "本部门", "本单位", "部门", "单位"] {
        bare = bare.strip_prefix(front).unwrap_or(&bare).to_owned();
    }
    for word in ["情况说明", "具体情况", "情况", "说明", "的"] {
        bare = bare.replace(word, "");
    }
    bare
}

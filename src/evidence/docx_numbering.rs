//! The numbers that Word puts before paragraphs: they stand in no text, only in the definitions of lists.

use std::collections::HashMap;

use super::xml::XmlNode;

/// Lists and styles of a document.
#[derive(Default)]
pub(super) struct Numbering {
    /// The levels of a list, by the id by which paragraphs name it.
    lists: HashMap<String, List>,
    /// What a style says of numbers and headings.
    styles: HashMap<String, Style>,
}

struct List {
    /// Lists of the same definition count on together.
    definition: String,
    levels: Vec<Level>,
    /// Levels that begin anew where this list begins.
    restarted: Vec<(usize, u32)>,
}

#[derive(Clone, Default)]
struct Level {
    start: u32,
    form: String,
    /// `%1、`
    words: String,
    /// Whether upper levels are counted in plain digits.
    is_legal: bool,
    /// What stands between number and text.
    behind: &'static str,
}

#[derive(Clone, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    outline: Option<u8>,
}

/// How far the lists have counted.
#[derive(Default)]
pub(super) struct Counters {
    counts: HashMap<String, Vec<Option<u32>>>,
    begun: Vec<String>,
}

const LEVELS: usize = 9;
/// Styles based on styles.
const DEEPEST: usize = 20;

impl Numbering {
    pub fn of(numbering: &XmlNode, styles: &XmlNode) -> Self {
        let definitions: HashMap<&str, &XmlNode> = numbering
            .named("abstractNum")
            .filter_map(|definition| Some((definition.attribute("abstractNumId")?, definition)))
            .collect();
        let mut lists = HashMap::new();
        for list in numbering.named("num") {
            let (Some(id), Some(definition)) = (list.attribute("numId"), list.value_of("abstractNumId")) else {
                continue;
            };
            let mut levels = vec![Level::default(); LEVELS];
            let mut restarted = Vec::new();
            for level in definitions.get(definition).into_iter().flat_map(|definition| definition.named("lvl")) {
                put_level(&mut levels, level);
            }
            for changed in list.named("lvlOverride") {
                if let Some(level) = changed.child("lvl") {
                    put_level(&mut levels, level);
                }
                let at = changed.attribute("ilvl").and_then(|level| level.parse::<usize>().ok());
                let start = changed.value_of("startOverride").and_then(|start| start.parse().ok());
                restarted.extend(at.zip(start));
            }
            lists.insert(id.to_owned(), List { definition: definition.to_owned(), levels, restarted });
        }
        let styles = styles.named("style").filter_map(|style| {
            let paragraph = style.child("pPr");
            let own = paragraph.and_then(|paragraph| paragraph.child("numPr"));
            let outline = paragraph.and_then(|paragraph| paragraph.value_of("outlineLvl"));
            let own = Style {
                based_on: style.value_of("basedOn").map(str::to_owned),
                list: own.and_then(|own| own.value_of("numId")).map(str::to_owned),
                level: own.and_then(|own| own.value_of("ilvl")).and_then(|level| level.parse().ok()),
                outline: outline.and_then(|outline| outline.parse().ok()),
            };
            Some((style.attribute("styleId")?.to_owned(), own))
        });
        Self { lists, styles: styles.collect() }
    }

    /// Of a paragraph's style and those that it is based on, the first that says something.
    fn inherited<T>(&self, paragraph: &XmlNode, of: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut name = paragraph.child("pPr")?.value_of("pStyle")?;
        for _ in 0..DEEPEST {
            let style = self.styles.get(name)?;
            if let Some(found) = of(style) {
                return Some(found);
            }
            name = style.based_on.as_deref()?;
        }
        None
    }

    /// The level of a heading.
    pub fn heading(&self, paragraph: &XmlNode) -> Option<u8> {
        let own =
            paragraph.child("pPr").and_then(|own| own.value_of("outlineLvl")).and_then(|level| level.parse().ok());
        own.or_else(|| self.inherited(paragraph, |style| style.outline))
            .filter(|level| *level < 9)
            .map(|level| level + 1)
    }

    /// The number before a paragraph, counted on; nothing if it has none.
    pub fn number(&self, paragraph: &XmlNode, counters: &mut Counters) -> String {
        let own = paragraph.child("pPr").and_then(|own| own.child("numPr"));
        let list = own.and_then(|own| own.value_of("numId")).map(str::to_owned);
        let list = list.or_else(|| self.inherited(paragraph, |style| style.list.clone()));
        let level = own.and_then(|own| own.value_of("ilvl")).and_then(|level| level.parse().ok());
        let level = level.or_else(|| self.inherited(paragraph, |style| style.level)).unwrap_or(0);
        let Some((id, list)) = list.and_then(|id| Some((id.clone(), self.lists.get(&id)?))) else {
            return String::new();
        };
        counters.next(&id, list, level)
    }
}

fn put_level(levels: &mut [Level], node: &XmlNode) {
    let at = node.attribute("ilvl").and_then(|level| level.parse::<usize>().ok());
    let Some(level) = at.and_then(|at| levels.get_mut(at)) else { return };
    *level = Level {
        start: node.value_of("start").and_then(|start| start.parse().ok()).unwrap_or(0),
        form: node.value_of("numFmt").unwrap_or("decimal").to_owned(),
        words: node.value_of("lvlText").unwrap_or_default().to_owned(),
        is_legal: node.child("isLgl").is_some(),
        behind: match node.value_of("suff") {
            Some("nothing") => "",
            Some("space") => " ",
            _ => "\t",
        },
    };
}

impl Counters {
    fn next(&mut self, id: &str, list: &List, level: usize) -> String {
        let Some(own) = list.levels.get(level) else { return String::new() };
        let counts = self.counts.entry(list.definition.clone()).or_insert_with(|| vec![None; LEVELS]);
        if !self.begun.iter().any(|begun| begun == id) {
            self.begun.push(id.to_owned());
            for (level, start) in &list.restarted {
                if let Some(count) = counts.get_mut(*level) {
                    *count = start.checked_sub(1);
                    if start == &0 {
                        *count = None;
                    }
                }
            }
        }
        for (at, count) in counts.iter_mut().enumerate() {
            if at == level {
                *count = Some(count.map_or(own.start, |count| count.saturating_add(1)));
            } else if at > level {
                *count = None;
            }
        }
        if own.form == "none" && !own.words.contains('%') && own.words.is_empty() {
            return String::new();
        }
        let mut words = own.words.clone();
        for (at, of) in list.levels.iter().enumerate() {
            let mark = format!("%{}", at + 1);
            if words.contains(&mark) {
                let count = counts.get(at).copied().flatten().unwrap_or(of.start);
                let form = if own.is_legal && at < level { "decimal" } else { &of.form };
                words = words.replace(&mark, &counted(count, form));
            }
        }
        // Signs of private fonts say nothing.
        words.retain(|c| !('\u{e000}'..='\u{f8ff}').contains(&c));
        if words.is_empty() { words } else { words + own.behind }
    }
}

/// A number in the form of a list.
fn counted(count: u32, form: &str) -> String {
    match form {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCountingThousand"
        | "taiwaneseCounting"
        | "koreanCounting" => chinese(count),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => count
            .to_string()
            .chars()
            .filter_map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10)? as usize))
            .collect(),
        "chineseLegalSimplified" => count
            .to_string()
            .chars()
            .filter_map(|c| "零壹贰叁肆伍陆柒捌玖".chars().nth(c.to_digit(10)? as usize))
            .collect(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            char::from_u32(0x2460 + count - 1).map(String::from).unwrap_or_default()
        }
        "decimalEnclosedParen" => format!("({count})"),
        "decimalEnclosedFullstop" => format!("{count}."),
        "decimalFullWidth" | "decimalFullWidth2" => {
            count.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect()
        }
        "decimalZero" => format!("{count:02}"),
        "upperLetter" => letters(count, b'A'),
        "lowerLetter" => letters(count, b'a'),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "none" | "bullet" => String::new(),
        _ => count.to_string(),
    }
}

fn letters(count: u32, first: u8) -> String {
    let Some(index) = count.checked_sub(1) else { return String::new() };
    let letter = char::from(first + u8::try_from(index % 26).unwrap_or_default());
    String::from(letter).repeat((index / 26 + 1).min(10) as usize)
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = count.min(4000);
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

fn chinese(count: u32) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |digit: u32| DIGITS[(digit % 10) as usize];
    match count {
        0..=9 => digit(count).to_owned(),
        10 => "十".to_owned(),
        11..=19 => format!("十{}", digit(count)),
        20..=99 if count.is_multiple_of(10) => format!("{}十", digit(count / 10)),
        20..=99 => format!("{}十{}", digit(count / 10), digit(count)),
        100..=999 => {
            let rest = match count % 100 {
                0 => String::new(),
                rest @ 1..=9 => format!("零{}", digit(rest)),
                rest @ 10..=19 => format!("一十{}", if rest == 10 { "" } else { digit(rest) }),
                rest => chinese(rest),
            };
            format!("{}百{rest}", digit(count / 100))
        }
        _ => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_words_of_their_form() {
        let words: Vec<String> = [1, 10, 12, 20, 21, 105, 110, 121].into_iter().map(chinese).collect();
        assert_eq!(words, ["一", "十", "十二", "二十", "二十一", "一百零五", "一百一十", "一百二十一"]);
        assert_eq!(
            (roman(14), letters(28, b'a'), counted(3, "decimalEnclosedCircle")),
            ("XIV".into(), "bb".into(), "③".into())
        );
    }
}

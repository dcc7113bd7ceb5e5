//! M06: doubled words or missing punctuation.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::scan::texts;

pub static RULE: Rule = Rule {
    id: "M06",
    severity: Severity::Warning,
    title: "文字重复或标点缺失",
    checks: "录入的文字没有重复的词和标点，括号、引号成对，句子写完",
    basis: "决算公开说明与附件全文",
    remedy: "删去重复的文字，补齐标点",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut seen = false;
    for text in texts(figures) {
        seen = true;
        if let Some(fault) = fault(text) {
            let words = figures.label(&text.path.into());
            findings.report([text.path], format!("{words}{fault}"));
        }
    }
    if seen { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.duties))) }
}

fn fault(text: &str) -> Option<String> {
    let mut chars: Vec<char> = Vec::with_capacity(text.len());
    text.chars().for_each(|c| chars.push(c));
    let is_word = |c: char| is_han(c) || c.is_ascii_alphanumeric();
    let marks: Vec<Mark> = chars.iter().copied().enumerate().filter(|(_, c)| !is_word(*c)).collect();
    repeated_mark(&marks)
        .map(|marks| format!("标点重复：“{marks}”"))
        .or_else(|| repeated_words(&chars).map(|words| format!("文字重复：“{words}{words}”")))
        .or_else(|| unpaired(&chars, &marks).map(|mark| format!("标点不成对：“{mark}”")))
        .or_else(|| unfinished(&chars).map(|mark| format!("没有写完，末尾是“{mark}”")))
}

/// Where a character that is in no word stands.
type Mark = (usize, char);

/// Marks that never stand side by side.
fn repeated_mark(marks: &[Mark]) -> Option<String> {
    let is_stop = |c: &char| matches!(c, '，' | '。' | '、' | '；' | '：' | '！');
    let pairs = marks.iter().zip(marks.iter().skip(1));
    let mut side_by_side = pairs.filter(|((at, a), (next, b))| at + 1 == *next && is_stop(a) && is_stop(b));
    side_by_side.next().map(|((_, a), (_, b))| format!("{a}{b}"))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The same three to twelve characters twice in a row, or a short word of those below. Other short words may meet
/// (总工会工会经费).
fn repeated_words(chars: &[char]) -> Option<String> {
    let near = near_repeats(chars);
    let mut lengths = (3..=12).rev().filter(|length| near & 1 << length != 0);
    let long = lengths.find_map(|length| repeated_word(chars, length));
    long.or_else(|| chars.windows(4).find_map(twice_short).map(str::to_owned))
}

/// The word that these four characters repeat.
fn twice_short(four: &[char]) -> Option<&'static str> {
    const SHORT: [&str; 12] =
        ["有所", "进行", "以及", "通过", "按照", "根据", "由于", "因为", "主要", "原因", "增加", "减少"];
    let [a, b, c, d] = four else { return None };
    if a == c && b == d { SHORT.into_iter().find(|word| word.chars().eq([*a, *b])) } else { None }
}

/// A bit for each distance from 3 to 12 at which some three neighbours stand again: words of other lengths are not
/// repeated. Where three neighbours stood last is remembered by a hash, so that one pass finds the few places to look
/// at.
fn near_repeats(chars: &[char]) -> u32 {
    const SLOTS: usize = 512;
    let mut near = 0;
    if chars.len() < 6 {
        return near;
    }
    let mut last = [0_u32; SLOTS];
    for (place, three) in (1..).zip(chars.windows(3)) {
        let hash = three.iter().fold(0, |hash: usize, c| hash.wrapping_mul(31).wrapping_add(*c as usize));
        let before = std::mem::replace(&mut last[hash % SLOTS], place);
        if before == 0 || place - before > 12 {
            continue;
        }
        for distance in 3..=12.min(place - 1) {
            let before = (place - 1 - distance) as usize;
            let again = chars.get(before..).is_some_and(|from| from.starts_with(three));
            near |= u32::from(again) << distance;
        }
    }
    near
}

/// The first word of this length that is repeated.
fn repeated_word(chars: &[char], length: usize) -> Option<String> {
    const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿";
    // How many characters up to here equal the one so far before them: as many as the word has, and it is repeated.
    let mut equal = 0;
    for (end, (before, c)) in chars.iter().zip(chars.iter().skip(length)).enumerate() {
        equal = if before == c { equal + 1 } else { 0 };
        if equal < length {
            continue;
        }
        let word = chars.get(end + 1 - length..=end).unwrap_or_default();
        let is_varied = word.iter().any(|c| Some(c) != word.first());
        if is_varied && word.iter().all(|c| is_han(*c) && !NUMERALS.contains(*c)) {
            return Some(word.iter().collect());
        }
    }
    None
}

/// A bracket or quotation mark without its other half; `1）` numbers a point and needs none.
fn unpaired(chars: &[char], marks: &[Mark]) -> Option<char> {
    const PAIRS: [(char, char); 4] = [('（', '）'), ('《', '》'), ('“', '”'), ('〔', '〕')];
    for (open, close) in PAIRS {
        let mut depth = 0_u32;
        for (i, c) in marks {
            if *c == open {
                depth += 1;
            } else if *c == close {
                let is_number = i.checked_sub(1).and_then(|before| chars.get(before)).is_some_and(char::is_ascii_digit);
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None if close == '）' && is_number => {}
                    None => return Some(close),
                }
            }
        }
        if depth > 0 {
            return Some(open);
        }
    }
    // Straight quotation marks open and close alike.
    let straight = marks.iter().filter(|(_, c)| *c == '"').count();
    (straight % 2 == 1).then_some('"')
}

/// A text of sentences whose last one stops short.
fn unfinished(chars: &[char]) -> Option<char> {
    let last = *chars.iter().rev().find(|c| !c.is_whitespace())?;
    let breaks_off = matches!(last, '，' | '、');
    let lacks_stop = is_han(last) && chars.contains(&'。') && !chars.contains(&'\n');
    (breaks_off || lacks_stop).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn broken_texts() {
        let text = |text| [(at!(performance.texts.duty), text)];
        for (written, fault) in [
            ("资金使用规范，，效益良好", "标点重复：“，，”"),
            ("盐边县总工会盐边县总工会收入预算", "文字重复：“盐边县总工会盐边县总工会”"),
            ("项目支出有所有所减少", "文字重复：“有所有所”"),
            ("人员（含离退休10人", "标点不成对：“（”"),
            ("依托“互联网平台", "标点不成对：““”"),
            ("其中，\"联动频次’’指标", "标点不成对：“\"”"),
            ("完成任务，", "没有写完，末尾是“，”"),
            ("完成任务。效益良好", "没有写完，末尾是“好”"),
        ] {
            fires(&RULE, &text(written), &format!("项目绩效›自评文字›履职效能{fault}"));
        }
    }

    #[test]
    fn sound_texts() {
        let text = |text| [(at!(performance.texts.duty), text)];
        for written in [
            "主要是：1）维护权益；2）组织培训。",
            "设定\"联动频次\"指标",
            "“三公”经费（含购置）按《规定》执行……成效显著",
            "总工会工会经费研究研究再定，方方面面层层落实。",
            "第一条\n第二条。完成\n第三条",
            "二十二十一",
        ] {
            passes(&RULE, &text(written));
        }
    }
}

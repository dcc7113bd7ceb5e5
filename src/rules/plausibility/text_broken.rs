//! M06: doubled words or missing punctuation.

use crate::{
    at,
    figures::{Figures, WrittenText},
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

fn fault(text: &WrittenText) -> Option<String> {
    let mut chars: Vec<char> = Vec::with_capacity(text.len());
    text.chars().for_each(|c| chars.push(c));
    let is_word = |c: char| is_han(c) || c.is_ascii_alphanumeric();
    let marks: Vec<PunctuationMark> = chars.iter().copied().enumerate().filter(|(_, c)| !is_word(*c)).collect();
    repeated_mark(&marks)
        .map(|marks| format!("标点重复：“{marks}”"))
        .or_else(|| repeated_words(&chars).map(|words| format!("文字重复：“{words}{words}”")))
        .or_else(|| unpaired(&chars, &marks).map(|mark| format!("标点不成对：“{mark}”")))
        .or_else(|| left_out(text, &chars).map(|(words, what)| format!("“{words}”{what}")))
        .or_else(|| unfinished(&chars).map(|mark| format!("没有写完，末尾是“{mark}”")))
}

/// Where a character that is in no word stands.
type PunctuationMark = (usize, char);

/// Marks that never stand side by side.
fn repeated_mark(marks: &[PunctuationMark]) -> Option<String> {
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
    if let Some(particle) = doubled_particle(chars) {
        return Some(particle.to_string());
    }
    let near = near_repeats(chars);
    let mut lengths = (3..=12).rev().filter(|length| near & 1 << length != 0);
    let long = lengths.find_map(|length| repeated_word(chars, length));
    long.or_else(|| chars.windows(4).find_map(twice_short).map(str::to_owned))
}

/// The word that these four characters repeat.
fn twice_short(four: &[char]) -> Option<&'static str> {
    const SHORT: [&str; 33] = [
        "有所", "进行", "以及", "通过", "按照", "根据", "由于", "因为", "主要", "原因", "增加", "减少", "工作", "开展",
        "加强", "提高", "落实", "严格", "推进", "实施", "要求", "有效", "及时", "全面", "积极", "组织", "我们", "情况",
        "问题", "认真", "本年", "上年", "其中",
    ];
    let [a, b, c, d] = four else { return None };
    if a == c && b == d { SHORT.into_iter().find(|word| word.chars().eq([*a, *b])) } else { None }
}

/// A small word twice.
fn doubled_particle(chars: &[char]) -> Option<char> {
    const PARTICLES: [char; 5] = ['的', '在', '和', '与', '是'];
    let pairs = chars.windows(2).filter_map(|pair| if let [a, b] = pair { Some((*a, *b)) } else { None });
    pairs.filter(|(a, b)| a == b).map(|(a, _)| a).find(|c| PARTICLES.contains(c))
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
fn unpaired(chars: &[char], marks: &[PunctuationMark]) -> Option<char> {
    const PAIRS: [(char, char); 5] = [('（', '）'), ('《', '》'), ('“', '”'), ('〔', '〕'), ('「', '」')];
    // Brackets of either width go together.
    let marks: Vec<PunctuationMark> = marks
        .iter()
        .map(|(at, c)| match c {
            '(' => (*at, '（'),
            ')' => (*at, '）'),
            c => (*at, *c),
        })
        .collect();
    for (open, close) in PAIRS {
        let mut depth = 0_u32;
        for (i, c) in &marks {
            if *c == open {
                depth += 1;
            } else if *c == close {
                // 1） and （一） without its first half number a point.
                let before = i.checked_sub(1).and_then(|before| chars.get(before));
                let is_number =
                    before.is_some_and(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(*c));
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

/// Where a word or a unit was left out: “主要原因是。”, “增长13.95。”, “为万元”, “完成预算%”.
fn left_out(text: &WrittenText, chars: &[char]) -> Option<(String, &'static str)> {
    let number = || text.has_any(&["元", "%"]).then(|| number_left_out(chars)).flatten();
    let unit = || (text.digits() > 0).then(|| unit_left_out(chars)).flatten();
    lead_in_alone(text).or_else(number).or_else(unit)
}

/// What leads to a reason or a list, and nothing follows.
fn lead_in_alone(text: &WrittenText) -> Option<(String, &'static str)> {
    const LEADS: [&str; 9] =
        ["主要原因是", "主要变动原因是", "变动原因是", "原因是", "原因为", "主要是", "主要包括", "主要用于", "是由于"];
    const ENDS: [char; 6] = ['。', '；', '，', '、', ';', ','];
    LEADS.iter().filter(|lead| text.has(lead)).find_map(|lead| {
        text.match_indices(lead).find_map(|(at, _)| {
            let behind = text.get(at + lead.len()..)?.trim_start_matches(['：', ':', ' ']);
            let is_empty = behind.is_empty() || behind.starts_with(ENDS) || behind.starts_with("等方面");
            is_empty.then(|| ((*lead).to_owned(), "后面没有内容"))
        })
    })
}

/// 万元 or % without its number.
fn number_left_out(chars: &[char]) -> Option<(String, &'static str)> {
    const BEFORE: [char; 8] = ['为', '共', '计', '达', '加', '少', '算', '占'];
    chars.iter().enumerate().find_map(|(at, c)| {
        let before = *chars.get(at.checked_sub(1)?)?;
        let is_percent = *c == '%' && (is_han(before) && before != '⟧');
        let is_amount = *c == '万' && chars.get(at + 1) == Some(&'元') && BEFORE.contains(&before);
        let words = |c: &str| format!("{before}{c}");
        if is_percent {
            Some((words("%"), "前面没有数"))
        } else if is_amount {
            Some((words("万元"), "前面没有数"))
        } else {
            None
        }
    })
}

/// “增长13.95。” and “12.5万。”: a number without its unit.
fn unit_left_out(chars: &[char]) -> Option<(String, &'static str)> {
    const RATES: [[char; 2]; 6] = [['增', '长'], ['下', '降'], ['增', '幅'], ['降', '幅'], ['比', '重'], ['计', '的']];
    const ENDS: [char; 7] = ['。', '；', '，', '、', '）', ')', '（'];
    let mut at = 0;
    while let Some(offset) = chars.get(at..)?.iter().position(char::is_ascii_digit) {
        let begin = at + offset;
        let length = chars.get(begin..)?.iter().take_while(|c| c.is_ascii_digit() || **c == '.' || **c == ',').count();
        let end = begin + length;
        at = end;
        let number: String = chars.get(begin..end)?.iter().collect();
        let behind = chars.get(end);
        let is_end = |c: Option<&char>| c.is_none_or(|c| ENDS.contains(c));
        let lead = begin.checked_sub(2).and_then(|from| chars.get(from..begin)).unwrap_or_default();
        let is_rate =
            RATES.iter().any(|rate| lead == rate) || begin.checked_sub(1).and_then(|b| chars.get(b)) == Some(&'占');
        if is_rate && number.contains('.') && is_end(behind) {
            let words: String = lead.iter().collect();
            return Some((format!("{words}{number}"), "后面没有“%”或单位"));
        }
        let is_decimal_wan = behind == Some(&'万') && number.contains('.') && is_end(chars.get(end + 1));
        if is_decimal_wan {
            return Some((format!("{number}万"), "后面没有“元”"));
        }
    }
    None
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
            ("加强了项目的的管理。", "文字重复：“的的”"),
            ("各项工作工作有序开展。", "文字重复：“工作工作”"),
            ("接待费0.39万元（含外事接待。", "标点不成对：“（”"),
            ("接待费0.39万元(含外事接待。", "标点不成对：“（”"),
            ("增长的主要原因是。", "“主要原因是”后面没有内容"),
            ("增长的主要原因是：", "“主要原因是”后面没有内容"),
            ("主要用于等方面。", "“主要用于”后面没有内容"),
            ("支出比上年增长13.95。", "“增长13.95”后面没有“%”或单位"),
            ("占本年支出合计的97.11。", "“计的97.11”后面没有“%”或单位"),
            ("接待费0.39万（含外事接待）。", "“0.39万”后面没有“元”"),
            ("支出决算为万元。", "“为万元”前面没有数"),
            ("完成预算%，等于预算数。", "“算%”前面没有数"),
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
            "会员1.86万人，投入12.5万元，增长13.95%，增长2.5倍，比上年增长⟦gpb.growth⟧。",
            "支出为⟦T06!合计.tot⟧万元，完成⟦gpb.completion⟧。",
            "原因是对象减少；金额单位：万元；①审核(含复核)（一）抓落实",
        ] {
            passes(&RULE, &text(written));
        }
    }
}

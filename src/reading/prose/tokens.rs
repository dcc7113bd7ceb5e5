//! Numbers and telling words in a run of characters.

use rust_decimal::Decimal;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProseUnit {
    Yuan,
    Wan,
    /// 亿元
    HundredMillion,
    Percent,
    /// 个, 辆, 人次: by its words.
    Count(&'static str),
}

/// Whether something was more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    Up,
    Down,
    Level,
}

#[derive(Clone, Debug)]
pub(super) enum TokenKind {
    Number {
        value: Decimal,
        decimals: u8,
        unit: ProseUnit,
    },
    /// 持平
    Level,
    /// 决算数大于预算数
    Compare(Way),
    /// A number that says nothing of ours: a date, a bound, an ordinal.
    Other,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub from: usize,
    pub to: usize,
    pub kind: TokenKind,
}

const UNITS: [(&str, ProseUnit); 22] = [
    ("亿元", ProseUnit::HundredMillion),
    ("万元", ProseUnit::Wan),
    ("元", ProseUnit::Yuan),
    ("%", ProseUnit::Percent),
    ("批次", ProseUnit::Count("批次")),
    ("人次", ProseUnit::Count("人次")),
    ("批", ProseUnit::Count("批次")),
    ("个", ProseUnit::Count("个")),
    ("次", ProseUnit::Count("次")),
    ("人", ProseUnit::Count("人")),
    ("名", ProseUnit::Count("人")),
    ("辆", ProseUnit::Count("辆")),
    ("台(套)", ProseUnit::Count("台")),
    ("台", ProseUnit::Count("台")),
    ("套", ProseUnit::Count("台")),
    ("分", ProseUnit::Count("分")),
    ("项", ProseUnit::Count("项")),
    ("家", ProseUnit::Count("个")),
    ("户", ProseUnit::Count("户")),
    ("组", ProseUnit::Count("次")),
    ("张", ProseUnit::Count("张")),
    ("支", ProseUnit::Count("支")),
];

/// The unit that a text begins with, and how long it is.
pub(super) fn unit_at(chars: &[char]) -> Option<(ProseUnit, usize)> {
    UNITS.iter().find_map(|(words, unit)| {
        let length = words.chars().count();
        (chars.len() >= length && words.chars().eq(chars[..length].iter().copied())).then_some((*unit, length))
    })
}

pub(super) fn starts(chars: &[char], words: &str) -> bool {
    words.chars().zip(chars.iter().map(Some).chain(std::iter::repeat(None))).all(|(word, c)| c == Some(&word))
}

/// A year at a place: 2024年, 2024 年度.
pub(super) fn year_at(chars: &[char], at: usize) -> Option<u16> {
    let digits: String = chars.get(at..at + 4)?.iter().collect();
    let is_alone =
        at.checked_sub(1).and_then(|before| chars.get(before)).is_none_or(|c| !c.is_ascii_digit() && *c != '.');
    let year = digits.parse().ok().filter(|year| (1990..2100).contains(year))?;
    (is_alone && chars.get(at + 4) == Some(&'年')).then_some(year)
}

const BOUNDS_BEHIND: [&str; 7] = ["(含)以上", "以上", "以下", "以内", "(含", "左右", "至"];
const BOUNDS_BEFORE: [&str; 9] = ["大于", "小于", "超过", "低于", "高于", "不少于", "不足", "单价", "第"];

fn ends(chars: &[char], words: &str) -> bool {
    let length = words.chars().count();
    chars.len() >= length && starts(&chars[chars.len() - length..], words)
}

/// All tokens, in order.
pub(super) fn tokens(chars: &[char]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(token) = number_at(chars, at).or_else(|| words_at(chars, at)) {
            at = token.to;
            found.push(token);
        } else {
            at += 1;
        }
    }
    found
}

fn number_at(chars: &[char], at: usize) -> Option<Token> {
    if !chars[at].is_ascii_digit() {
        return None;
    }
    let before = at.checked_sub(1).map(|before| chars[before]);
    let mut end = at;
    let mut text = String::new();
    while let Some(c) = chars.get(end) {
        let next_is_digit = |ahead: usize| chars.get(end + ahead).is_some_and(char::is_ascii_digit);
        match c {
            c if c.is_ascii_digit() => text.push(*c),
            '.' if next_is_digit(1) && !text.contains('.') => text.push('.'),
            // Thousands, never a list of numbers.
            ',' if (1..=3).all(next_is_digit) && !next_is_digit(4) && !text.contains('.') => {}
            _ => break,
        }
        end += 1;
    }
    let behind = chars.get(end..).unwrap_or_default();
    let other = |to: usize| Some(Token { from: at, to, kind: TokenKind::Other });
    if before.is_some_and(|c| c.is_ascii_alphanumeric())
        || ["年", "月", "日", "号", "条"].iter().any(|unit| starts(behind, unit))
    {
        return None;
    }
    let (unit, length) = unit_at(behind)?;
    let after = &behind[length..];
    let front = &chars[..at];
    let is_bound = BOUNDS_BEFORE.iter().any(|word| ends(front, word))
        || BOUNDS_BEHIND.iter().any(|word| starts(after, word)) && !starts(after, "(含税");
    if is_bound {
        return None;
    }
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (Ok(mut value), Ok(decimals)) = (text.parse::<Decimal>(), u8::try_from(decimals)) else {
        return other(end + length);
    };
    if before.is_some_and(|c| matches!(c, '-' | '\u{2212}')) {
        value = -value;
    }
    Some(Token { from: at, to: end + length, kind: TokenKind::Number { value, decimals, unit } })
}

const COMPARISONS: [(&str, Way); 7] = [
    ("等于", Way::Level),
    ("大于", Way::Up),
    ("高于", Way::Up),
    ("超过", Way::Up),
    ("小于", Way::Down),
    ("低于", Way::Down),
    ("少于", Way::Down),
];
const BUDGETS: [&str; 8] = ["年初预算", "全年预算", "调整预算", "当年预算", "年度预算", "支出预算", "预算", "\u{a7}"];

fn words_at(chars: &[char], at: usize) -> Option<Token> {
    let rest = &chars[at..];
    let budget = |behind: &[char]| {
        let words = BUDGETS.iter().find(|words| starts(behind, words))?.chars().count();
        Some(words + usize::from(behind.get(words) == Some(&'数')))
    };
    for (word, way) in COMPARISONS {
        if starts(rest, word) {
            let length = word.chars().count();
            if let Some(more) = budget(&rest[length..]) {
                return Some(Token { from: at, to: at + length + more, kind: TokenKind::Compare(way) });
            }
        }
    }
    if starts(rest, "与")
        && let Some(more) = budget(&rest[1..])
    {
        let behind = &rest[1 + more..];
        for word in ["基本持平", "持平", "基本一致", "一致", "相等"] {
            if starts(behind, word) {
                let to = at + 1 + more + word.chars().count();
                return Some(Token { from: at, to, kind: TokenKind::Compare(Way::Level) });
            }
        }
    }
    for word in ["基本持平", "持平", "无增减变化", "无变化", "无增减"] {
        if starts(rest, word) {
            return Some(Token { from: at, to: at + word.chars().count(), kind: TokenKind::Level });
        }
    }
    None
}

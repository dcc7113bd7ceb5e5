//! The content of a cell: what may be typed into it, and how it is read from text.

use rust_decimal::Decimal;

use crate::{
    money::{AmountUnit, Money, TypedNumber},
    shown::is_invisible,
};

/// The value of one cell, independent of where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Entry {
    #[default]
    Blank,
    Money(Money),
    /// A number that is no money: a quantity, weight, score.
    Number(Decimal),
    /// Persons, vehicles, batches, a year.
    Count(u32),
    /// Text of any kind, a code or a date.
    Text(String),
    /// One of the words of a closed list, by its name in the file.
    Choice(&'static str),
}

impl Entry {
    pub fn is_blank(&self) -> bool {
        *self == Self::Blank
    }

    /// As a cell shows it, ungrouped; what [`Kind::parse`] reads back.
    pub fn text(&self, kind: Kind, unit: AmountUnit) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Money(money) => money.exact(unit),
            Self::Number(number) => number.normalize().to_string(),
            Self::Count(count) => count.to_string(),
            Self::Text(text) => text.clone(),
            Self::Choice(name) => match kind {
                Kind::Choice(choices) => {
                    choices.iter().find(|choice| choice.name == *name).map_or(*name, |choice| choice.label).to_owned()
                }
                _ => (*name).to_owned(),
            },
        }
    }
}

/// One word of a closed list: its name in the file and on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoiceItem {
    /// In the file.
    pub name: &'static str,
    /// On screen and in the report.
    pub label: &'static str,
}

/// What may be typed into a cell.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An amount, in the document's entry unit.
    Money,
    Number,
    /// A whole number from 0.
    Count,
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A functional classification code.
    Functional,
    /// An economic classification code.
    Economic,
    Date,
    /// One of these words.
    Choice(&'static [ChoiceItem]),
    /// Written by the program (the format version).
    Fixed,
}

impl Kind {
    /// Shown right-aligned?
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Money | Self::Number | Self::Count)
    }

    /// Reads what was typed or pasted; the error is a sentence for the user.
    pub fn parse(self, text: &str, unit: AmountUnit) -> Result<Entry, String> {
        if text.trim().is_empty() {
            return Ok(Entry::Blank);
        }
        match self {
            Self::Money => match Money::parse(text, unit) {
                Ok(money) => Ok(money.map_or(Entry::Blank, Entry::Money)),
                Err(error) => Err(error.to_string()),
            },
            Self::Number => Ok(parse_number(text)?.map_or(Entry::Blank, Entry::Number)),
            Self::Count => Ok(parse_count(text)?.map_or(Entry::Blank, Entry::Count)),
            Self::Date => parse_date(text).map(Entry::Text),
            Self::Choice(choices) => {
                let word = text.trim();
                choices
                    .iter()
                    .find(|choice| choice.label == word || choice.name == word)
                    .map(|choice| Entry::Choice(choice.name))
                    .ok_or_else(|| {
                        let words: Vec<_> = choices.iter().map(|choice| choice.label).collect();
                        format!("请从这些词中选择：{}", words.join("、"))
                    })
            }
            Self::Functional | Self::Economic => parse_code(text).map(|(code, _)| Entry::Text(code)),
            Self::LongText => Ok(Entry::Text(text.trim_end().to_owned())),
            Self::Text => Ok(Entry::Text(text.trim().to_owned())),
            Self::Fixed => Err("这一项由程序填写".to_owned()),
        }
    }
}

/// A number without a unit; `None` for a blank text.
fn plain_number(text: &str, otherwise: &str) -> Result<Option<Decimal>, String> {
    match TypedNumber::read(text) {
        Some(None) => Ok(None),
        Some(Some(typed)) if typed.suffix.is_empty() => Ok(Some(typed.value)),
        _ => Err(otherwise.to_owned()),
    }
}

fn parse_number(text: &str) -> Result<Option<Decimal>, String> {
    let value = plain_number(text, "不是数字，请只填数字，例如 92、0.5 或 1+2")?;
    value.map(checked_number).transpose()
}

fn checked_number(value: Decimal) -> Result<Decimal, String> {
    let value = value.normalize();
    if value.scale() > 6 || value.abs() > Decimal::from(1_000_000_000_000_i64) {
        return Err("数字过大或小数位过多，请核对".to_owned());
    }
    Ok(value)
}

/// Reads a number of the file: digits and nothing else, because the program wrote it.
pub(super) fn stored_number(text: &str) -> Result<Decimal, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let value = is_plain.then(|| Decimal::from_str_exact(text).ok()).flatten();
    checked_number(value.ok_or("不是数字，请写成文本，如 \"92.5\"")?)
}

fn parse_count(text: &str) -> Result<Option<u32>, String> {
    let Some(value) = plain_number(text, "不是整数，请填 0 或正整数，例如 12 或 5+7")? else {
        return Ok(None);
    };
    if !value.fract().is_zero() {
        return Err("应为整数，请去掉小数".to_owned());
    }
    u32::try_from(value).map(Some).map_err(|_| "应为 0 或正整数，且不超过42亿".to_owned())
}

/// `２０８０５` as `20805`.
fn half_width_digit(c: char) -> char {
    if c.is_ascii() || !('０'..='９').contains(&c) { c } else { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) }
}

/// Reads a classification code: `２０８ ０５ ０６` is 2080506, `2080506 职业年金` and `职业年金（2080506）` the code and a
/// name beside it.
pub fn parse_code(text: &str) -> Result<(String, Option<String>), String> {
    const NOT_A_CODE: &str = "不是科目编码，请填数字编码，例如 2080505，或按名称从候选中选";
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).map(half_width_digit).collect();
    let plain = seen.trim();
    let is_of_code = |c: char| c.is_ascii_digit() || c.is_whitespace();
    let start = plain.find(|c: char| c.is_ascii_digit()).ok_or(NOT_A_CODE)?;
    let (before, rest) = plain.split_at(start);
    let (digits, behind) = rest.split_at(rest.find(|c| !is_of_code(c)).unwrap_or(rest.len()));
    let code: String = digits.chars().filter(char::is_ascii_digit).collect();
    let bare = |name: &str| {
        name.trim_matches(|c: char| c.is_whitespace() || "-－—–、.．：:（）()《》“”[]【】".contains(c)).to_owned()
    };
    let is_name = |name: &str| !name.contains(|c: char| c.is_ascii_digit()) && name.contains(char::is_alphabetic);
    let is_open = |text: &str| text.is_empty() || ["(", "（", "[", "【"].contains(&text.trim());
    match (bare(before), bare(behind)) {
        (first, last) if first.is_empty() && last.is_empty() => {
            let is_alone = before.is_empty() && behind.is_empty();
            let is_bracketed = matches!((before, behind), ("(", ")") | ("（", "）") | ("[", "]") | ("【", "】"));
            if is_alone || is_bracketed { Ok((code, None)) } else { Err(NOT_A_CODE.to_owned()) }
        }
        (first, name) if first.is_empty() && is_open(before) && is_name(&name) => Ok((code, Some(name))),
        // A number behind words is a code only where it is as long as one.
        (name, last) if last.is_empty() && is_name(&name) && matches!(code.len(), 3 | 5 | 7) => Ok((code, Some(name))),
        _ => Err(NOT_A_CODE.to_owned()),
    }
}

/// Reads a day as people and sheets write it: 2024-12-31, 2024.12.31, 2024/12/31 0:00, “2024年12月31日”, 20241231,
/// “二〇二四年十二月三十一日”.
fn parse_date(text: &str) -> Result<String, String> {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let plain: String = without_time(seen.trim())
        .chars()
        .map(|c| match half_width_digit(c) {
            '／' | '．' | '。' | '－' | '—' | '–' | '−' => '-',
            '/' | '.' => '-',
            c => c,
        })
        .filter(|c| !c.is_whitespace())
        .collect();
    date_parts(&plain)
        .filter(|(year, _, _)| (1900..2200).contains(year))
        .and_then(|(year, month, day)| chrono::NaiveDate::from_ymd_opt(year, month, day))
        .map(|date| date.format("%Y-%m-%d").to_string())
        .ok_or_else(|| "不是日期，请填如 2025-08-20、2025年8月20日 或 20250820".to_owned())
}

/// Without the time of day that a sheet puts behind a date.
fn without_time(text: &str) -> &str {
    let Some((day, time)) = text.rsplit_once(char::is_whitespace) else { return text };
    let parts: Vec<&str> = time.split(':').collect();
    let is_part = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if (2..=3).contains(&parts.len()) && parts.iter().all(is_part) { day } else { text }
}

/// A number in digits, or in numerals as official letters write a date: “二〇二四”, “十二”, “三十一”.
fn number(part: &str, most: usize) -> Option<u32> {
    const NUMERALS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: char| match c {
        '○' | '零' => Some(0),
        c => NUMERALS.iter().position(|numeral| *numeral == c).and_then(|at| u32::try_from(at).ok()),
    };
    let one = |part: &str, otherwise: u32| {
        let mut chars = part.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Some(otherwise),
            (Some(c), None) => digit(c).filter(|digit| *digit > 0),
            _ => None,
        }
    };
    if !(1..=most).contains(&part.chars().count()) && !part.contains('十') {
        return None;
    }
    if part.bytes().all(|byte| byte.is_ascii_digit()) {
        return part.parse().ok();
    }
    match part.split_once('十') {
        Some((tens, ones)) => Some(one(tens, 1)? * 10 + one(ones, 0)?),
        None => part.chars().map(digit).try_fold(0, |value, digit| Some(value * 10 + digit?)),
    }
}

fn date_parts(plain: &str) -> Option<(i32, u32, u32)> {
    let (year, month, day) = if plain.len() == 8 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        (&plain[..4], &plain[4..6], &plain[6..])
    } else if let Some((year, rest)) = plain.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        (year, month, day.strip_suffix(['日', '号']).unwrap_or(day))
    } else {
        let (year, rest) = plain.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        (year, month, day)
    };
    let year = (year.chars().count() == 4).then(|| number(year, 4)).flatten()?;
    Some((i32::try_from(year).ok()?, number(month, 2)?, number(day, 2)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_reads_its_text() {
        let wan = AmountUnit::Wan;
        assert_eq!(Kind::Count.parse("１２", wan), Ok(Entry::Count(12)));
        assert!(Kind::Count.parse("-1", wan).is_err());
        assert!(Kind::Count.parse("1.5", wan).is_err());
        assert!(Kind::Count.parse("7人", wan).is_err());
        assert_eq!(Kind::Number.parse("0.50", wan), Ok(Entry::Number(Decimal::new(5, 1))));
        assert_eq!(Kind::Text.parse("  ", wan), Ok(Entry::Blank));
    }

    #[test]
    fn marks_for_nothing_are_blank_where_a_number_is_expected() {
        let wan = AmountUnit::Wan;
        for text in ["-", "—", "–", "－", "一", "无", "/", "——"] {
            for kind in [Kind::Money, Kind::Number, Kind::Count] {
                assert_eq!(kind.parse(text, wan), Ok(Entry::Blank), "{text}");
            }
            assert_eq!(Kind::Text.parse(text, wan), Ok(Entry::Text(text.into())));
        }
        assert_eq!(Kind::Count.parse("5+7", wan), Ok(Entry::Count(12)));
        assert_eq!(Kind::Number.parse("＝１．５×３", wan), Ok(Entry::Number(Decimal::new(45, 1))));
        for text in ["1，5", "12 34", "1/2", "3-5", "1.5+1.2"] {
            assert!(Kind::Count.parse(text, wan).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_read_as_people_write_it() {
        let read = |text: &str| Kind::Date.parse(text, AmountUnit::Wan);
        for text in [
            "20241231",
            "２０２４１２３１",
            "2024.12.31",
            "2024-12-31",
            "2024/12/31",
            "2024年12月31日",
            "2024 年 12 月 31 日",
            "２０２４．１２．３１",
            "２０２４／１２／３１",
            "２０２４－１２－３１",
            "２０２４年１２月３１日",
            "2024年12月31号",
            " 2024。12。31 ",
            "2024—12—31",
            "二〇二四年十二月三十一日",
            "二○二四年十二月三十一号",
            "2024/12/31 0:00",
            "2024-12-31 00:00:00",
            "2024-12-31 14:03",
            "\u{202a}2024/12/31\u{202c}",
        ] {
            assert_eq!(read(text), Ok(Entry::Text("2024-12-31".into())), "{text}");
        }
        assert_eq!(read("2025.8.2"), Ok(Entry::Text("2025-08-02".into())));
        for text in [
            "2025-02-30",
            "2025-13-01",
            "24-12-31",
            "241231",
            "2024-12",
            "2024年12月",
            "24.12.31",
            "2024/2/30",
            "20240230",
            "45657",
            "12/31/2024",
            "二〇二四年十三月一日",
            "二〇二四年二月三十日",
            "二〇二四年十二月十〇日",
            "二四年十二月三十一日",
            "2024-12-31 0",
            "2024-12-31 上午",
            "2024年12月",
            "202412311",
            "2024-12-31-1",
            "abc2024-12-31",
            "2024-12-31x",
            "约2024-12-31",
            "2024年12-31",
            "0204-12-31",
            "20241301",
            "31/12/2024",
            "无",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_code_is_its_digits() {
        let read = |text: &str| parse_code(text).ok();
        for text in ["2080506", "２０８０５０６", "208 05 06", " 208　05　06 ", "208０506\u{a0}"] {
            assert_eq!(read(text), Some(("2080506".into(), None)), "{text}");
        }
        for text in [
            "2080506 职业年金",
            "2080506职业年金",
            "２０８０５０６　职业年金",
            "2080506-职业年金",
            "2080506（职业年金）",
            "208 05 06 职业年金",
            "2080506：职业年金",
            "[2080506]职业年金",
            "（2080506）职业年金",
            "职业年金（2080506）",
            "职业年金 2080506",
            "职业年金：２０８ ０５ ０６",
        ] {
            assert_eq!(read(text), Some(("2080506".into(), Some("职业年金".into()))), "{text}");
        }
        assert_eq!(read("（2080506）"), Some(("2080506".into(), None)));
        for text in [
            "职业年金",
            "20805O6",
            "2080506 职业年金 12.50",
            "2080506、2080505",
            "-",
            "2080506-",
            "-2080506",
            "1.5",
            "208.05",
            "职业年金12",
            "行政2080506运行",
            "（2080506",
            "约1234",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn what_a_cell_shows_is_what_it_reads(fen in -10_i64.pow(13)..10_i64.pow(13), scale in 0_u32..6, count: u32, day in 0_u64..80_000) {
            for unit in [AmountUnit::Yuan, AmountUnit::Wan] {
                let date = chrono::NaiveDate::from_ymd_opt(1950, 1, 1).and_then(|first| first.checked_add_days(chrono::Days::new(day)));
                let entries = [
                    (Kind::Money, Entry::Money(Money::from_fen(fen))),
                    (Kind::Number, Entry::Number(Decimal::new(fen, scale).normalize())),
                    (Kind::Count, Entry::Count(count)),
                    (Kind::Date, Entry::Text(date.expect("a day").to_string())),
                ];
                for (kind, entry) in entries.into_iter().filter(|(kind, _)| !matches!(kind, Kind::Number) || fen.abs() < 10_i64.pow(12)) {
                    proptest::prop_assert_eq!(kind.parse(&entry.text(kind, unit), unit), Ok(entry.clone()));
                    if let Entry::Money(money) = entry {
                        proptest::prop_assert_eq!(kind.parse(&money.exact_grouped(unit), unit), Ok(entry));
                    }
                }
            }
        }
    }
}

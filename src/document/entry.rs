//! 单元格的内容：what may be typed into a cell, and how it is read from text.

use rust_decimal::Decimal;

use crate::money::{AmountUnit, Money, TypedNumber};

/// The value of one cell, independent of where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Entry {
    /// Not filled.
    #[default]
    Blank,
    /// An amount.
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
    /// Not filled?
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
    /// A decimal number.
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
    /// A date, `2025-08-20`.
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
            Self::Number => parse_number(text).map(Entry::Number),
            Self::Count => parse_count(text).map(Entry::Count),
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
            Self::Functional | Self::Economic => Ok(Entry::Text(text.chars().filter(|c| !c.is_whitespace()).collect())),
            Self::LongText => Ok(Entry::Text(text.trim_end().to_owned())),
            Self::Text => Ok(Entry::Text(text.trim().to_owned())),
            Self::Fixed => Err("这一项由程序填写".to_owned()),
        }
    }
}

pub(super) fn parse_number(text: &str) -> Result<Decimal, String> {
    let typed = TypedNumber::read(text).flatten().filter(|typed| typed.suffix.is_empty());
    let value = typed.ok_or("不是数字，请只填数字，例如 92 或 0.5")?.value;
    if value.scale() > 6 || value.abs() > Decimal::from(1_000_000_000_000_i64) {
        return Err("数字过大或小数位过多，请核对".to_owned());
    }
    Ok(value.normalize())
}

fn parse_count(text: &str) -> Result<u32, String> {
    let typed = TypedNumber::read(text).flatten().filter(|typed| typed.suffix.is_empty());
    let value = typed.ok_or("不是整数，请填 0 或正整数")?.value;
    if !value.fract().is_zero() {
        return Err("应为整数，请去掉小数".to_owned());
    }
    u32::try_from(value).map_err(|_| "应为 0 或正整数，且不超过42亿".to_owned())
}

fn parse_date(text: &str) -> Result<String, String> {
    let digits: String = text
        .chars()
        .map(|c| match c {
            '年' | '月' | '/' | '.' | '。' | '．' => '-',
            '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .filter(|c| c.is_ascii_digit() || *c == '-')
        .collect();
    let mut parts = digits.split('-').filter(|part| !part.is_empty()).map(str::parse::<u32>);
    let date = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) => {
            i32::try_from(year).ok().and_then(|year| chrono::NaiveDate::from_ymd_opt(year, month, day))
        }
        _ => None,
    };
    date.map(|date| date.format("%Y-%m-%d").to_string()).ok_or_else(|| "不是日期，请填如 2025-08-20".to_owned())
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
        for text in ["2025年8月20日", "2025-08-20", "2025.8.20", "２０２５/8/20"] {
            assert_eq!(Kind::Date.parse(text, wan), Ok(Entry::Text("2025-08-20".into())), "{text}");
        }
        assert!(Kind::Date.parse("2025-02-30", wan).is_err());
        assert_eq!(Kind::Text.parse("  ", wan), Ok(Entry::Blank));
    }
}

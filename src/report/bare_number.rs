//! Amounts and percentages that a person typed into a text.
//!
//! Such a number does not follow the data. [`bare_numbers`] finds amounts (元, 万元, 亿元) and percentages outside links;
//! [`super::probable_figures`] says which figure each of them probably is.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::money::Money;

use super::link::{LinkPart, parts_of};

/// An amount or a percentage that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BareNumber<'a> {
    /// Where it stands in the text, with its unit.
    pub at: Range<usize>,
    /// As it stands there.
    pub text: &'a str,
    /// The number without commas and unit.
    pub value: Decimal,
    pub unit: BareUnit,
    /// What stands before it in its clause, from the number before or the last mark on.
    pub before: &'a str,
    /// Whether it is certainly not a figure: the price per thing or person, a bound (大于10%) or the end of a range.
    pub is_aside: bool,
}

/// The unit of a typed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareUnit {
    /// 元
    Yuan,
    /// 万元
    Wan,
    /// 亿元
    HundredMillion,
    Percent,
}

impl BareUnit {
    /// How many more decimals a number has in 万元.
    pub(super) fn decimals_beyond_wan(self) -> i64 {
        match self {
            Self::Yuan => 4,
            Self::Wan | Self::Percent => 0,
            Self::HundredMillion => -4,
        }
    }
}

/// Longest first.
const UNITS: [(&str, BareUnit); 5] = [
    ("亿元", BareUnit::HundredMillion),
    ("万元", BareUnit::Wan),
    ("元", BareUnit::Yuan),
    ("%", BareUnit::Percent),
    ("％", BareUnit::Percent),
];

/// What makes an amount a price.
const PRICES: [&str; 6] = ["每", "人均", "单价", "标准", "户均", "平均"];
/// What stands before a bound.
const BOUNDS: [&str; 12] = ["大于", "小于", "超过", "低于", "高于", "不少于", "不足", "至少", "至", "到", "约", "近"];
/// What stands behind a bound or the beginning of a range.
const BEHIND: [&str; 11] = ["以上", "以下", "以内", "（含", "至", "到", "～", "~", "—", "-", "左右"];

/// Ends a clause.
const MARKS: [char; 11] = ['，', '。', '；', '、', '：', '（', '）', '\n', ',', ';', ':'];

impl BareNumber<'_> {
    /// The amount; `None` for a percentage, and for a number too large to be an amount.
    pub fn money(&self) -> Option<Money> {
        match self.unit {
            BareUnit::Yuan => Money::from_yuan(self.value),
            BareUnit::Wan => Money::from_wan(self.value),
            BareUnit::HundredMillion => Money::from_wan(self.value.checked_mul(Decimal::from(10_000))?),
            BareUnit::Percent => None,
        }
    }

    /// Whether it is a percentage.
    pub fn is_percent(&self) -> bool {
        self.unit == BareUnit::Percent
    }

    /// How many digits distinguish it from others; zeros at both ends do not count.
    pub fn telling_digits(&self) -> usize {
        let mut digits = self.value.mantissa().unsigned_abs();
        while digits != 0 && digits.is_multiple_of(10) {
            digits /= 10;
        }
        let mut count = 0;
        while digits != 0 {
            digits /= 10;
            count += 1;
        }
        count
    }
}

/// The amounts and percentages of a text that are not links, in order.
pub fn bare_numbers(text: &str) -> Vec<BareNumber<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in parts_of(text) {
        match part {
            LinkPart::Words(words) => {
                in_words(words, start, &mut found);
                start += words.len();
            }
            LinkPart::Unknown(words) => start += words.len(),
            LinkPart::Link(_, at) => start = at.end,
        }
    }
    found
}

/// Adds the numbers of `words`, which begin at `start`.
fn in_words<'a>(words: &'a str, start: usize, found: &mut Vec<BareNumber<'a>>) {
    let is_number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let mut at = 0;
    // Where the last number ended.
    let mut free_from = 0;
    while let Some(offset) = words[at..].find(|c: char| c.is_ascii_digit()) {
        let begin = at + offset;
        let length = words[begin..].find(|c: char| !is_number(c)).unwrap_or(words.len() - begin);
        let end = begin + length;
        at = end;
        let behind = &words[end..];
        let unit_at = behind.trim_start_matches(' ');
        let unit = UNITS.into_iter().find(|(words, _)| unit_at.starts_with(words));
        let value = words[begin..end].replace(',', "").parse::<Decimal>();
        let (Some((unit_words, unit)), Ok(value)) = (unit, value) else {
            free_from = end;
            continue;
        };
        let behind = &unit_at[unit_words.len()..];
        let whole_end = words.len() - behind.len();
        let lead = &words[free_from..begin];
        let clause = lead.rfind(['，', '。', '；', '、', '\n']).map_or(lead, |mark| &lead[mark..]);
        let is_price = unit != BareUnit::Percent
            && (PRICES.iter().any(|price| clause.contains(price)) || behind.starts_with(['/', '／', '每']));
        let is_bound =
            BOUNDS.iter().any(|word| lead.ends_with(word)) || BEHIND.iter().any(|word| behind.starts_with(word));
        // After a letter or a point it is part of a name or of another number.
        if !words[..begin].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.') {
            found.push(BareNumber {
                at: start + begin..start + whole_end,
                text: &words[begin..whole_end],
                value,
                unit,
                before: clause_before(words, free_from, begin),
                is_aside: is_price || is_bound,
            });
        }
        at = whole_end;
        free_from = whole_end;
    }
}

/// The words of the clause that the number belongs to; right after a mark, those of the clause before.
fn clause_before(words: &str, from: usize, to: usize) -> &str {
    let lead = words[from..to].trim_end_matches(|c: char| MARKS.contains(&c) || c == ' ');
    lead.rfind(MARKS).map_or(lead, |mark| lead[mark..].trim_start_matches(MARKS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_percentages_with_their_units() {
        let text = "2024年投入32.254万元，其中1,200 元；每户500元，惠及32户，占69.06%，1.5亿元，0.08万元/年，T06万元，94%至98%";
        let found: Vec<_> = bare_numbers(text).iter().map(|n| (n.text, n.before, n.is_aside)).collect();
        assert_eq!(
            found,
            [
                ("32.254万元", "年投入", false),
                ("1,200 元", "其中", false),
                ("500元", "每户", true),
                ("69.06%", "占", false),
                ("1.5亿元", "", false),
                ("0.08万元", "", true),
                ("94%", "", true),
                ("98%", "至", true),
            ]
        );
    }

    #[test]
    fn links_hold_no_bare_numbers() {
        let text = "支出⟦T06!合计.tot⟧万元，占⟦/performance/projects/0/fiscal⟧%，实际3万元⟦5%⟧";
        let found = bare_numbers(text);
        assert_eq!(found.len(), 1);
        assert_eq!((&text[found[0].at.clone()], found[0].before), ("3万元", "实际"));
    }

    #[test]
    fn zeros_do_not_tell_numbers_apart() {
        for (text, digits) in [("100%", 1), ("3.00万元", 1), ("26.53%", 4), ("0.09万元", 1), ("0%", 0), ("1.60万元", 2)]
        {
            assert_eq!(bare_numbers(text)[0].telling_digits(), digits, "{text}");
        }
    }

    #[test]
    fn every_number_has_its_value() {
        let money = |text| bare_numbers(text)[0].money().map(Money::stored);
        assert_eq!(money("1,200.5元"), Money::from_fen(120_050).stored().into());
        assert_eq!(money("1.5亿元"), Money::from_fen(15_000_000_000).stored().into());
        assert_eq!(bare_numbers("9999999999999999999999999999999999999万元"), []);
    }
}

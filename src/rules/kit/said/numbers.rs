//! The numbers of a sentence, with their units.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::report::{LinkPart, parts_of};

pub(super) const UNITS: [&str; 9] = ["批次", "人次", "批", "人", "名", "辆", "个", "次", "分"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SaidUnit {
    Wan,
    Yuan,
    Percent,
    Count(&'static str),
}

/// A number in a sentence, or a link.
pub(super) struct SaidNumber<'a> {
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    pub value: Decimal,
    pub unit: SaidUnit,
    /// A bound, the end of a range, a price, or a link, which is always right.
    pub is_aside: bool,
}

impl SaidNumber<'_> {
    /// Whether it is this value, rounded to its own decimals. One more or less in the second decimal is the business of
    /// the rules that look at typed figures.
    pub fn is_about(&self, exact: Decimal) -> bool {
        let decimals = self.value.scale();
        let rounded = exact.abs().round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        let least = if decimals < 2 { Decimal::ZERO } else { Decimal::new(1, decimals) };
        (rounded - self.value).abs() <= least
    }
}

/// The numbers of a sentence with their units, and its links, in order.
pub(super) fn numbers(sentence: &str) -> Vec<SaidNumber<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in parts_of(sentence) {
        match part {
            LinkPart::Words(words) => {
                typed(sentence, start, start + words.len(), &mut found);
                start += words.len();
            }
            LinkPart::Unknown(words) => start += words.len(),
            LinkPart::Link(_, at) => {
                let (value, unit) = (Decimal::ZERO, SaidUnit::Wan);
                let text = sentence.get(at.clone()).unwrap_or_default();
                found.push(SaidNumber { start: at.start, end: at.end, text, value, unit, is_aside: true });
                start = at.end;
            }
        }
    }
    found
}

fn typed<'a>(sentence: &'a str, from: usize, to: usize, found: &mut Vec<SaidNumber<'a>>) {
    const BEHIND: [&str; 12] = ["以上", "以下", "以内", "左右", "至", "到", "～", "~", "—", "-", "多", "余"];
    let mut at = from;
    while let Some(offset) = sentence.get(at..to).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let start = at + offset;
        let rest = sentence.get(start..to).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        at = start + length;
        let Some(digits) = rest.get(..length) else { continue };
        let Some(unit_at) = rest.get(length..) else { continue };
        let Some((unit, unit_length)) = unit_of(unit_at) else { continue };
        let Ok(value) = digits.replace(',', "").parse::<Decimal>() else { continue };
        let end = at + unit_length;
        let behind = sentence.get(end..).unwrap_or_default();
        let is_aside = BEHIND.iter().any(|word| behind.starts_with(word)) || behind.starts_with(['/', '／', '每']);
        let text = sentence.get(start..end).unwrap_or_default();
        found.push(SaidNumber { start, end, text, value, unit, is_aside });
        at = end;
    }
}

fn unit_of(text: &str) -> Option<(SaidUnit, usize)> {
    let fixed = [("万元", SaidUnit::Wan), ("元", SaidUnit::Yuan), ("%", SaidUnit::Percent), ("％", SaidUnit::Percent)];
    let counted = UNITS.into_iter().map(|unit| (unit, SaidUnit::Count(unit)));
    let mut all = fixed.into_iter().chain(counted);
    all.find(|(words, _)| text.starts_with(words)).map(|(words, unit)| (unit, words.len()))
}

//! Amounts in a text: a number that 元 or 万元 follows.

use rust_decimal::Decimal;

use crate::money::Money;

/// A number with 元 or 万元 in a text.
pub(super) struct WrittenAmount {
    /// As written, without commas.
    pub digits: String,
    pub value: Decimal,
    /// 万元 rather than 元.
    pub is_wan: bool,
    /// Whether it is a price of one thing or person.
    is_rate: bool,
}

impl WrittenAmount {
    /// Read by the unit that is written.
    pub fn money(&self) -> Option<Money> {
        if self.is_wan { Money::from_wan(self.value) } else { Money::from_yuan(self.value) }
    }

    /// With 元 for 万元 or 万元 for 元.
    pub fn in_other_unit(&self) -> Option<Money> {
        if self.is_wan { Money::from_yuan(self.value) } else { Money::from_wan(self.value) }
    }

    /// Whether the number is so particular that its like elsewhere is no accident.
    pub fn is_striking(&self) -> bool {
        let least = if self.is_wan { 10_000 } else { 1_000 };
        let is_particular = !self.value.fract().is_zero() || self.value >= Decimal::from(least);
        is_particular && !self.is_rate && (!self.is_wan || self.value >= Decimal::from(1_000))
    }
}

/// What makes an amount a price.
const RATES: [&str; 6] = ["每", "人均", "单价", "标准", "户均", "平均"];

/// The amounts of a text, in order.
pub(super) fn written_amounts(text: &str) -> Vec<WrittenAmount> {
    let mut amounts = Vec::new();
    let mut rest = text;
    let mut clause = String::new();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        follow(&mut clause, before);
        let end = from.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        let unit = after.trim_start();
        let is_wan = unit.starts_with("万元");
        if is_wan || unit.starts_with('元') {
            let digits = number.replace(',', "");
            let behind = unit.trim_start_matches(['万', '元']);
            let is_rate = RATES.iter().any(|word| clause.contains(word)) || behind.starts_with(['/', '／', '每']);
            if let Ok(value) = digits.parse::<Decimal>() {
                amounts.push(WrittenAmount { digits, value, is_wan, is_rate });
            }
        }
        clause.push_str(number);
        rest = after;
    }
    amounts
}

/// Keeps what was read since the last stop.
fn follow(clause: &mut String, read: &str) {
    match read.rfind(['，', '。', '；', '、', '\n']) {
        Some(at) => {
            clause.clear();
            clause.push_str(read.get(at..).unwrap_or_default());
        }
        None => clause.push_str(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_with_their_units() {
        let found = written_amounts("2024年投入32.254万元，其中1,200 元；每户500元，惠及32户，1.5亿元");
        let words: Vec<_> = found.iter().map(|a| (a.digits.as_str(), a.is_wan, a.is_rate)).collect();
        assert_eq!(words, [("32.254", true, false), ("1200", false, false), ("500", false, true)]);
    }
}

//! Amounts of money: a whole number of 分.
//!
//! Published tables print 万元 with two decimals, rounded half-up once from the exact value.
//! Nothing in this program holds money in a binary float.

mod typed;

use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub},
};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) use typed::TypedNumber;

/// An amount in 元, exact to 分: a whole number of 分, because tens of thousands are added up after each edit.
///
/// Sums saturate at 92 quadrillion 元 instead of failing; ninety thousand entries of the largest size fit.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// The unit in which amounts are typed and shown; stored amounts never depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AmountUnit {
    /// 元
    Yuan,
    /// 万元
    Wan,
}

impl AmountUnit {
    /// The unit's name as printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Wan => "万元",
        }
    }

    fn yuan(self) -> Decimal {
        match self {
            Self::Yuan => Decimal::ONE,
            Self::Wan => Decimal::from(10_000),
        }
    }
}

/// Why a text is not an amount; `Display` is the sentence for the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not a number at all.
    #[error("不是金额，请只填数字，例如 1234.56、1,234.56、1.2万、（1.2）或 1+2")]
    NotANumber,
    /// More precise than one 分.
    #[error("比一分钱还细，请核对小数位数")]
    FinerThanFen,
    /// Beyond 千亿 元.
    #[error("金额过大，请核对单位是元还是万元")]
    TooLarge,
}

/// 0.01 万元 is 100 元.
const FEN_PER_HUNDREDTH_WAN: i64 = 10_000;

/// No department's accounts reach this many 元; a larger entry is a slip of the unit.
const LARGEST_YUAN: i64 = 1_000_000_000_000;

impl Money {
    /// 0.00 元.
    pub const ZERO: Self = Self(0);

    /// From integer 分.
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// From 元; `None` when finer than a 分 or out of range.
    pub fn from_yuan(yuan: Decimal) -> Option<Self> {
        Self::checked(yuan).ok()
    }

    /// From 万元; `None` when finer than a 分 or out of range.
    pub fn from_wan(wan: Decimal) -> Option<Self> {
        wan.checked_mul(Decimal::from(10_000)).and_then(Self::from_yuan)
    }

    fn checked(yuan: Decimal) -> Result<Self, AmountError> {
        if yuan.abs() > Decimal::from(LARGEST_YUAN) {
            return Err(AmountError::TooLarge);
        }
        let rounded = yuan.round_dp(2);
        if rounded != yuan {
            return Err(AmountError::FinerThanFen);
        }
        i64::try_from(rounded * Decimal::ONE_HUNDRED).map(Self).map_err(|_| AmountError::TooLarge)
    }

    /// The exact amount in 元.
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The exact amount in 万元 (up to six decimals).
    pub fn wan(self) -> Decimal {
        Decimal::new(self.0, 6)
    }

    /// The amount that is printed: rounded half-up to 0.01 万元.
    pub fn rounded_to_wan2(self) -> Self {
        Self(self.hundredths_of_wan().saturating_mul(FEN_PER_HUNDREDTH_WAN))
    }

    /// In 0.01 万元, half-up.
    fn hundredths_of_wan(self) -> i64 {
        let half = self.0.signum() * (FEN_PER_HUNDREDTH_WAN / 2);
        self.0.saturating_add(half) / FEN_PER_HUNDREDTH_WAN
    }

    /// Whether the amount can be written as 万元 with two decimals.
    pub fn is_wan2(self) -> bool {
        self.0 % FEN_PER_HUNDREDTH_WAN == 0
    }

    /// 0.00 元?
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// As printed in the official tables: 万元, two decimals, half-up, no grouping (`-0.00` is `0.00`).
    pub fn wan2(self) -> String {
        two_decimals(self.hundredths_of_wan())
    }

    /// As printed, thousands grouped from 1,000 on.
    pub fn wan2_grouped(self) -> String {
        group_thousands(&self.wan2())
    }

    /// The exact amount in `unit`: at least two decimals, more only where the amount has them.
    pub fn exact(self, unit: AmountUnit) -> String {
        match unit {
            AmountUnit::Yuan => two_decimals(self.0),
            AmountUnit::Wan if self.is_wan2() => two_decimals(self.hundredths_of_wan()),
            AmountUnit::Wan => self.wan().normalize().to_string(),
        }
    }

    /// [`Money::exact`] with grouped thousands, as cells show it.
    pub fn exact_grouped(self, unit: AmountUnit) -> String {
        group_thousands(&self.exact(unit))
    }

    /// Reads what a person types or pastes. Blank is `None`, and so is a mark for nothing (`-`, `无`).
    ///
    /// Understands full-width digits and punctuation, thousands commas, ¥, `（1.2）` as negative, sums of plain numbers
    /// (`1+2`), and a unit written behind one number (元, 万, 万元), which then overrules `unit`.
    pub fn parse(text: &str, unit: AmountUnit) -> Result<Option<Self>, AmountError> {
        let Some(typed) = TypedNumber::read(text).ok_or(AmountError::NotANumber)? else {
            return Ok(None);
        };
        let factor = match typed.suffix.as_str() {
            "" => unit.yuan(),
            "元" | "圆" => Decimal::ONE,
            "万" | "万元" => Decimal::from(10_000),
            _ => return Err(AmountError::NotANumber),
        };
        let yuan = typed.value.checked_mul(factor).ok_or(AmountError::TooLarge)?;
        Self::checked(yuan).map(Some)
    }

    /// The stored form: 元 with two decimals, e.g. `2323400.00`.
    pub fn stored(self) -> String {
        two_decimals(self.0)
    }

    /// Reads the stored form; nothing but `-?digits[.digits]` is accepted.
    pub fn from_stored(text: &str) -> Result<Self, AmountError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        if !plain {
            return Err(AmountError::NotANumber);
        }
        let yuan = text.parse::<Decimal>().map_err(|_| AmountError::NotANumber)?;
        Self::checked(yuan)
    }
}

/// 123 → `1.23`, -5 → `-0.05`.
fn two_decimals(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let digits = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", digits / 100, digits % 100)
}

/// `1234567.80` → `1,234,567.80`.
pub(crate) fn group_thousands(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut grouped = String::with_capacity(plain.len() + plain.len() / 3);
    grouped.push_str(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Money {
    /// The sum of what is there; `None` if all of it is blank.
    pub fn sum_of(amounts: impl IntoIterator<Item = Option<Self>>) -> Option<Self> {
        amounts.into_iter().flatten().reduce(Add::add)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}元", self.stored())
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.stored())
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::from_stored(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wan(text: &str) -> Money {
        Money::parse(text, AmountUnit::Wan).expect("amount").expect("not blank")
    }

    #[test]
    fn reads_what_people_type() {
        for (text, fen) in [
            ("１２３４．５", 1_234_500_000),
            ("1,234.50", 1_234_500_000),
            ("1，234。5", 1_234_500_000),
            ("（1.2）", -1_200_000),
            ("-1.2", -1_200_000),
            ("1.2万", 1_200_000),
            ("1.2 万元", 1_200_000),
            ("500元", 50_000),
            ("¥0.05", 50_000),
            ("+3", 3_000_000),
            (" 32.254 ", 32_254_000),
        ] {
            assert_eq!(wan(text), Money::from_fen(fen), "{text}");
        }
        for nothing in ["　", "-", "——", "无"] {
            assert_eq!(Money::parse(nothing, AmountUnit::Wan), Ok(None), "{nothing}");
        }
        assert_eq!(wan("=1.5*2+（3-1）"), Money::from_fen(5_000_000));
        for text in ["abc", "1.2.3", "(-1)", "--1", "1e5", "12户", "1，5", "12 34", "1/2", "()", "万"] {
            assert_eq!(Money::parse(text, AmountUnit::Wan), Err(AmountError::NotANumber), "{text}");
        }
        assert_eq!(Money::parse("0.0000001", AmountUnit::Wan), Err(AmountError::FinerThanFen));
        assert_eq!(Money::parse("999999999999", AmountUnit::Wan), Err(AmountError::TooLarge));
        assert!(Money::parse("9".repeat(40).as_str(), AmountUnit::Wan).is_err());
    }

    #[test]
    fn prints_half_up_once() {
        assert_eq!(Money::from_fen(32_254_000).wan2(), "32.25");
        assert_eq!(Money::from_fen(5_000).wan2(), "0.01");
        assert_eq!(Money::from_fen(4_999).wan2(), "0.00");
        assert_eq!(Money::from_fen(-4_999).wan2(), "0.00");
        assert_eq!(Money::from_fen(-5_000).wan2(), "-0.01");
        assert_eq!(Money::from_fen(32_254_000).exact(AmountUnit::Wan), "32.254");
        assert_eq!(Money::from_fen(123_456_789_012).exact_grouped(AmountUnit::Yuan), "1,234,567,890.12");
        assert_eq!(Money::from_fen(100_000_000_000).wan2_grouped(), "100,000.00");
    }

    #[test]
    fn stored_form_is_strict() {
        assert_eq!(Money::from_stored("2323400.00"), Ok(Money::from_fen(232_340_000)));
        for text in ["1,000", "1e3", "", "+1", ".5", "5.", "0x1", "1.234", "１"] {
            assert!(Money::from_stored(text).is_err(), "{text}");
        }
    }
}

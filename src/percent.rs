//! Percentages: shares, growth and completion.
//!
//! Each percentage is rounded half-up to two decimals on its own, from exact amounts, and never adjusted so that a
//! group adds up to 100. What cannot be computed says why instead of printing 0 % or 100 %.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::money::Money;

/// A percentage with two decimals: `86.12` stands for 86.12 %. One that is not zero and rounds to zero is kept apart,
/// for “占0%” beside an amount would deny it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent {
    rounded: Decimal,
    is_trace: bool,
}

/// Before the least percentage that is printed, where there is less than that.
pub const TRACE: &str = "不足";

impl Percent {
    /// 100·part/whole, half-up to two decimals; `None` when `whole` is zero.
    pub fn ratio(part: Decimal, whole: Decimal) -> Option<Self> {
        let exact = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
        let rounded = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        Some(Self { rounded, is_trace: rounded.is_zero() && !part.is_zero() })
    }

    const ZERO: Self = Self { rounded: Decimal::ZERO, is_trace: false };

    pub fn abs(self) -> Self {
        Self { rounded: self.rounded.abs(), ..self }
    }

    /// `12.00%`; only 0 % and 100 % have no decimals.
    pub fn two_decimals(self) -> String {
        let is_plain = self.rounded.is_zero() || self.rounded == Decimal::ONE_HUNDRED;
        if is_plain { self.to_string() } else { format!("{:.2}%", self.rounded) }
    }

    /// The number before the % sign.
    pub fn value(self) -> Decimal {
        self.rounded
    }

    /// Whether nothing at all is meant: not so for “不足0.01%”.
    pub fn is_zero(self) -> bool {
        self.rounded.is_zero() && !self.is_trace
    }
}

/// `86.12%`; whole percentages without decimals, as official reports print them (`100%`); `不足0.01%`.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rounded {
            _ if self.is_trace => write!(f, "{TRACE}0.01%"),
            whole if whole.fract().is_zero() => write!(f, "{}%", whole.trunc()),
            rounded => write!(f, "{rounded:.2}%"),
        }
    }
}

/// A share, rate of completion or growth, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ratio {
    /// The percentage to print.
    Percent(Percent),
    /// The denominator is zero: printed as “不涉及”.
    NoDenominator,
    /// There was nothing last year to grow from: printed as “上年无此项支出”.
    NoPrior,
    /// Something it needs has not been entered.
    Missing,
}

impl Ratio {
    /// The share of `part` in `whole`, or the completion of `whole` by `part`.
    pub fn share(part: Option<Money>, whole: Option<Money>) -> Self {
        match (part, whole) {
            (Some(part), Some(whole)) => {
                Percent::ratio(part.yuan(), whole.yuan()).map_or(Self::NoDenominator, Self::Percent)
            }
            _ => Self::Missing,
        }
    }

    /// The percentage, where there is one.
    pub fn percent(self) -> Option<Percent> {
        match self {
            Self::Percent(percent) => Some(percent),
            _ => None,
        }
    }
}

/// What the window and the tables print.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent(percent) => percent.fmt(f),
            Self::NoDenominator => f.write_str("不涉及"),
            Self::NoPrior => f.write_str("上年无此项支出"),
            Self::Missing => f.write_str("—"),
        }
    }
}

/// The comparison of this year with last year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    /// current − prior, signed; `None` when either is missing.
    pub change: Option<Money>,
    /// The signed rate of growth; for equal amounts 0 %, printed as “持平”.
    pub rate: Ratio,
}

/// What a sentence says of spending and its budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// The same to the cent.
    Equal,
    /// “基本持平”: the amounts in 万元, or the rate of completion, do not show the difference.
    Near,
    More,
    Less,
}

impl Agreement {
    /// Words, amounts and rate agree: 100 % is never “大于” or “小于”, and never is anything else “等于”.
    pub fn between(spent: Money, planned: Money) -> Self {
        let is_whole =
            Percent::ratio(spent.yuan(), planned.yuan()).is_some_and(|rate| rate.rounded == Decimal::ONE_HUNDRED);
        if spent == planned {
            Self::Equal
        } else if is_whole || spent.rounded_to_wan2() == planned.rounded_to_wan2() {
            Self::Near
        } else if spent > planned {
            Self::More
        } else {
            Self::Less
        }
    }
}

/// What a sentence says of two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// “持平”: the same to the cent.
    Equal,
    /// “基本持平”: the difference is less than what amounts in 万元 show.
    Near,
    Up,
    Down,
    /// Something where there was nothing: there is no rate.
    New,
}

impl Growth {
    /// `None` when either amount is missing.
    pub fn direction(self) -> Option<Direction> {
        let change = self.change?;
        Some(match self.rate {
            _ if change.is_zero() => Direction::Equal,
            _ if change.rounded_to_wan2().is_zero() => Direction::Near,
            Ratio::Percent(_) if change.is_negative() => Direction::Down,
            Ratio::Percent(_) => Direction::Up,
            _ => Direction::New,
        })
    }

    pub fn between(current: Option<Money>, prior: Option<Money>) -> Self {
        let (Some(current), Some(prior)) = (current, prior) else {
            return Self { change: None, rate: Ratio::Missing };
        };
        let change = current - prior;
        let rate = match Percent::ratio(change.yuan(), prior.yuan().abs()) {
            Some(percent) => Ratio::Percent(percent),
            None if change.is_zero() => Ratio::Percent(Percent::ZERO),
            None => Ratio::NoPrior,
        };
        Self { change: Some(change), rate }
    }

    /// 增长26.53%, 下降…, 持平, 基本持平, 上年无此项支出 or —.
    pub fn words(self) -> String {
        self.words_with(|percent| percent.to_string())
    }

    /// [`Self::words`] with percentages printed otherwise.
    pub fn words_with(self, print: impl Fn(Percent) -> String) -> String {
        let rate = || self.rate.percent().map(|percent| print(percent.abs())).unwrap_or_default();
        match self.direction() {
            None => "—".to_owned(),
            Some(Direction::Equal) => "持平".to_owned(),
            Some(Direction::Near) => "基本持平".to_owned(),
            Some(Direction::Up) => format!("增长{}", rate()),
            Some(Direction::Down) => format!("下降{}", rate()),
            Some(Direction::New) => self.rate.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::AmountUnit;

    fn wan(text: &str) -> Option<Money> {
        Money::parse(text, AmountUnit::Wan).expect("amount")
    }

    /// The vectors of the published report, recomputed by hand.
    #[test]
    fn reference_vectors() {
        let growth = Growth::between(wan("232.34"), wan("316.23"));
        assert_eq!(growth.words(), "下降26.53%");
        assert_eq!(growth.change, wan("-83.89"));
        for (part, percent) in [
            ("200.09", "86.12%"),
            ("32.25", "13.88%"),
            ("160.45", "69.06%"),
            ("44.72", "19.25%"),
            ("14.26", "6.14%"),
            ("12.91", "5.56%"),
            ("232.34", "100%"),
        ] {
            assert_eq!(Ratio::share(wan(part), wan("232.34")).to_string(), percent);
        }
        assert_eq!(Growth::between(wan("0.09"), wan("0.05")).words(), "增长80%");
        assert_eq!(Growth::between(wan("15.52"), wan("13.27")).words(), "增长16.96%");
    }

    #[test]
    fn what_cannot_be_computed_says_so() {
        assert_eq!(Growth::between(wan("0.30"), wan("0")).words(), "上年无此项支出");
        assert_eq!(Growth::between(wan("0"), wan("0")).words(), "持平");
        assert_eq!(Growth::between(wan("0.09"), None).words(), "—");
        assert_eq!(Ratio::share(wan("0"), wan("0")), Ratio::NoDenominator);
        assert_eq!(Ratio::share(None, wan("1")), Ratio::Missing);
    }

    #[test]
    fn whole_percentages_may_have_decimals() {
        let text = |part: i64| Percent::ratio(Decimal::new(part, 4), Decimal::ONE).map(Percent::two_decimals);
        for (part, percent) in [(0, "0%"), (10_000, "100%"), (1_200, "12.00%"), (1_234, "12.34%"), (15_000, "150.00%")]
        {
            assert_eq!(text(part).as_deref(), Some(percent));
        }
    }

    #[test]
    fn what_is_below_what_is_shown_is_not_called_nothing() {
        let share = |part, whole| Ratio::share(wan(part), wan(whole)).to_string();
        assert_eq!(share("0.01", "10000"), "不足0.01%");
        assert_eq!(share("0", "10000"), "0%");
        assert_eq!(share("0.50", "10000"), "0.01%");
        let words = |now, before| Growth::between(wan(now), wan(before)).words();
        assert_eq!(words("10000.01", "10000"), "增长不足0.01%");
        assert_eq!(words("9999.99", "10000"), "下降不足0.01%");
        assert_eq!(words("0.0530", "0.05"), "基本持平");
        assert_eq!(words("0.0030", "0"), "基本持平");
        assert_eq!(words("0.0550", "0.05"), "增长10%");
    }

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(Percent::ratio(Decimal::new(-5, 5), Decimal::ONE).map(|p| p.to_string()), Some("-0.01%".into()));
        assert_eq!(Percent::ratio(Decimal::new(12_345, 6), Decimal::ONE).map(|p| p.to_string()), Some("1.23%".into()));
        assert_eq!(Percent::ratio(Decimal::new(12_350, 6), Decimal::ONE).map(|p| p.to_string()), Some("1.24%".into()));
    }
}

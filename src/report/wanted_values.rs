//! Finds the figures that a set of typed numbers may stand for, in one pass over all figures.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use rustc_hash::FxHashMap;

use crate::{document::Path, money::Money};

use super::{
    bare_number::BareNumber,
    known_figures::{Known, KnownValue},
    probable_figure::Fit,
};

/// Values are compared as whole hundredths: of 万元, of per cent.
type Hundredths = i64;

/// How finely a number is given: whole, tenths, hundredths.
const STEPS: [Hundredths; 3] = [100, 10, 1];

/// The values that a figure must have to be meant by one of the numbers, so that one pass over the figures is enough.
pub(super) struct Wanted {
    /// By whether it is a percentage, step and value.
    numbers: FxHashMap<(bool, Hundredths, Hundredths), Vec<(usize, Fit)>>,
    steps: [bool; STEPS.len()],
}

impl Wanted {
    pub fn of(numbers: &[(Path, &str, BareNumber)]) -> Self {
        let mut wanted = Self { numbers: FxHashMap::default(), steps: [false; STEPS.len()] };
        for (index, (.., number)) in numbers.iter().enumerate() {
            let Some((value, decimals)) = scaled(number) else { continue };
            let fine = STEPS.len() - 1;
            let level = decimals.min(fine);
            wanted.put(number.is_percent(), level, value, index, Fit::Equal);
            let is_percent = number.is_percent();
            // Only a number with two decimals shows in which digit it is wrong.
            if decimals >= fine {
                wanted.put(is_percent, fine, value - 1, index, Fit::LastDigit);
                wanted.put(is_percent, fine, value + 1, index, Fit::CutOff);
            }
            let exact = number.money().map_or(number.value, Money::wan);
            for factor in [Decimal::TEN, Decimal::ONE_HUNDRED] {
                let more = exact.checked_mul(factor).and_then(hundredths);
                let less = exact
                    .checked_div(factor)
                    .map(|less| less.normalize())
                    .filter(|less| less.scale() <= 2)
                    .and_then(hundredths);
                for shifted in [more, less].into_iter().flatten() {
                    wanted.put(is_percent, fine, shifted, index, Fit::Shifted);
                }
            }
        }
        wanted
    }

    fn put(&mut self, is_percent: bool, level: usize, value: Hundredths, index: usize, fit: Fit) {
        let step = STEPS[level];
        self.steps[level] = true;
        self.numbers.entry((is_percent, step, value)).or_default().push((index, fit));
    }

    /// Calls `hit` with each number that the figure may be, and how.
    pub fn look_up(&self, known: &Known, hit: &mut dyn FnMut(usize, Fit)) {
        let (is_percent, exact) = match known.value {
            KnownValue::Amount(amount) => (false, amount.wan().abs()),
            KnownValue::Percent(percent, _) => (true, percent.abs()),
        };
        let Some(value) = hundredths(exact) else { return };
        for (step, _) in STEPS.iter().zip(self.steps).filter(|(_, is_used)| *is_used) {
            // Half up, as everything is rounded.
            let rounded = (value + step / 2) / step * step;
            for (index, fit) in self.numbers.get(&(is_percent, *step, rounded)).into_iter().flatten() {
                hit(*index, *fit);
            }
        }
    }
}

/// Half-up; `None` if out of all proportion.
fn hundredths(value: Decimal) -> Option<Hundredths> {
    let (mantissa, scale) = (value.mantissa(), value.scale());
    if scale <= 2 {
        let factor = if scale == 0 {
            100
        } else if scale == 1 {
            10
        } else {
            1
        };
        return (mantissa * factor).to_i64();
    }
    let divisor = 10_i128.checked_pow(scale - 2)?;
    ((mantissa + mantissa.signum() * divisor / 2) / divisor).to_i64()
}

/// A number in hundredths of 万元 or of per cent, and its decimals.
fn scaled(number: &BareNumber) -> Option<(Hundredths, usize)> {
    let value = match number.money() {
        Some(money) => money.wan(),
        None if number.is_percent() => number.value,
        None => return None,
    };
    let rounded = hundredths(value)?;
    let shift = if number.is_percent() { 0 } else { number.unit.decimals_beyond_wan() };
    let decimals = i64::from(number.value.scale()) + shift;
    Some((rounded, usize::try_from(decimals).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_are_rounded_half_up() {
        for (text, value) in
            [("1", 100), ("0.1", 10), ("2.345", 235), ("-2.345", -235), ("2.3449", 234), ("26.53", 2653)]
        {
            assert_eq!(hundredths(text.parse().expect("number")), Some(value), "{text}");
        }
        assert_eq!(hundredths(Decimal::MAX), None);
    }
}

//! The value at an address, whatever kind of address it is.

use rust_decimal::Decimal;

use crate::{
    document::{Document, Entry, Kind},
    money::Money,
    percent::{Growth, Ratio},
};

use super::{Figures, measures::MeasureValue, source::Source};

/// What a figure is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Money(Money),
    /// A share or rate of completion.
    Ratio(Ratio),
    /// A comparison with last year.
    Growth(Growth),
    /// A score.
    Number(Decimal),
    /// Persons, vehicles, a year.
    Count(u32),
    /// A name, a date, a choice.
    Text(String),
    /// Not entered, or made of something that was not.
    Missing,
}

impl Figures {
    /// Whether a number is made of one that is to be entered and is blank.
    pub fn is_unknown(&self, source: &Source) -> bool {
        match source {
            Source::Entered(_) => false,
            Source::Cell(key) => self.tables.is_unknown(*key),
            Source::Measure(key) => {
                let inputs = self.measures.get(*key).map(|measure| &*measure.inputs).unwrap_or_default();
                inputs.iter().any(|input| self.is_unknown(input))
            }
        }
    }
}

impl Value {
    pub fn of(figures: &Figures, source: &Source) -> Self {
        match source {
            Source::Cell(key) => figures.tables.printed(*key).map_or(Self::Missing, Self::Money),
            Source::Measure(key) => match figures.measures.get(*key).map(|measure| measure.value) {
                Some(MeasureValue::Money(Some(money))) => Self::Money(money),
                Some(MeasureValue::Number(Some(number))) => Self::Number(number),
                Some(MeasureValue::Ratio(Ratio::Missing)) => Self::Missing,
                Some(MeasureValue::Ratio(ratio)) => Self::Ratio(ratio),
                Some(MeasureValue::Growth(growth)) if growth.change.is_some() => Self::Growth(growth),
                _ => Self::Missing,
            },
            Source::Entered(path) => match figures.document.entry(*path) {
                None | Some(Entry::Blank) => Self::Missing,
                Some(Entry::Money(money)) => Self::Money(money),
                Some(Entry::Number(number)) => Self::Number(number),
                Some(Entry::Count(count)) => Self::Count(count),
                Some(entry) => {
                    let kind = Document::kind_at(*path).unwrap_or(Kind::Text);
                    Self::Text(entry.text(kind, figures.document.amount_unit()))
                }
            },
        }
    }

    /// What may be printed of it: nothing while something that it is made of, and that is to be entered, is blank.
    pub fn printed(figures: &Figures, source: &Source) -> Self {
        if figures.is_unknown(source) { Self::Missing } else { Self::of(figures, source) }
    }

    /// An amount, if it is one.
    pub fn money(&self) -> Option<Money> {
        match self {
            Self::Money(money) => Some(*money),
            _ => None,
        }
    }

    /// Known to be nothing?
    pub fn is_zero(&self) -> bool {
        match self {
            Self::Money(money) => money.is_zero(),
            Self::Ratio(Ratio::Percent(percent)) => percent.is_zero(),
            Self::Growth(growth) => growth.change.is_some_and(Money::is_zero),
            Self::Number(number) => number.is_zero(),
            Self::Count(count) => *count == 0,
            _ => false,
        }
    }

    /// Known to be something?
    pub fn is_some(&self) -> bool {
        !matches!(self, Self::Missing | Self::Ratio(Ratio::NoDenominator | Ratio::NoPrior)) && !self.is_zero()
    }
}

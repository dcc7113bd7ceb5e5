//! How the numbers of what is published are printed: one policy for text, charts and tables.

use crate::{
    document::{PercentForm, Separators, SmallAmounts},
    money::{AmountUnit, Money},
    percent::{Growth, Percent, Ratio},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberForm {
    pub percent: PercentForm,
    pub separators: Separators,
    pub small_amounts: SmallAmounts,
}

/// Where an amount stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedIn {
    Sentence,
    Chart,
    Table,
}

impl NumberForm {
    pub fn percent(self, percent: Percent) -> String {
        match self.percent {
            PercentForm::Plain => percent.to_string(),
            PercentForm::TwoDecimals => percent.two_decimals(),
        }
    }

    /// The percentage, or why there is none.
    pub fn ratio(self, ratio: Ratio) -> String {
        ratio.percent().map_or_else(|| ratio.to_string(), |percent| self.percent(percent))
    }

    /// 增长26.53%, 持平 …
    pub fn growth(self, growth: Growth) -> String {
        growth.words_with(|percent| self.percent(percent))
    }

    /// Whether thousands are separated there.
    pub fn is_grouped(self, place: PrintedIn) -> bool {
        match self.separators {
            Separators::Nowhere => false,
            Separators::Tables => place == PrintedIn::Table,
            Separators::TablesAndCharts => place != PrintedIn::Sentence,
            Separators::Everywhere => true,
        }
    }

    /// An amount in 万元 with two decimals.
    pub fn wan(self, money: Money, place: PrintedIn) -> String {
        if self.is_grouped(place) { money.wan2_grouped() } else { money.wan2() }
    }

    /// An amount in 万元 with as many decimals as it has, at least two.
    pub fn exact_wan(self, money: Money, place: PrintedIn) -> String {
        if self.is_grouped(place) { money.exact_grouped(AmountUnit::Wan) } else { money.exact(AmountUnit::Wan) }
    }

    /// The amount in 元, where it is something and a sentence would print nothing in 万元: 36.50.
    pub fn small_yuan(self, money: Money) -> Option<String> {
        let is_small = !money.is_zero() && money.rounded_to_wan2().is_zero();
        (is_small && self.small_amounts == SmallAmounts::Yuan).then(|| money.exact(AmountUnit::Yuan))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(separators: Separators, small_amounts: SmallAmounts) -> NumberForm {
        NumberForm { percent: PercentForm::TwoDecimals, separators, small_amounts }
    }

    #[test]
    fn thousands_are_separated_where_it_says_so() {
        let amount = Money::parse("12345.67", AmountUnit::Wan).expect("an amount").expect("an amount");
        let printed = |separators| {
            let form = form(separators, SmallAmounts::Wan);
            [PrintedIn::Sentence, PrintedIn::Chart, PrintedIn::Table].map(|place| form.wan(amount, place))
        };
        let (plain, grouped) = ("12345.67", "12,345.67");
        assert_eq!(printed(Separators::Nowhere), [plain, plain, plain]);
        assert_eq!(printed(Separators::Tables), [plain, plain, grouped]);
        assert_eq!(printed(Separators::TablesAndCharts), [plain, grouped, grouped]);
        assert_eq!(printed(Separators::Everywhere), [grouped, grouped, grouped]);
    }

    #[test]
    fn only_what_would_read_as_nothing_is_printed_in_yuan() {
        let small = |fen, small_amounts| form(Separators::Nowhere, small_amounts).small_yuan(Money::from_fen(fen));
        assert_eq!(small(3650, SmallAmounts::Yuan).as_deref(), Some("36.50"));
        assert_eq!(small(-1, SmallAmounts::Yuan).as_deref(), Some("-0.01"));
        assert_eq!(small(4999, SmallAmounts::Yuan).as_deref(), Some("49.99"));
        assert_eq!(small(5000, SmallAmounts::Yuan), None);
        assert_eq!(small(0, SmallAmounts::Yuan), None);
        assert_eq!(small(3650, SmallAmounts::Wan), None);
    }
}

//! The stored form of a value: one text, exact and independent of the unit of entry.

use crate::money::Money;

use super::entry::{Entry, Kind, stored_number};

impl Entry {
    /// As history and signatures write it; blank is the empty text. [`Kind::from_stored`] reads it back.
    pub fn stored(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Money(money) => money.stored(),
            Self::Number(number) => number.normalize().to_string(),
            Self::Count(count) => count.to_string(),
            Self::Text(text) => text.clone(),
            Self::Choice(name) => (*name).to_owned(),
        }
    }
}

impl Kind {
    /// Reads what [`Entry::stored`] wrote; `None` when it is no such value.
    pub fn from_stored(self, text: &str) -> Option<Entry> {
        if text.is_empty() {
            return Some(Entry::Blank);
        }
        match self {
            Self::Money => Money::from_stored(text).ok().map(Entry::Money),
            Self::Number => stored_number(text).ok().map(Entry::Number),
            Self::Count | Self::Fixed => text.parse().ok().map(Entry::Count),
            Self::Choice(items) => items.iter().find(|item| item.name == text).map(|item| Entry::Choice(item.name)),
            Self::Text | Self::LongText | Self::Functional | Self::Economic | Self::Date => {
                Some(Entry::Text(text.to_owned()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BudgetBasis, value::Leaf};
    use rust_decimal::Decimal;

    #[test]
    fn what_is_stored_reads_back() {
        for (kind, entry) in [
            (Kind::Money, Entry::Money(Money::from_fen(-1_234_567))),
            (Kind::Number, Entry::Number(Decimal::new(-125, 2))),
            (Kind::Count, Entry::Count(u32::MAX)),
            (Kind::LongText, Entry::Text(" 一\n二 ".into())),
            (<Option<BudgetBasis> as Leaf>::KIND, Entry::Choice("initial")),
            (Kind::Date, Entry::Blank),
        ] {
            assert_eq!(kind.from_stored(&entry.stored()), Some(entry));
        }
        assert_eq!(Kind::Count.from_stored("-1"), None);
        assert_eq!(Kind::Money.from_stored("1 万"), None);
    }
}

//! An amount a head, to the 分.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::money::Money;

/// The amount for each of `persons`; `None` without any.
pub(super) fn per_person(amount: Money, persons: u32) -> Option<Money> {
    let each = amount.yuan().checked_div(Decimal::from(persons))?;
    Money::from_yuan(each.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

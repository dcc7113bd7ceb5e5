//! Words that do not agree with their numbers.

use rust_decimal::Decimal;

use crate::{
    figures::Source,
    reading::prose::{Formula, ProseRole, Way, formula},
};

use super::super::values::{Facet, Numbers, Stand};

/// A word that does not agree with its numbers.
pub(in crate::audit) struct WrongWord {
    pub fact: usize,
    pub words: String,
    pub computed: String,
    pub is_firm: bool,
}

/// Words of comparison: 大于预算数, 增加…下降….
pub(in crate::audit) fn words(numbers: &Numbers<'_>) -> Vec<WrongWord> {
    let mut wrong = Vec::new();
    for (index, fact) in numbers.prose.facts.iter().enumerate() {
        match fact.role {
            ProseRole::Compare(way) => wrong.extend(compare(numbers, index, way)),
            ProseRole::Growth(way) if !fact.value.is_some_and(|value| value.is_zero()) => {
                let before = numbers.prose.facts[..index].last();
                if let Some(before) =
                    before.filter(|before| before.sentence == fact.sentence && before.addresses == fact.addresses)
                    && let ProseRole::Change(other) = before.role
                    && other != way
                    && !before.value.is_some_and(|value| value.is_zero())
                {
                    let words = |way| if way == Way::Down { "减少" } else { "增加" };
                    wrong.push(WrongWord {
                        fact: index,
                        words: format!(
                            "前面写{}{}，后面写{}{}",
                            words(other),
                            before.printed,
                            words_of_rate(way),
                            fact.printed
                        ),
                        computed: "增减的方向前后应当一致".to_owned(),
                        is_firm: fact.is_clear,
                    });
                }
            }
            _ => {}
        }
    }
    wrong
}

fn words_of_rate(way: Way) -> &'static str {
    if way == Way::Down { "下降" } else { "增长" }
}

/// The rate of completion tells what the amounts would.
fn compare_with_rate(numbers: &Numbers<'_>, index: usize, way: Way) -> Option<WrongWord> {
    let fact = &numbers.prose.facts[index];
    let told = numbers.prose.facts[..index].iter().rev().take(2);
    let rate = told
        .into_iter()
        .find(|other| other.role == ProseRole::Completion && other.addresses.first() == fact.addresses.first())?;
    let value = rate.value?;
    let is_wrong = match way {
        Way::Up => value < Decimal::ONE_HUNDRED,
        Way::Down => value > Decimal::ONE_HUNDRED,
        Way::Level => (value - Decimal::ONE_HUNDRED).abs() > Decimal::from(5),
    };
    let word = if value > Decimal::ONE_HUNDRED { "大于" } else { "小于" };
    is_wrong.then(|| WrongWord {
        fact: index,
        words: format!("完成预算{}，写的是“{}”", rate.printed, fact.printed),
        computed: format!("决算数{word}预算数"),
        is_firm: fact.is_clear && rate.is_clear,
    })
}

fn compare(numbers: &Numbers<'_>, index: usize, way: Way) -> Option<WrongWord> {
    let fact = &numbers.prose.facts[index];
    let Some(Source::Measure(key)) = fact.addresses.first() else { return None };
    let Formula::Ratio { part, whole } = formula(*key)? else { return None };
    // Both amounts have to be told by the sentences just before, or by the table.
    let near = |address: &Source| {
        let places = numbers.of_address(address, Facet::Value);
        let told = places.iter().copied().filter(|place| match numbers.all[*place].stand {
            Stand::Prose(other) => other < index && index - other <= 4,
            Stand::Table(_) => false,
        });
        told.max().or_else(|| numbers.in_table(address))
    };
    let (Some(actual), Some(budget)) = (near(&part), near(&whole)) else {
        return compare_with_rate(numbers, index, way);
    };
    let (a, b) = (&numbers.all[actual], &numbers.all[budget]);
    let difference = a.value - b.value;
    let is_near = fact.printed.contains("基本");
    let close = b.value.abs().checked_mul(Decimal::new(5, 2)).unwrap_or_default();
    let is_wrong = match way {
        Way::Up => difference <= Decimal::ZERO,
        Way::Down => difference >= Decimal::ZERO,
        Way::Level if is_near => difference.abs() > close,
        Way::Level => difference.abs() > a.half + b.half,
    };
    if !is_wrong {
        return None;
    }
    let word = match difference.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Less => "小于",
        std::cmp::Ordering::Equal => "等于",
        std::cmp::Ordering::Greater => "大于",
    };
    Some(WrongWord {
        fact: index,
        words: format!(
            "决算数{}，预算数{}，写的是“{}”",
            numbers.shown(actual, a.value),
            numbers.shown(budget, b.value),
            fact.printed
        ),
        computed: format!("决算数{word}预算数"),
        // Equal print may hide a difference.
        is_firm: fact.is_clear && a.is_firm && b.is_firm && (way == Way::Level || !difference.is_zero()),
    })
}

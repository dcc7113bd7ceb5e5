//! Words that do not agree with their numbers.

use rust_decimal::Decimal;

use crate::{
    figures::Source,
    reading::prose::{Formula, ProseFact, ProseRole, Way, formula},
};

use super::super::values::{Facet, Numbers, Stand, Told};

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
            ProseRole::Growth(way) => wrong.extend(turned(numbers, index, way, Told::Change)),
            ProseRole::GrowthOfBudget(way) => wrong.extend(turned(numbers, index, way, Told::ChangeOfBudget)),
            _ => {}
        }
    }
    wrong
}

/// A change and its rate that go different ways.
fn turned(numbers: &Numbers<'_>, index: usize, way: Way, role: Told) -> Option<WrongWord> {
    let facts = &numbers.prose.facts;
    let fact = &facts[index];
    let change = numbers.prose_fact(numbers.beside(index, role, None)?)?;
    let (ProseRole::Change(other) | ProseRole::ChangeOfBudget(other)) = change.role else { return None };
    let is_nothing = |fact: &ProseFact| fact.value.is_some_and(|value| value.is_zero());
    if other == way || is_nothing(fact) || is_nothing(change) {
        return None;
    }
    let words = |way, [down, up]: [&'static str; 2]| if way == Way::Down { down } else { up };
    Some(WrongWord {
        fact: index,
        words: format!(
            "前面写{}{}，后面写{}{}",
            words(other, ["减少", "增加"]),
            change.printed,
            words(way, ["下降", "增长"]),
            fact.printed
        ),
        computed: "增减的方向前后应当一致".to_owned(),
        is_firm: fact.is_clear,
    })
}

/// The rate of completion tells what the amounts would.
fn compare_with_rate(numbers: &Numbers<'_>, index: usize, way: Way) -> Option<WrongWord> {
    let facts = &numbers.prose.facts;
    let fact = &facts[index];
    let told = (fact.mention..index).rev().map(|before| &facts[before]);
    let mut rates = told.filter(|other| other.role == ProseRole::Completion && other.mention == fact.mention);
    let rate = rates.next()?;
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
    let ratio = match fact.addresses.first() {
        Some(Source::Measure(key)) => formula(*key),
        _ => None,
    };
    let (part, whole) = match ratio {
        Some(Formula::Ratio { part, whole }) => (Some(part), Some(whole)),
        _ => (None, None),
    };
    // Both amounts have to be told by the sentences just before, or by the table.
    let near = |role: Told, address: Option<Source>| {
        // In the same paragraph, the last one before.
        let in_paragraph = |address: &Source| {
            let places = numbers.of_address(address, Facet::Value).iter().copied();
            places.rev().find(|place| match numbers.all[*place].stand {
                Stand::Prose(other) => other < index && numbers.prose.facts[other].place.block == fact.place.block,
                Stand::Table(_) => false,
            })
        };
        let of_address = || {
            let address = address?;
            in_paragraph(&address).or_else(|| numbers.in_table(&address))
        };
        numbers.beside(index, role, None).or_else(of_address)
    };
    let (Some(actual), Some(budget)) = (near(Told::Amount, part), near(Told::Budget, whole)) else {
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

//! The numbers that explain the comparisons that do not hold, as findings.

use rust_decimal::Decimal;

use super::{
    AuditFinding, AuditPlace, Outcome, causes,
    relations::{Bond, Relation},
    values::{Facet, Numbers, Stand},
};

/// The numbers that explain the broken comparisons.
pub(super) fn numeric(numbers: &Numbers<'_>, all: &[Relation]) -> Vec<AuditFinding> {
    // A sentence is sooner wrong than a table that adds up.
    let trust = |number: usize| match numbers.all[number].stand {
        Stand::Prose(_) => 0,
        Stand::Table(_) => 1,
    };
    let causes = causes::find(all, trust);
    let findings = causes.into_iter().filter_map(|cause| {
        let main = &all[*cause.broken.first()?];
        let is_firm = |relation: &Relation| {
            relation.is_certain
                && !relation.is_slight
                && relation.numbers.iter().all(|number| numbers.all[*number].is_firm)
        };
        let firm = cause.broken.iter().map(|index| &all[*index]).find(|relation| is_firm(relation));
        let relation = firm.unwrap_or(main);
        // An address that may mean two numbers is no proof.
        let is_single = |number: &usize| {
            let number = &numbers.all[*number];
            number.facet != Facet::Value || number.is_single()
        };
        // In another section the same words would be right.
        let is_right_elsewhere = relation.numbers.iter().any(|number| {
            let own = &numbers.all[*number];
            let meanings = numbers.prose_fact(*number).map_or(&[][..], |fact| &fact.meanings);
            own.facet == Facet::Value
                && meanings.iter().filter(|meaning| !own.addresses.contains(meaning)).any(|meaning| {
                    numbers.best(meaning).is_some_and(|other| {
                        let other = &numbers.all[other];
                        !own.value.is_zero() && (other.value - own.value).abs() <= other.half + own.half
                    })
                })
        });
        let may_lack_rows = cause.broken.len() == 1 && lacks_parts(numbers, relation);
        let is_sure = !is_right_elsewhere && !may_lack_rows && firm.is_some() && relation.numbers.iter().all(is_single);
        let outcome = if is_sure { Outcome::Wrong } else { Outcome::Doubtful };
        let (computed, words) = explained(numbers, relation, cause.number);
        let (kind, remedy) = kind_of(&relation.bond);
        let message = if relation.is_slight {
            format!("{words}，末位相差一点，可能是没有四舍五入或者凑整")
        } else {
            words
        };
        let gathered = cause.broken.iter().map(|index| &all[*index]).filter(|other| !std::ptr::eq(*other, relation));
        let gathered = gathered.map(|other| explained(numbers, other, cause.number).1).collect();
        let others = relation.numbers.iter().filter(|number| **number != cause.number).take(8);
        let places = std::iter::once(cause.number).chain(others.copied()).map(|number| place_of(numbers, number));
        Some(AuditFinding {
            outcome,
            rule: None,
            kind,
            message,
            quote: quote_of(numbers, cause.number),
            places: places.collect(),
            stated: Some(numbers.shown(cause.number, numbers.all[cause.number].value)),
            computed: Some(computed),
            remedy,
            gathered,
        })
    });
    findings.collect()
}

/// Whether two numbers that seem to be the same are more probably two: the words before one of them were not all
/// understood, and more than a slip of the hand parts them.
pub(super) fn is_of_another(numbers: &Numbers<'_>, relation: &Relation) -> bool {
    let [first, second] = relation.numbers[..] else { return false };
    let (first, second) = (&numbers.all[first], &numbers.all[second]);
    matches!(relation.bond, Bond::Same)
        && relation.is_broken
        && !(first.is_firm && second.is_firm)
        && !is_slip(first.value, second.value)
}

/// Whether a slip turns one number into the other: a digit that is wrong, left out or doubled, two that changed places,
/// another unit.
fn is_slip(a: Decimal, b: Decimal) -> bool {
    let digits = |value: Decimal| -> Vec<char> { value.normalize().mantissa().abs().to_string().chars().collect() };
    let bare = |digits: &[char]| digits.iter().collect::<String>().trim_end_matches('0').to_owned();
    let (mut a, mut b) = (digits(a), digits(b));
    if bare(&a) == bare(&b) {
        return true;
    }
    if a.len() < b.len() {
        std::mem::swap(&mut a, &mut b);
    }
    if a.len() == b.len() + 1 {
        return (0..a.len()).any(|left_out| a[..left_out] == b[..left_out] && a[left_out + 1..] == b[left_out..]);
    }
    let wrong: Vec<usize> = (0..b.len()).filter(|at| a[*at] != b[*at]).collect();
    a.len() == b.len()
        && match wrong[..] {
            [_] => true,
            [x, y] => y == x + 1 && a[x] == b[y] && a[y] == b[x],
            _ => false,
        }
}

/// Whether rows that were not read explain a sum as well as a wrong number does: of a table, the parts are too little,
/// and no slip of one number mends that.
fn lacks_parts(numbers: &Numbers<'_>, relation: &Relation) -> bool {
    let [total, parts @ ..] = &relation.numbers[..] else { return false };
    let (total, parts) = (&numbers.all[*total], parts.iter().map(|part| &numbers.all[*part]));
    let lacking = total.value - relation.computed;
    let is_of_table = matches!(total.stand, Stand::Table(_)) && matches!(relation.bond, Bond::Sum);
    is_of_table
        && lacking > Decimal::ZERO
        && !relation.computed.is_zero()
        && !is_slip(total.value, relation.computed)
        && parts.clone().all(|part| part.value >= Decimal::ZERO)
        && !parts.clone().any(|part| !part.value.is_zero() && is_slip(part.value, part.value + lacking))
}

pub(super) fn place_of(numbers: &Numbers<'_>, index: usize) -> AuditPlace {
    let words = numbers.place_words(index);
    match numbers.all[index].stand {
        Stand::Table(place) => {
            AuditPlace { block: place.block, cell: Some((place.row, place.column)), characters: None, words }
        }
        Stand::Prose(fact) => {
            let place = numbers.prose.facts[fact].place;
            AuditPlace { block: place.block, cell: None, characters: Some((place.from, place.to)), words }
        }
    }
}

pub(super) fn quote_of(numbers: &Numbers<'_>, index: usize) -> String {
    match numbers.all[index].stand {
        Stand::Prose(fact) => numbers.prose.facts[fact].sentence.clone(),
        Stand::Table(_) => format!("{} {}", numbers.label(index), numbers.shown(index, numbers.all[index].value)),
    }
}

/// What the number at fault would have to be by a comparison, and the comparison in words.
fn explained(numbers: &Numbers<'_>, relation: &Relation, culprit: usize) -> (String, String) {
    let of = |index: usize| format!("{}{}", numbers.label(index), numbers.shown(index, numbers.all[index].value));
    let own = &relation.numbers;
    let first = own[0];
    let value = numbers.all[culprit].value;
    match relation.bond {
        Bond::Sum => {
            let wanted =
                if culprit == first { relation.computed } else { value + numbers.all[first].value - relation.computed };
            let parts: Vec<String> = own[1..]
                .iter()
                .filter(|part| !numbers.all[**part].value.is_zero())
                .take(6)
                .map(|part| numbers.shown(*part, numbers.all[*part].value))
                .collect();
            let more = if own.len() > 7 { "等" } else { "" };
            let words = format!(
                "{}写的是{}，各部分（{}{more}）相加是{}",
                numbers.label(first),
                numbers.shown(first, numbers.all[first].value),
                parts.join("、"),
                numbers.shown(first, relation.computed)
            );
            (numbers.shown(culprit, wanted), words)
        }
        Bond::Same => {
            let other = if culprit == first { own[1] } else { first };
            let words = format!("{}，{}（{}）", of(culprit), of(other), numbers.place_words(other));
            (numbers.shown(culprit, numbers.all[other].value), words)
        }
        Bond::Ratio => {
            let (part, whole) = (own[1], own[2]);
            let computed = numbers.shown(first, relation.computed);
            let words = format!(
                "写的是{}，按{} ÷ {}算出{computed}",
                numbers.shown(first, numbers.all[first].value),
                numbers.shown(part, numbers.all[part].value),
                numbers.shown(whole, numbers.all[whole].value),
            );
            (computed, words)
        }
        Bond::CompletionByChange => {
            let computed = numbers.shown(first, relation.computed);
            let way = if numbers.all[own[2]].value.is_sign_negative() { "少" } else { "多" };
            let words = format!(
                "写的是{}，按{}比预算{way}{}算出{computed}",
                numbers.shown(first, numbers.all[first].value),
                of(own[1]),
                numbers.shown(own[2], numbers.all[own[2]].value.abs()),
            );
            (computed, words)
        }
        Bond::Growth | Bond::GrowthOfPrior => {
            let computed = numbers.shown(first, relation.computed);
            let way = |value: Decimal| if value.is_sign_negative() { "下降" } else { "增长" };
            let words = format!(
                "写的是{}{}，按{}和{}算出{}{computed}",
                way(numbers.all[first].value),
                numbers.shown(first, numbers.all[first].value),
                of(own[1]),
                of(own[2]),
                way(relation.computed),
            );
            (computed, words)
        }
        Bond::Balance => {
            let more = numbers.all[first].value - relation.computed;
            // What came in would have to be more, what went out or is left less.
            let is_of_income = own[1..3].contains(&culprit);
            let wanted = if is_of_income { value + more } else { value - more };
            let words = format!(
                "{}，加{}，减{}，年末应当是{}，写的是{}",
                of(own[1]),
                of(own[2]),
                of(own[3]),
                numbers.shown(first, relation.computed),
                numbers.shown(first, numbers.all[first].value),
            );
            (numbers.shown(culprit, wanted), words)
        }
        Bond::Average => {
            let computed = numbers.shown(first, relation.computed);
            let words = format!("{}，按{} ÷ {}算出{computed}", of(first), of(own[1]), of(own[2]));
            (computed, words)
        }
        Bond::Change => {
            let computed = numbers.shown(first, relation.computed.abs());
            let way = if relation.computed.is_sign_negative() { "减少" } else { "增加" };
            let words = format!("{}，{}，相差{way}{computed}", of(own[1]), of(own[2]));
            (computed, words)
        }
    }
}

fn kind_of(bond: &Bond) -> (&'static str, &'static str) {
    match bond {
        Bond::Sum => ("合计", "核对合计和各部分，改正写错的数"),
        Bond::Same => ("前后不一致", "核对两处，改正写错的一处"),
        Bond::Ratio | Bond::CompletionByChange => ("占比和完成率", "按两个数重算，改正写错的百分数或金额"),
        Bond::Growth | Bond::GrowthOfPrior => ("增减幅度", "按本年数和增减额重算，改正写错的数"),
        Bond::Balance => ("收支结转", "核对年初结转、收入、支出和年末结转，改正写错的数"),
        Bond::Average => ("平均数", "按金额和数量重算，改正写错的数"),
        Bond::Change => ("增减额", "按本年数和上年数重算，改正写错的数"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_told_from_another_number() {
        let is_slip = |a: &str, b: &str| is_slip(a.parse().unwrap_or_default(), b.parse().unwrap_or_default());
        for (a, b) in [("1530.10", "1580.10"), ("86.11", "86.12"), ("18.66", "1866"), ("207", "27"), ("45", "54")] {
            assert!(is_slip(a, b), "{a} {b}");
        }
        for (a, b) in [("18.66", "1530.10"), ("1523.46", "1403.46"), ("6.34", "40.5"), ("12", "34")] {
            assert!(!is_slip(a, b), "{a} {b}");
        }
    }
}

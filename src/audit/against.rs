//! Two reports beside each other: of the department and one of its units, of two years, or of one year's budget and final
//! accounts.
//!
//! Which of the two is wrong, and whether they are to agree at all, a person has to see: all of it is doubtful.

use rust_decimal::Decimal;

use crate::{
    address::{CellKey, Column, ColumnKey, MeasureKey, T06, T13},
    figures::Source,
    reading::prose::{Formula, ProseRole, ProseUnit, formula, prior_of},
};

use super::{
    AuditFinding, Outcome,
    numeric::{place_of, quote_of},
    read::Read,
    values::{Facet, Numbers, Stand},
};

/// What the two reports are to each other.
#[derive(Clone, Copy, PartialEq)]
enum Pair {
    /// Of the same year: 部门 and 单位.
    SameYear,
    /// The other is of the year before.
    LastYear,
    /// The other is the budget of the same year.
    Budget,
}

fn pair_of(own: &Read, other: &Read) -> Option<Pair> {
    let is_budget = |read: &Read| {
        let mut titles = read.evidence.blocks.iter().take(30).filter_map(|block| match block {
            crate::evidence::FileBlock::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            _ => None,
        });
        let is_accounts = |text: &&str| text.contains("决算");
        titles.clone().any(|text| text.contains("部门预算") || text.contains("单位预算"))
            && !titles.any(|text| is_accounts(&text))
    };
    match (own.reading.year, other.reading.year) {
        (Some(a), Some(b)) if a == b && is_budget(other) => Some(Pair::Budget),
        (Some(a), Some(b)) if a == b => Some(Pair::SameYear),
        (Some(a), Some(b)) if a == b + 1 => Some(Pair::LastYear),
        _ => None,
    }
}

/// Two numbers that speak of the same thing.
struct Both {
    own: usize,
    other: usize,
    /// What the own report has to say of it, where that is not the number itself: last year's amount by the change.
    value: Decimal,
    half: Decimal,
}

pub(super) fn compare(read: &Read, other: &Read, name: &str) -> Vec<AuditFinding> {
    let (own, others) = (read.numbers(), other.numbers());
    let Some(pair) = pair_of(read, other) else { return Vec::new() };
    let both = match pair {
        Pair::SameYear => same_year(&own, &others),
        Pair::LastYear => last_year(&own, &others),
        Pair::Budget => budget(&own, &others),
    };
    let differs =
        |both: &Both| (both.value - others.all[both.other].value).abs() > both.half + others.all[both.other].half;
    let agreeing = both.iter().filter(|both| !both.value.is_zero() && !differs(both)).count();
    let differing: Vec<&Both> = both.iter().filter(|both| differs(both)).collect();
    // A department is more than one of its units, unless nearly all of it is that unit's.
    let is_same = pair != Pair::SameYear || agreeing >= 2 * differing.len();
    let mut seen: Vec<(Decimal, Decimal)> = Vec::new();
    let mut findings = Vec::new();
    for both in differing {
        let there = others.all[both.other].value;
        let is_slip = is_digit_slip(both.value, there);
        if !is_same && !is_slip || seen.contains(&(both.value, there)) {
            continue;
        }
        seen.push((both.value, there));
        findings.push(finding(&own, &others, both, is_slip, pair, name));
    }
    findings
}

fn finding(
    own: &Numbers<'_>,
    others: &Numbers<'_>,
    both: &Both,
    is_slip: bool,
    pair: Pair,
    name: &str,
) -> AuditFinding {
    let there = others.all[both.other].value;
    let what = match pair {
        Pair::SameYear => "",
        Pair::LastYear => "上年数",
        Pair::Budget => "预算数",
    };
    let slip = if is_slip { "，可能多写或少写了一位数字" } else { "" };
    let message = format!(
        "{}{what}{}，{name}里是{}（{}）{slip}",
        own.label(both.own),
        own.shown(both.own, both.value),
        own.shown(both.own, there),
        others.place_words(both.other),
    );
    AuditFinding {
        outcome: Outcome::Doubtful,
        rule: None,
        kind: "两份报告不一致",
        message,
        quote: quote_of(own, both.own),
        places: vec![place_of(own, both.own)],
        stated: Some(own.shown(both.own, both.value)),
        computed: Some(own.shown(both.own, there)),
        remedy: "核对两份报告，改正写错的一份；口径不同的写明原因",
        gathered: Vec::new(),
    }
}

/// Each amount and count that both have.
fn same_year(own: &Numbers<'_>, others: &Numbers<'_>) -> Vec<Both> {
    let numbers = own.all.iter().enumerate().filter(|(_, number)| number.facet == Facet::Value && number.is_single());
    let found = numbers.filter_map(|(index, number)| {
        let is_percent = own.prose_fact(index).is_some_and(|fact| fact.unit == Some(ProseUnit::Percent));
        let other = others.best(number.addresses.first().filter(|_| !is_percent)?)?;
        Some(Both { own: index, other, value: number.value, half: number.half })
    });
    found.collect()
}

/// Last year's amounts, as they are told or follow from the change, with what the other report says of its year.
fn last_year(own: &Numbers<'_>, others: &Numbers<'_>) -> Vec<Both> {
    let mut found = Vec::new();
    for (index, number) in own.all.iter().enumerate() {
        let Stand::Prose(fact) = number.stand else { continue };
        let Some(fact) = own.prose.facts.get(fact) else { continue };
        match (fact.role, number.addresses.first()) {
            (ProseRole::Change(_), Some(Source::Measure(key))) => {
                let Some(Formula::Growth { current, .. }) = formula(*key) else { continue };
                let (Some(now), Some(other)) = (own.best(&current), others.best(&current)) else { continue };
                let now = &own.all[now];
                let Some(value) = now.value.checked_sub(number.value) else { continue };
                found.push(Both { own: index, other, value, half: now.half + number.half });
            }
            (ProseRole::Prior, Some(prior)) => {
                let is_its = |other: &&super::values::Number| {
                    other.addresses.first().and_then(prior_of).is_some_and(|own| own == *prior)
                };
                if let Some(other) = others.all.iter().position(|other| is_its(&other)) {
                    found.push(Both { own: index, other, value: number.value, half: number.half });
                }
            }
            _ => {}
        }
    }
    found
}

/// What is said of the budget, with the budget itself.
fn budget(own: &Numbers<'_>, others: &Numbers<'_>) -> Vec<Both> {
    let spent = |column: Column| {
        let columns = [
            (Column::BudgetTotal, Column::ActualTotal),
            (Column::BudgetAbroad, Column::ActualAbroad),
            (Column::BudgetVehicles, Column::ActualVehicles),
            (Column::BudgetVehiclePurchase, Column::ActualVehiclePurchase),
            (Column::BudgetVehicleRunning, Column::ActualVehicleRunning),
            (Column::BudgetReception, Column::ActualReception),
        ];
        columns.into_iter().find(|(budget, _)| *budget == column).map(|(_, actual)| actual)
    };
    let mut found = Vec::new();
    for (index, number) in own.all.iter().enumerate() {
        // A budget that was changed in the course of the year is another one.
        if number.basis.is_some_and(|basis| basis != '初') {
            continue;
        }
        let there = match number.addresses.first() {
            Some(Source::Measure(MeasureKey::ItemBudget(code))) => Some(CellKey::code(T06, *code, Column::Total)),
            Some(Source::Measure(MeasureKey::GeneralBudgetPlanned)) => Some(CellKey::total(T06, Column::Total)),
            Some(Source::Cell(CellKey { table: T13, column: ColumnKey::Named(column), .. })) => {
                spent(*column).map(|column| CellKey::total(T13, column))
            }
            _ => None,
        };
        let same = number.addresses.first().filter(|_| there.is_some()).and_then(|address| others.best(address));
        if let Some(other) = same.or_else(|| others.best(&there?.into())) {
            found.push(Both { own: index, other, value: number.value, half: number.half });
        }
    }
    found
}

/// Whether one number has a digit more than the other, or a point elsewhere: 43269.3 for 3269.3.
fn is_digit_slip(a: Decimal, b: Decimal) -> bool {
    let digits = |value: Decimal| value.abs().normalize().to_string().replace('.', "").trim_matches('0').to_owned();
    let (a, b) = (digits(a), digits(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    long == short && short.len() >= 2
        || long.len() == short.len() + 1
            && short.len() >= 3
            && (0..long.len()).any(|at| format!("{}{}", &long[..at], &long[at + 1..]) == *short)
}

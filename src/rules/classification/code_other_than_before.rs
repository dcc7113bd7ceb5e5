//! L12: the money of last year or of the budget stands under one code, this year's spending under its neighbour.

use std::collections::BTreeMap;

use crate::{
    at,
    codes::Code,
    document::{BudgetBasis, Document, ExpenditureLine, Fund},
    figures::Figures,
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::witness},
};

pub static RULE: Rule = Rule {
    id: "L12",
    severity: Severity::Warning,
    title: "科目与上年或预算所列的不同",
    checks: "同一款下，没有一个科目只有上年数或预算、另一个科目只有决算，而两个数相近",
    basis: "上年决算、年初预算与本年决算应按同一科目列示",
    remedy: "核对这笔支出本年应列哪个科目；科目确有调整的，写明",
    state: State::Active(run),
};

/// What stands under one code.
#[derive(Default)]
struct Item {
    before: Money,
    now: Money,
    row: usize,
}

type AmountOf = fn(&Document, usize, &ExpenditureLine) -> Money;

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let lines = &figures.document.expenditure.lines;
    if !lines.iter().any(|line| line.total().is_some()) {
        return Err(Missing::one(at!(expenditure.lines)));
    }
    let kinds: [(&str, AmountOf); 2] = [
        ("上年决算", |_, _, line| line.prior_actual.unwrap_or_default()),
        ("预算", |document, row, _| {
            let budget = |basis| witness::line_budget(document, row, basis);
            budget(BudgetBasis::Adjusted).or_else(|| budget(BudgetBasis::Initial)).unwrap_or_default()
        }),
    ];
    for (words, before) in kinds {
        let mut items: BTreeMap<(Fund, Code), Item> = BTreeMap::new();
        for (row, line) in lines.iter().enumerate() {
            let Some(code) = Code::new(&line.item).filter(|code| code.digits() == 7) else { continue };
            let item = items.entry((line.fund_or_default(), code)).or_insert_with(|| Item { row, ..Item::default() });
            item.before += before(&figures.document, row, line);
            item.now += line.total().unwrap_or_default();
        }
        // Neighbours of one 款 follow each other.
        let mut left: Option<((Fund, Code), &Item)> = None;
        let mut come: Option<((Fund, Code), &Item)> = None;
        for (key, item) in &items {
            if !item.before.is_zero() && item.now.is_zero() {
                left = Some((*key, item));
            } else if item.before.is_zero() && !item.now.is_zero() {
                come = Some((*key, item));
            } else {
                continue;
            }
            let (Some((old, from)), Some((new, to))) = (left, come) else { continue };
            if old.0 == new.0 && old.1.parent() == new.1.parent() && are_close(from.before, to.now) {
                report(figures, findings, words, (old.1, from), (new.1, to));
                (left, come) = (None, None);
            }
        }
        if !findings.is_empty() {
            break;
        }
    }
    Ok(Applies::Yes)
}

/// Within a fifth of each other.
fn are_close(one: Money, other: Money) -> bool {
    let difference = (one - other).abs().yuan();
    difference * rust_decimal::Decimal::from(5) <= one.abs().yuan().max(other.abs().yuan())
}

fn report(figures: &Figures, findings: &mut Findings, words: &str, old: (Code, &Item), new: (Code, &Item)) {
    let name = |code: Code| figures.book.functional_name(code);
    let message = format!(
        "{words}列在{} {}（{}{unit}），本年决算列在{} {}（{}{unit}）",
        old.0,
        name(old.0),
        findings.amount(old.1.before),
        new.0,
        name(new.0),
        findings.amount(new.1.now),
        unit = findings.unit()
    );
    findings.report([new.1.row, old.1.row].map(|row| at!(expenditure.lines[row].item)), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, is_not_checked, passes},
    };

    fn cells(code: &'static str, amount: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2080501"),
            (at!(expenditure.lines[0].prior_actual), "7.19"),
            (at!(expenditure.lines[1].item), code),
            (at!(expenditure.lines[1].basic), amount),
        ]
    }

    #[test]
    fn the_same_money_under_a_neighbour() {
        fires(
            &RULE,
            &cells("2080502", "7.42"),
            "上年决算列在2080501 行政单位离退休（7.19万元），本年决算列在2080502 事业单位离退休（7.42万元）",
        );
        passes(&RULE, &cells("2080502", "74.2"));
        passes(&RULE, &cells("2101101", "7.42"));
        let mut budget = cells("2080502", "7.42");
        budget[1] = (at!(expenditure.lines[0].adjusted_budget), "7.42");
        fires(
            &RULE,
            &budget,
            "预算列在2080501 行政单位离退休（7.42万元），本年决算列在2080502 事业单位离退休（7.42万元）",
        );
    }

    #[test]
    fn an_item_that_goes_on_is_no_neighbour() {
        let mut both = cells("2080502", "7.42");
        both.push((at!(expenditure.lines[0].basic), "7.42"));
        passes(&RULE, &both);
        is_not_checked(&RULE, &[(at!(expenditure.lines[0].item), "2080501")]);
    }
}

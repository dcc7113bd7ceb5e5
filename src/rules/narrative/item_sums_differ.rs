//! D08: the items of section “五（三）” add up to the total, and those of a class to what “五（二）” says of it.
//!
//! Only what is printed is added up. Printed amounts are rounded, so that a sum may miss its total by the rounding.

use std::collections::BTreeMap;

use crate::{
    at,
    codes::Code,
    figures::{CellKey, Column, Source, T06, envelope},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State, kit::printed::paragraphs_of},
};

pub static RULE: Rule = Rule {
    id: "D08",
    severity: Severity::Error,
    title: "逐项之和与决算数、类级金额不一致",
    checks: "说明五（三）各项之和 ＝ 决算数；同类各项之和 ＝ 说明五（二）金额（允许四舍五入的尾差）",
    basis: super::BASIS,
    remedy: "核对各项金额",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let total = CellKey::total(T06, Column::Total);
    let paragraphs = paragraphs_of(printed.report, "gpb_items");
    let opening = paragraphs.iter().flat_map(|paragraph| {
        let told = paragraph.statements();
        told.into_iter()
            .find(|told| told.words.contains("决算数为") || told.words.ends_with("支出决算为"))
            .and_then(|told| Some((told.amount?, told.place)))
    });
    let Some((stated, place)) = opening.into_iter().next() else { return Err(Missing::one(total)) };
    let mut whole: (Money, u32, Option<Source>) = (Money::ZERO, 0, place);
    let mut classes: BTreeMap<Code, (Money, u32)> = BTreeMap::new();
    for item in printed.items() {
        let Some(amount) = item.amount else { return Err(Missing::one(total)) };
        let amount = amount.rounded_to_wan2();
        whole =
            (whole.0 + amount, whole.1 + 1, whole.2.filter(|_| item.place.is_none()).or_else(|| item.place.clone()));
        if let Some(code) = item.code {
            let (sum, count) = classes.entry(code.class()).or_default();
            *sum += amount;
            *count += 1;
        }
    }
    if whole.1 == 0 {
        return if stated.is_zero() { Ok(Applies::No) } else { Err(Missing::one(at!(expenditure.lines))) };
    }
    let tables = &printed.figures.tables;
    let differs = |sum: Money, stated: Money, count: u32, cell: CellKey| {
        // A published total may miss its rows by the rounding of all of them, also of those that are not told.
        let rows = tables.get(cell).map_or(0, |figure| figure.addends);
        (sum - stated.rounded_to_wan2()).abs() > envelope(count.max(rows))
    };
    if differs(whole.0, stated, whole.1, total) {
        let message = format!("说明五（三）{}项之和{}万元，决算数写{}万元", whole.1, whole.0.wan2(), stated.wan2());
        findings.report(whole.2.into_iter().chain([total.into()]), message).values(whole.0.wan2(), stated.wan2());
    }
    for paragraph in paragraphs_of(printed.report, "gpb_structure") {
        for told in paragraph.statements().iter().filter(|told| !told.is_change) {
            let named = |code: &&Code| told.words.ends_with(&*printed.figures.book.functional_name(**code));
            let (Some(stated), Some(class)) = (told.amount, classes.keys().find(named)) else { continue };
            let (sum, count) = classes[class];
            let cell = CellKey::code(T06, *class, Column::Total);
            if differs(sum, stated, count, cell) {
                let cells = told.place.clone().into_iter().chain([cell.into()]);
                let message =
                    format!("“{}{}”与说明五（三）同类{count}项之和{}万元不一致", told.words, told.number, sum.wan2());
                findings.report(cells, message).values(sum.wan2(), stated.wan2());
            }
        }
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, passes, with_addition},
    };

    fn cells() -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "160.45"),
            (at!(expenditure.lines[0].adjusted_budget), "160.45"),
            (at!(expenditure.lines[1].item), "2210201"),
            (at!(expenditure.lines[1].basic), "12.91"),
            (at!(expenditure.lines[1].adjusted_budget), "12.91"),
        ]
    }

    #[test]
    fn items_add_up_to_the_total_and_the_classes() {
        passes(&RULE, &cells());
        let again = "一般公共服务支出（类）群众团体事务（款）行政运行（项）：2024年支出决算为5万元。";
        fires(&RULE, &with_addition(cells(), "gpb_items", again), "说明五（三）3项之和178.36万元，决算数写173.36万元");
        let class = with_addition(cells(), "gpb_structure", "住房保障支出19.21万元。");
        fires(&RULE, &class, "“住房保障支出19.21万元”与说明五（三）同类1项之和12.91万元不一致");
    }
}

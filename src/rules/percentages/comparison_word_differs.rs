//! C16: “等于”, “大于” and “小于” must agree with the actual and the budgeted amount.

use std::cmp::Ordering;

use crate::{
    codes::Code,
    figures::{CellKey, Column, Figures, MeasureKey, Source, T06, T13, Value},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State, kit::printed::paragraphs_of},
};

pub static RULE: Rule = Rule {
    id: "C16",
    severity: Severity::Error,
    title: "预决算大小关系表述与数据不符",
    checks: "“等于”“大于”“小于”与决算数、预算数的大小一致",
    basis: "部门决算公开说明五（三）、七",
    remedy: "按数据改正用词",
    state: State::Printed(run),
};

/// What is compared: the spending and its budget.
struct Pair {
    actual: Source,
    budget: Source,
}

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let mut missing = Vec::new();
    let mut applies = Applies::No;
    let mut check = |text: &str, place: Option<Source>, pair: Pair| {
        for (word, said) in comparisons(text) {
            let (Some(actual), Some(budget)) = (amount(figures, &pair.actual), amount(figures, &pair.budget)) else {
                missing
                    .extend([&pair.actual, &pair.budget].into_iter().filter(|s| amount(figures, s).is_none()).cloned());
                continue;
            };
            applies = Applies::Yes;
            if actual.cmp(&budget) != said {
                let message = format!(
                    "“{word}”与数据不符：{} {}万元，{} {}万元",
                    figures.label(&pair.actual),
                    actual.wan2(),
                    figures.label(&pair.budget),
                    budget.wan2(),
                );
                let cells = place.clone().into_iter().chain([pair.actual.clone(), pair.budget.clone()]);
                findings.report(cells, message);
            }
        }
    };
    for item in printed.items() {
        if let Some(code) = item.code {
            check(&item.text, item.place.clone(), of_item(code));
        }
    }
    for (topic, actual, budget) in [
        (
            "three_public_overview",
            CellKey::total(T13, Column::ActualTotal),
            CellKey::total(T13, Column::BudgetTotal).into(),
        ),
        ("gpb_overview", CellKey::total(T06, Column::Total), Source::Measure(MeasureKey::GeneralBudgetPlanned)),
    ] {
        for paragraph in paragraphs_of(printed.report, topic) {
            let pair = Pair { actual: actual.into(), budget: budget.clone() };
            check(&paragraph.text, paragraph.written_place(), pair);
        }
    }
    if applies == Applies::No && missing.is_empty() {
        let total = CellKey::total(T06, Column::Total);
        return figures.tables.printed(total).map_or(Err(Missing::one(total)), |_| Ok(Applies::No));
    }
    if missing.is_empty() { Ok(applies) } else { Err(Missing(missing)) }
}

fn of_item(code: Code) -> Pair {
    let budget = MeasureKey::ItemBudget(code);
    Pair { actual: CellKey::code(T06, code, Column::Total).into(), budget: Source::Measure(budget) }
}

/// The amount that the report prints for it.
fn amount(figures: &Figures, source: &Source) -> Option<Money> {
    Value::of(figures, source).money().map(Money::rounded_to_wan2)
}

/// The clauses that compare “决算数” with “预算数”.
fn comparisons(text: &str) -> Vec<(&str, Ordering)> {
    const WORDS: [(&str, Ordering); 8] = [
        ("等于预算", Ordering::Equal),
        ("预算数持平", Ordering::Equal),
        ("预算数一致", Ordering::Equal),
        ("大于预算", Ordering::Greater),
        ("高于预算", Ordering::Greater),
        ("超过预算", Ordering::Greater),
        ("小于预算", Ordering::Less),
        ("低于预算", Ordering::Less),
    ];
    let clauses = text.split(['，', '。', '；']).filter(|clause| clause.contains("决算数"));
    clauses.filter_map(|clause| Some((clause, WORDS.iter().find(|(word, _)| clause.contains(word))?.1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, passes, with_addition},
    };

    fn cells() -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "160.45"),
            (at!(expenditure.lines[0].adjusted_budget), "170"),
            (at!(expenditure.lines[0].reason), "年中有人员退休"),
        ]
    }

    #[test]
    fn the_word_follows_the_amounts() {
        passes(&RULE, &cells());
        let own = with_addition(cells(), "gpb_overview", "总的看，决算数等于预算数。");
        fires(
            &RULE,
            &own,
            "“决算数等于预算数”与数据不符：公开06表 合计 160.45万元，一般公共预算财政拨款支出预算数 170.00万元",
        );
    }
}

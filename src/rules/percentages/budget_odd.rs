//! C25: a budget, an actual amount or last year's of one item stands out from the others.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{BudgetBasis, Document, ExpenditureLine, Path},
    figures::Figures,
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::reasons, kit::witness},
};

use super::change_extreme::slip;

pub static RULE: Rule = Rule {
    id: "C25",
    severity: Severity::Warning,
    title: "年初预算、全年预算、决算与上年相差悬殊",
    checks: "同一科目的年初预算、全年预算、决算、上年决算互相接近，没有一个是其余的3倍以上或三分之一以下；决算不大于全年预算；原因说追加预算的，全年预算大于年初预算",
    basis: "经验值：多为元、万元混用，多录、少录一位",
    remedy: "核对列出的数；确实如此的，在“预决算差异原因”写明",
    state: State::Active(run),
};

/// One of the amounts that are compared.
struct Amount {
    words: &'static str,
    value: Money,
    place: Path,
}

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut checked = false;
    for (i, line) in figures.document.expenditure.lines.iter().enumerate() {
        let amounts = amounts(&figures.document, i, line);
        if amounts.len() < 2 {
            continue;
        }
        checked = true;
        if let Some(odd) = odd_one(&amounts) {
            report(figures, findings, i, odd, &amounts);
        } else if !overspent(figures, findings, i, line) {
            raised_or_not(figures, findings, i, line);
        }
    }
    if checked { Ok(Applies::Yes) } else { Err(Missing::one(at!(expenditure.lines))) }
}

/// Those that are filled and not zero.
fn amounts(document: &Document, i: usize, line: &ExpenditureLine) -> Vec<Amount> {
    let row = at!(expenditure.lines[i]);
    let is_basic = line.basic.is_some_and(|basic| !basic.is_zero());
    let all = [
        ("年初预算", witness::line_budget(document, i, BudgetBasis::Initial), row.field("initial_budget")),
        ("全年预算", witness::line_budget(document, i, BudgetBasis::Adjusted), row.field("adjusted_budget")),
        ("决算", line.total(), row.field(if is_basic { "basic" } else { "project" })),
        ("上年决算", line.prior_actual, row.field("prior_actual")),
    ];
    let filled = all.into_iter().filter_map(|(words, value, place)| {
        let value = value.filter(|value| !value.is_zero())?;
        Some(Amount { words, value, place })
    });
    filled.collect()
}

/// The one that stands out by a factor of three from all others, which agree among themselves. Money that came in the
/// middle of a year explains a small budget at its beginning, unless last year was as large.
fn odd_one(amounts: &[Amount]) -> Option<&Amount> {
    amounts.iter().find(|one| {
        let others: Vec<&Amount> = amounts.iter().filter(|other| other.place != one.place).collect();
        let agree = others.iter().all(|a| others.iter().all(|b| times(a.value, b.value) < Decimal::TWO));
        let stands_out = others.iter().all(|other| times(one.value, other.value) >= Decimal::from(3));
        // Two witnesses, or one and the trace of a slip.
        let is_slip = || others.iter().any(|other| is_power_of_ten(times(one.value, other.value)));
        agree && stands_out && (others.len() > 2 || (!others.is_empty() && is_slip()))
    })
}

/// How many times the larger is the smaller.
fn times(one: Money, other: Money) -> Decimal {
    let (small, large) = if one.abs() < other.abs() { (one, other) } else { (other, one) };
    large.yuan().abs().checked_div(small.yuan().abs()).unwrap_or(Decimal::MAX)
}

fn is_power_of_ten(times: Decimal) -> bool {
    [10, 100, 1_000, 10_000].iter().any(|power| {
        let power = Decimal::from(*power);
        (times - power).abs() * Decimal::from(50) <= power
    })
}

fn report(figures: &Figures, findings: &mut Findings, i: usize, odd: &Amount, amounts: &[Amount]) {
    let label = figures.label(&at!(expenditure.lines[i].reason).into());
    let others: Vec<&Amount> = amounts.iter().filter(|amount| amount.place != odd.place).collect();
    let words: Vec<String> =
        others.iter().map(|amount| format!("{} {}", amount.words, findings.amount(amount.value))).collect();
    let message = format!(
        "{}的{} {}，{}{}{}",
        label.trim_end_matches("›预决算差异原因"),
        odd.words,
        findings.amount(odd.value),
        words.join("、"),
        findings.unit(),
        others.first().map_or("", |other| slip(odd.value, other.value))
    );
    findings.report([odd.place].into_iter().chain(others.iter().map(|amount| amount.place)), message);
}

/// More was spent than the whole year's budget allowed, and the reason does not say so. Whether it was reported.
fn overspent(figures: &Figures, findings: &mut Findings, i: usize, line: &ExpenditureLine) -> bool {
    let budget = witness::line_budget(&figures.document, i, BudgetBasis::Adjusted);
    let (Some(budget), Some(actual)) = (budget, line.total()) else { return false };
    let above = actual - budget;
    let tail = figures.tables.envelope(2);
    let is_much = above > tail && above.yuan() * Decimal::from(200) > budget.yuan();
    if !is_much || reasons::only_way(&line.reason) == Some(reasons::Way::Up) && !line.reason.contains("追加") {
        return false;
    }
    let row = at!(expenditure.lines[i]);
    let label = figures.label(&row.field("reason").into());
    let message = format!(
        "{}决算 {}，大于全年预算 {}，多出 {}{}",
        label.trim_end_matches("›预决算差异原因"),
        findings.amount(actual),
        findings.amount(budget),
        findings.amount(above),
        findings.unit()
    );
    findings.report(["adjusted_budget", "basic", "project", "reason"].map(|field| row.field(field)), message);
    true
}

/// The reason says that the budget was raised in the year, and it was not; or it was changed much without a reason.
fn raised_or_not(figures: &Figures, findings: &mut Findings, i: usize, line: &ExpenditureLine) {
    let budgets =
        [BudgetBasis::Initial, BudgetBasis::Adjusted].map(|basis| witness::line_budget(&figures.document, i, basis));
    let [Some(initial), Some(adjusted)] = budgets else { return };
    let change = adjusted - initial;
    let is_said_raised = line.reason.contains("追加");
    let is_lowered = is_said_raised && change.is_negative() && change.abs() > figures.tables.envelope(2);
    // Where the whole year's budget is as last year's spending, it is the budget at the beginning that is odd.
    let is_as_last_year =
        line.prior_actual.is_some_and(|prior| times(adjusted, prior) <= Decimal::new(11, 1) && !prior.is_zero());
    let is_much = change.abs().yuan() * Decimal::from(100) >= initial.abs().yuan() * Decimal::from(15);
    let is_unexplained = line.reason.trim().is_empty()
        && !initial.is_zero()
        && figures.profile.basis == BudgetBasis::Adjusted
        && is_as_last_year
        && is_much;
    if !is_lowered && !is_unexplained {
        return;
    }
    let row = at!(expenditure.lines[i]);
    let label = figures.label(&row.field("reason").into());
    let message = format!(
        "{}年初预算 {}，全年预算 {}，{} {}{}，{}",
        label.trim_end_matches("›预决算差异原因"),
        findings.amount(initial),
        findings.amount(adjusted),
        if change.is_negative() { "调减" } else { "调增" },
        findings.amount(change.abs()),
        findings.unit(),
        if is_lowered { "原因却说追加预算" } else { "没有说明" }
    );
    let finding =
        findings.report(["initial_budget", "adjusted_budget", "reason"].map(|field| row.field(field)), message);
    if !is_lowered {
        finding.downgrade(Severity::Hint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn line(initial: &'static str, adjusted: &'static str, prior: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].initial_budget), initial),
            (at!(expenditure.lines[0].adjusted_budget), adjusted),
            (at!(expenditure.lines[0].basic), "106.80"),
            (at!(expenditure.lines[0].prior_actual), prior),
        ]
    }

    #[test]
    fn one_of_four_stands_out() {
        fires(
            &RULE,
            &line("1036", "106.80", "102.98"),
            "支出项目›支出明细›2012901 行政运行的年初预算 1,036.00，全年预算 106.80、决算 106.80、上年决算 102.98万元，疑似多录或少录一位",
        );
        fires(
            &RULE,
            &line("103.6", "1068.02", "102.98"),
            "支出项目›支出明细›2012901 行政运行的全年预算 1,068.02，年初预算 103.60、决算 106.80、上年决算 102.98万元，疑似多录或少录一位",
        );
        fires(
            &RULE,
            &line("103.6", "106.80", "0.0103"),
            "支出项目›支出明细›2012901 行政运行的上年决算 0.0103，年初预算 103.60、全年预算 106.80、决算 106.80万元，疑似元、万元混用",
        );
        passes(&RULE, &line("103.6", "106.80", "102.98"));
    }

    #[test]
    fn money_of_the_middle_of_the_year_is_no_slip() {
        passes(&RULE, &line("20", "106.80", ""));
        passes(&RULE, &line("20", "106.80", "25"));
        passes(&RULE, &line("0", "106.80", "102.98"));
        fires(
            &RULE,
            &line("10.68", "106.80", ""),
            "支出项目›支出明细›2012901 行政运行的年初预算 10.68，全年预算 106.80、决算 106.80万元，疑似多录或少录一位",
        );
    }

    #[test]
    fn no_more_is_spent_than_the_whole_budget() {
        let mut cells = line("103.6", "95", "102.98");
        fires(&RULE, &cells, "支出项目›支出明细›2012901 行政运行决算 106.80，大于全年预算 95.00，多出 11.80万元");
        cells.push((at!(expenditure.lines[0].reason), "慰问人数增加，用事业收入列支"));
        passes(&RULE, &cells);
    }

    #[test]
    fn a_budget_that_was_raised_is_larger() {
        let with = |initial, reason| {
            let mut cells = line(initial, "106.80", "102.98");
            cells.push((at!(unit.budget_basis), "全年预算"));
            cells.push((at!(expenditure.lines[0].reason), reason));
            cells
        };
        fires(
            &RULE,
            &with("130.6", "晋级增资，县财政相应追加预算"),
            "支出项目›支出明细›2012901 行政运行年初预算 130.60，全年预算 106.80，调减 23.80万元，原因却说追加预算",
        );
        passes(&RULE, &with("103.6", "晋级增资，县财政相应追加预算"));
        fires(
            &RULE,
            &with("90.6", ""),
            "支出项目›支出明细›2012901 行政运行年初预算 90.60，全年预算 106.80，调增 16.20万元，没有说明",
        );
        passes(&RULE, &with("106.5", ""));
    }

    #[test]
    fn one_number_alone_is_not_checked() {
        is_not_checked(&RULE, &[(at!(expenditure.lines[0].basic), "106.80")]);
    }
}

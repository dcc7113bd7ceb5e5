//! M04: an amount of an odd magnitude.

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use crate::{
    at,
    document::{Fund, Path},
    figures::Figures,
    money::Money,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

use super::{
    prior_figures_disagree::witness,
    scan::{by_page, for_each_amount, names},
};

pub static RULE: Rule = Rule {
    id: "M04",
    severity: Severity::Error,
    title: "金额数量级异常",
    checks: "任何金额不超过上年收入支出总计的10倍（倍数可在“本文件的设置”的“审核参数”里调整）",
    basis: "全部决算公开表",
    remedy: "核对金额单位（元、万元）和位数；上年总计填错的，先更正上年数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let prior_at = at!(income.prior_total);
    let prior = document.income.prior_total.need(prior_at)?;
    if prior.is_zero() {
        return Ok(Applies::No);
    }
    // A total that its own lines contradict is no measure.
    let measure = match witness(figures, &[Fund::Other]) {
        Some(witness) if is_far(prior, witness.sum) => witness.sum,
        _ => prior,
    };
    let factor = document.parameters.magnitude_factor.0.unwrap_or(Decimal::TEN);
    let limit = measure.yuan().abs() * factor;
    let mut large: Vec<(Path, Money)> = Vec::new();
    for_each_amount(document, &mut |amount, place| {
        if amount.yuan().abs() > limit {
            large.push((place(), amount));
        }
    });
    for (_, places) in by_page(large.iter().map(|(place, _)| *place)) {
        let own: FxHashSet<Path> = places.iter().copied().collect();
        let largest = large.iter().filter(|(place, _)| own.contains(place)).map(|(_, amount)| amount.abs()).max();
        let message = format!(
            "{}超过上年总计 {}{unit}的{factor}倍，最大 {}{unit}",
            names(figures, &places),
            findings.amount(measure),
            largest.map_or_else(String::new, |amount| findings.amount(amount)),
            unit = findings.unit()
        );
        findings.report(places.into_iter().chain([prior_at]), message);
    }
    Ok(Applies::Yes)
}

/// Whether one is more than three times the other.
fn is_far(one: Money, other: Money) -> bool {
    let (small, large) = if one.abs() < other.abs() { (one, other) } else { (other, one) };
    !small.is_zero() && large.yuan().abs() > small.yuan().abs() * Decimal::from(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(prior: &'static str, now: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(income.prior_total), prior), (at!(expenditure.lines[0].basic), now)]
    }

    #[test]
    fn ten_times_last_year_is_odd() {
        passes(&RULE, &cells("20", "200"));
        fires(
            &RULE,
            &cells("20", "200.01"),
            "支出项目›支出明细›第1行›基本支出超过上年总计 20.00万元的10倍，最大 200.01万元",
        );
        let mut wide = cells("20", "200.01");
        wide.push((at!(parameters.magnitude_factor), "20"));
        passes(&RULE, &wide);
    }

    #[test]
    fn without_last_year_there_is_no_measure() {
        is_not_checked(&RULE, &cells("", "200"));
        is_not_applicable(&RULE, &cells("0", "200"));
    }
}

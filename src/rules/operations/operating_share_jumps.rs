//! F11: the share of operating costs in public expenditure jumps against last year.

use rust_decimal::Decimal;

use crate::{
    at,
    figures::{CellKey, Column, Figures, Line, Source, T08},
    percent::Percent,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "F11",
    severity: Severity::Warning,
    title: "机关运行经费占公用经费的比例与上年相差悬殊",
    checks: "机关运行经费 ÷ 公用经费，本年与上年相差不到20个百分点",
    basis: "机关运行经费是行政单位、参公单位的公用经费：两年口径应当一致",
    remedy: "核对本年和上年的机关运行经费、公用经费；单位增减、口径变化的写明",
    state: State::Active(run),
};

const MOST: i64 = 20;

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let operating = &figures.document.other.operating;
    let public_at = CellKey::line(T08, Line::Public, Column::Amount);
    let prior_at = at!(other.prior.public);
    let now = operating.amount.need(at!(other.operating.amount))?;
    let before = operating.prior.need(at!(other.operating.prior))?;
    let public = figures.tables.printed(public_at).need(public_at)?;
    let prior = figures.document.other.prior.public.need(prior_at)?;
    let shares = (Percent::ratio(now.yuan(), public.yuan()), Percent::ratio(before.yuan(), prior.yuan()));
    let (Some(now_share), Some(before_share)) = shares else { return Ok(Applies::No) };
    if now.is_zero() || before.is_zero() {
        return Ok(Applies::No);
    }
    if (now_share.value() - before_share.value()).abs() > Decimal::from(MOST) {
        let message = format!(
            "机关运行经费本年 {}，占公用经费 {} 的{now_share}；上年 {}，占 {}{} 的{before_share}",
            findings.amount(now),
            findings.amount(public),
            findings.amount(before),
            findings.amount(prior),
            findings.unit()
        );
        let cells: [Source; 4] =
            [at!(other.operating.amount).into(), at!(other.operating.prior).into(), public_at.into(), prior_at.into()];
        findings.report(cells, message);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes},
    };

    fn cells(now: &'static str, before: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(other.operating.amount), now),
            (at!(other.operating.prior), before),
            (at!(other.prior.public), "27.46"),
            (at!(expenditure.economic[0].economic), "30201"),
            (at!(expenditure.economic[0].amount), "28.33"),
        ]
    }

    #[test]
    fn two_years_are_measured_alike() {
        passes(&RULE, &cells("25.61", "24.83"));
        fires(
            &RULE,
            &cells("16.51", "24.83"),
            "机关运行经费本年 16.51，占公用经费 28.33 的58.28%；上年 24.83，占 27.46万元 的90.42%",
        );
        is_not_applicable(&RULE, &cells("0", "24.83"));
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("25.61", ""));
    }
}

//! B17: the opening balance is last year's closing balance.

use crate::{
    at,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, Side, State, Tolerance, kit::relation::Tally},
};

pub static RULE: Rule = Rule {
    id: "B17",
    severity: Severity::Warning,
    title: "年初结转和结余与上年年末不一致",
    checks: "每种资金的年初结转和结余 ＝ 上年决算的年末结转和结余",
    basis: "与上年度决算衔接",
    remedy: "与上年公开的决算核对；确有调整的，在变动原因中说明",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let (opening, closing) = (&document.income.opening, &document.other.prior.closing);
    let funds = [
        (at!(income.opening.gpb), opening.gpb, at!(other.prior.closing.gpb), closing.gpb),
        (at!(income.opening.fund), opening.fund, at!(other.prior.closing.fund), closing.fund),
        (at!(income.opening.soc), opening.soc, at!(other.prior.closing.soc), closing.soc),
        (at!(income.opening.other), opening.other, at!(other.prior.closing.other), closing.other),
    ];
    let mut tally = Tally::default();
    for (now_at, now, before_at, before) in funds {
        match (Side::one(figures, now_at, now), Side::one(figures, before_at, before)) {
            (Some(actual), Some(expected)) => {
                tally.checked();
                findings.compare(&actual, &expected, Tolerance::Same);
            }
            (None, None) => {}
            (None, Some(_)) => tally.lacks(now_at),
            (Some(_), None) => tally.lacks(before_at),
        }
    }
    if opening.parts().iter().chain(&closing.parts()).all(Option::is_none) {
        tally.lacks(at!(income.opening.gpb));
        tally.lacks(at!(other.prior.closing.gpb));
    }
    tally.outcome()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    #[test]
    fn compares_fund_by_fund() {
        let (now, before) = (at!(income.opening.fund), at!(other.prior.closing.fund));
        passes(&RULE, &[(now, "3"), (before, "3")]);
        fires(
            &RULE,
            &[(now, "3"), (before, "2.5")],
            "收入›年初结转和结余›政府性基金预算财政拨款 3.00，其他事项›上年数›上年年末结转和结余›政府性基金预算财政拨款 2.50，相差 0.50万元",
        );
        is_not_checked(&RULE, &[(now, "3")]);
    }
}

//! B17: the opening balance is last year's closing balance.

use crate::{
    at,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, Side, State, Tolerance, kit::relation::Tally},
};

pub static RULE: Rule = Rule {
    id: "B17",
    severity: Severity::Warning,
    title: "年初结转和结余与上年年末不一致，或年初调整没有原因",
    checks: "每种资金的年初结转和结余 ＝ 上年决算的年末结转和结余 ＋ 年初调整；填了年初调整的，写明原因",
    basis: "与上年度决算衔接",
    remedy: "与上年公开的决算核对，不同的改正或清空年初数；确有调整的，填年初调整和原因",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let prior = &document.other.prior;
    let amounts = document.income.opening.parts().into_iter().zip(prior.closing.parts()).zip(prior.adjustment.parts());
    let mut tally = Tally::default();
    for (field, ((now, before), adjustment)) in ["gpb", "fund", "soc", "other"].into_iter().zip(amounts) {
        let [now_at, before_at, adjustment_at] =
            [at!(income.opening), at!(other.prior.closing), at!(other.prior.adjustment)]
                .map(|group| group.field(field));
        let adjusted = Side::one(figures, adjustment_at, adjustment);
        match (Side::one(figures, now_at, now), Side::one(figures, before_at, before)) {
            (Some(actual), Some(expected)) => {
                tally.checked();
                let expected = match adjusted {
                    Some(adjusted) => expected.plus(adjusted),
                    None => expected,
                };
                findings.compare(&actual, &expected, Tolerance::Same);
            }
            (None, None) if adjusted.is_none() => {}
            (None, _) => tally.lacks(now_at),
            (Some(_), None) => tally.lacks(before_at),
        }
        if let Some(adjustment) = adjustment.filter(|amount| !amount.is_zero() && prior.adjustment.reason.is_blank()) {
            let message = format!("年初调整 {}{}，没有写明原因", findings.amount(adjustment), findings.unit());
            findings.report([at!(other.prior.adjustment.reason), adjustment_at], message);
        }
    }
    if document.income.opening.parts().iter().chain(&prior.closing.parts()).all(Option::is_none) {
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
            "收入›年初结转和结余›政府性基金预算财政拨款 3.00，上年数›上年年末结转和结余›政府性基金预算财政拨款 2.50，相差 0.50万元",
        );
        is_not_checked(&RULE, &[(now, "3")]);
    }
    #[test]
    fn an_adjustment_explains_the_difference_and_is_explained_itself() {
        let (now, before) = (at!(income.opening.fund), at!(other.prior.closing.fund));
        let (adjustment, reason) = (at!(other.prior.adjustment.fund), at!(other.prior.adjustment.reason));
        let explained = [(now, "3"), (before, "2.5"), (adjustment, "0.5"), (reason, "审计调整以前年度支出")];
        passes(&RULE, &explained);
        passes(&RULE, &explained[1..]);
        fires(&RULE, &explained[..3], "年初调整 0.50万元，没有写明原因");
        let other = [&explained[..2], &[(adjustment, "-0.2"), explained[3]]].concat();
        fires(
            &RULE,
            &other,
            "收入›年初结转和结余›政府性基金预算财政拨款 3.00，上年数›上年年末结转和结余›政府性基金预算财政拨款 ＋ 上年数›年初调整›政府性基金预算财政拨款 2.30，相差 0.70万元",
        );
        is_not_checked(&RULE, &[(adjustment, "0.5"), (reason, "审计调整")]);
    }
}

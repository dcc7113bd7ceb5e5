//! C20: a large rate on little money.

use crate::{
    at,
    figures::Figures,
    money::Money,
    percent::Ratio,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use rust_decimal::Decimal;

use super::compared::with_last_year;

pub static RULE: Rule = Rule {
    id: "C20",
    severity: Severity::Hint,
    title: "小基数变动，幅度仅供参考",
    checks: "增减幅度超过50%而增减额不足0.1万元",
    basis: "部门决算公开说明七",
    remedy: "核对两年的金额；无误时可在原因中说明基数较小",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let (compared, missing) = with_last_year(figures);
    for item in &compared {
        let (Some(change), Ratio::Percent(percent)) = (item.change(), item.growth.rate) else { continue };
        if percent.value().abs() > Decimal::from(LARGE_PERCENT) && change.abs() < Money::from_fen(SMALL_FEN) {
            let message = format!(
                "{}只变动 {}{}，幅度却是{}",
                item.words(),
                findings.amount(change.abs()),
                findings.unit(),
                item.growth.words()
            );
            findings.report(item.inputs().into_iter().rev(), message);
        }
    }
    if !compared.is_empty() {
        return Ok(Applies::Yes);
    }
    Err(if missing.is_empty() { Missing::one(at!(income.prior_total)) } else { Missing(missing) })
}

const LARGE_PERCENT: u32 = 50;
/// 0.1 万元
const SMALL_FEN: i64 = 100_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn reception(now: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![(at!(three_public.actual.reception_domestic), now), (at!(three_public.prior.reception_domestic), "0.05")]
    }

    #[test]
    fn a_large_rate_on_little_money_is_pointed_out() {
        fires(&RULE, &reception("0.09"), "公开13表 决算数合计只变动 0.04万元，幅度却是增长80%");
        passes(&RULE, &reception("0.07"));
        passes(&RULE, &reception("0.15"));
    }

    #[test]
    fn without_last_year_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(three_public.actual.reception_domestic), "0.09")]);
    }
}

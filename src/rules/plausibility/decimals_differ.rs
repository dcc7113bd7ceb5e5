//! M03: numbers of decimals differ.

use crate::{
    at,
    document::{Path, Precision},
    figures::Figures,
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::scan::{by_page, for_each_amount, names, no_amounts};

pub static RULE: Rule = Rule {
    id: "M03",
    severity: Severity::Warning,
    title: "小数位数不统一",
    checks: "数据精度为万元两位时，金额都是两位小数的万元（单价标准除外）",
    basis: "决算公开说明与附件全文",
    remedy: "改为两位小数的万元；如有元级数据，请在“本文件的设置”的“单位和精度”里把数据精度改为“元级”",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    match figures.document.unit.precision {
        None => return Err(Missing::one(at!(unit.precision))),
        Some(Precision::Fen) => return Ok(Applies::No),
        Some(Precision::WanTwo) => {}
    }
    let mut seen = false;
    let mut finer: Vec<Path> = Vec::new();
    for_each_amount(&figures.document, &mut |amount, place| {
        seen = true;
        if !is_wan_two(amount) {
            finer.push(place());
        }
    });
    finer.retain(|place| place.last_field() != Some("standard"));
    for (_, places) in by_page(finer) {
        let message = format!("{}多于两位小数（万元）", names(figures, &places));
        findings.report(places, message);
    }
    if seen { Ok(Applies::Yes) } else { Err(Missing(no_amounts())) }
}

/// [`Money::is_wan2`] without a division: it is asked of every amount.
fn is_wan_two(amount: Money) -> bool {
    const FEN_PER_STEP: i128 = 10_000;
    let yuan = amount.yuan();
    let fen = match yuan.scale() {
        0 => yuan.mantissa() * 100,
        1 => yuan.mantissa() * 10,
        2 => yuan.mantissa(),
        _ => return amount.is_wan2(),
    };
    fen % FEN_PER_STEP == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(precision: Precision, amount: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(unit.precision), precision.name()), (at!(performance.projects[0].fiscal), amount)]
    }

    #[test]
    fn two_decimals_throughout() {
        passes(&RULE, &cells(Precision::WanTwo, "3.66"));
        fires(&RULE, &cells(Precision::WanTwo, "3.664"), "项目绩效›项目›第1行›执行数：财政资金多于两位小数（万元）");
        is_not_applicable(&RULE, &cells(Precision::Fen, "3.664"));
        let standard = [(at!(unit.precision), "wan2"), (at!(performance.projects[0].parts[0].standard), "0.0085")];
        passes(&RULE, &standard);
    }

    #[test]
    fn the_quick_test_agrees_with_the_exact_one() {
        for fen in [0, 1, 99, 100, 9_999, 10_000, 123_450_000, -10_000, -5_000] {
            let amount = Money::from_fen(fen);
            assert_eq!(is_wan_two(amount), amount.is_wan2(), "{amount:?}");
        }
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[(at!(unit.precision), "wan2")]);
    }
}

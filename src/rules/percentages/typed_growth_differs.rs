//! C07 文字中直接写的增减幅度应当与算出的一致。

use crate::{
    report::{Fit, PercentKind},
    rules::{Findings, Outcome, Printed, Rule, Severity, State, kit::typed::report_typed},
};

pub static RULE: Rule = Rule {
    id: "C07",
    severity: Severity::Error,
    title: "增减幅度计算错误",
    checks: "增减幅度 ＝ 增减额 ÷ 上年数 × 100%，四舍五入到两位小数；文字中直接写的幅度也一样",
    basis: "部门决算公开说明中的占比、增减和完成率",
    remedy: "核对上年数",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    Ok(report_typed(printed, findings, |typed| {
        typed.percent == Some(PercentKind::Growth) && !matches!(typed.fit, Fit::OtherWay | Fit::Shifted)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, is_not_applicable, passes},
    };

    fn cells(text: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "232.34"),
            (at!(other.prior.gpb_total), "316.23"),
            (at!(expenditure.gpb_reason), text),
        ]
    }

    #[test]
    fn a_typed_rate_is_compared() {
        fires(&RULE, &cells("支出下降26.52%，是项目减少"), &["26.52%", "26.53%", "截断"]);
        fires(&RULE, &cells("支出下降26.53%，是项目减少"), &["26.53%"]);
        passes(&RULE, &cells("职工人数下降3.1%，是项目减少"));
        is_not_applicable(&RULE, &[]);
    }
}

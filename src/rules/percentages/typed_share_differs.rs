//! C01 文字中直接写的占比应当与算出的一致。

use crate::{
    report::PercentKind,
    rules::{Findings, Outcome, Printed, Rule, Severity, State, kit::typed::report_typed},
};

pub static RULE: Rule = Rule {
    id: "C01",
    severity: Severity::Error,
    title: "占比计算错误",
    checks: "占比 ＝ 部分 ÷ 合计 × 100%，四舍五入到两位小数；文字中直接写的占比也一样",
    basis: "部门决算公开说明中的占比、增减和完成率",
    remedy: "按金额重算占比",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    Ok(report_typed(printed, findings, |typed| typed.percent == Some(PercentKind::Share)))
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
            (at!(expenditure.lines[0].basic), "200.09"),
            (at!(expenditure.lines[0].project), "32.25"),
            (at!(expenditure.closing.gpb), "0"),
            (at!(expenditure.gpb_reason), text),
        ]
    }

    #[test]
    fn a_typed_share_is_compared() {
        fires(&RULE, &cells("其中基本支出占86.11%"), &["86.11%", "86.12%", "截断"]);
        fires(&RULE, &cells("其中基本支出占86.12%"), &["86.12%", "基本支出"]);
        passes(&RULE, &cells("本地职工占30.5%"));
        passes(&RULE, &cells("其中基本支出占⟦spending.share.basic⟧"));
        is_not_applicable(&RULE, &[]);
    }
}

//! C15 文字中直接写的完成率应当与算出的一致。

use crate::{
    report::PercentKind,
    rules::{Findings, Outcome, Printed, Rule, Severity, State, kit::typed::report_typed},
};

pub static RULE: Rule = Rule {
    id: "C15",
    severity: Severity::Error,
    title: "完成预算百分比计算错误",
    checks: "完成预算 ＝ 决算数 ÷ 预算数 × 100%，四舍五入到两位小数；文字中直接写的完成率也一样",
    basis: "部门决算公开说明中的占比、增减和完成率",
    remedy: "按选定的预算口径重算",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    Ok(report_typed(printed, findings, |typed| typed.percent == Some(PercentKind::Completion)))
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
            (at!(expenditure.lines[0].adjusted_budget), "250"),
            (at!(expenditure.gpb_reason), text),
        ]
    }

    #[test]
    fn a_typed_completion_is_compared() {
        fires(&RULE, &cells("一般公共预算支出完成预算92.93%"), &["92.93%", "92.94%", "截断"]);
        fires(&RULE, &cells("一般公共预算支出完成预算92.94%"), &["92.94%"]);
        passes(&RULE, &cells("完成培训计划的87.5%"));
        is_not_applicable(&RULE, &[]);
    }
}

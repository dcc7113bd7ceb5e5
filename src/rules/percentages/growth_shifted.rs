//! C11 文字中直接写的增减幅度不应小数点错位。

use crate::{
    report::{Fit, PercentKind},
    rules::{Findings, Outcome, Printed, Rule, Severity, State, kit::typed::report_typed},
};

pub static RULE: Rule = Rule {
    id: "C11",
    severity: Severity::Error,
    title: "增减幅度疑似小数点错位",
    checks: "文字中直接写的增减幅度与按金额重算的不相差10倍、100倍",
    basis: "部门决算公开说明中的占比、增减和完成率",
    remedy: "按金额重算",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    Ok(report_typed(printed, findings, |typed| typed.percent == Some(PercentKind::Growth) && typed.fit == Fit::Shifted))
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
    fn the_point_is_where_it_belongs() {
        fires(&RULE, &cells("支出下降2.653%，是项目减少"), &["2.653%", "26.53%", "小数点"]);
        passes(&RULE, &cells("支出下降26.53%，是项目减少"));
        is_not_applicable(&RULE, &[]);
    }
}

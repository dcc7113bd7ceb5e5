//! C10 文字中直接写的增减方向应当与数据一致。

use crate::{
    report::Fit,
    rules::{Findings, Outcome, Printed, Rule, Severity, State, kit::typed::report_typed},
};

pub static RULE: Rule = Rule {
    id: "C10",
    severity: Severity::Error,
    title: "增减方向用词与数据相反",
    checks: "增长对应正数，下降对应负数；文字中直接写的也一样",
    basis: "部门决算公开说明中的占比、增减和完成率",
    remedy: "按数据改正用词",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    Ok(report_typed(printed, findings, |typed| typed.fit == Fit::OtherWay))
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
    fn the_word_goes_with_the_sign() {
        fires(&RULE, &cells("支出增长26.53%，是项目增加"), &["26.53%", "方向相反"]);
        passes(&RULE, &cells("支出下降26.53%，是项目减少"));
        is_not_applicable(&RULE, &[]);
    }
}

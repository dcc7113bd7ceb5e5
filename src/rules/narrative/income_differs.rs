//! D02 说明二的各项收入应当与公开01、02表一致。

use crate::{
    figures::{CellKey, T01, T02},
    rules::{Findings, Outcome, Printed, Rule, Severity, State},
};

use super::claims::{Claim, Fact, check};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "D02",
    severity: Severity::Error,
    title: "二、收入说明金额与表不符",
    checks: "说明二各项收入 ＝ 公开01、02表相应合计",
    basis: super::BASIS,
    remedy: "按公开02表改正文字",
    state: State::Printed(run),
};

const fn line(line: &'static str) -> Fact {
    Fact::Cell(CellKey::line(T01, line, "amount"))
}

const CLAIMS: &[Claim] = &[
    Claim::main("本年收入合计", &[line("I_sum"), Fact::Cell(CellKey::total(T02, "tot"))]),
    Claim::part("一般公共预算财政拨款收入", &[line("I1")]),
    Claim::part("政府性基金预算财政拨款收入", &[line("I2")]),
    Claim::part("国有资本经营预算财政拨款收入", &[line("I3")]),
    Claim::part("上级补助收入", &[line("I4")]),
    Claim::part("事业收入", &[line("I5")]),
    Claim::part("经营收入", &[line("I6")]),
    Claim::part("附属单位上缴收入", &[line("I7")]),
    Claim::part("其他收入", &[line("I8")]),
];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    check(printed, findings, &["income"], CLAIMS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::testing::{fires, is_not_checked, passes, with_addition},
    };

    fn cells() -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "200.09"),
            (at!(expenditure.lines[0].project), "32.25"),
            (at!(expenditure.closing.gpb), "0"),
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "232.34"),
            (at!(income.opening.gpb), "0"),
        ]
    }

    #[test]
    fn the_text_quotes_the_table() {
        passes(&RULE, &cells());
        passes(&RULE, &with_addition(cells(), "income", "一般公共预算财政拨款收入为232.34万元。"));
        fires(
            &RULE,
            &with_addition(cells(), "income", "一般公共预算财政拨款收入232.43万元。"),
            &["232.43万元", "232.34万元"],
        );
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[]);
    }
}

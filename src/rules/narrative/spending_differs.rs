//! D03 说明三的各项支出应当与公开03表一致。

use crate::{
    figures::{CellKey, T03},
    rules::{Findings, Outcome, Printed, Rule, Severity, State},
};

use super::claims::{Claim, Fact, check};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "D03",
    severity: Severity::Error,
    title: "三、支出说明金额与表不符",
    checks: "说明三各项支出 ＝ 公开03表各列合计",
    basis: super::BASIS,
    remedy: "按公开03表改正文字",
    state: State::Printed(run),
};

const fn column(column: &'static str) -> Fact {
    Fact::Cell(CellKey::total(T03, column))
}

const CLAIMS: &[Claim] = &[
    Claim::main("本年支出合计", &[column("tot")]),
    Claim::main("基本支出", &[column("basic")]),
    Claim::main("项目支出", &[column("proj")]),
    Claim::part("上缴上级支出", &[column("up")]),
    Claim::part("经营支出", &[column("oper")]),
    Claim::part("对附属单位补助支出", &[column("subsid")]),
];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    check(printed, findings, &["spending"], CLAIMS)
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
        passes(&RULE, &with_addition(cells(), "spending", "项目支出32.25万元用于职工服务。"));
        fires(&RULE, &with_addition(cells(), "spending", "其中基本支出209万元。"), &["基本支出209万元", "200.09万元"]);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[]);
    }
}

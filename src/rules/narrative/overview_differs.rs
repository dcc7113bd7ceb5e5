//! D01 说明一的收支总计应当与公开01表一致。

use crate::{
    figures::{CellKey, T01},
    rules::{Findings, Outcome, Printed, Rule, Severity, State},
};

use super::claims::{Claim, Fact, check};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "D01",
    severity: Severity::Error,
    title: "一、总体情况金额与公开01表不符",
    checks: "说明一的收支总计 ＝ 公开01表收入总计、支出总计",
    basis: super::BASIS,
    remedy: "按公开01表改正文字",
    state: State::Printed(run),
};

const INCOME: Fact = Fact::Cell(CellKey::line(T01, "I_tot", "amount"));
const SPENDING: Fact = Fact::Cell(CellKey::line(T01, "E_tot", "amount"));
const CHANGE: Fact = Fact::Change("total.growth");

const CLAIMS: &[Claim] = &[
    Claim::main("收入总计", &[INCOME]),
    Claim::main("支出总计", &[SPENDING]),
    Claim::main("支出总计均", &[INCOME, SPENDING]),
    Claim::part("总计", &[CHANGE]),
];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    check(printed, findings, &["overview"], CLAIMS)
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
        passes(&RULE, &with_addition(cells(), "overview", "收入总计232.34万元。"));
        fires(&RULE, &with_addition(cells(), "overview", "2024年度收入总计250万元。"), &["收入总计250万元", "232.34"]);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[]);
    }
}

//! D04 说明四的财政拨款总计应当与公开04表一致。

use crate::{
    figures::{CellKey, T04},
    rules::{Findings, Outcome, Printed, Rule, Severity, State},
};

use super::claims::{Claim, Fact, check};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "D04",
    severity: Severity::Error,
    title: "四、财政拨款说明金额与公开04表不符",
    checks: "说明四的收支总计 ＝ 公开04表收入总计、支出总计",
    basis: super::BASIS,
    remedy: "按公开04表改正文字",
    state: State::Printed(run),
};

const INCOME: Fact = Fact::Cell(CellKey::line(T04, "I_tot", "amount"));
const SPENDING: Fact = Fact::Cell(CellKey::line(T04, "E_tot", "tot"));

const CLAIMS: &[Claim] = &[
    Claim::main("收入总计", &[INCOME]),
    Claim::main("支出总计", &[SPENDING]),
    Claim::main("支出总计均", &[INCOME, SPENDING]),
    Claim::part("总计", &[Fact::Change("fiscal.growth")]),
];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    check(printed, findings, &["fiscal"], CLAIMS)
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
        passes(&RULE, &with_addition(cells(), "fiscal", "财政拨款收入总计232.34万元。"));
        fires(&RULE, &with_addition(cells(), "fiscal", "财政拨款支出总计223.34万元。"), &["223.34万元", "232.34万元"]);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[]);
    }
}

//! D12 说明八、九应当与公开10、12表一致。

use crate::{
    figures::{CellKey, T03, T10, T12},
    rules::{Findings, Need, Outcome, Printed, Rule, Severity, State},
};

use super::claims::{Claim, Fact, check};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "D12",
    severity: Severity::Error,
    title: "八、九、基金和国资说明金额与表不符",
    checks: "说明八、九的金额 ＝ 公开10、12表",
    basis: super::BASIS,
    remedy: "按公开10、12表改正文字",
    state: State::Printed(run),
};

const CLAIMS: &[Claim] = &[
    Claim::main("政府性基金预算财政拨款支出", &[Fact::CellOrZero(CellKey::total(T10, "exp"))]),
    Claim::main("国有资本经营预算财政拨款支出", &[Fact::CellOrZero(CellKey::total(T12, "tot"))]),
    Claim::part("政府性基金预算财政拨款支出", &[Fact::Change("fund.growth")]),
    Claim::part("国有资本经营预算财政拨款支出", &[Fact::Change("soc.growth")]),
];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let total = CellKey::total(T03, "tot");
    printed.figures.tables.printed(total).need(total)?;
    check(printed, findings, &["fund", "state_capital"], CLAIMS)
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
            (at!(expenditure.lines[0].item), "2296002"),
            (at!(expenditure.lines[0].fund), "政府性基金预算"),
            (at!(expenditure.lines[0].project), "105"),
            (at!(expenditure.lines[1].item), "2230105"),
            (at!(expenditure.lines[1].fund), "国有资本经营预算"),
            (at!(expenditure.lines[1].project), "2"),
        ]
    }

    #[test]
    fn the_text_quotes_the_table() {
        passes(&RULE, &with_addition(cells(), "fund", "政府性基金预算财政拨款支出105万元。"));
        let wrong = with_addition(cells(), "fund", "政府性基金预算财政拨款支出135万元。");
        fires(&RULE, &wrong, &["135万元", "105.00万元"]);
        let absent = with_addition(cells()[..3].to_vec(), "state_capital", "国有资本经营预算财政拨款支出2万元。");
        fires(&RULE, &absent, &["2万元", "0.00万元"]);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[]);
    }
}

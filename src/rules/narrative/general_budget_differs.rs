//! D05 说明五（一）应当与公开06表一致，占比以公开03表合计为分母。

use crate::{
    figures::{CellKey, T06},
    rules::{Findings, Outcome, Printed, Rule, Severity, State},
};

use super::claims::{Claim, Fact, check};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "D05",
    severity: Severity::Error,
    title: "五（一）金额或占比口径不符",
    checks: "说明五（一）金额 ＝ 公开06表合计，占比分母 ＝ 公开03表合计",
    basis: super::BASIS,
    remedy: "按公开06表改正金额，占比以本年支出合计为分母",
    state: State::Printed(run),
};

const CLAIMS: &[Claim] = &[
    Claim::main("一般公共预算财政拨款支出", &[Fact::Cell(CellKey::total(T06, "tot"))]),
    Claim::part("一般公共预算财政拨款支出", &[Fact::Change("gpb.growth")]),
    Claim::part("占本年支出合计的", &[Fact::Share("gpb.share")]),
];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    check(printed, findings, &["gpb_overview"], CLAIMS)
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
        passes(&RULE, &with_addition(cells(), "gpb_overview", "占本年支出合计的100%。"));
        fires(&RULE, &with_addition(cells(), "gpb_overview", "占本年支出合计的86.12%。"), &["86.12%", "100%"]);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[]);
    }
}

//! D09 说明六的基本支出应当与公开08表一致。

use crate::{
    figures::{CellKey, T08},
    rules::{Findings, Outcome, Printed, Rule, Severity, State},
};

use super::claims::{Claim, Fact, check};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "D09",
    severity: Severity::Error,
    title: "六、基本支出说明加总或与公开08表不符",
    checks: "说明六的基本支出、人员经费、公用经费 ＝ 公开08表",
    basis: super::BASIS,
    remedy: "按公开08表改正文字",
    state: State::Printed(run),
};

const fn line(line: &'static str) -> Fact {
    Fact::Cell(CellKey::line(T08, line, "amount"))
}

const CLAIMS: &[Claim] = &[
    Claim::main("一般公共预算财政拨款基本支出", &[Fact::Cell(CellKey::total(T08, "amount"))]),
    Claim::main("人员经费", &[line("personnel")]),
    Claim::main("公用经费", &[line("public")]),
];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    check(printed, findings, &["basic"], CLAIMS)
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
            (at!(expenditure.lines[0].basic), "200"),
            (at!(expenditure.economic[0].economic), "30101"),
            (at!(expenditure.economic[0].amount), "184.5"),
            (at!(expenditure.economic[1].economic), "30201"),
            (at!(expenditure.economic[1].amount), "15.5"),
        ]
    }

    #[test]
    fn the_text_quotes_the_table() {
        passes(&RULE, &cells());
        let wrong = with_addition(cells(), "basic", "公用经费支出16.5万元，用于日常办公。");
        fires(&RULE, &wrong, &["16.5万元", "15.50万元"]);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[]);
    }
}

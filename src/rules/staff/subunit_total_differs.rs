//! K01: subordinate units, by kind.

use crate::{
    at,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::count_total::CountTotal},
};

pub static RULE: Rule = Rule {
    id: "K01",
    severity: Severity::Error,
    title: "下属单位总数与分类之和不一致",
    checks: "下属二级预算单位总数 ＝ 行政单位 ＋ 参公事业单位 ＋ 其他事业单位",
    basis: "部门概况编报要求",
    remedy: "核对机构设置各数；没有的类别填0",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let total = CountTotal {
        total: at!(unit.subunits.declared),
        words: "下属二级预算单位总数",
        parts: &[at!(unit.subunits.administrative), at!(unit.subunits.civil_service), at!(unit.subunits.institution)],
        sum_words: "行政、参公、其他事业单位合计",
        unit: "个",
    };
    total.check(figures, findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(declared: &'static str, civil: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(unit.subunits.declared), declared),
            (at!(unit.subunits.administrative), "0"),
            (at!(unit.subunits.civil_service), civil),
            (at!(unit.subunits.institution), "1"),
        ]
    }

    #[test]
    fn silent_when_equal() {
        passes(&RULE, &cells("1", "0"));
    }

    #[test]
    fn the_difference_is_named() {
        fires(&RULE, &cells("0", "0"), "下属二级预算单位总数 0个，行政、参公、其他事业单位合计 1个，相差 1个");
        fires(&RULE, &cells("0", ""), "下属二级预算单位总数 0个，行政、参公、其他事业单位合计 1个，相差 1个");
    }

    #[test]
    fn a_blank_kind_is_not_zero() {
        is_not_checked(&RULE, &cells("2", ""));
    }
}

//! K01 下属单位总数与分类之和不一致。

use crate::{
    at,
    document::Path,
    figures::Figures,
    rules::{Findings, Need, Outcome, Rule, Severity, State, prose::checked_unless},
};

/// See the fields.
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
    let units = &figures.document.unit.subunits;
    let kinds = [
        (at!(unit.subunits.administrative), units.administrative),
        (at!(unit.subunits.civil_service), units.civil_service),
        (at!(unit.subunits.institution), units.institution),
    ];
    let declared = units.declared.need(at!(unit.subunits.declared))?;
    let sum: u64 = kinds.iter().filter_map(|(_, count)| *count).map(u64::from).sum();
    let blank: Vec<Path> = kinds.iter().filter(|(_, count)| count.is_none()).map(|(path, _)| *path).collect();
    // A blank kind could only add to the sum.
    if sum > u64::from(declared) || (sum != u64::from(declared) && blank.is_empty()) {
        let message = format!(
            "下属二级预算单位总数 {declared}个，行政、参公、其他事业单位合计 {sum}个，相差 {}个",
            sum.abs_diff(declared.into())
        );
        let cells = [at!(unit.subunits.declared)].into_iter().chain(kinds.iter().map(|(path, _)| *path));
        findings.report(cells, message).values(sum.to_string(), declared.to_string());
    }
    checked_unless(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{fires, is_not_checked, passes};

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
        fires(&RULE, &cells("0", "0"), &["0个", "1个", "相差 1个"]);
        fires(&RULE, &cells("0", ""), &["1个"]);
    }

    #[test]
    fn a_blank_kind_is_not_zero() {
        is_not_checked(&RULE, &cells("2", ""));
        is_not_checked(&RULE, &[]);
    }
}

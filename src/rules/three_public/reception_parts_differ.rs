//! E01: the reception fee is domestic plus foreign reception.

use crate::{
    at,
    figures::{CellKey, Column, Figures, T13},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "E01",
    severity: Severity::Error,
    title: "公务接待费与国内接待、外事接待之和不一致",
    checks: "公务接待费 ＝ 国内公务接待费 ＋ 外事接待费（预算数、决算数各一次）",
    basis: "部门决算公开说明七（二）、公开13表",
    remedy: "核对国内、外事接待费和公开13表的报告上印的数",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut missing = Vec::new();
    for (column, place) in [
        (Column::BudgetReception, at!(three_public.budget.reception_domestic)),
        (Column::ActualReception, at!(three_public.actual.reception_domestic)),
    ] {
        if !findings.check_total(figures, CellKey::total(T13, column)) {
            missing.push(place.into());
        }
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(published: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(three_public.budget.reception_domestic), "0.09"),
            (at!(three_public.actual.reception_domestic), "0.09"),
            (at!(three_public.actual.reception_foreign), "0.03"),
            (at!(published[0].cell), "T13!合计.f_recv"),
            (at!(published[0].amount), published),
        ]
    }

    #[test]
    fn a_published_total_must_be_the_sum() {
        passes(&RULE, &cells("0.12"));
        fires(&RULE, &cells("0.09"), "公开13表 公务接待费决算数 0.09，各项之和 0.12，相差 0.03万元");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[(at!(three_public.actual.reception_domestic), "0.09")]);
    }
}

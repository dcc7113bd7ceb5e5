//! A22: basic expenditure is personnel plus public expenditure.

use crate::{
    figures::{CellKey, Column, Figures, T08},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "A22",
    severity: Severity::Error,
    title: "基本支出与人员经费、公用经费之和不一致",
    checks: "公开08表：合计 ＝ 人员经费合计 ＋ 公用经费合计",
    basis: "部门决算表内勾稽",
    remedy: "核对公开08表各经济科目和报告上印的数；取自万元两位的表时，请改按元录入",
    state: State::Active(run),
};

const TOTAL: CellKey = CellKey::total(T08, Column::Amount);

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    if findings.check_total(figures, TOTAL) { Ok(Applies::Yes) } else { Err(Missing::one(TOTAL)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Path, Precision},
        rules::kit::testing::{fires, passes},
    };

    fn cells(total: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(unit.precision), Precision::WanTwo.name()),
            (at!(published[0].cell), "T08!personnel.amount"),
            (at!(published[0].amount), "184.56"),
            (at!(published[1].cell), "T08!public.amount"),
            (at!(published[1].amount), "15.52"),
            (at!(published[2].cell), "T08!合计.amount"),
            (at!(published[2].amount), total),
            (at!(expenditure.economic[0].economic), "30101"),
            (at!(expenditure.economic[0].amount), "184.56"),
            (at!(expenditure.economic[1].economic), "30201"),
            (at!(expenditure.economic[1].amount), "15.52"),
        ]
    }

    #[test]
    fn silent_when_equal() {
        passes(&RULE, &cells("200.08"));
    }

    #[test]
    fn a_tail_is_named_and_larger_differences_are_errors() {
        fires(
            &RULE,
            &cells("200.09"),
            "公开08表 合计 200.09，各项之和 200.08，相差 0.01万元（四舍五入尾差，可接受，按元录入可消除）",
        );
        fires(&RULE, &cells("200.19"), "公开08表 合计 200.19，各项之和 200.08，相差 0.11万元");
    }
}

//! D13: one quantity must not be stated with two amounts.
//!
//! The report prints each figure from one place, so it cannot contradict itself. But a published total can be typed
//! twice, and a person can type a figure into a text instead of quoting it.

use std::collections::HashMap;

use crate::{
    at,
    figures::Source,
    money::Money,
    rules::{Applies, Findings, Outcome, Printed, Rule, Severity, Side, State, Tolerance, kit::typed::report_typed},
};

pub static RULE: Rule = Rule {
    id: "D13",
    severity: Severity::Error,
    title: "同一指标前后两处金额不一致",
    checks: "同一个表格位置的报告上印的数只有一个金额；文字中直接写的金额 ＝ 它所说的数",
    basis: "决算公开说明应与公开表一致",
    remedy: "与原表核对，删去错的一个报告上印的数",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let mut first: HashMap<&str, (usize, Money)> = HashMap::new();
    let mut applies = Applies::No;
    for (index, entry) in figures.document.published.iter().enumerate() {
        let Some(amount) = entry.amount.filter(|_| !entry.cell.is_blank()) else { continue };
        applies = Applies::Yes;
        let Some((before, earlier)) = first.get(&*entry.cell) else {
            first.insert(&entry.cell, (index, amount));
            continue;
        };
        let here = Side::one(figures, at!(published[index].amount), Some(amount));
        let there = Side::one(figures, at!(published[*before].amount), Some(*earlier));
        if let (Some(here), Some(there)) = (here, there) {
            let words =
                entry.cell.parse().map_or_else(|()| entry.cell.to_string(), |key| figures.label(&Source::Cell(key)));
            findings.compare(&here.called(format!("{words}后一处")), &there.called("前一处"), Tolerance::Same);
        }
    }
    let performance = at!(performance);
    let typed = report_typed(printed, findings, |typed| {
        typed.percent.is_none() && !typed.path.starts_with(&performance) && !typed.path.starts_with(&at!(targets))
    });
    Ok(if typed == Applies::Yes { typed } else { applies })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(second: &'static str) -> [(crate::document::Path, &'static str); 4] {
        [
            (at!(published[0].cell), "T06!合计.tot"),
            (at!(published[0].amount), "232.34"),
            (at!(published[1].cell), "T06!合计.tot"),
            (at!(published[1].amount), second),
        ]
    }

    #[test]
    fn one_place_has_one_amount() {
        passes(&RULE, &cells("232.34"));
        fires(&RULE, &cells("232.35"), "公开06表 合计后一处 232.35，前一处 232.34，相差 0.01万元");
    }

    #[test]
    fn a_typed_amount_is_compared_with_its_figure() {
        let cells = |text| {
            [
                (at!(expenditure.lines[0].item), "2012901"),
                (at!(expenditure.lines[0].basic), "200.09"),
                (at!(expenditure.lines[0].project), "32.25"),
                (at!(income.reason), text),
            ]
        };
        fires(
            &RULE,
            &cells("项目支出32.25万元已全部完成"),
            "收入›收入支出总计变动原因直接写“32.25万元”，公开03表 合计 项目支出是32.25万元",
        );
        fires(
            &RULE,
            &cells("基本支出200.08万元，人员增加"),
            "收入›收入支出总计变动原因直接写“200.08万元”，公开03表 合计 基本支出是200.09万元（末位不同，疑似截断而没有四舍五入）",
        );
        passes(&RULE, &cells("另有社会捐赠7.77万元，每户慰问500元"));
        passes(&RULE, &cells("项目支出⟦T06!合计.proj⟧已全部完成"));
    }
}

//! D19: a person's sentence that says the same as one of the program, with another number.

use crate::{
    at,
    figures::Source,
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State},
};

use super::said_again::said_again;

pub static RULE: Rule = Rule {
    id: "D19",
    severity: Severity::Error,
    title: "手写的句子与程序写出的不一致",
    checks: "手写的句子与程序按数据写出的同一句话，数字和增减一致",
    basis: super::BASIS,
    remedy: "删去手写的这一句；数字有误时改录入的数",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let (any, found) = said_again(printed);
    for again in found.into_iter().filter(|again| again.differs) {
        let label = printed.figures.label(&again.path.into());
        let cells = [Source::Entered(again.path)].into_iter().chain(again.source);
        let message = format!("{label}写“{}”，程序按数据写出的是“{}”", again.typed, again.generated);
        findings.report(cells, message);
    }
    if any { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.duties))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes, with_addition};

    fn cells(text: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        let cells = vec![
            (at!(unit.department), "某县总工会"),
            (at!(unit.year), "2024"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "200.09"),
            (at!(other.prior.gpb_total), "190.00"),
        ];
        with_addition(cells, "gpb_overview", text)
    }

    #[test]
    fn one_matter_is_told_one_way() {
        fires(
            &RULE,
            &cells("2024年度一般公共预算财政拨款支出210.09万元，占本年支出合计的100%。"),
            "报告›补充段落›第1行›补充段落写“2024年度一般公共预算财政拨款支出210.09万元，占本年支出合计的100%”，程序按数据写出的是“2024年度一般公共预算财政拨款支出200.09万元，占本年支出合计的100%”",
        );
        fires(
            &RULE,
            &cells("与2023年度相比，一般公共预算财政拨款支出减少10.09万元，下降5.31%。"),
            "报告›补充段落›第1行›补充段落写“与2023年度相比，一般公共预算财政拨款支出减少10.09万元，下降5.31%”，程序按数据写出的是“与2023年度相比，一般公共预算财政拨款支出增加10.09万元，增长5.31%”",
        );
        // Of the year before, of a plan, and of something else.
        passes(&RULE, &cells("上年一般公共预算财政拨款支出190.00万元，占本年支出合计的100%。"));
        passes(&RULE, &cells("2023年度一般公共预算财政拨款支出190.00万元，占本年支出合计的99%。"));
        passes(&RULE, &cells("支出主要用于职工服务。"));
        is_not_checked(&RULE, &[]);
    }
}

//! D18 and D19: a person's sentence that the program writes as well, with the same numbers or with others.

use crate::{
    at,
    document::Path,
    figures::Source,
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State},
};

pub static REPEATED: Rule = Rule {
    id: "D18",
    severity: Severity::Warning,
    title: "程序已写出的句子又写了一遍",
    checks: "程序按数据写出的句子不在同一节里再手写一遍",
    basis: super::BASIS,
    remedy: "删去手写的这一句；这一栏只写程序不知道的内容",
    state: State::Printed(repeated),
};

pub static CONTRADICTED: Rule = Rule {
    id: "D19",
    severity: Severity::Error,
    title: "手写的句子与程序写出的不一致",
    checks: "手写的句子与程序按数据写出的同一句话，数字和增减一致",
    basis: super::BASIS,
    remedy: "删去手写的这一句；数字有误时改手工录入的数",
    state: State::Printed(contradicted),
};

fn repeated(printed: &Printed, findings: &mut Findings) -> Outcome {
    let (any, found) = printed.said_again();
    let mut of_texts: Vec<(Path, Vec<&str>)> = Vec::new();
    for again in found.iter().filter(|again| !again.differs) {
        match of_texts.last_mut().filter(|(path, _)| *path == again.path) {
            Some((_, typed)) => typed.push(&*again.typed),
            None => of_texts.push((again.path, vec![&*again.typed])),
        }
    }
    for (path, typed) in of_texts {
        let label = printed.figures.label(&path.into());
        findings.report([path], format!("{label}里的“{}”程序已经写出，会印两遍", typed.join("”“")));
    }
    outcome(any)
}

fn contradicted(printed: &Printed, findings: &mut Findings) -> Outcome {
    let (any, found) = printed.said_again();
    for again in found.iter().filter(|again| again.differs) {
        let label = printed.figures.label(&again.path.into());
        let cells = [Source::Entered(again.path)].into_iter().chain(again.source.clone());
        let message = format!("{label}写“{}”，程序按数据写出的是“{}”", again.typed, again.generated);
        findings.report(cells, message);
    }
    outcome(any)
}

/// Whether a person wrote any sentence.
fn outcome(any: bool) -> Outcome {
    if any { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.duties))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes, with_addition};

    fn cells(topic: &'static str, text: &'static str) -> Vec<(Path, &'static str)> {
        let cells = vec![
            (at!(unit.department), "某县总工会"),
            (at!(unit.year), "2024"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "200.09"),
            (at!(other.prior.gpb_total), "190.00"),
        ];
        with_addition(cells, topic, text)
    }

    #[test]
    fn what_the_program_writes_is_not_written_again() {
        let again = "2024年度本年支出合计200.09万元，其中：基本支出200.09万元，占100%。";
        fires(
            &REPEATED,
            &cells("spending", again),
            "报告›补充段落›第1行›补充段落里的“2024年度本年支出合计200.09万元，其中：基本支出200.09万元，占100%”程序已经写出，会印两遍",
        );
        passes(&REPEATED, &cells("spending", "支出保障了职工服务阵地正常运转。"));
        passes(&REPEATED, &cells("spending", "2023年度本年支出合计200.09万元，其中：基本支出200.09万元，占100%。"));
        is_not_checked(&REPEATED, &[]);
    }

    #[test]
    fn one_matter_is_told_one_way() {
        fires(
            &CONTRADICTED,
            &cells("gpb_overview", "2024年度一般公共预算财政拨款支出210.09万元，占本年支出合计的100%。"),
            "报告›补充段落›第1行›补充段落写“2024年度一般公共预算财政拨款支出210.09万元，占本年支出合计的100%”，程序按数据写出的是“2024年度一般公共预算财政拨款支出200.09万元，占本年支出合计的100%”",
        );
        fires(
            &CONTRADICTED,
            &cells("gpb_overview", "与2023年度相比，一般公共预算财政拨款支出减少10.09万元，下降5.31%。"),
            "报告›补充段落›第1行›补充段落写“与2023年度相比，一般公共预算财政拨款支出减少10.09万元，下降5.31%”，程序按数据写出的是“与2023年度相比，一般公共预算财政拨款支出增加10.09万元，增长5.31%”",
        );
        // Of the year before, of a plan, and of something else.
        passes(&CONTRADICTED, &cells("gpb_overview", "上年一般公共预算财政拨款支出190.00万元，占本年支出合计的100%。"));
        passes(
            &CONTRADICTED,
            &cells("gpb_overview", "2023年度一般公共预算财政拨款支出190.00万元，占本年支出合计的99%。"),
        );
        passes(&CONTRADICTED, &cells("gpb_overview", "支出主要用于职工服务。"));
        is_not_checked(&CONTRADICTED, &[]);
    }
}

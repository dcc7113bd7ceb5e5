//! D18: a person's sentence that the program writes as well.

use crate::{
    at,
    document::Path,
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State},
};

use super::said_again::said_again;

pub static RULE: Rule = Rule {
    id: "D18",
    severity: Severity::Warning,
    title: "程序已写出的句子又写了一遍",
    checks: "程序按数据写出的句子不在同一节里再手写一遍",
    basis: super::BASIS,
    remedy: "删去手写的这一句；这一栏只写程序不知道的内容",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let (any, found) = said_again(printed);
    let mut of_texts: Vec<(Path, Vec<String>)> = Vec::new();
    for again in found.into_iter().filter(|again| !again.differs) {
        match of_texts.last_mut().filter(|(path, _)| *path == again.path) {
            Some((_, typed)) => typed.push(again.typed),
            None => of_texts.push((again.path, vec![again.typed])),
        }
    }
    for (path, typed) in of_texts {
        let label = printed.figures.label(&path.into());
        findings.report([path], format!("{label}里的“{}”程序已经写出，会印两遍", typed.join("”“")));
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
        ];
        with_addition(cells, "spending", text)
    }

    #[test]
    fn what_the_program_writes_is_not_written_again() {
        let again = "2024年度本年支出合计200.09万元，其中：基本支出200.09万元，占100%。";
        fires(
            &RULE,
            &cells(again),
            "报告›补充段落›第1行›补充段落里的“2024年度本年支出合计200.09万元，其中：基本支出200.09万元，占100%”程序已经写出，会印两遍",
        );
        passes(&RULE, &cells("支出保障了职工服务阵地正常运转。"));
        passes(&RULE, &cells("2023年度本年支出合计200.09万元，其中：基本支出200.09万元，占100%。"));
        is_not_checked(&RULE, &[]);
    }
}

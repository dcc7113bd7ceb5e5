//! L01: a functional code that does not exist.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::uses::Uses;

pub static RULE: Rule = Rule {
    id: "L01",
    severity: Severity::Error,
    title: "功能科目编码不存在",
    checks: "收入、支出、明细、结转、项目各行的功能科目编码为3、5或7位，且在本年度科目表中",
    basis: "政府收支分类科目",
    remedy: "改正编码；科目表没有收录的，先在“本文件的设置”的“自定义科目”里增补编码和名称",
    state: State::Active(run),
};

/// For a code that may well exist.
const ASKED: &str = "当年科目中有的，在“本文件的设置”的“自定义科目”里增补编码和名称，或在处理说明中写“当年政府收支分类科目有此科目”；没有的，改正编码";

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let uses = Uses::functional(&figures.document);
    if uses.is_empty() {
        return Err(Missing(vec![at!(income.lines).into(), at!(expenditure.lines).into()]));
    }
    for (place, text) in &uses.malformed {
        findings.report([*place], format!("“{text}”不是功能科目编码，应为3位类、5位款或7位项"));
    }
    for place in &uses.blank {
        findings.report([*place], "这一行有金额但没有科目编码，金额没有计入任何表");
    }
    for (code, places) in uses.codes() {
        if figures.book.functional(code).is_none() {
            let finding = findings.report(places.iter().copied(), format!("科目表中没有功能科目{code}"));
            // Our list is not complete, so that a code of a class that there is may well exist.
            if figures.book.functional(code.class()).is_some() {
                finding.downgrade(Severity::Warning);
                finding.message.push_str("，程序自带的科目表不全，请按当年科目核对");
                finding.remedy = ASKED;
            }
        }
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{document, fires, passes, run as run_rule};

    #[test]
    fn codes_of_the_list_and_own_codes_are_silent() {
        let item = at!(expenditure.lines[0].item);
        passes(&RULE, &[(item, "2012901")]);
        fires(&RULE, &[(item, "2012998")], "科目表中没有功能科目2012998，程序自带的科目表不全，请按当年科目核对");
        passes(&RULE, &[(item, "2012998"), (at!(codes[0].code), "2012998"), (at!(codes[0].name), "新增科目")]);
    }

    #[test]
    fn a_code_of_a_known_class_is_asked_for_and_not_accused() {
        let item = at!(expenditure.lines[0].item);
        for code in ["2120899", "2121999", "2120601", "2130306", "2150599"] {
            let (found, _) = run_rule(&RULE, &document(&[(item, code)]));
            assert!(found.iter().all(|finding| finding.severity == Severity::Warning), "{found:?}");
        }
        fires(&RULE, &[(item, "2980101")], "科目表中没有功能科目2980101");
        let (found, _) = run_rule(&RULE, &document(&[(item, "2980101")]));
        assert_eq!(found[0].severity, Severity::Error);
    }

    #[test]
    fn what_is_no_code_is_named() {
        let item = at!(income.lines[0].item);
        fires(&RULE, &[(item, "20129011")], "“20129011”不是功能科目编码，应为3位类、5位款或7位项");
        fires(&RULE, &[(item, "行政运行")], "“行政运行”不是功能科目编码，应为3位类、5位款或7位项");
        fires(&RULE, &[(at!(income.lines[0].gpb), "5")], "这一行有金额但没有科目编码，金额没有计入任何表");
    }
}

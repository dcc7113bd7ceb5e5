//! L02: a code and a name that do not belong together.
//!
//! Names are looked up by code, so only a name that the user gave a code can contradict the official one.

use crate::{
    at,
    codes::{Code, CodeBook, Confidence, normal_name},
    document::Axis,
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "L02",
    severity: Severity::Error,
    title: "科目编码与名称不匹配",
    checks: "自定义科目的名称与科目表中同一编码的名称一致（不计空格和全半角括号）",
    basis: "政府收支分类科目",
    remedy: "改正编码或名称；本年度确已改名的，按当年分类科目文件核对",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let shipped = CodeBook::shipped();
    let mut applies = Applies::No;
    for (index, own) in figures.document.codes.iter().enumerate() {
        let axis = own.axis.unwrap_or(Axis::Functional);
        let entry = Code::new(own.code.trim()).and_then(|code| shipped.list(axis).get(&code));
        let Some(entry) = entry.filter(|_| !own.name.is_blank()) else { continue };
        applies = Applies::Yes;
        // A short name for this very code is the business of L04.
        let is_alias = shipped.alias(&own.name).is_some_and(|note| note.code == entry.code);
        if is_alias || normal_name(&own.name) == normal_name(&entry.name) {
            continue;
        }
        let message = format!("{}的名称是“{}”，自定义为“{}”", entry.code, entry.name, own.name);
        let finding = findings.report([at!(codes[index].name), at!(codes[index].code)], message);
        finding.values(entry.name.as_str(), &*own.name);
        // A name that was never seen in print may well be the wrong one of the two.
        if entry.confidence != Confidence::Published {
            finding.downgrade(Severity::Hint);
        }
    }
    Ok(applies)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{document, fires, is_not_applicable, passes, run as run_rule};

    #[test]
    fn own_names_agree_with_the_list() {
        let (code, name) = (at!(codes[0].code), at!(codes[0].name));
        passes(&RULE, &[(code, "201"), (name, "一般公共服务支出 ")]);
        fires(&RULE, &[(code, "201"), (name, "国防支出")], "201的名称是“一般公共服务支出”，自定义为“国防支出”");
        is_not_applicable(&RULE, &[(code, "2019998"), (name, "新增科目")]);
    }

    #[test]
    fn an_unverified_name_is_only_a_hint() {
        let cells = [(at!(codes[0].code), "2010102"), (at!(codes[0].name), "别的名称")];
        let (found, _) = run_rule(&RULE, &document(&cells));
        assert_eq!(found[0].severity, Severity::Hint);
    }
}

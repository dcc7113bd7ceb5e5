//! L09: an economic code that does not exist, or is not of the last level.

use crate::{
    at,
    document::Axis,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::uses::Uses;

pub static RULE: Rule = Rule {
    id: "L09",
    severity: Severity::Error,
    title: "经济科目编码错误",
    checks: "经济科目编码在部门预算支出经济分类中，并且是没有下级的末级科目",
    basis: "政府收支分类科目：部门预算支出经济分类",
    remedy: "改正编码，金额记到末级科目；科目表没有收录的，先在“本文件的设置”的“自定义科目”里增补",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let uses = Uses::economic(&figures.document);
    if uses.is_empty() {
        return Err(Missing::one(at!(expenditure.economic)));
    }
    for (place, text) in &uses.malformed {
        findings.report([*place], format!("“{text}”不是经济科目编码，应为5位款，例如30201"));
    }
    for place in &uses.blank {
        findings.report([*place], "这一行有金额但没有经济科目编码，金额没有计入任何表");
    }
    for (code, places) in uses.codes() {
        let message = match figures.book.economic(code) {
            None => format!("科目表中没有经济科目{code}"),
            Some(entry) if !figures.book.is_leaf(Axis::Economic, code) => {
                format!("{code} {}不是末级科目，金额应记到它下面的款", entry.name)
            }
            Some(_) => continue,
        };
        findings.report(places.iter().copied(), message);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn codes_exist_and_are_leaves() {
        let (code, amount) = (at!(expenditure.economic[0].economic), at!(expenditure.economic[0].amount));
        passes(&RULE, &[(code, "30217"), (amount, "1")]);
        fires(&RULE, &[(code, "30288"), (amount, "1")], "科目表中没有经济科目30288");
        fires(&RULE, &[(code, "302"), (amount, "1")], "302 商品和服务支出不是末级科目，金额应记到它下面的款");
        fires(&RULE, &[(amount, "1")], "这一行有金额但没有经济科目编码，金额没有计入任何表");
        fires(&RULE, &[(code, "接待费")], "“接待费”不是经济科目编码，应为5位款，例如30201");
        fires(&RULE, &[(at!(expenditure.detail[0].economic), "30288")], "科目表中没有经济科目30288");
    }
}

//! P09: functional codes to the item, economic codes of basic expenditure to the section.

use crate::{
    at,
    codes::Code,
    document::Path,
    figures::Figures,
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "P09",
    severity: Severity::Error,
    title: "公开细化程度不足：功能分类应到项，基本支出经济分类应到款",
    checks: "支出各行为7位项级功能科目，基本支出经济分类各行为5位款级经济科目",
    basis: "预算法实施条例：按功能分类公开到项，基本支出按经济分类公开到款",
    remedy: "把金额拆分到项级或款级科目",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let expenditure = &figures.document.expenditure;
    if expenditure.lines.is_empty() && expenditure.economic.is_empty() {
        return Err(Missing(vec![at!(expenditure.lines).into(), at!(expenditure.economic).into()]));
    }
    for (index, line) in expenditure.lines.iter().enumerate() {
        let amounts = [line.basic, line.project, line.to_superior, line.operating, line.subsidy];
        let Some(code) = Code::new(&line.item).filter(|code| code.digits() < 7) else { continue };
        if has_any(&amounts) {
            let name = figures.book.functional_name(code);
            let message = format!("{code} {name}只到{}，应细化到项", code.level_name());
            report(findings, at!(expenditure.lines[index].item), message);
            // A 款 that our list lacks may have no 项 either.
            if let Some(finding) = findings.last_mut().filter(|_| figures.book.functional(code).is_none()) {
                finding.downgrade(Severity::Warning);
            }
        }
    }
    for (index, line) in expenditure.economic.iter().enumerate() {
        let Some(code) = Code::new(&line.economic).filter(|code| code.digits() < 5) else { continue };
        if has_any(&[line.amount]) {
            let name = figures.book.economic_name(code);
            report(findings, at!(expenditure.economic[index].economic), format!("{code} {name}只到类，应细化到款"));
        }
    }
    Ok(Applies::Yes)
}

fn has_any(amounts: &[Option<Money>]) -> bool {
    amounts.iter().flatten().any(|amount| !amount.is_zero())
}

fn report(findings: &mut Findings, place: Path, message: String) {
    findings.report([place], message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn items_and_economic_leaves() {
        let (item, basic) = (at!(expenditure.lines[0].item), at!(expenditure.lines[0].basic));
        let (economic, amount) = (at!(expenditure.economic[0].economic), at!(expenditure.economic[0].amount));
        passes(&RULE, &[(item, "2012901"), (basic, "1"), (economic, "30201"), (amount, "1")]);
        fires(&RULE, &[(item, "20129"), (basic, "1")], "20129 群众团体事务只到款，应细化到项");
        fires(&RULE, &[(economic, "302"), (amount, "1")], "302 商品和服务支出只到类，应细化到款");
        passes(&RULE, &[(economic, "302"), (amount, "")]);
    }
}

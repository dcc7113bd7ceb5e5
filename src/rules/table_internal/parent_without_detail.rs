//! A30: an amount stands at a class or section although nothing is entered below it.

use crate::{
    at,
    codes::Code,
    document::Path,
    figures::Figures,
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "A30",
    severity: Severity::Warning,
    title: "上级科目有金额而没有下级明细",
    checks: "收入、支出各行的金额都记在项级科目上，类、款的金额只由下级相加得出",
    basis: "部门决算公开表按功能分类列到项级",
    remedy: "把金额改记到这个科目下面的项级科目，例如 2012901",
    state: State::Active(run),
};

/// A line with its code and the amounts in it.
type CodedLine<'a> = (Path, &'a str, &'a [Option<Money>]);

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    if document.income.lines.is_empty() && document.expenditure.lines.is_empty() {
        return Err(Missing(vec![at!(income.lines).into(), at!(expenditure.lines).into()]));
    }
    for (index, line) in document.income.lines.iter().enumerate() {
        let amounts =
            [line.gpb, line.fund, line.soc, line.superior, line.business, line.operating, line.affiliate, line.other];
        check(figures, findings, (at!(income.lines[index].item), &line.item, &amounts));
    }
    for (index, line) in document.expenditure.lines.iter().enumerate() {
        let amounts = [line.basic, line.project, line.to_superior, line.operating, line.subsidy];
        check(figures, findings, (at!(expenditure.lines[index].item), &line.item, &amounts));
    }
    Ok(Applies::Yes)
}

fn check(figures: &Figures, findings: &mut Findings, (place, code, amounts): CodedLine<'_>) {
    let Some(code) = Code::new(code).filter(|code| code.digits() < 7) else { return };
    let sum: Money = amounts.iter().flatten().fold(Money::ZERO, |sum, amount| sum + *amount);
    if amounts.iter().flatten().all(|amount| amount.is_zero()) {
        return;
    }
    let level = code.level_name();
    let name = figures.book.functional_name(code);
    let message =
        format!("{code} {name}是{level}级科目，直接记了{}{}，没有项级明细", findings.amount(sum), findings.unit());
    findings.report([place], message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn amounts_belong_to_items() {
        let (item, amount) = (at!(expenditure.lines[0].item), at!(expenditure.lines[0].basic));
        passes(&RULE, &[(item, "2012901"), (amount, "1")]);
        passes(&RULE, &[(item, "20129"), (amount, "0")]);
        fires(&RULE, &[(item, "20129"), (amount, "1")], "20129 群众团体事务是款级科目，直接记了1.00万元，没有项级明细");
        fires(
            &RULE,
            &[(at!(income.lines[0].item), "201"), (at!(income.lines[0].gpb), "2")],
            "201 一般公共服务支出是类级科目，直接记了2.00万元，没有项级明细",
        );
    }
}

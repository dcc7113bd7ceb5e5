//! A23: classes 309, 311, 312 and 313 do not belong in the table of basic expenditure.

use crate::{
    figures::{CellKey, Column, Figures, Source, T08},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::relation::entered_below},
};

pub static RULE: Rule = Rule {
    id: "A23",
    severity: Severity::Warning,
    title: "基本支出列了只能由项目支出安排的经济分类",
    checks: "公开08表没有309、311、312、313类的金额",
    basis: "公开08表样没有这些类级科目，通常只能列项目支出",
    remedy: "核实这笔支出是否属于项目支出，或改用302、303、310等科目",
    state: State::Active(run),
};

const PROJECT_ONLY: [&str; 4] = ["309", "311", "312", "313"];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    if figures.tables.rows(T08).is_empty() {
        return Err(Missing::one(CellKey::total(T08, Column::Amount)));
    }
    for code in figures.tables.codes(T08).filter(|code| PROJECT_ONLY.contains(&code.as_str())) {
        let key = CellKey::code(T08, code, Column::Amount);
        let Some(value) = figures.tables.stated(key).filter(|value| !value.is_zero()) else { continue };
        let name = figures.book.economic_name(code);
        let message = format!("基本支出列了{code} {name} {}{}", findings.amount(value), findings.unit());
        let amount = findings.amount(value);
        let cells = entered_below(figures, key).into_iter().chain([Source::Cell(key)]);
        findings.report(cells, message).values("0.00", amount);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        rules::kit::testing::{fires, passes},
    };

    #[test]
    fn only_the_project_classes_fire() {
        let line = at!(expenditure.economic[0].economic);
        let amount = at!(expenditure.economic[0].amount);
        passes(&RULE, &[(line, "31002"), (amount, "1")]);
        passes(&RULE, &[(line, "31201"), (amount, "0")]);
        fires(&RULE, &[(line, "31201"), (amount, "1")], "基本支出列了312 对企业补助 1.00万元");
    }
}

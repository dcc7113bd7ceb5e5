//! K03: a subordinate unit is a second-level budget unit.

use crate::{
    at,
    document::BudgetLevel,
    figures::Figures,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "K03",
    severity: Severity::Warning,
    title: "预算级次表述错误：下属应为二级预算单位",
    checks: "附件1和自评文字不出现“下属一级预算单位”",
    basis: "预算级次的定义：部门本身为一级预算单位",
    remedy: "把“下属一级预算单位”改为“下属二级预算单位”",
    state: State::Active(run),
};

const WRONG: &str = "下属一级预算单位";

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let unit = &figures.document.unit;
    let texts = figures.texts.self_evaluation().iter();
    let duties = [(at!(unit.duties), &*unit.duties), (at!(unit.year_work), &*unit.year_work)];
    let all = duties.into_iter().chain(texts.map(|text| (text.path, &**text)));
    for (path, text) in all {
        if text.contains(WRONG) {
            findings.report([path], format!("文字写“{WRONG}”，部门本身就是一级预算单位"));
        }
    }
    match unit.attachment_subunits.level {
        Some(BudgetLevel::First) => {
            let message = "附件1写“下属一级预算单位”，部门本身就是一级预算单位，下属应为二级";
            findings.report([at!(unit.attachment_subunits.level)], message).values("二级预算单位", "一级预算单位");
        }
        Some(BudgetLevel::Second) => {}
        // The program writes 二级 itself where nothing is stated.
        None => {
            unit.subunits.declared.need(at!(unit.subunits.declared))?;
        }
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn second_level_is_right() {
        passes(&RULE, &[(at!(unit.attachment_subunits.level), "二级预算单位")]);
        passes(&RULE, &[(at!(unit.subunits.declared), "1")]);
    }

    #[test]
    fn first_level_is_found() {
        fires(
            &RULE,
            &[(at!(unit.attachment_subunits.level), "一级预算单位")],
            "附件1写“下属一级预算单位”，部门本身就是一级预算单位，下属应为二级",
        );
        fires(
            &RULE,
            &[(at!(unit.duties), "县总工会下属一级预算单位2个")],
            "文字写“下属一级预算单位”，部门本身就是一级预算单位",
        );
    }
}

//! J09: the target for satisfaction is set oddly.

use rust_decimal::Decimal;

use crate::{
    figures::Figures,
    rules::{
        Applies, Findings, Outcome, Rule, Severity, State,
        kit::prose::{checked_unless, plain},
    },
};

use super::goals::all_goals;

pub static RULE: Rule = Rule {
    id: "J09",
    severity: Severity::Warning,
    title: "满意度目标值设置不合理",
    checks: "满意度指标值 ＜ 100%",
    basis: "部门整体绩效目标完成情况自评表",
    remedy: "满意度目标一般设为90%或95%，与调查方式相符",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let goals = all_goals(figures)?;
    let mut blank = Vec::new();
    let mut is_found = false;
    for goal in goals.iter().filter(|goal| goal.is_in("满意")) {
        is_found = true;
        let Some(target) = goal.target_quantity() else {
            blank.push(goal.at("target"));
            continue;
        };
        if target.number >= Decimal::ONE_HUNDRED {
            let message = format!("{}指标值 {}%，要求人人满意，难以实现也难以证明", goal.words(), plain(target.number));
            findings.report([goal.at("target")], message).values("低于100", plain(target.number));
        }
    }
    if is_found { checked_unless(blank) } else { Ok(Applies::No) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(target: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].level1), "满意度指标"),
            (at!(targets.indicators[0].name), "满意"),
            (at!(targets.indicators[0].target), target),
        ]
    }

    #[test]
    fn ninety_is_silent() {
        passes(&RULE, &cells("≥90%"));
    }

    #[test]
    fn one_hundred_is_found() {
        fires(&RULE, &cells("100"), "“满意”指标值 100%，要求人人满意，难以实现也难以证明");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells(""));
    }
}

//! J08: the satisfaction reached is that of the survey.

use rust_decimal::Decimal;

use crate::{
    at,
    document::Path,
    figures::Figures,
    rules::{
        Findings, Missing, Need, Outcome, Rule, Severity, State,
        kit::prose::{self, checked_unless, plain},
    },
};

use super::goals::{Goal, department_goals};

pub static RULE: Rule = Rule {
    id: "J08",
    severity: Severity::Error,
    title: "满意度实际值与问卷结果不一致",
    checks: "附表2 满意度指标的实际完成值 ＝ 项目满意度调查结果（多次调查时在最低与最高之间）",
    basis: "附表2与附件2满意度调查对照",
    remedy: "按问卷结果改正实际完成值，或补填调查结果",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let goals: Vec<Goal<'_>> = department_goals(figures).into_iter().filter(|goal| goal.is_in("满意")).collect();
    let Some(first) = goals.first() else { return Err(Missing::one(at!(targets.indicators))) };
    let surveys = surveys(figures);
    let low = surveys.iter().map(|(_, result)| *result).min();
    let high = surveys.iter().map(|(_, result)| *result).max();
    let (low, high) = low.zip(high).need(at!(performance.projects)).map_err(|mut missing| {
        missing.0.push(first.at("actual").into());
        missing
    })?;
    let mut blank = Vec::new();
    for goal in &goals {
        let Some(actual) = goal.actual_quantity() else {
            blank.push(goal.at("actual"));
            continue;
        };
        if actual.number < low || actual.number > high {
            let range = if low == high { plain(low) } else { format!("{}～{}", plain(low), plain(high)) };
            let nearest = if actual.number < low { low } else { high };
            let message = format!(
                "{}实际完成值 {}%，问卷结果 {range}%，相差 {}个百分点",
                goal.words(),
                plain(actual.number),
                plain((actual.number - nearest).abs())
            );
            let cells = [goal.at("actual")].into_iter().chain(surveys.iter().map(|(path, _)| *path));
            findings.report(cells, message).values(range, plain(actual.number));
        }
    }
    checked_unless(blank)
}

/// The results of all surveys, and those that the texts state as `满意度达92%`.
fn surveys(figures: &Figures) -> Vec<(Path, Decimal)> {
    let mut results = Vec::new();
    for (i, project) in figures.document.performance.projects.iter().enumerate() {
        for (j, survey) in project.surveys.iter().enumerate() {
            let place = at!(performance.projects[i].surveys[j].result);
            results.extend(survey.result.0.map(|result| (place, result)));
        }
    }
    // What a text says is the result only where no survey was entered; else it is held against them (J27).
    let texts = if results.is_empty() { figures.texts.self_evaluation() } else { &[] };
    for text in texts.iter().filter(|text| text.has("满意度")) {
        for clause in prose::clauses(text) {
            let after = clause.split_once("满意度").map(|(_, after)| after);
            results.extend(after.and_then(prose::first_percentage).map(|result| (text.path, result)));
        }
    }
    results
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(actual: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].level1), "满意度指标"),
            (at!(targets.indicators[0].name), "职工满意度"),
            (at!(targets.indicators[0].unit), "%"),
            (at!(targets.indicators[0].actual), actual),
            (at!(performance.projects[0].surveys[0].result), "92"),
            (at!(performance.projects[0].surveys[1].result), "90"),
        ]
    }

    #[test]
    fn between_the_surveys_is_silent() {
        passes(&RULE, &cells("92%"));
        passes(&RULE, &cells("91"));
    }

    #[test]
    fn another_value_is_found() {
        fires(&RULE, &cells("100%"), "“职工满意度”实际完成值 100%，问卷结果 90～92%，相差 8个百分点");
        let mut text = cells("100")[..4].to_vec();
        text.push((at!(performance.texts.special_analysis), "职工对慰问工作满意度达92%，整体满意度较高。"));
        fires(&RULE, &text, "“职工满意度”实际完成值 100%，问卷结果 92%，相差 8个百分点");
    }

    #[test]
    fn without_a_survey_not_checked() {
        is_not_checked(&RULE, &cells("92")[..4]);
        is_not_checked(&RULE, &cells(""));
    }
}

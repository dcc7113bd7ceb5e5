//! J27: what the surveys found, what the indicators of the same project say, and what the texts write.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{Path, Project},
    figures::{Figures, WrittenText},
    rules::{
        Applies, Findings, Missing, Outcome, Rule, Severity, State,
        kit::prose::{clauses, leading_number, plain},
    },
};

use super::goals::{department_goals, project_goals, project_name};

pub static RULE: Rule = Rule {
    id: "J27",
    severity: Severity::Warning,
    title: "满意度前后不一致",
    checks: "项目的满意度调查结果 ＝ 同一项目满意度指标的完成值，且不超过100%；文字写的满意度在各次调查结果的最低与最高之间",
    basis: "项目自评表、附表2与附件文字对照",
    remedy: "按问卷结果改正；文字说的是别的调查的，写明是哪一次",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    let mut results: Vec<(Path, Decimal)> = Vec::new();
    for (i, project) in projects.iter().enumerate() {
        results.extend(of_project(findings, i, project));
    }
    if results.is_empty() {
        return Err(Missing(vec![at!(performance.projects).into(), at!(targets.indicators).into()]));
    }
    let reached = department_goals(figures).into_iter().filter(|goal| goal.is_in("满意"));
    results.extend(reached.filter_map(|goal| Some((goal.at("actual"), goal.actual_quantity()?.number))));
    let low = results.iter().map(|(_, result)| *result).min().unwrap_or_default();
    let high = results.iter().map(|(_, result)| *result).max().unwrap_or_default();
    for text in figures.texts.iter().filter(|text| text.digits() > 0 && text.has("满意")) {
        if !crate::report::is_prose(text.path) {
            continue;
        }
        for (clause, stated) in stated(text, figures.document.unit.year) {
            if stated < low || stated > high {
                let range = if low == high { plain(low) } else { format!("{}～{}", plain(low), plain(high)) };
                let message =
                    format!("{}写“{clause}”，各项满意度调查结果是 {range}%", figures.label(&text.path.into()));
                findings.report([text.path, results[0].0], message).values(range, plain(stated));
            }
        }
        for (clause, from, to) in stated_ranges(text) {
            if low < from || high > to {
                let words = figures.label(&text.path.into());
                let (low, high) = (plain(low), plain(high));
                let message = format!("{words}写“{clause}”，各项满意度调查结果是 {low}～{high}%");
                findings.report([text.path, results[0].0], message);
            }
        }
    }
    Ok(Applies::Yes)
}

/// Compares the surveys of a project with its indicators of satisfaction; returns the results.
fn of_project(findings: &mut Findings, i: usize, project: &Project) -> Vec<(Path, Decimal)> {
    let surveys: Vec<(Path, Decimal)> = project
        .surveys
        .iter()
        .enumerate()
        .filter_map(|(j, survey)| Some((at!(performance.projects[i].surveys[j].result), survey.result.0?)))
        .collect();
    for (place, result) in surveys.iter().filter(|(_, result)| *result > Decimal::ONE_HUNDRED) {
        let message = format!("{}满意度调查结果 {}%，大于100%", project_name(i, project), plain(*result));
        findings.report([*place], message);
    }
    let goals = project_goals(i, project);
    let reached: Vec<(Path, Decimal)> = goals
        .iter()
        .filter(|goal| goal.is_in("满意"))
        .filter_map(|goal| goal.actual_quantity().map(|quantity| (goal.at("actual"), quantity.number)))
        .collect();
    let agree = reached.iter().all(|(_, actual)| surveys.iter().any(|(_, result)| result == actual));
    if let (Some((survey_at, result)), Some((actual_at, actual)), false) = (surveys.first(), reached.first(), agree) {
        let message = format!(
            "{}满意度调查结果 {}%，满意度指标完成值 {}%，相差 {}个百分点",
            project_name(i, project),
            plain(*result),
            plain(*actual),
            plain((result - actual).abs())
        );
        findings.report([*survey_at, *actual_at], message).values(plain(*result), plain(*actual));
    }
    surveys
}

/// The ranges in which a text says that the satisfaction of this year was: `满意度在94%至98%之间`.
fn stated_ranges(text: &WrittenText) -> impl Iterator<Item = (&str, Decimal, Decimal)> {
    clauses(text).filter_map(|clause| {
        let (_, after) = clause.split_once("满意度").or_else(|| clause.split_once("满意率"))?;
        let (range, _) = after.strip_prefix('在').or_else(|| after.strip_prefix("均在"))?.split_once("之间")?;
        let (from, to) = ["至", "到", "～", "~", "-", "—"].iter().find_map(|mark| range.split_once(mark))?;
        let (from, _) = leading_number(from)?;
        let (to, percent) = leading_number(to)?;
        percent.starts_with(['%', '％']).then_some((clause, from, to))
    })
}

/// The percentages that a text gives as the satisfaction of this year; bounds, goals and other places are none.
fn stated(text: &WrittenText, year: Option<u32>) -> Vec<(&str, Decimal)> {
    const ELSEWHERE: [&str; 16] = [
        "目标",
        "指标",
        "不低于",
        "以上",
        "上年",
        "去年",
        "全县",
        "全市",
        "全省",
        "全区",
        "计划",
        "力争",
        "提高到",
        "超过",
        "要求",
        "至",
    ];
    let this_year = year.map(|year| year.to_string()).unwrap_or_default();
    let clauses = clauses(text).filter(|clause| {
        let other_year = clause.contains("20") && !clause.contains(&this_year);
        clause.contains("满意") && !other_year && !ELSEWHERE.iter().any(|word| clause.contains(word))
    });
    clauses
        .filter_map(|clause| {
            let (_, after) = clause.split_once("满意度").or_else(|| clause.split_once("满意率"))?;
            let at = after.find(|c: char| c.is_ascii_digit())?;
            // Only linking words stand between.
            let is_near = after.get(..at)?.chars().count() <= 6;
            let (number, rest) = leading_number(after.get(at..)?)?;
            (is_near && rest.starts_with(['%', '％'])).then_some((clause, number))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(result: &'static str, text: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(unit.year), "2024"),
            (at!(performance.projects[0].name), "春节送温暖"),
            (at!(performance.projects[0].surveys[0].result), result),
            (at!(performance.projects[0].indicators[0].level1), "满意度指标"),
            (at!(performance.projects[0].indicators[0].name), "慰问对象满意度"),
            (at!(performance.projects[0].indicators[0].target), "90"),
            (at!(performance.projects[0].indicators[0].unit), "%"),
            (at!(performance.projects[0].indicators[0].actual), "96"),
            (at!(performance.texts.effect), text),
        ]
    }

    #[test]
    fn a_survey_and_its_indicator_agree() {
        passes(&RULE, &cells("96", ""));
        fires(&RULE, &cells("60", ""), "“春节送温暖”满意度调查结果 60%，满意度指标完成值 96%，相差 36个百分点");
        fires(&RULE, &cells("960", ""), "“春节送温暖”满意度调查结果 960%，大于100%");
    }

    #[test]
    fn a_text_says_what_the_surveys_say() {
        fires(
            &RULE,
            &cells("96", "困难职工得到帮扶，满意度达85%。"),
            "项目绩效›自评文字›实现效果写“满意度达85%”，各项满意度调查结果是 96%",
        );
        for text in [
            "满意度达96%。",
            "满意度目标值90%，已经达到。",
            "全县职工满意度达92%。",
            "满意度达到90%以上。",
            "2023年满意度为93%。",
            "满意度在94%至98%之间",
            "满意的人数占85%",
        ] {
            passes(&RULE, &cells("96", text));
        }
    }

    #[test]
    fn without_a_survey_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(performance.texts.effect), "满意度达85%。")]);
    }
}

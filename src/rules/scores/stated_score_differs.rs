//! G07: the score in the text is that of the table.

use rust_decimal::Decimal;

use crate::{
    at,
    document::Document,
    figures::{Figures, MeasureKey, WrittenText},
    rules::{
        Applies, Findings, Need, Outcome, Rule, Severity, State,
        kit::prose::{self, plain},
    },
};

pub static RULE: Rule = Rule {
    id: "G07",
    severity: Severity::Error,
    title: "正文自评得分与打分表不一致",
    checks: "说明十（四）、附件1评价结论及自评文字所述部门整体自评得分 ＝ 打分表得分合计",
    basis: "部门预算绩效自评文表一致",
    remedy: "以打分表得分合计为准改正正文；清空公开的得分后由程序填写",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let performance = &figures.document.performance;
    // What the published table prints, where it is stated.
    let table = performance.stated_scores.table_total.0.or_else(|| figures.measures.number(MeasureKey::ScoreTotal));
    let table = table.need(at!(performance.score_items))?;
    let mut stated = vec![
        (
            at!(performance.stated_scores.section_ten),
            "说明十（四）".to_owned(),
            performance.stated_scores.section_ten.0,
        ),
        (at!(performance.stated_scores.attachment), "附件1".to_owned(), performance.stated_scores.attachment.0),
    ];
    for text in figures.texts.self_evaluation() {
        for score in scores_of_department(figures, text) {
            let words = format!("“{}”文字", Document::field_at(text.path).map_or("自评", |field| field.label));
            stated.push((text.path, words, Some(score)));
        }
    }
    for (path, words, score) in stated {
        let Some(score) = score.filter(|score| *score != table) else { continue };
        let difference = plain((score - table).abs());
        let (score, table) = (plain(score), plain(table));
        let message = format!("{words}自评得分 {score}分，打分表得分合计 {table}分，相差 {difference}分");
        findings.report([path, at!(performance.stated_scores.table_total)], message).values(table, score);
    }
    Ok(Applies::Yes)
}

/// The scores that a text gives to the department: not to a project, an indicator or “专项”. Where the sentence does not
/// say whose score it is, it says nothing.
fn scores_of_department(figures: &Figures, text: &WrittenText) -> Vec<Decimal> {
    const OF_PARTS: [&str; 7] = ["专项", "项目", "指标", "单项", "平均", "最高", "最低"];
    const OF_ALL: [&str; 6] = ["部门", "整体", "单位", "本会", "本局", "综合"];
    if !text.has("得分") {
        return Vec::new();
    }
    let projects = &figures.document.performance.projects;
    let mut found = Vec::new();
    for sentence in text.split(['。', '；', '\n']).filter(|sentence| sentence.contains("得分")) {
        for clause in prose::clauses(sentence) {
            let Some((before, after)) = clause.split_once("得分") else { continue };
            let Some((score, rest)) = prose::leading_number(after.trim_start_matches(['为', '是', '：', ':', ' ']))
            else {
                continue;
            };
            let of_all = OF_ALL.iter().filter_map(|word| before.rfind(word)).max();
            let of_parts = OF_PARTS.iter().filter_map(|word| before.rfind(word)).max();
            // The scores of projects are few, and each stands in the list.
            let is_project = || projects.iter().any(|project| project.total_score.0 == Some(score));
            let is_department = of_all > of_parts || (before.is_empty() && sentence.trim_start().starts_with("得分"));
            let is_named =
                || projects.iter().any(|project| !project.name.is_blank() && before.contains(&*project.name));
            if rest.starts_with('分') && is_department && !is_project() && !is_named() {
                found.push(score);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(stated: &'static str, text: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.score_items[0].score), "90"),
            (at!(performance.stated_scores.attachment), stated),
            (at!(performance.texts.conclusion), text),
        ]
    }

    #[test]
    fn silent_when_equal() {
        passes(&RULE, &cells("90", "部门预算绩效自评得分90分，专项项目自评得分88分。"));
        passes(&RULE, &cells("", ""));
    }

    #[test]
    fn the_score_of_a_project_is_no_score_of_the_department() {
        for text in [
            "困难职工帮扶得分97.85分，等级为优。",
            "部门预算项目平均得分98分。",
            "各项目得分均较高，春节送温暖项目得分100分。",
            "其中目标完成指标得分3.5分。",
        ] {
            passes(&RULE, &cells("", text));
        }
        let mut project = cells("", "本部门项目预算执行规范，部门自评得分97.85分。");
        project.push((at!(performance.projects[0].total_score), "97.85"));
        passes(&RULE, &project);
    }

    #[test]
    fn stated_numbers_and_texts_are_compared() {
        fires(&RULE, &cells("94", ""), "附件1自评得分 94分，打分表得分合计 90分，相差 4分");
        fires(
            &RULE,
            &cells("", "部门预算绩效自评得分94分。"),
            "“评价结论”文字自评得分 94分，打分表得分合计 90分，相差 4分",
        );
    }
}

//! G07: the score in the text is that of the table.

use crate::{
    at,
    document::Document,
    figures::{Figures, MeasureKey},
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
        for (_, score) in prose::scores(text).into_iter().filter(|(is_special, _)| !is_special) {
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
    fn stated_numbers_and_texts_are_compared() {
        fires(&RULE, &cells("94", ""), "附件1自评得分 94分，打分表得分合计 90分，相差 4分");
        fires(
            &RULE,
            &cells("", "部门预算绩效自评得分94分。"),
            "“评价结论”文字自评得分 94分，打分表得分合计 90分，相差 4分",
        );
    }
}

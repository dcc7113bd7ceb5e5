//! G08: the grade goes with the score.

use crate::{
    at,
    document::Grade,
    figures::{Figures, MeasureKey, WrittenText},
    rules::{
        Applies, Findings, Need, Outcome, Rule, Severity, State,
        kit::prose::{self, plain},
    },
};

pub static RULE: Rule = Rule {
    id: "G08",
    severity: Severity::Warning,
    title: "自评等级与得分不匹配",
    checks: "得分 ≥90 为优，80～90 为良，60～80 为中，＜60 为差",
    basis: "财预〔2020〕10号等级划分",
    remedy: "按得分改正等级，或核对得分",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let performance = &figures.document.performance;
    let stated = &performance.stated_scores;
    let score =
        stated.attachment.0.or(stated.table_total.0).or_else(|| figures.measures.number(MeasureKey::ScoreTotal));
    let score = score.need(at!(performance.score_items))?;
    let expected = Grade::of(score);
    let mut grades = vec![(at!(performance.stated_scores.grade), stated.grade)];
    grades.extend(figures.texts.self_evaluation().iter().map(|text| (text.path, grade_in(text))));
    for (path, found) in grades {
        let Some(found) = found.filter(|found| *found != expected) else { continue };
        let message = format!("自评得分 {}分应为“{}”，写成了“{}”", plain(score), expected.label(), found.label());
        findings
            .report([path, at!(performance.stated_scores.attachment)], message)
            .values(expected.label(), found.label());
    }
    Ok(Applies::Yes)
}

/// The grade in a text of the form `自评等级为“优”`.
fn grade_in(text: &WrittenText) -> Option<Grade> {
    if !text.has("等级") {
        return None;
    }
    let clause = prose::clauses(text).find(|clause| clause.contains("等级") && !clause.contains("专项"))?;
    let (_, after) = clause.split_once("等级")?;
    let word = after.trim_start_matches(['为', '是', '：', ':', '“', '"', ' ']).chars().next()?;
    [Grade::Excellent, Grade::Good, Grade::Fair, Grade::Poor].into_iter().find(|grade| grade.label().starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(score: &'static str, grade: &'static str, text: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.score_items[0].score), score),
            (at!(performance.stated_scores.grade), grade),
            (at!(performance.texts.conclusion), text),
        ]
    }

    #[test]
    fn the_bounds_belong_to_the_better_grade() {
        passes(&RULE, &cells("90", "优", ""));
        passes(&RULE, &cells("80", "良", "评价等级为“良”。"));
        passes(&RULE, &cells("59.9", "差", "部分困难职工等级评定"));
    }

    #[test]
    fn another_grade_is_found() {
        fires(&RULE, &cells("89.99", "优", ""), "自评得分 89.99分应为“良”，写成了“优”");
        fires(&RULE, &cells("90", "", "自评等级为中"), "自评得分 90分应为“优”，写成了“中”");
    }
}

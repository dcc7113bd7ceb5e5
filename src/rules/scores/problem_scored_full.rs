//! G10: the text admits a problem, yet its indicator scores full points.

use crate::{
    at,
    figures::{Figures, WrittenText},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::prose},
};

use super::leaves::{leaf, leaves};

pub static RULE: Rule = Rule {
    id: "G10",
    severity: Severity::Warning,
    title: "正文承认问题但对应指标得满分",
    checks: "自评文字写明某方面存在问题时，对应指标不得满分（“三公”经费见E18）",
    basis: "部门预算绩效自评文表一致",
    remedy: "核对该指标得分并在备注说明，或改正文字",
    state: State::Active(run),
};

/// Which texts speak of an indicator, the word that a clause must contain, and the words that admit a problem.
struct Topic {
    indicator: &'static str,
    texts: &'static [&'static str],
    about: &'static [&'static str],
    problem: &'static [&'static str],
}

const WEAK: &[&str] =
    &["不足", "不够", "滞后", "缓慢", "未达", "延迟", "有待", "还需进一步", "偏差较大", "不准确", "不规范"];
const GENERAL: &[&str] = &["problems", "suggestions", "budget", "execution", "conclusion"];

/// One line per indicator for which reports are known to contradict the score. An empty `about` means that the whole
/// text is about the indicator.
const TOPICS: [Topic; 7] = [
    Topic { indicator: "目标偏离", texts: &["deviation"], about: &[], problem: WEAK },
    Topic { indicator: "目标完成", texts: &["completion"], about: &[], problem: WEAK },
    Topic { indicator: "预算编制质量", texts: GENERAL, about: &["预算编制"], problem: WEAK },
    Topic { indicator: "支出执行进度", texts: GENERAL, about: &["执行进度", "支出进度"], problem: WEAK },
    Topic {
        indicator: "财务管理制度",
        texts: &["finance", "problems"],
        about: &["财务管理", "财务制度"],
        problem: WEAK,
    },
    Topic { indicator: "资产管理完整性", texts: &["assets", "problems"], about: &["资产"], problem: WEAK },
    Topic { indicator: "预决算信息公开", texts: GENERAL, about: &["公开"], problem: WEAK },
];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let leaves = leaves(figures)?;
    let texts = figures.texts.self_evaluation();
    if texts.is_empty() {
        return Err(Missing::one(at!(performance.texts.deviation)));
    }
    for topic in &TOPICS {
        let Some(leaf) = leaf(&leaves, topic.indicator).filter(|leaf| leaf.is_full()) else { continue };
        for text in texts {
            if !text.path.last_field().is_some_and(|name| topic.texts.contains(&name)) {
                continue;
            }
            if let Some(clause) = admission(text, topic) {
                let message = format!("{}得满分，文字却写“{clause}”", leaf.name());
                findings.report([leaf.at("score"), text.path], message);
            }
        }
    }
    Ok(Applies::Yes)
}

fn admission<'a>(text: &'a WrittenText, topic: &Topic) -> Option<&'a str> {
    let problem = prose::words_in(text, topic.problem);
    if problem.is_empty() {
        return None;
    }
    prose::clauses(text).find(|clause| {
        (topic.about.is_empty() || topic.about.iter().any(|word| clause.contains(word)))
            && problem.iter().any(|word| clause.contains(word) && !prose::is_denied(clause, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(indicator: &'static str, score: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.score_items[0].level3), indicator),
            (at!(performance.score_items[0].points), "4"),
            (at!(performance.score_items[0].score), score),
        ]
    }

    #[test]
    fn a_problem_costs_points() {
        let text = "部分创新目标推进滞后，基层工会阵地建设未达预期。";
        let mut full = cells("目标偏离", "4");
        full.push((at!(performance.texts.deviation), text));
        fires(&RULE, &full, "“目标偏离”得满分，文字却写“部分创新目标推进滞后”");
        let mut lower = cells("目标偏离", "3");
        lower.push((at!(performance.texts.deviation), text));
        passes(&RULE, &lower);
    }

    #[test]
    fn a_clause_about_something_else_is_silent() {
        let mut other = cells("预算编制质量", "4");
        other.push((at!(performance.texts.problems), "对工会职能的宣传力度不够，预算编制没有不准确的情况。"));
        passes(&RULE, &other);
    }

    #[test]
    fn without_texts_not_checked() {
        is_not_checked(&RULE, &cells("目标偏离", "4"));
    }
}

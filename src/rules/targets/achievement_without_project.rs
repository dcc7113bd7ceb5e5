//! J26: the text claims effects of a project that is not listed.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::prose},
};

use super::goals::without_projects;

pub static RULE: Rule = Rule {
    id: "J26",
    severity: Severity::Hint,
    title: "成效表述涉及未列项目",
    checks: "目标完成、实现效果、评价结论等文字提到的活动，在项目清单、任务或指标中能找到",
    basis: "附件1、附件2文字与项目清单对照",
    remedy: "补列相应项目，或写明该活动不使用本部门项目资金",
    state: State::Active(run),
};

/// Activities that reports like to boast of although no money was spent on them.
const ACTIVITIES: [&str; 9] =
    ["文体活动", "技能培训", "技能竞赛", "劳动竞赛", "疗休养", "法律援助", "金秋助学", "送清凉", "阵地建设"];
/// Where achievements are told.
const ACHIEVEMENTS: [&str; 7] =
    ["duty", "completion", "effect", "conclusion", "general_analysis", "individual_analysis", "special_conclusion"];
/// A clause with one of these speaks of plans or faults.
const NOT_YET: [&str; 8] = ["计划", "将", "建议", "鼓励", "拟", "不足", "未达", "有待"];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let texts = figures.texts.self_evaluation();
    if texts.is_empty() {
        return Err(Missing::one(at!(performance.texts.completion)));
    }
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let known = known(figures);
    for text in texts {
        if !text.path.last_field().is_some_and(|name| ACHIEVEMENTS.contains(&name)) {
            continue;
        }
        let told = |activity: &&str| {
            prose::clauses(text).any(|clause| {
                clause.contains(activity)
                    && !prose::is_denied(clause, activity)
                    && !NOT_YET.iter().any(|word| clause.contains(word))
            })
        };
        let unknown: Vec<&str> =
            ACTIVITIES.into_iter().filter(|word| text.has(word) && !known.contains(word)).filter(told).collect();
        if !unknown.is_empty() {
            let message = format!("成效提到{}，项目清单、任务和指标中都没有", unknown.join("、"));
            findings.report([text.path, at!(performance.projects)], message);
        }
    }
    Ok(Applies::Yes)
}

/// All names of projects, their parts and indicators, of tasks and targets.
fn known(figures: &Figures) -> String {
    let mut names: Vec<&str> = Vec::new();
    for project in figures.document.performance.projects.iter() {
        names.push(&project.name);
        names.extend(project.parts.iter().map(|part| &*part.name));
        names.extend(project.indicators.iter().map(|indicator| &*indicator.name));
    }
    for task in figures.document.targets.tasks.iter() {
        names.extend([&*task.name, &*task.content]);
    }
    names.extend(figures.document.targets.indicators.iter().map(|target| &*target.name));
    names.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(project: &'static str, text: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(performance.projects[0].name), project), (at!(performance.texts.completion), text)]
    }

    #[test]
    fn listed_or_planned_activities_are_silent() {
        passes(&RULE, &cells("职工文体活动", "文体活动常态化开展，丰富职工业余生活。"));
        passes(&RULE, &cells("困难职工帮扶", "下一步将开展文体活动。"));
    }

    #[test]
    fn others_are_found() {
        fires(
            &RULE,
            &cells("困难职工帮扶", "文体活动常态化开展，丰富职工业余生活。"),
            "成效提到文体活动，项目清单、任务和指标中都没有",
        );
    }
}

//! J18: the number of projects is the same everywhere.

use crate::{
    at,
    document::{Path, Project},
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
    templates::Annex,
};

use super::goals::without_projects;

pub static RULE: Rule = Rule {
    id: "J18",
    severity: Severity::Error,
    title: "项目个数前后不一致",
    checks: "编制绩效目标项目数、附件1所述常年与阶段项目数之和 ＝ 项目清单个数；事前评估数、绩效监控数不超过清单个数",
    basis: "说明十（四）、附件1、附件2与项目清单对照",
    remedy: "以项目清单为准统一各处个数；附件1的个数清空后由程序填写",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let (management, stated) = (&figures.document.other.management, &figures.document.performance.stated_projects);
    // A row that was only inserted is no project yet.
    let is_filled = |project: &&Project| **project != Project::default();
    let listed = figures.document.performance.projects.iter().filter(is_filled).count() as u64;
    let stated_sum = match (stated.permanent_count, stated.stage_count) {
        (None, None) => None,
        (permanent, stage) => Some(u64::from(permanent.unwrap_or(0)) + u64::from(stage.unwrap_or(0))),
    };
    let counts: [(Path, &str, Option<u64>, bool); 4] = [
        (at!(other.management.with_targets), "编制绩效目标的项目", management.with_targets.map(u64::from), true),
        (at!(other.management.assessed), "事前绩效评估的项目", management.assessed.map(u64::from), false),
        (at!(other.management.monitored), "绩效监控的项目", management.monitored.map(u64::from), false),
        (at!(performance.stated_projects.permanent_count), "附件1所述常年与阶段项目共", stated_sum, true),
    ];
    // Where neither 附件1 nor 附件2 is published, projects need not be listed.
    let profile = &figures.profile;
    let is_list_published = profile.has_annex(Annex::SelfEvaluation) || profile.has_annex(Annex::Special);
    if listed == 0 && (!is_list_published || counts.iter().all(|(_, _, count, _)| count.unwrap_or(0) == 0)) {
        return without_projects(figures);
    }
    for (place, words, count, is_whole) in &counts {
        let Some(count) = count else { continue };
        if *count > listed || (*is_whole && *count != listed) {
            let message = format!("{words} {count}个，项目清单 {listed}个，相差 {}个", count.abs_diff(listed));
            let cells = [*place, at!(performance.projects)];
            findings.report(cells, message).values(listed.to_string(), count.to_string());
        }
    }
    let needed = [(at!(other.management.with_targets), management.with_targets)];
    checked_unless(needed.into_iter().filter(|(_, count)| count.is_none()).map(|(path, _)| path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(with_targets: &'static str, permanent: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].name), "春节送温暖"),
            (at!(performance.projects[1].name), "困难职工帮扶"),
            (at!(other.management.with_targets), with_targets),
            (at!(performance.stated_projects.permanent_count), permanent),
        ]
    }

    #[test]
    fn silent_when_equal() {
        passes(&RULE, &cells("2", "2"));
        passes(&RULE, &cells("2", ""));
    }

    #[test]
    fn an_inserted_row_is_no_project() {
        let mut inserted = cells("2", "");
        inserted.push((at!(performance.projects[2].name), ""));
        passes(&RULE, &inserted);
    }

    #[test]
    fn other_counts_are_found() {
        fires(&RULE, &cells("3", ""), "编制绩效目标的项目 3个，项目清单 2个，相差 1个");
        fires(&RULE, &cells("2", "1"), "附件1所述常年与阶段项目共 1个，项目清单 2个，相差 1个");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", ""));
    }
}

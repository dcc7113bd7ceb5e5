//! J20: yearly and staged projects against what the text says of them.

use crate::{
    at,
    document::{Path, ProjectKind},
    figures::{Figures, WrittenText},
    money::Money,
    rules::{
        Findings, Outcome, Rule, Severity, Side, State, Tolerance,
        kit::prose::{self, checked_unless},
    },
};

use super::goals::without_projects;

pub static RULE: Rule = Rule {
    id: "J20",
    severity: Severity::Warning,
    title: "常年、阶段项目与叙述矛盾",
    checks: "附件1所述常年、阶段项目的个数和金额 ＝ 项目清单；没有阶段项目时不写阶段项目的进展",
    basis: "附件1三（二）与项目清单对照",
    remedy: "以项目清单为准；没有阶段项目的删去相关叙述",
    state: State::Active(run),
};

const PROGRESS: [&str; 7] = ["有序", "按计划", "顺利", "推进", "落地", "执行进度", "开展"];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let stated = &figures.document.performance.stated_projects;
    let permanent = at!(performance.stated_projects.permanent_count);
    let stage = at!(performance.stated_projects.stage_count);
    compare_count(figures, findings, permanent, stated.permanent_count, ProjectKind::Permanent);
    compare_count(figures, findings, stage, stated.stage_count, ProjectKind::Stage);
    let permanent = at!(performance.stated_projects.permanent_amount);
    let stage = at!(performance.stated_projects.stage_amount);
    compare_amount(figures, findings, permanent, stated.permanent_amount, ProjectKind::Permanent);
    compare_amount(figures, findings, stage, stated.stage_amount, ProjectKind::Stage);
    let blank: Vec<Path> = projects
        .iter()
        .enumerate()
        .filter(|(_, project)| project.kind.is_none())
        .map(|(i, _)| at!(performance.projects[i].kind))
        .collect();
    let stages = stated.stage_count.map_or_else(|| of_kind(figures, ProjectKind::Stage).len(), |count| count as usize);
    if blank.is_empty() && stages == 0 {
        for text in figures.texts.self_evaluation() {
            if let Some(clause) = progress_of_stage_projects(text) {
                let message = format!("阶段项目 0个，文字却写“{clause}”");
                findings.report([text.path, at!(performance.stated_projects.stage_count)], message);
            }
        }
    }
    checked_unless(blank)
}

fn progress_of_stage_projects(text: &WrittenText) -> Option<&str> {
    const STAGE: [&str; 2] = ["阶段项目", "阶段（含一次性）项目"];
    if !text.has_any(&STAGE) {
        return None;
    }
    let is_about = |clause: &&str| STAGE.iter().any(|word| clause.contains(word));
    prose::clauses(text)
        .filter(is_about)
        .find(|clause| PROGRESS.iter().any(|word| clause.contains(word) && !prose::is_denied(clause, word)))
}

fn of_kind(figures: &Figures, kind: ProjectKind) -> Vec<usize> {
    let projects = figures.document.performance.projects.iter().enumerate();
    projects.filter(|(_, project)| project.kind == Some(kind)).map(|(i, _)| i).collect()
}

fn compare_count(figures: &Figures, findings: &mut Findings, place: Path, stated: Option<u32>, kind: ProjectKind) {
    let rows = of_kind(figures, kind);
    let Some(stated) = stated.filter(|stated| *stated as usize != rows.len()) else { return };
    if figures.document.performance.projects.iter().any(|project| project.kind.is_none()) {
        return;
    }
    let message = format!(
        "附件1所述{} {stated}个，项目清单 {}个，相差 {}个",
        kind.label(),
        rows.len(),
        rows.len().abs_diff(stated as usize)
    );
    let cells = [place].into_iter().chain(rows.iter().map(|i| at!(performance.projects[*i].kind)));
    findings.report(cells, message).values(rows.len().to_string(), stated.to_string());
}

/// The budget (涉及预算总金额) that the text states for the kind.
fn compare_amount(figures: &Figures, findings: &mut Findings, place: Path, stated: Option<Money>, kind: ProjectKind) {
    let projects = &figures.document.performance.projects;
    let rows = of_kind(figures, kind);
    let is_known = projects.iter().all(|project| project.kind.is_some());
    let Some(stated) = Side::one(figures, place, stated).filter(|_| is_known) else { return };
    let stated = stated.called(format!("附件1所述{}金额", kind.label()));
    let words = format!("项目清单{}预算之和", kind.label());
    let budgets = rows
        .iter()
        .filter_map(|i| Some((at!(performance.projects[*i].adjusted_budget), projects.get(*i)?.adjusted_budget)))
        .collect::<Vec<_>>();
    if budgets.iter().any(|(_, budget)| budget.is_none()) {
        return;
    }
    if rows.is_empty() {
        if !stated.value().is_zero() {
            let amount = findings.amount(stated.value());
            let message = format!("附件1所述{}金额 {amount}{}，项目清单没有", kind.label(), findings.unit());
            findings.report([place, at!(performance.projects)], message).values("0", amount);
        }
    } else if let Some(sum) = Side::entered(figures, budgets) {
        let addends = sum.addends();
        findings.compare(&stated, &sum.called(words), Tolerance::Addends(addends));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(count: &'static str, amount: &'static str, text: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].name), "困难职工帮扶"),
            (at!(performance.projects[0].kind), "常年项目"),
            (at!(performance.projects[0].adjusted_budget), "3"),
            (at!(performance.stated_projects.permanent_count), count),
            (at!(performance.stated_projects.permanent_amount), amount),
            (at!(performance.texts.effect), text),
        ]
    }

    #[test]
    fn silent_when_the_words_are_right() {
        passes(&RULE, &cells("1", "3", "常年项目严格按计划推进，无阶段项目开展情况。"));
        passes(&RULE, &cells("", "", ""));
    }

    #[test]
    fn other_numbers_and_words_are_found() {
        fires(&RULE, &cells("2", "", ""), "附件1所述常年项目 2个，项目清单 1个，相差 1个");
        fires(&RULE, &cells("1", "4", ""), "附件1所述常年项目金额 4.00，项目清单常年项目预算之和 3.00，相差 1.00万元");
        fires(
            &RULE,
            &cells("1", "3", "常年项目与阶段项目均严格按计划落地，成效良好"),
            "阶段项目 0个，文字却写“常年项目与阶段项目均严格按计划落地”",
        );
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("1", "3", "")[..1]);
    }
}

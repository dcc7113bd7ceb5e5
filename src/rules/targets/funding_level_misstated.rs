//! J19: the source of the money is stated wrongly.

use crate::{
    at,
    document::{MoneyLevel, Project},
    figures::{Figures, MeasureKey, Source},
    rules::{Findings, Outcome, Rule, Severity, Side, State, Tolerance, kit::prose::checked_unless},
};

use super::goals::{executed, project_name, without_projects};

pub static RULE: Rule = Rule {
    id: "J19",
    severity: Severity::Warning,
    title: "资金来源表述错误",
    checks: "公开文字所称级次 ＝ 项目资金级次；说明十（四）某级资金的项目支出 ＝ 该级项目执行数之和",
    basis: "说明十（四）、附件1与项目清单对照",
    remedy: "按资金文件改正级次；含上级资金时写“财政资金”或分级列示",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let mut blank = Vec::new();
    for (i, project) in projects.iter().enumerate() {
        let Some(level) = project.level else {
            blank.push(at!(performance.projects[i].level));
            continue;
        };
        if let Some(stated) = project.stated_level.filter(|stated| *stated != level) {
            let message = format!("{}是{}资金，文字称{}资金", project_name(i, project), level.label(), stated.label());
            let cells = [at!(performance.projects[i].stated_level), at!(performance.projects[i].level)];
            findings.report(cells, message).values(level.label(), stated.label());
        }
    }
    blank.extend(
        (0..projects.len()).filter(|i| executed(figures, *i).is_none()).map(|i| at!(performance.projects[i].fiscal)),
    );
    // A sum that lacks a project proves nothing.
    if blank.is_empty() {
        section_ten(figures, findings);
    }
    checked_unless(blank)
}

/// Section “十（四）”: one level and one amount for all of it.
fn section_ten(figures: &Figures, findings: &mut Findings) {
    let performance = &figures.document.performance;
    let stated = &performance.stated_projects;
    let place = at!(performance.stated_projects.section_ten_amount);
    let is_of = |level: MoneyLevel| move |(_, project): &(usize, &Project)| project.level == Some(level);
    let amount_of = |i: usize| (Source::Measure(MeasureKey::ProjectExecuted(i as u32)), executed(figures, i));
    let Some(level) = stated.section_ten_level else {
        let all = Side::entered(figures, (0..performance.projects.len()).map(amount_of));
        if let (Some(amount), Some(all)) = (Side::one(figures, place, stated.section_ten_amount), all) {
            let addends = all.addends();
            findings.compare(&amount, &all.called("全部项目执行数之和"), Tolerance::Addends(addends));
        }
        return;
    };
    let others: Vec<usize> =
        performance.projects.iter().enumerate().filter(|row| !is_of(level)(row)).map(|(i, _)| i).collect();
    let same = performance.projects.iter().enumerate().filter(is_of(level)).map(|(i, _)| amount_of(i));
    let same = Side::entered(figures, same);
    let words = format!("{}资金的项目执行数之和", level.label());
    match (Side::one(figures, place, stated.section_ten_amount), same) {
        (Some(amount), Some(same)) => {
            let addends = same.addends();
            let amount = amount.called(format!("说明十（四）所称{}资金项目支出", level.label()));
            findings.compare(&amount, &same.called(words), Tolerance::Addends(addends));
        }
        (Some(amount), None) if !amount.value().is_zero() && !others.is_empty() => {
            report_others(figures, findings, level, &others);
        }
        (None, _) if !others.is_empty() => report_others(figures, findings, level, &others),
        _ => {}
    }
}

fn report_others(figures: &Figures, findings: &mut Findings, level: MoneyLevel, others: &[usize]) {
    let projects = &figures.document.performance.projects;
    let names: Vec<String> = others.iter().filter_map(|i| Some(project_name(*i, projects.get(*i)?))).take(3).collect();
    let message = format!("说明十（四）称{}资金，{}不是{}资金", level.label(), names.join("、"), level.label());
    let cells = [at!(performance.stated_projects.section_ten_level)].into_iter();
    findings.report(cells.chain(others.iter().map(|i| at!(performance.projects[*i].level))), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(stated: &'static str, section_ten: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].name), "困难职工帮扶"),
            (at!(performance.projects[0].level), "县级"),
            (at!(performance.projects[0].fiscal), "3"),
            (at!(performance.projects[1].name), "省级劳模资金"),
            (at!(performance.projects[1].level), "省级"),
            (at!(performance.projects[1].stated_level), stated),
            (at!(performance.projects[1].fiscal), "23.99"),
            (at!(performance.stated_projects.section_ten_level), section_ten),
            (at!(performance.stated_projects.section_ten_amount), "26.99"),
        ]
    }

    #[test]
    fn silent_when_the_words_are_right() {
        passes(&RULE, &cells("省级", ""));
        passes(&RULE, &cells("", ""));
    }

    #[test]
    fn provincial_money_called_county_money_is_found() {
        fires(&RULE, &cells("县级", ""), "“省级劳模资金”是省级资金，文字称县级资金");
        fires(
            &RULE,
            &cells("", "县级"),
            "说明十（四）所称县级资金项目支出 26.99，县级资金的项目执行数之和 3.00，相差 23.99万元",
        );
        fires(&RULE, &cells("", "县级")[..8], "说明十（四）称县级资金，“省级劳模资金”不是县级资金");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[(at!(performance.projects[0].name), "困难职工帮扶")]);
    }
}
